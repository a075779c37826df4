"""A person's meetings and absences; search engines are asked to leave the page."""

from __future__ import annotations

import sqlite3

from rådscraper.serve.asking import Asked, Page, one, rows
from rådscraper.serve.labels import ATTENDANCE_STATUSES
from rådscraper.serve.published import PUBLISHED

PERSON = f"""
select people.id, people.name, people.municipality_id, municipalities.name as municipality_name
from people join municipalities on municipalities.id = people.municipality_id where people.id = :id
    and ({PUBLISHED["people"]})
"""  # noqa: S608
ATTENDANCES = """
select meetings.date, bodies.name as body_name, attendances.status, attendances.role, attendances.party,
    attendances.substitute_for, agenda_items.number as item_number, agenda_items.title as item_title,
    meetings.id as meeting_id, 0 as is_quoted, agenda_items.position
from attendances
join meetings on meetings.id = attendances.meeting_id and meetings.removed_at is null
join bodies on bodies.id = meetings.body_id
left join agenda_items on agenda_items.id = attendances.agenda_item_id
where attendances.person_id = :id
union all
select quoted.decided_on, quoted.body_name, told.status, null, told.party, told.substitute_for,
    agenda_items.number, quoted.title, quoted.meeting_id, 1, quoted.item_position
from decision_attendances as told
join quoted_decisions as quoted on quoted.decision_id = told.decision_id
join agenda_items on agenda_items.id = quoted.agenda_item_id
where told.person_id = :id and quoted.taken_at_meeting_id is null
order by 1 desc, is_quoted, position
"""
"""Where a person was; of decisions that a later meeting quotes only those whose own meeting is not here to tell it."""


def person(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show where a person was, and where not."""
    found = one(db, PERSON, id=asked.parts["id"])
    if not found:
        return None
    told = rows(db, ATTENDANCES, id=found["id"])
    whole = [row["status"] for row in told if row["position"] is None]
    counts = {status: whole.count(status) for status in ATTENDANCE_STATUSES if status in whole}
    data = {"person": found, "counts": counts, "attendances": told}
    return Page(f"{found['name']}, {found['municipality_name']}", data, told, is_indexed=False)
