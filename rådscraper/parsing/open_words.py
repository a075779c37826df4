"""Which items are open and which closed, where words beside or between them tell it of many at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rådscraper.document import Block
from rådscraper.parsing import vocabulary
from rådscraper.parsing.item_start import ItemStart

_FIRST_NUMBER = re.compile(r"\d{1,3}(?!\d)")
_OPEN_AT_END = re.compile(r"(?P<title>\S.*) (?P<word>Åbent?|Lukket)")


def tell_open(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """Give the items with whether each is open, as far as words between them or behind their titles tell it."""
    return _part_open_words(_with_open_words(blocks, starts))


def _part_open_words(starts: Sequence[ItemStart]) -> list[ItemStart]:
    """Part ``Åbent`` or ``Lukket`` from the titles where each ends in one, printed far right (PolWeb)."""
    found = [_OPEN_AT_END.fullmatch(start.title) for start in starts]
    if len(starts) < 2 or not all(found):
        return list(starts)
    return [
        replace(start, title=one["title"], is_open=vocabulary.OPEN_WORDS[one["word"].casefold()])
        for start, one in zip(starts, found, strict=True)
        if one
    ]


def _with_open_words(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """``Åben`` or ``Lukket`` between items holds for all that follow, until the next (Aalborg's index pages)."""
    known = vocabulary.OPEN_WORDS | vocabulary.OPEN_GROUPS
    folded = [vocabulary.fold(block.text) for block in blocks]
    if not vocabulary.PAIRED_GROUPS.keys().isdisjoint(folded):
        known |= vocabulary.PAIRED_GROUPS | vocabulary.CLOSING_GROUPS
    words = {place: known.get(text) for place, text in enumerate(folded)}
    if not starts or not any(words[place] is not None for place in range(starts[0].place)):
        return starts
    opened, place, marked = None, 0, []
    if {True, False} <= {words[before] for before in range(starts[0].place)}:
        listed = _opened_in_contents(blocks[: starts[0].place], known)
        return [replace(start, is_open=listed.get(start.number or "")) for start in starts]
    for start in starts:
        for before in range(place, start.place):
            opened = words[before] if words[before] is not None else opened
        place = start.place
        marked.append(replace(start, is_open=opened))
    return marked


def _opened_in_contents(blocks: Sequence[Block], known: Mapping[str, bool]) -> dict[str, bool]:
    """Which numbers a list of contents has under ``Åben`` and which under ``Lukket``."""
    listed: dict[str, bool] = {}
    opened = None
    for block in blocks:
        opened = known.get(vocabulary.fold(block.text), opened)
        if opened is not None and (number := _FIRST_NUMBER.match(block.text)):
            listed[number[0]] = opened
    return listed
