"""Decisions headed with body alone, the meeting told below in labelled lines (Odsherred's boards).

``Beslutning fra Ungerådet``, ``Dato: 5. april 2018`` and ``Sted: Kantinen`` stand in each item of a page without a
head. The day joins the heading, as other sites print it; the place is the meeting's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rådscraper.document import Block, BlockKind
from rådscraper.parsing.dates import DATE

_FROM = re.compile(r"Beslutning fra [A-ZÆØÅ][^.:\d]{2,80}")
_DAY = re.compile(rf"Dato: (?P<date>{DATE})")
_PLACE = re.compile(r"Sted: (?P<place>.+)")


def join_days(blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """Join each such heading with its day; the place told with the last comes along."""
    joined: list[Block] = []
    place: str | None = None
    is_told = False
    for block in blocks:
        if joined and _FROM.fullmatch(joined[-1].text) and (day := _DAY.fullmatch(block.text)):
            text = f"{joined.pop().text}, {day['date']}"
            joined.append(block._replace(text=text, kind=BlockKind.PARAGRAPH))
            is_told = True
        elif is_told and (found := _PLACE.fullmatch(block.text)):
            place, is_told = found["place"].rstrip(" ."), False
        else:
            joined.append(block)
            is_told = False
    return joined, place
