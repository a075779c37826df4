"""What readers of papers give, piece by piece, so that a large file can be stopped anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rådscraper.document import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a list item or a row of a table, on one line, and the page it stands on (sheet, slide; from 1).

    Or a fact of a page: ``is_picture`` where it holds no text but a picture, ``trouble`` where it or a part of it can't
    be read. ``pages`` is how many pages the file has.
    """

    page: int
    text: str = ""
    pages: int | None = None
    is_picture: bool = False
    trouble: str | None = None


Reader = Callable[[bytes], Iterable[Piece]]
"""Raises ``UnreadableFile`` where nothing, or nothing more, can be read."""


def pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Turn the blocks of a document into pieces, with its fields as a person reads them: ``Sted: Rådhuset``."""
    for page, on_page in groupby(blocks, lambda block: block.page or 1):
        name = None
        for block in on_page:
            is_new = block.kind is BlockKind.FIELD and block.name and block.name != name
            name = block.name if block.kind is BlockKind.FIELD else None
            yield Piece(page, f"{block.name}: {block.text}".strip() if is_new else block.text)
