"""Opening the database: it is ours, it is up to date, and nobody else writes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlite_utils import Database

from rådscraper.store.lock import HeldElsewhere, Lock
from rådscraper.store.schema import APPLICATION_ID, KNOWN_STEPS, MIGRATIONS
from rådscraper.store.search import is_out_of_step, rebuild_search

BUSY_SECONDS = 30
MAGIC = b"SQLite format 3\0"


class UnusableDatabase(Exception):
    """The path can't be our database; the message is one sentence that says why and what to do."""


class DatabaseHeld(Exception):
    """Another process holds the database; the message says who and since when, where that is known."""


def open_database(path: Path, *, lock: bool) -> tuple[Database, Lock | None]:
    """Open the database, made and migrated where needed, and hold its lock when asked to.

    Raises UnusableDatabase and DatabaseHeld; a file that is not ours is left as it was.
    """
    with ExitStack() as opened, _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if lock:
            # Whoever opens without the lock has the database open already. Closing any other handle on its file would
            # drop SQLite's own locks on it, and the next reader from elsewhere to leave would delete the log in use.
            _refuse_other_files(path)
        db = Database(sqlite3.connect(path, timeout=BUSY_SECONDS), execute_plugins=False)
        opened.callback(db.close)
        _refuse_other_databases(db, path)
        held = _take_lock(path) if lock else None
        if held:
            opened.callback(held.release)
        _prepare(db, path)
        opened.pop_all()
    return db, held


def _refuse_other_files(path: Path) -> None:
    # SQLite itself takes a file shorter than its header for an empty database, and writes over it.
    if path.is_file():
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
        if start and start != MAGIC:
            raise UnusableDatabase(
                f"{path} is not an SQLite database; give the path of a new file or of one made by rådscraper."
            )


def _refuse_other_databases(db: Database, path: Path) -> None:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application == APPLICATION_ID:
        return
    if application or db.table_names() or db.view_names():
        raise UnusableDatabase(
            f"{path} is a database of another program; give the path of a new file or of one made by rådscraper."
        )


def _take_lock(path: Path) -> Lock:
    try:
        return Lock(path)
    except HeldElsewhere as holder:
        raise DatabaseHeld(
            f"{path} is held by {holder}; wait until that has finished, or use another database."
        ) from None


def _prepare(db: Database, path: Path) -> None:
    newer = {step.name for step in MIGRATIONS.applied(db)} - KNOWN_STEPS
    if newer:
        raise UnusableDatabase(
            f"{path} was made by a newer version of rådscraper ({', '.join(sorted(newer))}); upgrade rådscraper."
        )
    # A file that may only be read opens without complaint; asking for the right to write finds out now.
    db.execute("BEGIN IMMEDIATE")
    db.rollback()
    if not MIGRATIONS.applied(db):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.enable_wal()
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    MIGRATIONS.apply(db)
    if is_out_of_step(db):
        rebuild_search(db)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise UnusableDatabase(
            f"{path} cannot be used as the database ({error}); make it readable and writable, or give another path."
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise UnusableDatabase(
            f"{path} cannot be made or written ({reason}); give a path in a folder that can be written."
        ) from error
