"""What a person types, as an expression: words or their stems, phrases, prefixes; and never an error."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.search.query import match_expression


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("råd", '("råd")'),
        ("Beslutningerne", '("Beslutningerne" OR "beslutning")'),
        ("kommunens budget", '("kommunens" OR "kommun") AND ("budget" OR "budg")'),
        ('"godkendt med bemærkning"', '(- stems : "godkendt med bemærkning")'),
        ('"uden ende', '(- stems : "uden ende")'),
        ("skolehave*", '("skolehave" *)'),
        ("21/6904", '(- stems : "21 6904")'),
        ("skole-hjem*", '("skole hjem" *)'),
        ("ra\u030ad", '("råd")'),
        ("a OR NOT(b)", '("a") AND ("OR") AND (- stems : "NOT b")'),
        ('skole have skole "i alt" "i alt"', '("skole" OR "skol") AND ("have" OR "hav") AND (- stems : "i alt")'),
        ("", '""'),
        (' "" * - ', '""'),
    ],
)
def test_what_is_typed_becomes_an_expression(typed, expression):
    assert match_expression(typed) == expression


def search(typed: str, *texts: str) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create virtual table t using fts5(text, stems, tokenize = 'unicode61 remove_diacritics 0')")
        db.executemany("insert into t (text) values (?)", [[text] for text in texts])
        return [text for (text,) in db.execute("select text from t where t match ?", [match_expression(typed)])]


@given(st.text(st.characters() | st.sampled_from("\"*()-+^:{}'\0 ORANDæøå"), max_size=30))
def test_nothing_typed_is_an_error(typed):
    search(typed, "rådets beslutning")


@given(st.lists(st.text(st.sampled_from("abcæøåé1"), min_size=1, max_size=8), min_size=1, max_size=4))
def test_a_text_is_found_by_its_own_words(words):
    text = " ".join(words)
    assert search(text, text) == [text]
    assert search(f'"{text}"', text) == [text]
    assert search(f"{words[0][:2]}*", text) == [text]


def test_all_words_must_occur():
    assert search("skole have", "en skole", "en have", "have ved en skole") == ["have ved en skole"]


def test_a_phrase_is_its_words_in_order():
    assert search('"skole have"', "have skole", "skole og have", "en skole have") == ["en skole have"]


def test_a_prefix_finds_compounds():
    assert search("skolehave*", "skolehaveprojekt", "skolehaven", "skole") == ["skolehaveprojekt", "skolehaven"]


def test_letters_are_the_letters_they_are():
    assert search("råd", "rad", "RÅD", "raad") == ["RÅD"]
    assert search("for", "før", "for", "fær") == ["for"]
