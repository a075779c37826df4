"""A site out of order: nothing is lost, nothing half, all is told, and the next healthy night makes it good."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from tests.crawl.kept import content, found, half_files
from tests.crawl.running import Run, assert_whole, crawl
from tests.crawl.small import LISTING, agenda_path, month_by_month, paper_path, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite

PAGE = b"<!DOCTYPE html>\n<html><body>Siden er midlertidigt utilg\xc3\xa6ngelig</body></html>\n"
IMPATIENT = {"DOWNLOAD_TIMEOUT": "1", "DOWNLOAD_MAXSIZE": "400000", "RAAD_FILE_MAX_BYTES": "400000"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong, and the kinds of problems told where it hits the listing, one meeting and one paper."""

    fault: Fault
    listing: str = "site_failed"
    meeting: str = "publication_failed"
    paper: str | None = "attachment_failed"
    too: frozenset[str] = frozenset()
    """Kinds told besides, wherever it hits."""


ASKED = frozenset({"asked_to_slow_down"})
TROUBLES = {
    "429": Trouble(Fault(status=429), too=ASKED),
    "429 with Retry-After": Trouble(Fault(status=429, headers={"Retry-After": "1"}), too=ASKED),
    "503 with Retry-After": Trouble(Fault(status=503, headers={"Retry-After": "1"}), too=ASKED),
    "500": Trouble(Fault(status=500)),
    "reset at once": Trouble(Fault(close_after=0, reset=True)),
    "reset in the middle": Trouble(Fault(close_after=200, reset=True)),
    "slow drip": Trouble(Fault(drip=0.2)),
    "no answer": Trouble(Fault(delay=2.0)),
    "endless body": Trouble(Fault(flood=True), paper="file_too_large"),
    "longer than told": Trouble(
        Fault(content_length=300), listing="unreadable_listing", meeting="unreadable_document", paper=None
    ),
    "shorter than told": Trouble(Fault(content_length=90_000)),
    "redirect loop": Trouble(Fault(status=302, headers={"Location": "?omigen=1"})),
    "redirect to itself": Trouble(Fault(status=302, headers={"Location": ""})),
    "HTML for JSON": Trouble(Fault(body=PAGE, media_type="text/html; charset=utf-8")),
    "JSON of another shape": Trouble(
        Fault(body=b'["Adgang n\xc3\xa6gtet"]', media_type="application/json"),
        listing="unreadable_listing",
        meeting="unreadable_document",
    ),
    "empty body": Trouble(Fault(body=b""), listing="unreadable_listing", meeting="unreadable_document"),
}


MEETINGS = dict(
    zip([*TROUBLES, *(f"paper: {name}" for name in TROUBLES)], month_by_month(2 * len(TROUBLES)), strict=True)
)
"""Each fault has a meeting it hits, and another whose paper it hits."""

MADE = site_of(*MEETINGS.values())


def a_site() -> FirstAgendaSite:
    return FirstAgendaSite(*MADE)


def on_paper(fault: Fault, path: str) -> Fault:
    """The fault where the paper's bytes come; what the portal itself answers is a mere redirect to them."""
    if fault.status is not None or fault.body is not None:
        return replace(fault, status=fault.status or 200)
    return replace(fault, status=200, body=MADE.files[path.removeprefix("/vis/pdf/")].content)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory) -> Run:
    """One healthy crawl."""
    with a_site() as site:
        run = crawl("koege", site.address, tmp_path_factory.mktemp("healthy"))
    assert (run.status, run.kinds()) == (0, []), run.log
    return run


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Run:
    """A night on which every fault hits a meeting and a paper."""
    with a_site() as site:
        for name, trouble in TROUBLES.items():
            path = paper_path(MEETINGS[f"paper: {name}"])
            site.fault(agenda_path(MEETINGS[name]), trouble.fault)
            if trouble.paper:
                site.fault(path, on_paper(trouble.fault, path))
        run = crawl("koege", site.address, tmp_path_factory.mktemp("faulty"), settings=IMPATIENT)
    assert_whole(run)
    return run


@pytest.fixture(scope="module")
def healed(faulty, tmp_path_factory) -> Run:
    """The next night, on which nothing goes wrong."""
    folder = tmp_path_factory.mktemp("healed") / "kept"
    shutil.copytree(faulty.folder, folder)
    with a_site() as site:
        return crawl("koege", site.address, folder, "full=1")


def told(run: Run, path: str) -> set[str]:
    return {row["kind"] for row in run.rows("problems", "instr(url, :path)", path=path)}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_meeting_that_a_fault_took_is_told(faulty, name):
    assert told(faulty, agenda_path(MEETINGS[name])) - ASKED == {TROUBLES[name].meeting}
    assert faulty.rows("documents", "id = :id", id=f"koege:{MEETINGS[name].id}") == []


@pytest.mark.parametrize("name", [name for name, trouble in TROUBLES.items() if trouble.paper])
def test_a_paper_that_a_fault_took_is_told_and_its_row_stays(faulty, name):
    path = paper_path(MEETINGS[f"paper: {name}"])
    assert told(faulty, path) - ASKED == {TROUBLES[name].paper}
    (row,) = faulty.rows("attachments", "instr(url, :path)", path=path)
    assert row["file_sha256"] is None


