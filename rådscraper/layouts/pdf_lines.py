"""The lines of a PDF's page with the size, weight and place of their type."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pypdfium2 import raw  # type: ignore[import-untyped]

from rådscraper.layouts.pdf_drawings import BULLETS, Line

_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")
_LINE_BREAK_HYPHEN = "\ufffe"
_TYPESET_HYPHENS = "\u2010\u00ad"
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2010\u2011\u2028\u2029\ufb00-\ufb06\ufeff\ufffe\uffff\ud800-\udfff]"
)
_REPLACED = {0x2010: "-", 0x2011: "-", 0xA0: " "} | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}
_MARGIN = "\ufffe\x00" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
# Wider than this many times its size a letter, a line has gaps in it worth a look.
_DENSE = 0.56
# Some producers set all type in size 1 and scale it: that size says nothing.
_REAL_SIZE = 4
_BLANKS = re.compile(r"\s+")


class _Gap(NamedTuple):
    """A blank in a line: its place in the text, and its left and right edge."""

    start: int
    end: int
    left: float
    right: float


class LineReader:
    """Asks PDFium about the pages of one document; the buffers it answers into are made once."""

    def __init__(self) -> None:
        """Make the buffers."""
        self.name = ctypes.create_string_buffer(256)
        self.matrix = raw.FS_MATRIX()
        self.origin = (ctypes.c_double(), ctypes.c_double())
        self.edges = [ctypes.c_double() for _ in range(4)]
        self.at_flags, self.at_matrix = ctypes.byref(ctypes.c_int()), ctypes.byref(self.matrix)
        self.at_origin = [ctypes.byref(value) for value in self.origin]
        self.at_edges = [ctypes.byref(value) for value in self.edges]
        self.bold: dict[bytes, bool] = {}

    def page_lines(self, page: int, text: str, handle: raw.FPDF_TEXTPAGE) -> Iterator[Line]:
        """Each line of a page whose ``text`` is read, a piece a column."""
        is_plain = not _ODD.search(text) and unicodedata.is_normalized("NFC", text)
        # Four questions for each line are most of what fonts cost; the names are looked up once.
        get_origin, get_box = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetCharBox
        get_font, get_size = raw.FPDFText_GetFontInfo, raw.FPDFText_GetFontSize
        (x, y), (at_x, at_y) = self.origin, self.at_origin
        (_, right_edge, _, _), (at_left, at_right, at_bottom, at_top) = self.edges, self.at_edges
        name, at_flags = self.name, self.at_flags
        styles: dict[tuple[bytes, float], tuple[float, bool]] = {}
        for match in _LINE.finditer(text):
            printed = match.group()
            stripped = printed.strip(_MARGIN)
            if not stripped:
                continue
            first = match.start() + printed.index(stripped[0])
            last = first + len(stripped) - 1
            get_origin(handle, first, at_x, at_y)
            get_box(handle, last, at_left, at_right, at_bottom, at_top)
            x0, baseline, x1 = x.value, y.value, right_edge.value
            font = name.value if get_font(handle, first, name, 256, at_flags) else b""
            style = (font, get_size(handle, first))
            if style not in styles or style[1] < _REAL_SIZE:
                styles[style] = self.style(handle, first, *style)
            size, starts_bold = styles[style]
            is_mixed = starts_bold and not self.is_bold(handle, last)
            hyphen = "-" if printed[-1] == _LINE_BREAK_HYPHEN else ""
            if stripped[-1] in _TYPESET_HYPHENS and len(stripped) > 1:
                hyphen, stripped = "\u2010", stripped[:-1]
            if (
                not is_mixed
                and x1 - x0 <= _DENSE * size * len(stripped)
                and not (stripped[0] in BULLETS and stripped[1:2].isspace())
            ):
                if cleaned := stripped if is_plain else _clean(stripped):
                    yield Line(page, cleaned, size, starts_bold, x0, baseline, x1, hyphen)
                continue
            columns = self.columns(handle, stripped, first, size, is_mixed)
            lefts = [x0, *(gap.right for gap in columns)]
            rights = [*(gap.left for gap in columns), x1]
            starts = [0, *(gap.end for gap in columns)]
            ends = [*(gap.start for gap in columns), len(stripped)]
            for left, right, start, end in zip(lefts, rights, starts, ends, strict=True):
                is_bold = starts_bold
                if is_mixed:
                    is_bold = self.is_bold(handle, first + start) and self.is_bold(handle, first + end - 1)
                piece = stripped[start:end]
                at_end = hyphen if end == len(stripped) else ""
                if cleaned := piece if is_plain else _clean(piece):
                    yield Line(page, cleaned, size, is_bold, left, baseline, right, at_end)

    def columns(self, handle: raw.FPDF_TEXTPAGE, text: str, first: int, size: float, is_mixed: bool) -> list[_Gap]:
        """Where a line parts into columns: at wide gaps, after a bold label, after a bullet."""
        gaps = []
        for blank in _BLANKS.finditer(text):
            start, end = blank.span()
            gaps.append(_Gap(start, end, self.edge(handle, first + start - 1, 1), self.edge(handle, first + end, 0)))
        widths = sorted(gap.right - gap.left for gap in gaps)
        # The wide blanks of a justified line are no columns: there all are wide.
        usual = widths[len(widths) // 2] if is_mixed is False and len(widths) > 6 else 0.3 * size
        wide = max(1.1 * size, 2 * min(usual, size))
        found = []
        for gap in gaps:
            width = gap.right - gap.left
            is_label = is_mixed and width > 0.4 * size and self.is_bold(handle, first + gap.start - 1)
            is_bullet = gap.start == 1 and text[0] in BULLETS
            if width > wide or is_bullet or (is_label and not self.is_bold(handle, first + gap.end)):
                found.append(gap)
        return found

    def edge(self, handle: raw.FPDF_TEXTPAGE, index: int, side: int) -> float:
        """The left (0) or right (1) edge of a character."""
        raw.FPDFText_GetCharBox(handle, index, *self.at_edges)
        return self.edges[side].value

    def style(self, handle: raw.FPDF_TEXTPAGE, index: int, font: bytes, nominal: float) -> tuple[float, bool]:
        """The size of a character on the page, and whether it is bold.

        The size PDFium tells is before scaling, and pages of one file may be scaled differently (Aarhus 2025-08-27).
        """
        raw.FPDFText_GetMatrix(handle, index, self.at_matrix)
        scale = abs(self.matrix.d) or abs(self.matrix.b) or 1.0
        return max(round(nominal * scale, 1), 0.1), self._says_bold(font)

    def is_bold(self, handle: raw.FPDF_TEXTPAGE, index: int) -> bool:
        """Whether a character is bold."""
        has_font = raw.FPDFText_GetFontInfo(handle, index, self.name, 256, self.at_flags)
        return self._says_bold(self.name.value if has_font else b"")

    def _says_bold(self, font: bytes) -> bool:
        """Whether a font says in its name that it is bold; the weight PDFium tells is not reliable."""
        if font not in self.bold:
            self.bold[font] = any(word in font.lower() for word in _BOLD_NAMES)
        return self.bold[font]


def text_of(handle: raw.FPDF_TEXTPAGE) -> str:
    """The page's text, one character for each of PDFium's, so that a place in it is an index there."""
    count = raw.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")
    if len(text) != count:  # characters without a code, or outside the basic plane
        text = "".join(chr(min(raw.FPDFText_GetUnicode(handle, index), 0x10FFFF)) for index in range(count))
    return text


def _clean(text: str) -> str:
    text = _ODD.sub(lambda match: _REPLACED.get(ord(match.group()), ""), text)
    return unicodedata.normalize("NFC", text).strip()
