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
from rådscraper.items import DocumentType, Outcome, SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.attendance import opens_list
from rådscraper.parsing.bodies import is_body_name
from rådscraper.parsing.decisions import Held, is_own_part
from rådscraper.parsing.head import Head, is_day, parse_head
from rådscraper.parsing.item_start import ItemStart, is_section_heading
from rådscraper.parsing.item_starts import Style, find_items
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.running_text import break_pages
from rådscraper.parsing.sections import BARE_STEP, MEETING_OF, Part, part_of

_GLUED = re.compile(
    r"(?:(?<=[a-zæøå])|(?<=\bEvt\.))(?=\d{1,3}\. [A-ZÆØÅ])|(?<=[a-zæøå])(?=Til toppen$)"
    r"|(?<=^Indholdsfortegnelse)(?=\d)"
)
_NUMBERED = re.compile(r"- \d{1,3}\.? [A-ZÆØÅ]")
_FILED = re.compile(r"[A-ZÆØÅ]{2} \d{1,4}/\d{2}")
_PRINT = re.compile(r"^Udskriv(?=Sags)")
_SENTENCE = re.compile(r"[.:!?]$")
_AFTER_DECISION = (SectionKind.DECISION, SectionKind.ATTACHMENTS)
_BARE = ("beslutning", "beslutninger")


def outline(document: Document) -> Document:
    """Mark items and sections by the words; a document whose layout tells them for certain is left as it is."""
    is_printed = any(block.page is not None for block in document.blocks)
    if not is_printed and any(block.level == ITEM_LEVEL for block in document.blocks):
        return document
    blocks = _without_bullets(_without_steps(_without_furniture(break_pages(document.blocks))))
    style, starts = find_items(blocks)
    if not starts:
        return document if len(blocks) == len(document.blocks) else replace(document, blocks=tuple(blocks))
    head = parse_head(blocks[: starts[0].place])
    headings = _Headings(head, blocks[starts[0].place :])
    marked = [block for block in blocks[: starts[0].place] if not vocabulary.CONTENTS.fullmatch(block.text)]
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
        marked += _sections(lines, style, headings, is_ruled=is_ruled)
    return replace(document, blocks=tuple(marked))


class _Headings:
    """Which lines are headings of sections in this document.

    Where decisions are headed with body and day, or where nothing is decided yet, the bare word ``Beslutning`` heads
    none: it tells the item's type. Of ``Beslutning`` and ``Beslutninger`` the one that stands oftener heads them, the
    other is part of a case. A bare body and day (``Byrådet, 14-08-2019, pkt. 176``) head the meeting's own
    decision alone; those of other days are steps of the case.
    """

    def __init__(self, head: Head, blocks: Sequence[Block]) -> None:
        self._head = head
        is_dated = any(self.is_own(part_of(block.text)) for block in blocks if is_section_heading(block))
        bare = Counter(word for block in blocks if (word := vocabulary.fold(block.text)) in _BARE)
        self._bare = bare.most_common(1)[0][0] if bare else None
        is_decided = head.document_type is not DocumentType.AGENDA or self._is_decided(blocks)
        self._takes_bare_word = not is_dated and is_decided
        together = vocabulary.TOGETHER & {vocabulary.fold(block.text) for block in blocks}
        self._together = together if len(together) > 1 else frozenset()

    def _is_decided(self, blocks: Sequence[Block]) -> bool:
        """Whether an agenda tells a decision all the same, in words that decide, below the bare word."""
        below = [two.text for one, two in pairwise(blocks) if vocabulary.fold(one.text) == self._bare]
        return any(classify_decision(text) not in (Outcome.NONE, Outcome.OTHER) for text in below)

    def holds(self, block: Block) -> bool:
        """Whether this line is one."""
        part = part_of(block.text)
        if BARE_STEP.fullmatch(block.text):
            return self.is_own(part)
        if part.kind is SectionKind.DECISION and part.decided_on is None:
            is_other = vocabulary.fold(block.text) in _BARE and vocabulary.fold(block.text) != self._bare
            return self._takes_bare_word and not is_other and is_section_heading(block)
        return is_section_heading(block) or vocabulary.fold(block.text) in self._together

    def is_own(self, part: Part) -> bool:
        """Whether a section's heading names the body that meets and the day."""
        held = Held(self._head.body_name, self._head.date)
        return part.decided_on is not None and part.decided_on == held.date and is_own_part(part, held)


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
    return block if block.level is None else block._replace(kind=BlockKind.PARAGRAPH, level=None)


