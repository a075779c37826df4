"""Earlier bodies' decisions: lines of body and day, wherever in a case they stand."""

from __future__ import annotations

from datetime import date

import pytest

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.items import AgendaItem
from rådscraper.parsing.agenda import parse_item
from rådscraper.parsing.decisions import Held
from rådscraper.parsing.steps import split_steps

HELD = Held("Byrådet", date(2021, 1, 26), has_minutes=True)


def item(*sections: tuple[str, ...]) -> AgendaItem:
    blocks = [Block("Salg af grund")]
    for heading, *texts in sections:
        blocks += [Block(heading, BlockKind.HEADING, SECTION_LEVEL), *map(Block, texts)]
    return parse_item(blocks, HELD, numbered_title=False)


@pytest.mark.parametrize(
    ("line", "body", "day"),
    [
        ("12-04-2021 Integrationsrådet", "Integrationsrådet", date(2021, 4, 12)),
        ("Økonomiudvalget 12-01-2021", "Økonomiudvalget", date(2021, 1, 12)),
        ("Social- og Sundhedsudvalget 12-01-2021", "Social- og Sundhedsudvalget", date(2021, 1, 12)),
        ("Udvalget for Natur og Miljø 12. januar 2021", "Udvalget for Natur og Miljø", date(2021, 1, 12)),
        ("Teknisk Udvalg den 12. januar 2021:", "Teknisk Udvalg", date(2021, 1, 12)),
        ("Økonomiudvalget, 12. januar 2021, pkt. 7", "Økonomiudvalget", date(2021, 1, 12)),
        ("Kultur og Fritid, 12. januar 2021, pkt. 7:", "Kultur og Fritid", date(2021, 1, 12)),  # Stevns
        ("Køge Byråd, den 12-01-2021", "Køge Byråd", date(2021, 1, 12)),
        ("Beslutning i Økonomiudvalget den 12. januar 2021", "Økonomiudvalget", date(2021, 1, 12)),
        ("Økonomiudvalgets møde den 12. januar 2021:", "Økonomiudvalget", date(2021, 1, 12)),
        ("Økonomiudvalgets møde d. 12-01-2021", "Økonomiudvalget", date(2021, 1, 12)),
        (
            "Beslutning Teknik-, Natur- og Miljøudvalget den 12-01-2021",
            "Teknik-, Natur- og Miljøudvalget",
            date(2021, 1, 12),
        ),
        (
            "Udvalget for Plan, By og Boligs møde den 12. januar 2021:",
            "Udvalget for Plan, By og Bolig",
            date(2021, 1, 12),
        ),
        ("Økonomiudvalgets beslutning den 12. januar 2021:", "Økonomiudvalget", date(2021, 1, 12)),
        ("Økonomiudvalget - 12-01-2021", "Økonomiudvalget", date(2021, 1, 12)),
        ("Økonomiudvalget (12-01-2021)", "Økonomiudvalget", date(2021, 1, 12)),
        ("Beslutning fra Økonomiudvalget 12-01-2021", "Økonomiudvalget", date(2021, 1, 12)),
        ("Kommunalbestyrelsen 12-01-2021", "Kommunalbestyrelsen", date(2021, 1, 12)),
    ],
)
def test_a_line_of_body_and_day_opens_a_step(line, body, day):
    before, steps = split_steps([Block("Sagen har været behandlet."), Block(line), Block("Anbefales.")])
    assert [block.text for block in before] == ["Sagen har været behandlet."]
    assert [(step.body_name, step.decided_on, step.text) for step in steps] == [(body, day, "Anbefales.")]


@pytest.mark.parametrize(
    "line",
    [
        "Høring i Ældrerådet den 12. januar 2021",
        "Planen blev sendt i høring den 12. januar 2021",
        "Økonomiudvalget behandler sagen den 12. januar 2021",
        "Økonomiudvalget",
        "Økonomiudvalget 2018-2021",
    ],
)
def test_a_line_that_says_more_or_less_opens_none(line):
    assert split_steps([Block(line)]) == ([Block(line)], [])


