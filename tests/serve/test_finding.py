"""Searches find the same rows in the same order, whichever way is taken for how much they find."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from rådscraper.search.query import match_expression
from rådscraper.serve import finding

WAYS = {"few": (10**6, 10**7), "many": (0, 10**7), "most": (0, 0)}
"""What counts as few and as many, so that each way is taken for whatever is found."""
WORDS = ("dagsorden", "integrationspriserne", '"godkendelse af dagsorden"', "godkend*", "findesikke")
SEARCHES = {
    "items": (finding.ITEMS, "agenda_items.id, meetings.date", "meetings.removed_at is null", "agenda_items.position"),
    "pages": (
        finding.PAGES,
        "file_page_links.attachment_id, file_page_links.page, meetings.date",
        "attachments.removed_at is null",
        "file_page_links.attachment_id, file_page_links.page",
    ),
}


@pytest.fixture(scope="module")
def db(demo_folder):
    with closing(sqlite3.connect(f"{(demo_folder / 'raad.db').as_uri()}?mode=ro", uri=True)) as db:
        yield db


def answers(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, what: str, limit: str, word: str
) -> Iterator[list[Any]]:
    searched, columns, where, last = SEARCHES[what]
    for few, many in WAYS.values():
        monkeypatch.setattr(finding, "FEW", few)
        monkeypatch.setattr(finding, "MANY", many)
        order = f"meetings.date desc, meetings.starts_at desc, meetings.id, {last}"
        sql = finding.found(searched, columns, where, order, limit)
        yield db.execute(sql, {"expression": match_expression(word)}).fetchall()


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("limit", ["1000", "5", "5 offset 3"])
@pytest.mark.parametrize("what", SEARCHES)
def test_every_way_finds_the_same_newest_first(db, monkeypatch, what, limit, word):
    first, *others = answers(db, monkeypatch, what, limit, word)
    assert others == [first, first]
    dates = [row[-1] for row in first]
    assert dates == sorted(dates, reverse=True)


def test_what_is_found_is_what_the_index_knows(db, monkeypatch):
    (known,) = db.execute(
        "select count(*) from agenda_items_fts where agenda_items_fts match ?", [match_expression("dagsorden")]
    ).fetchone()
    assert known > 10
    assert {len(found) for found in answers(db, monkeypatch, "items", "1000", "dagsorden")} == {known}
    assert all(list(answers(db, monkeypatch, "pages", "1000", "og")))
