"""The list of contents of a PDF, told by its shape alone and by the headings that say the same again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rådscraper.layouts.pdf_rows import Row

_LEADERS = re.compile(r"(?:[.…·_]\s?){4,}\s*\d{1,4}$")
_PAGE_NUMBER = re.compile(r"\s*\d{1,4}$")
# What a heading prints before the title that the contents list, without blanks and punctuation: "punkt37".
_NUMBER = re.compile(r"\D{0,12}\d{0,4}")
_LONGEST_NUMBER = 16
_LINES_OF_AN_ENTRY = 3
_LARGE = 1.25
# A title this long may be cut off in the contents.
_CUT_SHORT = 40


class Contents:
    """Finds the list of contents among the rows of a file, whose ``headings`` begin at the rows given with them.

    The entries end in dot leaders and a page's number (soenderborg_integrationsraad_2021-02-25.pdf), or, where the
    producer can't print leaders, say in advance what the headings after them say (the ``_skia.pdf`` files).
    """

    def __init__(self, rows: list[Row], body_size: float, headings: list[tuple[int, str]]) -> None:
        """Prepare the texts to compare; ``body_size`` is the size of the running text."""
        self.rows = rows
        self.body_size = body_size
        self.bare = [_bare(_PAGE_NUMBER.sub("", row.text)) for row in rows]
        self.leads = [_LEADERS.search(row.text) is not None for row in rows]
        self.said_at: dict[str, int] = {}
        for index, text in headings:
            for title in _titles(text):
                self.said_at[title] = index
        self.headings = headings

    def without(self) -> tuple[list[Row], set[str]]:
        """The rows that are no list of contents, and the titles it lists.

        Where the list has leaders, a part without any is none: an attachment may bear the next item's title.
        """
        dropped: set[int] = set()
        titles: set[str] = set()
        for start, end in self._parts():
            entries = self._entries(start, end)
            if len(entries) < 0.6 * (end - start):
                continue
            goes_on = start - 1 in dropped
            leads = any(self.leads[start:end])
            if not goes_on and not leads and (any(self.leads) or not self._announces(start, end)):
                continue
            edge = max(self.rows[index].x1 for index in [i for i in entries if self.leads[i]] or entries)
            last = max(index for index in range(start, end) if index in entries or self._ends_at(index, edge))
            dropped.update(range(start, last + 1))
            if start and self._is_set_off(start - 1):
                dropped.add(start - 1)
            titles.update(_bare(_LEADERS.sub("", self.rows[index].text)) for index in range(start, last + 1))
        return [row for index, row in enumerate(self.rows) if index not in dropped], titles

    def _parts(self) -> Iterable[tuple[int, int]]:
        """The rows between two headings, or two pages, as first place and end."""
        start = 0
        for index, row in enumerate(self.rows):
            is_set_off = self._is_set_off(index)
            if is_set_off or (index and row.page != self.rows[index - 1].page):
                if index > start:
                    yield start, index
                start = index + 1 if is_set_off else index
        if start < len(self.rows):
            yield start, len(self.rows)

    def _is_set_off(self, index: int) -> bool:
        return self.rows[index].is_bold or self.rows[index].size >= _LARGE * self.body_size

    def _entries(self, start: int, end: int) -> set[int]:
        """Which rows are entries, or lines of one whose title is too long for a line."""
        entries: set[int] = set()
        after_last = start
        for index in range(start, end):
            for first in range(index, max(after_last, index - _LINES_OF_AN_ENTRY + 1) - 1, -1):
                if self.leads[index] or self._is_said(first, index, end):
                    entries.update(range(after_last if self.leads[index] else first, index + 1))
                    after_last = index + 1
                    break
        return entries

    def _is_said(self, first: int, last: int, end: int) -> bool:
        """Whether a heading after the part says what the rows from first to last say."""
        text = "".join(self.bare[first : last + 1])
        return len(text) > 2 and self.said_at.get(text, -1) >= end

    def _announces(self, start: int, end: int) -> bool:
        """Whether the first rows are what the very next heading says: attachments may bear a later item's title."""
        following = next((text for index, text in self.headings if index >= end), None)
        if following is None:
            return False
        titles = set(_titles(following))
        return any("".join(self.bare[start : start + count]) in titles for count in range(1, _LINES_OF_AN_ENTRY + 1))

    def _ends_at(self, index: int, edge: float) -> bool:
        """Whether a row without leaders ends in a number where the entries end: its title left no room for dots."""
        row = self.rows[index]
        return _PAGE_NUMBER.search(row.text) is not None and abs(row.x1 - edge) < row.size


def is_title_of(heading: str, titles: set[str]) -> bool:
    """Whether a heading is one of the titles the contents list, perhaps with its number before it.

    A long title is cut short in the contents (Aarhus 2025-08-27).
    """
    said = _titles(heading)
    if any(text in titles for text in said):
        return True
    return any(text.startswith(title) for title in titles if len(title) > _CUT_SHORT for text in said)


def _titles(heading: str) -> list[str]:
    """A heading as it may stand in the contents: whole, or without the word and number it begins with."""
    bare = _bare(heading)
    cuts = range(min(_LONGEST_NUMBER, len(bare)) + 1)
    return [bare[cut:] for cut in cuts if _NUMBER.fullmatch(bare[:cut]) and len(bare) > cut]


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