def test_what_earlier_bodies_decided_stands_inside_the_recommendation():
    told = (
        "Teknik- og Miljøforvaltningen indstiller, at salget godkendes.",
        "Klima- og Planudvalget 05-01-2021",
        "Anbefales. Kåre Bendixen (V) kunne ikke tiltræde indstillingen.",
        "Fraværende",
        "Sanne Holt (C)",
        "Økonomiudvalget 12-01-2021",
        "Økonomiudvalget anbefaler indstillingen.",
    )
    read = item(("Indstilling", *told), ("Beslutning", "Godkendt.", "Fraværende", "Per Lund (A)"))
    assert [(one.body_name, one.decided_on, str(one.outcome), one.is_own) for one in read.decisions] == [
        ("Klima- og Planudvalget", date(2021, 1, 5), "recommended", False),
        ("Økonomiudvalget", date(2021, 1, 12), "recommended", False),
        ("Byrådet", date(2021, 1, 26), "approved", True),
    ]
    assert [[person.name for person in one.attendances] for one in read.decisions] == [["Sanne Holt"], [], []]
    assert [vote.voter for vote in read.decisions[0].votes] == ["Kåre Bendixen (V)"]
    assert [person.name for person in read.attendances] == ["Per Lund"]
    assert read.recommendation == "\n".join(told)


def test_a_step_of_the_meeting_itself_counts_once():
    read = item(
        (
            "Indstilling",
            "At salget godkendes.",
            "Økonomiudvalget 12-01-2021",
            "Anbefales.",
            "Byrådet 26-01-2021",
            "Godkendt.",
        ),
        ("Beslutning", "Godkendt."),
    )
    assert [(one.body_name, one.is_own) for one in read.decisions] == [("Økonomiudvalget", False), ("Byrådet", True)]


def test_a_heading_names_the_meeting_of_the_council():
    read = item(("Beslutning på byrådsmødet den 26. januar 2021", "Godkendt."))
    assert [(one.is_own, str(one.outcome)) for one in read.decisions] == [(True, "approved")]


def test_the_item_holds_the_points_as_its_own_decisions():
    read = item(("Beslutning", "Ad 1. Godkendt.", "Ad 2. Udsat."))
    assert (read.decision, str(read.outcome)) == ("Ad 1. Godkendt.\nAd 2. Udsat.", "other")
    assert [(one.point, str(one.outcome), one.is_own) for one in read.decisions] == [
        ("1", "approved", True),
        ("2", "postponed", True),
    ]


CASE = ("Indstilling", "Forvaltningen indstiller, at salget godkendes.")
TWO = (("Beslutning", "Anbefales."), ("Beslutning", "Godkendt."))


@pytest.mark.parametrize(
    ("sections", "own", "quoted"),
    [
        # Bodies are told in the order they met.
        ((CASE, *TWO), "Godkendt.", [(None, None, "Anbefales.")]),
        (TWO, "Godkendt.", [(None, None, "Anbefales.")]),
        # Before the case stands what this meeting decided.
        ((TWO[1], ("Sagsfremstilling", "Grunden er ledig."), TWO[0]), "Godkendt.", [(None, None, "Anbefales.")]),
        # The proceedings tell whose each is.
        (
            (
                CASE,
                ("Sagens forløb", "12-01-2021 Økonomiudvalget", "Anbefales.", "26-01-2021 Byrådet", "Godkendt."),
                *reversed(TWO),
            ),
            "Godkendt.",
            [("Økonomiudvalget", date(2021, 1, 12), "Anbefales.")],
        ),
        # What is said twice is said once, and a heading without text tells nothing.
        ((CASE, TWO[1], TWO[1]), "Godkendt.", []),
        ((CASE, TWO[1], ("Beslutning",)), "Godkendt.", []),
        ((CASE, ("Beslutning",), TWO[1]), "Godkendt.", []),
        ((CASE, TWO[1], ("Beslutning", "Fraværende: Per Lund")), "Godkendt.", []),
        # A heading or a line that names the body tells it.
        (
            (CASE, ("Beslutning i Økonomiudvalget", "Anbefales."), ("Beslutning Byrådet", "Godkendt.")),
            "Godkendt.",
            [("Økonomiudvalget", None, "Anbefales.")],
        ),
        (
            (CASE, ("Beslutning", "12-01-2021 Økonomiudvalget", "Anbefales.", "26-01-2021 Byrådet", "Godkendt.")),
            "Godkendt.",
            [("Økonomiudvalget", date(2021, 1, 12), "Anbefales.")],
        ),
        (
            (CASE, ("Beslutning", "Økonomiudvalgets beslutning den 12. januar 2021", "Anbefales."), TWO[1]),
            "Godkendt.",
            [("Økonomiudvalget", date(2021, 1, 12), "Anbefales.")],
        ),
    ],
)
def test_of_several_decisions_one_is_the_meeting_s_own(sections, own, quoted):
    read = item(*sections)
    assert read.decision == own
    assert [(one.body_name, one.decided_on, one.text) for one in read.decisions if not one.is_own] == quoted
