"""The columns of a release with their kinds, keys and references, as the database itself tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from rådscraper.export.tables import EXPORTED, Exported

DATES = frozenset({"date", "decided_on"})


class Kind(StrEnum):
    """What a column's values are; the names are those of Table Schema."""

    TEXT = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "datetime"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a release; ``references`` is the table and column it names a row of."""

    name: str
    kind: Kind
    about: str
    is_required: bool
    references: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class TableFields:
    """A table of a release with its columns in order and its primary key."""

    name: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def rows(self, db: Database) -> Iterator[tuple[Any, ...]]:
        """Read all rows, values as SQLite keeps them, in the order of the fields."""
        columns = ", ".join(f'"{field.name}"' for field in self.fields)
        yield from db.execute(f'select {columns} from "{self.name}" order by rowid')  # noqa: S608


def fields_of(db: Database) -> list[TableFields]:
    """Lay out every table of a release."""
    return [_table(db, exported) for exported in EXPORTED]


def _table(db: Database, exported: Exported) -> TableFields:
    table = db.table(exported.name)
    told = {column.name: column for column in table.columns}
    references = {key.column: (key.other_table, str(key.other_column)) for key in table.foreign_keys if key.column}
    fields = tuple(
        Field(name, _kind(name, told[name].type), about, bool(told[name].notnull), references.get(name))
        for name, about in exported.columns.items()
    )
    return TableFields(exported.name, exported.about, fields, tuple(table.pks))


def _kind(name: str, declared: str) -> Kind:
    if declared == "INTEGER":
        return Kind.BOOLEAN if name.startswith("is_") else Kind.INTEGER
    if name in DATES:
        return Kind.DATE
    return Kind.MOMENT if name.endswith("_at") else Kind.TEXT
