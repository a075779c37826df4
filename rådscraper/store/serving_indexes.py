"""Steps of the schema: indexes for the questions the served pages ask."""

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


MOSTLY_NULL = (
    ("meetings", "removed_at", "serve_meetings_removed_at"),
    ("documents", "removed_at", "serve_documents_removed_at"),
    ("attachments", "removed_at", "serve_attachments_removed_at"),
    ("attendances", "agenda_item_id", "idx_attendances_agenda_item_id"),
)
"""Columns that are NULL in nearly every row."""


def leave_nulls_out_of_indexes(db: Database) -> None:
    """Index only the rows that say something; SQLite would take ``removed_at is null`` for a condition that narrows."""
    for table, column, name in MOSTLY_NULL:
        db.execute(f"drop index {name}")
        db.execute(f"create index {name} on {table} ({column}) where {column} is not null")


def index_outcomes_of_meetings(db: Database) -> None:
    """Index the items of a meeting by what became of them: the latest that were postponed, or rejected."""
    db.table("agenda_items").create_index(["meeting_id", "outcome"], index_name="serve_agenda_items_meeting_id_outcome")


def index_outcomes_in_order(db: Database) -> None:
    """Index items by outcome in the order in which pages of them are shown, so that none sorts a tenth of all items."""
    db.table("agenda_items").create_index(["outcome", "id"], index_name="serve_agenda_items_outcome_id")


def index_files_of_meetings(db: Database) -> None:
    """Index which files hang on a meeting, so that the papers of many meetings are found without reading them."""
    db.execute(
        "create index serve_attachments_meeting_id_file_sha256 on attachments (meeting_id, file_sha256)"
        " where file_sha256 is not null"
    )


def index_statuses_of_meetings(db: Database) -> None:
    """Index what the page of meetings counts by, so that counting reads no meeting; in the order meetings are shown."""
    columns = ("status", "removed_at", "date", "starts_at")
    db.table("meetings").create_index(columns, index_name=f"serve_meetings_{'_'.join(columns)}")
