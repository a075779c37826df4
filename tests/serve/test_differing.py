from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.serve import differing as module
from rådscraper.serve.differing import differing


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("Ja.", "Ja.", [], []),
        ("Imod stemte 15 (A, Ø).", "Imod stemte 14 (A).", ["15", ", Ø"], ["14"]),
        ("Godkendt.", "Godkendt.\nUdsat.", [], ["Udsat."]),
        ("Ja.\nImod 15 (A, Ø).", "Ja.\nImod 14 (A).\nUndlod 1 (Ø).", ["15", ", Ø"], ["14", "Undlod 1 (Ø)."]),
        ("En.\nTo.\nTre.\n", "En.\nTre.\nFire.", ["To.\n"], ["Fire."]),
        ("En to tre fire", "En tre fire", ["to "], []),
        ("a b c d e", "a x c y e", ["b", "d"], ["x", "y"]),
        ("a a", "a a a", [], [" a"]),
        ("Ja.", None, [], []),
        (None, None, [], []),
    ],
)
def test_the_words_that_differ_are_told_and_nothing_is_lost(before, after, gone, new):
    for text, pieces, expected in zip((before, after), differing(before, after), (gone, new), strict=True):
        assert "".join(piece for piece, _ in pieces) == (text or "")
        assert [piece for piece, is_changed in pieces if is_changed] == expected


def test_of_long_texts_the_middle_counts_as_changed(monkeypatch):
    monkeypatch.setattr(module, "MOST_COMPARED", 8)
    assert differing("a b c d e", "a x c y e")[0] == [("a ", False), ("b c d", True), (" e", False)]


SHORT = st.text("ab \n.", max_size=12)


@given(SHORT, SHORT)
def test_the_pieces_are_the_texts_and_what_is_not_changed_is_the_same_in_both(before, after):
    old, new = differing(before, after)
    assert ("".join(piece for piece, _ in old), "".join(piece for piece, _ in new)) == (before, after)
    if before and after:
        same, alike = ("".join(piece for piece, is_changed in told if not is_changed) for told in (old, new))
        assert "".join(same.split()) == "".join(alike.split())
