"""JSON Schema of a line of ``ndjson/meetings.ndjson``; a release holds it beside the lines."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
NUMBER = {"type": "integer", "minimum": 0}
OPTION = {"enum": ["yes", "no", "abstain", "other"]}
OUTCOME = {
    "enum": [
        *("approved", "noted", "discussed", "postponed", "recommended", "rejected", "withdrawn", "none", "other"),
    ]
}


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of, "minItems": 1}


LINKS = _list(_object("url", url=TEXT, media_type=TEXT))
SOURCES = _list(_object("url", url=TEXT))
PARTICIPANTS = _list(
    _object(
        "entity_type note",
        entity_type={"const": "person"},
        entity_id=TEXT,
        name=TEXT,
        note={"enum": ["present", "absent", "excused", "recused"]},
        role=TEXT,
        on_behalf_of=TEXT,
        substitute_for=TEXT,
    )
)
PARENT = _object(
    "id name classification",
    id=TEXT,
    name=TEXT,
    classification={"const": "municipality"},
    identifiers=_list(_object("scheme identifier", scheme=TEXT, identifier=TEXT)),
    links=LINKS,
)
AGENDA_ITEM = _object(
    "id order outcome",
    id=TEXT,
    order=NUMBER,
    number=TEXT,
    title=TEXT,
    is_open={"type": "boolean"},
    classification=_list(TEXT),
    subjects=_list(TEXT),
    case_number=TEXT,
    summary=TEXT,
    recommendation=TEXT,
    decision=TEXT,
    outcome=OUTCOME,
    participants=PARTICIPANTS,
    quoted_decisions=_list(_object("outcome", organization_name=TEXT, date=DATE, text=TEXT, outcome=OUTCOME)),
    media=_list(_object("links", note=TEXT, links=LINKS)),
    sources=SOURCES,
)
VOTE_EVENT = _object(
    "id organization_id start_date motion result",
    id=TEXT,
    identifier=TEXT,
    organization_id=TEXT,
    start_date=DATE,
    motion=_object("agenda_item_id", agenda_item_id=TEXT, text=TEXT),
    result=OUTCOME,
    text=TEXT,
    counts=_list(_object("option value", option=OPTION, value=NUMBER, group=TEXT, point=TEXT)),
    votes=_list(_object("option voter_name", option=OPTION, voter_name=TEXT, group=TEXT, point=TEXT)),
)
MEETING_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A meeting in the terms of Popolo and Open Civic Data",
    **_object(
        "id name classification start_date timezone all_day status organization created_at updated_at",
        id=TEXT,
        name=TEXT,
        description=TEXT,
        classification={"const": "meeting"},
        start_date=MOMENT,
        end_date=MOMENT,
        timezone=TEXT,
        all_day={"type": "boolean"},
        status={"enum": ["confirmed", "passed"]},
        location=_object("name", name=TEXT),
        organization=_object("id name parent", id=TEXT, name=TEXT, classification=TEXT, parent=PARENT),
        participants=PARTICIPANTS,
        agenda=_list(AGENDA_ITEM),
        vote_events=_list(VOTE_EVENT),
        people=_list(_object("id name", id=TEXT, name=TEXT)),
        memberships=_list(
            _object(
                "person_id organization_id role", person_id=TEXT, organization_id=TEXT, role=TEXT, on_behalf_of=TEXT
            )
        ),
        documents=_list(_object("links classification", note=TEXT, classification=TEXT, date=MOMENT, links=LINKS)),
        sources=SOURCES,
        created_at=MOMENT,
        updated_at=MOMENT,
    ),
}
