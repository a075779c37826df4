"""Reads PDF minutes: the size, weight and place of type tell titles, items, sections and text apart.

The reader asks what each kind of type is for in the file at hand, because files share no measures:

* the title is the largest type on page one and stands there once,
* items are set in the largest type after it,
* sections are bold, alone on their line, and may be no larger than the text,
* before the first of these a bold label with text beside it is a field.

Shown by the files under ``tests/fixtures/pdf``: exports of FirstAgenda (``koege_…``), a letter made in Word
(``aalborg_…2019-04-09``) and a printed web page that has sections alone (``aalborg_…2023-04-11``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, Block, BlockKind, Document
from rådscraper.items import Problem
from rådscraper.layouts.pdf_contents import Contents, is_title_of
from rådscraper.layouts.pdf_drawings import BULLETS
from rådscraper.layouts.pdf_furniture import without_running_lines
from rådscraper.layouts.pdf_pages import Pages, read_pages
from rådscraper.layouts.pdf_paragraphs import Joiner, flow
from rådscraper.layouts.pdf_rows import Row, Usual, rows
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

# From this many times the text's size on, type is a heading whether bold or not.
_LARGE = 1.25
# Item headings are set clearly larger than the text; section headings may be so by a hair.
_ITEM_SIZE = 1.15
_LONGEST_HEADING = 300


@dataclass(frozen=True, slots=True)
class _Heading:
    """Rows ``start`` to ``end`` are one heading; ``is_first`` when its page begins with it."""

    start: int
    end: int
    text: str
    size: float
    page: int
    is_first: bool


def read_pdf(body: bytes, url: str) -> Document:
    """Read a PDF; raises UnreadableFile, whose status says why, for a scan, a locked or a broken file."""
    return lay_out(read_pages(body), url)


def lay_out(pages: Pages, url: str) -> Document:
    """Make a document of a PDF's lines; raises UnreadableFile when there are none."""
    printed = rows(pages.lines)
    if printed:
        size = Usual(printed).size
        printed = without_running_lines(printed, pages.count, pages.heights, size)
    if not printed:
        raise _no_text(pages)
    usual, joiner = Usual(printed), Joiner(printed)
    headings = _headings(printed, usual, joiner)
    large = [(heading.start, heading.text) for heading in headings if heading.size >= _ITEM_SIZE * usual.size]
    kept, titles = Contents(printed, usual.size, large).without()
    if kept and len(kept) < len(printed):
        # Where all that is left is short, the list of contents still shows how far a line may go.
        usual = Usual(kept, reach=usual.right)
        headings = _headings(kept, usual, joiner)
    levels = _levels(headings, usual, titles)
    return Document(tuple(_blocks(kept, headings, levels, usual, joiner)), tuple(_problems(pages, url)))


def _no_text(pages: Pages) -> UnreadableFile:
    if len(pages.broken) == pages.count:
        return UnreadableFile("none of the PDF's pages can be opened", FileStatus.FAILED)
    return UnreadableFile(f"the PDF has no text on its {pages.count} pages, as a scan has none", FileStatus.SCANNED)


def _problems(pages: Pages, url: str) -> Iterator[Problem]:
    if pages.images:
        numbers = ", ".join(map(str, pages.images))
        yield Problem("scanned_pages", f"pages without text, only a picture: {numbers}", url)
    if pages.broken:
        yield Problem("broken_pages", f"pages that can't be opened: {', '.join(map(str, pages.broken))}", url)


def _headings(printed: list[Row], usual: Usual, joiner: Joiner) -> list[_Heading]:
    found: list[_Heading] = []
    start = 0
    while start < len(printed):
        end = start + 1
        if not _is_set_off(printed[start], usual):
            start = end
            continue
        while (
            end < len(printed) and _is_set_off(printed[end], usual) and _runs_on(printed[end - 1], printed[end], usual)
        ):
            end += 1
        first = printed[start]
        number = f"{first.marker.text} " if first.marker else ""
        text = number + joiner.join(printed[start:end])
        is_first = start == 0 or printed[start - 1].page != first.page
        if len(text) <= _LONGEST_HEADING:
            found.append(_Heading(start, end, text, first.size, first.page, is_first))
        start = end
    return found


def _is_set_off(row: Row, usual: Usual) -> bool:
    """Whether type and place are a heading's: bold or large, and no cell of a table."""
    if row.marker and (row.marker.text in BULLETS or not row.is_bold):
        return False
    if not any(letter.isalnum() for letter in row.text):
        return False
    is_large = row.size >= _LARGE * usual.size
    return is_large or (row.is_bold and (not row.is_tabular or row.size >= _ITEM_SIZE * usual.size))


