"""Where an item begins, and the lines that show that one has begun right above."""

from __future__ import annotations

from dataclasses import dataclass

from rådscraper.document import Block, BlockKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.case_numbers import is_case_number
from rådscraper.parsing.sections import BARE_STEP, parse_identifiers, part_of


@dataclass(frozen=True, slots=True)
class ItemStart:
    """Where an item begins: the block it is told in, how many blocks that takes, and what they say."""

    place: int
    length: int
    title: str
    number: str | None = None
    planned_time: str | None = None
    case_number: str | None = None
    is_open: bool | None = None


def is_section_heading(block: Block) -> bool:
    """Whether a line is a standing heading, or one that names whose decision follows."""
    if block.kind is BlockKind.LIST_ITEM or BARE_STEP.fullmatch(block.text):
        return False
    return vocabulary.is_standing_heading(block.text) or part_of(block.text).decided_on is not None


def begins_text(block: Block) -> bool:
    """Whether a line is what stands right under an item's title: its numbers, or the heading of its first section."""
    return (
        is_case_number(block.text)
        or bool(parse_identifiers(block.text))
        or vocabulary.open_word(block.text) is not None
        or vocabulary.INLINE_HEADING.fullmatch(block.text) is not None
        or vocabulary.TOLD_HEADING.fullmatch(block.text) is not None
        or is_section_heading(block)
    )
