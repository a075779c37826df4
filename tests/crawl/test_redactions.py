"""What an operator takes away is gone from the database and stays away, whatever later crawls find."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rådscraper.store.writer import Store
from tests.crawl.running import Run, assert_whole, crawl, scrapy
from tests.crawl.small import published, site_of
from tests.crawl.test_personal_numbers import assert_nowhere
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.shapes import Publication, attendee

NAME = "Karla Kvist Madsen"
REASON = ("--reason", "ønske fra den det angår")


def meetings() -> list[Publication]:
    decision = f"Klagen fra {NAME} afvises, og {NAME}s breve lægges på sagen. For stemte Bo Bak."
    return [
        published(
            name, day, f"Klage {name}", "Budget", decision=decision, attendees=[attendee(NAME), attendee("Bo Bak")]
        )
        for name, day in (("en", "2021-03-16 18:00"), ("to", "2021-04-20 18:00"))
    ]


@pytest.fixture
def site():
    with FirstAgendaSite(*site_of(*meetings())) as site:
        yield site


def decided(folder: Path, *words: str) -> Run:
    return scrapy(folder, *words)


def item_id(run: Run, number: int = 0) -> str:
    return str(run.rows("agenda_items")[number]["id"])


def test_an_item_that_is_taken_away_stays_away(site, tmp_path):
    before = crawl("koege", site.address, tmp_path)
    item = item_id(before)
    title = str(before.rows("agenda_items")[0]["title"])
    (paper, other, *_) = before.rows("attachments")
    place = tmp_path / "files" / before.rows("files", "sha256 = :id", id=paper["file_sha256"])[0]["path"]
    assert place.is_file()
    run = decided(tmp_path, "redact", item, *REASON, "--by", "Ane")
    assert run.status == 0, run.log
    assert not place.exists()
    for night in range(2):
        site.requests.clear()
        after = crawl("koege", site.address, tmp_path, *(("full=1",) if night else ()))
        assert after.status == 0, after.log
        assert after.rows("crawls")[-1]["meetings_changed"] == 0
        (row,) = after.rows("agenda_items", "id = :id", id=item)
        assert (row["title"], row["recommendation"], row["decision"]) == ("[fjernet]", None, None)
        assert {one["text"] for one in after.rows("sections", "agenda_item_id = :id", id=item)} == {"[fjernet]"}
        assert {one["text"] for one in after.rows("decisions", "agenda_item_id = :id", id=item)} == {"[fjernet]"}
        (mine,) = after.rows("attachments", "agenda_item_id = :id", id=item)
        assert (mine["title"], mine["file_sha256"]) == ("[fjernet]", None)
        assert not place.exists()
        asked = {one.path.partition("/?")[0] for one in site.requests}
        assert paper["url"].partition("/?")[0].removeprefix("https://dagsordener.koege.dk") not in asked
        assert after.rows("attachments", "id = :id", id=other["id"]) == [other]
        assert_nowhere(after, title.encode())
    assert len(after.rows("agenda_items", "title <> '[fjernet]'")) == 3
    assert {row["decided_by"] for row in after.rows("redactions")} == {"Ane"}
    assert_whole(after)


def test_an_item_stays_away_when_its_minutes_come_with_papers_at_other_addresses(tmp_path):
    agenda = published("dagsorden", "2021-03-16 18:00", "Klage over naboen", "Budget", kind="Dagsorden")
    minutes = published("referat", "2021-03-16 18:00", "Budget", "Klage over naboen")
    with FirstAgendaSite(*site_of(agenda)) as site:
        before = crawl("koege", site.address, tmp_path)
    assert decided(tmp_path, "redact", item_id(before), *REASON).status == 0
    with FirstAgendaSite(*site_of(minutes)) as site:
        for _ in range(2):
            after = crawl("koege", site.address, tmp_path, "full=1")
            assert (after.status, after.kinds()) == (0, []), after.log
            assert [row["title"] for row in after.rows("agenda_items")] == ["Budget", "[fjernet]"]
            (paper,) = after.rows("attachments", "file_sha256 is not null")
            assert paper["agenda_item_id"] == item_id(after)
            kept = [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()]
            assert sorted(kept) == sorted(row["sha256"] for row in after.rows("files", "path is not null"))
            assert paper["file_sha256"] in kept
            assert len(kept) == 2, "that of the agenda and that of the minutes"
            assert_nowhere(after, b"naboen")
    assert decided(tmp_path, "verify").status == 0
    assert_whole(after)


def test_a_person_that_is_taken_away_is_named_nowhere(site, tmp_path):
    crawl("koege", site.address, tmp_path)
    run = decided(tmp_path, "redact", f"koege:{NAME}", *REASON)
    assert run.status == 0, run.log
    for after in (run, crawl("koege", site.address, tmp_path)):
        for file in ("raad.db", "raad.db-wal"):
            place = tmp_path / file
            assert not place.exists() or NAME.encode() not in place.read_bytes()
        assert {row["name"] for row in after.rows("people")} == {"Bo Bak"}
        assert [row["name"] for row in after.rows("attendances")] == ["[fjernet]", "Bo Bak"] * 2
        decision = after.rows("agenda_items")[0]["decision"]
        assert decision.startswith("Klagen fra [fjernet] afvises, og [fjernet] breve")
        assert "Bo Bak" in decision
    assert after.rows("crawls")[-1]["meetings_changed"] == 0
    assert_whole(after)


def test_a_file_that_is_taken_away_is_not_fetched_again(site, tmp_path):
    before = crawl("koege", site.address, tmp_path)
    file = before.rows("files")[0]
    run = decided(tmp_path, "redact", str(tmp_path / "files" / file["path"]), *REASON)
    assert run.status == 0, run.log
    site.requests.clear()
    after = crawl("koege", site.address, tmp_path, "full=1")
    (row,) = after.rows("files", "sha256 = :id", id=file["sha256"])
    assert (row["path"], row["text_status"]) == (None, "quarantined")
    assert not (tmp_path / "files" / file["path"]).exists()
    (paper,) = before.rows("attachments", "file_sha256 = :id", id=file["sha256"])
    path = paper["url"].partition("/?")[0].removeprefix("https://dagsordener.koege.dk")
    assert path not in {one.path.partition("/?")[0] for one in site.requests}
    assert len(after.rows("attachments", "file_sha256 is not null")) == 4
    again = decided(tmp_path, "redact", file["sha256"], *REASON)
    assert (again.status, again.log) == (2, f"scrapy redact: {file['sha256']} is taken away already\n")


def test_nothing_is_decided_of_a_file_whose_bytes_cannot_be_deleted(site, tmp_path):
    before = crawl("koege", site.address, tmp_path)
    file = before.rows("files")[0]
    place = tmp_path / "files" / file["path"]
    place.unlink()
    place.mkdir()
    run = decided(tmp_path, "redact", file["sha256"], *REASON)
    assert run.status == 1
    assert run.log.startswith(f"scrapy redact: {place} could not be deleted (")
    assert run.log.count("\n") == 1
    assert run.rows("redactions") == []
    assert run.rows("files", "sha256 = :id", id=file["sha256"]) == [file]
    place.rmdir()
    assert decided(tmp_path, "redact", file["sha256"], *REASON).status == 0


def test_a_file_that_is_released_stays_released(site, tmp_path):
    before = crawl("koege", site.address, tmp_path)
    sha256 = before.rows("files")[0]["sha256"]
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db, db:
        db.execute("update files set text_status = 'quarantined', error = 'x' where sha256 = ?", [sha256])
    assert decided(tmp_path, "release", sha256, *REASON).status == 0
    after = crawl("koege", site.address, tmp_path, "full=1")
    (row,) = after.rows("files", "sha256 = :id", id=sha256)
    assert (row["text_status"], row["error"]) == ("ok", None)
    assert [(one["action"], one["row_id"]) for one in after.rows("redactions")] == [("release", sha256)]
    again = decided(tmp_path, "release", sha256, *REASON)
    assert (again.status, again.log) == (2, f"scrapy release: {sha256} is no file in quarantine\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("redact", "koege:findes:ikke", *REASON), "there is no row or file 'koege:findes:ikke'"),
        (("redact", "0" * 64, *REASON), f"there is no row or file '{'0' * 64}'"),
        (("release", "koege", *REASON), "there is no row or file 'koege'"),
        (("redact", "koege:1"), "say why"),
        (("release", "koege:1", "--reason", " "), "say why"),
        (("redact", *REASON), "name one ROW|FILE"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_one_line(tmp_path, words, told):
    with Store.open(tmp_path / "raad.db"):
        pass
    run = decided(tmp_path, *words)
    assert run.status == 2
    assert run.log.startswith(f"scrapy {words[0]}: ")
    assert told in run.log
    assert run.log.count("\n") == 1
    assert run.rows("redactions") == []


def test_nothing_is_decided_while_another_holds_the_database(tmp_path):
    with Store.open(tmp_path / "raad.db"):
        run = decided(tmp_path, "redact", "koege:1", *REASON)
    assert run.status == 3
    assert "is held by" in run.log
    assert decided(tmp_path / "none", "redact", "koege:1", *REASON).status == 2
    assert not (tmp_path / "none").exists()
