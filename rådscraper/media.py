"""What kind of file some bytes are, by the bytes: what a server calls them is often wrong."""

from __future__ import annotations

from parsel import Selector

SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),  # Word, Excel and PowerPoint since 2007 are zip files
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # and these before
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"{\\rtf", "application/rtf"),
)

_ENDS = {
    "application/pdf": (b"%%EOF", 1024),
    "application/zip": (b"PK\x05\x06", 65_557),  # the end record and the longest comment
    "image/jpeg": (b"\xff\xd9", 16),
    "image/png": (b"IEND", 16),
}
"""What whole files of a type have among their last bytes, and how many of them to look at."""

VIEWER_FRAME = "iframe#pdfframe::attr(src)"
"""The signed address in the viewer page FirstAgenda may answer with (recorded: ``hvidovre_vispdf_bilag.html``)."""


def pdf_behind_viewer(content: bytes) -> str | None:
    """Find the address of the PDF a viewer page shows; None where the content is no such page."""
    if content.lstrip()[:1] != b"<":
        return None
    return Selector(text=content.decode("utf-8", "replace")).css(VIEWER_FRAME).get()


def media_type_of(content: bytes) -> str | None:
    """Tell a file's media type; None for a web page or nothing, which are answers in place of a file.

    >>> media_type_of(b"%PDF-1.7 ..."), media_type_of(b"<!DOCTYPE html>")
    ('application/pdf', None)
    """
    start = content[:1024].lstrip()
    # A PDF may have a few bytes of rubbish before its signature.
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if not start or start[:1] == b"<":
        return None
    return next((kind for signature, kind in SIGNATURES if content.startswith(signature)), "application/octet-stream")


def type_of_answer(content: bytes) -> str:
    """Tell the media type of any answer: a file's, or that of JSON, a web page or plain text.

    >>> type_of_answer(b' {"Udvalg":{}}'), type_of_answer(b"<p>"), type_of_answer(b"Punkt 1")
    ('application/json', 'text/html', 'text/plain')
    """
    known = media_type_of(content)
    if known not in (None, "application/octet-stream"):
        return known
    start = content[:1024].lstrip()[:1]
    if start in (b"{", b"["):
        return "application/json"
    if start == b"<":
        return "text/html"
    return "application/octet-stream" if b"\0" in content else "text/plain"


def is_surely_whole(content: bytes) -> bool:
    """Whether a file ends as its format says it must; asked where a server did not say how long the file is.

    >>> is_surely_whole(b"%PDF-1.4 ... %%EOF"), is_surely_whole(b"%PDF-1.4 ...")
    (True, False)
    """
    media_type = media_type_of(content)
    end = _ENDS.get(media_type or "")
    return end is not None and end[0] in content[-end[1] :]
