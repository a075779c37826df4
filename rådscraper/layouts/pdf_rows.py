"""Rows of a PDF: the runs of text that stand side by side, and what is usual in the file they come from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rådscraper.layouts.pdf_drawings import BULLETS, Line

_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zæøå]|[ivx]{1,5})[.)]", re.IGNORECASE)
# What ends a sentence; the full stop after a single letter, or with another in its word, is an abbreviation's.
_ENDED = re.compile(r"(?:(?<!\b[^\W\d_])(?<!\.[^\W\d_])(?<!\.[^\W\d_]{2})\.|[:;!?])[\"”“«]?$")
_UP_TO_HYPHEN = re.compile(r"[^\W\d_]{2,}-(?=[^\W\d_])")
# These stand in running text as well, so they are bullets only where no sentence runs on into them.
_DASHES = frozenset("–—-·*o")

_USUAL_LEADING = 1.4
# Lines further apart than this are double-spaced, which takes more than a few to believe.
_WIDE, _OFTEN = 1.7, 10


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its cells from left to right, and the bullet or number that hangs to the left of it."""

    cells: tuple[Line, ...]
    marker: Line | None = None

    @property
    def page(self) -> int:
        """The page it is on, from 1."""
        return self.cells[0].page

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.cells[0].size

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(cell.is_bold for cell in self.cells)

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.cells[-1].x1

    @property
    def y(self) -> float:
        """The line its letters stand on."""
        return self.cells[0].y

    @property
    def hyphen(self) -> str:
        """The hyphen taken off its end."""
        return self.cells[-1].hyphen

    @property
    def is_tabular(self) -> bool:
        """Whether a column's gap parts the cells; a bold word at the start of a paragraph stands nearer."""
        return any(right.x0 - left.x1 > right.size for left, right in pairwise(self.cells))

    @property
    def text(self) -> str:
        """Its cells as one text."""
        return " ".join(cell.text for cell in self.cells)


class Usual:
    """What is usual in a file: the size its text is set in, where its lines begin and end, how far apart they are."""

    def __init__(self, rows: list[Row], reach: float = 0) -> None:
        """Take the rows to count in, of which there is one at least; the text goes as far to the right as ``reach``."""
        self.rows = rows
        self._reach = reach

    @cached_property
    def size(self) -> float:
        """The size most text is set in."""
        letters: Counter[float] = Counter()
        for row in self.rows:
            letters[row.size] += len(row.text)
        return letters.most_common(1)[0][0]

    @cached_property
    def _body(self) -> list[Row]:
        return [row for row in self.rows if row.size == self.size and len(row.cells) == 1]

    @cached_property
    def margin(self) -> float:
        """Where most lines begin."""
        starts = Counter(round(row.x0) for row in self._body or self.rows)
        return float(starts.most_common(1)[0][0])

    @cached_property
    def right(self) -> float:
        """How far to the right the text goes."""
        return max(self._reach, max(row.x1 for row in self._body or self.rows))

    @cached_property
    def leading(self) -> float:
        """From one line of a paragraph to the next, as a multiple of the size."""
        steps: Counter[float] = Counter()
        for row, following in pairwise(self._body):
            step = (row.y - following.y) / self.size
            if row.page == following.page and 0.9 < step < 2.5 and self.is_full(row, following):
                steps[round(step, 1)] += 1
        step, times = steps.most_common(1)[0] if steps else (_USUAL_LEADING, 0)
        # In a short file so wide a step is one between paragraphs, the first of which only happens to be full.
        return _USUAL_LEADING if step >= _WIDE and times < _OFTEN else step

    @cached_property
    def sets_apart(self) -> bool:
        """Whether there is more room between paragraphs than between their lines: short lines that end a sentence."""
        steps = [
            self.is_apart(row, following)
            for row, following in pairwise(self._body)
            if row.page == following.page and row.x1 < 0.8 * self.right and _ENDED.search(row.text)
        ]
        return 2 * sum(steps) > len(steps)

    @cached_property
    def breaks_words(self) -> bool:
        """Whether lines end within words, and so at the words' own hyphens: what follows stands nowhere by itself."""
        ends = {following.text.split(" ", 1)[0] for row, following in pairwise(self.rows) if row.hyphen}
        return not ends.issubset(word for row in self.rows for word in row.text.split(" ")[1:])

    def is_close(self, row: Row, following: Row, *, is_apart: bool = False) -> bool:
        """Whether a line stands as near as only lines of one paragraph do; ``is_apart`` where only names are set so."""
        is_near = row.page == following.page and row.y - following.y < 1.1 * self.leading * row.size
        return is_near and (is_apart or self.sets_apart)

    def is_apart(self, row: Row, following: Row) -> bool:
        """Whether a line stands further below the one before than lines of one paragraph do."""
        return row.page == following.page and row.y - following.y > 1.2 * self.leading * row.size

    def is_full(self, row: Row, following: Row, right: float | None = None, *, is_close: bool = False) -> bool:
        """Whether the next line's first word had no room left on this one, so that the break is the typesetter's.

        A line ``is_close`` where the space above it tells no new paragraph: then little need speak for it.
        """
        if row.hyphen:
            return True
        word = following.text.split(" ", 1)[0]
        letter = (following.x1 - following.x0) / max(len(following.text), 1)
        width = letter * (len(word) + 1)
        # Letters differ in width, so a line that runs on gets the benefit of it; a new sentence does not.
        is_heading = row.is_bold and following.is_bold
        if _ENDED.search(row.text) and _begins_sentence(following.text) and not is_heading and not is_close:
            # Not all who break words at their hyphens do so wherever they might, so it tells on no other line.
            part = _UP_TO_HYPHEN.match(word) if self.breaks_words else None
            width = letter * (len(part.group()) + 1) if part else width
            slack = -0.15 * width
        elif following.text[0].islower():
            slack = 0.3 * width + 0.04 * self.right
        else:
            slack = 0.3 * width if row.page == following.page else 0.0
        if is_close:
            slack = max(slack, row.size)
        return row.x1 + width + slack > (right or self.right)