def _runs_on(row: Row, following: Row, usual: Usual) -> bool:
    """Whether a heading goes on in the next line: the same type, close below, and no room for its first word."""
    is_same = row.size == following.size and row.is_bold is following.is_bold and row.page == following.page
    return (
        is_same and 0 < row.y - following.y < 1.7 * row.size and not following.marker and usual.is_full(row, following)
    )


def _levels(headings: list[_Heading], usual: Usual, titles: set[str]) -> dict[_Heading, int]:
    levels = dict.fromkeys(headings, SECTION_LEVEL)
    rest = headings
    on_first = [heading for heading in headings if heading.page == 1 and heading.size >= _ITEM_SIZE * usual.size]
    if on_first:
        title = max(on_first, key=lambda heading: heading.size)
        if sum(heading.size == title.size for heading in headings) == 1 and not is_title_of(title.text, titles):
            levels[title] = MEETING_LEVEL
            rest = [heading for heading in headings if heading is not title]
    item_size = _item_size([heading for heading in rest if heading.size >= _ITEM_SIZE * usual.size], titles)
    levels.update({heading: ITEM_LEVEL for heading in rest if heading.size == item_size})
    return levels


def _item_size(headings: list[_Heading], titles: set[str]) -> float | None:
    """The size items are set in: what the contents list, else what begins the pages, else the largest."""
    if not headings:
        return None
    listed = Counter(heading.size for heading in headings if is_title_of(heading.text, titles))
    if listed:
        return listed.most_common(1)[0][0]
    sizes = Counter(heading.size for heading in headings)
    leading = Counter(heading.size for heading in headings if heading.is_first)
    opening = [size for size, count in leading.items() if count > 1 and count > 0.5 * sizes[size]]
    return max(opening or sizes)


def _blocks(
    kept: list[Row], headings: list[_Heading], levels: dict[_Heading, int], usual: Usual, joiner: Joiner
) -> Iterator[Block]:
    fields = _field_rows(kept, headings, levels)
    bounds = sorted({0, len(kept), *(heading.start for heading in headings)})
    by_start = {heading.start: heading for heading in headings}
    for start, end in pairwise(bounds):
        heading = by_start.get(start)
        if heading:
            if start in fields:
                yield Block("", BlockKind.FIELD, name=heading.text.rstrip(":"), page=heading.page)
            else:
                yield Block(heading.text, BlockKind.HEADING, level=levels[heading], page=heading.page)
            start = heading.end
        yield from _part(kept, start, end, fields, usual, joiner)


def _part(
    kept: list[Row], start: int, end: int, fields: dict[int, float], usual: Usual, joiner: Joiner
) -> Iterator[Block]:
    """The blocks of the rows between two headings: fields with the lines of their values, and text."""
    index = start
    while index < end:
        if index in fields:
            first = index
            index += 1
            while index < end and index not in fields and _is_value(kept[index], kept[first], fields[first]):
                index += 1
            yield _field(kept[first:index], usual, joiner)
            continue
        first = index
        while index < end and index not in fields:
            index += 1
        yield from flow(kept[first:index], usual, joiner)


def _field_rows(kept: list[Row], headings: list[_Heading], levels: dict[_Heading, int]) -> dict[int, float]:
    """The rows that begin a field, and where its value begins: bold labels before the first item, text beside them."""
    items = [heading.start for heading in headings if levels[heading] == ITEM_LEVEL]
    sections = [heading.start for heading in headings if levels[heading] == SECTION_LEVEL]
    front = min(items or sections or [len(kept)])
    fields = {
        index: row.cells[1].x0
        for index, row in enumerate(kept[:front])
        if len(row.cells) > 1 and row.cells[0].is_bold and not row.cells[1].is_bold
    }
    for index in sections:
        if fields and min(fields) < index < max(fields) and abs(kept[index].x0 - kept[min(fields)].x0) < 2:
            fields[index] = fields[min(fields)]  # a label with nothing beside it
    return fields


def _is_value(row: Row, field: Row, x: float) -> bool:
    return abs(row.x0 - x) < row.size and abs(row.size - field.cells[-1].size) < 0.1 * row.size


def _field(printed: list[Row], usual: Usual, joiner: Joiner) -> Block:
    """A label and its value; lines that the typesetter broke are joined, others stay lines."""
    label = printed[0].cells[0].text
    values = [Row(printed[0].cells[1:]), *printed[1:]]
    edge = max(row.x1 for row in values)
    right = edge if len(values) > 2 and edge > 0.85 * usual.right else usual.right
    parts = [[values[0]]]
    for row, following in pairwise(values):
        if usual.is_full(row, following, right):
            parts[-1].append(following)
        else:
            parts.append([following])
    text = "\n".join(joiner.join(part) for part in parts)
    return Block(text, BlockKind.FIELD, name=label.rstrip(": "), page=printed[0].page)
