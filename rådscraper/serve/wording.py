"""What templates write values with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rådscraper.search.marking import Marks
from rådscraper.serve import labels
from rådscraper.serve.dates import danish_clock, danish_date, danish_moment
from rådscraper.serve.differing import differing
from rådscraper.serve.paths import paper_page, path_of, web_address


def _label(known: dict[str, str]) -> Callable[[Any], str]:
    return lambda value: known.get(value, str(value or ""))


def _weekday(text: str | None) -> str:
    return danish_date(text, weekday=True)


def danish_number(value: Any) -> str:
    """Write a number.

    >>> danish_number(12345), danish_number(12.5), danish_number(None)
    ('12.345', '12,5', '')
    """
    if not isinstance(value, (int, float)):
        return str(value or "")
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


FILTERS: dict[str, Callable[..., Any]] = {
    "dato": danish_date,
    "ugedag": _weekday,
    "klokken": danish_clock,
    "tidspunkt": danish_moment,
    "tal": danish_number,
    "sti": lambda last, kind, *first: path_of(kind, *first, str(last)),
    "punktnavn": labels.item_name,
    "tekstside": paper_page,
    "webadresse": web_address,
    "udfald": _label(labels.OUTCOMES),
    "moedestatus": _label(labels.MEETING_STATUSES),
    "dokumenttype": _label(labels.DOCUMENT_TYPES),
    "fremmoede": _label(labels.ATTENDANCE_STATUSES),
    "stemme": _label(labels.CHOICES),
    "punktart": _label(labels.ITEM_TYPES),
    "afsnit": _label(labels.SECTION_KINDS),
    "organart": _label(labels.CLASSIFICATIONS),
    "filart": _label(labels.MEDIA_TYPES),
    "tekststatus": _label(labels.TEXT_STATUSES),
    "sidetilstand": _label(labels.SITE_STATES),
    "fundet": lambda text, typed: Marks.of(typed).parts(text),
    "forskel": differing,
    "hentestatus": lambda value: labels.CRAWL_STATUSES.get(value, "Ikke færdig"),
}
