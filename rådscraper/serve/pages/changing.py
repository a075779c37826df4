"""What was changed after publication, what was withdrawn, and the questions ready made."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from rådscraper.serve.asking import Asked, Page, Row, rows
from rådscraper.serve.queries import QUERIES

BY_NAME = {query.name: query for query in QUERIES}


def changes(db: sqlite3.Connection, asked: Asked) -> Page:
    """Show what changed since a day (``siden``): each field before and after."""
    since = asked.text("siden") or ""
    found = rows(db, BY_NAME["aendret_efter_offentliggoerelse"].sql, siden=since)
    fields = [change for row in found for change in _fields(row)]
    return Page("Ændret efter offentliggørelsen", {"siden": since, "changes": fields}, fields, is_indexed=False)


def withdrawn(db: sqlite3.Connection, asked: Asked) -> Page:
    """Show day and body of what was withdrawn since a day (``siden``), and no text."""
    since = asked.text("siden") or ""
    found = rows(db, BY_NAME["trukket_tilbage"].sql, siden=since)
    return Page("Trukket tilbage", {"siden": since, "withdrawn": found}, found, is_indexed=False)


def questions(_: sqlite3.Connection, __: Asked) -> Page:
    """List the questions."""
    told = [{"name": query.name, "title": query.title, "description": query.description} for query in QUERIES]
    return Page("Færdige spørgsmål", {"questions": told}, told)


def _fields(row: Row) -> list[Row]:
    before, after = _read(row["foer"]), _read(row["efter"])
    names = [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]
    shared = {"changed_at": row["opdaget"], "table_name": row["tabel"], "row_id": row["raekke"]}
    return [shared | {"field": name, "before": before.get(name), "after": after.get(name)} for name in names]


def _read(text: str | None) -> dict[str, Any]:
    """Read the fields of a row; a row that came or went has none before or after."""
    told = json.loads(text) if text else None
    return told if isinstance(told, dict) else {}
