"""The lines right under an item's title: its numbers, and whether it is open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rådscraper.document import Block
from rådscraper.parsing import vocabulary
from rådscraper.parsing.case_numbers import parse_case_number, parse_document_number
from rådscraper.parsing.sections import parse_identifiers

_BETWEEN = re.compile(
    r"(?:Initialer|Sagsbeh\.): ?\w+|(?:\S+\.(?:pdf|docx?|xlsx?)\s*)+|application/\w+ icon .*", re.IGNORECASE
)
_FILED = re.compile(
    rf"(?P<numbers>(?:Sags?nr\.? ?:? ?\S+|.*:\s*\S+))(?: +[A-ZÆØÅ][^:\d]{{3,80}}?)? +{vocabulary.OPEN_WORD}",
    re.IGNORECASE,
)
_LONGEST_LINE = 200


def take_numbers(blocks: Sequence[Block]) -> tuple[list[Block], dict[str, str], bool | None]:
    """Take off the lines that are numbers or say whether the item is open; what is left comes first.

    Initials and names of files may part them.
    """
    numbers: dict[str, str] = {}
    is_open: bool | None = None
    between: list[Block] = []
    place = 0
    for block in blocks:
        if block.level is not None:
            break
        told, opened = _read(block.text)
        if told.keys() & numbers.keys():
            break
        if not told and opened is None:
            if not _BETWEEN.fullmatch(block.text):
                break
            between.append(block)
        numbers |= told
        is_open = opened if is_open is None else is_open
        place += 1
    return [*between, *blocks[place:]], numbers, is_open


def _read(line: str) -> tuple[dict[str, str], bool | None]:
    """Read a line that is numbers and nothing else, but perhaps for whose the item is and how open."""
    opened = vocabulary.open_word(line) if len(line) <= _LONGEST_LINE else None
    filed = _FILED.fullmatch(line) if opened is not None else None
    numbers = filed["numbers"] if filed else line
    if case_number := parse_case_number(numbers):
        return {"case_number": case_number}, opened
    if document_number := parse_document_number(numbers):
        return {"document_number": document_number}, opened
    return parse_identifiers(numbers), opened
