"""One meeting, many publications: agenda, supplementary agenda, minutes, those published anew, taken away or moved."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rådscraper.clock import now
from tests.crawl.running import Run, assert_whole, crawl
from tests.crawl.small import month_by_month, published, site_of
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.shapes import Publication
from tests.sites.trap import point, say, trap
from tests.sites.traps_koege import COUNCIL, html

DAY = "2021-03-16"
EVENING = f"{DAY} 18:00"
OTHERS = month_by_month(12)
WHAT_IS_DUE = {"RAAD_ALL_DAYS": "90"}


def with_cases(name: str, begin: str, *cases: tuple[int, str], kind: str, decision: str | None = None) -> Publication:
    """A publication of numbered items, each with a case number of its own."""
    sections = [say("Indstilling", "Det indstilles, at sagen godkendes.")]
    sections += [say("Beslutning", decision)] if decision else []
    items = [point(COUNCIL, number, title, html(*sections), case_number=f"21/{number}") for number, title in cases]
    return trap(name, "", COUNCIL, begin, items, kind=kind).publication


AGENDA = with_cases("agenda", EVENING, (1, "Budget"), (2, "Vej"), kind="Dagsorden")
SUPPLEMENT = with_cases("supplement", EVENING, (3, "Kloak"), kind="Tillægsdagsorden")
ALL = ((1, "Budget"), (2, "Vej"), (3, "Kloak"))
MINUTES = with_cases("minutes", EVENING, *ALL, kind="Referat", decision="Godkendt.")
AGAIN = with_cases("again", EVENING, *ALL, kind="Referat", decision="Udsat.")


def crawls(folder: Path, *listed: tuple[Publication, ...], days: bool = False) -> list[tuple[Run, dict[str, Any]]]:
    """One crawl for each list of publications, with what it left; on days of their own where that matters."""
    told = []
    with FirstAgendaSite(*site_of(*OTHERS)) as site:
        for each in listed:
            site.listing, site.agendas, site.files = site_of(*OTHERS, *each)
            run = crawl("koege", site.address, folder, settings=WHAT_IS_DUE)
            assert run.status == 0, run.log
            assert_whole(run)
            tables = ("meetings", "documents", "agenda_items", "revisions")
            told.append((run, {table: run.rows(table) for table in tables}))
            if days:
                a_day_passes(folder)
    return told


def a_day_passes(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "raad.db")) as db, db:
        for column in ("first_missed_on", "last_missed_on"):
            db.execute(f"update absences_from_listing set {column} = date({column}, '-1 day')")


def of_the_day(rows: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The one meeting of the day, and its items."""
    (meeting,) = [row for row in rows["meetings"] if row["date"] == DAY]
    return meeting, [row for row in rows["agenda_items"] if row["meeting_id"] == meeting["id"]]


def current(rows: dict[str, Any]) -> set[str]:
    meeting, _ = of_the_day(rows)
    documents = (row for row in rows["documents"] if row["meeting_id"] == meeting["id"])
    return {row["id"].removeprefix("koege:") for row in documents if row["is_current"]}


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """The agenda, with its supplement, with the minutes, and at last minutes under another id in place of all."""
    folder = tmp_path_factory.mktemp("life")
    nights = crawls(folder, (AGENDA,), (AGENDA, SUPPLEMENT), (AGENDA, SUPPLEMENT, MINUTES), (AGENDA, SUPPLEMENT, AGAIN))
    return [rows for _, rows in nights], nights[-1][0]


def test_all_publications_are_one_meeting_and_its_items_keep_their_ids(life):
    nights, _ = life
    meetings = [of_the_day(rows)[0] for rows in nights]
    assert len({row["id"] for row in meetings}) == 1
    assert [row["status"] for row in meetings] == ["agenda_only", "agenda_only", "minutes", "minutes"]
    key = meetings[0]["id"]
    ids = [[row["id"] for row in of_the_day(rows)[1]] for rows in nights]
    assert [sorted(each) for each in ids] == [[f"{key}:1", f"{key}:2"], *[[f"{key}:{n}" for n in (1, 2, 3)]] * 3]


def test_a_supplement_joins_until_the_minutes_take_over(life):
    nights, _ = life
    read = [{AGENDA.id}, {AGENDA.id, SUPPLEMENT.id}, {MINUTES.id}, {AGAIN.id}]
    assert [current(rows) for rows in nights] == read
    outcomes = [[row["outcome"] for row in of_the_day(rows)[1]] for rows in nights]
    assert outcomes == [["none"] * 2, ["none"] * 3, ["approved"] * 3, ["postponed"] * 3]


