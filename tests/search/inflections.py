"""Danish words and their inflections, and how many a way of asking finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from rådscraper.search.stems import search_forms

FILE = Path(__file__).parents[1] / "data" / "inflections.txt"

Pair = tuple[str, str]
"""What is typed, and what is printed."""


def read_words() -> list[tuple[str, list[str], list[str]]]:
    """Each word in its dictionary form, its inflections, and forms of other words made from the same one."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = []
    for inflected, _, others in (line.partition("~") for line in lines if not line.startswith("#")):
        word, *forms = inflected.split()
        rows.append((word, forms, others.split()))
    return rows


def typed_as_in_a_dictionary() -> list[Pair]:
    """Ask by the dictionary form for every inflection."""
    return [(word, form) for word, forms, _ in read_words() for form in forms]


def typed_inflected() -> list[Pair]:
    """Ask by every inflection for the dictionary form and every other inflection."""
    return [
        (typed, form) for word, forms, _ in read_words() for typed in forms for form in (word, *forms) if typed != form
    ]


def made_from_the_same() -> list[Pair]:
    """Ask by the noun for the verb it is made from, and the other way round."""
    return [pair for word, _, others in read_words() for form in others for pair in ((word, form), (form, word))]


def missed(pairs: list[Pair], expression: Callable[[str], str]) -> list[Pair]:
    """The pairs whose printed form isn't found, when what is typed is asked for by an expression."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(
            "create virtual table texts using fts5(word, stems, tokenize = 'unicode61 remove_diacritics 0')",
        )
        printed = sorted({form for _, form in pairs})
        db.executemany("insert into texts values (?, ?)", [(word, search_forms([word])) for word in printed])
        found = "select 1 from texts where word = ? and texts match ?"
        return [pair for pair in pairs if not db.execute(found, [pair[1], expression(pair[0])]).fetchone()]
