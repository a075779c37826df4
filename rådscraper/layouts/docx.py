"""Word minutes (``.docx``, and ``.docm`` without its macros): styles and bold type tell items and sections.

No Word minutes of the municipalities are recorded; what the reader leans on is what the format itself promises.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import BadZipFile

from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml import etree

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, Block, BlockKind, Document
from rådscraper.layouts.containers import check_word
from rådscraper.layouts.docx_body import Paragraph, Table, read_body
from rådscraper.layouts.docx_styles import BULLET, Numberings, Styles, W
from rådscraper.layouts.folding import fold
from rådscraper.layouts.html_lists import ListItem
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

_LONGEST_HEADING = 150
_LONGEST_LABEL = 40
# A table of facts stands at the top: no more than this stands before it.
_START = 10
_ENDED = re.compile(r"[.,;]$")
# "7. juni 2018" is a date, "1. Budget 2022" an item: the name of a month is written small.
_NUMBERED = re.compile(r"(?:\w+\.? )?\d{1,4}\s*(?:[:)]|\.(?!\s*[^\W\dA-ZÆØÅ]\w+ \d{4}\b))\s*\D.*", re.DOTALL)
# TypeError is python-docx's word for a relationship without a target.
_BROKEN = (
    KeyError, ValueError, AttributeError, TypeError, NotImplementedError, RuntimeError, EOFError, BadZipFile,
    zlib.error, etree.LxmlError, OpcError, PythonDocxError,
)  # fmt: skip

_Parts = Sequence[Paragraph | Table]


def read_docx(body: bytes, url: str) -> Document:
    """Read a Word file; raises ``UnreadableFile`` for one that is old, locked, broken, empty or made to hurt.

    The outermost headings that occur more than once are items, the next ones sections; without headings for sections,
    short paragraphs in bold are. A table of two columns at the top holds labelled facts.
    """
    check_word(body)
    try:
        main = Package.open(BytesIO(body)).main_document_part
        text = _element(main)
        content = None if text is None else text.find(f"{W}body")
        if content is None:
            raise UnreadableFile("the file's main part is no Word document", FileStatus.FAILED)
        styles = Styles(_related(main, RELATIONSHIP_TYPE.STYLES))
        numberings = Numberings(_related(main, RELATIONSHIP_TYPE.NUMBERING))
        parts = [*read_body(content, styles)]
    except _BROKEN as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(f"the Word file is broken: {error or type(error).__name__}", FileStatus.FAILED) from error
    if not any(isinstance(part, Table) or part.text for part in parts):
        has_picture = content.find(f".//{W}drawing") is not None or content.find(f".//{W}pict") is not None
        raise UnreadableFile(
            "the Word file has no text" + (", only pictures, as a scan has" if has_picture else ""),
            FileStatus.SCANNED if has_picture else FileStatus.EMPTY,
        )
    return Document(tuple(_blocks(parts, numberings)))


def _element(part: Part) -> etree._Element | None:
    """The part's XML; that of a file with macros is not parsed by python-docx itself."""
    return getattr(part, "element", None) if hasattr(part, "element") else parse_xml(part.blob)


def _related(main: Part, kind: str) -> etree._Element | None:
    try:
        return _element(main.part_related_by(kind))
    except KeyError:
        return None


def _blocks(parts: _Parts, numberings: Numberings) -> Iterator[Block]:
    levels = _levels([part for part in parts if isinstance(part, Paragraph) and part.style.rank is not None])
    is_bold_section = SECTION_LEVEL not in levels.values()
    has_items = ITEM_LEVEL in levels.values()
    is_in_head = True
    for place, part in enumerate(parts):
        if isinstance(part, Table):
            is_in_head = is_in_head and _is_facts(part) and (has_items or place <= _START)
            yield from _facts(part) if is_in_head else _rows(part)
            continue
        marker = numberings.marker(*part.style.numbering) if part.style.numbering else ""
        level = levels.get(part.style.rank) if part.style.rank is not None else None
        if part.style.rank is None and is_bold_section and _is_bold_heading(part, marker):
            level = SECTION_LEVEL if place or has_items else MEETING_LEVEL
        is_in_head = is_in_head and level != ITEM_LEVEL
        if level is not None:
            number = f"{marker} " if marker not in ("", BULLET) and level == ITEM_LEVEL else ""
            yield Block(number + part.text, BlockKind.HEADING, level)
        elif marker and part.style.rank is None:
            item = ListItem(f"{marker} ", part.style.numbering[1] if part.style.numbering else 0)
            yield from (item.block(line) for line in part.lines)
        else:
            yield from (Block(line) for line in part.lines)


def _levels(headings: Sequence[Paragraph]) -> dict[int | None, int]:
    """The level of each rank of heading; deeper ranks than the sections' are text and have none."""
    texts: dict[int, list[str]] = {}
    for heading in headings:
        if heading.style.rank is not None:
            texts.setdefault(heading.style.rank, []).append(heading.text)
    levels: dict[int | None, int] = {}
    reached = MEETING_LEVEL
    for rank in sorted(texts):
        if reached == SECTION_LEVEL:
            break
        if reached == ITEM_LEVEL or _repeats(texts[rank]):
            reached = SECTION_LEVEL
        elif len(texts[rank]) > 1 or (levels and _NUMBERED.fullmatch(texts[rank][0])):
            reached = ITEM_LEVEL
        levels[rank] = reached
    return levels


def _repeats(texts: Sequence[str]) -> bool:
    """Whether the same few headings come again and again, as those of sections do and those of items don't."""
    return len(texts) > 1 and 2 * len(Counter(texts)) <= len(texts)


def _is_bold_heading(part: Paragraph, marker: str) -> bool:
    is_short = len(part.lines) == 1 and len(part.text) <= _LONGEST_HEADING
    return part.is_bold and is_short and not marker and not _ENDED.search(part.text)


def _is_facts(table: Table) -> bool:
    if not all(len(row) == 2 for row in table.rows):
        return False
    labels = [_cell(row[0]) for row in table.rows]
    return bool(labels) and bool(labels[0]) and all(len(label) <= _LONGEST_LABEL for label in labels)


def _facts(table: Table) -> Iterator[Block]:
    name = ""
    for label, values in table.rows:
        name = _cell(label).rstrip(": ") or name
        for line in (line for paragraph in values for line in paragraph.lines):
            yield Block(line, BlockKind.FIELD, name=name)


def _rows(table: Table) -> Iterator[Block]:
    for row in table.rows:
        if any(cell for cell in row):
            yield Block(" | ".join(_cell(cell) for cell in row).strip(), BlockKind.TABLE_ROW)


def _cell(paragraphs: Sequence[Paragraph]) -> str:
    return fold(" ".join(paragraph.text for paragraph in paragraphs))
