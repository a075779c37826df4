"""Columns for what the head of minutes tells besides day, place and people."""

from __future__ import annotations

from sqlite_utils import Database


def add_heads(db: Database) -> None:
    """Schema step: a meeting's own case and document number, and a person's further role."""
    for column in ("case_number", "document_number"):
        db.table("meetings").add_column(column, str)
    db.table("attendances").add_column("other_role", str)
