"""What was changed after publication, what was withdrawn, and the questions ready made."""

from __future__ import annotations

import sqlite3

from rådscraper.serve.asking import Asked, Page, one, rows
from rådscraper.serve.queries import QUERIES
from rådscraper.serve.queries_of_record import changed

BY_NAME = {query.name: query for query in QUERIES}
OF_MEETING = changed("meeting_id = :meeting and changed_at >= :siden")
MEETING = """
select meetings.id, meetings.date, bodies.name as body_name
from meetings join bodies on bodies.id = meetings.body_id where meetings.id = :meeting and meetings.removed_at is null
"""


def changes(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show what changed in minutes that were out, since a day (``siden``), in all or in one meeting (``moede``)."""
    since, key = asked.day("siden") or "", asked.text("moede")
    meeting = one(db, MEETING, meeting=key) if key else None
    if key and not meeting:
        return None
    sql = OF_MEETING if meeting else BY_NAME["aendret_efter_offentliggoerelse"].sql
    found = rows(db, sql, siden=since, **({"meeting": key} if meeting else {}))
    data = {"siden": since, "meeting": meeting, "changes": found}
    return Page("Ændret efter offentliggørelsen", data, found, is_indexed=False)


def withdrawn(db: sqlite3.Connection, asked: Asked) -> Page:
    """Show day and body of what was withdrawn since a day (``siden``), and no text."""
    since = asked.day("siden") or ""
    found = rows(db, BY_NAME["trukket_tilbage"].sql, siden=since)
    return Page("Trukket tilbage", {"siden": since, "withdrawn": found}, found, is_indexed=False)


def questions(_: sqlite3.Connection, __: Asked) -> Page:
    """List the questions."""
    told = [{"name": query.name, "title": query.title, "description": query.description} for query in QUERIES]
    return Page("Færdige spørgsmål", {"questions": told}, told)
