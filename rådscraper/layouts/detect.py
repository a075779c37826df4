"""Which layout a file is in, told by its bytes alone: its name and what a server calls it are often wrong."""

from __future__ import annotations

import re

from rådscraper.document import UnreadableDocument
from rådscraper.layouts.containers import check_word, is_container
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

_PDF_SIGNATURE_WITHIN = 1024
_RTF = b"{\\rtf"
_MARKUP = re.compile(rb"<(?:!doctype html|!--|\?xml|[a-z][a-z0-9-]*[\s/>])", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")

PAGES: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("firstagenda_page", re.compile(rb"sagsfremstillingContainer|punktrow|dagsordenDetaljer")),
    ("aalborg_page", re.compile(rb"<bui-|slot=[\"']heading|(?:referater|www)\.aalborg\.dk|moedetitel=|pdfnavn=")),
    ("aalborg_application", re.compile(rb"<h3[^>]*>(?:\s|<[^>]*>)*\d{1,3}\s*\.\s*\S", re.IGNORECASE)),
)
"""Layout -> what its web pages hold and others don't; the first that fits decides."""


def detect(body: bytes) -> str:
    """Tell the layout, a key of ``layouts.READERS``.

    Raises ``UnreadableDocument`` where none fits, which says what the bytes look like instead.
    """
    if b"%PDF-" in body[:_PDF_SIGNATURE_WITHIN]:
        return "pdf"
    if is_container(body):
        check_word(body)
        return "docx"
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableDocument("the file is empty")
    if start.startswith(_RTF):
        raise UnreadableFile("the file is rich text (.rtf), which is not read", FileStatus.UNSUPPORTED)
    if start.startswith(b"{"):
        return "firstagenda"
    if _MARKUP.match(start):
        return _page(body)
    if b"\0\0" in body or len(start.translate(None, _CONTROLS)) < 0.98 * len(start):
        raise UnreadableDocument("the file holds binary data of a kind that is not read")
    return "text"


def _page(body: bytes) -> str:
    for layout, mark in PAGES:
        if mark.search(body):
            return layout
    raise UnreadableDocument("the file is a web page of a layout that is not known")
