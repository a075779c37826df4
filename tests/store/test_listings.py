"""What a site no longer lists is marked after three days, and never because of an outage."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rådscraper.items import AgendaItem, ListedEntry, SiteListing
from rådscraper.store.listings import Noted, note_listing
from rådscraper.store.writer import Store
from tests.store.meetings import COUNCIL, KOEGE, NOW, STARTS_AT, full_item, meeting, publication

NUMBER = 12
GONE = "koege:7:2021-04-15T18:00"


def start(number: int) -> datetime:
    return STARTS_AT + timedelta(days=number)


@pytest.fixture
def held(store):
    """A dozen meetings, each listed and stored."""
    for number in range(NUMBER):
        item = full_item(publication_id=f"p{number}")
        store.save(
            meeting(
                starts_at=start(number),
                publications=(publication(f"p{number}"),),
                current=((f"p{number}", "a" * 64),),
                items=(item, AgendaItem("Eventuelt", publication_id=f"p{number}")),
            ),
            None,
            NOW,
        )
    listed(store, 0)
    return store


def listed(store: Store, day: float, *gone: int, is_whole: bool = True, renamed: bool = False) -> Noted:
    entries = [
        ListedEntry(COUNCIL, start(number), (publication(f"p{number}b" if renamed and number == 3 else f"p{number}"),))
        for number in range(NUMBER)
        if number not in gone
    ]
    now = NOW + timedelta(days=day)
    crawl = store.begin_crawl(KOEGE, now)
    return note_listing(store.db, crawl, SiteListing(KOEGE, tuple(entries), is_whole), now)


def removed(store: Store, table: str = "meetings") -> list[str]:
    return [row["id"] for row in store.db.table(table).rows_where("removed_at is not null")]


def test_what_is_missing_on_three_days_is_marked(held):
    assert [len(listed(held, day, 3).problems) for day in (1, 2)] == [0, 0]
    assert removed(held) == []
    noted = listed(held, 3, 3)
    assert removed(held) == [GONE]
    assert removed(held, "documents") == ["koege:p3"]
    row = held.db.table("meetings").get(GONE)
    assert (row["status"], row["removed_at"]) == ("removed", "2026-03-05T06:00:00+01:00")
    assert noted.is_healthy
    assert {problem.kind for problem in noted.problems} == {"removed_at_source"}
    assert f"meetings {GONE} has not been listed since 2026-03-03" in noted.problems[0].message
    assert listed(held, 4, 3).problems == ()


def test_several_crawls_of_one_danish_day_count_once(held):
    # Half past eleven in the evening of 2 March, half past midnight, and twice later on 3 March.
    for day in (0.73, 0.77, 1.0, 1.5):
        listed(held, day, 3)
    assert removed(held) == []
    (row,) = held.db.table("absences_from_listing").rows_where("table_name = 'meetings'")
    assert (row["days"], row["first_missed_on"], row["last_missed_on"]) == (2, "2026-03-02", "2026-03-03")


def test_what_is_seen_in_between_begins_anew(held):
    for day, gone in ((1, (3,)), (2, (3,)), (3, ()), (4, (3,)), (5, (3,))):
        listed(held, day, *gone)
    assert removed(held) == []


def test_what_comes_back_is_unmarked(held):
    before = held.db.table("meetings").get(GONE)
    for day in (1, 2, 3):
        listed(held, day, 3)
    listed(held, 4)
    assert removed(held) == removed(held, "documents") == []
    after = held.db.table("meetings").get(GONE)
    assert after == before | dict.fromkeys(("changed_at", "last_seen_at"), "2026-03-06T06:00:00+01:00")
    assert held.db.table("absences_from_listing").count == 0


def test_a_publication_that_is_replaced_is_marked_and_its_meeting_is_not(held):
    for day in (1, 2, 3):
        listed(held, day, renamed=True)
    assert removed(held) == []
    assert removed(held, "documents") == ["koege:p3"]


@pytest.mark.parametrize("gone", [(3, 4), tuple(range(NUMBER))])
def test_a_listing_that_shrank_is_an_outage(held, gone):
    for day in (1, 2, 3, 4):
        noted = listed(held, day, *gone)
        assert not noted.is_healthy
        assert [problem.kind for problem in noted.problems] == (["listing_shrunk"] if len(gone) < NUMBER else [])
    assert removed(held) == []
    assert held.db.table("absences_from_listing").count == 0


def test_a_part_of_a_listing_proves_nothing(held):
    for day in (1, 2, 3, 4):
        assert listed(held, day, *range(8), is_whole=False) == Noted(True, ())
    assert removed(held) == []


def test_what_is_removed_leaves_the_views(held):
    def shown() -> set[str]:
        views = ("published_items", "cases", "item_attendance")
        return {f"{view} {row['meeting_id']}" for view in views for row in held.db.view(view).rows}

    assert len(shown()) == 3 * NUMBER
    for day in (1, 2, 3):
        listed(held, day, 3)
    assert len(shown()) == 3 * (NUMBER - 1)
    assert not any(GONE in one for one in shown())
    assert held.db.table("agenda_items").count_where("meeting_id = ?", [GONE]) == 2
