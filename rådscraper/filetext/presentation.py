"""PowerPoint files (.pptx, and .pptm without its macros): a slide a page, its notes after what it shows."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import BadZipFile

import pptx
from lxml import etree
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.shapes.picture import Picture
from pptx.slide import Slide

from rådscraper.filetext.piece import Piece
from rådscraper.layouts.containers import check_zip
from rådscraper.layouts.folding import fold
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

_BROKEN = (
    KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError, RuntimeError, EOFError,
    BadZipFile, zlib.error, etree.LxmlError, PythonPptxError,
)  # fmt: skip
_GRAPHICS = ("/diagramData", "/chart")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def read_presentation(body: bytes) -> Iterator[Piece]:
    """Read the slides in their order; a slide that is only pictures is told as such."""
    check_zip(body)
    try:
        slides = _opened(body).slides
        yield Piece(1, pages=len(slides))
        for number, slide in enumerate(slides, 1):
            yield from _slide(number, slide)
    except _BROKEN as error:
        if isinstance(error, UnreadableFile):
            raise
        message = f"the presentation is broken: {error or type(error).__name__}"
        raise UnreadableFile(message, FileStatus.FAILED) from error


def _opened(body: bytes) -> Presentation:
    return pptx.Presentation(BytesIO(body))


def _slide(number: int, slide: Slide) -> Iterator[Piece]:
    shapes = list(_shapes(slide.shapes))
    lines = [line for shape in shapes for line in _lines(shape)] + list(_graphics(slide))
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        lines += slide.notes_slide.notes_text_frame.text.splitlines()
    texts = [text for line in lines if (text := fold(line))]
    if not texts and any(isinstance(shape, Picture) for shape in shapes):
        yield Piece(number, is_picture=True)
    yield from (Piece(number, text) for text in texts or [""])


def _shapes(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _lines(shape: BaseShape) -> Iterator[str]:
    if isinstance(shape, GraphicFrame) and shape.has_table:
        for row in shape.table.rows:
            yield " | ".join(fold(cell.text_frame.text) for cell in row.cells)
    elif isinstance(shape, Shape):
        yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)


def _graphics(slide: Slide) -> Iterator[str]:
    """The words in a slide's diagrams and charts, which are files of their own."""
    for relation in slide.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_GRAPHICS):
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            words = ("".join(piece.text or "" for piece in part.iter(f"{_DRAWN}t")) for part in root.iter(f"{_DRAWN}p"))
            labels = (
                label.text or "" for cache in root.iter(f"{_CHART}strCache") for label in cache.iter(f"{_CHART}v")
            )
            yield from dict.fromkeys([*words, *labels])
