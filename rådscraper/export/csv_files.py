"""Tables as CSV, twice: as they are, for programs, and guarded, for people who open them in a spreadsheet.

Programs (pandas, R, Frictionless) take a cell as text and expect it unchanged. Spreadsheets take a text that begins
with ``=``, ``+``, ``-`` or ``@`` for a formula and run it, so the guarded files have an apostrophe before it. These
also have what a Danish Excel needs to open them by a double click: semicolons, and a mark that says UTF-8.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from rådscraper.export.fields import Kind, TableFields

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(db: Database, tables: Iterable[TableFields], folder: Path) -> None:
    """Write ``<table>.csv`` for each table: UTF-8, commas, CRLF, a header; an empty cell is a missing value."""
    folder.mkdir()
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            _write(csv.writer(file), table, table.rows(db))


def write_guarded_csv(db: Database, tables: Iterable[TableFields], folder: Path) -> None:
    """Write the same for spreadsheets: no cell is taken for a formula."""
    folder.mkdir()
    for table in tables:
        is_text = [field.kind is Kind.TEXT for field in table.fields]
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            _write(csv.writer(file, delimiter=";"), table, _guarded(table.rows(db), is_text))


def guard(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    >>> guard("=1+1"), guard("- et punkt"), guard("Godkendt")
    ("'=1+1", "'- et punkt", 'Godkendt')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _guarded(rows: Iterable[tuple[Any, ...]], is_text: list[bool]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(
            guard(value) if text and value is not None else value for value, text in zip(row, is_text, strict=True)
        )


def _write(writer: Any, table: TableFields, rows: Iterable[tuple[Any, ...]]) -> None:
    writer.writerow([field.name for field in table.fields])
    writer.writerows(rows)
