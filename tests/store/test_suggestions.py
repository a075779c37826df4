"""Likely misspellings are suggested, and nobody is merged with anybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from rådscraper.items import AgendaItem, Attendance, AttendanceStatus, Body, Classification
from rådscraper.store.suggestions import suggest_people
from rådscraper.store.writer import Store
from tests.store.meetings import COUNCIL, DANISH, NOW, meeting, publication

BOARD = Body("9", "Integrationsrådet", "Integrationsrådet", Classification.BOARD)


def listed(*names: str) -> tuple[Attendance, ...]:
    return tuple(Attendance(name, AttendanceStatus.PRESENT) for name in names)


def hold(store: Store, day: str, *names: str, absent: tuple[str, ...] = (), body: Body = COUNCIL) -> None:
    """Store a meeting with a list of people, and one item that lists who was absent."""
    name = f"{body.id}-{day}"
    item = AgendaItem("Budget", "1", attendances=listed(*absent), publication_id=name)
    told: dict[str, Any] = {
        "body": body,
        "starts_at": datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=DANISH),
        "publications": (publication(name),),
        "current": ((name, "a" * 64),),
    }
    store.save(meeting(items=(item,), attendances=listed(*names), **told), None, NOW)


def suggested(store: Store) -> list[tuple[str, str, str, str, float]]:
    suggest_people(store.db, "koege")
    return [
        (
            row["person_id"].partition(":")[2],
            row["other_person_id"].partition(":")[2],
            row["body_id"],
            row["period"],
            row["score"],
        )
        for row in store.db.table("people_suggestions").rows_where(order_by="person_id")
    ]


def test_a_rare_spelling_points_to_the_usual_one(store):
    hold(store, "2021-03-01", "Birthe Kragelund", "Per Lund")
    hold(store, "2021-04-01", "Birthe Kragelund", "Per Lund")
    hold(store, "2021-05-01", "Birte Kragelund", "Per Lund")
    assert suggested(store) == [("Birte Kragelund", "Birthe Kragelund", "koege:7", "2018-2021", 96.8)]
    assert store.db.table("people").count == 3


def test_a_name_misspelt_under_an_item_is_suggested(store):
    hold(store, "2021-03-01", "Birthe Kragelund", "Per Lund", absent=("Birthe Kragelunn",))
    assert [row[:2] for row in suggested(store)] == [("Birthe Kragelund", "Birthe Kragelunn")]


@pytest.mark.parametrize(
    "days",
    [
        (("2021-03-01", "Madina Shafiqi", "Madiha Shafiqi"),),
        (
            ("2021-03-01", "Madina Shafiqi"),
            ("2021-04-01", "Madiha Shafiqi"),
            ("2021-05-01", "Madina Shafiqi", "Madiha Shafiqi"),
        ),
        (("2021-12-01", "Madina Shafiqi"), ("2022-02-01", "Madiha Shafiqi")),
        (("2021-03-01", "Lars Jensen"), ("2021-04-01", "Lone Hansen")),
    ],
)
def test_two_of_one_list_of_two_periods_or_unlike_are_not_suggested(store, days):
    for day, *names in days:
        hold(store, day, *names)
    assert suggested(store) == []


def test_names_of_two_bodies_are_not_suggested(store):
    hold(store, "2021-03-01", "Madina Shafiqi")
    hold(store, "2021-03-01", "Madiha Shafiqi", body=BOARD)
    assert suggested(store) == []


def test_what_no_longer_holds_is_taken_back_and_the_same_writes_nothing(store):
    hold(store, "2021-03-01", "Madina Shafiqi")
    hold(store, "2021-04-01", "Madiha Shafiqi")
    assert len(suggested(store)) == 1
    writes = store.db.conn.total_changes
    assert len(suggested(store)) == 1
    assert store.db.conn.total_changes == writes
    hold(store, "2021-05-01", "Madina Shafiqi", "Madiha Shafiqi")
    assert suggested(store) == []
