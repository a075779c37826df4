"""How many inflections are found: floors, which rise by hand."""

from __future__ import annotations

import pytest
from datasette.utils import escape_fts

from rådscraper.search.query import match_expression
from rådscraper.search.stems import search_forms, stem
from tests.search.inflections import made_from_the_same, missed, typed_as_in_a_dictionary, typed_inflected


def test_there_are_enough_words_to_judge_by():
    assert len(typed_as_in_a_dictionary()) >= 77


@pytest.mark.parametrize(
    ("pairs", "expression", "most_missed"),
    [
        (typed_as_in_a_dictionary(), escape_fts, 1),
        (typed_as_in_a_dictionary(), match_expression, 0),
        (typed_inflected(), match_expression, 0),
        (made_from_the_same(), match_expression, 0),
    ],
    ids=["plain box", "query", "query by inflections", "nouns and their verbs"],
)
def test_inflections_are_found(pairs, expression, most_missed):
    lost = missed(pairs, expression)
    assert len(lost) <= most_missed, lost


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("beslutningerne", "beslutning"),
        ("besluttede", "beslutning"),
        ("virksomhederne", "virksom"),
        ("børnene", "barn"),
        ("råd", "råd"),
        ("rådet", "råd"),
        ("rad", "rad"),
    ],
)
def test_a_word_is_brought_to_its_stem(word, stemmed):
    assert stem(word) == stemmed


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Beslutningen", "beslutning beslutte"),
        ("beslutning", "beslutte"),
        ("råd", None),
        ("21/6904", None),
        ("", None),
        (None, None),
        ("skolehavens", "skolehav skolehave"),
        ("beslutningen beslutning beslutte", None),
    ],
)
def test_a_text_gets_the_forms_it_lacks(text, forms):
    assert search_forms([text]) == forms
