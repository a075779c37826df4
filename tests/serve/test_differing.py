from __future__ import annotations

import pytest

from rådscraper.serve import differing as module
from rådscraper.serve.differing import differing


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("Ja.", "Ja.", [], []),
        ("Imod stemte 15 (A, Ø).", "Imod stemte 14 (A).", ["15", ", Ø"], ["14"]),
        ("Godkendt.", "Godkendt.\nUdsat.", [], ["\nUdsat."]),
        ("En to tre fire", "En tre fire", ["to "], []),
        ("a b c d e", "a x c y e", ["b", "d"], ["x", "y"]),
        ("a a", "a a a", [], [" a"]),
        ("Ja.", None, [], []),
        (None, None, [], []),
    ],
)
def test_the_words_that_differ_are_told_and_nothing_is_lost(before, after, gone, new):
    for text, other, expected in ((before, after, gone), (after, before, new)):
        pieces = differing(text, other)
        assert "".join(piece for piece, _ in pieces) == (text or "")
        assert [piece for piece, is_changed in pieces if is_changed] == expected


def test_of_long_texts_the_middle_counts_as_changed(monkeypatch):
    monkeypatch.setattr(module, "MOST_COMPARED", 8)
    assert differing("a b c d e", "a x c y e") == [("a ", False), ("b c d", True), (" e", False)]
