"""OCR of the scans among the papers: a page at a time in guarded children, a file in one transaction."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from rådscraper.items import FileStatus, FileText, Problem, TextSource
from rådscraper.layouts.guarded import Limits, ReaderPool
from rådscraper.papers import TextLimits, problem_of
from rådscraper.store.file_text import StoredFile, address_of, save_file_text, scanned_files
from rådscraper.store.writer import Store

READER = "rådscraper.filetext.ocr:read_scanned"
MEDIA_TYPES = ("application/pdf", "image/jpeg", "image/png", "image/tiff")
SECONDS = 120
"""What tesseract may take for one page."""

_LIMITS = Limits(cpu_seconds=SECONDS, wall_seconds=SECONDS + 30)


class NoOcr(Exception):
    """What OCR needs is not installed; the message says what, and how it is had."""


def check_ocr() -> None:
    """Raise ``NoOcr`` unless the extra, tesseract and its Danish letters are installed."""
    if find_spec("pytesseract") is None or find_spec("PIL") is None:
        raise NoOcr("OCR is an extra that is not installed; pip install 'raadscraper[ocr]'")
    program = shutil.which("tesseract")
    if program is None:
        raise NoOcr("the program tesseract is not installed; apt-get install tesseract-ocr tesseract-ocr-dan")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    if "dan" not in listed.stdout.split():
        raise NoOcr("tesseract does not know Danish; apt-get install tesseract-ocr-dan")


def read_scans(
    store: Store,
    folder: Path,
    limits: TextLimits,
    most: int | None,
    tell: Callable[[StoredFile, FileText | None, Problem | None], None],
) -> None:
    """Read the scans of a store, or so many, one after another; each is kept as soon as it is read."""
    with closing(ReaderPool(limits.children, _LIMITS)) as pool, ThreadPoolExecutor(limits.children) as threads:
        for file in _scans(store, most):
            url = address_of(store.db, file.sha256)
            path = folder / file.path
            if not path.is_file():
                message = f"the file is not in the file store any more; {path} is missing"
                tell(file, None, Problem("file_missing", message, url))
                continue
            numbers = range(1, min(file.pages or 1, limits.pages) + 1)
            read = list(threads.map(partial(_read_page, pool, path), numbers))
            text, screened = save_file_text(store.db, file.sha256, joined(read, file.pages or 1))
            tell(file, text, screened or problem_of(text, url))


def joined(read: list[FileText], pages: int) -> FileText:
    """Put the pages of a scan together; what could not be read of them is told in ``error``."""
    texts = tuple(text for page in read for text in page.texts)
    remarks = [f"page {number}: {page.error}" for number, page in enumerate(read, 1) if page.error]
    if len(read) < pages:
        remarks.append(f"only the first {len(read)} of {pages} pages were read")
    error = "; ".join(remarks[:20]) or None
    if texts:
        return FileText(FileStatus.OK, texts, pages, error, source=TextSource.OCR)
    return FileText(FileStatus.FAILED if error else FileStatus.EMPTY, (), pages, error or "OCR found no words")


def _scans(store: Store, most: int | None) -> Iterator[StoredFile]:
    place = -1
    while most is None or most > 0:
        files = scanned_files(store.db, MEDIA_TYPES, place)
        if not files:
            return
        place = files[0].place
        most = None if most is None else most - 1
        yield files[0]


def _read_page(pool: ReaderPool, path: Path, page: int) -> FileText:
    return pool.read_text(READER, path, page=page, seconds=SECONDS)
