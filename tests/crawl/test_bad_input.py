"""Sites that answer badly: what can be had is stored, what can't is told, and the exit status says who should look."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.crawl.running import Run, assert_whole, crawl
from tests.crawl.small import (
    LISTING,
    agenda_path,
    month_by_month,
    paper_path,
    published,
    site_of,
)
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.sites.shapes import Publication

PAGE = b"<!DOCTYPE html>\n<html><body>Siden er midlertidigt utilg\xc3\xa6ngelig</body></html>\n"
HTML = Fault(body=PAGE, media_type="text/html; charset=utf-8")


def a_site(*publications: Publication) -> FirstAgendaSite:
    return FirstAgendaSite(*site_of(*(publications or month_by_month(2))))


def told(run: Run, kind: str) -> list[str]:
    """The addresses of the problems of a kind."""
    return [row["url"] for row in run.rows("problems", "kind = :kind", kind=kind)]


FAULTS = {
    "404": Fault(status=404),
    "500": Fault(status=500),
    "cut": Fault(cut=400),
    "empty": Fault(body=b""),
    "html": HTML,
    "other_json": Fault(body=b'["Adgang n\xc3\xa6gtet"]'),
    "closed": Fault(close_after=300),
    "too_long": Fault(content_length=100_000),
    "too_short": Fault(content_length=300),
}
PASSING = {"500_once": Fault(status=500, times=1), "closed_once": Fault(close_after=300, times=1)}


@pytest.fixture(scope="module")
def bad_night(tmp_path_factory):
    """One crawl of a site on which every other meeting is spoilt in a way of its own."""
    names = [*FAULTS, *PASSING, "no_items_key", "no_felter", "sound"]
    meetings = {name: published(name, f"2021-02-{day:02} 18:00") for day, name in enumerate(names, 1)}
    del meetings["no_felter"].agenda["Dagsordenpunkter"][0]["Felter"]
    del meetings["no_items_key"].agenda["Dagsordenpunkter"]
    with FirstAgendaSite(*site_of(*(each for name, each in meetings.items() if name != "no_items_key"))) as site:
        site.listing = site_of(*(each for each in meetings.values() if "Dagsordenpunkter" in each.agenda)).listing
        council = next(iter(site.listing["Udvalg"].values()))[0]["Moeder"]
        council.append(meetings["no_items_key"].entry)
        council.append(published("no_date", "2021-03-01 18:00").entry | {"MeetingBeginUtc": "i morgen", "Dato": None})
        site.agendas = {each.id: each.agenda for each in meetings.values()}
        for name, fault in (FAULTS | PASSING).items():
            site.fault(agenda_path(meetings[name]), fault)
        run = crawl("koege", site.address, tmp_path_factory.mktemp("bad"))
    return meetings, run


def stored(meetings: Mapping[str, Publication], run: Run) -> set[str]:
    ids = {row["id"].partition(":")[2] for row in run.rows("documents")}
    return {name for name, each in meetings.items() if each.id in ids}


def test_meetings_that_can_be_had_are_stored_among_those_that_cannot(bad_night):
    meetings, run = bad_night
    assert stored(meetings, run) == {*PASSING, "no_items_key", "no_felter", "sound"}
    assert_whole(run)


def test_failed_meetings_make_the_crawl_fail_though_it_finishes(bad_night):
    meetings, run = bad_night
    (row,) = run.rows("crawls")
    assert run.status == 1
    assert (row["finish_reason"], row["exit_status"], row["meetings_listed"]) == ("finished", 1, len(meetings) + 1)
    assert row["errors"] >= len(FAULTS) + 1
    assert "Traceback" not in run.log


@pytest.mark.parametrize("name", ["404", "500", "html", "closed", "too_long"])
def test_a_meeting_that_cannot_be_fetched_is_told(bad_night, name):
    meetings, run = bad_night
    assert f"https://dagsordener.koege.dk{agenda_path(meetings[name])}" in told(run, "publication_failed")


@pytest.mark.parametrize("name", ["cut", "empty", "other_json", "too_short"])
def test_a_meeting_that_cannot_be_read_is_told(bad_night, name):
    meetings, run = bad_night
    assert f"https://dagsordener.koege.dk{agenda_path(meetings[name])}" in told(run, "unreadable_document")


@pytest.mark.parametrize("name", PASSING)
def test_a_fault_that_passes_is_no_problem(bad_night, name):
    meetings, run = bad_night
    assert run.rows("problems", "instr(url, :id)", id=meetings[name].id) == []


def test_a_listed_meeting_whose_date_is_none_is_told(bad_night):
    _, run = bad_night
    (problem,) = run.rows("problems", "kind = 'unreadable_date'")
    assert "'i morgen'" in problem["message"]


@pytest.mark.parametrize("name", ["no_items_key", "no_felter"])
def test_a_key_that_is_missing_is_told_and_the_rest_is_stored(bad_night, name):
    meetings, run = bad_night
    (document,) = run.rows("documents", "id = :id", id=f"koege:{meetings[name].id}")
    items = run.rows("agenda_items", "document_id = :id", id=document["id"])
    assert [item["title"] for item in items] == (["Sag om no_felter"] if name == "no_felter" else [])
    problems = run.rows("problems", "instr(url, :id)", id=meetings[name].id)
    assert [row["kind"] for row in problems] == ["missing_key"]


LISTINGS = {
    "500": (Fault(status=500), "site_failed"),
    "html": (HTML, "site_failed"),
    "closed": (Fault(close_after=100), "site_failed"),
    "cut": (Fault(cut=200), "unreadable_listing"),
    "no_udvalg": (Fault(body=b'{"Moeder":[]}'), "unreadable_listing"),
    "empty": (Fault(body=b'{"Udvalg":{}}'), "empty_listing"),
}


@pytest.fixture(scope="module")
def bad_listings(tmp_path_factory):
    """A crawl for each answer in place of the listing, several at a time."""

    def one(name):
        with a_site() as site:
            site.fault(LISTING, LISTINGS[name][0])
            return crawl("koege", site.address, tmp_path_factory.mktemp(name))

    with ThreadPoolExecutor(4) as pool:
        return dict(zip(LISTINGS, pool.map(one, LISTINGS), strict=True))


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_that_cannot_be_had_or_read_fails_the_site(bad_listings, name):
    assert_site_failed(bad_listings[name], LISTINGS[name][1])


def test_nobody_at_the_address_fails_the_site(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run = crawl("koege", f"http://127.0.0.1:{port}", tmp_path)
    assert_site_failed(run, "site_failed")


def test_a_robots_txt_that_forbids_all_is_obeyed(tmp_path):
    with a_site() as site:
        site.robots = "User-agent: *\nDisallow: /\n"
        run = crawl("koege", site.address, tmp_path)
        assert {request.path for request in site.requests} == {"/robots.txt"}
    assert_site_failed(run, "site_failed")


@pytest.mark.parametrize("foreign", ["https://fremmed.example/", "http://127.0.0.2:{port}/"])
def test_a_front_page_that_sends_elsewhere_is_not_followed(tmp_path, foreign):
    with a_site() as site:
        site.fault("/", Fault(status=302, headers={"Location": foreign.format(port=site.address.rpartition(":")[2])}))
        site.fault("/robots.txt", Fault())
        run = crawl("koege", site.address, tmp_path)
        assert LISTING not in {request.path for request in site.requests}
        assert {request.host for request in site.requests} == {"dagsordener.koege.dk"}
    assert_site_failed(run, "site_failed")
    assert "refused" in run.rows("problems")[0]["message"]


def assert_site_failed(run: Run, kind: str) -> None:
    (row,) = run.rows("crawls")
    assert run.status == 1
    assert run.kinds() == [kind]
    assert (row["finish_reason"], row["exit_status"]) == ("finished", 1)
    assert row["finished_at"]
    assert run.rows("meetings") == []


@pytest.mark.parametrize(("length", "login_page"), [(7, False), (7, True), (2, True)])
def test_a_session_that_runs_out_loses_nothing(tmp_path, length, login_page):
    with a_site(*month_by_month(20)) as site:
        site.expire_session_after(length, login_page=login_page)
        run = crawl("koege", site.address, tmp_path)
    assert run.status == 0, [row["message"] for row in run.rows("problems")]
    assert len(run.rows("meetings")) == 20
    assert run.kinds() == []


def test_an_address_that_never_answers_is_told_apart_from_sessions_that_run_out(tmp_path):
    meetings = month_by_month(20)
    with a_site(*meetings) as site:
        site.expire_session_after(3, login_page=True)
        site.fault(agenda_path(meetings[7]), HTML)
        run = crawl("koege", site.address, tmp_path)
    assert len(run.rows("meetings")) == 19
    assert run.kinds() == ["publication_failed"]
    assert told(run, "publication_failed") == [f"https://dagsordener.koege.dk{agenda_path(meetings[7])}"]


def test_papers_that_cannot_be_had_are_told_and_their_rows_stay(tmp_path):
    meetings = month_by_month(10)
    missing, broken, passing, *_ = meetings
    with a_site(*meetings) as site:
        site.fault(paper_path(missing), Fault(status=404))
        site.fault(paper_path(broken), Fault(status=500))
        site.fault(paper_path(passing), Fault(status=503, times=1))
        run = crawl("koege", site.address, tmp_path)
    held = {row["url"]: row["file_sha256"] for row in run.rows("attachments")}
    without = {url for url, file in held.items() if file is None}
    assert run.status == 0, run.log
    assert len(held) == 10
    assert without == {
        f"https://dagsordener.koege.dk{paper_path(one)}/?redirectDirectlyToPdf=true" for one in meetings[:2]
    }
    assert set(told(run, "attachment_failed")) == without
    assert run.kinds() == ["attachment_failed"] * 2


ELSEWHERE = {
    "another host": "https://fremmed.example/brev.pdf",
    "a file": "file:///etc/hostname",
    "this machine": "http://127.0.0.2:{port}/brev.pdf",
    "this machine where the site is": "http://localhost:{port}/brev.pdf",
    "this machine by number": "http://2130706433:{port}/brev.pdf",
    "this machine in IPv6": "http://[::1]:{port}/brev.pdf",
    "the cloud's own address": "http://169.254.169.254/latest/meta-data/",
    "the local network": "http://10.0.0.1/brev.pdf",
    "the home network": "http://192.168.1.1/brev.pdf",
    "inline data": "data:application/pdf;base64,JVBERi0xLjQ=",
    "ftp": "ftp://dagsordener.koege.dk/brev.pdf",
    "a name that begins alike": "https://dagsordener.koege.dk.fremmed.example/brev.pdf",
    "a name in the user's place": "https://dagsordener.koege.dk@fremmed.example/brev.pdf",
}


@pytest.fixture(scope="module")
def sent_elsewhere(tmp_path_factory):
    """Each meeting's paper is answered by a redirect to where no paper may come from, or by a viewer that frames it."""
    meetings = month_by_month(2 * len(ELSEWHERE))
    with a_site(*meetings) as site:
        port = site.address.rpartition(":")[2]
        for number, address in enumerate(ELSEWHERE.values()):
            target = address.format(port=port)
            redirected, framed = meetings[2 * number : 2 * number + 2]
            site.fault(paper_path(redirected), Fault(status=302, headers={"Location": target}))
            viewer = f'<html><body><iframe src="{target}" id="pdfframe"></iframe></body></html>'.encode()
            site.fault(paper_path(framed), Fault(status=200, body=viewer, media_type="text/html; charset=utf-8"))
        run = crawl("koege", site.address, tmp_path_factory.mktemp("elsewhere"))
        asked = {(request.host, request.path) for request in site.requests}
    return meetings, run, asked


def test_nothing_is_fetched_from_elsewhere(sent_elsewhere):
    _, run, asked = sent_elsewhere
    assert {host for host, _ in asked} == {"dagsordener.koege.dk"}
    assert not any("brev.pdf" in path for _, path in asked)
    assert run.rows("files") == []
    assert "Traceback" not in run.log


def test_each_paper_that_is_elsewhere_is_told_and_its_row_stays(sent_elsewhere):
    meetings, run, _ = sent_elsewhere
    assert len(run.rows("attachments", "file_sha256 is null")) == len(meetings)
    assert set(told(run, "attachment_failed")) == {
        f"https://dagsordener.koege.dk{paper_path(one)}/?redirectDirectlyToPdf=true" for one in meetings
    }
