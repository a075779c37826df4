"""Sections inside an item of a document whose layout does not mark them: which lines are headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.items import DocumentType, Outcome, SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.attendance import cut_absence
from rådscraper.parsing.decisions import Held, is_own_part
from rådscraper.parsing.head import Head
from rådscraper.parsing.item_start import is_section_heading
from rådscraper.parsing.item_starts import Style
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.sections import BARE_STEP, DECISION_OF, MEETING_OF, Part, part_of
from rådscraper.parsing.votes import parse_votes

_COUNTED = re.compile(r"(?P<number>\d{1,3}) [A-ZÆØÅ]")
_SENTENCE = re.compile(r"[.:!?]$")
_AFTER_DECISION = (SectionKind.DECISION, SectionKind.ATTACHMENTS)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)$", re.IGNORECASE)
_BARE = ("beslutning", "beslutninger")


class Headings:
    """Which lines are headings of sections in this document.

    Where decisions are headed with body and day, or where nothing is decided yet, the bare word ``Beslutning`` heads
    none: it tells the item's type. Of ``Beslutning`` and ``Beslutninger`` the one that stands oftener heads them, the
    other is part of a case. A bare body and day (``Byrådet, 14-08-2019, pkt. 176``) head the meeting's own
    decision alone; those of other days are steps of the case.
    """

    def __init__(self, head: Head, blocks: Sequence[Block]) -> None:
        """Learn from a document's head and the ``blocks`` of its items how it heads decisions."""
        self._head = head
        is_dated = any(self.is_own(part_of(block.text)) for block in blocks if is_section_heading(block))
        bare = Counter(word for block in blocks if (word := vocabulary.fold(block.text)) in _BARE)
        self._bare = bare.most_common(1)[0][0] if bare else None
        is_decided = head.document_type is not DocumentType.AGENDA or self._is_decided(blocks)
        self._takes_bare_word = not is_dated and is_decided
        self.tell = not any(map(_heads_decision, blocks))
        """Whether the decision is told under another heading, such as ``Referat:``."""
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


def _heads_decision(block: Block) -> bool:
    found = vocabulary.INLINE_HEADING.fullmatch(block.text)
    heading = found["heading"] if found else block.text
    return (found or is_section_heading(block)) and part_of(heading).kind is SectionKind.DECISION


