"""A copy put in the database's place; what was there is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from rådscraper.store.backup import check_ours, copy, fault_of, reading, stamp
from rådscraper.store.lock import Lock
from rådscraper.store.opening import UnusableDatabase, open_database

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it would take the old one's for the new one's."""


@dataclass(frozen=True, slots=True)
class Restored:
    """How many meetings were restored, the name under which the database that was there is kept, if one was.

    ``to_do`` are sentences for the operator: what was taken away after the copy was made is in it again.
    """

    meetings: int
    aside: Path | None
    to_do: tuple[str, ...] = ()


def restore(backup: Path, database: Path, moment: datetime) -> Restored:
    """Put a copy of ``backup`` in the place of ``database``, checked and brought up to date before anything is moved.

    Raises ``UnusableDatabase`` where the file is damaged, not ours, of a newer version or the database itself,
    ``CopyFailed``, ``HeldElsewhere`` and ``OSError``.
    """
    check_ours(backup)
    if database.exists() and backup.samefile(database):
        raise UnusableDatabase(f"{backup} is the database itself; name a copy of it")
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = Lock(database)
    try:
        _refuse_damaged(backup)
        ready = database.with_name(f"{database.name}.restored")
        copy(backup, database.with_name(f"{database.name}.restoring"), ready)
        try:
            meetings, to_do = _brought_up_to_date(ready, backup, database)
            aside = _set_aside(database, moment)
            ready.replace(database)
        finally:
            for end in ("", *BESIDE):
                ready.with_name(ready.name + end).unlink(missing_ok=True)
    finally:
        lock.release()
    return Restored(meetings, aside, to_do)


def _refuse_damaged(backup: Path) -> None:
    try:
        with reading(backup) as connection:
            fault = fault_of(connection)
    except sqlite3.Error as error:
        fault = str(error)
    if fault:
        raise UnusableDatabase(f"{backup} is damaged ({fault}); restore another copy")


def _brought_up_to_date(ready: Path, backup: Path, database: Path) -> tuple[int, tuple[str, ...]]:
    """Run the migrations a copy lacks, keep what was decided since, count its meetings; it stays one file."""
    try:
        db, _ = open_database(ready, lock=False)
    except UnusableDatabase as error:
        raise UnusableDatabase(str(error).replace(str(ready), str(backup))) from error
    try:
        return db.table("meetings").count, tuple(_decided_since(db, database))
    finally:
        db.close()


def _decided_since(db: Database, database: Path) -> Iterator[str]:
    """Give a copy the decisions on rows and files that only the present database knows, and name each."""
    try:
        present = _decisions(database)
    except sqlite3.Error as error:
        yield f"{database} could not be read ({error}): what was taken away since the copy is not known"
        return
    known = [_without_id(row) for row in db.table("redactions").rows]
    for row in present:
        if _without_id(row) not in known:
            db.table("redactions").insert(_without_id(row), pk="id")
            yield f"{row['action']} {row['table_name']} {row['row_id']} once more: decided {row['decided_at']}"


def _decisions(database: Path) -> list[dict[str, Any]]:
    if not database.exists():
        return []
    with reading(database) as connection:
        table = Database(connection, execute_plugins=False).table("redactions")
        return list(table.rows_where(order_by="id")) if table.exists() else []


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def _set_aside(database: Path, moment: datetime) -> Path | None:
    """Rename a database with its write-ahead log, which may hold what is in no other file."""
    aside = database.with_name(f"{database.stem}-before-restore-{stamp(moment)}{database.suffix}")
    was_there = database.exists()
    for end in ("", *BESIDE):
        beside = database.with_name(database.name + end)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + end))
    return aside if was_there else None
