"""The views: a case's way through the bodies, and who was there for an item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from rådscraper.items import Attendance, AttendanceStatus, Body, Classification, Decision, Meeting, Outcome
from rådscraper.store.writer import Store
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
