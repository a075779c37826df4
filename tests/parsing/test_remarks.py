"""What other bodies said, inside a recommendation; the recommendation's own text is no remark."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.items import AgendaItem, Outcome
from rådscraper.parsing.agenda import parse_item
from rådscraper.parsing.decisions import Held
from rådscraper.parsing.remarks import parse_remarks

FORMS = [
    ("Økonomiudvalget anbefaler indstillingen.", "Økonomiudvalget", Outcome.RECOMMENDED),
    ("Økonomiudvalget har haft sagen til orientering.", "Økonomiudvalget", Outcome.NOTED),
    ("Børne- og Undervisningsudvalget anbefaler indstillingen.", "Børne- og Undervisningsudvalget", "recommended"),
    ("Udvalget for Natur og Miljø anbefaler indstillingen.", "Udvalget for Natur og Miljø", Outcome.RECOMMENDED),
    ("Magistraten anbefaler over for byrådet, at indstillingen godkendes.", "Magistraten", Outcome.RECOMMENDED),
    ("Det Grønne Råd anbefaler indstillingen.", "Det Grønne Råd", Outcome.RECOMMENDED),
    ("Et flertal i Økonomiudvalget anbefaler indstillingen.", "Økonomiudvalget", Outcome.RECOMMENDED),
    ("Økonomiudvalget anbefaler, at byrådet godkender indstillingen.", "Økonomiudvalget", Outcome.RECOMMENDED),
    ("Klimaudvalget anbefaler indstillingens pkt. 1-3.", "Klimaudvalget", Outcome.RECOMMENDED),
    ("Økonomiudvalget besluttede at udsætte sagen.", "Økonomiudvalget", Outcome.POSTPONED),
    ("Økonomiudvalget anbefaler ikke indstillingen.", "Økonomiudvalget", Outcome.REJECTED),
    ("Økonomiudvalget kan ikke anbefale indstillingen.", "Økonomiudvalget", Outcome.REJECTED),
    ("Økonomiudvalget tog sagen til efterretning.", "Økonomiudvalget", Outcome.NOTED),
    ("Ældrerådet har drøftet sagen.", "Ældrerådet", Outcome.DISCUSSED),
    ("Økonomiudvalget udsatte sagen.", "Økonomiudvalget", Outcome.POSTPONED),
    ("Byrådet godkendte indstillingen den 20.06.2022.", "Byrådet", Outcome.APPROVED),
]


def recommendation(*texts: str) -> list[Block]:
    return [Block(text) for text in texts]


@pytest.mark.parametrize(("text", "body", "outcome"), FORMS)
def test_a_body_at_the_start_of_a_sentence_remarks(text, body, outcome):
    (remark,) = parse_remarks(recommendation("Job og Velfærd indstiller, at rådet drøfter sagen.", text))
    assert (remark.body_name, remark.outcome, remark.text) == (body, outcome, text)
    assert (remark.is_own, remark.attendances) == (False, ())


@pytest.mark.parametrize(
    "text",
    [
        "Sundhed og Kultur indstiller, at udvalget over for byrådet anbefaler, at halindtægterne nedsættes.",
        "Mangfoldighedsudvalget fremsender til byrådets orientering, årsrapport om ligestilling.",
        "Job og Velfærd indstiller, at Integrationsrådet godkendte indstillingen.",
        "Økonomiudvalget indstiller, at byrådet godkender budgettet.",
        "at Økonomiudvalget anbefaler indstillingen.",
        "Jens Ole Tvilling var fraværende.",
        "",
    ],
)
def test_what_is_recommended_is_no_remark(text):
    assert parse_remarks(recommendation(text)) == ()


def test_a_date_in_a_remark_is_when_it_was_decided():
    (remark,) = parse_remarks(recommendation("Byrådet godkendte indstillingen den 20.06.2022."))
    assert remark.decided_on == date(2022, 6, 20)


def test_absentees_belong_to_the_body_they_are_told_of():
    remarks = parse_remarks(
        recommendation(
            "Kulturudvalget indstiller, at byrådet godkender planen.",
            "Jens Ole Tvilling var fraværende.",
            "Kulturudvalget anbefaler indstillingen.",
            "Økonomiudvalget anbefaler indstillingen. Per B. Clausen kan ikke anbefale indstillingen.",
            "Birthe Kragelund og Kåre Bendixen var fraværende.",
            "Kulturudvalget: Sanne Holt var fraværende.",
        )
    )
    assert [(one.body_name, [person.name for person in one.attendances]) for one in remarks] == [
        ("Kulturudvalget", ["Sanne Holt"]),
        ("Økonomiudvalget", ["Birthe Kragelund", "Kåre Bendixen"]),
    ]
    assert remarks[1].text.endswith("Per B. Clausen kan ikke anbefale indstillingen.")


def item(*texts: str, body: str = "Byrådet") -> AgendaItem:
    def section(text: str) -> Block:
        return Block(text, BlockKind.HEADING, SECTION_LEVEL)

    blocks = [Block("Salg af grund"), section("Indstilling"), *recommendation(*texts)]
    blocks += [section("Beslutning"), Block("Godkendt."), Block("Jens Ole Tvilling var fraværende.")]
    return parse_item(blocks, Held(body, date(2024, 9, 9)), numbered_title=False)


def test_the_recommendation_is_kept_whole_and_its_absentees_are_not_the_items():
    told = ("By og Land indstiller salget.", "Økonomiudvalget anbefaler indstillingen.", "Sanne Holt var fraværende.")
    read = item(*told)
    assert read.recommendation == "\n".join(told)
    assert [person.name for person in read.attendances] == ["Jens Ole Tvilling"]
    assert [(one.body_name, one.is_own) for one in read.decisions] == [("Økonomiudvalget", False), ("Byrådet", True)]


def test_a_remark_of_the_body_that_meets_is_no_earlier_decision():
    read = item("Økonomiudvalget anbefaler indstillingen.", body="Økonomiudvalget")
    assert [one.is_own for one in read.decisions] == [True]


@given(st.lists(st.text(min_size=1)))
def test_any_text_gives_quoted_decisions(texts):
    assert not any(remark.is_own for remark in parse_remarks(map(Block, texts)))
