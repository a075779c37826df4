"""The second night: an unchanged site costs robots.txt, the cookie and the lists; what changed is fetched, alone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rådscraper.clock import now
from tests.crawl import running
from tests.crawl.running import Run
from tests.crawl.small import LISTING, agenda_path, month_by_month, paper_path, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.sites.stand_ins import STAND_INS, stand_in

RECENT = f"{now() - timedelta(days=20):%Y-%m-%d} 18:00"
QUARTER = {"RAAD_ALL_DAYS": "90"}
EVERY_NIGHT = {"RAAD_RING_DAYS": "0"}
IN_EVERY_CRAWL = {"RAAD_ALL_DAYS": "0"}


def crawl(site: str, address: str, folder: Path, *arguments: str, **settings: str) -> Run:
    """Crawl with the rings as they are set for everyone."""
    return running.crawl(site, address, folder, *arguments, settings=QUARTER | settings)


def asked_meetings(site: FirstAgendaSite) -> list[str]:
    """The publications and papers a site was asked for."""
    return [one.path for one in site.requests if one.path.startswith(("/api/agenda/dagsorden/", "/vis/pdf/"))]


def change(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "raad.db")) as db, db:
        db.execute(statement, values)


def days_pass(folder: Path, days: int) -> None:
    """Let all meetings have been read so many days earlier."""
    change(folder, "update listed_meetings set read_at = datetime(read_at, ?) || '+01:00'", f"-{days} days")


@pytest.mark.parametrize("slug", STAND_INS)
def test_an_unchanged_site_costs_robots_the_cookie_and_its_lists(slug, tmp_path):
    with stand_in(slug) as site:
        first = crawl(slug, site.address, tmp_path)
        in_lists = {one.path for one in site.requests if "udvalgsliste" in one.path or _is_list(one.path)}
        site.requests.clear()
        second = crawl(slug, site.address, tmp_path)
    assert (first.status, second.status) == (0, 0), second.log
    asked = [one.path for one in site.requests]
    entry = ["/robots.txt"]
    if slug != "aalborg":
        entry += ["/", "/Home/AnonymousAuthentication?callback=%2F", "/"]
        assert sorted(asked) == sorted([*entry, LISTING])
    else:
        # Two of its hosts are asked for lists, and a third one as well.
        assert {path for path in asked if path != "/robots.txt"} == in_lists
        assert len(asked) == len(in_lists) + asked.count("/robots.txt")
    crawls = second.rows("crawls")
    assert (crawls[1]["meetings_new"], crawls[1]["meetings_changed"]) == (0, 0)
    assert crawls[1]["meetings_listed"] == crawls[0]["meetings_listed"]
    last = crawls[1]["started_at"][:19]
    assert all(row["last_seen_at"] >= last for table in ("meetings", "documents") for row in second.rows(table))


def _is_list(path: str) -> bool:
    return "moedetitel" not in path and "/Bilag/" not in path and "Pdf.aspx" not in path and path != "/robots.txt"


@pytest.fixture
def koege(tmp_path):
    """A dozen old meetings and a recent one, read the night before."""
    meetings = [*month_by_month(12), published("recent", RECENT)]
    with FirstAgendaSite(*site_of(*meetings)) as site:
        run = crawl("koege", site.address, tmp_path)
        assert run.status == 0, run.log
        site.requests.clear()
        yield meetings, site, tmp_path


def again(site: FirstAgendaSite, folder: Path, *arguments: str, **settings: str) -> Run:
    site.requests.clear()
    return crawl("koege", site.address, folder, *arguments, **settings)


def entry_of(site: FirstAgendaSite, publication_id: str) -> dict[str, object]:
    """A publication's entry in the list, to be altered."""
    told = json.loads(json.dumps(site.listing))
    site.listing = told
    for group in told["Udvalg"].values():
        for committee in group:
            for entry in committee["Moeder"]:
                if entry["Id"] == publication_id:
                    found: dict[str, object] = entry
                    return found
    raise LookupError(publication_id)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Navn", "Åbent referat, rettet"),
        ("ReleasedDate", "2020-05-01T10:00:00+02:00"),
        ("MeetingEndUtc", "2020-04-14T21:45:00+02:00"),
        ("Sted", "Teatersalen"),
    ],
)
def test_a_fact_that_changed_in_the_list_fetches_that_meeting_alone(koege, key, value):
    meetings, site, folder = koege
    entry_of(site, meetings[3].id)[key] = value
    run = again(site, folder)
    assert run.status == 0, run.log
    assert asked_meetings(site) == [agenda_path(meetings[3])]
    assert run.rows("crawls")[-1]["meetings_changed"] == 1
    again(site, folder)
    assert asked_meetings(site) == []


