"""Items and sections in a document whose layout does not mark them all: plain text, and printed pages.

On printed pages bold type is all that marks a heading, so there the words decide too: a bold line that is no standing
heading and stands in one item only is a sub-heading of that case and stays text. A contents list, the site's
navigation and its footer are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Block, BlockKind, Document
from rådscraper.parsing import site_words, vocabulary
from rådscraper.parsing.attendance import opens_list
from rådscraper.parsing.bodies import is_body_name
from rådscraper.parsing.head import is_day, parse_head
from rådscraper.parsing.item_start import ItemStart, is_section_heading
from rådscraper.parsing.item_starts import find_items
from rådscraper.parsing.printed_sections import Headings, mark_sections
from rådscraper.parsing.running_text import break_pages
from rådscraper.parsing.sections import part_of
from rådscraper.parsing.told_meetings import join_days

_GLUED = re.compile(
    r"(?:(?<=[a-zæøå])|(?<=\bEvt\.))(?=\d{1,3}\. [A-ZÆØÅ])|(?<=[a-zæøå])(?=Til toppen$|Bilag \d{1,2}: )"
    r"|(?<=^Indholdsfortegnelse)(?=\d)|(?<=^Sagens forløb) (?=\d\d-\d\d-\d{4} [A-ZÆØÅ])"
    r"|(?<=^Beslutning) (?=(?:Tilbage|Frem|Over)sendes )"  # Aarhus
)
_NUMBERED = re.compile(r"- \d{1,3}\.? [A-ZÆØÅ]")
_FILED = re.compile(r"[A-ZÆØÅ]{2} \d{1,4}/(?:\d{2}){1,2}")
_BEGUN = re.compile(r"\d{1,3}\. ")
_PRINT = re.compile(r"^Udskriv(?=Sags)")


def outline(document: Document) -> Document:
    """Mark items and sections by the words; a document whose layout tells them for certain is left as it is."""
    is_printed = any(block.page is not None for block in document.blocks)
    if not is_printed and any(block.level == ITEM_LEVEL for block in document.blocks):
        if not any(block.text in site_words.TO_TOP for block in document.blocks):
            return document
        return replace(document, blocks=tuple(one for one in document.blocks if one.text not in site_words.TO_TOP))
    blocks, place = join_days(_without_furniture(break_pages(document.blocks)))
    blocks = _without_bullets(_without_steps(blocks))
    style, starts = find_items(blocks)
    if not starts:
        return document if tuple(blocks) == document.blocks else replace(document, blocks=tuple(blocks))
    head = parse_head(blocks[: starts[0].place])
    headings = Headings(head, blocks[starts[0].place :])
    marked = [block for block in blocks[: starts[0].place] if not vocabulary.CONTENTS.fullmatch(block.text)]
    marked += [Block(place, BlockKind.FIELD, name="place")] if place else []
    bounds = [*(start.place for start in starts[1:]), len(blocks)]
    inside = [blocks[start.place + start.length : end] for start, end in zip(starts, bounds, strict=True)]
    recurring = _recurring(inside)
    for start, told in zip(starts, inside, strict=True):
        lines = [block if block.text in recurring else _as_text(block) for block in _without_repeats(start, told)]
        if start.is_open is not None:
            known = vocabulary.OPEN_WORDS | vocabulary.OPEN_GROUPS
            lines = [block for block in lines if vocabulary.fold(block.text) not in known]
        marked += _item_heading(start)
        is_ruled = _FILED.fullmatch(start.case_number or "") is not None
        marked += mark_sections(lines, style, headings, is_ruled=is_ruled)
    return replace(document, blocks=tuple(marked))


def _without_repeats(start: ItemStart, told: Sequence[Block]) -> list[Block]:
    """Leave out number and title where they are said again below the title (Roskilde)."""
    again = [block.text for block in told[:3]]
    if not any(text in (f"Pkt. {start.number}", f"Punkt {start.number}") for text in again):
        return list(told)
    repeats = (f"Pkt. {start.number}", f"Punkt {start.number}", start.title)
    return [block for place, block in enumerate(told) if place > 3 or block.text not in repeats]


def _without_bullets(blocks: Sequence[Block]) -> list[Block]:
    """Take the bullets off headings in a document that prints one before each (Viborg until 2021)."""
    bare = [block._replace(text=block.text.removeprefix("- "), kind=BlockKind.PARAGRAPH) for block in blocks]
    listed = [
        block.kind is BlockKind.LIST_ITEM and is_section_heading(one) for block, one in zip(blocks, bare, strict=True)
    ]
    if not any(
        is_listed and (part_of(one.text).decided_on or (place and _NUMBERED.match(blocks[place - 1].text)))
        for place, (is_listed, one) in enumerate(zip(listed, bare, strict=True))
    ):
        return list(blocks)
    return [one if is_section_heading(one) else block for block, one in zip(blocks, bare, strict=True)]


def _without_steps(blocks: Sequence[Block]) -> list[Block]:
    """Leave out body and day above a step of a case whose decision names both again (Aabenraa)."""
    steps = {
        place
        for place, (block, below) in enumerate(pairwise(blocks))
        if block.kind is BlockKind.LIST_ITEM and is_body_name(block.text.removeprefix("- ")) and is_day(below.text)
    }
    return [block for place, block in enumerate(blocks) if not {place, place - 1} & steps]


def _recurring(items: Sequence[Sequence[Block]]) -> set[str]:
    """Headings of sections, by their type, that stand in several items; labels of lists of people are none."""
    told = Counter(text for item in items for text in {block.text for block in item if block.level == SECTION_LEVEL})
    return {text for text, number in told.items() if number > 1 and not opens_list(text)}


def _as_text(block: Block) -> Block:
    is_told = block.level is None or block.name is not None
    return block if is_told else block._replace(kind=BlockKind.PARAGRAPH, level=None)


def _without_furniture(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if block.text.startswith("Udskriv") and kept and kept[-1].text == "-":
            kept.pop()
        glued = (text for text in _GLUED.split(block.text) if not site_words.NAVIGATION.fullmatch(text))
        texts = [part for text in glued for part in site_words.SUFFIX.split(text)]
        kept += [block._replace(text=_PRINT.sub("", text)) for text in texts[:1] if text or block.name]
        kept += [block._replace(text=text, kind=BlockKind.PARAGRAPH) for text in texts[1:] if text]
    kept = _without_tabs(kept)
    feet = [place for place, block in enumerate(kept) if place and site_words.FOOTER.fullmatch(block.text)]
    if feet:
        # ``Kontakt`` may also stand in an item's text: below a page's foot begins no item.
        _, starts = find_items(kept)
        opened = [place for place, block in enumerate(kept) if vocabulary.open_word(block.text) is not None]
        last = max([0, *(start.place for start in starts[-1:]), *opened])
        kept = kept[: next((place for place in feet if place > last), len(kept))]
    return kept


def _without_tabs(blocks: Sequence[Block]) -> list[Block]:
    """Leave out links to an item's parts: they stand right above the next item, or last of all."""
    texts = (*(block.text for block in blocks), "1. ", "")
    tabs = [
        place
        for place in range(len(blocks) - 1)
        if texts[place : place + 2] == site_words.TABS and _BEGUN.match(texts[place + 2])
    ]
    return [block for place, block in enumerate(blocks) if place not in tabs and place - 1 not in tabs]


def _item_heading(start: ItemStart) -> Iterator[Block]:
    yield Block(start.title, BlockKind.HEADING, ITEM_LEVEL)
    facts = {"number": start.number, "planned_time": start.planned_time, "case_number": start.case_number}
    facts["is_open"] = None if start.is_open is None else str(start.is_open).lower()
    for name, value in facts.items():
        if value:
            yield Block(value, BlockKind.FIELD, name=name)
