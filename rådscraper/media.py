"""What kind of file some bytes are, by the bytes: what a server calls them is often wrong."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from parsel import Selector

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"\xff\xfe", "text/plain"),
    (b"\xfe\xff", "text/plain"),
)

_ENDS = (
    (b"%PDF-", b"%%EOF", 1024),
    (ZIP, b"PK\x05\x06", 65_557),  # the end record and the longest comment
    (b"\xff\xd8\xff", b"\xff\xd9", 16),
    (b"\x89PNG\r\n\x1a\n", b"IEND", 16),
)
"""How a file of a type begins, what it has among its last bytes when it is whole, and how many of them to look at."""

_OOXML = "application/vnd.openxmlformats-officedocument."
_WITH_MACROS = b"vbaProject.bin"
_BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
OFFICE_PARTS = (
    (b"word/document", f"{_OOXML}wordprocessingml.document", "application/vnd.ms-word.document.macroEnabled.12"),
    (b"xl/workbook.bin", _BINARY, _BINARY),
    (b"xl/workbook", f"{_OOXML}spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    (
        b"ppt/presentation",
        f"{_OOXML}presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
    ),
)
"""A part's name in the zip file an office document has been since 2007 -> its type, and that with macros in it."""

OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
)
"""A stream's name in the container an office document was before -> its type."""

_OPEN_DOCUMENT = re.compile(rb".{30}mimetype(application/vnd\.oasis\.opendocument\.[a-z-]+)", re.DOTALL)
_PAGE_NAME = re.compile(r"""filename\*?=[^;]*\.x?html?["']?\s*(?:;|$)""", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")

VIEWER_FRAME = "iframe#pdfframe::attr(src)"
"""The signed address in the viewer page FirstAgenda may answer with (recorded: ``hvidovre_vispdf_bilag.html``)."""


def pdf_behind_viewer(content: bytes) -> str | None:
    """Find the address of the PDF a viewer page shows; None where the content is no such page."""
    if content.lstrip()[:1] != b"<":
        return None
    return Selector(text=content.decode("utf-8", "replace")).css(VIEWER_FRAME).get()


def is_named_page(disposition: str) -> bool:
    """Whether an answer's ``Content-Disposition`` names a web page: then it is a file and not an answer in place of it.

    >>> is_named_page('attachment; filename="kort.html"')
    True
    """
    return _PAGE_NAME.search(disposition) is not None


def media_type_of(content: bytes) -> str | None:
    """Tell a file's media type; None for a web page or nothing, which are answers in place of a file.

    >>> media_type_of(b"%PDF-1.7 ..."), media_type_of(b"<!DOCTYPE html>")
    ('application/pdf', None)
    """
    start = content[:1024].removeprefix(BOM_UTF8).lstrip()
    # A PDF may have a few bytes of rubbish before its signature.
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if not start or start[:1] == b"<":
        return None
    if content.startswith(ZIP):
        return _kind_of_zip(content)
    if content.startswith(OLE):
        return next(
            (kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in content), "application/x-ole-storage"
        )
    signed = next((kind for signature, kind in SIGNATURES if content.startswith(signature)), None)
    return signed or ("text/plain" if _is_text(content[:4096]) else "application/octet-stream")


def _kind_of_zip(content: bytes) -> str:
    """Tell by the list of contents at a zip file's end, of which nothing is unpacked."""
    if found := _OPEN_DOCUMENT.match(content):
        return found[1].decode()
    end = content.rfind(b"PK\x05\x06")
    start = int.from_bytes(content[end + 16 : end + 20], "little") if end >= 0 else len(content)
    for name, plain, with_macros in OFFICE_PARTS:
        if content.find(name, start) >= 0:
            return with_macros if content.find(_WITH_MACROS, start) >= 0 else plain
    return "application/zip"


def _is_text(start: bytes) -> bool:
    return b"\0\0" not in start and len(start.translate(None, _CONTROLS)) > 0.98 * len(start)


def type_of_answer(content: bytes) -> str:
    """Tell the media type of any answer: a file's, or that of JSON, a web page or plain text.

    >>> type_of_answer(b' {"Udvalg":{}}'), type_of_answer(b"<p>"), type_of_answer(b"Punkt 1")
    ('application/json', 'text/html', 'text/plain')
    """
    start = content[:1024].lstrip()[:1]
    if start in (b"{", b"[") and not content.startswith(b"{\\rtf"):
        return "application/json"
    known = media_type_of(content)
    if known is None:
        return "text/html" if start == b"<" else "text/plain"
    return known


def is_surely_whole(content: bytes) -> bool:
    """Whether a file ends as its format says it must; asked where a server did not say how long the file is.

    >>> is_surely_whole(b"%PDF-1.4 ... %%EOF"), is_surely_whole(b"%PDF-1.4 ...")
    (True, False)
    """
    return any(content.startswith(start) and end in content[-among:] for start, end, among in _ENDS)