def test_a_new_meeting_and_a_replaced_publication_are_fetched_alone(koege):
    meetings, site, folder = koege
    replaced = published("again", "2020-04-14 18:00", "Sag om nr3")
    new = published("brand_new", "2021-02-14 18:00")
    told = site_of(*meetings[:3], replaced, *meetings[4:], new)
    site.listing, site.agendas, site.files = told
    run = again(site, folder)
    assert run.status == 0, run.log
    assert {path for path in asked_meetings(site) if "dagsorden" in path} == {agenda_path(replaced), agenda_path(new)}
    assert run.rows("crawls")[-1]["meetings_new"] == 1


def test_what_could_not_be_had_is_asked_for_again_in_the_next_crawl(koege):
    meetings, site, folder = koege
    failing = published("failing", "2021-02-14 18:00")
    site.listing, site.agendas, site.files = site_of(*meetings, failing)
    site.fault(agenda_path(failing), Fault(status=500))
    assert again(site, folder).status == 1
    site.clear_faults()
    assert again(site, folder).rows("crawls")[-1]["meetings_new"] == 1
    assert agenda_path(failing) in asked_meetings(site)


def test_a_paper_that_could_not_be_had_is_tried_the_next_day(koege):
    meetings, site, folder = koege
    lacking = published("lacking", "2021-02-14 18:00")
    site.listing, site.agendas, site.files = site_of(*meetings, lacking)
    site.fault(paper_path(lacking), Fault(status=500))
    again(site, folder)
    again(site, folder)
    assert asked_meetings(site) == []
    days_pass(folder, 1)
    site.clear_faults()
    # All meetings wait for another night, but for those whose turn on the long ring it is.
    run = again(site, folder, RAAD_ALL_DAYS="100000", RAAD_RING_PAST_DAYS="0")
    papers = [path for path in asked_meetings(site) if "bilag" in path]
    assert [path.partition("?")[0].rstrip("/") for path in papers] == [paper_path(lacking)]
    assert all(row["file_sha256"] for row in run.rows("attachments"))


def test_recent_meetings_are_read_again_within_a_week_and_all_within_a_quarter(koege):
    meetings, site, folder = koege
    days_pass(folder, 7)
    again(site, folder, RAAD_ALL_DAYS="100000")
    assert asked_meetings(site) == [agenda_path(meetings[-1])]
    days_pass(folder, 90)
    again(site, folder)
    assert set(asked_meetings(site)) == {agenda_path(one) for one in meetings}


def test_zero_days_read_in_every_crawl(koege):
    meetings, site, folder = koege
    again(site, folder, **EVERY_NIGHT)
    assert asked_meetings(site) == [agenda_path(meetings[-1])]
    again(site, folder, **IN_EVERY_CRAWL)
    assert set(asked_meetings(site)) == {agenda_path(one) for one in meetings}


def test_full_reads_everything_and_a_meeting_by_name_is_read(koege):
    meetings, site, folder = koege
    again(site, folder, f"meeting={meetings[5].id}")
    assert asked_meetings(site) == [agenda_path(meetings[5])]
    again(site, folder, "since=2020-03-01", "until=2020-06-30")
    assert asked_meetings(site) == []
    again(site, folder, "since=2020-03-01", "until=2020-06-30", "full=1", RAAD_SITE_REQUESTS="1", RAAD_SITE_BYTES="1")
    assert {path for path in asked_meetings(site) if "dagsorden" in path} == {agenda_path(one) for one in meetings[2:6]}


def test_minutes_that_are_missing_from_the_list_for_a_night_do_not_give_way_to_the_agenda(tmp_path):
    agenda = published("the_agenda", "2020-03-16 18:00", "Budget", kind="Dagsorden")
    minutes = published("the_minutes", "2020-03-16 18:00", "Budget")
    others = month_by_month(12)
    with FirstAgendaSite(*site_of(*others, agenda, minutes)) as site:
        crawl("koege", site.address, tmp_path)
        site.listing = site_of(*others, agenda).listing
        nights = []
        for _ in range(3):
            run = again(site, tmp_path)
            nights.append(
                (
                    [path for path in asked_meetings(site) if "bilag" not in path],
                    run.rows("meetings", "date = '2020-03-16'")[0]["status"],
                )
            )
            for column in ("first_missed_on", "last_missed_on"):
                change(tmp_path, f"update absences_from_listing set {column} = date({column}, '-1 day')")
    assert run.status == 0, run.log
    assert nights == [([], "minutes"), ([], "minutes"), ([agenda_path(agenda)], "agenda_only")]


@pytest.mark.parametrize("setting", ["RAAD_RING_DAYS=weekly", "RAAD_SITE_REQUESTS=-1", "RAAD_SITE_BYTES=5 GB"])
def test_a_setting_that_is_no_number_is_refused(setting, tmp_path):
    name, _, value = setting.partition("=")
    run = crawl("koege", "http://127.0.0.1:9", tmp_path, **{name: value})
    assert run.status == 2
    assert run.log.strip().endswith(f"{name}={value!r} is no whole number")
