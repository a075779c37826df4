"""PDF papers: a page's paragraphs in reading order, hyphens of the typesetter mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rådscraper.filetext.piece import Piece, pieces
from rådscraper.layouts.pdf_pages import Pages, read_parts
from rådscraper.layouts.pdf_paragraphs import Joiner, flow
from rådscraper.layouts.pdf_rows import Row, Usual, rows

# So many pages are held at a time; their words tell which hyphens are the typesetter's.
_PART = 50


def read_printed(body: bytes) -> Iterator[Piece]:
    """Read a PDF part by part; running titles and page numbers stay, since they are on the page."""
    for part in read_parts(body, _PART):
        yield Piece(min([*part.heights, *part.broken], default=1), pages=part.count)
        yield from (Piece(page, is_picture=True) for page in part.images)
        yield from (Piece(page, trouble=f"page {page} can't be opened") for page in part.broken)
        yield from _texts(part)
        yield Piece(max([*part.heights, *part.broken], default=1))


def _texts(part: Pages) -> Iterator[Piece]:
    printed = rows(part.lines)
    if not printed:
        return
    usual, joiner = Usual(printed), Joiner(printed)
    on_pages: dict[int, list[Row]] = defaultdict(list)
    for row in printed:
        on_pages[row.page].append(row)
    for _, on_page in sorted(on_pages.items()):
        yield from pieces(flow(on_page, usual, joiner))
