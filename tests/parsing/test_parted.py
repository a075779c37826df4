"""Decisions told point by point, and what is read from each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.items import Decision, Outcome, VoteChoice
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.parted import Parted, part_decision


def parted(text: str) -> Parted:
    return part_decision(Decision(text, classify_decision(text), is_own=True, body_name="Byrådet"))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Godkendt.", [(None, "approved", "Godkendt.")]),
        ("Ad 1. Godkendt. Ad 2. Udsat.", [("1", "approved", "Godkendt."), ("2", "postponed", "Udsat.")]),
        ("Ad 1: Godkendt.\nAd 2: Afvist.", [("1", "approved", "Godkendt."), ("2", "rejected", "Afvist.")]),
        ("- Ad 1) Godkendt.\n- Ad 2) Drøftet.", [("1", "approved", "Godkendt."), ("2", "discussed", "Drøftet.")]),
        ("Ad pkt. 1 Godkendt.\nAd pkt. 2 Udsat.", [("1", "approved", "Godkendt."), ("2", "postponed", "Udsat.")]),
        ("Ad a) Godkendt.\nAd b) Udsat.", [("a", "approved", "Godkendt."), ("b", "postponed", "Udsat.")]),
        ("Adam. Godkendt. Ad hoc: Udsat.", [(None, "approved", "Adam. Godkendt. Ad hoc: Udsat.")]),
        ("Ad 1 og 2: Godkendt.\nAd 3: Udsat.", [("1 og 2", "approved", "Godkendt."), ("3", "postponed", "Udsat.")]),
        ("Ad 1-3. Godkendt.\nAd 4. Udsat.", [("1-3", "approved", "Godkendt."), ("4", "postponed", "Udsat.")]),
        (
            "Udvalget besluttede:\nAd 1. Anbefales.\nAd 2. Taget til efterretning.",
            [("1", "recommended", "Anbefales."), ("2", "noted", "Taget til efterretning.")],
        ),
        ("Ad 1. Godkendt.\nAd 2. Godkendt.", [(None, "approved", "Ad 1. Godkendt.\nAd 2. Godkendt.")]),
        ('Liste Ø: "Ad 1. Afvist. Ad 2. Udsat."', [(None, "other", 'Liste Ø: "Ad 1. Afvist. Ad 2. Udsat."')]),
        ("Ad 1. Godkendt. Ad 1. Udsat.", [(None, "other", "Ad 1. Godkendt. Ad 1. Udsat.")]),
        ("1) Godkendt.\n2 - 5) Anbefales.", [("1", "approved", "Godkendt."), ("2 - 5", "recommended", "Anbefales.")]),
        ("1. Godkendt.\n2. Udsat.", [("1", "approved", "Godkendt."), ("2", "postponed", "Udsat.")]),
        ("At 1: Godkendt.\nAt 2: Afvist.", [("1", "approved", "Godkendt."), ("2", "rejected", "Afvist.")]),
        ("2. behandling af budgettet godkendt.", [(None, "approved", "2. behandling af budgettet godkendt.")]),
        ("Godkendt.\n1) Punkt 4 udgår.\n2) Udsat.", [(None, "approved", "Godkendt.\n1) Punkt 4 udgår.\n2) Udsat.")]),
    ],
)
def test_points_that_differ_are_decisions_of_their_own(text, rows):
    assert [(one.point, str(one.outcome), one.text) for one in parted(text).decisions] == rows
    assert {(one.is_own, one.body_name) for one in parted(text).decisions} == {(True, "Byrådet")}


def test_votes_stay_with_their_point():
    read = parted("Ad 1. Godkendt. Liste Ø stemte imod.\nAd 2. Godkendt.")
    assert [[(v.voter, v.choice, v.point) for v in one.votes] for one in read.decisions] == [
        [("Liste Ø", VoteChoice.AGAINST, "1")],
        [],
    ]
    assert read.problems == ()


def test_votes_told_before_the_points_are_on_the_whole():
    read = parted("Liste Ø stemte imod.\nAd 1. Godkendt.\nAd 2. Udsat.")
    assert [(one.point, len(one.votes)) for one in read.decisions] == [(None, 1), ("1", 0), ("2", 0)]


def test_votes_told_after_the_points_are_guessed_to_be_on_none():
    read = parted("Ad 1. Godkendt.\nAd 2. Udsat.\nListe Ø stemte imod.")
    assert [(one.point, one.outcome, one.votes) for one in read.decisions] == [
        ("1", Outcome.APPROVED, ()),
        ("2", Outcome.POSTPONED, ()),
    ]
    assert read.problems == ("votes told after the last of 2 points may be on it or on all of them",)


@given(
    st.lists(
        st.sampled_from(["Ad 1. ", "Ad 2 og 3: ", "Godkendt.", "\n", "Udsat.", " Liste Ø stemte imod. ", '"'])
    ).map("".join)
)
def test_every_text_is_at_least_one_decision(text):
    assert parted(text).decisions
