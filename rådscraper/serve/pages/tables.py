"""Which tables, views and questions there are, and how many rows a table has."""

from __future__ import annotations

import sqlite3

from rådscraper.serve.asking import Asked, Page, one, rows
from rådscraper.serve.descriptions import described
from rådscraper.serve.metadata import BOOKKEEPING, PRIVATE
from rådscraper.serve.queries import QUERIES

MOST = 10_000
"""Rows that are counted for a page people read."""
ALL = "select name, type from sqlite_master where type in ('table', 'view') order by name"


def tables(db: sqlite3.Connection, asked: Asked) -> Page:
    """List what can be opened; with ``_show_hidden`` also what holds accounts."""
    is_all = bool(asked.text("_show_hidden"))
    there = [row for row in rows(db, ALL) if row["name"] in described() and row["name"] not in PRIVATE]
    shown = [{**row, **_told(row["name"])} for row in there if is_all or row["name"] not in BOOKKEEPING]
    for row in shown:
        if row["type"] == "table":
            # Only names that the database itself has.
            counting = f"select count(*) as rows from (select 1 from [{row['name']}] limit {MOST + 1})"  # noqa: S608
            row |= one(db, counting) or {}
    data = {
        "tables": [row for row in shown if row["type"] == "table"],
        "views": [row for row in shown if row["type"] == "view"],
        "left_out": len(there) - len(shown),
        "queries": [{"name": query.name, "title": query.title} for query in QUERIES],
        "most": MOST,
    }
    told = [{**row, "rows": row["rows"] if row.get("rows", MOST + 1) <= MOST else None} for row in shown]
    return Page("Tabeller", data, told, is_indexed=False)


def _told(name: str) -> dict[str, str]:
    return {"title": described()[name].title, "description": described()[name].description}