def _may_end(row: Row, following: Row, *, is_close: bool) -> bool:
    """Whether a sentence or a part of it ends with a row, not an abbreviation (``ca. – som``) in a close paragraph.

    A heading is one sentence all the way down.
    """
    is_heading = row.is_bold and following.is_bold and row.size == following.size
    return row.text[-1] in (":;!?," if is_close else ".:;!?,") and not is_heading


def _begins_sentence(text: str) -> bool:
    """Whether a line may begin a sentence; a number goes on with what is abbreviated before it (``nr. 12``)."""
    return not text[0].islower() and not text[0].isdigit()


def rows(lines: list[Line]) -> list[Row]:
    """Put lines of one height together, and hang bullets on the rows they stand before.

    Some producers write all bullets of a page after its text (soenderborg_integrationsraad_2021-02-25.pdf).
    """
    found: list[Row] = []
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    for _, on_page in sorted(pages.items()):
        markers = {line for line in on_page if line.text in BULLETS or _MARKER.fullmatch(line.text)}
        texts = [line for line in on_page if line not in markers]
        hung: dict[Line, Line] = {}
        for marker in filter(markers.__contains__, on_page):
            near = [line for line in texts if _is_beside(marker, line) and 0 < line.x0 - marker.x1 < 4 * line.size]
            if near:
                hung[min(near, key=lambda line: line.x0)] = marker
        hanging = set(hung.values())
        found += _side_by_side([line for line in on_page if line not in hanging], hung)
    return _true_bullets(found)


def _side_by_side(texts: list[Line], hung: dict[Line, Line]) -> list[Row]:
    grouped: list[list[Line]] = []
    for line in texts:
        if grouped and _is_beside(grouped[-1][-1], line) and line.x0 >= grouped[-1][-1].x1 - 1:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [Row(tuple(cells), hung.get(cells[0])) for cells in grouped]


def _is_beside(line: Line, other: Line) -> bool:
    return abs(line.y - other.y) < 0.35 * max(line.size, other.size)


def _true_bullets(found: list[Row]) -> list[Row]:
    """Give back to the text dashes and letters that only happen to begin a line."""
    if not found:
        return []
    usual = Usual(found)
    result: list[Row] = []
    for row in found:
        marker = row.marker
        if marker and marker.text in _DASHES:
            before = result[-1] if result else None
            is_new = (
                before is None
                or before.marker
                or _may_end(before, row, is_close=usual.is_close(before, row))
                or not usual.is_full(before, row)
            )
            if marker.x0 < usual.margin + 0.5 * row.size and (marker.text == "o" or not is_new):
                whole = marker._replace(
                    text=f"{marker.text} {row.cells[0].text}", x1=row.cells[0].x1, hyphen=row.hyphen
                )
                row = Row((whole, *row.cells[1:]))
        result.append(row)
    return result
