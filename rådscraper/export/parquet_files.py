"""Tables as Parquet, with types: dates, moments in Danish time, truths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from rådscraper.export.fields import Kind, TableFields

AT_ONCE = 5000
"""Rows of a row group: pages of papers are the largest, some 3 kB each."""

READ: dict[Kind, Callable[[Any], Any]] = {
    Kind.BOOLEAN: bool,
    Kind.DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
}


def write_parquet(db: Database, tables: Iterable[TableFields], folder: Path) -> None:
    """Write ``<table>.parquet`` for each table; raises ``ImportError`` where the extra ``export`` is not installed."""
    import pyarrow.parquet  # only where it is asked for: it is an extra

    folder.mkdir()
    for table in tables:
        schema = _schema(table)
        with pyarrow.parquet.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
            for rows in _groups(table.rows(db)):
                columns = [
                    [
                        None if value is None else READ[field.kind](value) if field.kind in READ else value
                        for value in column
                    ]
                    for field, column in zip(table.fields, zip(*rows, strict=True), strict=True)
                ]
                arrays = [pyarrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _schema(table: TableFields) -> Any:
    import pyarrow

    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.INTEGER: pyarrow.int64(),
        Kind.BOOLEAN: pyarrow.bool_(),
        Kind.DATE: pyarrow.date32(),
        Kind.MOMENT: pyarrow.timestamp("ms", tz="Europe/Copenhagen"),
    }
    return pyarrow.schema(
        [
            pyarrow.field(one.name, types[one.kind], not one.is_required, {"description": one.about})
            for one in table.fields
        ],
        metadata={"description": table.about},
    )


def _groups(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while group := list(islice(rows, AT_ONCE)):
        yield group
