"""The database of a release: what may go out of one moment of the crawled one, in a file that never held the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from rådscraper.export.facts import Facts, gather_facts
from rådscraper.export.tables import EXPORTED, VIEWS, Exported
from rådscraper.store.reading import address_to_read
from rådscraper.store.schema import MIGRATIONS
from rådscraper.store.search import create_search
from rådscraper.store.search_tables import INDEXES, drop_index


class BrokenRelease(Exception):
    """What was taken out does not hang together; the message names where."""


def write_snapshot(source: Path, target: Path) -> Facts:
    """Copy what may go out into a new database with a search of its own, and tell of it; the source stays as it is.

    All of it is read in one transaction, so it is one moment of the source whoever writes there meanwhile. Only what
    is chosen is ever written to the new file, so there is no page in it that could hold deleted text.
    Raises ``sqlite3.Error`` and ``BrokenRelease``.
    """
    with _opened(target) as db:
        # Filled without indexes of the search, which would be told of every row for nothing.
        MIGRATIONS.apply(db)
        for index in INDEXES:
            drop_index(db, index)
        db.execute("attach ? as source", [address_to_read(source)])
        with db.atomic():
            for table in EXPORTED:
                _copy(db, table)
            facts = gather_facts(db)
        db.execute("detach source")
        _drop_others(db)
        create_search(db)
        _check(db)
        # Not ours to write to any more: a crawl would miss the tables that are left out.
        db.execute("PRAGMA application_id = 0")
        db.vacuum()
    return facts


@contextmanager
def _opened(target: Path) -> Iterator[Database]:
    db = Database(sqlite3.connect(f"{target.resolve().as_uri()}?mode=rwc", uri=True), execute_plugins=False)
    try:
        db.execute("PRAGMA journal_mode = MEMORY")
        yield db
    finally:
        db.close()


def _copy(db: Database, table: Exported) -> None:
    names = ", ".join(f'"{name}"' for name in table.columns)
    values = ", ".join(table.instead.get(name, f'"{name}"') for name in table.columns)
    db.execute(
        f'insert into main."{table.name}" ({names})'  # noqa: S608
        f' select {values} from source."{table.name}" where {table.rows} order by rowid'
    )


def _drop_others(db: Database) -> None:
    """Drop the tables and views that do not go out; they are empty, and so are those nobody has decided on."""
    for name in set(db.view_names()) - VIEWS:
        db.view(name).drop()
    for name in set(db.table_names()) - {table.name for table in EXPORTED}:
        if not name.startswith("sqlite_"):  # SQLite's own can't be dropped
            db.table(name).drop()


def _check(db: Database) -> None:
    for pragma in ("foreign_key_check", "integrity_check"):
        found = [row for row in db.execute(f"PRAGMA {pragma}") if row[0] != "ok"]
        if found:
            raise BrokenRelease(f"the release does not hang together ({pragma}): {found[0]}")