def test_what_was_said_before_is_told(life):
    nights, run = life
    key = of_the_day(nights[0])[0]["id"]
    told = [
        (row["before"] and json.loads(row["before"]), row["after"] and json.loads(row["after"]))
        for row in run.rows("revisions", "table_name = 'agenda_items' and row_id = :id", id=f"{key}:1")
    ]
    decided = [(one[0]["decision"], one[1]["decision"]) for one in told if one[0] and "decision" in one[0]]
    assert decided == [(None, "Godkendt."), ("Godkendt.", "Udsat.")]
    altered = run.view("changed_after_publication", "meeting_id = :key and table_name = 'agenda_items'", key=key)
    assert {row["row_id"] for row in altered} == {f"{key}:{n}" for n in (1, 2, 3)}


def test_an_id_that_gives_way_to_another_takes_nothing_away(tmp_path):
    """Not on the first day, and not when the old one has been missing for three."""
    nights = crawls(tmp_path, (MINUTES,), *[(AGAIN,)] * 4, days=True)
    for run, rows in nights[1:]:
        meeting, items = of_the_day(rows)
        assert (meeting["status"], meeting["removed_at"], current(rows)) == ("minutes", None, {AGAIN.id})
        assert [row["outcome"] for row in items] == ["postponed"] * 3
        assert run.kinds() == []
        assert len(run.view("published_items", "meeting_id = :key", key=meeting["id"])) == 3


def test_an_id_that_is_gone_without_another_is_a_removal_on_the_third_day(tmp_path):
    nights = crawls(tmp_path, (MINUTES,), *[()] * 4, days=True)
    told = [(of_the_day(rows)[0]["status"], len(of_the_day(rows)[1])) for _, rows in nights]
    assert told == [("minutes", 3)] * 3 + [("removed", 3)] * 2
    assert nights[-1][0].view("published_items", f"date = '{DAY}'") == []
    assert nights[-1][0].kinds() == ["removed_at_source"] * 2


def test_one_of_two_minutes_that_is_gone_is_a_removal(tmp_path):
    """The other was there before, so it took nobody's place."""
    closed = with_cases("closed", EVENING, (4, "Personsag"), kind="Lukket referat", decision="Godkendt.")
    nights = crawls(tmp_path, (MINUTES, closed), *[(MINUTES,)] * 3, days=True)
    assert nights[-1][0].kinds() == ["removed_at_source"]
    (row,) = nights[-1][0].rows("documents", "removed_at is not null")
    assert row["id"] == f"koege:{closed.id}"


def test_two_meetings_of_one_body_on_one_day_stay_two(tmp_path):
    first = published("first", f"{DAY} 16:00", "Budget")
    second = published("second", EVENING, "Budget")
    (_, one), (_, both), (_, still) = crawls(tmp_path, (first,), (first, second), (first, second))
    days = [[row["starts_at"][11:16] for row in rows["meetings"] if row["date"] == DAY] for rows in (one, both, still)]
    assert days == [["16:00"], ["16:00", "18:00"], ["16:00", "18:00"]]
    assert len([row for row in still["agenda_items"] if f":{DAY}T" in row["id"]]) == 2


@pytest.mark.parametrize("name", ["the same id", "the same cases"])
def test_a_meeting_that_is_moved_is_followed(tmp_path, name):
    """Its publication is listed at another start, or one of the same cases is, where the first is gone."""
    soon = now() + timedelta(days=10)
    later = soon + timedelta(days=7)
    planned, moved = (
        with_cases(f"planned {name if at is soon else key}", f"{at:%Y-%m-%d} 18:00", *ALL, kind="Dagsorden")
        for at, key in ((soon, ""), (later, name if name == "the same id" else "anew"))
    )
    assert (planned.id == moved.id) == (name == "the same id")
    (_, before), (run, after) = crawls(tmp_path, (planned,), (moved,))
    was, now_is = ([row for row in rows["meetings"] if row["status"] == "planned"] for rows in (before, after))
    assert [row["date"] for row in was] == [f"{soon:%Y-%m-%d}"]
    assert [row["date"] for row in now_is] == [f"{later:%Y-%m-%d}"]
    assert now_is[0]["first_seen_at"] == was[0]["first_seen_at"]
    assert len(after["meetings"]) == len(OTHERS) + 1
    assert {row["id"] for row in after["agenda_items"] if ":20" in row["id"]} >= {
        f"{now_is[0]['id']}:{number}" for number, _ in ALL
    }
    (told,) = run.rows("revisions", "table_name = 'meetings' and row_id = :old", old=was[0]["id"])
    assert json.loads(told["after"]) == {"id": now_is[0]["id"]}
