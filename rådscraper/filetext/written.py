"""Word files, web pages and plain text: one page each, since they have no pages until somebody prints them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from rådscraper.document import UnreadableDocument
from rådscraper.filetext.piece import Piece, pieces
from rådscraper.layouts.docx import read_docx
from rådscraper.layouts.html import read_field
from rådscraper.layouts.text import read_text
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_word(body: bytes) -> Iterator[Piece]:
    """Read a Word file; macros in it are left where they are."""
    document = read_docx(body, "")
    yield from pieces(document.blocks)
    yield from (Piece(1, trouble=problem.message) for problem in document.problems)


def read_page(body: bytes) -> Iterator[Piece]:
    """Read what a web page shows."""
    yield from pieces(read_field(_decoded(body, _CHARSET.search(body[:2048]))))


def read_plain(body: bytes) -> Iterator[Piece]:
    """Read plain text; a form feed begins a new page."""
    text = _decoded(body, None).encode() if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else body
    try:
        document = read_text(text, "")
    except UnreadableDocument as error:
        raise UnreadableFile(str(error), FileStatus.FAILED) from error
    yield from pieces(document.blocks)
    yield from (Piece(1, trouble=problem.message) for problem in document.problems)


def _decoded(body: bytes, told: re.Match[bytes] | None) -> str:
    """Decode text by its first bytes, by what it says of itself, as UTF-8, or as Windows-1252."""
    by_mark = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    for encoding in filter(None, (by_mark, told[1].decode() if told else None, "utf-8")):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("cp1252", errors="replace")
