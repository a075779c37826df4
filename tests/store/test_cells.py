from __future__ import annotations

from datetime import date, datetime

import pytest

from rådscraper.items import Outcome
from rådscraper.store.cells import cell, fold_blanks
from tests.store.meetings import DANISH


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ("", None),
        ("\0", None),
        ("Punkt\0 5", "Punkt 5"),
        ("æ\ud800ø", "æ\N{REPLACEMENT CHARACTER}ø"),
        ("\ud83d", "\N{REPLACEMENT CHARACTER}"),
        ("Rådhuset 😀\n", "Rådhuset 😀\n"),
        (True, 1),
        (False, 0),
        (0, 0),
        (Outcome.APPROVED, "approved"),
        (date(2021, 4, 12), "2021-04-12"),
        (datetime(2021, 4, 12, 18, tzinfo=DANISH), "2021-04-12T18:00:00+02:00"),
        (datetime(2021, 1, 12, 18, 0, 1, 999, tzinfo=DANISH), "2021-01-12T18:00:01+01:00"),
    ],
)
def test_values_take_the_form_of_the_tables(value, kept):
    assert cell(value) == kept
    assert type(cell(value)) is type(kept)


@pytest.mark.parametrize(
    ("name", "folded"), [(" Lars \n Jensen", "Lars Jensen"), ("\0 ", None), ("", None), (None, None)]
)
def test_blanks_are_folded(name, folded):
    assert fold_blanks(name) == folded
