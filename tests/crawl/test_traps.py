"""What holds on every site with traps: nothing is lost, nothing is asked twice, and the crawl has manners."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from tests.crawl.running import assert_whole
from tests.sites.firstagenda import FILE_HOSTS
from tests.sites.shapes import ZERO_GUID
from tests.sites.traps import SITES, TRAPS, texts_in_pdfs


@pytest.fixture(params=SITES)
def site(request, trapped):
    return trapped(request.param)


@pytest.mark.parametrize("name", TRAPS)
def test_every_trap_is_a_document_of_a_meeting(trapped, name):
    publication = TRAPS[name].publication
    site = trapped(publication.body.slug)
    document, meeting = site.document(name), site.meeting(name)
    assert document["title"] == publication.entry["Navn"]
    assert document["source_url"].endswith(f"/api/agenda/dagsorden/{publication.id}")
    assert meeting["starts_at"] == publication.entry["MeetingBeginUtc"]
    assert meeting["id"] == f"{site.slug}:{publication.body.id}:{meeting['starts_at'][:16]}"


def test_the_crawl_goes_well_and_says_so(site):
    run = site.run
    (crawl,) = run.rows("crawls")
    meetings = run.rows("meetings")
    assert run.status == 0, run.log
    assert (crawl["finish_reason"], crawl["exit_status"], crawl["errors"]) == ("finished", 0, int(site.slug == "koege"))
    assert crawl["meetings_listed"] == crawl["meetings_new"] == len(meetings)
    assert crawl["requests"] >= len(site.requests) - 2
    assert site.slug in run.output
    assert "Traceback" not in run.log
    assert "Deprecat" not in run.log


def test_the_database_is_sound(site):
    assert_whole(site.run)


def test_no_id_is_the_zero_guid_and_no_cell_is_empty(site):
    with closing(sqlite3.connect(site.run.folder / "raad.db")) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        cells = [cell for table in tables for row in db.execute(f"select * from {table}") for cell in row]
    assert not [cell for cell in cells if isinstance(cell, str) and (ZERO_GUID in cell or "\0" in cell)]
    assert "" not in cells


def test_titles_have_no_stray_blanks(site):
    for table in ("agenda_items", "documents", "attachments"):
        titles = [row["title"] for row in site.run.rows(table)]
        assert [title for title in titles if title != " ".join(title.split())] == []


def test_positions_count_from_one(site):
    for meeting in site.run.rows("meetings"):
        items = site.run.rows("agenda_items", "meeting_id = :id", id=meeting["id"])
        assert sorted(item["position"] for item in items) == list(range(1, len(items) + 1))


def test_items_are_read_from_current_documents_only(site):
    current = {row["id"] for row in site.run.rows("documents", "is_current = 1")}
    assert {row["document_id"] for row in site.run.rows("agenda_items")} <= current


def test_robots_txt_is_asked_first_on_every_host(site):
    first: dict[str, str] = {}
    for request in site.requests:
        first.setdefault(request.host, request.path)
    assert set(first.values()) == {"/robots.txt"}


def test_the_listing_is_asked_for_once_and_no_agenda_twice(site):
    asked = Counter(request.path for request in site.requests if request.path.startswith("/api/agenda/"))
    assert asked["/api/agenda/udvalgsliste"] == 1
    assert set(asked.values()) == {1}


def test_every_paper_is_fetched_once_through_its_redirect(site):
    portal = [request for request in site.requests if request.path.startswith("/vis/pdf/")]
    papers = [row["url"].partition(".dk")[2] for row in site.run.rows("attachments", "url is not null")]
    assert {request.status for request in portal} == {302}
    texts = set(texts_in_pdfs(site.slug))  # of items that are read from a PDF
    assert sorted(request.path for request in portal if request.path not in texts) == sorted(papers)
    assert max(Counter(request.path for request in portal).values()) == 1
    fetched = [one for one in site.requests if one.host in FILE_HOSTS and one.path != "/robots.txt"]
    assert {request.status for request in fetched} == {200}
    assert len(fetched) == len(portal)


def test_the_cookie_stays_with_the_portal(site):
    elsewhere = [request for request in site.requests if request.host in FILE_HOSTS]
    api = [request for request in site.requests if request.path.startswith("/api/agenda/")]
    assert elsewhere
    assert not any(request.had_cookie for request in elsewhere)
    assert all(request.had_cookie for request in api)


def test_every_request_says_who_asks(site):
    agents = {request.user_agent for request in site.requests}
    assert len(agents) == 1
    (agent,) = agents
    assert agent.startswith("raadscraper/")
    assert "drift@raad.example" in agent


def test_files_lie_under_their_hashes_and_nowhere_else(site):
    kept = {row["path"] for row in site.run.rows("files")}
    folder = site.run.folder / "files"
    assert {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} == kept
    assert {row["path"] for row in site.run.rows("files")} == {
        f"{row['sha256'][:2]}/{row['sha256']}" for row in site.run.rows("files")
    }
    beside = {path.name.removesuffix("-wal").removesuffix("-shm") for path in site.run.folder.iterdir()}
    assert beside <= {"archive", "files", "raad.db", "raad.db.lock"}
