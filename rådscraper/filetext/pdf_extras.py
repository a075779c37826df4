"""What a PDF holds beside its pages: properties, bookmarks, notes and fields on the pages, files within it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

EMBEDDED = "the file within it named"

_PACKETS = re.compile(rb"<\?xpacket begin.*?<\?xpacket end", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_OF_ANNOTATION = (b"Contents", b"V", b"DV", b"T", b"TU", b"Subj", b"RC")
"""What notes say and fields are filled with, their names, and who wrote them."""
_MOST_CHARACTERS = 1_000_000


def pdf_extras(body: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Give each text behind its place, and the bytes of each file within the PDF behind its name."""
    for packet in _PACKETS.findall(body):
        for piece in _TAG.split(packet.decode("utf-8", "replace")):
            yield "its properties", piece
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        return  # told by the reader of its pages
    try:
        for value in document.get_metadata_dict(skip_empty=True).values():
            yield "its properties", value
        for bookmark in document.get_toc():
            yield "its bookmarks", bookmark.get_title() or ""
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            yield "the name of a file within it", attached.get_name() or ""
            yield attached.get_name() or str(number), bytes(attached.get_data())
        yield from _of_pages(document)
    finally:
        document.close()


def _of_pages(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, str]]:
    for number in range(len(document)):
        yield "", ""  # there may be thousands without any, and who looks through them may have to stop
        page = raw.FPDF_LoadPage(document.raw, number)
        try:
            for index in range(raw.FPDFPage_GetAnnotCount(page) if page else 0):
                annotation = raw.FPDFPage_GetAnnot(page, index)
                try:
                    for key in _OF_ANNOTATION:
                        yield f"a note or field on page {number + 1}", _string(annotation, key)
                finally:
                    raw.FPDFPage_CloseAnnot(annotation)
        finally:
            raw.FPDF_ClosePage(page)


def _string(annotation: raw.FPDF_ANNOTATION, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 2 * _MOST_CHARACTERS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
