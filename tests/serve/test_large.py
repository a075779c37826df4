"""The large database of the bench is one a crawl could have left, and searches of it find the same whichever way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from rådscraper.search.query import match_expression
from rådscraper.serve import finding, following
from rådscraper.serve.pages import searching
from rådscraper.store.rows import TABLES
from rådscraper.store.search import check_search
from rådscraper.store.writer import Store
from tests.bench import large
from tests.store.meetings import broken_references

ITEMS = 9000


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("large") / "raad.db"
    large.fill(path, ITEMS)
    return path


def test_what_is_made_for_the_bench_is_whole(path):
    with Store.open(path) as store:
        assert store.db.table("agenda_items").count == ITEMS
        assert store.db.table("meetings").get(large.FIRST_MEETING)["removed_at"] is None
        assert broken_references(store) == []
        assert [checked.faults for checked in check_search(store.db)] == [(), ()]
        assert not {row["count"] for row in _counts(store)} & {0}
        found = {word: _share(store, word) for word in (large.RARE, large.MIDDLING, large.COMMON, large.USUAL)}
    assert found[large.RARE] == large.OF_RARE / ITEMS
    assert found[large.RARE] < found[large.MIDDLING] < 0.02
    assert 0.2 < found[large.COMMON] < 0.3 < 0.6 < found[large.USUAL]


WORDS = (large.PAST, large.COMMON, large.USUAL, f'"{large.PHRASE}"', f"{large.COMMON}*", "kommune budget")
NARROWED: tuple[dict[str, str], ...] = (
    {},
    {"outcome": "rejected"},
    {"municipality": "kommune07"},
    {"since": "2019-03-01", "until": "2021-01-01"},
)


@pytest.mark.parametrize("what", [searching.ITEMS, searching.PAGES, following.ITEMS_FOUND, following.PAGES_FOUND])
def test_a_search_finds_the_same_in_the_latest_meetings_in_order_and_by_reading_all(path, monkeypatch, what):
    monkeypatch.setattr(finding, "MANY", 100)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        for word, narrowed, offset in product(WORDS, NARROWED, (0, 75)):
            asked: dict[str, Any] = dict.fromkeys(("municipality", "outcome", "since", "until"))
            asked |= {"expression": match_expression(word), **narrowed}
            whole = [dict(row) for row in db.execute(what.of_all, {**asked, "limit": 26, "offset": offset})]
            assert what.rows(db, limit=26, offset=offset, **asked) == whole, (word, narrowed, offset)


def _counts(store: Store) -> list[dict[str, int]]:
    tables = (*TABLES, "file_pages", "revisions", "crawls", "coverage")
    unused = {"decision_attendances"}
    return [{"count": store.db.table(table).count} for table in tables if table not in unused]


def _share(store: Store, word: str) -> float:
    found = store.db.execute("select count(*) from agenda_items_fts where agenda_items_fts match ?", [word])
    return float(found.fetchone()[0]) / ITEMS
