"""A kept source as JSON and back."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from rådscraper.items import Body, Classification, DocumentType, KeptSource, Municipality, Original, Publication
from rådscraper.personal_data import mask, mask_address
from rådscraper.store.cells import clean_text

PRINTED = ("title", "place", "name", "printed_name")
"""What a site's editors write of a publication or body; a CPR number in it is masked here as in every row."""
ADDRESSES = ("url", "pdf_url", "source_url")
"""They may hold the name that an editor gave a file."""


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
    # Not asdict, which copies everything first: this is done at every save.
    if isinstance(value, KeptSource | Municipality | Body | Original | Publication):
        told = {name: getattr(value, name) for name in value.__slots__}
        if isinstance(value, Original | Publication):
            told |= {name: told[name] and mask_address(told[name]) for name in ADDRESSES if name in told}
        if isinstance(value, Body | Publication):
            told |= {name: told[name] and mask(told[name]) for name in PRINTED if name in told}
        return told
    raise TypeError(f"a source holds a {type(value).__name__}, which has no form in JSON")
