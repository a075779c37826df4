"""What a PDF prints on page after page around its text, told by shape alone."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise, takewhile

from rådscraper.layouts.pdf_rows import Row

_EDGE_ROWS = 3
# Running lines stand in this part of the page's height at its top and foot: short pages end alike higher up.
_EDGE = 0.11
# Times its size: as far below a line as this, text goes on.
_CLOSE = 2.1


def without_running_lines(rows: list[Row], page_count: int, heights: dict[int, float], body_size: float) -> list[Row]:
    """Leave out what stands at the top or foot of the pages and is the same on them but for the page's number.

    A Chromium print gives it first on each page (koege_integrationsraadet_2021-04-12_skia.pdf), others last.
    """
    pages: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        pages[row.page].append(row)
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    edges: list[list[tuple[Row, tuple[str, int]]]] = []
    running: set[Row] = set()
    for page, on_page in pages.items():
        by_height = sorted(on_page, key=lambda row: row.y)
        for edge in (by_height[:_EDGE_ROWS], by_height[: -_EDGE_ROWS - 1 : -1]):
            inner, outer = _EDGE * heights[page], (1 - _EDGE) * heights[page]
            edge = [row for row in edge if not inner < row.y < outer]
            keyed = [(row, (_without_number(row.text, page, page_count), round(row.y / 3))) for row in edge]
            edges.append(keyed)
            for _, key in keyed:
                seen[key].add(page)
            if edge and re.fullmatch(rf"\D{{0,12}}\b{page}\b\D{{1,6}}\b{page_count}\D{{0,2}}", edge[0].text):
                running.add(edge[0])
    needed = max(2, (len(pages) + 1) // 2)
    tops = _tops(pages)
    headings = _headings(pages, tops)
    feet = _feet(pages)
    for keyed in edges:
        again = list(takewhile(lambda one: len(seen[one[1]]) >= needed, keyed))
        if all(
            row in feet and _is_close(row, feet[row], body_size) and len(seen[key]) < len(pages) for row, key in again
        ):
            continue  # text goes on down to the page's foot, as a running line does not
        for row, key in keyed:
            # A line of text may begin one page after another, but not all of them.
            is_close = row in tops and _is_close(row, tops[row], body_size) and len(seen[key]) < len(pages)
            if row in headings or is_close:
                break
            # Inwards from the edge, as far as it goes: a heading ends it, so text that recurs below one is safe.
            is_large = row.size > 1.05 * body_size
            if len(seen[key]) < (max(3, 0.6 * len(pages)) if is_large else needed) or (is_large and "#" in key[0]):
                break
            running.add(row)
    return [row for row in rows if row not in running]


def _is_close(row: Row, other: Row, body_size: float) -> bool:
    """Whether a row stands as near to the next one as text does; a line of text is further from what is set larger."""
    smaller, larger = sorted((row.size, other.size))
    return abs(row.y - other.y) <= _CLOSE * (larger if smaller >= body_size else row.size)


def _tops(pages: dict[int, list[Row]]) -> dict[Row, Row]:
    """The first rows of the pages, each with the next one below it."""
    tops: dict[Row, Row] = {}
    for on_page in pages.values():
        by_height = sorted(on_page, key=lambda row: -row.y)[: _EDGE_ROWS + 1]
        tops.update(pairwise(by_height))
    return tops


def _feet(pages: dict[int, list[Row]]) -> dict[Row, Row]:
    """The last rows of the pages, each with the one above it."""
    feet: dict[Row, Row] = {}
    for on_page in pages.values():
        feet.update(pairwise(sorted(on_page, key=lambda row: row.y)[: _EDGE_ROWS + 1]))
    return feet


def _headings(pages: dict[int, list[Row]], tops: dict[Row, Row]) -> set[Row]:
    """The bold rows with text as close below as in the midst of pages: ``Bilag`` may begin one page after another."""
    gaps: dict[float, float] = {}
    for on_page in pages.values():
        within = sorted(on_page, key=lambda row: -row.y)[_EDGE_ROWS:-_EDGE_ROWS]
        for row, below in pairwise(within):
            if row.is_bold and not below.is_bold:
                gaps[row.size] = max(gaps.get(row.size, 0.0), row.y - below.y)
    reach = {row: gaps.get(row.size, 0.0) + 0.25 * row.size for row in tops if row.is_bold}
    return {row for row, most in reach.items() if row.y - tops[row].y <= most}


def _without_number(text: str, page: int, page_count: int) -> str:
    numbers = {str(page), str(page_count)}
    return re.sub(r"\d+", lambda match: "#" if match.group() in numbers else match.group(), text)
