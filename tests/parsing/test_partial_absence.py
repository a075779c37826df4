"""Who was away from other items than the one that tells it; the names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Block, BlockKind, Document
from rådscraper.items import AgendaItem, Attendance, AttendanceStatus, Minutes, Section, SectionKind
from rådscraper.labels import as_label
from rådscraper.parsing.absence_told import parse_changes
from rådscraper.parsing.absence_wording import INVERTED, RETURNS, SENTENCES, WORDS
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.parsing.partial_absence import apply_changes, part_listed

NUMBERS = range(1, 21)

FORMS = [
    ("Ida Holm (F) deltog ikke under punkterne 12-15.", "absent", [12, 13, 14, 15]),
    ("Ida Holm (F) deltog ikke under punkterne 12 - 15.", "absent", [12, 13, 14, 15]),
    ("Ida Holm deltog ikke i behandlingen af pkt. 3 og pkt. 5.", "absent", [3, 5]),
    ("Ida Holm deltog ikke i behandlingen af punkt 3, 5 og 7.", "absent", [3, 5, 7]),
    ("Ida Holm deltog ikke under sag nr. 4.", "absent", [4]),
    ("Godkendt. Ida Holm deltog ikke under sagerne 4 til 6.", "absent", [4, 5, 6]),
    ("Ida Holm var fraværende under punkt 4.", "absent", [4]),
    ("Ida Holm (Ø) forlod mødet efter pkt. 17.", "absent", [18, 19, 20]),
    ("Ida Holm forlod mødet kl. 18.40 under behandlingen af pkt. 18", "absent", [18, 19, 20]),
    ("Ida Holm forlod mødet efter behandlingen af punkt 18 på grund af sygdom.", "absent", [19, 20]),
    ("Ida Holm forlod mødet efter dette punkt.", "absent", [20]),
    ("Ida Holm forlod mødet før behandlingen af punkt 18.", "absent", [18, 19, 20]),
    ("Ida Holm forlod mødet kl. 18.40 under pkt. 5 og kom tilbage kl. 19.10 under pkt. 8.", "absent", [5, 6, 7]),
    ("Ida Holm forlod mødet efter pkt. 5 og kom tilbage under pkt. 8.", "absent", [6, 7]),
    ("Ida Holm forlod mødet efter pkt. 5 og vendte tilbage til mødet efter pkt. 8.", "absent", [6, 7, 8]),
    ("Ida Holm forlod mødet under punktet.", "absent", [19, 20]),
    ("Ida Holm gik kl. 18.40 efter punkt 18.", "absent", [19, 20]),
    ("Ida Holm forlod mødet kl. 18.40 under pkt. 5. Hun kom tilbage kl. 19.10 under pkt. 8.", "absent", [5, 6, 7]),
    ("Ida Holm forlod mødet efter pkt. 5.\nIda Holm deltog igen fra pkt. 8.", "absent", [6, 7]),
    ("Ida Holm var fraværende fra punkt 18.", "absent", [18, 19, 20]),
    ("Ida Holm var fraværende til og med punkt 3.", "absent", [1, 2, 3]),
    ("Ida Holm deltog ikke fra og med punkt 18 og frem.", "absent", [18, 19, 20]),
    ("Ida Holm deltog i mødet fra punkt 3.", "absent", [1, 2]),
    ("Ida Holm deltog kun i punkterne 2 - 18.", "absent", [1, 19, 20]),
    ("Under punkt 4 og 6 deltog Ida Holm ikke.", "absent", [4, 6]),
    ("Ved behandlingen af punkt 4 var Ida Holm (A) fraværende.", "absent", [4]),
    ("Under punkt 18 forlod Ida Holm mødet.", "absent", [18, 19, 20]),
    ("Efter behandlingen af punkt 18 forlod Ida Holm mødet kl. 18.40.", "absent", [19, 20]),
    ("Fra punkt 18 deltog Ida Holm ikke.", "absent", [18, 19, 20]),
    ("Ved punkt 4 var Ida Holm inhabil.", "recused", [4]),
    ("Ida Holm var inhabil og deltog ikke i punkt 4.", "recused", [4]),
    ("Ida Holm mødte kl. 17.15 efter behandling af sagerne nr. 1-3.", "absent", [1, 2, 3]),
    ("Ida Holm ankom under pkt. 3.", "absent", [1, 2]),
    ("Ida Holm ankom kl. 17.15 efter pkt. 3.", "absent", [1, 2, 3]),
    ("Ida Holm deltog fra og med punkt 3.", "absent", [1, 2]),
    ("Ida Holm deltog til og med punkt 18.", "absent", [19, 20]),
    ("Fraværende: Ida Holm (A), sag 12-14", "absent", [12, 13, 14]),
    ("Fraværende\nBo Lund\nIda Holm (A), sag 12-14", "absent", [12, 13, 14]),
    ("Fraværende:\nIda Holm til kl. 18.40 i punkt 2", "absent", [1]),
    ("Fraværende:\n- Ida Holm (A) fra kl. 21.33 i punkt 18", "absent", [18, 19, 20]),
    ("Ida Holm medvirkede ikke ved behandlingen af pkt. 7, idet han var inhabil.", "recused", [7]),
    ("Ida Holm deltog ikke under punkt 7 på grund af inhabilitet.", "recused", [7]),
    ("Ida Holm var inhabil i punkt 7.", "recused", [7]),
    ("Ida Holm forlod mødet under behandlingen af pkt. 7 på grund af inhabilitet.", "recused", [7]),
    ("Ida Holm forlod lokalet under behandlingen af pkt. 7, da hun var inhabil.", "recused", [7]),
    ("Ida Holm er inhabil i pkt. 7 og deltog ikke i behandlingen heraf.", "recused", [7]),
    ("Ida Holm måtte forlade mødet efter punkt 17.", "absent", [18, 19, 20]),
    ("Ida Holm tiltrådte mødet under punkt 4.", "absent", [1, 2, 3]),
    ("Fraværende: Ida Holm (A) fra og med punkt 18", "absent", [18, 19, 20]),
]

NOTHING = [
    "Ida Holm (C) ikke var inhabil i forhold til punkt 3.",
    "Ida Holm (C) var ikke inhabil i forhold til punkt 3.",
    "Byrådet besluttede, at Ida Holm ikke er inhabil ved punkt 3.",
    "Ida Holm deltog ikke i punkt 3, idet hun ikke var spurgt og ikke var inhabil.",
    "Ida Holm forlod mødet kl. 18.40.",
    "Ida Holm forlod mødet kl. 18.40 under pkt. 5 og kom tilbage senere.",
    "Ida Holm forlod mødet under pkt. 5. Hun kom tilbage kl. 19.10.",
    "Ida Holm deltog i punkt 4.",
    "Ida Holm deltog ikke i sagens behandling.",
    "Ida Holm var fraværende.",
    "Ida Holm forlod mødet under behandlingen af punkt 3 og 4.",
    "Borgerne deltog ikke i punkt 4.",
    "Til stede:\nIda Holm (A), sag 12-14",
    "Fraværende:\nBo Lund\nGodkendt.\nIda Holm (A), sag 12-14",
    "",
]


def items(*decisions: str | None, first: int = 1) -> list[AgendaItem]:
    return [AgendaItem(f"Sag {number}", str(number), decision=one) for number, one in enumerate(decisions, first)]


def away(read: tuple[AgendaItem, ...]) -> list[tuple[str | None, str, str, bool]]:
    return [(one.number, who.name, str(who.status), who.told_elsewhere) for one in read for who in one.attendances]


@pytest.mark.parametrize(("text", "status", "numbers"), FORMS)
def test_absence_from_other_items_is_told_by_their_numbers(text, status, numbers):
    (change,) = parse_changes(text, 19)
    assert (change.person.name, str(change.person.status)) == ("Ida Holm", status)
    assert [number for number in NUMBERS if change.concerns(number)] == numbers


@pytest.mark.parametrize("text", NOTHING)
def test_what_tells_no_other_item_changes_nothing(text):
    assert parse_changes(text, 19) == ()


def test_several_people_each_change():
    changes = parse_changes("Ida Holm (A) og Bo Lund (V) deltog ikke under pkt. 2.")
    assert [(one.person.name, one.person.party) for one in changes] == [("Ida Holm", "A"), ("Bo Lund", "V")]


def test_each_item_concerned_tells_once_who_was_away():
    listed = items("Ida Holm forlod mødet efter pkt. 2. Bo Lund forlod mødet efter pkt. 2.", None, "Godkendt.", None)
    listed[2] = AgendaItem(None, "3", attendances=(Attendance("Bo Lund", AttendanceStatus.EXCUSED),))
    assert away(apply_changes(listed)) == [
        ("3", "Bo Lund", "excused", False),
        ("3", "Ida Holm", "absent", True),
        ("4", "Ida Holm", "absent", True),
        ("4", "Bo Lund", "absent", True),
    ]


def test_what_an_item_tells_of_itself_is_told_there():
    told = "Ida Holm deltog ikke i behandlingen af pkt. 1 og pkt. 2."
    assert away(apply_changes(items(told, told))) == [
        ("1", "Ida Holm", "absent", False),
        ("2", "Ida Holm", "absent", False),
    ]
    assert away(apply_changes(items(told, None)))[1] == ("2", "Ida Holm", "absent", True)


def test_who_came_back_is_there_again_whichever_item_tells_it():
    read = apply_changes(items("Ida Holm forlod mødet efter pkt. 1.", None, "Ida Holm kom tilbage under pkt. 3.", None))
    assert away(read) == [("2", "Ida Holm", "absent", True)]


def test_who_leaves_twice_comes_back_after_each():
    told = "Ida Holm forlod mødet efter pkt. 1. Hun kom tilbage under pkt. 3. Ida Holm forlod mødet under pkt. 4."
    assert [number for number, *_ in away(apply_changes(items(told, None, None, None, None)))] == ["2", "4", "5"]


def test_who_was_away_from_the_closed_part_was_away_from_its_items():
    told = items("Godkendt.\nIda Holm deltog ikke i den lukkede del af mødet.", None, None)
    read = apply_changes([told[0], replace(told[1], is_open=True), replace(told[2], is_open=False)])
    assert away(read) == [("3", "Ida Holm", "absent", True)]


def test_the_head_and_what_stands_apart_from_the_decision_tell_too():
    head = "Bemærkninger: Ida Holm deltog ikke under pkt. 2."
    apart = Section("Fremmøde og inhabilitet:", SectionKind.OTHER, "Bo Lund mødte efter behandlingen af punkt 1.")
    listed = [AgendaItem(None, "1"), AgendaItem(None, "2", sections=(apart,))]
    assert away(apply_changes(listed, (head,))) == [("1", "Bo Lund", "absent", True), ("2", "Ida Holm", "absent", True)]


def test_numbers_that_tell_no_item_from_another_are_left_alone():
    twice = [*items("Ida Holm deltog ikke under pkt. 2.", None), *items(None, first=2), AgendaItem("Eventuelt")]
    assert away(apply_changes(twice)) == []


def test_who_is_listed_away_for_some_items_was_there_for_the_rest():
    people = (
        Attendance("Ida Holm", AttendanceStatus.EXCUSED, party="A", affiliation="sag 2-3"),
        Attendance("Bo Lund", AttendanceStatus.EXCUSED, affiliation="LO"),
        Attendance("Per Vang", AttendanceStatus.PRESENT, affiliation="sag 2-3"),
    )
    whole, changes = part_listed(people)
    assert whole == (Attendance("Ida Holm", AttendanceStatus.PRESENT, party="A"), *people[1:])
    assert [number for number, *_ in away(apply_changes(items(None, None, None, None), (), changes))] == ["2", "3"]


def minutes() -> Minutes:
    def of(level: int, text: str) -> Block:
        return Block(text, BlockKind.HEADING, level)

    def numbered(number: str) -> Block:
        return Block(number, BlockKind.FIELD, name="number")

    decision = of(SECTION_LEVEL, "Beslutning")
    blocks = [of(ITEM_LEVEL, "Godkendelse af dagsorden"), numbered("1"), decision, Block("Punkt 3 udgår. Godkendt.")]
    blocks += [Block("Ida Holm forlod mødet efter pkt. 1."), Block("Bo Lund var inhabil ved pkt. 2.")]
    blocks += [of(ITEM_LEVEL, "Budget"), numbered("2"), decision, Block("Godkendt. Imod stemte: A, B undtagen C.")]
    blocks += [Block("Sanne Holt var fraværende."), of(ITEM_LEVEL, "Salg"), numbered("3")]
    return parse_minutes(Document(tuple(blocks)))


def test_a_label_keeps_apart_what_is_told_elsewhere():
    read = minutes()
    first, second, third = as_label(read)["items"]
    assert (first["absent"], first["attendance_changes"], first["outcome"]) == ([], [], "approved")
    assert second["absent"] == ["Sanne Holt"]
    assert second["attendance_changes"] == [
        {"name": "Ida Holm", "status": "absent"},
        {"name": "Bo Lund", "status": "recused"},
    ]
    assert (third["outcome"], third["attendance_changes"]) == ("withdrawn", [{"name": "Ida Holm", "status": "absent"}])
    assert [problem.kind for problem in read.problems] == ["unclear_votes"]


PIECES = st.sampled_from(
    [
        "Ida Holm",
        " deltog ikke",
        " under",
        " punkterne",
        " 12",
        "-",
        "15",
        ".",
        " forlod mødet efter",
        " pkt. ",
        "\n",
        "²",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.text(max_size=4))
def test_any_text_is_read(text, number):
    parse_changes(text)
    apply_changes([AgendaItem(None, number or None, decision=text), AgendaItem(None, "12")], (text,))


@pytest.mark.parametrize("pattern", [*(pattern for *_, pattern in (*SENTENCES, *INVERTED)), *RETURNS])
def test_every_wording_holds_a_word(pattern):
    """A row whose words are not asked for first would never be asked."""
    assert any(word in pattern for word in WORDS)
