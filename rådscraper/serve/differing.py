"""What of a text is not in another, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
MOST_COMPARED = 10_000
"""Words of the one times words of the other that are compared with each other; of longer texts the whole middle counts
as changed."""

Piece = tuple[str, bool]


def differing(text: str | None, other: str | None) -> list[Piece]:
    """Part a text into pieces, and say of each whether the other text differs; where there is none, nothing does.

    >>> differing("Imod stemte 15.", "Imod stemte 14.")
    [('Imod stemte ', False), ('15', True), ('.', False)]
    """
    if not text or not other:
        return [(text, False)] if text else []
    ours, theirs = TOKEN.findall(text), TOKEN.findall(other)
    before = _alike(ours, theirs)
    behind = _alike(ours[before:][::-1], theirs[before:][::-1])
    end = len(ours) - behind
    middle = _middle(ours[before:end], theirs[before : len(theirs) - behind])
    pieces = [("".join(ours[:before]), False), *middle, ("".join(ours[end:]), False)]
    return [piece for piece in pieces if piece[0]]


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words two texts begin with are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))


def _middle(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Piece]:
    if len(ours) * len(theirs) > MOST_COMPARED:
        yield "".join(ours), True
        return
    for kind, start, end, _, _ in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        yield "".join(ours[start:end]), kind != "equal"
