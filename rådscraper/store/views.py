"""Views: questions many ask, answered from the tables without a copy of anything."""

from __future__ import annotations

from sqlite_utils import Database

CASES = """
select
    meetings.municipality_id,
    agenda_items.case_number,
    coalesce(decisions.decided_on, meetings.date) as decided_on,
    coalesce(decisions.body_name, bodies.name) as body_name,
    decisions.outcome,
    decisions.text,
    decisions.is_own,
    agenda_items.title,
    agenda_items.id as agenda_item_id,
    meetings.id as meeting_id,
    decisions.id as decision_id
from decisions
join agenda_items on agenda_items.id = decisions.agenda_item_id
join meetings on meetings.id = decisions.meeting_id
join bodies on bodies.id = meetings.body_id
where agenda_items.case_number is not null and (
    decisions.is_own = 1
    or decisions.id = (
        select min(told.id)
        from decisions as told
        join agenda_items as item on item.id = told.agenda_item_id
        join meetings as told_at on told_at.id = told.meeting_id
        where told_at.municipality_id = meetings.municipality_id
            and item.case_number = agenda_items.case_number
            and told.is_own = 0
            and told.decided_on is decisions.decided_on
            and told.body_name is decisions.body_name
    )
    and not exists (
        select 1
        from decisions as own
        join agenda_items as item on item.id = own.agenda_item_id
        join meetings as held on held.id = own.meeting_id
        where held.municipality_id = meetings.municipality_id
            and item.case_number = agenda_items.case_number
            and own.is_own = 1
            and held.date = decisions.decided_on
    )
)
order by meetings.municipality_id, agenda_items.case_number, decided_on, agenda_items.position, decisions.position
"""
"""Each case number's way through the bodies in time order, every decision once: what a later meeting quotes is left out
where the meeting that took it is in the database, and counts once where several quote it."""

ITEM_ATTENDANCE = """
select
    agenda_items.id as agenda_item_id,
    agenda_items.meeting_id,
    attendances.person_id,
    attendances.name,
    coalesce(told.status, attendances.status) as status,
    attendances.role,
    attendances.party,
    coalesce(told.substitute_for, attendances.substitute_for) as substitute_for
from agenda_items
join attendances on attendances.meeting_id = agenda_items.meeting_id and attendances.agenda_item_id is null
left join attendances as told
    on told.agenda_item_id = agenda_items.id and told.person_id = attendances.person_id
union all
select
    told.agenda_item_id, told.meeting_id, told.person_id, told.name, told.status, told.role, told.party,
    told.substitute_for
from attendances as told
where told.agenda_item_id is not null and not exists (
    select 1 from attendances as listed
    where listed.meeting_id = told.meeting_id and listed.agenda_item_id is null and listed.person_id = told.person_id
)
"""
"""Who was there for each item: the meeting's list, and what is told of the item by itself where it differs."""


def create_views(db: Database) -> None:
    """Make the views ``cases`` and ``item_attendance``."""
    db.create_view("cases", CASES)
    db.create_view("item_attendance", ITEM_ATTENDANCE)
