"""A step of the schema: indexes for the questions the served pages ask."""

from __future__ import annotations

from sqlite_utils import Database

INDEXES = (
    ("meetings", "municipality_id", "removed_at", "date"),
    ("meetings", "body_id", "date"),
    ("meetings", "date", "starts_at"),
    ("meetings", "first_seen_at"),
    ("meetings", "changed_at"),
    ("meetings", "removed_at"),
    ("documents", "removed_at"),
    ("attachments", "removed_at"),
    ("agenda_items", "meeting_id", "is_open"),
    ("votes", "choice"),
    ("revisions", "changed_at"),
    ("crawls", "municipality_id", "started_at"),
)


def add_serving_indexes(db: Database) -> None:
    """Index what the pages and the questions ready made ask by."""
    for table, *columns in INDEXES:
        db.table(table).create_index(columns, index_name=f"serve_{table}_{'_'.join(columns)}")
