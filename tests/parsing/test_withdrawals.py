"""Items the meeting took off its agenda, told by their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.items import AgendaItem, Outcome
from rådscraper.parsing.withdrawals import apply_withdrawals, parse_withdrawals


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Sag 7 udgår.", [7]),
        ("Sag nr. 7 udgår.", [7]),
        ("Punkt 15 udgår", [15]),
        ("Punkt 6 udgår og punkt 9 behandles som punkt 2.", [6]),
        ("Punkt 9 behandles som punkt 2, og punkt 6 udgår.", [6]),
        ("Punkt 6 udgår. Herefter blev dagsordenen godkendt.", [6]),
        ("Dagsordenen blev godkendt, idet punkt 6 udgår.", [6]),
        ("Godkendt med den ændring, at punkt 6 udgår.", [6]),
        ("Pkt. 6 udgik af dagsordenen", [6]),
        ("Punkt 6, Salg af grund, udgår af dagsordenen.", [6]),
        ('Punkt 6 "Salg af punkt 2" udgår.', [6]),
        ("Punkterne 6 og 8 udgår.", [6, 8]),
        ("Punkt 6-8 udgår.", [6, 7, 8]),
        ("Punkt 6 blev taget af dagsordenen.", [6]),
        ("Punkt 6 tages af dagsordenen.", [6]),
        ("Punkt 6 trækkes tilbage.", [6]),
        ("Godkendt, dog udgår punkt 6.", [6]),
        ("Udgår: Punkt 6", [6]),
        ("Punkt 6 blev taget af.", [6]),
        ("Sag 6 blev trukket.", [6]),
        ("Punkt 6 fjernes fra dagsordenen.", [6]),
        ("Med undtagelse af punkt 6, der udgår, blev dagsordenen godkendt.", [6]),
        ("Punkt 6 tages af udvalget til efterretning.", []),
        ("Godkendt.\nLukket punkt 6 udgår.", [6]),
        ("Punkt 6 udgår ikke.", []),
        ("Punkt 6, bilag 2, udgår.", []),
        ("Bilag 3 til punkt 6 udgår.", []),
        ('Liste Ø ønskede tilført: "Punkt 6 udgår."', []),
        ("Godkendt.", []),
        ("", []),
    ],
)
def test_a_withdrawal_is_told_by_number(text, numbers):
    spans = parse_withdrawals(text)
    assert [number for number in range(1, 21) if any(first <= number <= last for first, last in spans)] == numbers


def outcomes(items: list[AgendaItem], *head: str) -> list[str]:
    return [str(item.outcome) for item in apply_withdrawals(items, head)]


def test_only_an_item_without_a_decision_is_withdrawn():
    told = AgendaItem("Dagsorden", "1", decision="Punkt 2 og 3 udgår.", outcome=Outcome.OTHER)
    decided = AgendaItem("Budget", "2", decision="Godkendt.", outcome=Outcome.APPROVED)
    assert outcomes([told, decided, AgendaItem("Salg", "3")]) == ["other", "approved", "withdrawn"]


def test_the_head_tells_too():
    assert outcomes([AgendaItem("Dagsorden", "1"), AgendaItem("Salg", "2")], "Sag 2 udgår.") == ["none", "withdrawn"]


def test_a_later_item_speaks_of_its_own_points():
    told = AgendaItem("Budget", "2", decision="Godkendt. Punkt 3 udgår.", outcome=Outcome.APPROVED)
    assert outcomes([AgendaItem("Dagsorden", "1"), told, AgendaItem("Salg", "3")]) == ["none", "approved", "none"]


def test_a_number_two_items_bear_withdraws_neither():
    told = AgendaItem("Dagsorden", "1", decision="Punkt 2 udgår.", outcome=Outcome.OTHER)
    assert outcomes([told, AgendaItem("Salg", "2"), AgendaItem("Køb", "2")]) == ["other", "none", "none"]


@given(st.text(), st.text(max_size=3))
def test_any_text_is_read(text, number):
    apply_withdrawals([AgendaItem(None, number or None, decision=text), AgendaItem(None, "2")], (text,))
