"""Opening the database to read only, beside whoever writes: no lock is asked for and nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from rådscraper.store.opening import BUSY_SECONDS, UnusableDatabase
from rådscraper.store.schema import APPLICATION_ID, KNOWN_STEPS, MIGRATIONS


def address_to_read(path: Path) -> str:
    """Name a database for SQLite so that it can only be read."""
    return f"{path.resolve().as_uri()}?mode=ro"


@contextmanager
def opened_to_read(path: Path) -> Iterator[Database]:
    """Open a database of ours to read; raises ``UnusableDatabase`` where it is none, or of another version."""
    if not path.is_file():
        raise UnusableDatabase(f"there is no database {path}; crawl first, or name it with -s RAAD_DATABASE=…")
    connection = sqlite3.connect(address_to_read(path), uri=True, timeout=BUSY_SECONDS)
    db = Database(connection, execute_plugins=False)
    try:
        _refuse_others(db, path)
        yield db
    finally:
        db.close()


def _refuse_others(db: Database, path: Path) -> None:
    try:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise UnusableDatabase(f"{path} is not a database made by rådscraper.")
        applied = {step.name for step in MIGRATIONS.applied(db)}
    except sqlite3.Error as error:
        raise UnusableDatabase(f"{path} cannot be read ({error}).") from error
    if applied - KNOWN_STEPS:
        raise UnusableDatabase(f"{path} was made by a newer version of rådscraper; upgrade rådscraper.")
    if KNOWN_STEPS - applied:
        raise UnusableDatabase(f"{path} was made by an older version; scrapy reindex brings it up to date.")
