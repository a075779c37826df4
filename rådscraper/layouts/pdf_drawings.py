"""Lines, and what is drawn on a PDF's page beside them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from pypdfium2 import raw  # type: ignore[import-untyped]

BULLETS = frozenset("o•‣◦▪▫■□●○◆–—-·*→➢✓\uf0b7\uf0a7\uf0d8\uf0fc\uf02d")
# These may begin a line of an item's text as well.
_DASHES = frozenset("–—-")
# Farther in than this many times its size a line stands in another column, not in a list.
_DEEPEST_INDENT = 10
# A file made to hurt packs drawings in drawings many times over; a scan is found at once.
_DEEPEST_DRAWING = 3
_MOST_OBJECTS = 10_000


class Line(NamedTuple):
    """A run of text on one line, ended by the line's end or by the gap between two columns.

    Points from the page's lower left corner; ``y`` is the line the letters stand on. ``hyphen`` is what stood at the
    line's end and was taken off: ``-``, or ``\u2010`` where the typesetter put it. A NamedTuple, because there are
    thousands and making one counts.
    """

    page: int
    text: str
    size: float
    is_bold: bool
    x0: float
    y: float
    x1: float
    hyphen: str = ""


def has_image(page: raw.FPDF_PAGE) -> bool:
    """Whether there is a picture on the page, or in a drawing on it, as some scanners pack theirs."""
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))
    kinds = (raw.FPDFPageObj_GetType(item) for item in islice(_unpacked(objects), _MOST_OBJECTS))
    return any(kind == raw.FPDF_PAGEOBJ_IMAGE for kind in kinds)


def _unpacked(objects: Iterable[raw.FPDF_PAGEOBJECT], depth: int = 0) -> Iterator[raw.FPDF_PAGEOBJECT]:
    """Each object, and after a drawing what is in it."""
    for item in objects:
        yield item
        if depth < _DEEPEST_DRAWING and raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
            inside = (raw.FPDFFormObj_GetObject(item, index) for index in range(raw.FPDFFormObj_CountObjects(item)))
            yield from _unpacked(inside, depth + 1)


def drawn_bullets(page: raw.FPDF_PAGE, lines: list[Line]) -> list[Line]:
    """Bullets that are small drawings to the left of a line (koege_integrationsraadet_2021-04-12_skia.pdf)."""
    margin = min(line.x0 for line in lines)
    indented = [line for line in lines if line.size < line.x0 - margin < _DEEPEST_INDENT * line.size]
    if any(line.text in BULLETS - _DASHES for line in indented):
        return []
    found: dict[Line, Line] = {}
    edges = [ctypes.c_float() for _ in range(4)]
    at_edges = [ctypes.byref(edge) for edge in edges]
    for index in range(raw.FPDFPage_CountObjects(page)):
        if len(found) == len(indented):
            break
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(item, *at_edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        width, height = right - left, top - bottom
        if not 1 < height < 2 * width < 4 * height:  # about as high as wide; most drawings are rules
            continue
        for line in indented:
            is_level = line.y < (top + bottom) / 2 < line.y + line.size
            if is_level and height < 0.6 * line.size and 0 < line.x0 - right < 2.5 * line.size:
                found[line] = Line(line.page, "•", line.size, False, left, line.y, right)
                break
    return list(found.values())
