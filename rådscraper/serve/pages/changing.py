"""What was changed after publication, what was withdrawn, and the questions ready made."""

from __future__ import annotations

import sqlite3

from rådscraper.serve.asking import Asked, Page, rows
from rådscraper.serve.queries import QUERIES

BY_NAME = {query.name: query for query in QUERIES}


def changes(db: sqlite3.Connection, asked: Asked) -> Page:
    """Show what changed in minutes that were out, since a day (``siden``): each field before and after."""
    since = asked.text("siden") or ""
    found = rows(db, BY_NAME["aendret_efter_offentliggoerelse"].sql, siden=since)
    return Page("Ændret efter offentliggørelsen", {"siden": since, "changes": found}, found, is_indexed=False)


def withdrawn(db: sqlite3.Connection, asked: Asked) -> Page:
    """Show day and body of what was withdrawn since a day (``siden``), and no text."""
    since = asked.text("siden") or ""
    found = rows(db, BY_NAME["trukket_tilbage"].sql, siden=since)
    return Page("Trukket tilbage", {"siden": since, "withdrawn": found}, found, is_indexed=False)


def questions(_: sqlite3.Connection, __: Asked) -> Page:
    """List the questions."""
    told = [{"name": query.name, "title": query.title, "description": query.description} for query in QUERIES]
    return Page("Færdige spørgsmål", {"questions": told}, told)
