"""The description of a release's CSV files for programs: Data Package 2.0 with a Table Schema for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rådscraper.export.fields import Field, Kind, TableFields

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def data_package(
    name: str, created: datetime, tables: Iterable[TableFields], sources: Sequence[tuple[str, str | None]]
) -> dict[str, Any]:
    """Describe the files under ``csv/``; ``sources`` are the municipalities' names and websites.

    No licence is named: the texts are the authorities' own, and the README says what is known of that.
    """
    return {
        "$schema": PROFILE,
        "name": name,
        "title": "Dagsordener og referater fra danske kommuner",
        "description": "Agendas and minutes of Danish municipalities. See README.md for licence and coverage.",
        "created": created.isoformat(timespec="seconds"),
        "sources": [{"title": title} | ({"path": path} if path else {}) for title, path in sources],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: TableFields) -> dict[str, Any]:
    keys = [field for field in table.fields if field.references]
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA,
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if keys:
        schema["foreignKeys"] = [_reference(field) for field in keys]
    return {
        "name": table.name,
        "type": "table",
        "description": table.about,
        "path": f"csv/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"name": field.name, "type": field.kind.value, "description": field.about}
    if field.kind is Kind.BOOLEAN:
        told |= {"trueValues": ["1"], "falseValues": ["0"]}
    if field.is_required:
        told["constraints"] = {"required": True}
    return told


def _reference(field: Field) -> dict[str, Any]:
    table, column = field.references or ("", "")
    return {"fields": [field.name], "reference": {"resource": table, "fields": [column]}}
