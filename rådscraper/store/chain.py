"""A case's way through the bodies: quoted decisions are joined with the meetings that took them, by name and day."""

from __future__ import annotations

from sqlite_utils import Database

from rådscraper.body_names import fold_body_name
from rådscraper.kle import journal_number_in, main_group_of


def _same(one: str, other: str) -> str:
    """Compare two folded names in SQL: the municipality's name may stand before either."""
    return (
        f"({one} = {other} or substr({one}, -length({other}) - 1) = ' ' || {other}"
        f" or substr({other}, -length({one}) - 1) = ' ' || {one})"
    )


QUOTED_DECISIONS = f"""
with quoted as (
    select
        decisions.*,
        agenda_items.case_number,
        agenda_items.title,
        agenda_items.position as item_position,
        meetings.municipality_id,
        meetings.date as quoted_on
    from decisions
    join agenda_items on agenda_items.id = decisions.agenda_item_id
    join meetings on meetings.id = decisions.meeting_id
    where decisions.is_own = 0 and meetings.removed_at is null
), joined as (
    select quoted.*, case
        when quoted.decided_on is null then (
            select held.id
            from agenda_items as item
            join meetings as held on held.id = item.meeting_id
            join bodies on bodies.id = held.body_id
            where item.case_number = quoted.case_number
                and +held.municipality_id = quoted.municipality_id
                and held.date <= quoted.quoted_on
                and held.removed_at is null
                and held.id <> quoted.meeting_id
                and {_same("bodies.name_key", "quoted.body_name_key")}
            order by held.date desc, held.starts_at desc
            limit 1
        )
        else (
            select held.id
            from meetings as held
            join bodies on bodies.id = held.body_id
            left join agenda_items as item on item.meeting_id = held.id and item.case_number = quoted.case_number
            where held.date = quoted.decided_on
                and held.removed_at is null
                and +held.municipality_id = quoted.municipality_id
                and {_same("bodies.name_key", "quoted.body_name_key")}
            order by item.id is null, held.starts_at
            limit 1
        )
    end as taken_at_meeting_id
    from quoted
)
select
    joined.id as decision_id,
    joined.municipality_id,
    joined.case_number,
    coalesce(joined.decided_on, taken_at.date) as decided_on,
    joined.body_name,
    joined.outcome,
    joined.text,
    joined.title,
    joined.agenda_item_id,
    joined.meeting_id,
    joined.quoted_on,
    coalesce(taken_at.body_id, (
        select min(bodies.id) from bodies
        where bodies.municipality_id = joined.municipality_id
            and {_same("bodies.name_key", "joined.body_name_key")}
            and (
                bodies.period is null
                or substr(coalesce(joined.decided_on, joined.quoted_on), 1, 4)
                    between substr(bodies.period, 1, 4) and substr(bodies.period, 6, 4)
            )
        having count(*) = 1
    )) as taken_by_body_id,
    joined.taken_at_meeting_id,
    joined.decided_on is not null as is_dated,
    joined.body_name_key,
    joined.item_position,
    joined.position
from joined
left join meetings as taken_at on taken_at.id = joined.taken_at_meeting_id
"""  # noqa: S608
"""Every quoted decision with the body and the meeting that took it, where the database has them. One that tells no day
is of the latest meeting of that body, up to the one that quotes it, that had the same case.
Meetings removed at the source are left out."""

_OTHERS = """
        select 1
        from agenda_items as item
        join decisions as other on other.agenda_item_id = item.id
        join meetings as held on held.id = other.meeting_id
        where item.case_number = quoted.case_number and +held.municipality_id = quoted.municipality_id
            and held.removed_at is null
"""

