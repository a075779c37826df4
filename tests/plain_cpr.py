"""The rules for CPR numbers as one plain regex over the text: slow, and what the fast search is held against."""

from __future__ import annotations

from rådscraper.personal_data import BEFORE, NUMBER, OTHER_NUMBER, Span


def find_plainly(text: str) -> list[Span]:
    """Find every number by trying the regex at every character."""
    return [
        Span(*found.span())
        for found in NUMBER.finditer(text)
        if not OTHER_NUMBER.search(text, max(0, found.start() - BEFORE), found.start())
    ]
