"""A case's way through the bodies."""

from __future__ import annotations

import sqlite3

from rådscraper.serve.asking import Asked, Page, rows
from rådscraper.serve.paths import path_of

STEPS = """
select decided_on, body_name, point, outcome, text, is_own, title, taken_by_body_id, taken_at_meeting_id, meeting_id,
    agenda_item_id
from cases where +municipality_id = :municipality and case_number = :number
order by known_on, item_position, position
"""
ITEMS = """
select meetings.date, bodies.name as body_name, municipalities.name as municipality_name,
    agenda_items.number, agenda_items.position, agenda_items.title,
    agenda_items.outcome, meetings.id as meeting_id
from agenda_items
join meetings on meetings.id = agenda_items.meeting_id and meetings.removed_at is null
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where agenda_items.case_number = :number and +meetings.municipality_id = :municipality
order by meetings.date, agenda_items.position
"""


def case(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show every decision on a case once, in time order, and the items it was on."""
    asking = {"municipality": asked.parts["municipality"], "number": asked.parts["id"]}
    items = rows(db, ITEMS, **asking)
    if not items:
        return None
    steps = rows(db, STEPS, **asking)
    title = items[-1]["title"] or "Uden overskrift"
    data = {
        "case_number": asking["number"],
        "municipality_id": asking["municipality"],
        "municipality_name": items[0]["municipality_name"],
        "steps": steps,
        "items": items,
    }
    follow = {"atom": f"{path_of('sag', asking['municipality'], asking['number'])}.atom"}
    return Page(f"Sag {asking['number']}: {title}", data, steps, follow=follow)
