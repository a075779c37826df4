"""Document and Block: the one shape every agenda and every set of minutes is read into.

A reader in ``layouts`` makes a Document and knows no Danish; a parser in ``parsing`` reads a Document and knows
neither tags nor fonts nor JSON keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rådscraper.items import Problem

MEETING_LEVEL = 1
ITEM_LEVEL = 2
SECTION_LEVEL = 3


class UnreadableDocument(ValueError):
    """The bytes are not a document of the layout they were said to be; the message names what was wrong."""


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FIELD = "field"
    """A fact the layout itself names: ``name`` says which, ``text`` is its value."""
    LINK = "link"
    """An attachment: ``text`` is its title, ``href`` its address (None where the source has no file for it)."""


class Block(NamedTuple):
    """A piece of a document in reading order; a named tuple, since they are made by the thousand.

    ``text`` is Unicode NFC without markup; a list item's text begins with ``- `` or its printed number, nested ones
    are indented by two blanks a level; the cells of a table row are parted by `` | ``.
    ``level`` is set on headings alone: 1 the meeting, 2 an agenda item, 3 a section of an item.
    ``name`` is set on fields, and on a section heading whose meaning the layout states without printing a heading.
    ``href`` is an absolute address, ``page`` counts from 1.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    name: str | None = None
    href: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole agenda or set of minutes as blocks in reading order, and what the reader could not make sense of."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
