"""Rows for the pages, and what a page is: functions of a connection, without anything of Datasette."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page is asked for: the parts of its address, and what stands after the question mark."""

    parts: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """One of the values after the question mark; a blank one counts as none."""
        return self.query.get(name, "").strip() or None

    def day(self, name: str) -> str | None:
        """One of them that is a day; anything else counts as none."""
        told = self.text(name)
        return told if told and DAY.fullmatch(told) else None

    def number(self, name: str) -> int:
        """A whole number from 1 up; anything else counts as 1."""
        typed = self.query.get(name, "")
        return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: ``data`` goes to the template and is the JSON, ``rows`` are the CSV."""

    title: str
    data: dict[str, Any]
    rows: list[Row]
    status: int = 200
    is_indexed: bool = True
    """Whether search engines may keep it."""
    follow: dict[str, str] = field(default_factory=dict)
    """Where the same can be followed: the address of its feed under ``atom``, of its calendar under ``ics``."""


Pages = Callable[[sqlite3.Connection, Asked], Page | None]


def rows(db: sqlite3.Connection, sql: str, **values: Any) -> list[Row]:
    """All rows of a query."""
    return [dict(row) for row in db.execute(sql, values)]


def one(db: sqlite3.Connection, sql: str, **values: Any) -> Row | None:
    """The first row of a query, or None."""
    row = db.execute(sql, values).fetchone()
    return dict(row) if row else None


def grouped(found: list[Row], by: str) -> dict[Any, list[Row]]:
    """Rows by the value of one of their columns, in their order."""
    groups: dict[Any, list[Row]] = {}
    for row in found:
        groups.setdefault(row[by], []).append(row)
    return groups