def _without_furniture(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if block.text.startswith("Udskriv") and kept and kept[-1].text == "-":
            kept.pop()
        glued = (text for text in _GLUED.split(block.text) if not vocabulary.NAVIGATION.fullmatch(text))
        texts = [part for text in glued for part in vocabulary.SUFFIX.split(text)]
        kept += [block._replace(text=_PRINT.sub("", text)) for text in texts[:1] if text]
        kept += [block._replace(text=text, kind=BlockKind.PARAGRAPH) for text in texts[1:] if text]
    feet = [place for place, block in enumerate(kept) if place and vocabulary.FOOTER.fullmatch(block.text)]
    if feet:
        # ``Kontakt`` may also stand in an item's text: below a page's foot begins no item.
        _, starts = find_items(kept)
        last = starts[-1].place if starts else 0
        kept = kept[: next((place for place in feet if place > last), len(kept))]
    return kept


def _item_heading(start: ItemStart) -> Iterator[Block]:
    yield Block(start.title, BlockKind.HEADING, ITEM_LEVEL)
    facts = {"number": start.number, "planned_time": start.planned_time, "case_number": start.case_number}
    facts["is_open"] = None if start.is_open is None else str(start.is_open).lower()
    for name, value in facts.items():
        if value:
            yield Block(value, BlockKind.FIELD, name=name)


def _sections(blocks: Sequence[Block], style: Style, headings: _Headings, *, is_ruled: bool) -> Iterator[Block]:
    """Mark the sections of an item; ``is_ruled`` where its decision has no heading (København until 2010)."""
    papers = is_unnamed = has_case = is_over = False
    kinds = {part_of(block.text).kind for block in blocks if headings.holds(block)}
    is_proposed = bool(kinds) and SectionKind.RECOMMENDATION not in kinds
    for place, block in enumerate(blocks):
        text = block.text
        if papers and style.papers_last and not MEETING_OF.fullmatch(text):
            if not text.isdigit():  # how many papers there are
                yield block._replace(text=text.removeprefix("- ").removeprefix("PDF"), kind=BlockKind.LINK)
        elif found := vocabulary.INLINE_HEADING.fullmatch(text):
            yield Block(found["heading"], BlockKind.HEADING, SECTION_LEVEL)
            yield block._replace(text=found["text"])
            papers = False
        elif style.is_typeset and vocabulary.TYPESET_HEADING.fullmatch(text):
            yield block._replace(kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif block.level == SECTION_LEVEL and not is_section_heading(block):
            yield block
        elif (is_proposed or is_ruled) and vocabulary.PROPOSES.fullmatch(text):
            is_proposed = False
            yield Block("", BlockKind.HEADING, SECTION_LEVEL, SectionKind.RECOMMENDATION.value)
            yield block
        elif is_ruled and vocabulary.RULED.fullmatch(text):
            is_ruled = False
            yield Block("", BlockKind.HEADING, SECTION_LEVEL, SectionKind.DECISION.value)
            yield block
        elif is_over and part_of(text).kind not in _AFTER_DECISION:
            yield block
        elif headings.holds(block) and not _is_type(blocks, place):
            part = part_of(text)
            # Below the case and a decision headed with body and day, what reads like a heading is part of the decision.
            is_over = has_case and style.papers_last and headings.is_own(part)
            has_case = has_case or part.kind is SectionKind.CASE
            papers, is_unnamed = part.kind is SectionKind.ATTACHMENTS, False
            yield block._replace(text="Bilag" if papers else text, kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif papers and text == "-":
            papers = False
        elif papers and not _SENTENCE.search(text):
            yield block._replace(text=text.removeprefix("- "), kind=BlockKind.LINK)
        elif papers:
            papers = False
            yield Block("", BlockKind.HEADING, SECTION_LEVEL)
            yield block
        elif not is_unnamed and _begins_unnamed(blocks, place):
            is_unnamed = True
            yield Block("", BlockKind.HEADING, SECTION_LEVEL)
            yield block
        else:
            yield block


def _is_type(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is what stands under ``Sagstype``: ``Beslutning`` there is the type of the case."""
    if vocabulary.fold(blocks[place].text) != "beslutning":
        return False
    heading = next((block.text for block in reversed(blocks[:place]) if is_section_heading(block)), "")
    above = vocabulary.fold(heading)
    return above == "sagsgang og sagstype" or (above == "sagstype" and blocks[place - 1].text == heading)


def _begins_unnamed(blocks: Sequence[Block], place: int) -> bool:
    """Whether a paragraph begins the section without a heading that FirstAgenda's plain dialect puts before ``Resume``.

    In HTML it has an empty heading; in text a proposal that opens it tells, or its place between ``Beslutninger`` and
    ``Resume``.
    """
    is_last = place + 1 < len(blocks) and vocabulary.fold(blocks[place + 1].text) == "resume"
    if not place or not (is_last or vocabulary.TYPESET_HEADING.fullmatch(blocks[place].text)):
        return False
    before = next((block.text for block in reversed(blocks[:place]) if is_section_heading(block)), "")
    return vocabulary.fold(before) == "beslutninger" and not is_section_heading(blocks[place - 1])
