from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from rådscraper.items import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    DocumentType,
    MeetingStatus,
)
from rådscraper.store.rows import TABLES
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import (
    COUNCIL,
    LATER,
    NOW,
    broken_references,
    column,
    dump,
    full_item,
    meeting,
    publication,
)


def test_saving_twice_changes_nothing(store):
    store.save(meeting(), None, NOW)
    before, writes = dump(store), store.db.conn.total_changes
    assert store.save(meeting(), None, NOW) is SaveResult.UNCHANGED
    assert store.db.conn.total_changes == writes
    assert dump(store) == before


def test_an_unchanged_meeting_is_noted_as_seen(store):
    two = (publication(), publication("p0", document_type=DocumentType.AGENDA))
    store.save(meeting(publications=two), None, NOW)
    before, writes = dump(store), store.db.conn.total_changes
    assert store.save(meeting(publications=two[:1]), None, LATER) is SaveResult.UNCHANGED
    assert store.db.conn.total_changes == writes + 2
    assert column(store, "meetings", "last_seen_at") == ["2026-03-03T06:00:00+01:00"]
    assert column(store, "documents", "last_seen_at", "id") == [
        "2026-03-02T06:00:00+01:00",
        "2026-03-03T06:00:00+01:00",
    ]
    after = dump(store)
    for table in ("meetings", "documents"):
        for row in [*before[table], *after[table]]:
            row.pop("last_seen_at")
    assert after == before


CHANGES = {
    "place": {"place": "Rådhuset"},
    "status": {"status": MeetingStatus.AGENDA_ONLY},
    "title of a document": {"publications": (publication(title="Lukket referat"),)},
    "one more document": {"publications": (publication(), publication("p2"))},
    "title of an item": {"items": (replace(full_item(), title="Andet"), AgendaItem("Eventuelt", publication_id="p1"))},
    "one item less": {"items": (full_item(),)},
    "section": {
        "items": (replace(full_item(), sections=full_item().sections[:1]), AgendaItem(None, publication_id="p1"))
    },
    "attendance": {"attendances": (Attendance("Lars Jensen", AttendanceStatus.ABSENT),)},
    "nothing left": {"items": (), "attendances": ()},
}


@pytest.mark.parametrize("facts", CHANGES.values(), ids=CHANGES)
def test_what_changed_replaces_what_was_there(store, tmp_path, facts):
    store.save(meeting(), None, NOW)
    assert store.save(meeting(**facts), None, LATER) is SaveResult.CHANGED
    assert column(store, "meetings", "changed_at") == ["2026-03-03T06:00:00+01:00"]
    assert column(store, "meetings", "first_seen_at") == ["2026-03-02T06:00:00+01:00"]
    assert broken_references(store) == []
    assert store.save(meeting(**facts), None, LATER) is SaveResult.UNCHANGED
    with Store.open(tmp_path / "fresh.db") as fresh:
        fresh.save(meeting(**facts), None, LATER)
        assert without_history(fresh) == without_history(store)


def without_history(store: Store) -> dict[str, list[dict[str, Any]]]:
    rows = dump(store)
    rows["people"] = []
    for row in rows["meetings"] + rows["documents"]:
        row.pop("first_seen_at")
    return rows


def test_only_rows_that_differ_are_written(store):
    store.save(meeting(), None, NOW)
    store.db.execute("create temp table written (name)")
    for table in TABLES:
        for verb in ("insert", "update", "delete"):
            noted = f"insert into written values ('{table}')"
            store.db.execute(f"create temp trigger {table}_{verb} after {verb} on {table} begin {noted}; end")
    store.save(meeting(items=(full_item(), AgendaItem("Andet", publication_id="p1"))), None, NOW)
    written = [name for (name,) in store.db.execute("select name from temp.written order by 1")]
    assert written == ["agenda_items", "meetings"]  # the item, and changed_at of its meeting


def test_people_stay(store):
    store.save(meeting(), None, NOW)
    store.save(meeting(items=(), attendances=()), None, NOW)
    assert column(store, "people", "name", "id") == ["Ida Holm", "Lars Jensen", "Åse Ørn"]
    assert column(store, "attendances", "id") == []


def test_a_body_takes_its_new_name(store):
    store.save(meeting(), None, NOW)
    renamed = replace(COUNCIL, name="Kommunalbestyrelsen")
    assert store.save(meeting(body=renamed), None, LATER) is SaveResult.UNCHANGED
    assert column(store, "bodies", "name") == ["Kommunalbestyrelsen"]


def test_a_save_waits_for_another_writer(store, tmp_path):
    store.save(meeting(), None, NOW)
    writing, done = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(tmp_path / "raad.db")) as other:
            other.execute("update meetings set place = 'Andetsteds'")
            writing.set()
            done.wait(0.3)
            other.commit()

    writer = threading.Thread(target=write)
    writer.start()
    writing.wait()
    assert store.save(meeting(), None, NOW) is SaveResult.CHANGED
    writer.join()
    assert column(store, "meetings", "place") == ["Byrådssalen"]
