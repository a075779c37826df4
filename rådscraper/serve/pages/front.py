"""The front page: the latest meetings, and the state of each site."""

from __future__ import annotations

import sqlite3

from rådscraper.clock import now
from rådscraper.serve.asking import Asked, Page, rows

LATEST = """
select meetings.id, meetings.date, meetings.starts_at, meetings.status, bodies.name as body_name,
    municipalities.name as municipality_name
from meetings
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where meetings.removed_at is null and meetings.status = 'minutes'
order by meetings.date desc, meetings.starts_at desc limit 12
"""
COMING = """
select meetings.id, meetings.date, meetings.starts_at, meetings.place, bodies.name as body_name,
    municipalities.name as municipality_name
from meetings
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where meetings.date >= :today and meetings.removed_at is null and meetings.status <> 'minutes'
order by meetings.date, meetings.starts_at limit 12
"""
SITES = """
select municipalities.id, municipalities.name,
    (select count(*) from meetings where municipality_id = municipalities.id and removed_at is null) as meetings,
    (select max(date) from meetings where municipality_id = municipalities.id and removed_at is null) as latest_date,
    (select sum(listed) from coverage where municipality_id = municipalities.id) as listed,
    (select sum(held) from coverage where municipality_id = municipalities.id) as held,
    (select sum(missing) from coverage where municipality_id = municipalities.id) as missing,
    site_states.state, last.id as crawl_id, last.finished_at, last.started_at, last.exit_status,
    (select count(*) from problems where crawl_id = last.id) as problems
from municipalities
left join site_states on site_states.municipality_id = municipalities.id
left join crawls as last on last.id = (
    select id from crawls where municipality_id = municipalities.id order by started_at desc, rowid desc limit 1
)
order by municipalities.name
"""


def front(db: sqlite3.Connection, _: Asked) -> Page:
    """Show what there is."""
    latest, sites = rows(db, LATEST), rows(db, SITES)
    soon = rows(db, COMING, today=now().date().isoformat())
    follow = {"atom": "/moeder.atom", "ics": "/moeder.ics"}
    return Page("Dagsordener og referater", {"latest": latest, "coming": soon, "sites": sites}, latest, follow=follow)
