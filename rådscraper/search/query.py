"""What a person types into a search box, as an expression FTS5 understands."""

from __future__ import annotations

import re
import unicodedata

from rådscraper.search.stems import WORD, stem

PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
"""Words in quotes, the last quote missing or not, or a run of anything but blanks and quotes."""

STEMS = "stems"
"""The column of the search tables that holds no text but further forms of its words."""

NOTHING = '""'
"""Matches no row; an empty expression would be an error."""

BEGINNING = "*"
"""Stands in an expression only where it asks for all words that begin with some letters."""


def match_expression(typed: str) -> str:
    """Make an FTS5 expression of what was typed; whatever it was, the expression is one FTS5 can read.

    All words must occur, each in any of its inflections. Words in quotes are a phrase and stand as they are typed. A
    trailing ``*`` asks for all words that begin so. Nothing else has a meaning: ``or`` and ``-`` are text.

    >>> match_expression('beslutningerne "i alt" skolehave*')
    '("beslutningerne" OR "beslutning") AND (- stems : "i alt") AND ("skolehave" *)'
    """
    parts = (_phrase(phrase) if phrase else _run(run) for phrase, run in parts_of(typed))
    return " AND ".join(part for part in parts if part) or NOTHING


def parts_of(typed: str) -> list[tuple[str, str]]:
    """Part what was typed into phrases and runs, one of both blank; what is typed twice asks for nothing more."""
    return list(dict.fromkeys(PART.findall(unicodedata.normalize("NFC", typed))))


def _phrase(text: str) -> str | None:
    words = WORD.findall(text)
    return f'(- {STEMS} : "{" ".join(words)}")' if words else None


def _run(text: str) -> str | None:
    """Ask for a run of letters and signs: one word, or several side by side as in ``21/6904``."""
    words = WORD.findall(text)
    if not words:
        return None
    if text.endswith("*"):
        return f'("{" ".join(words)}" {BEGINNING})'
    if len(words) > 1:
        return _phrase(text)
    (word,) = words
    stemmed = stem(word.lower())
    return f'("{word}")' if stemmed == word.lower() else f'("{word}" OR "{stemmed}")'
