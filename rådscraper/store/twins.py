"""The same text in several rows of an item: its decision is told by the item, by a section and by a row of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rådscraper.store.cells import Row, Rows

OF_ITEM = {"agenda_items": ("summary", "recommendation", "decision"), "sections": ("text",), "decisions": ("text",)}
TELLING = ("sections", "decisions")
LEAST = 30
"""Characters of a text that is taken away where it is part of another; shorter ones may stand in any item."""


def taken_with_items(rows: Rows, gone: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    """Give the texts of the sections and decisions that are to go, by item, the longest first."""
    taken: dict[str, list[str]] = {}
    for table, key in gone:
        row = rows[table].get(key) if table in TELLING else None
        if row and row["text"]:
            taken.setdefault(row["agenda_item_id"], []).append(row["text"])
    return {item: sorted(set(texts), key=len, reverse=True) for item, texts in taken.items()}


def take_twins(rows: Rows, taken: dict[str, list[str]], removed: str) -> None:
    """Put ``removed`` wherever such a text, or a large part of one, is told by another row of its item, in place."""
    for item, texts in taken.items():
        for table, row in _of_item(rows, item):
            for column in OF_ITEM[table]:
                left = _without(row[column], texts, removed)
                row[column] = None if table == "agenda_items" and left == removed else left


def _of_item(rows: Rows, item: str) -> Iterator[tuple[str, Row]]:
    if item in rows["agenda_items"]:
        yield "agenda_items", rows["agenda_items"][item]
    for table in TELLING:
        yield from ((table, row) for row in rows[table].values() if row["agenda_item_id"] == item)


def _without(told: str | None, texts: list[str], removed: str) -> str | None:
    for text in map(str.strip, texts):
        if told and told.strip() in text and (len(told) >= LEAST or told.strip() == text):
            return removed
        if told and len(text) >= LEAST:
            told = told.replace(text, removed)
    return told
