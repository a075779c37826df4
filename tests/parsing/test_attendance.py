"""Who was not there, as decisions tell it; what is told of other items stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import Block
from rådscraper.parsing.attendance import cut_absence

FORMS = [
    (["Godkendt.", "Fraværende:", "Bjørn Allerelli Andersen", "Sheriff Danjo"], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Fraværende", "Kåre Bendixen (V)"], ["Godkendt."], "absent", 1),
    (["Fraværende: Kåre Bendixen, Ditte Marie Skov", "Godkendt."], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Fraværende: Kåre Bendixen (A)."], ["Godkendt."], "absent", 1),
    (["Indstilles godkendt.", "Afbud: Ditte Marie Skov"], ["Indstilles godkendt."], "excused", 1),
    (["Godkendt.", "Afbud fra Ditte Marie Skov"], ["Godkendt."], "excused", 1),
    (["Godkendt. Jens Ole Tvilling var fraværende."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Jens Ole Tvilling, Kåre Bendixen og Birthe Kragelund var fraværende."], ["Godkendt."], "absent", 3),
    (["Godkendt.", "Helle W. Andersen deltog ikke i sagens behandling."], ["Godkendt."], "absent", 1),
    (
        ["Godkendt.", "Liv Gro Jensen var forhindret i at deltage i udvalgets behandling af sagen."],
        ["Godkendt."],
        "absent",
        1,
    ),
    (["Godkendt.", "Kåre Bendixen deltog ikke i behandlingen af dette punkt."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Kåre Bendixen udeblev uden afbud."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Fraværende:", "Kåre Bendixen, Ditte Marie Skov"], ["Godkendt."], "absent", 2),
    (["Godkendt. Fraværende: Kåre Bendixen."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Kåre Bendixen var ikke til stede."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Inhabil: Kåre Bendixen"], ["Godkendt."], "recused", 1),
    (
        ["Godkendt.", "Kåre Bendixen erklærede sig inhabil og deltog ikke i sagens behandling."],
        ["Godkendt."],
        "recused",
        1,
    ),
    (["Godkendt.", "Per Lund og Eva Fog deltog som suppleanter."], ["Godkendt."], "present", 2),
    (["Godkendt.", "Stedfortrædere: Per Lund (V) og Eva Fog (A)"], ["Godkendt."], "present", 2),
    (["Godkendt.", "Fraværende: Ingen"], ["Godkendt."], None, 0),
    (["Fraværende:", "Ingen.", "Godkendt."], ["Godkendt."], None, 0),
]


@pytest.mark.parametrize(("told", "decision", "status", "number"), FORMS)
def test_absentees_are_not_part_of_the_decision(told, decision, status, number):
    blocks, people = cut_absence(Block(text) for text in told)
    assert [block.text for block in blocks] == decision
    assert [str(person.status) for person in people] == [status] * number


@pytest.mark.parametrize(
    "text",
    [
        "Birthe Kragelund (Ø) forlod mødet efter pkt. 32.",
        "Kåre Bendixen (F) deltog ikke under punkterne 12-15.",
        "Borgerne var fraværende ved høringen.",
        "Kåre Bendixen (C) var ikke inhabil i forhold til punkt 3.",
        "Kåre Bendixen var inhabil og deltog ikke i punkt 5.",
        "Kåre Bendixen deltog ikke under punkt 5 på grund af inhabilitet.",
    ],
)
def test_what_concerns_other_items_stays_in_the_decision(text):
    assert cut_absence([Block("Godkendt."), Block(text)]) == ([Block("Godkendt."), Block(text)], [])


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Kåre Bendixen havde meldt afbud, og Sanne Holt deltog i stedet.", "excused"),
        ("Afbud fra Kåre Bendixen stedfortræder Sanne Holt", "excused"),
        ("Fraværende: Kåre Bendixen - Sanne Holt mødte som stedfortræder.", "absent"),
    ],
)
def test_a_deputy_is_present_for_somebody(told, status):
    _, people = cut_absence([Block(told)])
    assert [(p.name, str(p.status), p.substitute_for) for p in people] == [
        ("Kåre Bendixen", status, None),
        ("Sanne Holt", "present", "Kåre Bendixen"),
    ]


def test_party_is_cut_off_the_name():
    _, people = cut_absence([Block("Fraværende:"), Block("Kåre Bendixen (V)"), Block("Birthe Lund, (Ø)")])
    assert [(p.name, p.party) for p in people] == [("Kåre Bendixen", "V"), ("Birthe Lund", "Ø")]


@given(st.lists(st.text(min_size=1)))
def test_any_text_is_kept_or_read_as_a_person(told):
    cut_absence(Block(text) for text in told)
