"""Titles and descriptions of tables and columns in Danish, as data: one table a block, one column a line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rådscraper.serve import descriptions_bookkeeping, descriptions_meetings


@dataclass(frozen=True, slots=True)
class Described:
    """A table or view in words for people."""

    title: str
    description: str
    columns: dict[str, str]


@cache
def described() -> dict[str, Described]:
    """Give every table and view by its name.

    A block begins with ``name | title | description``; then comes a line ``column: words`` for each column of its own.
    A line of ``COMMON`` serves every table that has such a column and says nothing of it itself.
    """
    texts = (descriptions_meetings.TABLES, descriptions_bookkeeping.TABLES)
    blocks = [block for text in texts for block in text.strip().split("\n\n")]
    return dict(_read(block) for block in blocks)


def describe_column(table: str, column: str) -> str | None:
    """Say what a column holds, or None where nobody has written that down."""
    own = described()[table].columns if table in described() else {}
    return own.get(column) or _common().get(column)


@cache
def _common() -> dict[str, str]:
    return dict(_line(line) for line in descriptions_meetings.COMMON.strip().splitlines())


def _read(block: str) -> tuple[str, Described]:
    head, *lines = block.splitlines()
    name, title, description = (part.strip() for part in head.split(" | "))
    return name, Described(title, description, dict(_line(line) for line in lines))


def _line(line: str) -> tuple[str, str]:
    column, _, words = line.partition(": ")
    return column.strip(), words.strip()
