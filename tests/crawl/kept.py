"""Everything a database and its folders hold, to be compared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from rådscraper.whole_files import UNFINISHED

Rows = dict[str, list[tuple[Any, ...]]]


def all_rows(folder: Path) -> Rows:
    """Every row of every table, the index for search included."""
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {table: sorted(db.execute(f"select * from {table}").fetchall(), key=repr) for table in tables}


def without_crawls(rows: Rows) -> Rows:
    """The rows but for those that tell of the crawls themselves."""
    return {table: told for table, told in rows.items() if table not in ("crawls", "problems")}


# What tells of the crawls and of every answer there was, also of those that held nothing.
OF_THE_NIGHTS = (
    *("crawls", "problems", "findings", "site_states", "listings"),
    *("originals", "original_fetches", "file_fetches"),
    *("listed_meetings", "revisions", "changed_after_publication"),
)


def content(folder: Path) -> Rows:
    """What a reader finds, whichever nights it took: rows in any order, without when and in what
    order they were written."""
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        db.row_factory = sqlite3.Row
        listed = db.execute("select name from pragma_table_list where type in ('table', 'view') and schema = 'main'")
        tables = [name for (name,) in listed if not name.startswith(("sqlite_", "_sqlite_")) and "_fts" not in name]
        return {
            table: sorted((_without_times(row) for row in db.execute(f"select * from {table}")), key=repr)
            for table in tables
            if table not in OF_THE_NIGHTS
        }


def _without_times(row: sqlite3.Row) -> tuple[Any, ...]:
    times = ("first_seen_at", "last_seen_at", "changed_at", "fetched_at", "rowid")
    return tuple((name, row[name]) for name in row.keys() if name not in times)  # noqa: SIM118 - a Row is no dict


def found(folder: Path, word: str) -> list[Any]:
    """The items a search finds."""
    query = (
        "select id from agenda_items where rowid in (select rowid from agenda_items_fts where agenda_items_fts match ?)"
    )
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        return sorted(db.execute(query, [word]).fetchall())


def half_files(folder: Path) -> list[Path]:
    """Files of papers whose content has not the hash in their name; those still being written are no files yet."""
    files = [path for path in (folder / "files").rglob("*") if path.is_file() and path.suffix != UNFINISHED]
    return [path for path in files if sha256(path.read_bytes()).hexdigest() != path.name]


def change(folder: Path, statement: str, *values: Any) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        assert db.execute(statement, values).rowcount > 0
        db.commit()


def original(folder: Path, sha256: str) -> Path:
    """The file an original lies in."""
    (path,) = (folder / "archive" / sha256[:2]).glob(f"{sha256}*")
    return path
