"""A kept source as JSON and back."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from rådscraper.items import Body, Classification, DocumentType, KeptSource, Municipality, Original, Publication
from rådscraper.personal_data import mask
from rådscraper.store.cells import clean_text

PRINTED = ("title", "place")
"""What a site's editors write of a publication; a CPR number in it is masked here as in every row."""


def as_json(source: KeptSource) -> str:
    """Write a source down, the same text for the same facts; times with offset."""
    return clean_text(json.dumps(source, default=_plain, ensure_ascii=False, separators=(",", ":"))) or ""


def from_json(text: str) -> KeptSource:
    """Read a source that ``as_json`` wrote."""
    told = json.loads(text)
    body = told["body"]
    return KeptSource(
        municipality=Municipality(**told["municipality"]),
        body=Body(**body | {"classification": Classification(body["classification"])}),
        starts_at=datetime.fromisoformat(told["starts_at"]),
        publications=tuple(_publication(one) for one in told["publications"]),
        originals=tuple(Original(**one) for one in told["originals"]),
        unread=tuple(told["unread"]),
    )


def _publication(told: dict[str, Any]) -> Publication:
    times = {name: told[name] and datetime.fromisoformat(told[name]) for name in ("published_at", "ends_at")}
    return Publication(**told | times | {"document_type": DocumentType(told["document_type"])})


def _plain(value: object) -> str | dict[str, Any]:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Publication):
        told = {name: getattr(value, name) for name in value.__slots__}
        return told | {name: told[name] and mask(told[name]) for name in PRINTED}
    # Not asdict, which copies everything first: this is done at every save.
    if isinstance(value, KeptSource | Municipality | Body | Original):
        return {name: getattr(value, name) for name in value.__slots__}
    raise TypeError(f"a source holds a {type(value).__name__}, which has no form in JSON")
