"""Paragraphs and list items put together again from printed lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from rådscraper.document import Block, BlockKind
from rådscraper.layouts.pdf_drawings import BULLETS
from rådscraper.layouts.pdf_rows import Row, Usual

_WORD = re.compile(r"[\w-]+")
_LAST_WORD = re.compile(r"[\w-]*$")
_FIRST_WORD = re.compile(r"^[\w-]*")
_SUSPENDED = re.compile(r"\w- (\w+)")
_NUMBERED = re.compile(r"(?:\d{1,3}|[a-zæøå])[.)]\s", re.IGNORECASE)
# "Dato: 27-08-2025" after a full stop begins a line of its own.
_LABEL = re.compile(r"\w+: ")
_STOPPED = re.compile(r"\.[\"”“«]?$")
_ENDS = ".:!?"
# A file that hyphenates ends more than every twenty-fifth line with a hyphen; one that does not, hardly any.
_HYPHENATES = 0.04
# Of the text's right edge: a line that ends before this is short.
_SHORT = 0.8
# What is every sixtieth word of a file begins no second half of a compound: ``skole- / og`` is two words.
_COMMON = 1 / 60
_FEWEST_COMMON = 3


class Joiner:
    """Joins the lines of one file: what its other lines say tells a typeset hyphen from one that belongs there."""

    def __init__(self, rows: list[Row]) -> None:
        """Learn the words of the file and how it hyphenates."""
        texts = [row.text for row in rows]
        counted = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
        self.words = set(counted)
        often = max(_FEWEST_COMMON, _COMMON * counted.total())
        self.common = {word for word, times in counted.items() if times >= often and len(word) > 1 and word.isalpha()}
        self.hyphened = {word[: word.index("-") + 1] for word in self.words if "-" in word[1:-1]}
        self.continuations = {word for text in texts for word in _SUSPENDED.findall(text)}
        ends = sum(row.hyphen == "-" for row in rows)
        is_typeset = any(row.hyphen == "\u2010" for row in rows)
        self.hyphenates = not is_typeset and ends > 3 and ends > _HYPHENATES * len(rows)

    def join(self, rows: list[Row]) -> str:
        """The text of lines that belong together."""
        text = rows[0].text
        for row, following in pairwise(rows):
            text += self._between(text, row.hyphen, following.text) + following.text
        return text + ("-" if rows[-1].hyphen else "")

    def knows(self, word: str) -> bool:
        """Whether the file has a word, or its genitive."""
        return not self.words.isdisjoint((word.casefold(), f"{word.casefold()}s"))

    def _between(self, text: str, hyphen: str, following: str) -> str:
        if hyphen == "\u2010":
            return ""
        match = _LAST_WORD.search(text)
        last, first = match.group() if match else "", _first_word(following)
        if hyphen != "-":
            # PDFium leaves a hyphen after a hyphenated word as it stands.
            is_hyphened = len(last) > 1 and last.endswith("-") and following[0].isalnum() and self.knows(last + first)
            return "" if is_hyphened else " "
        keeps_hyphen = f"{last}-".casefold() in self.hyphened
        if self.knows(last + first) and not keeps_hyphen:
            return ""
        if first in self.continuations and not keeps_hyphen:
            return "- "
        is_one_word = len(last) > 1 and last.isalpha() and first.isalpha() and first.islower() and not last.isupper()
        if self.hyphenates and is_one_word:
            return ""
        return "- " if first in self.common else "-"


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match.group() if match else ""


def flow(rows: list[Row], usual: Usual, joiner: Joiner) -> Iterator[Block]:
    """Blocks of the running text between two headings."""
    depths: list[float] = []
    for group in _groups(rows, usual):
        first = group[0]
        text = joiner.join(group)
        if first.marker:
            while depths and first.marker.x0 < depths[-1] - 2:
                depths.pop()
            if not depths or first.marker.x0 > depths[-1] + 2:
                depths.append(first.marker.x0)
            sign = "-" if first.marker.text in BULLETS else first.marker.text
            yield Block("  " * (len(depths) - 1) + f"{sign} {text}", BlockKind.LIST_ITEM, page=first.page)
            continue
        depths.clear()
        if first.is_tabular:
            yield Block(" | ".join(cell.text for cell in first.cells), BlockKind.TABLE_ROW, page=first.page)
        elif first.x0 > usual.margin + first.size and _NUMBERED.match(text):
            yield Block(text, BlockKind.LIST_ITEM, page=first.page)
        else:
            yield Block(text, page=first.page)


def _groups(rows: list[Row], usual: Usual) -> Iterator[list[Row]]:
    group: list[Row] = []
    is_listed = not any(row.text[-1] in _ENDS for row in rows)
    is_apart = is_listed and any(usual.is_apart(row, following) for row, following in pairwise(rows))
    for row in rows:
        if group and not _goes_on(group, row, usual, is_listed=is_listed, is_apart=is_apart):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _goes_on(group: list[Row], row: Row, usual: Usual, *, is_listed: bool, is_apart: bool) -> bool:
    """Whether a line goes on with the paragraph or list item before it.

    ``is_listed`` where no line up to the next heading ends a sentence: names, below each other, and no running text.
    ``is_apart`` where some of them are set further apart than lines.
    """
    before = group[-1]
    if row.marker or row.is_tabular or before.is_tabular or row.is_bold is not before.is_bold:
        return False
    if abs(row.size - before.size) > 0.1 * row.size or not _is_below(group, row):
        return False
    if row.page != before.page:
        # No typesetter leaves a paragraph's first line alone at a page's foot, or its last at the next one's top: what
        # begins anew below is another, and so it is where names of at most three lines stand.
        is_over = before.text[-1] in _ENDS or len(group) == 1 or is_listed
        ends = is_over and not (row.text[0].islower() or before.hyphen)
        return row.page == before.page + 1 and not ends and usual.is_full(before, row)
    is_close = usual.is_close(before, row, is_apart=is_apart)
    if _STOPPED.search(before.text) and (_LABEL.match(row.text) or (not is_close and _introduces(row, usual))):
        return False
    if usual.is_apart(before, row) or row.y > before.y:
        return False
    return usual.is_full(before, row, is_close=is_close)


def _introduces(row: Row, usual: Usual) -> bool:
    """Whether a line is a short one that introduces what is below it."""
    return row.text[-1] == ":" and row.x1 < _SHORT * usual.right


def _is_below(group: list[Row], row: Row) -> bool:
    """Whether a line begins where the lines of the group do; the first one may be indented or have its sign there."""
    first, before = group[0], group[-1]
    if first.marker:
        return first.marker.x0 - 2 < row.x0 < first.x0 + row.size
    if len(group) == 1:
        # A number too near its text to be told from it hangs beside the lines below.
        hangs = 3 if _NUMBERED.match(first.text) else 0.7
        return -4 * row.size < row.x0 - before.x0 < hangs * row.size
    return abs(row.x0 - before.x0) < 0.7 * row.size
