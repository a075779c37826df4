"""Why each row of a search was found: the texts are read of the rows that are shown, and of no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice

from rådscraper.search.marking import Marks
from rådscraper.search.why import COLUMNS, Why, of_item, of_page
from rådscraper.serve.asking import Row, one

# The views hold what is in the index, and of that only what is: never the stems beside it.
ITEM = f"select {', '.join(COLUMNS)} from searchable_items where id = :id"  # noqa: S608
PAGE = "select text from searchable_pages where file_sha256 = :file_sha256 and page = :page"
MOST_PLACES = 2
"""Of an item, its title not counted, since that is shown anyhow."""


def of_items(db: sqlite3.Connection, items: Iterable[Row], typed: str) -> list[list[Why]]:
    """Tell for each item (by its ``id``) where the words stand besides its title."""
    marks = Marks.of(typed)
    texts = ((one(db, ITEM, id=item["id"]) or dict.fromkeys(COLUMNS)) | {"title": None} for item in items)
    return [list(islice(of_item(told, marks), MOST_PLACES)) for told in texts]


def of_pages(db: sqlite3.Connection, pages: Iterable[Row], typed: str) -> list[list[Why]]:
    """Tell for each page of a paper (by ``file_sha256`` and ``page``) how the words stand there."""
    marks = Marks.of(typed)
    found = ((page, one(db, PAGE, file_sha256=page["file_sha256"], page=page["page"]) or {}) for page in pages)
    whys = (of_page(page["attachment_title"], page["page"], told.get("text"), marks) for page, told in found)
    return [[why] if why.parts else [] for why in whys]


def with_why(rows: Iterable[Row], whys: Iterable[Iterable[Why]]) -> list[Row]:
    """Put beside each row why it was found, as JSON and templates take it."""
    return [
        {**row, "why": [{**why.told(), "parts": why.parts} for why in found]}
        for row, found in zip(rows, whys, strict=True)
    ]
