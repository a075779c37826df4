"""What the database holds of a meeting, read back to be compared with what a crawl found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from rådscraper.store.cells import Row, Rows
from rådscraper.store.rows import TABLES

OF_MEETING = {
    "agenda_items": "meeting_id = ?",
    "sections": "agenda_item_id in (select id from agenda_items where meeting_id = ?)",
    "decisions": "meeting_id = ?",
    "votes": "decision_id in (select id from decisions where meeting_id = ?)",
    "decision_attendances": "decision_id in (select id from decisions where meeting_id = ?)",
    "attendances": "meeting_id = ?",
    "attachments": "meeting_id = ?",
}
"""The tables whose rows belong to one meeting, in order of reference, and how those rows are told."""

OF_ITEM = {
    "agenda_items": "id",
    "sections": "agenda_item_id",
    "decisions": "agenda_item_id",
    "votes": "decision_id",
    "decision_attendances": "decision_id",
    "attendances": "agenda_item_id",
    "attachments": "agenda_item_id",
}
"""The column that says which item (of what hangs on a decision: which decision) a row belongs to."""

CHUNK = 500


def read_stored(db: Database, wanted: Rows) -> Rows:
    """Read the rows that ``wanted``, the rows of one meeting without its items, may replace, by table and id.

    People are left out: a person's row follows from its id and never changes. Documents include those that are
    stored under another meeting.
    """
    (meeting_id,) = wanted["meetings"]
    stored: Rows = {table: {} for table in TABLES}
    for table in ("municipalities", "bodies", "meetings", "documents", "files"):
        key = "sha256" if table == "files" else "id"
        for chunk in _chunks(wanted[table]):
            stored[table] |= _select(db, table, f"{key} in ({_marks(chunk)})", chunk, key)
    if stored["meetings"]:
        for table, where in ({"documents": "meeting_id = ?"} | OF_MEETING).items():
            stored[table] |= _select(db, table, where, [meeting_id])
    return stored


def keep_unread(stored: Rows, unread: set[str], *, keep_people: bool) -> Rows:
    """Pick the stored rows that stay although nothing was read: the items of documents that could not be fetched.

    Items come in their stored order. ``keep_people`` keeps who took part in the whole meeting as well.
    """
    items = sorted(stored["agenda_items"].values(), key=lambda item: int(item["position"]))
    kept: Rows = {table: {} for table in OF_MEETING}
    kept["agenda_items"] = {item["id"]: item for item in items if item["document_id"] in unread}
    for table, column in OF_ITEM.items():
        if table == "agenda_items":
            continue
        owners = kept["decisions" if column == "decision_id" else "agenda_items"]
        kept[table] = {row["id"]: row for row in stored[table].values() if row[column] in owners}
    if keep_people:
        kept["attendances"] |= {
            row["id"]: row for row in stored["attendances"].values() if row["agenda_item_id"] is None
        }
    return kept


def release_moved(db: Database, meeting_id: str, documents: Iterable[str], now: str) -> list[Row]:
    """Take away the items other meetings hold from these documents, which are this meeting's: each item is once.

    Gives the items as they were.
    """
    released: list[Row] = []
    for chunk in _chunks(documents):
        moved = _select(
            db, "agenda_items", f"document_id in ({_marks(chunk)}) and meeting_id <> ?", [*chunk, meeting_id]
        )
        if moved:
            delete_items(db, moved)
            for other in {item["meeting_id"] for item in moved.values()}:
                db.table("meetings").update(other, {"changed_at": now})
        released += moved.values()
    return released


def delete_items(db: Database, items: Iterable[str]) -> None:
    """Delete agenda items and all that hangs on them."""
    for chunk in _chunks(items):
        among = f"in ({_marks(chunk)})"
        of_decision = f"decision_id in (select id from decisions where agenda_item_id {among})"  # noqa: S608
        for table, column in reversed(OF_ITEM.items()):
            db.table(table).delete_where(of_decision if column == "decision_id" else f"{column} {among}", chunk)


def delete_ids(db: Database, table: str, ids: Iterable[str]) -> None:
    """Delete rows by id."""
    for chunk in _chunks(ids):
        db.table(table).delete_where(f"id in ({_marks(chunk)})", chunk)


def _select(db: Database, table: str, where: str, parameters: list[str], key: str = "id") -> dict[str, Row]:
    # Not rows_where, which looks the table up in the schema each time: that is a third of reading a meeting.
    rows = db.query(f"select * from {table} where {where}", parameters)  # noqa: S608
    return {row[key]: row for row in rows}


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Split ids into lists SQLite takes as parameters of one statement."""
    ids = list(ids)
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _marks(chunk: list[str]) -> str:
    return ",".join("?" * len(chunk))
