"""How many meetings and items a body had in each year, counted once after a crawl so that charts need not count."""

from __future__ import annotations

from sqlite_utils import Database

_HELD = """
    select id, municipality_id, body_id, cast(substr(date, 1, 4) as integer) as year, status
    from meetings where municipality_id = ? and removed_at is null
"""
_COUNTED = {
    "yearly_meetings": f"""
        select municipality_id, body_id, year, count(*) as meetings, sum(status = 'minutes') as with_minutes
        from ({_HELD}) group by body_id, year order by body_id, year
    """,  # noqa: S608
    "yearly_items": f"""
        select held.municipality_id, held.body_id, held.year, agenda_items.outcome, count(*) as items,
            coalesce(sum(agenda_items.is_open = 1), 0) as open_items,
            coalesce(sum(agenda_items.is_open = 0), 0) as closed_items
        from ({_HELD}) as held cross join agenda_items on agenda_items.meeting_id = held.id
        group by held.body_id, held.year, agenda_items.outcome order by 2, 3, 4
    """,  # noqa: S608
}
_KEYS = {"yearly_meetings": ("body_id", "year"), "yearly_items": ("body_id", "year", "outcome")}
_INDEX = "serve_agenda_items_meeting_id_is_open"


def create_yearly_counts(db: Database) -> None:
    """Make the tables ``yearly_meetings`` and ``yearly_items``, and fill them from what is there."""
    whole = {"municipality_id": str, "body_id": str, "year": int}
    counts: dict[str, dict[str, type]] = {
        "yearly_meetings": {"meetings": int, "with_minutes": int},
        "yearly_items": {"outcome": str, "items": int, "open_items": int, "closed_items": int},
    }
    for table, columns in counts.items():
        db.create_table(
            table,
            {**whole, **columns},
            pk=_KEYS[table],
            not_null={*whole, *columns},
            foreign_keys=[("municipality_id", "municipalities", "id"), ("body_id", "bodies", "id")],
        )
        db.table(table).create_index(["municipality_id", "year"])
    # One index in place of another serves the counting as well.
    db.execute(f"drop index {_INDEX}")
    db.table("agenda_items").create_index(["meeting_id", "is_open", "outcome"], index_name=f"{_INDEX}_outcome")
    for (municipality,) in db.execute("select id from municipalities").fetchall():
        count_years(db, municipality)


def count_years(db: Database, municipality: str) -> None:
    """Count a municipality's years anew, without what is withdrawn; what stays the same is not written."""
    with db.atomic():
        for table, counted in _COUNTED.items():
            wanted = list(db.query(counted, [municipality]))
            if wanted != list(
                db.table(table).rows_where("municipality_id = ?", [municipality], order_by=_order(table))
            ):
                db.table(table).delete_where("municipality_id = ?", [municipality])
                db.table(table).insert_all(wanted, pk=_KEYS[table])


def _order(table: str) -> str:
    return ", ".join(_KEYS[table])
