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