CASES = f"""
select * from (
    select
        meetings.municipality_id,
        agenda_items.case_number,
        coalesce(decisions.decided_on, meetings.date) as decided_on,
        coalesce(decisions.body_name, bodies.name) as body_name,
        decisions.point,
        decisions.outcome,
        decisions.text,
        decisions.is_own,
        agenda_items.title,
        agenda_items.id as agenda_item_id,
        meetings.id as meeting_id,
        decisions.id as decision_id,
        meetings.body_id as taken_by_body_id,
        meetings.id as taken_at_meeting_id,
        coalesce(decisions.decided_on, meetings.date) as known_on,
        agenda_items.position as item_position,
        decisions.position
    from decisions
    join agenda_items on agenda_items.id = decisions.agenda_item_id
    join meetings on meetings.id = decisions.meeting_id
    join bodies on bodies.id = meetings.body_id
    where decisions.is_own = 1 and agenda_items.case_number is not null and meetings.removed_at is null
    union all
    select
        quoted.municipality_id,
        quoted.case_number,
        quoted.decided_on,
        quoted.body_name,
        null,
        quoted.outcome,
        quoted.text,
        0,
        quoted.title,
        quoted.agenda_item_id,
        quoted.meeting_id,
        quoted.decision_id,
        quoted.taken_by_body_id,
        quoted.taken_at_meeting_id,
        coalesce(quoted.decided_on, quoted.quoted_on),
        quoted.item_position,
        quoted.position
    from quoted_decisions as quoted
    where quoted.case_number is not null
    and not exists ({_OTHERS}
            and other.is_own = 1 and other.meeting_id = quoted.taken_at_meeting_id
    )
    and not exists ({_OTHERS}
            and other.is_own = 0 and other.id <> quoted.decision_id
            and (
                (other.decided_on is not null) > quoted.is_dated and other.decided_on <= quoted.quoted_on
                or (other.decided_on is not null) = quoted.is_dated
                    and (quoted.is_dated = 0 or other.decided_on = quoted.decided_on)
                    and other.id < quoted.decision_id
            )
            and {_same("other.body_name_key", "quoted.body_name_key")}
    )
)
order by municipality_id, case_number, known_on, item_position, position
"""  # noqa: S608
"""Each case number's way through the bodies in time order, every decision once: what a later meeting quotes is left out
where the meeting that took it is in the database with its own decision on the case, and counts once where several quote
it. A quoted decision without a day is left out where one of the same body with a day is told."""


def add_chain(db: Database) -> None:
    """Add points, parties and those away to decisions, KLE main groups, suggestions of people, and join the quoted."""
    for table, column in (
        ("decisions", "point"),
        ("decisions", "body_name_key"),
        ("votes", "party"),
        ("votes", "point"),
        ("bodies", "name_key"),
        ("agenda_items", "kle_main_group"),
    ):
        db.table(table).add_column(column, str)
    db.create_table(
        "decision_attendances",
        dict.fromkeys(("id", "decision_id", "person_id", "name", "status", "party", "substitute_for"), str),
        pk="id",
        foreign_keys=[("decision_id", "decisions", "id"), ("person_id", "people", "id")],
        not_null={"id", "decision_id", "status"},
    )
    db.create_table(
        "people_suggestions",
        dict.fromkeys(("person_id", "other_person_id", "body_id", "period"), str) | {"score": float},
        pk=("person_id", "other_person_id", "body_id", "period"),
        foreign_keys=[
            ("person_id", "people", "id"),
            ("other_person_id", "people", "id"),
            ("body_id", "bodies", "id"),
        ],
        not_null={"person_id", "other_person_id", "body_id", "period", "score"},
    )
    for table, column in (
        ("decision_attendances", "decision_id"),
        ("decision_attendances", "person_id"),
        ("people_suggestions", "other_person_id"),
        ("people_suggestions", "body_id"),
        ("agenda_items", "kle_main_group"),
    ):
        db.table(table).create_index([column])
    _fill(db)
    db.create_view("quoted_decisions", QUOTED_DECISIONS)
    db.create_view("cases", CASES, replace=True)


def _fill(db: Database) -> None:
    """Give the rows stored before these columns what follows from the rows themselves."""
    for function in (fold_body_name, journal_number_in, main_group_of):
        db.register_function(function, deterministic=True, replace=True)
    db.execute("update bodies set name_key = nullif(fold_body_name(name), '') where name is not null")
    db.execute("update decisions set body_name_key = nullif(fold_body_name(body_name), '') where body_name is not null")
    db.execute("update agenda_items set journal_number = coalesce(journal_number, journal_number_in(case_number))")
    db.execute("update agenda_items set kle_main_group = main_group_of(journal_number)")
