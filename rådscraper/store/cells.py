"""Values as SQLite keeps them, and rows of them.

Enums and times are text, truths 0 and 1, nothing is empty, nothing is there that SQLite can't hold.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Cell = str | int | None
Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
"""Rows by table and id."""

LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def cell(value: str | float | date | datetime | None) -> Cell:
    """Give a value the form it has in a row; times to the second, with offset."""
    if value is None:
        return None
    if type(value) is str:
        return clean_text(value)
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return int(value)


def clean_text(text: str | None) -> str | None:
    """Drop NULs, show halves of surrogate pairs as U+FFFD, and make nothing of an empty text.

    SQLite's own functions end a text at its first NUL, and UTF-8 has no lone surrogates.

    >>> clean_text("Punkt 5")
    'Punkt 5'
    """
    if not text:
        return None
    if "\0" in text:
        text = text.replace("\0", "")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text or None


def fold_blanks(text: str | None) -> str | None:
    r"""Clean a text and make each run of blanks one space.

    >>> fold_blanks(" Lars\n Jensen ")
    'Lars Jensen'
    """
    return " ".join((clean_text(text) or "").split()) or None


def row_of(**columns: Any) -> Row:
    """Make a row of values by column."""
    # Most values are missing, numbers or plain: telling them first saves a third of a save that changes nothing.
    for name, value in columns.items():
        kind = type(value)
        if kind is str:
            if not (value and value.isascii() and "\0" not in value):
                columns[name] = clean_text(value)
        elif value is not None and kind is not int:
            columns[name] = cell(value)
    return columns


def add_row(rows: Rows, table: str, row: Row) -> None:
    """Add a row to its table by its id."""
    rows[table][row["id"]] = row