def mark_sections(blocks: Sequence[Block], style: Style, headings: Headings, *, is_ruled: bool) -> Iterator[Block]:
    """Mark the sections of an item; ``is_ruled`` where its decision has no heading (København until 2010)."""
    papers = is_unnamed = has_case = is_over = is_deciding = False
    seen = {SectionKind.OTHER, SectionKind.ATTACHMENTS}
    kinds = {part_of(block.text).kind for block in blocks if headings.holds(block)}
    is_undecided = SectionKind.DECISION not in kinds
    is_proposed = bool(kinds) and SectionKind.RECOMMENDATION not in kinds
    for place, block in enumerate(blocks):
        text = block.text
        is_paper = papers and style.papers_last and not MEETING_OF.fullmatch(text)
        # A paper may be called as a section of its item is; the first of its kind, with text below it, is a section.
        is_last = place + 1 == len(blocks)
        if is_paper and (is_last or part_of(text).kind in seen or not headings.holds(block)):
            if not text.isdigit() and not vocabulary.NO_PAPERS.fullmatch(text):  # how many papers there are
                yield _paper(block, text)
        elif found := vocabulary.PAPERS_INLINE.fullmatch(text):
            titles = found["titles"].split(", ")
            titles = titles if all(map(_FILE.search, titles)) else [found["titles"]]
            yield Block("Bilag", BlockKind.HEADING, SECTION_LEVEL)
            yield from (_paper(block, title) for title in titles)
        elif found := vocabulary.INLINE_HEADING.fullmatch(text):
            yield Block(found["heading"], BlockKind.HEADING, SECTION_LEVEL)
            yield block._replace(text=found["text"])
            is_deciding = part_of(found["heading"]).kind is SectionKind.DECISION
            papers = False
        elif is_undecided and " i mødet den " in text and DECISION_OF.fullmatch(text):  # København until 2010
            yield Block(text, BlockKind.HEADING, SECTION_LEVEL, SectionKind.DECISION.value)
            papers = False
        elif headings.tell and (found := vocabulary.TOLD_HEADING.fullmatch(text)):
            yield Block(found["heading"], BlockKind.HEADING, SECTION_LEVEL, SectionKind.DECISION.value)
            if found["text"]:
                yield block._replace(text=found["text"])
            papers = False
        elif style.is_typeset and vocabulary.TYPESET_HEADING.fullmatch(text):
            yield block._replace(kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif block.level == SECTION_LEVEL and not is_section_heading(block):
            yield block
        elif _is_proposal(blocks, place):
            papers = is_proposed = False
            yield Block(text, BlockKind.HEADING, SECTION_LEVEL, SectionKind.RECOMMENDATION.value)
        elif ((is_proposed and not is_deciding) or is_ruled) and vocabulary.PROPOSES.fullmatch(text):
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
            is_deciding = part.kind is SectionKind.DECISION
            seen.add(part.kind)
            # Below the case and a decision headed with body and day, what reads like a heading is part of the decision.
            is_over = has_case and style.papers_last and headings.is_own(part)
            has_case = has_case or part.kind is SectionKind.CASE
            papers, is_unnamed = part.kind is SectionKind.ATTACHMENTS, False
            is_plain = papers and text.casefold().startswith("bilag")
            yield block._replace(text="Bilag" if is_plain else text, kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif papers and vocabulary.NO_PAPERS.fullmatch(text):
            papers = False
        elif papers and not _SENTENCE.search(text):
            yield _paper(block, text)
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


def _paper(block: Block, title: str) -> Block:
    return block._replace(text=title.removeprefix("- ").removeprefix("PDF").strip(), kind=BlockKind.LINK)


def _is_type(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is what stands under ``Sagstype``: ``Beslutning`` there is the type of the case."""
    if vocabulary.fold(blocks[place].text) != "beslutning":
        return False
    heading = next((block.text for block in reversed(blocks[:place]) if is_section_heading(block)), "")
    above = vocabulary.fold(heading)
    return above == "sagsgang og sagstype" or (above == "sagstype" and blocks[place - 1].text == heading)


def _is_proposal(blocks: Sequence[Block], place: int) -> bool:
    heading, opens = vocabulary.PROPOSAL
    is_named = vocabulary.fold(blocks[place].text) == heading and place + 1 < len(blocks)
    return is_named and opens.fullmatch(blocks[place + 1].text) is not None


def _begins_unnamed(blocks: Sequence[Block], place: int) -> bool:
    """Whether a paragraph begins the section without a heading that FirstAgenda's plain dialect puts before ``Resume``.

    In HTML it has an empty heading; in text a proposal that opens it tells, a list of numbered proposals, or its place
    between ``Beslutninger`` and ``Resume``. One without any text is a full stop.
    """
    if not place or place + 1 == len(blocks):
        return False
    text, below = blocks[place].text, blocks[place + 1]
    is_last = vocabulary.fold(below.text) == "resume" or (text == "." and is_section_heading(below))
    if not (is_last or vocabulary.TYPESET_HEADING.fullmatch(text) or _counts_on(blocks[place : place + 3])):
        return False
    before = next((block.text for block in reversed(blocks[:place]) if is_section_heading(block)), "")
    is_below_decision = vocabulary.fold(before) == "beslutninger" and not is_section_heading(blocks[place - 1])
    return is_below_decision and not _tells_meeting(blocks[place])


def _tells_meeting(block: Block) -> bool:
    """Whether a paragraph tells who was away or how somebody voted, and is so part of what was decided."""
    return not cut_absence([block])[0] or bool(parse_votes(block.text).votes)


def _counts_on(blocks: Sequence[Block]) -> bool:
    """Whether three lines are numbered one by one, each with a title behind its number (Aarhus, the budget)."""
    found = [_COUNTED.match(block.text) for block in blocks]
    numbers = [int(one["number"]) for one in found if one]
    return len(numbers) == 3 and numbers[2] - numbers[1] == numbers[1] - numbers[0] == 1
