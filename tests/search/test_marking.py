from __future__ import annotations

import pytest

from rådscraper.search.marking import Marks, starred


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("beslutning", "De besluttede intet om beslutningerne.", "De *besluttede* intet om *beslutningerne*."),
        ("skolehave*", "Nye skolehaver og en skole", "Nye *skolehaver* og en skole"),
        ('"i alt"', "Alt i alt, i dag", "Alt *i alt*, i dag"),
        ("cente*", "Nyt om centret", "Nyt om *centret*"),
        ("21/6904", "Sag 21/6904 og 6904", "Sag *21/6904* og 6904"),
        ("råd", "Et rad er ikke et Råd", "Et rad er ikke et *Råd*"),
        ("børn skole", "Skolens barn", "*Skolens* *barn*"),
        ('"i alt, som det er nu"', "Det er i alt, som", None),
        ("byråd", "Ingenting", None),
        ("- *", "Ingenting", None),
        ("", "Ingenting", None),
    ],
)
def test_the_words_that_were_found_are_marked(typed, text, marked):
    assert starred(Marks.of(typed).around(text)) == marked


def test_a_long_text_is_shown_around_the_first_place_and_no_word_is_cut():
    text = "begyndelsen " * 50 + "om råd i træet\nog mere " + "slutningen " * 50
    shown = starred(Marks.of("råd").around(text))
    assert shown is not None
    assert shown.startswith("…begyndelsen ")
    assert "om *råd* i træet og mere" in shown
    assert shown.endswith(" slutningen…")
    assert len(shown) < 160


def test_the_place_shown_is_the_one_with_most_of_the_words():
    text = "Skolen. " + "Andet. " * 40 + "Ny skole på budgettet. " + "Andet. " * 40 + "Skole igen."
    assert "Ny *skole* på *budgettet*." in str(starred(Marks.of("skoler budget").around(text)))


def test_what_is_asked_many_times_is_looked_for_once():
    assert len(Marks.of("og " * 3000).runs) == 1


def test_a_whole_text_is_parted_at_what_was_found():
    assert Marks.of("skole").parts("Om\n<b>skolen</b>") == (("Om\n<b>", False), ("skolen", True), ("</b>", False))
    assert Marks.of("skole").parts("Intet") == (("Intet", False),)
    assert Marks.of("skole").around("Intet") == ()
