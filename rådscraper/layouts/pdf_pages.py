"""The pages of a PDF: the lines on each, how high it is, and which of them gave none.

PDFium serves one thread at a time, so a lock is held while a file is open. Nothing here is safe from a hostile file:
a crawl reads through ``guarded``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from rådscraper.layouts.pdf_drawings import Line, drawn_bullets, has_image
from rådscraper.layouts.pdf_lines import LineReader, text_of
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

MAX_CHARACTERS = 20_000_000
MAX_BAD_PAGES = 20

_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class Pages:
    """What a PDF holds: its lines, how many pages it has, and which of them gave none."""

    lines: list[Line]
    count: int
    images: list[int]
    """Pages without text but with a picture: a scan."""
    broken: list[int]
    """Pages PDFium can't open."""
    heights: dict[int, float]
    """How high each page is, in points."""


def read_pages(body: bytes) -> Pages:
    """Read every line of a PDF; raises UnreadableFile when it is none, needs a password or is broken."""
    (pages,) = read_parts(body, None)
    return pages


def read_parts(body: bytes, size: int | None) -> Iterator[Pages]:
    """Read a PDF so many pages at a time, or all at once; raises UnreadableFile as ``read_pages`` does.

    PDFium is held until the last part was taken.
    """
    if b"%PDF-" not in body[:1024]:
        raise UnreadableFile("this is not a PDF: it does not begin with %PDF-", FileStatus.UNSUPPORTED)
    with _PDFIUM:
        document = _open(body)
        try:
            reader, count = _Reader(document), len(document)
            for first in range(1, max(count, 1) + 1, size or max(count, 1)):
                yield reader.read(first, min(first + size - 1, count) if size else count)
        finally:
            document.close()


def _open(body: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableFile("the PDF needs a password", FileStatus.ENCRYPTED) from error
        raise UnreadableFile(f"the PDF is broken, PDFium can't open it: {error}", FileStatus.FAILED) from error


class _Reader:
    """Reads the pages of one open document, as long as they are not too many broken ones or too long."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self.document = document
        self.lines = LineReader()
        self.characters = 0
        self.bad = 0

    def read(self, first: int, last: int) -> Pages:
        pages = Pages([], len(self.document), [], [], {})
        for number in range(first, last + 1):
            # PDFium itself and not pypdfium2's objects: there are files of a thousand pages, and bookkeeping adds up.
            page = raw.FPDF_LoadPage(self.document.raw, number - 1)
            handle = raw.FPDFText_LoadPage(page) if page else None
            try:
                if handle:
                    self.characters += self.read_page(number, page, handle, pages)
                else:
                    pages.broken.append(number)
                    self.bad += 1
            finally:
                raw.FPDFText_ClosePage(handle)
                raw.FPDF_ClosePage(page)
            if self.bad >= MAX_BAD_PAGES:
                raise UnreadableFile(f"{MAX_BAD_PAGES} of the PDF's pages can't be opened", FileStatus.FAILED)
            if self.characters > MAX_CHARACTERS:
                raise UnreadableFile(f"the PDF holds more than {MAX_CHARACTERS} characters", FileStatus.FAILED)
        return pages

    def read_page(self, number: int, page: raw.FPDF_PAGE, handle: raw.FPDF_TEXTPAGE, pages: Pages) -> int:
        """Add a page's lines; return how many characters it has."""
        text = text_of(handle)
        lines = list(self.lines.page_lines(number, text, handle))
        pages.heights[number] = raw.FPDF_GetPageHeightF(page)
        if lines:
            pages.lines.extend(drawn_bullets(page, lines))
            pages.lines.extend(lines)
        elif has_image(page):
            pages.images.append(number)
        return len(text)
