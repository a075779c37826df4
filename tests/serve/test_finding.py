"""Searches find the same rows in the same order, whichever way is taken for how much they find."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from rådscraper.search.query import match_expression
from rådscraper.serve import finding
from rådscraper.serve.asking import Row

FEW = (10**6, 0)
"""What counts as few, so that each way is taken for whatever is found."""
WORDS = ("dagsorden", "integrationspriserne", '"godkendelse af dagsorden"', "godkend*", "findesikke")
SEARCHES = {
    "items": (
        finding.ITEMS,
        "agenda_items.id, meetings.id as meeting_id, meetings.date",
        "meetings.removed_at is null",
        "agenda_items.position",
    ),
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
        db.row_factory = sqlite3.Row
        yield db


def answers(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, what: str, word: str, limit: int, offset: int = 0
) -> Iterator[list[Row]]:
    searched, columns, where, last = SEARCHES[what]
    asked = {"expression": match_expression(word)}
    for few in FEW:
        monkeypatch.setattr(finding, "FEW", few)
        order = "meetings.date desc, meetings.starts_at desc, meetings.id"
        yield finding.Finding.of(searched, columns, where, order, last).rows(db, limit=limit, offset=offset, **asked)
    monkeypatch.setattr(finding, "MOST", 0)
    yield finding.Finding.of(searched, columns, where, order, last).rows(db, limit=limit, offset=offset, **asked)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("page", [(1000, 0), (5, 0), (5, 3)])
@pytest.mark.parametrize("what", SEARCHES)
def test_every_way_finds_the_same_newest_first(db, monkeypatch, what, page, word):
    first, *others = answers(db, monkeypatch, what, word, *page)
    assert others == [first, first]
    dates = [row["date"] for row in first]
    assert dates == sorted(dates, reverse=True)


def test_what_the_latest_meetings_lack_is_found_in_older_ones(db, monkeypatch):
    monkeypatch.setattr(finding, "LATEST", 2)
    first, *others = answers(db, monkeypatch, "items", "dagsorden", 20)
    assert len({row["meeting_id"] for row in first}) > 2
    assert others == [first, first]


def test_what_is_found_is_what_the_index_knows(db, monkeypatch):
    (known,) = db.execute(
        "select count(*) from agenda_items_fts where agenda_items_fts match ?", [match_expression("dagsorden")]
    ).fetchone()
    assert known > 10
    assert {len(found) for found in answers(db, monkeypatch, "items", "dagsorden", 1000)} == {known}
    assert all(list(answers(db, monkeypatch, "pages", "og", 1000)))
