"""The beginning of a word, spelled out, finds what FTS5 finds by itself, and tells no word that has left the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.search.beginnings import MOST_WORDS, spelled_out
from rådscraper.search.query import match_expression


@contextmanager
def indexed(*texts: str) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table t using fts5(text, stems, tokenize = 'unicode61 remove_diacritics 0')")
    db.executemany("insert into t (text) values (?)", [[text] for text in texts])
    try:
        yield db
    finally:
        db.close()


def found(db: sqlite3.Connection, expression: str) -> list[int]:
    return [number for (number,) in db.execute("select rowid from t where t match ? order by rowid", [expression])]


def spelled(db: sqlite3.Connection, typed: str) -> str:
    return spelled_out(db, "t", match_expression(typed))


def test_a_beginning_becomes_the_words_that_begin_so():
    with indexed("Skolehaven, skolehave og SKOLEHAVEPROJEKT", "skole", "skolehave skolehav") as db:
        assert spelled(db, "Skolehave*") == '("skolehave" OR "skolehaven" OR "skolehaveprojekt")'
        assert spelled(db, "skole og skolehaven*") == '("skole" OR "skol") AND ("og") AND ("skolehaven")'


@pytest.mark.parametrize("typed", ["skolehave", '"skole have"', "skole-have*", "café*", "hus*", ""])
def test_anything_else_stays_as_it_is(typed):
    with indexed("skole have", "café", "skolehave") as db:
        assert spelled(db, typed) == match_expression(typed)


def test_a_beginning_of_many_words_stays_as_it_is():
    words = [f"sag{n}" for n in range(MOST_WORDS)]
    with indexed(" ".join(words)) as db:
        assert spelled(db, "sag*").count(" OR ") == MOST_WORDS - 1
        db.execute("insert into t (text) values ('sagen')")
        assert spelled(db, "sag*") == match_expression("sag*")


def test_a_database_that_is_only_read_will_do(tmp_path: Path):
    with sqlite3.connect(tmp_path / "t.db") as written:
        written.execute("create virtual table t using fts5(text)")
        written.execute("insert into t values ('skolehaven')")
    db = sqlite3.connect(f"{(tmp_path / 't.db').as_uri()}?mode=ro", uri=True)
    assert spelled(db, "skole*") == '("skolehaven")'
    db.close()


def test_a_word_that_left_the_index_is_told_no_more():
    with indexed("skolehaven", "skolehavefest", "skolehaven igen") as db:
        db.commit()
        db.execute("delete from t where rowid = 2")
        assert spelled(db, "skolehave*") == '("skolehaven")'
        assert db.execute("select distinct term from temp.t_words").fetchall() == [("igen",), ("skolehaven",)]


LETTERS = st.sampled_from("aAbBåÅæøeés1ß²ĳİıﬁ") | st.characters()
TEXTS = st.lists(st.lists(st.text(LETTERS, min_size=1, max_size=5), max_size=6).map(" ".join), max_size=6)


@given(TEXTS, st.sets(st.integers(1, 6)), st.text(st.sampled_from("aAbBåÅæøs1eé"), min_size=1, max_size=3))
def test_the_same_is_found(texts, deleted, beginning):
    with indexed(*texts) as db:
        db.commit()
        db.executemany("delete from t where rowid = ?", [[number] for number in deleted])
        assert found(db, spelled(db, f"{beginning}*")) == found(db, match_expression(f"{beginning}*"))
