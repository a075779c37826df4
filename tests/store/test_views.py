"""The views: a case's way through the bodies, and who was there for an item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from rådscraper.items import Attendance, AttendanceStatus, Body, Classification, Decision, Meeting, Outcome
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import DANISH, NOW, full_item, meeting, publication

COMMITTEE = Body("8", "Økonomiudvalget", "Økonomiudvalget", Classification.COMMITTEE)
QUOTED = Decision("Anbefales.", Outcome.RECOMMENDED, False, "Økonomiudvalget", date(2021, 4, 6))
OWN = Decision("Godkendt.", Outcome.APPROVED, True, "Byrådet", date(2021, 4, 12))


def cases(store: Store) -> list[tuple[Any, ...]]:
    names = ("case_number", "decided_on", "body_name", "outcome", "is_own")
    return [tuple(row[name] for name in names) for row in store.db.view("cases").rows]


def council() -> Meeting:
    return meeting(items=(replace(full_item(), decisions=(OWN, QUOTED)),))


def committee() -> Meeting:
    own = Decision("Anbefales.", Outcome.RECOMMENDED, True, "Økonomiudvalget", date(2021, 4, 6))
    return meeting(
        body=COMMITTEE,
        starts_at=datetime(2021, 4, 6, 8, 0, tzinfo=DANISH),
        publications=(publication("p8"),),
        current=(("p8", "b" * 64),),
        items=(replace(full_item("3", "p8"), decisions=(own,)),),
    )


def test_a_case_is_followed_in_time_order(store):
    store.save(council(), None, NOW)
    assert cases(store) == [
        ("21/6904", "2021-04-06", "Økonomiudvalget", "recommended", 0),
        ("21/6904", "2021-04-12", "Byrådet", "approved", 1),
    ]


def test_a_decision_stands_once_however_often_it_is_quoted(store):
    store.save(council(), None, NOW)
    store.save(committee(), None, NOW)
    assert cases(store) == [
        ("21/6904", "2021-04-06", "Økonomiudvalget", "recommended", 1),
        ("21/6904", "2021-04-12", "Byrådet", "approved", 1),
    ]


def quoting(*decisions: Decision, day: int = 12, case_number: str = "21/6904") -> Meeting:
    """A meeting of the council whose item quotes these."""
    item = replace(
        full_item("37", f"c{day}"), case_number=case_number, decisions=(*decisions, replace(OWN, decided_on=None))
    )
    return meeting(
        starts_at=datetime(2021, 4, day, 18, 0, tzinfo=DANISH),
        publications=(publication(f"c{day}"),),
        current=((f"c{day}", "a" * 64),),
        items=(item,),
    )


def resolved(store: Store) -> list[tuple[Any, ...]]:
    return [(row["taken_by_body_id"], row["taken_at_meeting_id"]) for row in store.db.view("quoted_decisions").rows]


@pytest.mark.parametrize("order", [(council, committee), (committee, council)])
def test_a_quoted_decision_finds_its_meeting_whichever_came_first(store, order):
    for make in order:
        assert store.save(make(), None, NOW) is SaveResult.NEW
    assert resolved(store) == [("koege:8", "koege:8:2021-04-06T08:00")]
    assert [store.save(make(), None, NOW) for make in order] == [SaveResult.UNCHANGED] * 2


@pytest.mark.parametrize(
    ("name", "day", "known"),
    [
        ("Økonomiudvalg", 6, ("koege:8", "koege:8:2021-04-06T08:00")),
        ("Køge Økonomiudvalg", 6, ("koege:8", "koege:8:2021-04-06T08:00")),
        ("Økonomiudvalget", 7, ("koege:8", None)),
        ("Klimaudvalget", 6, (None, None)),
        (None, 6, (None, None)),
    ],
)
def test_a_body_is_known_by_its_name_and_a_meeting_by_its_day(store, name, day, known):
    store.save(committee(), None, NOW)
    store.save(quoting(replace(QUOTED, body_name=name, decided_on=date(2021, 4, day))), None, NOW)
    assert resolved(store) == [known]


def test_a_quote_that_tells_no_day_is_of_the_latest_meeting_on_the_case(store):
    store.save(committee(), None, NOW)
    store.save(quoting(replace(QUOTED, decided_on=None)), None, NOW)
    assert resolved(store) == [("koege:8", "koege:8:2021-04-06T08:00")]
    assert [(row[1], row[2], row[4]) for row in cases(store)] == [
        ("2021-04-06", "Økonomiudvalget", 1),
        ("2021-04-12", "Byrådet", 1),
    ]


def test_a_quote_that_tells_no_day_stays_where_nothing_else_tells_it(store):
    store.save(quoting(replace(QUOTED, decided_on=None)), None, NOW)
    assert [(row[1], row[2], row[4]) for row in cases(store)] == [
        (None, "Økonomiudvalget", 0),
        ("2021-04-12", "Byrådet", 1),
    ]


def test_one_decision_quoted_by_two_meetings_counts_once(store):
    store.save(quoting(QUOTED), None, NOW)
    store.save(quoting(replace(QUOTED, decided_on=None), QUOTED, day=26), None, NOW)
    assert [(row[1], row[2], row[4]) for row in cases(store)] == [
        ("2021-04-06", "Økonomiudvalget", 0),
        ("2021-04-12", "Byrådet", 1),
        ("2021-04-26", "Byrådet", 1),
    ]


def test_another_bodys_meeting_of_that_day_is_not_taken_for_the_one_quoted(store):
    other = replace(committee(), body=Body("9", "Klimaudvalget", "Klimaudvalget", Classification.COMMITTEE))
    store.save(other, None, NOW)
    store.save(quoting(QUOTED), None, NOW)
    assert [(row[1], row[2], row[4]) for row in cases(store)][:2] == [
        ("2021-04-06", "Økonomiudvalget", 1),
        ("2021-04-06", "Økonomiudvalget", 0),
    ]
    assert resolved(store) == [(None, None)]


def test_a_meeting_without_a_decision_on_the_case_hides_no_quote(store):
    silent = replace(committee(), items=(replace(full_item("3", "p8"), decision=None, decisions=()),))
    store.save(silent, None, NOW)
    store.save(quoting(QUOTED), None, NOW)
    assert [(row[1], row[4]) for row in cases(store)] == [("2021-04-06", 0), ("2021-04-12", 1)]
    assert resolved(store) == [("koege:8", "koege:8:2021-04-06T08:00")]


def test_points_of_one_decision_stand_each(store):
    points = (replace(OWN, point="1"), replace(OWN, point="2", outcome=Outcome.POSTPONED))
    store.save(meeting(items=(replace(full_item(), decisions=points),)), None, NOW)
    told = [(row["point"], row["outcome"]) for row in store.db.view("cases").rows]
    assert told == [("1", "approved"), ("2", "postponed")]


def test_an_item_tells_who_was_there(store):
    absent = Attendance("Lars Jensen", AttendanceStatus.RECUSED)
    deputy = Attendance("Bo Ask", AttendanceStatus.PRESENT, substitute_for="Lars Jensen")
    store.save(meeting(items=(replace(full_item(), attendances=(absent, deputy)), full_item("38"))), None, NOW)
    told = {
        (row["agenda_item_id"].rpartition(":")[2], row["person_id"].partition(":")[2]): row["status"]
        for row in store.db.view("item_attendance").rows
    }
    assert told == {
        ("37", "Lars Jensen"): "recused",
        ("37", "Åse Ørn"): "excused",
        ("37", "Bo Ask"): "present",
        ("38", "Lars Jensen"): "recused",
        ("38", "Åse Ørn"): "excused",
    }
