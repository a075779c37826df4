"""Items taken off the agenda, as the head or the item on the agenda tells it (``Punkt 15 udgår.``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rådscraper.items import AgendaItem, Outcome
from rådscraper.parsing.item_numbers import ITEMS, own_numbers, parse_spans
from rådscraper.parsing.outcome import QUOTED
from rådscraper.parsing.wording import holds_any

TOLD: tuple[str, ...] = (
    r"(?:udgår|udgik|udgået)\b(?! ikke\b)",
    r"(?:tages|taget|toges) af (?:dagsordenen|mødet)\b",
    r"(?:trækkes|trukket|trak)(?: tilbage| fra dagsordenen| af dagsordenen)\b",
    r"(?:taget|tages|toges) af(?= *[.,;]| *$)|trukket(?= *[.,;]| *$)",
    r"(?:slettes|slettet|fjernes|fjernet)(?: fra dagsordenen\b|(?= *[.,;]| *$))",
)
"""What is said of an item that is not treated, after its number and perhaps its title."""

# What parts a number from the words: a title, but no other item, no part of this one, and nothing done with it.
_TITLE = (
    r"(?:(?!\b(?:punkt\w*|pkt|sag|bilag\w*|afsnit\w*|at|indstilling\w*|behandles|flyttes|optages|udsættes|godkendes)\b)"
    r"[^.\n]){0,150}?"
)
_WITHDRAWN = re.compile(
    rf"(?:^|[.!?;:,] |\b(?:og|at|idet|da|dog|af) )(?:herefter |lukket )?(?P<items>{ITEMS}){_TITLE}"
    rf" (?:er |blev |bliver )?(?:{'|'.join(TOLD)})",
    re.IGNORECASE | re.MULTILINE,
)
_TURNED = re.compile(
    rf"(?:\b(?:dog|herefter|desuden|samtidig) udgår|^Udgår:) (?P<items>{ITEMS})", re.IGNORECASE | re.MULTILINE
)
_WORDS = ("udg", "tage", "toges", "træk", "trak", "trukket", "slette", "fjerne")


def parse_withdrawals(text: str) -> tuple[tuple[int, int], ...]:
    """Find the numbers of withdrawn items, as spans of first and last.

    >>> parse_withdrawals("Punkt 6 udgår, og punkt 9 behandles som punkt 2. Godkendt.")
    ((6, 6),)
    """
    if not holds_any(text.casefold(), _WORDS):
        return ()
    plain = QUOTED.sub(" ", text)
    return tuple(
        span
        for pattern in (_WITHDRAWN, _TURNED)
        for found in pattern.finditer(plain)
        for span in parse_spans(found["items"])
    )


def apply_withdrawals(items: Sequence[AgendaItem], head: Iterable[str] = ()) -> tuple[AgendaItem, ...]:
    """Mark items withdrawn that the head, the first item or the one on the agenda says are, and that decide nothing."""
    telling = [item for place, item in enumerate(items) if place == 0 or "dagsorden" in (item.title or "").casefold()]
    texts = [*head, *(item.decision for item in telling if item.decision)]
    spans = [span for text in texts for span in parse_withdrawals(text)]
    if not spans:
        return tuple(items)
    return tuple(
        replace(item, outcome=Outcome.WITHDRAWN)
        if item.decision is None and number is not None and any(first <= number <= last for first, last in spans)
        else item
        for item, number in zip(items, own_numbers(items), strict=True)
    )
