"""After a real crawl: what Datasette's search box finds, what a second night changes, and ``scrapy reindex``."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing

import pytest

from rådscraper.search.query import match_expression
from rådscraper.store.search import index_file_pages
from rådscraper.store.writer import Store
from tests.crawl.running import Run, crawl, crawl_words, finished, scrapy, started, wait_for
from tests.crawl.searching import assert_in_step, found, page
from tests.crawl.small import month_by_month, paper_path, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite

OLD = "Byrådet besluttede at bevare åløbet ved Ærøgade. Beslutningerne følges op."
NEW = "Sagen sendes tilbage. En rad træer fældes."


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> list[Run]:
    """Two nights; on the second the first meeting is published anew with another decision."""
    runs: list[Run] = []
    other = published("b", "2021-04-13 18:00", "Skolehaveprojekt", decision="Godkendt med bemærkning om råd i træet.")
    nights = ((OLD, "2021-03-18T10:00:00.1+01:00"), (NEW, "2021-03-29T10:00:00.1+02:00"))
    for number, (decision, released) in enumerate(nights):
        folder = tmp_path_factory.mktemp(f"night{number}")
        if runs:
            with closing(sqlite3.connect(runs[0].folder / "raad.db")) as db:
                db.execute("vacuum into ?", [str(folder / "raad.db")])
        first = published(f"a{number}", "2021-03-16 18:00", "Kloak", released=released, decision=decision)
        with FirstAgendaSite(*site_of(first, other)) as site:
            runs.append(crawl("koege", site.address, folder))
    assert [run.status for run in runs] == [0, 0], runs[1].log
    return runs


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("beslutning", ["Kloak"]),
        ("beslutte", ["Kloak"]),
        ("BYRÅD", ["Kloak"]),
        ("åløb", ["Kloak"]),
        ("aløb", []),
        ("ærøgade", ["Kloak"]),
        ("råd", ["Skolehaveprojekt"]),
        ("rad", []),
        ('"bemærkning om råd"', ["Skolehaveprojekt"]),
        ('"råd om bemærkning"', []),
        ("forvaltning", ["Kloak", "Skolehaveprojekt"]),
        ("forvaltning kloak", ["Kloak"]),
        ("skolehave", []),
    ],
)
def test_the_search_box_of_the_items_finds(nights, typed, titles):
    assert found(nights[0].folder, typed) == titles


def test_compounds_are_found_by_their_beginning(nights):
    assert found(nights[0].folder, "skolehave*", _searchmode="raw") == ["Skolehaveprojekt"]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [("beslutningens", ["Kloak"]), ("rådets", ["Skolehaveprojekt"]), ("Skolehave* godkendelse", ["Skolehaveprojekt"])],
)
def test_what_is_typed_inflected_is_found_when_it_is_made_an_expression(nights, typed, titles):
    assert found(nights[0].folder, match_expression(typed), _searchmode="raw") == titles


def test_one_column_can_be_searched(nights):
    answer = page(nights[0].folder, "agenda_items", _search_title="kloak")
    assert [row["title"] for row in answer["rows"]] == ["Kloak"]
    assert page(nights[0].folder, "agenda_items", _search_title="bevare")["rows"] == []


def test_the_text_of_other_sections_is_searched(trapped):
    run = trapped("koege").run
    section = next(row for row in run.rows("sections", "kind = 'case'") if row["text"] and '"' not in row["text"])
    words = " ".join(section["text"].split()[:5])
    assert section["agenda_item_id"] in found(run.folder, f'"{words}"', shown="id")


def test_every_item_of_a_site_is_in_the_index(trapped):
    for slug in ("koege", "kalundborg", "soenderborg"):
        assert_in_step(trapped(slug).run.folder)


def test_after_a_change_only_the_new_words_are_found(nights):
    before, after = (run.folder for run in nights)
    assert found(before, "sagen tilbage") == []
    for typed in ("beslutning", "åløb", "Ærøgade"):
        assert found(after, typed) == [], typed
    assert found(after, "sagen tilbage") == ["Kloak"]
    assert found(after, "rad") == ["Kloak"]
    assert found(after, "råd") == ["Skolehaveprojekt"]
    assert_in_step(after)


def test_a_hit_in_a_paper_leads_to_its_page_its_item_and_its_meeting(nights, tmp_path):
    with closing(sqlite3.connect(nights[0].folder / "raad.db")) as db:
        db.execute("vacuum into ?", [str(tmp_path / "raad.db")])
    with Store.open(tmp_path / "raad.db") as store:
        paper = next(row for row in store.db.table("attachments").rows if "Skolehave" in row["title"])
        texts = {6: "Indledning", 7: "Bevillingerne til haven"}
        rows = [{"file_sha256": paper["file_sha256"], "page": n, "text": text} for n, text in texts.items()]
        store.db.table("file_pages").insert_all(rows)
        index_file_pages(store.db, paper["file_sha256"])
    assert found(tmp_path, "bevilling", "file_pages", "page") == [7]
    (hit,) = page(tmp_path, "file_page_links", _search="bevilling")["rows"]
    assert hit["page_url"] == f"{paper['url']}#page=7"
    assert (hit["attachment_title"], hit["item_title"]) == (paper["title"], "Skolehaveprojekt")
    assert (hit["agenda_item_id"], hit["meeting_id"]) == (paper["agenda_item_id"], paper["meeting_id"])
    assert_in_step(tmp_path)


def test_after_a_crawl_was_killed_the_index_holds_what_the_tables_hold(tmp_path):
    meetings = month_by_month(8)
    slow = paper_path(meetings[0])  # the oldest is read last
    with FirstAgendaSite(*site_of(*meetings)) as site:
        site.fault(slow, Fault(delay=60, times=1))
        process = started(tmp_path, *crawl_words("koege", site.address))
        wait_for(lambda: any(one.path.startswith(slow) for one in site.requests), process)
        wait_for(lambda: Run(0, "", "", tmp_path).rows("agenda_items"), process)
        process.send_signal(signal.SIGKILL)
        run = finished(process, tmp_path)
    assert run.status != 0
    assert_in_step(tmp_path)
    stored = [row["title"] for row in run.rows("agenda_items")]
    assert stored
    assert sorted(found(tmp_path, "sag")) == sorted(stored)


def test_reindex_makes_a_broken_index_whole(nights, tmp_path):
    with closing(sqlite3.connect(nights[0].folder / "raad.db")) as db:
        db.execute("vacuum into ?", [str(tmp_path / "raad.db")])
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db:
        db.execute("insert into agenda_items_fts (agenda_items_fts) values ('delete-all')")
        db.commit()
    assert found(tmp_path, "åløb") == []
    run = scrapy(tmp_path, "reindex")
    assert run.status == 0, run.log
    assert run.output.splitlines() == ["agenda_items: 2 rows can be searched", "file_pages: 2 rows can be searched"]
    assert found(tmp_path, "åløb") == ["Kloak"]
    assert_in_step(tmp_path)


def test_reindex_refuses_what_it_cannot_do_in_one_line(tmp_path):
    missing = scrapy(tmp_path, "reindex")
    assert (missing.status, len(missing.log.splitlines())) == (2, 1)
    assert "there is no database" in missing.log
    assert not (tmp_path / "raad.db").exists()
    with Store.open(tmp_path / "raad.db"):
        held = scrapy(tmp_path, "reindex")
    assert (held.status, len(held.log.splitlines())) == (3, 1)
    more = scrapy(tmp_path, "reindex", "koege")
    assert (more.status, len(more.log.splitlines())) == (2, 1)
    (tmp_path / "other").mkdir()
    with closing(sqlite3.connect(tmp_path / "other" / "raad.db")) as db:
        db.execute("create table t (x)")
    assert scrapy(tmp_path / "other", "reindex").status == 2
