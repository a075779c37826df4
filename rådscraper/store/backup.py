"""Copies of the database: made while others read and write, checked, and thinned out with age."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rådscraper.store.lock import Lock
from rådscraper.store.opening import BUSY_SECONDS, UnusableDatabase
from rådscraper.store.schema import APPLICATION_ID

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many days, weeks and months keep their newest copy."""


class CopyFailed(Exception):
    """No copy was made; the message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made and checked, its size in bytes, and the older ones that gave way to it."""

    path: Path
    size: int
    removed: Sequence[Path]


def back_up(database: Path, folder: Path, moment: datetime, days: int = DAYS) -> Backup:
    """Copy the database into a folder, as ``<name>-<moment in UTC>.db``, and let go of what is older than is kept.

    Nothing is let go unless the new copy is there and sound, and nothing but copies of a database of that name.
    Raises ``UnusableDatabase`` where the database is not ours, ``CopyFailed``, ``HeldElsewhere`` when another backup
    into the folder runs, and ``OSError``.
    """
    check_ours(database)
    folder.mkdir(parents=True, exist_ok=True)
    name = database.stem
    lock = Lock(folder / name)
    try:
        made = folder / f"{name}-{stamp(moment)}.db"
        copy(database, folder / f"{name}-unfinished.db", made)
        form = re.compile(rf"{re.escape(name)}-\d{{8}}T\d{{6}}Z\.db")
        removed = surplus([path for path in folder.iterdir() if form.fullmatch(path.name)], made, days)
        for path in removed:
            path.unlink()
    finally:
        lock.release()
    return Backup(made, made.stat().st_size, removed)


def surplus(copies: Sequence[Path], made: Path, days: int) -> list[Path]:
    """Choose the copies to let go: all but the newest of each of the last days, weeks and months that have one.

    ``made``, the newest that is known to be good, always stays. Days without a copy don't count, so that nothing goes
    because nothing came.
    """
    newest_first = sorted(copies, key=lambda path: path.name, reverse=True)
    kept = {made}
    for form, number in (("%Y-%m-%d", days), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        newest: dict[str, Path] = {}
        for path in newest_first:
            newest.setdefault(_moment(path).strftime(form), path)
        kept.update(list(newest.values())[:number])
    return [path for path in newest_first if path not in kept]


def copy(database: Path, draft: Path, target: Path) -> None:
    """Copy a database as it is at one moment; ``target`` appears only when the copy is whole, sound and on the disk.

    ``draft`` is a name beside ``target``; what a killed process left there is written over. The copy is one file,
    without a write-ahead log. Raises ``CopyFailed`` and ``OSError``.
    """
    draft.unlink(missing_ok=True)
    try:
        with _told(database), reading(database) as source:
            _check_room(source, database, draft.parent)
            source.execute("VACUUM INTO ?", [str(draft)])
        with _told(draft), reading(draft) as copied:
            if fault := fault_of(copied):
                raise CopyFailed(f"the copy of {database} is damaged ({fault}); look at the disk")
        _flush(draft)
        draft.replace(target)
        _flush(target.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that is only to be read."""
    uri = f"{database.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        yield connection


def check_ours(path: Path) -> None:
    """Look at a file without changing it; raises ``UnusableDatabase`` where it is no database of rådscraper."""
    if not path.is_file():
        raise UnusableDatabase(f"there is no database {path}")
    try:
        with reading(path) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        raise UnusableDatabase(f"{path} cannot be read as a database ({error})") from error
    if application != APPLICATION_ID:
        raise UnusableDatabase(f"{path} is no database made by rådscraper")


def fault_of(connection: sqlite3.Connection) -> str | None:
    """Let SQLite look through a whole database and name the first thing that is wrong; raises ``sqlite3.Error``."""
    (first,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if first == "ok" else " ".join(str(first).split())


def stamp(moment: datetime) -> str:
    """Write a moment as the names of copies carry it: UTC, to the second, sorting by time.

    >>> stamp(datetime.fromisoformat("2026-03-02T06:00:00+01:00"))
    '20260302T050000Z'
    """
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _moment(path: Path) -> datetime:
    return datetime.strptime(path.stem[-len("20260302T050000Z") :], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _check_room(source: sqlite3.Connection, database: Path, folder: Path) -> None:
    (pages,), (size,) = (source.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    free = shutil.disk_usage(folder).free
    if free < pages * size:
        raise CopyFailed(
            f"{database} takes {_megabytes(pages * size)} MB and only {_megabytes(free)} MB are free in {folder}; "
            "make room there, or name another folder"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f}"


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise CopyFailed(f"{path} could not be copied ({error})") from error


def _flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
