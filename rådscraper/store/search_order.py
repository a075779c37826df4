"""What hits are put in order and narrowed by, a narrow row for each item in the index.

The index knows its hits by number only, and the items and meetings that tell more are wide rows in many places: looking
a hundred thousand of them up takes a second, in here some hundredths. A row comes and goes with the item's row of
stems, and follows its meeting and its outcome.
"""

from __future__ import annotations

from sqlite_utils import Database

TABLE = "agenda_items_fts_order"
STEMS = "agenda_items_fts_stems"
OF_MEETING = ("starts_at", "changed_at", "municipality_id")
COLUMNS = (*OF_MEETING, "outcome")

_NAMES = ", ".join(COLUMNS)
_OF_ITEM = f"""
    select {", ".join(f"meetings.{name}" for name in OF_MEETING)}, agenda_items.outcome
    from agenda_items join meetings on meetings.id = agenda_items.meeting_id where agenda_items.id = """  # noqa: S608
_TAKE_OUT = f"delete from {TABLE} where docid = old.docid"  # noqa: S608
_PUT_IN = f"insert into {TABLE} (docid, {_NAMES}) select new.docid, * from ({_OF_ITEM} new.id)"  # noqa: S608
_FOLLOW_ITEM = f"update {TABLE} set ({_NAMES}) = ({_OF_ITEM} new.id) where docid = new.rowid"  # noqa: S608
_FOLLOW_MEETING = f"""update {TABLE} set ({", ".join(OF_MEETING)}) = ({", ".join(f"new.{name}" for name in OF_MEETING)})
    where docid in (select rowid from agenda_items where meeting_id = new.id)"""  # noqa: S608


def _differ(names: tuple[str, ...]) -> str:
    return " or ".join(f"old.{name} is not new.{name}" for name in names)


TRIGGERS = (
    f"create trigger {TABLE}_in after insert on {STEMS} begin {_PUT_IN}; end",
    f"create trigger {TABLE}_out before delete on {STEMS} begin {_TAKE_OUT}; end",
    f"create trigger {TABLE}_out_of_old before update on {STEMS} begin {_TAKE_OUT}; end",
    f"create trigger {TABLE}_in_anew after update on {STEMS} begin {_PUT_IN}; end",
    f"create trigger {TABLE}_item after update of meeting_id, outcome on agenda_items"
    f" when {_differ(('meeting_id', 'outcome'))} begin {_FOLLOW_ITEM}; end",
    f"create trigger {TABLE}_meeting after update of {', '.join(OF_MEETING)} on meetings"
    f" when {_differ(OF_MEETING)} begin {_FOLLOW_MEETING}; end",
)


def create_order(db: Database) -> None:
    """Make the table and what keeps it, and fill it for the items that are in the index."""
    db.create_table(TABLE, {"docid": int, **dict.fromkeys(COLUMNS, str)}, pk="docid", not_null=COLUMNS)
    for trigger in TRIGGERS:
        db.execute(trigger)
    db.execute(
        f"insert into {TABLE} (docid, {_NAMES})"  # noqa: S608
        f" select {STEMS}.docid, {', '.join(f'meetings.{name}' for name in OF_MEETING)}, agenda_items.outcome"
        f" from {STEMS} join agenda_items on agenda_items.id = {STEMS}.id"
        f" join meetings on meetings.id = agenda_items.meeting_id"
    )


def add_search_order(db: Database) -> None:
    """Give a search index made by an older version its order."""
    if not db.table(TABLE).exists():
        create_order(db)


def drop_order(db: Database) -> None:
    """Take the table away, as far as it is there, with what keeps it."""
    for trigger in TRIGGERS:
        db.execute(f"drop trigger if exists {trigger.split()[2]}")
    db.execute(f"drop table if exists {TABLE}")


def count_wrong(db: Database) -> int:
    """Count the items in the index whose row lacks or tells another order than their own, and rows of no item."""
    told = " or ".join(
        f"{TABLE}.{name} is not {'agenda_items' if name == 'outcome' else 'meetings'}.{name}" for name in COLUMNS
    )
    wrong = f"""
        select count(*) from {STEMS} join agenda_items on agenda_items.id = {STEMS}.id
        join meetings on meetings.id = agenda_items.meeting_id left join {TABLE} on {TABLE}.docid = {STEMS}.docid
        where {told}"""  # noqa: S608
    idle = f"select count(*) from {TABLE} where docid not in (select docid from {STEMS})"  # noqa: S608
    return sum(int(db.execute(sql).fetchone()[0]) for sql in (wrong, idle))
