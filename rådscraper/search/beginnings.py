"""The beginning of a word spelled out: the words of the index that begin so.

FTS5 answers ``("skolehave" *)`` by joining the lists of all words that begin so before it gives the first hit, each
time it is asked. The words themselves, asked for with OR, it meets with row by row and may stop.
"""

from __future__ import annotations

import re
import sqlite3

from rådscraper.search.query import BEGINNING

SPELLED = re.compile(rf'\("([0-9A-Za-zÆØÅæøå]+)" {re.escape(BEGINNING)}\)')
"""What may be spelled out: one word of letters that Python and FTS5 make small alike."""
MOST_WORDS = 300
"""Looking up a word takes a tenth of a millisecond among a million items; of more words, the lists are joined."""
NEXT = "\x01"
"""Stands before all letters: a word with it is the next that could follow the word."""
LAST = "\U0010ffff"
"""Stands behind all letters."""


def spelled_out(db: sqlite3.Connection, index: str, expression: str) -> str:
    """Give an expression that finds the same rows of an FTS5 index, beginnings replaced where they are of few words.

    ``expression`` is one of ``match_expression``. The words are read from the index by a table of the connection's own
    (``temp``), so that a database opened only to be read will do.
    """

    def spelled(beginning: re.Match[str]) -> str:
        words = _words(db, index, beginning[1].lower())
        alternatives = " OR ".join(f'"{word}"' for word in words)
        return f"({alternatives})" if 0 < len(words) <= MOST_WORDS else beginning[0]

    return SPELLED.sub(spelled, expression)


def _words(db: sqlite3.Connection, index: str, beginning: str) -> list[str]:
    """Give the words that begin so, at most one more than ``MOST_WORDS``."""
    words = f"temp.{index}_words"
    db.execute(f"create virtual table if not exists {words} using fts5vocab(main, {index}, instance)")
    # Each word stands there as often as in the texts, so the next one is looked up, not waited for.
    after = f"(select term from {words} where term >= {{}} and term < :last order by term limit 1)"  # noqa: S608
    sql = f"""
with recursive words (word) as (
    select {after.format(":beginning")}
    union all
    select {after.format("word || :next")} from words where word is not null
    limit :most
)
select word from words where word is not null"""  # noqa: S608
    values = {"beginning": beginning, "last": beginning + LAST, "next": NEXT, "most": MOST_WORDS + 1}
    return [word for (word,) in db.execute(sql, values)]
