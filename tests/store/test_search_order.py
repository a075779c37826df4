"""What hits are put in order by follows the items and their meetings, whoever changes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rådscraper.items import AgendaItem, Outcome
from rådscraper.store.redacting import Operator
from rådscraper.store.search import rebuild_search
from rådscraper.store.search_order import COLUMNS, TABLE, TRIGGERS, add_search_order, drop_order
from rådscraper.store.writer import Store
from tests.store.meetings import ID, LATER, NOW, items, meeting
from tests.store.searching import faults

WANTED = """
select agenda_items.rowid as docid, meetings.starts_at, meetings.changed_at, meetings.municipality_id,
    agenda_items.outcome
from agenda_items join meetings on meetings.id = agenda_items.meeting_id where meetings.removed_at is null order by 1
"""


def order(store: Store) -> list[dict[str, object]]:
    return list(store.db.query(f"select * from {TABLE} order by docid"))


def test_every_item_in_the_index_has_its_order_and_no_other(store):
    store.save(meeting(items=items("1", "2", "3")), None, NOW)
    assert len(order(store)) == 3
    assert order(store) == list(store.db.query(WANTED))
    store.save(meeting(items=items("1", "4")), None, LATER)
    assert {row["changed_at"] for row in order(store)} == {LATER.isoformat(timespec="seconds")}
    assert order(store) == list(store.db.query(WANTED))
    assert faults(store) == []


def test_an_outcome_that_alone_is_read_otherwise_is_told(store):
    store.save(meeting(items=(AgendaItem("Vej", decision="Ja.", publication_id="p1"),)), None, NOW)
    read = AgendaItem("Vej", decision="Ja.", outcome=Outcome.APPROVED, publication_id="p1")
    store.save(meeting(items=(read,)), None, LATER)
    assert [row["outcome"] for row in order(store)] == ["approved"]
    assert faults(store) == []


def test_a_meeting_that_is_moved_takes_its_place_along(store):
    store.save(meeting(), None, NOW)
    moved = meeting().starts_at.replace(day=28)
    store.save(meeting(starts_at=moved), None, LATER)
    assert {row["starts_at"] for row in order(store)} == {moved.isoformat()}
    assert faults(store) == []


@pytest.mark.parametrize("row", [f"{ID}:37", ID, "koege:Lars Jensen"])
def test_what_an_operator_takes_away_leaves_it_in_step(store, row):
    store.save(meeting(), None, NOW)
    Operator(store, Path("none"), LATER, "en grund").redact(row)
    assert {one["changed_at"] for one in order(store)} == {LATER.isoformat(timespec="seconds")}
    assert order(store) == list(store.db.query(WANTED))
    assert faults(store) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update agenda_items set outcome = 'rejected'",
        "update meetings set changed_at = '2030-01-01T00:00:00+01:00'",
        "update meetings set starts_at = '2030-01-01T18:00:00+01:00', date = '2030-01-01'",
        "update meetings set removed_at = '2030-01-01T00:00:00+01:00'",
        "update agenda_items set title = 'Andet'",
        "update agenda_items_fts_stems set stems = 'andet'",
        "delete from agenda_items where position = 1",
        "delete from agenda_items_fts_stems where docid = 1",
        "insert or replace into agenda_items select * from agenda_items where position = 1",
    ],
)
def test_whatever_others_write_it_tells_of_what_is_in_the_index(store, statement):
    store.save(meeting(), None, NOW)
    store.db.execute("pragma foreign_keys = off")
    with store.db.atomic():
        store.db.execute(statement)
    stems = [docid for (docid,) in store.db.execute("select docid from agenda_items_fts_stems order by 1")]
    assert order(store) == [row for row in store.db.query(WANTED) if row["docid"] in stems]


@pytest.mark.parametrize("wrong", ["delete from {}", "update {} set outcome = 'other'", "insert into {} select 99, {}"])
def test_a_check_tells_what_is_wrong_and_reindexing_mends_it(store, wrong):
    store.save(meeting(items=items("1")), None, NOW)
    store.db.execute(wrong.format(TABLE, ", ".join(f"'{name}'" for name in COLUMNS)))
    assert "does not hold what they are put in order by" in "".join(faults(store))
    rebuild_search(store.db)
    assert (faults(store), order(store)) == ([], list(store.db.query(WANTED)))


def test_a_database_of_an_older_version_gets_its_order_when_it_is_opened(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        store.save(meeting(), None, NOW)
        drop_order(store.db)
        store.db.table("_sqlite_migrations").delete_where("name = ?", [add_search_order.__name__])
    with Store.open(tmp_path / "raad.db") as store:
        assert order(store) == list(store.db.query(WANTED)) != []
        assert faults(store) == []


def test_an_order_without_what_keeps_it_is_made_anew_when_it_is_opened(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        store.save(meeting(), None, NOW)
        store.db.execute(f"drop trigger {TRIGGERS[0].split()[2]}")
        store.db.execute(f"delete from {TABLE}")
    with Store.open(tmp_path / "raad.db") as store:
        assert order(store) == list(store.db.query(WANTED)) != []
