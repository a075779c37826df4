"""A municipality with its bodies, and a body with its meetings."""

from __future__ import annotations

import sqlite3

from rådscraper.serve.asking import Asked, Page, Row, one, rows
from rådscraper.serve.paths import path_of

MUNICIPALITY = "select id, name, code, website from municipalities where id = :id"
BODIES = """
select bodies.id, bodies.name, bodies.period, bodies.classification, bodies.is_historic,
    count(meetings.id) as meetings, min(meetings.date) as first_date, max(meetings.date) as latest_date
from bodies left join meetings on meetings.body_id = bodies.id and meetings.removed_at is null
where bodies.municipality_id = :id
group by bodies.id order by coalesce(bodies.is_historic, 0), bodies.name, bodies.period desc
"""
LATEST = """
select meetings.id, meetings.date, meetings.starts_at, meetings.status, bodies.name as body_name
from meetings join bodies on bodies.id = meetings.body_id
where meetings.municipality_id = :id and meetings.removed_at is null
order by meetings.date desc, meetings.starts_at desc limit 12
"""
YEARS = """
select year, sum(listed) as listed, sum(held) as held, sum(missing) as missing
from coverage where municipality_id = :id group by year order by year desc
"""
CRAWLS = """
select id, started_at, finished_at, exit_status, meetings_listed, meetings_new, meetings_changed, errors,
    (select count(*) from problems where crawl_id = crawls.id) as problems
from crawls where municipality_id = :id order by started_at desc limit 5
"""
BODY = """
select bodies.id, bodies.name, bodies.printed_name, bodies.period, bodies.classification, bodies.municipality_id,
    municipalities.name as municipality_name
from bodies join municipalities on municipalities.id = bodies.municipality_id where bodies.id = :id
"""
MEETINGS = """
select meetings.id, meetings.date, meetings.starts_at, meetings.place, meetings.status,
    (select count(*) from agenda_items where meeting_id = meetings.id) as items
from meetings where meetings.body_id = :id and meetings.removed_at is null
order by meetings.date desc, meetings.starts_at desc
"""


def municipality(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show a municipality: its bodies, how much of it is held, and its last crawls."""
    found = one(db, MUNICIPALITY, id=asked.parts["id"])
    if not found:
        return None
    bodies = rows(db, BODIES, id=found["id"])
    data = {"municipality": found, "bodies": bodies, "latest": rows(db, LATEST, id=found["id"])}
    data |= {"years": rows(db, YEARS, id=found["id"]), "crawls": rows(db, CRAWLS, id=found["id"])}
    return Page(found["name"], data, bodies, follow=_follow("kommune", found))


def body(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show a body and its meetings, the latest first."""
    found = one(db, BODY, id=asked.parts["id"])
    if not found:
        return None
    meetings = rows(db, MEETINGS, id=found["id"])
    return Page(body_title(found), {"body": found, "meetings": meetings}, meetings, follow=_follow("organ", found))


def body_title(body: Row) -> str:
    """Name a body for people."""
    return f"{body['name'] or body['printed_name'] or body['id']}, {body['municipality_name']}"


def _follow(kind: str, found: Row) -> dict[str, str]:
    page = path_of(kind, found["id"])
    return {"atom": f"{page}.atom", "ics": f"{page}.ics"}
