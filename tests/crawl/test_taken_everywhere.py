"""What an operator takes away goes from every table and every route, also where it was only quoted, and stays away."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.running import Run, assert_whole, crawl, scrapy
from tests.crawl.small import paper_path, published, site_of
from tests.serve.asking import served
from tests.sites.firstagenda import FirstAgendaSite, StoredFile
from tests.sites.shapes import Publication, attendee
from tests.sites.typeset import TEXT, typeset

PERSON = "Karla Kvist Madsen"
REASON = ("--reason", "ønske fra den det angår")
UNCLEAR = "Vedtaget. For stemte 4: Anne And, Hemmelighed Olsen og Forkastelse Clausen."
"""A decision whose votes do not add up: the problem that tells so quotes it."""


def meetings(again: bool = False) -> list[Publication]:
    """Two meetings; ``again`` as they are on the second night, with the first one's items told otherwise."""
    first = published("en", "2021-03-16 18:00", "Sagen om Hemmelighed", "Budget", decision=UNCLEAR)
    second = published(
        "to", "2021-04-20 18:00", f"Klage fra {PERSON}", decision=f"Vedtaget. For stemte 3: Bo Bak og {PERSON}.",
        attendees=[attendee(PERSON), attendee("Bo Bak")], place=f"Hos {PERSON}"
    )  # fmt: skip
    if again:
        for number, item in enumerate(first.agenda["Dagsordenpunkter"], 8):
            item["Punktnummer"] = item["Number"] = str(number)
        second.agenda["Dagsordenpunkter"][0]["Bilag"][0]["Navn"] = f"Brev til {PERSON}"
    return [first, second]


def stand_in(again: bool = False) -> FirstAgendaSite:
    content = site_of(*meetings(again))
    (first, second) = meetings(again)
    for one, word in ((first, "Hemmelighed i bilaget"), (second, f"Brevet fra\n{PERSON.upper()}s advokat")):
        paper = paper_path(one).removeprefix("/vis/pdf/")
        content.files[paper] = StoredFile(typeset([(word, TEXT)]))
    return FirstAgendaSite(*content)


def everything(folder: Path) -> dict[str, str]:
    """All that any table holds, by table; what the operator keeps apart as well."""
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type in ('table', 'view')")]
        return {name: " ".join(map(str, db.execute(f"select * from [{name}]").fetchall())) for name in tables}


def seen(folder: Path) -> dict[str, str]:
    """All that is served of every table, as SQL and by the search."""
    told: dict[str, str] = {}
    with served(folder) as site:
        for table in everything(folder):
            told[table] = site.get("/raad.json", sql=f"select * from [{table}]", _shape="objects").text
        for word in ("hemmelighed", "karla", "forkastelse"):
            answer: Any = site.json("/soeg.json", q=word)
            told[f"/soeg {word}"] = json.dumps([answer["items"], answer["papers"]], ensure_ascii=False)
    return told


