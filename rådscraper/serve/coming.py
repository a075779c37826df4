"""Meetings from today on, for calendars; one that was withdrawn is told as cancelled, without anything it said."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from rådscraper.clock import now
from rådscraper.feeds.ical import Meeting
from rådscraper.serve.asking import Asked, Row, one, rows
from rådscraper.serve.pages.bodies import BODY, MUNICIPALITY, body_title
from rådscraper.serve.paths import path_of

MOST = 500


def _coming(condition: str) -> str:
    return f"""
select meetings.id, meetings.starts_at, meetings.ends_at, meetings.place, meetings.changed_at, meetings.removed_at,
    bodies.name as body_name, municipalities.name as municipality_name,
    (select group_concat(coalesce(number || '. ', '') || title, char(10)) from (
        select number, title from agenda_items where meeting_id = meetings.id and title is not null order by position
    )) as points
from meetings
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where meetings.date >= :today and {condition}
order by meetings.date, meetings.starts_at, meetings.id limit :limit
"""  # noqa: S608


EVERYWHERE = _coming("true")
OF_MUNICIPALITY = _coming("+meetings.municipality_id = :id")
OF_BODY = _coming("meetings.body_id = :id")


@dataclass(frozen=True, slots=True)
class Coming:
    """A calendar; the addresses of its meetings and its own ``path`` name no host yet."""

    title: str
    path: str
    meetings: tuple[Meeting, ...]


def everywhere(db: sqlite3.Connection, _: Asked) -> Coming:
    """Tell the coming meetings of all municipalities."""
    return Coming("Møder i alle kommuner", "/moeder.ics", _meetings(db, EVERYWHERE))


def municipality(db: sqlite3.Connection, asked: Asked) -> Coming | None:
    """Tell the coming meetings of a municipality."""
    found = one(db, MUNICIPALITY, id=asked.parts["id"])
    if not found:
        return None
    path = f"{path_of('kommune', found['id'])}.ics"
    return Coming(f"Møder i {found['name']}", path, _meetings(db, OF_MUNICIPALITY, found["id"]))


def body(db: sqlite3.Connection, asked: Asked) -> Coming | None:
    """Tell the coming meetings of a body."""
    found = one(db, BODY, id=asked.parts["id"])
    if not found:
        return None
    return Coming(body_title(found), f"{path_of('organ', found['id'])}.ics", _meetings(db, OF_BODY, found["id"]))


def _meetings(db: sqlite3.Connection, sql: str, of: str | None = None) -> tuple[Meeting, ...]:
    found = rows(db, sql, today=now().date().isoformat(), limit=MOST, **({"id": of} if of else {}))
    return tuple(map(_meeting, found))


def _meeting(row: Row) -> Meeting:
    title = f"{row['body_name'] or 'Møde'}, {row['municipality_name']}"
    starts_at = datetime.fromisoformat(row["starts_at"])
    if row["removed_at"]:
        return Meeting(row["id"], title, starts_at, datetime.fromisoformat(row["removed_at"]), is_cancelled=True)
    ends_at = datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None
    changed_at = datetime.fromisoformat(row["changed_at"])
    address = path_of("moede", row["id"])
    return Meeting(row["id"], title, starts_at, changed_at, ends_at, row["place"], address, row["points"])
