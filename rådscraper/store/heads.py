"""Columns for what the head of minutes tells besides day, place and people."""

from __future__ import annotations

from sqlite_utils import Database


def add_heads(db: Database) -> None:
    """Schema step: a meeting's own case and document number, and a person's further role."""
    # Not called as in agenda_items: a query that joins the two would no longer know which is meant.
    for column in ("meeting_case_number", "meeting_document_number"):
        db.table("meetings").add_column(column, str)
    db.table("attendances").add_column("other_role", str)
