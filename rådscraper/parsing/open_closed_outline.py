"""Outline of Aalborg's pages: ``Åben`` and ``Lukket`` as lines of their own, section headings that may be plain lines.

Recorded as text alone (minutes of 2023-04-11): item titles are lost, and the word ``Åben`` parts the items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, Block, BlockKind
from rådscraper.items import SectionKind
from rådscraper.parsing import site_words, vocabulary
from rådscraper.parsing.agenda import split_items

_INLINE = re.compile(r"(?P<heading>Beslutning|Indstilling):\s+(?P<rest>\S.*)", re.DOTALL)
_LONGEST_OPEN_WORD = 30
_LINES = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_SAID_IN_FULL = (SectionKind.DECISION, SectionKind.RECOMMENDATION)


def split_at_open_words(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give blocks their items and sections where the layout marks none.

    Without item headings each ``Åben`` or ``Lukket`` on a line of its own begins an item. Plain lines that are standing
    headings become section headings unless the layout marks sections itself. A heading above the items' level that
    comes after one ends it. Documents with headings for items and sections stay as they are.
    """
    marked = list(blocks)
    if not any(block.level == ITEM_LEVEL for block in marked):
        if not _parts_items(marked):
            return tuple(blocks)
        marked = [made for block in marked for made in _item_start(block)]
    first = next(place for place, block in enumerate(marked) if block.level == ITEM_LEVEL)
    head, body = marked[:first], marked[first:]
    has_open_words = any(len(block.text) <= _LONGEST_OPEN_WORD and _openness(block) is not None for block in body)
    if not has_open_words and _has_sections(body) and not any(block.level == MEETING_LEVEL for block in body):
        return tuple(marked)
    body = _without_outside(body, has_footer=has_open_words)
    _, items = split_items(body)
    if has_open_words or not any(map(_has_sections, items)):
        items = [item if _has_sections(item) else _with_sections(item) for item in items]
    return (*head, *_name_openness([block for item in items for block in item]))


def _has_sections(item: Sequence[Block]) -> bool:
    return any(block.level == SECTION_LEVEL and vocabulary.is_standing_heading(block.text) for block in item)


def _with_sections(item: Sequence[Block]) -> list[Block]:
    return [made for block in item for made in _section_start(block)]


def _parts_items(blocks: Sequence[Block]) -> bool:
    """Whether open words stand where items begin: before a heading, not before a run of numbered lines (an index)."""
    places = [place for place, block in enumerate(blocks) if _openness(block) is not None]
    following = [blocks[place + 1] if place + 1 < len(blocks) else None for place in places]
    begun = sum(1 for block in following if block is None or _begins_item(block))
    return bool(places) and 2 * begun > len(places)


def _begins_item(block: Block) -> bool:
    """Whether what stands below an open word shows that it begins an item, if only one without text."""
    return _openness(block) is not None or _is_standing(block) or _is_footer(block)


def _openness(block: Block) -> bool | None:
    return vocabulary.OPEN_WORDS.get(vocabulary.fold(block.text)) if block.kind in _LINES else None


def _is_standing(block: Block) -> bool:
    text = block.text
    is_inline = block.kind is BlockKind.PARAGRAPH and _INLINE.fullmatch(text) is not None
    return block.kind in _LINES and (vocabulary.is_standing_heading(text) or is_inline)


def _item_start(block: Block) -> list[Block]:
    if _openness(block) is None:
        return [block]
    # Its title is not printed; the word itself is read by _name_openness.
    return [
        Block("", BlockKind.HEADING, ITEM_LEVEL, page=block.page),
        block._replace(kind=BlockKind.PARAGRAPH, level=None),
    ]


def _section_start(block: Block) -> list[Block]:
    if block.kind is not BlockKind.PARAGRAPH:
        return [block]
    if vocabulary.is_standing_heading(block.text):
        return [block._replace(kind=BlockKind.HEADING, level=SECTION_LEVEL)]
    found = _INLINE.fullmatch(block.text)
    if found and vocabulary.classify_heading(found["heading"]) in _SAID_IN_FULL:
        heading = block._replace(text=found["heading"], kind=BlockKind.HEADING, level=SECTION_LEVEL)
        return [heading, block._replace(text=found["rest"])]
    return [block]


def _without_outside(blocks: Sequence[Block], *, has_footer: bool) -> list[Block]:
    """Leave out what belongs to no item: the page's foot, and what follows a heading above the items' level."""
    last = max(place for place, block in enumerate(blocks) if block.level == ITEM_LEVEL)
    kept: list[Block] = []
    is_outside = False
    for place, block in enumerate(blocks):
        if block.level == ITEM_LEVEL:
            is_outside = False
        elif block.level == MEETING_LEVEL and vocabulary.is_standing_heading(block.text):
            is_outside = False
            block = block._replace(level=SECTION_LEVEL)
        elif block.level == MEETING_LEVEL or (has_footer and place > last and _is_footer(block)):
            is_outside = True
        if not is_outside:
            kept.append(block)
    return kept


def _is_footer(block: Block) -> bool:
    return block.kind in _LINES and site_words.FOOTER.fullmatch(block.text.strip()) is not None


def _name_openness(blocks: Sequence[Block]) -> list[Block]:
    """Make the open word that stands first in an item the item's fact."""
    named: list[Block] = []
    is_first = False
    for block in blocks:
        openness = _openness(block) if is_first and block.level in (None, SECTION_LEVEL) else None
        if openness is not None:
            fact = block._replace(text=str(openness).lower(), kind=BlockKind.FIELD, level=None, name="is_open")
            named.append(fact)
        else:
            named.append(block)
        is_first = block.level == ITEM_LEVEL or (is_first and block.kind is BlockKind.FIELD)
    return named
