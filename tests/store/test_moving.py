"""A meeting that is moved to another time takes all its rows along, and leaves no ghost behind."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rådscraper.items import AgendaItem, DocumentType, ListedEntry, Meeting, MeetingStatus, SiteListing
from rådscraper.store.hidden_names import fingerprint
from rådscraper.store.listings import note_listing
from rådscraper.store.search import check_search
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import (
    ID,
    KOEGE,
    LATER,
    NOW,
    STARTS_AT,
    broken_references,
    column,
    dump,
    full_item,
    items,
    meeting,
    publication,
)

A_WEEK_LATER = STARTS_AT + timedelta(days=7)
NEW_ID = "koege:7:2021-04-19T18:00"
CASES = tuple(AgendaItem(f"Sag {n}", str(n), case_number=f"21/{n}", publication_id="p1") for n in range(1, 6))


def planned(publication_id: str, starts_at: datetime = STARTS_AT, **facts: Any) -> Meeting:
    """A meeting of which only the agenda is out."""
    agenda = publication(publication_id, document_type=DocumentType.AGENDA, title="Dagsorden")
    told = {"items": tuple(replace(one, publication_id=publication_id) for one in CASES)} | facts
    of_agenda: dict[str, Any] = {"publications": (agenda,), "current": ((publication_id, publication_id * 32),)}
    return meeting(starts_at=starts_at, status=MeetingStatus.PLANNED, **of_agenda, **told)


def list_and_save(store: Store, now: datetime, *meetings: Meeting, save: bool = True) -> list[SaveResult]:
    """A night: the site lists these meetings, and those that are to be read are saved."""
    entries = [ListedEntry(one.body, one.starts_at, one.publications) for one in meetings]
    note_listing(store.db, store.begin_crawl(KOEGE, now), SiteListing(KOEGE, tuple(entries), True), now)
    return [store.save(one, None, now) for one in meetings] if save else []


def keys_below(rows: dict[str, list[dict[str, Any]]], old: str) -> set[str]:
    """Every value in the tables of meetings that names a meeting or anything of it."""
    values = (value for table in rows.values() for row in table for value in row.values())
    return {value for value in values if isinstance(value, str) and value.startswith(old)}


def test_a_publication_at_another_start_takes_its_meeting_along(store):
    store.save(meeting(), None, NOW)
    before = dump(store)
    assert store.save(meeting(starts_at=A_WEEK_LATER), None, LATER) is SaveResult.CHANGED
    (row,) = store.db.table("meetings").rows
    assert (row["id"], row["date"], row["first_seen_at"]) == (NEW_ID, "2021-04-19", "2026-03-02T06:00:00+01:00")
    assert keys_below(dump(store), ID) == set()
    assert {table: len(rows) for table, rows in dump(store).items()} == {
        table: len(rows) for table, rows in before.items()
    }
    assert column(store, "agenda_items", "id") == [f"{NEW_ID}:37", f"{NEW_ID}:p2"]
    assert broken_references(store) == []
    assert [checked.faults for checked in check_search(store.db)] == [(), ()]
    assert store.save(meeting(starts_at=A_WEEK_LATER), None, LATER) is SaveResult.UNCHANGED


def test_the_move_is_a_revision(store):
    store.save(meeting(), None, NOW)
    store.save(meeting(starts_at=A_WEEK_LATER), None, LATER)
    told = [(row["row_id"], json.loads(row["before"]), json.loads(row["after"])) for row in store.db["revisions"].rows]
    assert told == [
        (ID, {"id": ID}, {"id": NEW_ID}),
        (
            NEW_ID,
            {"date": "2021-04-12", "starts_at": "2021-04-12T18:00:00+02:00"},
            {"date": "2021-04-19", "starts_at": "2021-04-19T18:00:00+02:00"},
        ),
    ]
    assert column(store, "revisions", "meeting_id") == [NEW_ID, NEW_ID]


def test_a_move_that_could_not_be_read_keeps_what_was_held(store):
    store.save(meeting(), None, NOW)
    moved = replace(meeting(starts_at=A_WEEK_LATER), current=(), unread=("p1",), items=(), attendances=())
    store.save(moved, None, LATER)
    assert set(column(store, "agenda_items", "meeting_id")) == {NEW_ID}
    assert column(store, "agenda_items", "decision") == ["Godkendt.", None]
    assert column(store, "meetings", "id") == [NEW_ID]


def test_the_same_cases_at_another_start_are_the_meeting_that_is_gone(store):
    list_and_save(store, NOW, planned("p1"), meeting(starts_at=STARTS_AT - timedelta(days=30), publications=()))
    other = meeting(starts_at=STARTS_AT - timedelta(days=30), publications=())
    assert list_and_save(store, LATER, planned("p2", A_WEEK_LATER), other) == [SaveResult.CHANGED, SaveResult.UNCHANGED]
    assert sorted(column(store, "meetings", "date")) == ["2021-03-13", "2021-04-19"]
    assert {row["id"]: row["is_current"] for row in store.db.table("documents").rows} == {"koege:p1": 0, "koege:p2": 1}
    assert broken_references(store) == []


@pytest.mark.parametrize(
    ("moved", "listed"),
    [
        (planned("p2", A_WEEK_LATER, items=items("1", "2", "3", publication_id="p2")), False),
        (planned("p2", STARTS_AT + timedelta(days=200)), False),
        (planned("p2", STARTS_AT + timedelta(hours=2)), True),
    ],
    ids=["other cases", "too far away", "both are listed"],
)
def test_what_is_another_meeting_stays_one(store, moved, listed):
    others = [meeting(starts_at=STARTS_AT - timedelta(days=30 * n), publications=()) for n in range(1, 12)]
    list_and_save(store, NOW, planned("p1"), *others)
    still = [planned("p1")] if listed else []
    list_and_save(store, LATER, *still, moved, *others)
    assert {ID, moved.key} <= set(column(store, "meetings", "id"))
    assert store.db.table("meetings").count == len(others) + 2


def test_a_meeting_whose_publication_goes_to_one_that_is_held_leaves_no_ghost(store):
    both = meeting(
        starts_at=A_WEEK_LATER,
        publications=(publication("p2"), publication("p1")),
        current=(("p2", "c" * 64), ("p1", "a" * 64)),
        items=(full_item("1", "p2"), full_item("37")),
    )
    store.save(meeting(), None, NOW)
    store.save(
        replace(both, publications=both.publications[:1], current=both.current[:1], items=both.items[:1]), None, NOW
    )
    store.save(both, None, LATER)
    assert column(store, "meetings", "id") == [NEW_ID]
    assert keys_below(dump(store), ID) == set()
    gone = store.db.table("revisions").rows_where("after is null and table_name = 'meetings'")
    assert [json.loads(row["before"])["id"] for row in gone] == [ID]
    assert broken_references(store) == []


def test_what_was_taken_away_stays_away_from_the_moved_meeting(store):
    store.save(meeting(), None, NOW)
    decided = {"table_name": "agenda_items", "row_id": f"{ID}:p2", "action": "redact", "fingerprint": None}
    decided |= {"fingerprint": fingerprint("Eventuelt"), "reason": "en klage", "decided_at": NOW.isoformat()}
    store.db.table("redactions").insert(decided)
    store.save(meeting(starts_at=A_WEEK_LATER), None, LATER)
    assert column(store, "agenda_items", "title") == ["Budget", "[fjernet]"]
