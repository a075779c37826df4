"""What a file holds beside the text it shows: properties, comments, hidden sheets, old versions, files within it.

It is neither stored nor searched, but whoever fetches the file has it: so it is looked through for CPR numbers as well.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

from lxml import etree
from python_calamine import CalamineError

from rådscraper.filetext.numbered_cells import SHEET, numbered_cells
from rådscraper.filetext.pdf_extras import EMBEDDED, pdf_extras
from rådscraper.filetext.piece import Reader
from rådscraper.filetext.printed import read_printed
from rådscraper.filetext.table import hidden_sheets, read_table
from rådscraper.layouts.containers import check_zip, is_zip
from rådscraper.layouts.unreadable import UnreadableFile
from rådscraper.media import media_type_of
from rådscraper.personal_data import find_cpr

MOST_SECONDS = 3.0
"""Of CPU time; a guarded child has some seconds left when a file's text is read."""
DEEPEST = 3
"""Files within files within files are looked into."""
PDF, PLAIN = "application/pdf", "text/plain"
INNER: dict[str, Reader] = {
    PDF: read_printed,
    "application/vnd.ms-excel": read_table,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": read_table,
}
"""Readers of what files within files show, where it is not found among what they hold."""

_STRINGS = "xl/sharedStrings.xml"
"""It holds nothing but paragraphs."""
_PARTS = (".xml", ".rels", ".vml")
_WIDE = bytes(ord("0") if chr(byte) in "0123456789" else (byte and ord(" ")) for byte in range(256))
_SIX_WIDE = b"0\0" * 6
_AROUND = 60
"""Characters before and behind six digits."""
_PARAGRAPHS = frozenset({"p", "si", "is", "text"})
_AT_ONCE = 1000
_APART = "\n\0\n"
"""Between two paragraphs, so that no number is made of both and no word of one explains a number of the other."""
_WRITTEN = frozenset({"t", "title", "subject", "keywords", "description", "category"})
_NAMES = frozenset({"descr", "title", "name", "Target", "displayName", "author", "tooltip"})
_BROKEN = (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, KeyError, RuntimeError)
_UNREADABLE = (UnreadableFile, etree.LxmlError, CalamineError, *_BROKEN)
"""What a file or a part of one raises that is broken, locked or of another kind."""

_Text = tuple[str, str | None]
"""A text, behind the place in the file where it stands; None where something can't be read."""


class NotAllSeen(Exception):
    """Not all could be looked through: there was more than time for it, or a part can't be read."""


def unseen_numbers(body: bytes) -> Iterator[str]:
    """Name the places beside its text where a file has a CPR number, each once; raises ``NotAllSeen``."""
    ends = time.process_time() + MOST_SECONDS
    told = set()
    is_whole = True
    for place, text in _unseen(body, 0):
        is_whole = is_whole and text is not None
        if text and place not in told and find_cpr(text):
            told.add(place)
            yield place
        if time.process_time() > ends:
            raise NotAllSeen
    if not is_whole:
        raise NotAllSeen


def _as_far_as_read(texts: Iterable[_Text]) -> Iterator[_Text]:
    """Give texts until they can't be read, and then that it is so."""
    try:
        yield from texts
    except _UNREADABLE:
        yield "", None


def _unseen(body: bytes, depth: int) -> Iterator[_Text]:
    if is_zip(body):
        yield from _as_far_as_read(_of_zip(body, depth))
        return
    media_type = media_type_of(body)
    if media_type == PDF:
        for place, held in pdf_extras(body):
            if isinstance(held, str):
                yield place, held
            else:
                yield from _within(f"{EMBEDDED} {place}", held, depth) if depth < DEEPEST else [(place, None)]
    elif media_type and media_type != PLAIN:  # all of a plain text is shown
        # Old office files keep their text as it is, in one of two forms; pictures may say what they show.
        yield "its bytes", body.decode("latin-1")
        yield from (("its bytes", text) for text in _wide_texts(body))


def _wide_texts(body: bytes) -> Iterator[str]:
    """What stands around six digits that are two bytes each."""
    digits = body.translate(_WIDE)
    start = digits.find(_SIX_WIDE)
    while start >= 0:
        begin = start - 2 * min(_AROUND, start // 2)
        yield body[begin : start + 2 * _AROUND].decode("utf-16-le", "replace")
        start = digits.find(_SIX_WIDE, start + len(_SIX_WIDE))


def _within(place: str, body: bytes, depth: int) -> Iterator[_Text]:
    """What a file within a file holds, what it shows included."""
    reader = INNER.get(media_type_of(body) or "")
    if reader:
        yield from _as_far_as_read((place, piece.text) for piece in reader(body))
    for _, text in _unseen(body, depth + 1):
        yield place, text


def _of_zip(body: bytes, depth: int) -> Iterator[_Text]:
    check_zip(body)
    with ZipFile(BytesIO(body)) as archive:
        names = archive.namelist()
        if "xl/styles.xml" in names:
            yield from _as_far_as_read(numbered_cells(body))
        if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
            yield from _as_far_as_read(hidden_sheets(body))
        parts = [name for name in names if name.endswith(_PARTS) and not SHEET.fullmatch(name)]
        for reader in (_paragraphs, _others):
            for name in parts if reader is _paragraphs else (name for name in parts if name != _STRINGS):
                yield from _as_far_as_read(_of_part(archive, name, reader))
        for name in names:
            yield "the names of its parts", name
            if not name.endswith((*_PARTS, "/")):
                yield from _as_far_as_read(_of_file(archive, name, depth)) if depth < DEEPEST else [(name, None)]


def _of_part(archive: ZipFile, name: str, reader: Callable[[IO[bytes]], Iterator[str]]) -> Iterator[_Text]:
    with archive.open(name) as part:
        for text in reader(part):
            yield name, text


def _of_file(archive: ZipFile, name: str, depth: int) -> Iterator[_Text]:
    yield from _within(name, archive.read(name), depth)


def _paragraphs(part: IO[bytes]) -> Iterator[str]:
    """The paragraphs of a part, many at a time: their pieces without anything between them, and with a blank."""
    glued, parted = [], []
    for element in _elements(part, [f"{{*}}{kind}" for kind in _PARAGRAPHS]):
        pieces = [str(piece) for piece in element.itertext()]
        glued.append("".join(pieces))
        if len(pieces) > 1:
            parted.append(" ".join(pieces))
        if len(glued) == _AT_ONCE:
            yield _APART.join(glued + parted)
            glued, parted = [], []
    yield _APART.join(glued + parted)


def _others(part: IO[bytes]) -> Iterator[str]:
    """What stands in other elements of a part, and in those attributes that hold words."""
    for number, element in enumerate(_elements(part, None)):
        if number % _AT_ONCE == 0:
            yield ""  # however long there is nothing, who looks through it may have to stop
        kind = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        # What is nothing but digits elsewhere was counted or measured by a program.
        if kind and element.text and (kind in _WRITTEN or not element.text.strip().isdigit()):
            yield element.text
        for attribute, told in element.attrib.items():
            if str(attribute).rpartition("}")[2] in _NAMES and not str(told).isdigit():
                yield str(told)


def _elements(part: IO[bytes], tags: Sequence[str] | None) -> Iterator[etree._Element]:
    """The elements of a part as they end, as far as it can be read; each is let go of with those before it."""
    for _, element in etree.iterparse(part, tag=tags, resolve_entities=False, no_network=True, recover=True):
        yield element
        if tags is None or not any(True for _ in element.iterancestors(*tags)):
            _let_go(element)


def _let_go(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
