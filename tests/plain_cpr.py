"""The rules for CPR numbers as one plain regex over the text: slow, and what the fast search is held against."""

from __future__ import annotations

from rådscraper.personal_data import NUMBER, Span, is_meant, with_plain_digits


def find_plainly(text: str) -> list[Span]:
    """Find every number by trying the regex at every character."""
    spans = (Span(*found.span()) for found in NUMBER.finditer(with_plain_digits(text)))
    return [span for span in spans if is_meant(text, span)]
