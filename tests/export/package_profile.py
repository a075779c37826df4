"""What Data Package 2.0 and its Table Schema ask of a description, as far as ours goes; written from the standard."""

from __future__ import annotations

from typing import Any

NAME = {"type": "string", "pattern": "^[-a-z0-9._/]+$"}
NAMES = {"type": "array", "items": {"type": "string"}, "minItems": 1}
FIELD = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "type": {"enum": ["string", "integer", "boolean", "date", "datetime"]},
        "description": {"type": "string", "minLength": 1},
        "constraints": {"type": "object", "properties": {"required": {"type": "boolean"}}},
        "trueValues": NAMES,
        "falseValues": NAMES,
    },
    "additionalProperties": False,
}
REFERENCE = {
    "type": "object",
    "required": ["fields", "reference"],
    "properties": {
        "fields": NAMES,
        "reference": {"type": "object", "required": ["resource", "fields"], "properties": {"fields": NAMES}},
    },
}
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "schema"],
    "properties": {
        "name": NAME,
        "type": {"const": "table"},
        "path": {"type": "string", "pattern": r"^(?!/|\.\.)"},
        "encoding": {"const": "utf-8"},
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": FIELD},
                "primaryKey": NAMES,
                "foreignKeys": {"type": "array", "minItems": 1, "items": REFERENCE},
                "missingValues": {"const": [""]},
            },
        },
    },
}
PROFILE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": NAME,
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"},
        "sources": {"type": "array", "items": {"type": "object", "required": ["title"]}, "minItems": 1},
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
}
