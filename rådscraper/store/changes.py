"""What saving a meeting would change: the rows wanted against the rows stored."""

from __future__ import annotations

from dataclasses import dataclass

from rådscraper.store.cells import Row, Rows
from rådscraper.store.rows import TABLES
from rådscraper.store.stored import OF_MEETING

BOOKKEEPING = frozenset({"content_sha256", "extractor_version", "missed_on", "missed_days"})
"""Columns that tell how a row came to be: a difference in them is written, but is no change of the meeting."""

SHARED = frozenset({"municipalities", "bodies", "files"})
COMPARED = tuple(table for table in TABLES if table != "people")


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows to write and ids to delete, by table; ``visible`` when a reader of the meeting could see any of it."""

    writes: dict[str, list[Row]]
    deletes: dict[str, list[str]]
    visible: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be written or deleted."""
        return not (any(self.writes.values()) or any(self.deletes.values()))


def add_kept(wanted: Rows, kept: Rows) -> None:
    """Put the rows that stay among those wanted, the items after the others."""
    position = len(wanted["agenda_items"])
    for table, rows in kept.items():
        wanted[table] |= rows
    for item_id, item in kept["agenda_items"].items():
        position += 1
        wanted["agenda_items"][item_id] = item | {"position": position}


def retire_unlisted(wanted: Rows, stored: Rows, current: set[str]) -> None:
    """Keep the documents the site no longer lists, as documents nothing is read from any more."""
    for document_id, document in stored["documents"].items():
        if document_id not in wanted["documents"]:
            wanted["documents"][document_id] = document | {"is_current": int(document_id in current)}


def keep_place(wanted: Rows, stored: Rows) -> None:
    """Let a meeting keep the place it is known to have been held at: Aalborg's minutes no longer tell it."""
    for meeting_id, row in wanted["meetings"].items():
        known = stored["meetings"].get(meeting_id)
        if known and row["place"] is None:
            row["place"] = known["place"]


def keep_files(wanted: Rows, stored: Rows) -> None:
    """Let an attachment that was not fetched this time keep the file it has."""
    for attachment_id, attachment in wanted["attachments"].items():
        old = stored["attachments"].get(attachment_id)
        if old and attachment["file_sha256"] is None and attachment["url"] == old["url"]:
            attachment["file_sha256"] = old["file_sha256"]


def keep_removed(wanted: Rows, stored: Rows) -> None:
    """Let what the site took down stay told as removed: reading an original again does not bring it back."""
    for table in ("meetings", "documents"):
        for key, row in wanted[table].items():
            old = stored[table].get(key)
            if old and old["removed_at"]:
                row["removed_at"] = old["removed_at"]
                if table == "meetings":
                    row["status"] = old["status"]


def compare(wanted: Rows, stored: Rows) -> Changes:
    """Find the rows that differ; columns a wanted row leaves out keep what they hold.

    A municipality, a body and a file are shared, so what changes in them is no change of this meeting. A person is
    only ever added, with the first row that names them.
    """
    writes: dict[str, list[Row]] = {}
    visible = False
    for table in COMPARED:
        for key, row in wanted[table].items():
            old = stored[table].get(key)
            if row == old:
                continue
            merged = row if old is None else old | row
            if merged != old:
                writes.setdefault(table, []).append(merged)
                visible = visible or (table not in SHARED and (old is None or _seen_part(merged) != _seen_part(old)))
    naming = (*writes.get("attendances", ()), *writes.get("decision_attendances", ()))
    attending = {row["person_id"] for row in naming}
    writes["people"] = [person for key, person in wanted["people"].items() if key in attending]
    deletes = {table: [key for key in stored[table] if key not in wanted[table]] for table in OF_MEETING}
    return Changes(writes, deletes, visible or any(deletes.values()))


def _seen_part(row: Row) -> Row:
    return {column: value for column, value in row.items() if column not in BOOKKEEPING}
