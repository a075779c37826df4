"""Meetings and items by body and year: counted after a crawl, and when the tables are made in a full database."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from rådscraper.store.writer import Store
from tests.crawl.running import crawl
from tests.crawl.small import published, site_of
from tests.sites.firstagenda import FirstAgendaSite

MEETINGS = "select year, meetings, with_minutes from yearly_meetings order by year"
ITEMS = "select year, outcome, items, open_items, closed_items from yearly_items order by year, outcome"


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """Two nights: three meetings, then one of them with another decision."""
    folder = tmp_path_factory.mktemp("counted")
    agenda = published("tre", "2021-06-15 18:00", kind="Dagsorden")
    told = []
    for decision in ("Godkendt.", "Udsat."):
        first = published("en", "2020-03-16 18:00", "Budget", "Skole", decision=decision)
        with FirstAgendaSite(*site_of(first, published("to", "2021-04-20 18:00"), agenda)) as site:
            assert crawl("koege", site.address, folder, "full=1").status == 0
        with closing(sqlite3.connect(folder / "raad.db")) as db:
            told.append((db.execute(MEETINGS).fetchall(), db.execute(ITEMS).fetchall()))
    return folder, told


def test_a_crawl_counts_meetings_and_items_by_year(nights):
    (meetings, items), _ = nights[1]
    assert meetings == [(2020, 1, 1), (2021, 2, 1)]
    assert items == [(2020, "approved", 2, 2, 0), (2021, "approved", 1, 1, 0), (2021, "none", 1, 1, 0)]


def test_the_next_crawl_counts_anew(nights):
    _, (meetings, items) = nights[1]
    assert meetings == [(2020, 1, 1), (2021, 2, 1)]
    assert items[0] == (2020, "postponed", 2, 2, 0)
    assert len(items) == 3


def test_a_database_from_before_is_counted_when_it_is_opened_without_what_is_withdrawn(nights, tmp_path):
    path = tmp_path / "raad.db"
    with closing(sqlite3.connect(nights[0] / "raad.db")) as db:
        db.execute("vacuum into ?", [str(path)])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("drop table yearly_meetings")
        db.execute("drop table yearly_items")
        db.execute("drop index serve_agenda_items_meeting_id_is_open_outcome")
        db.execute("create index serve_agenda_items_meeting_id_is_open on agenda_items (meeting_id, is_open)")
        db.execute("delete from _sqlite_migrations where name = 'create_yearly_counts'")
        db.execute("update meetings set removed_at = '2021-07-01T10:00:00+02:00' where date = '2021-04-20'")
    with Store.open(path) as store:
        assert list(store.db.execute(MEETINGS)) == [(2020, 1, 1), (2021, 1, 0)]
        assert [row[1] for row in store.db.execute(ITEMS)] == ["postponed", "none"]
