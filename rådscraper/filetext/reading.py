"""The text of a file in the file store: told by its bytes what it is, and read as far as it is let."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rådscraper.filetext.piece import Piece, Reader
from rådscraper.filetext.presentation import read_presentation
from rådscraper.filetext.printed import read_printed
from rådscraper.filetext.table import read_table
from rådscraper.filetext.unseen import NotAllSeen, unseen_numbers
from rådscraper.filetext.written import read_page, read_plain, read_word
from rådscraper.items import FileStatus, FileText
from rådscraper.layouts.containers import check_locked, check_zip, is_zip
from rådscraper.layouts.unreadable import UnreadableFile
from rådscraper.media import media_type_of

# A guarded child is ended after 20: what has been read by then should not be lost.
MOST_SECONDS = 15.0

_OOXML = "application/vnd.openxmlformats-officedocument."
_EXCEL = "application/vnd.ms-excel"
PICTURES = ("image/jpeg", "image/png", "image/tiff")

READERS: dict[str, Reader] = {
    "application/pdf": read_printed,
    f"{_OOXML}wordprocessingml.document": read_word,
    "application/vnd.ms-word.document.macroEnabled.12": read_word,
    f"{_OOXML}presentationml.presentation": read_presentation,
    "application/vnd.ms-powerpoint.presentation.macroEnabled.12": read_presentation,
    f"{_OOXML}spreadsheetml.sheet": read_table,
    f"{_EXCEL}.sheet.macroEnabled.12": read_table,
    f"{_EXCEL}.sheet.binary.macroEnabled.12": read_table,
    _EXCEL: read_table,
    "application/vnd.oasis.opendocument.spreadsheet": read_table,
    "text/html": read_page,
    "text/plain": read_plain,
    **dict.fromkeys(PICTURES, lambda _: [Piece(1, pages=1, is_picture=True)]),
}
"""Media type -> reader."""


UNOPENED = (FileStatus.ENCRYPTED, FileStatus.QUARANTINED, FileStatus.FAILED)
"""Their error says that the file as a whole can't be read."""


def read_file(path: Path, most_pages: int, most_characters: int) -> FileText:
    """Read the text of a file, page by page, until one of the limits; what is missing is told in ``error``."""
    body = path.read_bytes()
    if not body.strip():
        return FileText(FileStatus.EMPTY)
    media_type = media_type_of(body) or "text/html"
    try:
        if media_type not in READERS:
            raise _not_read(body, media_type)
        text = gather(READERS[media_type](body), most_pages, most_characters)
    except UnreadableFile as error:
        text = FileText(error.status, error=str(error))
    return _looked_through(replace(text, media_type=media_type), body)


def _looked_through(text: FileText, body: bytes) -> FileText:
    """Tell where else the file has a CPR number."""
    unseen: list[str] = []
    try:
        unseen.extend(unseen_numbers(body))
    except NotAllSeen:
        remark = "not all that it holds beside its text was looked through for CPR numbers"
        if text.status not in UNOPENED:
            text = replace(text, error="; ".join(filter(None, (text.error, remark))))
    return replace(text, unseen=tuple(unseen))


def gather(pieces: Iterable[Piece], most_pages: int, most_characters: int) -> FileText:
    """Put the pieces of a file together: each page's text, how many pages there are, and what is missing.

    Raises ``UnreadableFile`` where a reader gives up before it gave any text.
    """
    gathered = _Gathered()
    ends = time.process_time() + MOST_SECONDS
    try:
        for piece in pieces:
            if piece.page > most_pages:
                gathered.cut = f"only the first {most_pages} pages were read"
                break
            left = most_characters - gathered.characters
            gathered.add(piece if len(piece.text) <= left else replace(piece, text=piece.text[:left]))
            if len(piece.text) > left:
                gathered.cut = f"only the first {most_characters} characters were read"
                break
            if time.process_time() > ends:
                gathered.cut = f"only what could be read in {MOST_SECONDS:g} seconds was read"
                break
    except UnreadableFile as error:
        if not gathered.lines:
            raise
        gathered.cut = f"not all of it could be read: {error}"
    return gathered.text()


class _Gathered:
    """What has been read of a file so far."""

    def __init__(self) -> None:
        self.lines: dict[int, list[str]] = {}
        self.characters = 0
        self.pages: int | None = None
        self.last = 0
        self.cut: str | None = None
        self.pictures: list[int] = []
        self.troubles: list[str] = []

    def add(self, piece: Piece) -> None:
        self.last = max(self.last, piece.page)
        self.pages = piece.pages or self.pages
        if piece.is_picture:
            self.pictures.append(piece.page)
        if piece.trouble:
            self.troubles.append(piece.trouble)
        if piece.text:
            self.lines.setdefault(piece.page, []).append(piece.text)
            self.characters += len(piece.text) + 1

    def text(self) -> FileText:
        texts = tuple((page, "\n".join(lines)) for page, lines in sorted(self.lines.items()))
        return FileText(self._status(), texts, self.pages or self.last or None, "; ".join(self._remarks()) or None)

    def _status(self) -> FileStatus:
        if self.lines:
            return FileStatus.OK
        if self.pictures:
            return FileStatus.SCANNED
        return FileStatus.FAILED if self.cut or self.troubles else FileStatus.EMPTY

    def _remarks(self) -> Iterator[str]:
        if self.cut:
            where = f" (up to page {self.last} of {self.pages})" if self.pages else ""
            yield self.cut + where
        if self.pictures and self.lines:
            yield f"pages without text, only a picture: {_listed(self.pictures)}"
        yield from self.troubles[:20]
        if len(self.troubles) > 20:
            yield f"and {len(self.troubles) - 20} more"


def _listed(pages: list[int]) -> str:
    more = f" and {len(pages) - 50} more" if len(pages) > 50 else ""
    return ", ".join(map(str, pages[:50])) + more


def _not_read(body: bytes, media_type: str) -> UnreadableFile:
    """Why a file has no reader: it is broken, locked, too large to look into, or of a kind that nobody reads."""
    if is_zip(body):
        check_zip(body)
    check_locked(body)
    return UnreadableFile(f"files of the type {media_type} are not read", FileStatus.UNSUPPORTED)
