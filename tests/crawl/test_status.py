"""How sites stand after crawls: kept in the database, told by ``scrapy status`` and in a night's report."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from rådscraper.clock import now
from tests.crawl.running import crawl, scrapy
from tests.crawl.small import month_by_month, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite

CHALLENGE = b"<html><head><title>Just a moment...</title></head><body><div id='cf-chl'></div></body></html>"


def small_site() -> FirstAgendaSite:
    return FirstAgendaSite(*site_of(*month_by_month(3)))


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
    ],
)
def test_a_site_that_is_not_well_says_how(tmp_path, path, fault, state, monitor):
    with small_site() as site:
        site.fault(path, fault)
        run = crawl("koege", site.address, tmp_path)
    assert run.status == 1
    (row,) = run.rows("site_states")
    assert (row["state"], monitor in [one["monitor"] for one in run.rows("findings")]) == (state, True)
    told = scrapy(tmp_path, "status")
    assert told.status == 1
    assert f"koege: {monitor}: " in told.output


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


def test_a_field_that_used_to_be_filled_and_is_not_is_found(tmp_path):
    filled = [published(f"g{n}", f"2020-{n % 12 + 1:02}-1{n // 12} 18:00", "Et", "To", "Tre") for n in range(20)]
    empty = [published(f"n{n}", f"2021-{n + 1:02}-10 18:00", "Et", "To", "Tre", decision="") for n in range(8)]
    with FirstAgendaSite(*site_of(*filled)) as site:
        crawl("koege", site.address, tmp_path)
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db, db:
        db.execute("update meetings set first_seen_at = '2020-12-31T02:00:00+01:00'")
    with FirstAgendaSite(*site_of(*filled, *empty)) as site:
        run = crawl("koege", site.address, tmp_path)
    assert "emptied" in [one["monitor"] for one in run.rows("findings")]


def test_without_a_database_there_is_nothing_to_tell(tmp_path):
    run = scrapy(tmp_path, "status")
    assert (run.status, "there is no database" in run.log) == (2, True)
