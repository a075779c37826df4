"""Everything a database and its folders hold, to be compared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

Rows = dict[str, list[tuple[Any, ...]]]


def all_rows(folder: Path) -> Rows:
    """Every row of every table."""
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {table: db.execute(f"select * from {table} order by rowid").fetchall() for table in tables}


def without_crawls(rows: Rows) -> Rows:
    """The rows but for those that tell of the crawls themselves."""
    return {table: told for table, told in rows.items() if table not in ("crawls", "problems")}


def change(folder: Path, statement: str, *values: Any) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        assert db.execute(statement, values).rowcount > 0
        db.commit()


def original(folder: Path, sha256: str) -> Path:
    """The file an original lies in."""
    (path,) = (folder / "archive" / sha256[:2]).glob(f"{sha256}*")
    return path
