"""The text of a scan's page, by the program tesseract; runs in a guarded child, and needs the extra ``ocr``."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytesseract  # type: ignore[import-untyped]
from PIL import Image

from rådscraper.filetext.reading import gather
from rådscraper.filetext.written import read_plain
from rådscraper.items import FileStatus, FileText, TextSource

LANGUAGE = "dan"

# What tesseract is trained on; a larger page than four of A4 is drawn coarser.
_DOTS_PER_INCH = 300
_MOST_DOTS = 35_000_000
# One child a core is busy already.
os.environ["OMP_THREAD_LIMIT"] = "1"


def read_scanned(path: Path, page: int, seconds: int) -> FileText:
    """Read one page (from 1) of a PDF, or a picture, in Danish; a page that takes longer than told has failed."""
    try:
        with _drawn(path, page) as picture:
            printed = pytesseract.image_to_string(picture, lang=LANGUAGE, timeout=seconds)
    except (pypdfium2.PdfiumError, OSError, ValueError, RuntimeError, Image.DecompressionBombError) as error:
        return FileText(FileStatus.FAILED, error=" ".join(str(error).split()) or type(error).__name__)
    if not printed.strip():
        return FileText(FileStatus.EMPTY)
    told = "\n".join(text for _, text in gather(read_plain(printed.encode()), 10, len(printed)).texts)
    return FileText(FileStatus.OK, ((page, told),), source=TextSource.OCR)


def _drawn(path: Path, page: int) -> Image.Image:
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if not is_pdf:
        picture = Image.open(path)
        picture.load()
        return picture
    document = pypdfium2.PdfDocument(path)
    try:
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = min(_DOTS_PER_INCH / 72, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
        drawn: Image.Image = sheet.render(scale=scale, grayscale=True).to_pil()
        return drawn
    finally:
        document.close()
