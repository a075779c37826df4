"""Items told by their numbers: ``pkt. 3 og pkt. 5``, ``punkterne 12-15``, ``sagerne nr. 163 - 174``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rådscraper.items import AgendaItem

_WORD = r"(?:(?:[Dd]agsordens)?(?:[Pp]unkt(?:et|erne|er)?|[Pp]kt\.?)|[Ss]ag(?:en|erne|er)?|[Nn]r\.)(?: ?nr\.?)?"
_SPAN = r"\d{1,4}(?: ?(?:-|–|til og med|til) ?\d{1,4})?"

ONE_ITEM = rf"{_WORD} ?\d{{1,4}}\b"
"""One item by its number, as a pattern."""

ITEMS = rf"{_WORD} ?{_SPAN}(?:(?:, og |, | og | samt )(?:{_WORD} ?)?{_SPAN})*\b"
"""One or more items by their numbers, as a pattern."""

_SPANS = re.compile(r"(\d{1,4})(?: ?(?:-|–|til og med|til) ?(\d{1,4}))?")


def parse_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Read the first and last number of each span told.

    >>> parse_spans("punkterne 3, 5 og 12 - 15")
    ((3, 3), (5, 5), (12, 15))
    """
    return tuple((int(first), int(last or first)) for first, last in _SPANS.findall(text))


def own_numbers(items: Sequence[AgendaItem]) -> list[int | None]:
    """Each item's number; None where it has none that tells it from the others."""
    counts = Counter(item.number for item in items)
    return [
        int(item.number)
        if item.number and re.fullmatch(r"[0-9]{1,4}", item.number) and counts[item.number] == 1
        else None
        for item in items
    ]
