"""Which lines begin an item, where the words alone tell: each layout has a way, and the first that fits decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rådscraper.document import ITEM_LEVEL, Block
from rådscraper.items import SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.case_numbers import is_case_number
from rådscraper.parsing.item_start import ItemStart, begins_text, is_section_heading
from rådscraper.parsing.numbered_items import begin_at_numbers, begin_at_other_numbers
from rådscraper.parsing.open_words import tell_open
from rådscraper.parsing.pointed_items import (
    LEADERS,
    begin_at_listed_points,
    begin_at_other_points,
    begin_at_points,
    begin_at_points_alone,
    if_told,
)
from rådscraper.parsing.sections import part_of
from rådscraper.parsing.untitled_items import begin_at_case_numbers, begin_at_headings, begin_in_contents

_NUMBER_ALONE = re.compile(r"(?P<number>\d{1,3})\.?")
_BULLETED = re.compile(r"- (?P<number>\d{1,3})\.? (?P<title>[^\Wa-zæøå\d].*)")
_GLUED = re.compile(r"(?P<number>\d{1,3})(?P<title>[A-ZÆØÅ][a-zæøå].*)")
_BELOW = re.compile(r"Sag nr\. (?P<number>\d{1,4})(?: \((?P<case>[^()]+)\))?")


@dataclass(frozen=True, slots=True)
class Style:
    """How a layout begins its items; ``papers_last`` where nothing but papers follows their heading.

    ``is_typeset`` where the text is that of printed pages, whose headings in capitals are bold.
    """

    begin: Callable[[Sequence[Block]], list[ItemStart]]
    papers_last: bool = False
    is_typeset: bool = False


def find_items(blocks: Sequence[Block]) -> tuple[Style, list[ItemStart]]:
    """Find where items begin; where the layout marks headings of items, nothing else begins one."""
    marked = [place for place, block in enumerate(blocks) if block.level == ITEM_LEVEL]
    for style in STYLES:
        found = style.begin(blocks)
        if marked:
            found = [start for start in found if start.place in marked]
        inside = {start.place + n for start in found for n in range(1, start.length)}
        if found and len(found) >= len(set(marked) - inside) and not _begins_late(blocks, found[0].place):
            return style, tell_open(blocks, found)
    return STYLES[0], [ItemStart(place, 1, blocks[place].text) for place in marked]


def _begins_late(blocks: Sequence[Block], first: int) -> bool:
    """Whether something is decided before the first item: what was found is a list inside one.

    What ends a line again below is a title in a list of contents (``Beslutning: Valg af formand``).
    """
    told = [block for block in blocks[:first] if _tells_decision(block)]
    return any(not any(below.text.endswith(f" {block.text}") for below in blocks[first:]) for block in told)


def _tells_decision(block: Block) -> bool:
    if is_section_heading(block):
        return part_of(block.text).kind is SectionKind.DECISION
    found = vocabulary.INLINE_HEADING.fullmatch(block.text)
    return (
        found is not None and part_of(found["heading"]).kind is SectionKind.DECISION and not LEADERS.search(block.text)
    )


def _numbers_alone(blocks: Sequence[Block]) -> list[ItemStart]:
    """``3.`` in a line of its own, below it the title and a section; numbers run on one by one."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks[:-2]):
        found = _NUMBER_ALONE.fullmatch(block.text)
        if found and begins_text(blocks[place + 2]) and not begins_text(blocks[place + 1]):
            number, title = found["number"], blocks[place + 1].text
            if not starts or int(number) == int(starts[-1].number or 0) + 1:
                starts.append(ItemStart(place, 2, title, number))
    return starts if len(starts) > 1 else []


def _bulleted(blocks: Sequence[Block]) -> list[ItemStart]:
    """``• 419. Title`` (Stevns) or ``• 1 Title`` (Viborg)."""
    return _counted(blocks, _BULLETED)


def _glued(blocks: Sequence[Block]) -> list[ItemStart]:
    """``38Title`` (Frederikssund)."""
    return _counted(blocks, _GLUED)


def _counted(blocks: Sequence[Block], pattern: re.Pattern[str]) -> list[ItemStart]:
    """Items whose numbers run on, where most have text of their own."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks):
        found = pattern.fullmatch(block.text)
        if found and (not starts or int(found["number"]) == int(starts[-1].number or 0) + 1):
            starts.append(ItemStart(place, 1, found["title"], found["number"]))
    return if_told(blocks, starts)


def _numbers_below(blocks: Sequence[Block]) -> list[ItemStart]:
    """A title, and its number below it in a line of its own: ``Sag nr. 129`` (Rødovre)."""
    return [
        ItemStart(place, 2, block.text, found["number"], case_number=found["case"])
        for place, block in enumerate(blocks[:-1])
        if (found := _BELOW.fullmatch(blocks[place + 1].text)) and not _BELOW.fullmatch(block.text)
    ]


def _rows(blocks: Sequence[Block]) -> list[ItemStart]:
    """A number in a line of its own, then the title (the text of FirstAgenda's page, where they are cells)."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks[:-1]):
        title = blocks[place + 1].text
        in_table = starts or (place and vocabulary.fold(blocks[place - 1].text) == "titel")
        is_title = not title.isdigit() and (not is_section_heading(blocks[place + 1]) or _has_case_below(blocks, place))
        if in_table and block.text == str(len(starts) + 1) and is_title:
            starts.append(ItemStart(place, 2, title, block.text))
    return starts


def _has_case_below(blocks: Sequence[Block], place: int) -> bool:
    return place + 2 < len(blocks) and is_case_number(blocks[place + 2].text)


def _titled_cases(blocks: Sequence[Block]) -> list[ItemStart]:
    """A title, and below it a case number that ends in a dash (``24-031190 -``)."""
    starts = []
    for place, block in enumerate(blocks[:-1]):
        if _has_case(blocks, place):
            length = 2 + _tabs_below(blocks[place + 2 : place + 8])
            starts.append(ItemStart(place, length, block.text, case_number=blocks[place + 1].text.rstrip(" -")))
    return starts


def _has_case(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line has a case number and a dash below it, as a title does."""
    below = blocks[place + 1].text if place + 1 < len(blocks) else ""
    return below.endswith(" -") and is_case_number(below.rstrip(" -"))


def _tabs_below(blocks: Sequence[Block]) -> int:
    """How many lines are names of parts of the page: up to ``Bilag`` with no papers under it."""
    for at, block in enumerate(blocks):
        if vocabulary.fold(block.text) == "bilag":
            is_last = at + 1 == len(blocks) or _has_case(blocks, at + 1)
            return at + 1 if is_last or is_section_heading(blocks[at + 1]) else 0
        if begins_text(block):
            return 0
    return 0


STYLES = (
    Style(begin_at_points, papers_last=True, is_typeset=True),
    Style(begin_at_points_alone),
    Style(begin_at_listed_points),
    Style(begin_at_other_points),
    Style(_titled_cases),
    Style(_rows, papers_last=True),
    Style(_numbers_below),
    Style(_bulleted),
    Style(_glued),
    Style(begin_at_other_numbers),
    Style(begin_at_numbers),
    Style(_numbers_alone),
    Style(begin_at_case_numbers),
    Style(begin_at_headings),
    Style(begin_in_contents),
)
