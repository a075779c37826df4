"""Items and sections in a document whose layout does not mark them all: plain text, and printed pages.

On printed pages bold type is all that marks a heading, so there the words decide too: a bold line that is no standing
heading and stands in one item only is a sub-heading of that case and stays text. A contents list, the site's
navigation and its footer are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Block, BlockKind, Document
from rådscraper.items import DocumentType, SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.attendance import opens_list
from rådscraper.parsing.decisions import Held, is_own_part
from rådscraper.parsing.head import parse_head
from rådscraper.parsing.item_starts import ItemStart, Style, find_items, is_section_heading
from rådscraper.parsing.sections import MEETING_OF, part_of

_GLUED = re.compile(r"(?<=[a-zæøå])(?=\d{1,3}\. [A-ZÆØÅ])")
_INLINE = re.compile(r"(?P<heading>Beslutning): (?P<text>\S.*)")
_SENTENCE = re.compile(r"[.:!?]$")


def outline(document: Document) -> Document:
    """Mark items and sections by the words; a document whose layout tells them for certain is left as it is."""
    is_printed = any(block.page is not None for block in document.blocks)
    if not is_printed and any(block.level == ITEM_LEVEL for block in document.blocks):
        return document
    blocks = _without_furniture(document.blocks)
    style, starts = find_items(blocks)
    if not starts:
        return document
    head = parse_head(blocks[: starts[0].place])
    held = Held(head.body_name, head.date)
    is_agenda = head.document_type is DocumentType.AGENDA
    marked = [block for block in blocks[: starts[0].place] if not vocabulary.CONTENTS.fullmatch(block.text)]
    bounds = [*(start.place for start in starts[1:]), len(blocks)]
    inside = [blocks[start.place + start.length : end] for start, end in zip(starts, bounds, strict=True)]
    recurring = _recurring(inside)
    for start, told in zip(starts, inside, strict=True):
        lines = [block if block.text in recurring else _as_text(block) for block in told]
        if start.is_open is not None:
            lines = [block for block in lines if vocabulary.fold(block.text) not in vocabulary.OPEN_WORDS]
        marked += _item_heading(start)
        marked += _sections(lines, style, any_decision=not (is_agenda or _has_dated_decision(lines, held)))
    return replace(document, blocks=tuple(marked))


def _recurring(items: Sequence[Sequence[Block]]) -> set[str]:
    """Headings of sections, by their type, that stand in several items; labels of lists of people are none."""
    told = Counter(text for item in items for text in {block.text for block in item if block.level == SECTION_LEVEL})
    return {text for text, number in told.items() if number > 1 and not opens_list(text)}


def _as_text(block: Block) -> Block:
    return block if block.level is None else block._replace(kind=BlockKind.PARAGRAPH, level=None)


def _without_furniture(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if vocabulary.FOOTER.fullmatch(block.text) and kept:
            break
        if not vocabulary.NAVIGATION.fullmatch(block.text):
            kept += [block._replace(text=text) for text in _GLUED.split(block.text)]
    return kept


def _item_heading(start: ItemStart) -> Iterator[Block]:
    yield Block(start.title, BlockKind.HEADING, ITEM_LEVEL)
    facts = {"number": start.number, "planned_time": start.planned_time, "case_number": start.case_number}
    facts["is_open"] = None if start.is_open is None else str(start.is_open).lower()
    for name, value in facts.items():
        if value:
            yield Block(value, BlockKind.FIELD, name=name)


def _has_dated_decision(blocks: Iterable[Block], held: Held) -> bool:
    """Whether an item's decision has a heading that names body and day: then a bare ``Beslutning`` is text."""
    parts = (part_of(block.text) for block in blocks if is_section_heading(block))
    return any(part.kind is SectionKind.DECISION and part.decided_on and is_own_part(part, held) for part in parts)


def _sections(blocks: Sequence[Block], style: Style, *, any_decision: bool) -> Iterator[Block]:
    papers = False
    for place, block in enumerate(blocks):
        text = block.text
        if papers and style.papers_last and not MEETING_OF.fullmatch(text):
            if not text.isdigit():  # how many papers there are
                yield block._replace(text=text.removeprefix("- ").removeprefix("PDF"), kind=BlockKind.LINK)
        elif found := _INLINE.fullmatch(text):
            yield Block(found["heading"], BlockKind.HEADING, SECTION_LEVEL)
            yield block._replace(text=found["text"])
            papers = False
        elif style.is_typeset and vocabulary.TYPESET_HEADING.fullmatch(text):
            yield block._replace(kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif block.level == SECTION_LEVEL and not is_section_heading(block):
            yield block
        elif (
            is_section_heading(block)
            and (any_decision or not _is_undated_decision(text))
            and not _is_type(blocks, place)
        ):
            part = part_of(text)
            papers = part.kind is SectionKind.ATTACHMENTS
            yield block._replace(text="Bilag" if papers else text, kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif papers and not _SENTENCE.search(text):
            yield block._replace(text=text, kind=BlockKind.LINK)
        elif papers:
            papers = False
            yield Block("", BlockKind.HEADING, SECTION_LEVEL)
            yield block
        elif _is_unnamed_resume(blocks, place):
            yield Block("", BlockKind.HEADING, SECTION_LEVEL)
            yield block
        else:
            yield block


def _is_undated_decision(text: str) -> bool:
    part = part_of(text)
    return part.kind is SectionKind.DECISION and part.decided_on is None


def _is_type(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is what stands under ``Sagstype``: ``Beslutning`` there is the type of the case."""
    if vocabulary.fold(blocks[place].text) != "beslutning":
        return False
    heading = next((block.text for block in reversed(blocks[:place]) if is_section_heading(block)), "")
    above = vocabulary.fold(heading)
    return above == "sagsgang og sagstype" or (above == "sagstype" and blocks[place - 1].text == heading)


def _is_unnamed_resume(blocks: Sequence[Block], place: int) -> bool:
    """Whether a paragraph is the section without a heading that FirstAgenda's plain dialect puts before ``Resume``.

    In HTML it has an empty heading; in text nothing but its place, between ``Beslutninger`` and ``Resume``, tells.
    """
    if place + 1 >= len(blocks) or vocabulary.fold(blocks[place + 1].text) != "resume" or not place:
        return False
    before = next((block.text for block in reversed(blocks[:place]) if is_section_heading(block)), "")
    return vocabulary.fold(before) == "beslutninger" and not is_section_heading(blocks[place - 1])