def assert_gone(run: Run, *words: str) -> None:
    for told in (everything(run.folder), seen(run.folder)):
        for word in words:
            assert [where for where, text in told.items() if word.casefold() in text.casefold()] == [], word
    with closing(sqlite3.connect(run.folder / "raad.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for word in words:
        assert word.encode() not in (run.folder / "raad.db").read_bytes()
    assert_whole(run)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Path:
    """Two nights, the second of which finds the items under other numbers."""
    folder: Path = tmp_path_factory.mktemp("nights")
    for again in (False, True):
        with stand_in(again) as site:
            run = crawl("koege", site.address, folder)
        assert run.status == 0, run.log
    told = everything(folder)
    for table in ("problems", "revisions", "agenda_items", "sections", "decisions", "agenda_items_fts"):
        assert "hemmelighed" in told[table].casefold(), table
    for table in ("problems", "revisions", "file_pages", "people", "votes", "attendances", "meeting_sources"):
        assert PERSON.casefold() in told[table].casefold(), table
    return folder


@pytest.fixture
def folder(crawled, tmp_path):
    """A copy of the two nights."""
    with closing(sqlite3.connect(crawled / "raad.db")) as db:
        db.execute("vacuum into ?", [str(tmp_path / "raad.db")])
    (tmp_path / "files").symlink_to(crawled / "files")
    return tmp_path


def redacted(folder: Path, *names: str) -> Run:
    for name in names:
        run = scrapy(folder, "redact", name, *REASON)
        assert run.status == 0, run.log
    return run


def later_nights(folder: Path, *words: str) -> Run:
    """A night and a reading again: neither changes anything, nor logs these words, at least in what it tells itself."""
    with stand_in(again=True) as site:
        run = crawl("koege", site.address, folder, "full=1", settings={"LOG_LEVEL": "WARNING"})
    assert run.status == 0, run.log
    again = scrapy(folder, "reextract", "--all")
    assert again.status == 0, again.log
    assert "unclear_votes: " in run.log
    assert "unclear_votes: " in again.log
    for word in words:
        assert word not in run.log + run.output + again.log + again.output
    assert run.rows("crawls")[-1]["meetings_changed"] == 0
    return run


def test_a_meeting_goes_from_what_quotes_it_and_stays_away(folder):
    run = redacted(folder, next(key for key in ids(folder, "meetings") if "2021-03-16" in key))
    words = ("Hemmelighed", "Forkastelse", "Anne And")
    assert_gone(run, *words)
    kinds = [row["kind"] for row in run.rows("problems", "message = '[fjernet]'")]
    assert "unclear_votes" in kinds, "that there was a problem is still told"
    assert_gone(later_nights(folder, *words), *words)


def test_an_item_goes_from_what_quotes_it_and_the_others_stay(folder):
    items = [row for row in Run(0, "", "", folder).rows("agenda_items") if "2021-03-16" in row["meeting_id"]]
    run = redacted(folder, *(row["id"] for row in items))
    assert_gone(run, "Hemmelighed", "Forkastelse")
    assert PERSON in everything(folder)["revisions"], "what is told of other meetings is left as it was"
    assert_gone(later_nights(folder, "Hemmelighed", "Forkastelse"), "Hemmelighed", "Forkastelse")


def test_a_person_goes_from_problems_revisions_sources_and_the_text_of_papers(folder):
    run = redacted(folder, f"koege:{PERSON}")
    assert_gone(run, PERSON, "Kvist Madsen")
    assert "Hemmelighed" in everything(folder)["file_pages"]
    after = later_nights(folder, PERSON, "Kvist Madsen")
    assert_gone(after, PERSON, "Kvist Madsen")
    with served(folder) as site:
        for row in after.rows("files"):
            names_her = "[fjernet]" in after.rows("file_pages", "file_sha256 = :id", id=row["sha256"])[0]["text"]
            assert site.get(f"/bilag/{row['sha256']}").status_code == (404 if names_her else 200)


def test_a_paper_that_is_taken_away_keeps_no_address(folder):
    (paper, *_) = Run(0, "", "", folder).rows("attachments")
    run = redacted(folder, paper["id"])
    assert_gone(run, paper["url"], paper["title"])
    again = scrapy(folder, "redact", paper["id"], *REASON)
    assert (again.status, again.log) == (2, f"scrapy redact: {paper['id']} is taken away already\n")
    assert_gone(later_nights(folder), paper["url"])


def test_what_was_taken_away_is_not_brought_back_by_a_restored_backup(folder):
    place = {"RAAD_BACKUPS": str(folder / "backups")}
    scrapy(folder, "backup", settings=place)
    (copy,) = (folder / "backups").glob("*.db")
    meeting = next(key for key in ids(folder, "meetings") if "2021-03-16" in key)
    redacted(folder, f"koege:{PERSON}", meeting)
    restored = scrapy(folder, "restore", str(copy))
    assert restored.status == 0, restored.log
    assert f"carried out again: redact meetings {meeting}: decided " in restored.output
    assert_gone(restored, PERSON, "Kvist Madsen", "Hemmelighed", "Forkastelse")
    assert_gone(later_nights(folder), PERSON, "Kvist Madsen", "Hemmelighed", "Forkastelse")


def ids(folder: Path, table: str) -> list[str]:
    return [str(row["id"]) for row in Run(0, "", "", folder).rows(table)]
