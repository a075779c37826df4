"""Searches find the same rows in the same order, whichever way is taken for how much they find."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from rådscraper.search.query import match_expression
from rådscraper.serve import finding, following
from rådscraper.serve.asking import Row
from rådscraper.serve.finding import Finding
from rådscraper.serve.pages import searching

WORDS = ("dagsorden", "integrationspriserne", '"godkendelse af dagsorden"', "godkend*", "findesikke")
NARROWED: tuple[dict[str, str], ...] = (
    {},
    {"municipality": "koege"},
    {"outcome": "approved"},
    {"since": "2021-01-01"},
    {"until": "2021-03-31"},
    {"municipality": "koege", "outcome": "approved", "since": "2020-01-01", "until": "2029-12-31"},
)
PAGES = ((1000, 0), (5, 0), (5, 3), (2, 30))
SEARCHES = {
    "items": searching.ITEMS,
    "papers": searching.PAGES,
    "items of a feed": following.ITEMS_FOUND,
    "papers of a feed": following.PAGES_FOUND,
}


@pytest.fixture(scope="module")
def db(demo_folder):
    with closing(sqlite3.connect(f"{(demo_folder / 'raad.db').as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        yield db


def asked(word: str, narrowed: dict[str, str]) -> dict[str, Any]:
    return {
        **dict.fromkeys(("municipality", "outcome", "since", "until")),
        **narrowed,
        "expression": match_expression(word),
    }


def whole(db: sqlite3.Connection, search: Finding, values: dict[str, Any]) -> list[Row]:
    """All that is found, by reading and sorting it: the way that leaves nothing to chance."""
    found = replace(search, in_order=None).of_all
    return [dict(row) for row in db.execute(found, {**values, "limit": -1, "offset": 0})]


def ways(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, search: Finding, limit: int, offset: int, **values: Any
) -> Iterator[list[Row]]:
    """Each way there is for whatever is found: in order, by the latest meetings a few at a time, and all at once."""
    for many, latest, alike in ((10**6, 40, 1_000), (10**6, 40, 0), (-1, 1, 0), (-1, 3, 1_000)):
        with monkeypatch.context() as patched:
            patched.setattr(finding, "MANY", many)
            patched.setattr(finding, "LATEST", latest)
            patched.setattr(finding, "ALIKE", alike)
            yield search.rows(db, limit=limit, offset=offset, **values)
    yield replace(search, in_order=None).rows(db, limit=limit, offset=offset, **values)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("what", SEARCHES)
def test_every_way_finds_the_same_latest_first(db, monkeypatch, what, word):
    search = SEARCHES[what]
    for narrowed, (limit, offset) in product(NARROWED, PAGES):
        values = asked(word, narrowed)
        expected = whole(db, search, values)[offset : offset + limit]
        for found in ways(db, monkeypatch, search, limit, offset, **values):
            assert found == expected, (narrowed, limit, offset)
        at = [row["changed_at" if "changed_at" in row else "date"] for row in expected]
        assert at == sorted(at, reverse=True)


@pytest.mark.parametrize("few", [10**6, 0])
def test_either_way_of_sql_finds_the_same(db, monkeypatch, few):
    order = f"{finding.NEWEST_FIRST.of_meetings}, agenda_items.position"
    asked_by = ("agenda_items.id", "meetings.removed_at is null", order, "7 offset 2")
    plain = list(map(tuple, db.execute(finding.found(finding.ITEMS, *asked_by), asked("dagsorden", {}))))
    monkeypatch.setattr(finding, "FEW", few)
    assert list(map(tuple, db.execute(finding.found(finding.ITEMS, *asked_by), asked("dagsorden", {})))) == plain
    assert len(plain) == 7


def test_what_the_latest_meetings_lack_is_found_in_older_ones(db, monkeypatch):
    monkeypatch.setattr(finding, "MANY", -1)
    monkeypatch.setattr(finding, "LATEST", 2)
    values = asked("dagsorden", {})
    found = searching.ITEMS.rows(db, limit=20, **values)
    assert len({row["meeting_id"] for row in found}) > 4
    assert found == whole(db, searching.ITEMS, values)[:20]


def test_what_is_found_is_what_the_index_knows(db, monkeypatch):
    (known,) = db.execute(
        "select count(*) from agenda_items_fts where agenda_items_fts match ?", [match_expression("dagsorden")]
    ).fetchone()
    assert known > 10
    found = ways(db, monkeypatch, searching.ITEMS, 1000, 0, **asked("dagsorden", {}))
    assert {len(rows) for rows in found} == {known}
    assert all(ways(db, monkeypatch, searching.PAGES, 1000, 0, **asked("og", {})))


@pytest.mark.parametrize(
    ("meetings", "had", "wanted", "more"),
    [
        (40, 20, 26, 80),
        (40, 0, 26, 160),
        (40, 150, 1001, 333),
        (40, 30, 1001, 1668),
        (40, 1, 1001, None),
        (160, 0, 26, None),
        (1668, 900, 1001, None),
    ],
)
def test_so_many_more_meetings_are_looked_through_as_likely_have_enough(meetings, had, wanted, more):
    assert finding._more(meetings, had, wanted) == more
