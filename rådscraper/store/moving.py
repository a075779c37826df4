"""A meeting that is held at another time than it was listed for: its rows get the id of its new start.

The site says so by listing the same publication at another start, or by listing, in place of a meeting that is gone,
one of the same body with the same cases.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from rådscraper.store.cells import Row, Rows
from rådscraper.store.revisions import Occasion, note_rows
from rådscraper.store.search_tables import ITEMS

MOST_DAYS = 90
LEAST_SHARE = 0.8
"""Share of the items, old and new, that must be the same for one meeting to be taken for another."""

NAMED_BY_MEETING = {
    "documents": ("meeting_id",),
    "agenda_items": ("id", "meeting_id"),
    "sections": ("id", "agenda_item_id"),
    "decisions": ("id", "agenda_item_id", "meeting_id"),
    "votes": ("id", "decision_id"),
    "decision_attendances": ("id", "decision_id"),
    "attendances": ("id", "meeting_id", "agenda_item_id"),
    "attachments": ("id", "meeting_id", "agenda_item_id"),
    "meeting_sources": ("meeting_id",),
    "redactions": ("row_id",),
    "revisions": ("row_id", "meeting_id"),
}
"""The columns that hold a meeting's id, or an id that begins with it."""


def follow_meeting(db: Database, occasion: Occasion, wanted: Rows) -> bool:
    """Give a meeting that is stored the id it is ``wanted`` under, where it was moved; tells whether it was.

    Within the caller's transaction; what an operator took away is then decided for the new ids as well.
    """
    (meeting,) = wanted["meetings"].values()
    former = _find_former(db, meeting, wanted)
    if former:
        _rename(db, former["id"], meeting["id"])
        told = ("meetings", former["id"], former, former | {"id": meeting["id"]})
        note_rows(db, occasion, meeting["id"], [told])
    return former is not None


def _find_former(db: Database, meeting: Row, wanted: Rows) -> Row | None:
    if db.execute("select 1 from meetings where id = ?", [meeting["id"]]).fetchone():
        return None
    return _by_publication(db, meeting, list(wanted["documents"])) or _by_items(db, meeting, wanted)


def _rename(db: Database, old: str, new: str) -> None:
    """Give all rows of a meeting that is stored another id; the references hold again when all is written."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute(f"delete from {ITEMS.stems} where id >= ? and id < ?", [f"{old}:", f"{old};"])  # noqa: S608
    db.execute("update meetings set id = ? where id = ?", [new, old])
    for table, columns in NAMED_BY_MEETING.items():
        for column in columns:
            # ";" is the character after ":", so the two enclose all ids that begin so.
            db.execute(
                f"update {table} set {column} = ? || substr({column}, ?)"  # noqa: S608
                f" where {column} = ? or ({column} >= ? and {column} < ?)",
                [new, len(old) + 1, old, f"{old}:", f"{old};"],
            )
    db.execute("delete from unread_sources where meeting_id = ?", [old])
    db.execute("delete from listed_meetings where id = ?", [old])
    db.execute("delete from absences_from_listing where table_name = 'meetings' and row_id = ?", [old])


def drop_emptied(db: Database, occasion: Occasion, meeting_id: str, others: Iterable[str]) -> None:
    """Delete those meetings of which nothing is left, for all that was published of them is ``meeting_id``'s by now."""
    for other in others:
        left = "select 1 from {} where meeting_id = ?"
        if any(db.execute(left.format(table), [other]).fetchone() for table in ("documents", "agenda_items")):
            continue
        attendances = list(db.table("attendances").rows_where("meeting_id = ?", [other]))
        told = [("attendances", row["id"], row, None) for row in attendances]
        note_rows(db, occasion, meeting_id, [*told, ("meetings", other, db.table("meetings").get(other), None)])
        db.execute("update revisions set meeting_id = ? where meeting_id = ?", [meeting_id, other])
        for table in ("attendances", "meeting_sources", "unread_sources"):
            db.table(table).delete_where("meeting_id = ?", [other])
        for table in ("listed_meetings", "meetings"):
            db.table(table).delete_where("id = ?", [other])
        db.execute("delete from absences_from_listing where table_name = 'meetings' and row_id = ?", [other])


def _by_publication(db: Database, meeting: Row, documents: list[str]) -> Row | None:
    """The meeting that holds one of these documents, unless the site lists it still or it holds others' as well."""
    marks = ",".join("?" * len(documents))
    held = list(
        db.query(
            f"select distinct meetings.* from meetings join documents on meeting_id = meetings.id"  # noqa: S608
            f" where documents.id in ({marks}) and body_id = ?",
            [*documents, meeting["body_id"]],
        )
    )
    if len(held) != 1 or _is_listed(db, held[0], meeting):
        return None
    return held[0]


def _by_items(db: Database, meeting: Row, wanted: Rows) -> Row | None:
    """The one meeting of the same body that has gone from the list without minutes and has the same cases."""
    gone = db.query(
        "select meetings.* from meetings join absences_from_listing on table_name = 'meetings' and row_id = meetings.id"
        " where body_id = ? and not exists ("
        " select 1 from documents where meeting_id = meetings.id and document_type = 'minutes')",
        [meeting["body_id"]],
    )
    items = _items(wanted["agenda_items"].values())
    found = [one for one in gone if _days_between(one, meeting) <= MOST_DAYS and _is_same(items, _held_items(db, one))]
    return found[0] if len(found) == 1 else None


def _is_listed(db: Database, held: Row, meeting: Row) -> bool:
    """Whether a meeting is listed beside another one; one that a crawl did not see any more is not."""
    both = [held["id"], meeting["id"]]
    times = dict(db.execute("select id, listed_at from listed_meetings where id in (?, ?)", both).fetchall())
    return held["id"] in times and times[held["id"]] == times.get(meeting["id"])


def _held_items(db: Database, meeting: Row) -> set[tuple[str, str]]:
    return _items(db.table("agenda_items").rows_where("meeting_id = ?", [meeting["id"]]))


def _items(rows: Iterable[Row]) -> set[tuple[str, str]]:
    return {((row["title"] or "").casefold(), row["case_number"] or "") for row in rows}


def _is_same(items: set[tuple[str, str]], held: set[tuple[str, str]]) -> bool:
    """Whether nearly all is the same, a case with its number among it: every meeting approves an agenda."""
    same = items & held
    return any(number for _, number in same) and len(same) >= LEAST_SHARE * max(len(items), len(held))


def _days_between(one: Row, other: Row) -> int:
    days = datetime.fromisoformat(one["starts_at"]) - datetime.fromisoformat(other["starts_at"])
    return abs(days.days)
