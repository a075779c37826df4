"""How two texts differ: line by line, and word by word where a line took another's place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
MOST_COMPARED = 10_000
"""Lines or words of the one times those of the other that are compared; of more the whole middle counts as changed."""

Piece = tuple[str, bool]
Block = tuple[slice, slice, bool]


def differing(before: str | None, after: str | None) -> tuple[list[Piece], list[Piece]]:
    """Part both texts into pieces, and say of each whether it is changed; where one is missing, nothing is.

    >>> differing("Imod stemte 15.", "Imod stemte 14.")[0]
    [('Imod stemte ', False), ('15', True), ('.', False)]
    """
    if not before or not after:
        return [(before, False)] if before else [], [(after, False)] if after else []
    pieces = list(_of_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return _joined((old, told) for old, _, told in pieces), _joined((new, told) for _, new, told in pieces)


def _of_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    for ours, theirs, is_same in _blocks(old, new):
        if is_same:
            yield "".join(old[ours]), "".join(new[theirs]), False
            continue
        for line, other in zip_longest(old[ours], new[theirs]):
            if line and other:
                yield from _of_words(TOKEN.findall(line), TOKEN.findall(other))
            else:
                yield line or "", other or "", True


def _of_words(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    for ours, theirs, is_same in _blocks(old, new):
        yield "".join(old[ours]), "".join(new[theirs]), not is_same


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Lay out which parts of two sequences stand in each other's place, and whether they are the same."""
    start = _alike(old, new)
    behind = _alike(old[start:][::-1], new[start:][::-1])
    to_old, to_new = len(old) - behind, len(new) - behind
    yield slice(0, start), slice(0, start), True
    ours, theirs = old[start:to_old], new[start:to_new]
    if len(ours) * len(theirs) > MOST_COMPARED:
        yield slice(start, to_old), slice(start, to_new), False
    else:
        for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            yield slice(start + a, start + b), slice(start + c, start + d), kind == "equal"
    yield slice(to_old, len(old)), slice(to_new, len(new)), True


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words or lines two begin with are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Put together what stands side by side and is of one kind; nobody sees a blank that is changed."""
    joined: list[Piece] = []
    for piece, told in pieces:
        is_changed = told and not piece.isspace()
        if joined and joined[-1][1] == is_changed:
            joined[-1] = (joined[-1][0] + piece, is_changed)
        elif piece:
            joined.append((piece, is_changed))
    return joined
