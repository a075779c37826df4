"""How sites stand after crawls: kept in the database, told by ``scrapy status`` and in a night's report."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from rådscraper.clock import now
from tests.crawl.running import Run, crawl, scrapy
from tests.crawl.small import agenda_path, month_by_month, paper_path, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.sites.trap import point, say, trap
from tests.sites.traps_koege import COUNCIL, html

CHALLENGE = b"<html><head><title>Just a moment...</title></head><body><div id='cf-chl'></div></body></html>"


def small_site() -> FirstAgendaSite:
    return FirstAgendaSite(*site_of(*month_by_month(12)))


def test_a_site_that_is_well_is_ok(tmp_path):
    with small_site() as site:
        run = crawl("koege", site.address, tmp_path)
    (state,) = run.rows("site_states")
    assert (state["municipality_id"], state["state"], run.rows("findings")) == ("koege", "ok", [])
    told = scrapy(tmp_path, "status")
    assert told.status == 0
    assert "koege" in told.output


@pytest.mark.parametrize(
    ("path", "fault", "state", "monitor"),
    [
        ("/api/agenda/udvalgsliste", Fault(status=403), "blocked", "refusals"),
        ("/api/agenda/udvalgsliste", Fault(body=CHALLENGE, media_type="text/html"), "blocked", "challenge"),
        ("/", Fault(status=302, headers={"Location": "https://www.example.org/ny"}), "moved", "redirects"),
        ("/api/agenda/udvalgsliste", Fault(body=b'{"Udvalg": {}}'), "failing", "listing"),
        ("/api/agenda/dagsorden", Fault(body=b"{}"), "failing", "extraction"),
        ("/api/agenda/dagsorden", Fault(status=429, headers={"Retry-After": "0"}), "blocked", "refusals"),
        ("/vis/pdf/bilag", Fault(status=500), "failing", "errors"),
    ],
)
def test_a_site_that_is_not_well_says_how(tmp_path, path, fault, state, monitor):
    with small_site() as site:
        site.fault(path, fault)
        run = crawl("koege", site.address, tmp_path)
    (row,) = run.rows("site_states")
    assert (row["state"], monitor in [one["monitor"] for one in run.rows("findings")]) == (state, True)
    told = scrapy(tmp_path, "status")
    assert run.status == told.status == int(state != "ok")
    assert f"koege: {monitor}: " in told.output


def test_requests_that_need_another_try_are_found_and_change_no_state(tmp_path):
    meetings = month_by_month(12)
    with FirstAgendaSite(*site_of(*meetings)) as site:
        for path in (path for one in meetings for path in (agenda_path(one), paper_path(one))):
            site.fault(path, Fault(status=500, times=1))
        run = crawl("koege", site.address, tmp_path)
    (row,) = run.rows("crawls")
    assert (run.status, run.rows("site_states")[0]["state"]) == (0, "ok")
    assert findings(run) == [("retries", f"24 of {row['requests']} requests were tries again")]


def test_a_state_tells_since_when(tmp_path):
    with small_site() as site:
        crawl("koege", site.address, tmp_path)
        with closing(sqlite3.connect(tmp_path / "raad.db")) as db, db:
            db.execute("update site_states set since = '2026-01-01T02:00:00+01:00'")
        same = crawl("koege", site.address, tmp_path)
        assert [row["since"] for row in same.rows("site_states")] == ["2026-01-01T02:00:00+01:00"]
        site.fault("/api/agenda/udvalgsliste", Fault(status=403))
        other = crawl("koege", site.address, tmp_path)
    assert other.rows("site_states")[0]["since"] > "2026-01-02"


def test_a_body_that_met_monthly_and_fell_silent_is_late(tmp_path):
    days = [now().date() - timedelta(days=30 * n + 75) for n in range(10)]
    meetings = [published(f"m{n}", f"{day} 18:00") for n, day in enumerate(days)]
    reports = {"RAAD_REPORTS": str(tmp_path / "reports")}
    with FirstAgendaSite(*site_of(*meetings)) as site:
        run = scrapy(tmp_path, "nightly", "koege", "-a", f"base_url={site.address}", settings=reports)
    (finding,) = run.rows("findings")
    assert (run.rows("site_states")[0]["state"], finding["monitor"]) == ("late", "silence")
    assert run.rows("crawls")[0]["exit_status"] == 0, "the crawl itself went well"
    assert run.status == 1, "but a person should look"
    (report,) = (tmp_path / "reports").glob("*.json")
    (told,) = json.loads(report.read_text(encoding="utf-8"))["sites"]
    assert (told["state"], told["findings"][0]["monitor"]) == ("late", "silence")


def ago(days: int) -> str:
    return f"{now().date() - timedelta(days=days)} 18:00"


def findings(run: Run) -> list[tuple[str, str]]:
    """What the last crawl of a database found: monitors and messages."""
    last = run.rows("crawls")[-1]["id"]
    return [(row["monitor"], row["message"]) for row in run.rows("findings", "crawl_id = :last", last=last)]


def test_a_field_that_used_to_be_filled_and_is_not_is_found(tmp_path):
    filled = [published(f"g{n}", ago(80 + 14 * n), "Et", "To", "Tre") for n in range(20)]
    empty = [published(f"n{n}", ago(2 + 7 * n), "Et", "To", "Tre", decision="") for n in range(8)]
    with FirstAgendaSite(*site_of(*filled, *empty)) as site:
        run = crawl("koege", site.address, tmp_path)
    assert findings(run) == [
        ("emptied", "decision is filled in 0% of what was held in the last 60 days, in the year before in 100%")
    ]
    assert run.rows("site_states")[0]["state"] == "failing"


def test_headings_nobody_knows_are_found_when_they_rise(tmp_path):
    as_ever = [published(f"g{n}", ago(80 + 14 * n), "Et", "To") for n in range(20)]
    odd = html(say("Hvad sagen drejer sig om", "En cykelsti."), say("Sådan gør vi nu", "Den anlægges."))
    renamed = [
        trap(f"n{n}", "", COUNCIL, ago(2 + 7 * n), [point(COUNCIL, 1, "Sag", odd)]).publication for n in range(8)
    ]
    with FirstAgendaSite(*site_of(*as_ever, *renamed)) as site:
        run = crawl("koege", site.address, tmp_path)
    told = "100% of the headings of the last 60 days are of no kind known, in the year before 0%"
    assert ("wordings", told) in findings(run)


def test_unclear_wordings_are_found_when_they_rise_though_the_nights_are_quiet(tmp_path):
    """Four new meetings a night of which nothing was read before; the fifth night makes twenty."""
    clear = month_by_month(24)
    unclear = [
        published(f"u{n}", f"2022-{n // 4 + 1:02}-{n % 4 + 10} 18:00", decision="For stemte: A, B. Imod stemte: A.")
        for n in range(20)
    ]
    told = []
    with FirstAgendaSite(*site_of(*clear)) as site:
        crawl("koege", site.address, tmp_path)
        for night in range(1, 6):
            site.listing, site.agendas, site.files = site_of(*clear, *unclear[: 4 * night])
            run = crawl("koege", site.address, tmp_path, settings={"RAAD_ALL_DAYS": "90"})
            told.append([found for found in findings(run) if found[0] == "wordings"])
    assert told == [[], [], [], [], [("wordings", "20 unclear_votes where 0 were usual")]]


def test_kinds_of_documents_nobody_knows_are_found_when_they_rise(tmp_path):
    known, odd = month_by_month(3), [published(f"o{n}", f"2022-{n + 1:02}-14 18:00", kind="Nota") for n in range(10)]
    with FirstAgendaSite(*site_of(*known)) as site:
        crawl("koege", site.address, tmp_path)
        site.listing, site.agendas, site.files = site_of(*known, *odd)
        run = crawl("koege", site.address, tmp_path)
    assert findings(run) == [("wordings", "10 unknown_document_title where 0 were usual")]


def test_a_list_that_shrank_is_found(tmp_path):
    with FirstAgendaSite(*site_of(*month_by_month(12))) as site:
        crawl("koege", site.address, tmp_path)
        site.listing = site_of(*month_by_month(10)).listing
        run = crawl("koege", site.address, tmp_path)
    assert findings(run) == [("listing", "the list of meetings is not as it should be (listing_shrunk)")]
    assert run.rows("site_states")[0]["state"] == "failing"


def test_answers_of_a_changed_shape_are_found(tmp_path):
    meetings = month_by_month(3)
    meetings[0].agenda["Nyhed"] = None
    del meetings[1].agenda["Dagsordenpunkter"][0]["Bilag"]
    told = site_of(*month_by_month(3))
    with FirstAgendaSite(told.listing, {one.id: one.agenda for one in meetings}, told.files) as site:
        run = crawl("koege", site.address, tmp_path)
    assert findings(run) == [
        ("shape", f"the answers have another shape than known: 1 {kind}; run scrapy doctor")
        for kind in ("unknown_key", "missing_key")
    ]


def test_without_a_database_there_is_nothing_to_tell(tmp_path):
    run = scrapy(tmp_path, "status")
    assert (run.status, "there is no database" in run.log) == (2, True)
