"""The parts put together: a Document becomes Minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rådscraper.document import MEETING_LEVEL, Block, Document
from rådscraper.items import Minutes
from rådscraper.parsing.agenda import fields_of, parse_item, people_of, split_items, titles_carry_numbers
from rådscraper.parsing.bodies import parse_body_name
from rådscraper.parsing.dates import parse_api_time
from rådscraper.parsing.decisions import Held
from rådscraper.parsing.publications import classify_title

_FLAGS = {"true": True, "false": False}


def parse_minutes(document: Document) -> Minutes:
    """Read what an agenda or a set of minutes says; what it does not say is None."""
    head, items = split_items(document.blocks)
    fields = fields_of(head)
    starts_at, ends_at = parse_api_time(fields.get("starts_at")), parse_api_time(fields.get("ends_at"))
    body_name = parse_body_name(fields["body"]).name if "body" in fields else None
    held = Held(body_name, starts_at.date() if starts_at else None)
    numbered = titles_carry_numbers(items)
    return Minutes(
        body_name=body_name,
        document_type=classify_title(_title(head)),
        date=held.date,
        start_time=_clock(starts_at),
        end_time=_clock(ends_at),
        place=fields.get("place"),
        attendances=people_of(head),
        items=tuple(parse_item(item, held, numbered_title=numbered) for item in items),
        description=fields.get("description"),
        body_is_historic=_FLAGS.get(fields.get("is_historic", "")),
        problems=document.problems,
    )


def _title(head: Iterable[Block]) -> str | None:
    return next((block.text for block in head if block.level == MEETING_LEVEL), None)


def _clock(moment: datetime | None) -> str | None:
    return f"{moment:%H:%M}" if moment else None
