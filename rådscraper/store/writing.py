"""Rows into the database: those that differ from what is stored, and when rows were seen."""

from __future__ import annotations

from sqlite_utils import Database

from rådscraper.store.changes import Changes
from rådscraper.store.rows import TABLES
from rådscraper.store.stored import OF_MEETING, delete_ids


def write_changes(db: Database, changes: Changes, seen: str) -> None:
    """Write the rows that differ, within the caller's transaction."""
    for table in reversed(OF_MEETING):
        delete_ids(db, table, changes.deletes[table])
    for document in changes.writes.get("documents", ()):
        document.setdefault("first_seen_at", seen)
        document.setdefault("last_seen_at", seen)
    for table in TABLES:
        rows = changes.writes.get(table)
        if table == "people" and rows:
            db.table(table).insert_all(rows, pk="id", ignore=True)
        elif rows:
            db.table(table).upsert_all(rows, pk="sha256" if table == "files" else "id")


def note_seen(db: Database, ids: dict[str, list[str]], seen: str) -> None:
    """Note of rows, by table and id, when they were last seen."""
    for table, among in ids.items():
        marks = ",".join("?" * len(among))
        db.execute(
            f"update {table} set last_seen_at = ? where id in ({marks}) and last_seen_at <> ?",  # noqa: S608
            [seen, *among, seen],
        )