def test_all_that_no_fault_hit_is_stored_as_on_a_healthy_night(faulty, healthy):
    had, whole = content(faulty.folder), content(healthy.folder)
    assert len(had["meetings"]) == len(TROUBLES)
    for table in ("meetings", "agenda_items", "sections", "decisions", "files"):
        assert set(had[table]) < set(whole[table]), table
    lost = [trouble for trouble in TROUBLES.values() if trouble.paper]
    assert len(had["files"]) == len(whole["files"]) - len(TROUBLES) - len(lost)
    assert half_files(faulty.folder) == []


def test_a_night_of_faults_fails_and_finishes(faulty):
    (row,) = faulty.rows("crawls")
    assert (faulty.status, row["exit_status"], row["finish_reason"]) == (1, 1, "finished")
    assert faulty.kinds().count("asked_to_slow_down") == 1
    assert "Traceback" not in faulty.log


def test_the_next_healthy_night_gives_what_a_first_crawl_gives(healed, healthy):
    assert healed.status == 0
    assert healed.rows("problems", "crawl_id = :id", id=healed.rows("crawls")[-1]["id"]) == []
    assert content(healed.folder) == content(healthy.folder)
    assert found(healed.folder, "sag") == found(healthy.folder, "sag")
    assert half_files(healed.folder) == []


@pytest.fixture(scope="module")
def unlisted(healthy, tmp_path_factory) -> dict[str, Run]:
    """For each fault a night on which it hits the listing of a site that is known; several at a time."""

    def one(name: str) -> Run:
        folder = tmp_path_factory.mktemp("unlisted") / "known"
        shutil.copytree(healthy.folder, folder)
        with a_site() as site:
            site.fault(LISTING, TROUBLES[name].fault)
            return crawl("koege", site.address, folder, "full=1", settings=IMPATIENT)

    with ThreadPoolExecutor(3) as pool:
        return dict(zip(TROUBLES, pool.map(one, TROUBLES), strict=True))


@pytest.mark.parametrize("name", TROUBLES)
def test_a_fault_of_the_listing_is_told_and_leaves_all_as_it_was(unlisted, healthy, name):
    run, trouble = unlisted[name], TROUBLES[name]
    assert (run.status, set(run.kinds())) == (1, {trouble.listing, *trouble.too})
    assert "Traceback" not in run.log
    assert content(run.folder) == content(healthy.folder)


def refused(address: str) -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def not_resolved(address: str) -> str:
    return "http://dagsordener.invalid"


def plain_behind_https(address: str) -> str:
    return address.replace("http://", "https://")


UNREACHABLE: dict[str, Callable[[str], str]] = {
    "connection refused": refused,
    "DNS failure": not_resolved,
    "TLS failure": plain_behind_https,
}


@pytest.mark.parametrize("name", UNREACHABLE)
def test_a_site_that_cannot_be_reached_is_told_and_leaves_all_as_it_was(tmp_path, healthy, name):
    known = tmp_path / "known"
    shutil.copytree(healthy.folder, known)
    with a_site() as site:
        run = crawl("koege", UNREACHABLE[name](site.address), known, "full=1", settings=IMPATIENT)
        assert site.requests == []
    assert (run.status, run.kinds()) == (1, ["site_failed"])
    assert content(known) == content(healthy.folder)


def test_a_cookie_that_is_refused_is_told_and_made_good(tmp_path, healthy):
    with a_site() as site:
        site.expire_session_after(0)
        refused_night = crawl("koege", site.address, tmp_path, settings=IMPATIENT)
        assert len(site.requests) < 30
        site.expire_session_after(None)
        healed = crawl("koege", site.address, tmp_path, "full=1")
    assert (refused_night.status, healed.status) == (1, 0)
    assert refused_night.kinds() == ["site_failed"]
    assert content(tmp_path) == content(healthy.folder)


def test_a_listing_that_grows_while_it_is_read_is_complete_the_next_night(tmp_path):
    """A meeting comes, another is published anew, and its old publication is gone before it was asked for."""
    known = month_by_month(4)
    before = [*known[:2], published("old", "2021-03-16 18:00")]
    after = [*known, published("new", "2021-03-16 18:00", decision="Udsat.")]
    with FirstAgendaSite(*site_of(*before)) as site:
        grown = site_of(*after)
        site.agendas, site.files = grown.agendas, grown.files
        first = crawl("koege", site.address, tmp_path / "kept")
        site.listing = grown.listing
        second = crawl("koege", site.address, tmp_path / "kept", "full=1")
        fresh = crawl("koege", site.address, tmp_path / "fresh")
    assert (first.status, second.status, fresh.status) == (1, 0, 0)
    assert first.kinds() == ["publication_failed"]
    assert len(first.rows("meetings")) == 2 + 3
    assert content(second.folder) == content(fresh.folder)
