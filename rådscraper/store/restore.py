"""A copy put in the database's place; what was there is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from rådscraper.store.backup import check_ours, copy, fault_of, reading, stamp
from rådscraper.store.lock import Lock
from rådscraper.store.opening import UnusableDatabase, open_database
from rådscraper.store.redacting import Operator
from rådscraper.store.redactions import Redactions
from rådscraper.store.writer import Store

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it would take the old one's for the new one's."""


@dataclass(frozen=True, slots=True)
class Restored:
    """How many meetings were restored, the name under which the database that was there is kept, if one was.

    ``carried_out`` names what was decided after the copy was made and holds for it, too; ``to_do`` are sentences for
    the operator.
    """

    meetings: int
    aside: Path | None
    carried_out: tuple[str, ...] = ()
    to_do: tuple[str, ...] = ()


def restore(backup: Path, database: Path, files: Path, moment: datetime) -> Restored:
    """Put a copy of ``backup`` in the place of ``database``, checked and brought up to date before anything is moved.

    What was taken away since is taken away from it, and from the folder of the attachments, ``files``.
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
            meetings, carried_out, to_do = _brought_up_to_date(ready, backup, database, files, moment)
            aside = _set_aside(database, moment)
            ready.replace(database)
        finally:
            for end in ("", *BESIDE):
                ready.with_name(ready.name + end).unlink(missing_ok=True)
    finally:
        lock.release()
    return Restored(meetings, aside, carried_out, to_do)


def _refuse_damaged(backup: Path) -> None:
    try:
        with reading(backup) as connection:
            fault = fault_of(connection)
    except sqlite3.Error as error:
        fault = str(error)
    if fault:
        raise UnusableDatabase(f"{backup} is damaged ({fault}); restore another copy")


def _brought_up_to_date(
    ready: Path, backup: Path, database: Path, files: Path, moment: datetime
) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Run the migrations a copy lacks, carry out what was decided since, count its meetings; it stays one file."""
    try:
        db, _ = open_database(ready, lock=False)
    except UnusableDatabase as error:
        raise UnusableDatabase(str(error).replace(str(ready), str(backup))) from error
    try:
        try:
            present = _decisions(database)
        except sqlite3.Error as error:
            told = f"{database} could not be read ({error}): what was taken away since the copy is not known"
            return db.table("meetings").count, (), (told,)
        carried_out = _carry_out(db, present, files, moment)
        return db.table("meetings").count, carried_out, ()
    finally:
        db.close()


def _carry_out(db: Database, present: Sequence[dict[str, Any]], files: Path, moment: datetime) -> tuple[str, ...]:
    """Bring over the decisions that only the present database knows, carry them out, and name each."""
    known = [_without_id(row) for row in db.table("redactions").rows]
    since = [row for row in present if _without_id(row) not in known]
    if since:
        db.table("redactions").insert_all([_without_id(row) for row in since], pk="id")
        decided = Redactions.read(db).decided[-len(since) :]
        Operator(Store(db), files, moment, "").carry_out(decided)
    return tuple(f"{row['action']} {row['table_name']} {row['row_id']}: decided {row['decided_at']}" for row in since)


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
