"""A body's name without the archive's prefix or period."""

from __future__ import annotations

import pytest

from rådscraper.body_names import same_body
from rådscraper.parsing.bodies import parse_body_name


@pytest.mark.parametrize(
    ("printed", "group", "name", "classification", "period"),
    [
        ("R&N, 2018-21: Integrationsråd", "", "Integrationsråd", "board", "2018-2021"),
        ("R&N 2022-25: Handicapråd", "", "Handicapråd", "board", "2022-2025"),
        ("Køge Kommunalbestyrelse 2026 - 2029", "", "Køge Kommunalbestyrelse", "council", "2026-2029"),
        ("Økonomiudvalget 2018-2021", "", "Økonomiudvalget", "committee", "2018-2021"),
        ("Natur og Miljøudvalget 2026-29", "", "Natur og Miljøudvalget", "committee", "2026-2029"),
        ("By- og Planudvalget", "Udvalg 2022-2025", "By- og Planudvalget", "committee", "2022-2025"),
        (
            "Folkeoplysningsudvalget",
            "Folkeoplysningsudvalget 2014 og frem",
            "Folkeoplysningsudvalget",
            "committee",
            None,
        ),
        ("Byrådet", "", "Byrådet", "council", None),
        ("Handicaprådet", "", "Handicaprådet", "board", None),
        ("2018-2021", "", "2018-2021", "committee", "2018-2021"),
    ],
)
def test_prefix_and_period_are_told_apart(printed, group, name, classification, period):
    body = parse_body_name(printed, group)
    assert (body.name, str(body.classification), body.period) == (name, classification, period)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Integrationsråd", "Integrationsrådet", True),
        ("R&N, 2018-21: Integrationsråd", "Integrationsrådet", True),
        ("Byrådet", "Køge Byråd", True),
        ("Økonomiudvalget", "Byrådet", False),
        ("Børneudvalget", "Børne- og Ungeudvalget", False),
        (None, "Byrådet", False),
    ],
)
def test_one_body_has_many_spellings(one, other, same):
    assert same_body(one, other) is same
