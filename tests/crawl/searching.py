"""Searching a crawled database through Datasette's own pages, without metadata or plugins."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

from rådscraper.store.search_tables import INDEXES


def page(folder: Path, path: str, **query: str) -> dict[str, Any]:
    """What a page of Datasette answers as JSON."""
    datasette = Datasette([str(folder / "raad.db")])
    try:
        answer = asyncio.run(datasette.client.get(f"/raad/{path}.json?{urlencode({'_shape': 'objects', **query})}"))
    finally:
        for database in datasette.databases.values():
            database.close()
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def found(folder: Path, typed: str, table: str = "agenda_items", shown: str = "title", **query: str) -> list[Any]:
    """One column of what the search box of a table's page finds."""
    return [row[shown] for row in page(folder, table, _search=typed, **query)["rows"]]


def assert_in_step(folder: Path) -> None:
    """Assert that the indexes hold the words of the texts, and every row that may be found."""
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        for index in INDEXES:
            table = index.table
            db.execute(f"insert into {table}_fts ({table}_fts, rank) values ('integrity-check', 1)")
            (indexed,), (rows,) = (
                db.execute(f"select count(*) from {name}").fetchone()
                for name in (f"{table}_fts_docsize", f"{table} where {index.may_be_found}")
            )
            assert indexed == rows, table
