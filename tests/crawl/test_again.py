"""A second night: what is the same changes nothing, what is new takes its place, what fails loses nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.running import Run, assert_whole, crawl
from tests.crawl.small import agenda_path, published, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.sites.traps import site_content, texts_in_pdfs

Rows = dict[str, list[dict[str, Any]]]

OF_THE_NIGHTS = (
    *("crawls", "problems", "findings", "site_states"),
    *("listings", "listed_meetings", "originals", "original_fetches"),
)
FAR_AHEAD = "2098-05-13 18:00"


def everything(folder: Path) -> Rows:
    """All rows of all tables but those that tell of the crawls themselves, without when rows were last seen.

    What was listed and what addresses gave is left out as well: the list of meetings is another one as soon as the site
    lists more.
    """
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        db.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in db.execute("select name from pragma_table_list where type = 'table' and schema = 'main'")
        ]
        return {
            table: [
                {key: row[key] for key in row.keys() if key != "last_seen_at"}  # noqa: SIM118 - a Row is no dict
                for row in db.execute(f"select * from {table} order by rowid")
            ]
            for table in tables
            if table not in OF_THE_NIGHTS
        }


@pytest.fixture(scope="module")
def three_nights(tmp_path_factory):
    """Sønderborg with its traps on two nights, and on a third all of it anew."""
    folder = tmp_path_factory.mktemp("nights")
    runs, rows, papers = [], [], []
    with FirstAgendaSite(*site_content("soenderborg")) as site:
        for arguments in ((), (), ("full=1",)):
            site.requests.clear()
            runs.append(crawl("soenderborg", site.address, folder, *arguments))
            rows.append(everything(folder))
            asked = sorted(one.path for one in site.requests if one.path.startswith("/vis/pdf/"))
            papers.append([path for path in asked if path not in texts_in_pdfs("soenderborg")])
    return runs, rows, papers


def test_a_second_crawl_changes_no_row(three_nights):
    runs, (stored, again, _), _ = three_nights
    assert [run.status for run in runs] == [0, 0, 0], runs[1].log
    assert set(again) == set(stored)
    for table, rows in stored.items():
        assert again[table] == rows, table


def test_a_second_crawl_reports_everything_unchanged(three_nights):
    (_, second, _), (stored, _, _), _ = three_nights
    crawls = second.rows("crawls")
    assert [row["meetings_new"] for row in crawls] == [len(stored["meetings"]), 0, 0]
    assert [row["meetings_changed"] for row in crawls] == [0, 0, 0]
    cells = [
        cell.strip() for cell in next(line for line in second.output.splitlines() if "soenderborg" in line).split("│")
    ]
    listed = str(len(stored["meetings"]))
    assert cells[1:7] == ["soenderborg", listed, "0", "0", listed, "0"]


def test_a_second_crawl_notes_when_it_saw_what_is_the_same(three_nights):
    (first, _, _), _, _ = three_nights
    last = first.rows("crawls")[-1]["started_at"]
    assert all(row["last_seen_at"] >= last[:19] for row in first.rows("meetings"))
    assert all(row["first_seen_at"] <= row["last_seen_at"] for row in first.rows("documents"))


def test_no_paper_is_fetched_twice_unless_all_is_asked_for(three_nights):
    _, _, papers = three_nights
    assert papers[0]
    assert papers[1] == []
    assert papers[2] == papers[0]


def test_fetching_all_anew_changes_no_row_but_the_time_of_the_files(three_nights):
    _, (stored, _, full), _ = three_nights
    for table in stored.keys() - {"files"}:
        assert full[table] == stored[table], table
    assert [row["sha256"] for row in full["files"]] == [row["sha256"] for row in stored["files"]]


@pytest.fixture(scope="module")
def republished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("republished")
    old = published("old", "2021-03-16 18:00", "Budget", "Stiplan", released="2021-03-18T10:00:00.1+01:00")
    new = published(
        "new", "2021-03-16 18:00", "Budget", "Stiplan", released="2021-03-29T10:00:00.1+02:00", decision="Udsat."
    )
    with FirstAgendaSite(*site_of(old)) as site:
        before = crawl("koege", site.address, folder)
        rows = {table: before.rows(table) for table in ("meetings", "agenda_items")}
        site.listing, site.agendas, site.files = site_of(new)
        after = crawl("koege", site.address, folder)
    assert (before.status, after.status) == (0, 0), after.log
    return old, new, rows, after


def test_a_meeting_published_anew_keeps_its_row_and_the_ids_of_its_items(republished):
    _, _, before, after = republished
    (meeting,) = after.rows("meetings")
    assert meeting["id"] == before["meetings"][0]["id"]
    assert meeting["first_seen_at"] == before["meetings"][0]["first_seen_at"]
    assert [row["id"] for row in after.rows("agenda_items")] == [row["id"] for row in before["agenda_items"]]
    assert [row["outcome"] for row in after.rows("agenda_items")] == ["postponed", "postponed"]
    assert after.rows("crawls")[-1]["meetings_changed"] == 1
    assert_whole(after)


def test_the_publication_that_was_replaced_stays_but_is_not_current(republished):
    old, new, _, after = republished
    assert {row["id"]: row["is_current"] for row in after.rows("documents")} == {
        f"koege:{old.id}": 0,
        f"koege:{new.id}": 1,
    }
    assert {row["document_id"] for row in after.rows("agenda_items")} == {f"koege:{new.id}"}


@pytest.fixture(scope="module")
def minutes_appear(tmp_path_factory):
    """An agenda of a past meeting and one of a coming one; on the second night minutes of both fail, then come."""
    folder = tmp_path_factory.mktemp("minutes")
    days = {"past": "2021-03-16 18:00", "coming": FAR_AHEAD}
    agendas = [published(f"{name}_agenda", day, "Budget", "Vej", kind="Dagsorden") for name, day in days.items()]
    minutes = [published(f"{name}_minutes", day, "Budget", "Eventuelt") for name, day in days.items()]
    with FirstAgendaSite(*site_of(*agendas)) as site:
        nights = [_night(site, folder)]
        site.listing, site.agendas, site.files = site_of(*agendas, *minutes)
        for each in minutes:
            site.fault(agenda_path(each), Fault(status=500))
        nights.append(_night(site, folder))
        site.clear_faults()
        nights.append(_night(site, folder))
        for each in minutes:
            site.fault(agenda_path(each), Fault(status=500))
        nights.append(_night(site, folder))
    return agendas, minutes, nights


def _night(site: FirstAgendaSite, folder: Path) -> tuple[int, Rows, Run]:
    run = crawl("koege", site.address, folder)
    return run.status, everything(folder), run


def test_an_agenda_alone_is_planned_or_was_never_followed_by_minutes(minutes_appear):
    _, _, [(status, rows, _), *_] = minutes_appear
    assert status == 0
    assert {row["date"]: row["status"] for row in rows["meetings"]} == {
        "2021-03-16": "agenda_only",
        "2098-05-13": "planned",
    }


def test_minutes_that_fail_leave_what_was_stored(minutes_appear):
    _, _, [(_, before, _), (status, after, run), *_] = minutes_appear
    assert status == 1
    assert after == before
    assert [row["kind"] for row in run.rows("problems", "kind = 'publication_failed'")][:2] == [
        "publication_failed"
    ] * 2


def test_minutes_take_over_from_the_agenda_in_the_same_meeting(minutes_appear):
    agendas, minutes, [(_, before, _), _, (status, after, run), _] = minutes_appear
    assert status == 0, run.log
    assert [row["id"] for row in after["meetings"]] == [row["id"] for row in before["meetings"]]
    assert {row["status"] for row in after["meetings"]} == {"minutes"}
    assert {row["id"]: row["is_current"] for row in after["documents"]} == {
        **{f"koege:{each.id}": 0 for each in agendas},
        **{f"koege:{each.id}": 1 for each in minutes},
    }


def test_items_of_the_agenda_are_replaced_by_those_of_the_minutes(minutes_appear):
    _, minutes, [_, _, (_, after, _), _] = minutes_appear
    items = after["agenda_items"]
    assert sorted((row["number"], row["title"], row["outcome"]) for row in items) == [
        ("1", "Budget", "approved"),
        ("1", "Budget", "approved"),
        ("2", "Eventuelt", "approved"),
        ("2", "Eventuelt", "approved"),
    ]
    assert {row["document_id"] for row in items} == {f"koege:{each.id}" for each in minutes}


def test_minutes_that_fail_later_leave_the_minutes(minutes_appear):
    _, _, [_, _, (_, before, _), (status, after, run)] = minutes_appear
    assert status == 1
    assert after == before
    assert_whole(run)
