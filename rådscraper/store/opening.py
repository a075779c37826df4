"""Opening the database: it is ours, it is up to date, and nobody else writes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout
from sqlite_utils import Database

from rådscraper.store.schema import APPLICATION_ID, KNOWN_STEPS, MIGRATIONS
from rådscraper.store.search import is_out_of_step, rebuild_search

BUSY_SECONDS = 30
MAGIC = b"SQLite format 3\0"


class UnusableDatabase(Exception):
    """The path can't be our database; the message is one sentence that says why and what to do."""


class DatabaseHeld(Exception):
    """Another process holds the database; the message says who, where that is known."""


def open_database(path: Path, *, lock: bool) -> tuple[Database, BaseFileLock | None]:
    """Open the database, made and migrated where needed, and hold its lock when asked to.

    Raises UnusableDatabase and DatabaseHeld; a file that is not ours is left as it was.
    """
    with ExitStack() as opened, _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
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


def _take_lock(path: Path) -> BaseFileLock:
    """Take ``<path>.lock`` without waiting; the system frees it when this process ends, however it ends."""
    real = path.resolve()
    # Not bound to a thread, so that whoever closes the store can let go of it.
    lock = FileLock(real.with_name(f"{real.name}.lock"), thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise DatabaseHeld(
            f"{path} is held by {_holder(real)}; wait until that has finished, or use another database."
        ) from None
    return lock


def _holder(path: Path) -> str:
    """Say who holds the database, as far as its newest unfinished crawl tells."""
    unfinished = "finished_at is null"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            crawls = Database(connection, execute_plugins=False).table("crawls")
            newest = crawls.rows_where(unfinished, order_by="datetime(started_at) desc, rowid desc", limit=1)
            for crawl in newest:
                return f"another crawl ({crawl['municipality_id']}, since {crawl['started_at']})"
    except sqlite3.Error:
        pass  # Whoever holds it is still making it.
    return "another process"


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
