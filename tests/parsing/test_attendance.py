"""Who was not there, as decisions tell it; what is told of other items stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import Block
from rådscraper.items import AttendanceStatus
from rådscraper.parsing.attendance import cut_absence
from rådscraper.parsing.names import is_name, parse_person

FORMS = [
    (["Godkendt.", "Fraværende:", "Bjørn Allerelli Andersen", "Sheriff Danjo"], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Fraværende", "Kåre Bendixen (V)"], ["Godkendt."], "absent", 1),
    (["Deltog ikke:", "Kåre Bendixen", "Ditte Marie Skov", "Vedtaget"], ["Vedtaget"], "absent", 2),
    (["Godkendt.", "Kåre Bendixen (A) havde lovligt forfald."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Kåre Bendixen havde meldt afbud på selve mødedagen."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Der var afbud fra Kåre Bendixen."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Kåre Bendixen var fraværende under behandlingen af punktet."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Kåre Bendixen forlod lokalet under punktet grundet inhabilitet."], ["Godkendt."], "recused", 1),
    (["Fraværende: Kåre Bendixen, Ditte Marie Skov", "Godkendt."], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Fraværende: Kåre Bendixen (A)."], ["Godkendt."], "absent", 1),
    (["Indstilles godkendt.", "Afbud: Ditte Marie Skov"], ["Indstilles godkendt."], "excused", 1),
    (["Godkendt.", "Afbud fra Ditte Marie Skov"], ["Godkendt."], "excused", 1),
    (["Godkendt. Jens Ole Tvilling var fraværende."], ["Godkendt."], "absent", 1),
    (["V ønskede tilført: ”Nej.” Per Lund var fraværende."], ["V ønskede tilført: ”Nej.”"], "absent", 1),
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
    (["Godkendt.", "Følgende udeblev uden afbud: Eva Fog, Per Lund og Ida Holm."], ["Godkendt."], "absent", 3),
    (["Godkendt.", "Kåre Bendixen havde meldt afbud, og der er ingen suppleanter."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Ingen fraværende."], ["Godkendt."], None, 0),
    (["Godkendt.", "Fraværende: 0"], ["Godkendt."], None, 0),
    (["Godkendt.", "Fraværende medlemmer: Eva Fog, Per Lund"], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Fraværende: Eva Fog (V) pga. sygdom"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Med afbud: Eva Fog"], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Uden afbud: Eva Fog"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Inhabilitet: Eva Fog (V)"], ["Godkendt."], "recused", 1),
    (["Godkendt.", "Eva Fog erklæredes inhabil og deltog ikke i behandlingen af sagen."], ["Godkendt."], "recused", 1),
    (["Godkendt.", "Eva Fog (V) med afbud"], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Eva Fog kunne ikke deltage."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Eva Fog ikke til stede."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Eva Fog deltog ikke i sagens behandling og afstemning."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Der er modtaget afbud fra Eva Fog (A) og Per Lund."], ["Godkendt."], "excused", 2),
    (["Godkendt.", "Afbud modtaget fra Eva Fog."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Udeblevet: Eva Fog"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Meldt afbud:", "Eva Fog"], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Fraværende med lovligt forfald: Eva Fog (V)"], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Ej til stede: Eva Fog (V)"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Følgende var fraværende: Eva Fog og Per Lund"], ["Godkendt."], "absent", 2),
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
    (["Godkendt.", "Stedfortrædere: Per Lund (V) og Eva Fog (A)"], ["Godkendt."], "present", 2),
    (["Godkendt.", "Fraværende med afbud", "Kåre Bendixen (V)"], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Fraværende med afbud: Kåre Bendixen, Per Lund"], ["Godkendt."], "excused", 2),
    (["Godkendt.", "Fraværende uden afbud:", "Kåre Bendixen"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Kåre Bendixen fraværende"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Fraværende i Thy Byråd, 31. maj 2022:", "Kåre Bendixen"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Fravær uden afbud: Kåre Bendixen"], ["Godkendt."], "absent", 1),
    (
        ["Godkendt.", "Fraværende: Kåre Bendixen (C) og Eva Fog (V) deltog ikke i behandlingen af punktet."],
        *(["Godkendt."], "absent", 2),
    ),
    (["Fraværende med afbud:", "Kåre Bendixen (Venstre), sygdom.", "Godkendt."], ["Godkendt."], "excused", 1),
    (["Fraværende med afbud:", "Borgmester Kåre Bendixen, A (arbejde)", "Godkendt."], ["Godkendt."], "excused", 1),
    (["Fraværende med afbud:", "Kåre Bendixen, A, (ferie)", "Eva Fog", "Godkendt."], ["Godkendt."], "excused", 2),
    (["Godkendt.", "Der er afbud fra Kåre Bendixen."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Kåre Bendixen ved afbud"], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Kåre Bendixen deltog ikke i behandlingen af sagen."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Kåre Bendixen og Per Lund deltog ikke på mødet."], ["Godkendt."], "absent", 2),
    (["Fraværende: ", "Godkendt."], ["Godkendt."], None, 0),
    (["Godkendt.", "Fraværende Ingen"], ["Godkendt."], None, 0),
    (["Godkendt.", "Fraværende: Ingen"], ["Godkendt."], None, 0),
    (["Fraværende:", "Ingen.", "Godkendt."], ["Godkendt."], None, 0),
    (["Godkendt.", "Kåre Bendixen var fraværende uden afbud."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Kåre Bendixen var fraværende ved behandlingen af punktet."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Kåre Bendixen deltog ikke."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Fraværende: Kåre Bendixen (V)", "Per Lund (A)"], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Afbud: Kåre H.S. Bendixen og Per Lund."], ["Godkendt."], "excused", 2),
    (["Godkendt Eva L. K. Fog og Per Lund var fraværende."], ["Godkendt"], "absent", 2),
    (["Godkendt.", "Fraværende: Per Lund / Eva Fog"], ["Godkendt."], "absent", 2),
    (["Godkendt.", "(Fraværende: Per Lund)"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Fraværende: Per Lund. Fraværende: Eva Fog."], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Per Lund var fraværende, da punktet blev behandlet."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Fraværende - Per Lund"], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Fraværende var: Per Lund og Eva Fog."], ["Godkendt."], "absent", 2),
    (["Godkendt.", "Fraværende:", "Per Lund", "Mette Marie d'Angelo", "Eva Fog"], ["Godkendt."], "absent", 3),
    (["Godkendt.", "Der er meldt afbud fra Per Lund."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Per Lund havde afbud."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Per Lund og Eva Fog havde meldt afbud til mødet."], ["Godkendt."], "excused", 2),
    (["Godkendt.", "Per Lund meldte afbud pga. sygdom."], ["Godkendt."], "excused", 1),
    (["Godkendt.", "Per Lund var fraværende på mødet."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Per Lund var fraværende på grund af sygdom."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Per Lund var fraværende ved punktets behandling."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Per Lund var ikke tilstede."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Per Lund deltog ikke under sagens behandling."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Per Lund deltog ikke i behandlingen."], ["Godkendt."], "absent", 1),
    (["Godkendt.", "Per Lund var forhindret i at deltage i mødet."], ["Godkendt."], "absent", 1),
    (
        ["Godkendt.", "Per Lund (A) deltog ikke i behandlingen af sagen, da han er inhabil."],
        ["Godkendt."],
        "recused",
        1,
    ),
    (["Godkendt.", "Per Lund var inhabil i sagen og deltog ikke i behandlingen."], ["Godkendt."], "recused", 1),
    (
        ["Godkendt.", "Per Lund erklærede sig inhabil og forlod mødet under sagens behandling."],
        ["Godkendt."],
        "recused",
        1,
    ),
]


@pytest.mark.parametrize(("told", "decision", "status", "number"), FORMS)
def test_absentees_are_not_part_of_the_decision(told, decision, status, number):
    blocks, people = cut_absence(Block(text) for text in told)
    assert [block.text for block in blocks] == decision
    assert [str(person.status) for person in people] == [status] * number


def test_who_stayed_away_without_a_word_may_follow_in_one_line():
    _, people = cut_absence([Block("Afbud: Kåre Bendixen og Per Lund. Uden afbud Eva Fog.")])
    assert [(person.name, str(person.status)) for person in people] == [
        ("Kåre Bendixen", "excused"),
        ("Per Lund", "excused"),
        ("Eva Fog", "absent"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Birthe Kragelund (Ø) forlod mødet efter pkt. 32.",
        "Kåre Bendixen (F) deltog ikke under punkterne 12-15.",
        "Kåre Bendixen deltog ikke i den lukkede del af mødet.",
        "Kåre Bendixen mødte kl. 17.15 efter behandling af sagerne nr. 1-11.",
        "Kåre Bendixen forlod mødet kl. 18.00 under behandlingen af pkt. 5.",
        "Kåre Bendixen medvirkede ikke ved behandlingen af pkt. 5, idet han var inhabil.",
        "Økonomiudvalget: Kåre Bendixen var fraværende.",
        "Kommunalbestyrelsen: Kåre Bendixen var fraværende.",
        "Teknisk Udvalg: Kåre Bendixen og Per Lund var fraværende.",
        "Borgerne var fraværende ved høringen.",
        "Kåre Bendixen (C) var ikke inhabil i forhold til punkt 3.",
        "Kåre Bendixen (C) var inhabil.",
        "Kåre Bendixen deltog ikke i afstemningen.",
        "Afbud til mødet meldes til Kåre Bendixen.",
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
        ("Sanne Holt (C) stedfortræder for Kåre Bendixen (C)", "absent"),
        ("Sanne Holt (C), Suppleant for Kåre Bendixen (C)", "absent"),
        ("Sanne Holt deltog som stedfortræder for Kåre Bendixen.", "absent"),
        ("Sanne Holt var suppleant for Kåre Bendixen.", "absent"),
        ("Kåre Bendixen havde meldt afbud, suppleant Sanne Holt deltog.", "excused"),
        ("Kåre Bendixen var fraværende, suppleant Sanne Holt deltog.", "absent"),
        ("Fraværende: Kåre Bendixen, suppleant Sanne Holt deltog.", "absent"),
        ("Kåre Bendixen var fraværende - stedfortræder Sanne Holt mødte i stedet.", "absent"),
        ("Kåre Bendixen (A) var fraværende, i stedet deltog Sanne Holt (A).", "absent"),
        ("Fraværende: Kåre Bendixen (A) - i stedet mødte Sanne Holt (A)", "absent"),
        ("Fraværende: Kåre Bendixen (A), stedfortræder Sanne Holt (A)", "absent"),
        ("Sanne Holt (C) deltog i stedet for Kåre Bendixen (C).", "absent"),
    ],
)
def test_a_deputy_is_present_for_somebody(told, status):
    _, people = cut_absence([Block(told)])
    assert [(p.name, str(p.status), p.substitute_for) for p in people] == [
        ("Kåre Bendixen", status, None),
        ("Sanne Holt", "present", "Kåre Bendixen"),
    ]


@pytest.mark.parametrize(
    ("told", "decision"),
    [
        # A sentence of its own that says who came says more than who was absent (Køge).
        (
            ["Godkendt.", "Sanne Holt (C) stedfortræder for Per Lund (C)", "Fraværende", "Per Lund (C)"],
            ["Godkendt.", "Sanne Holt (C) stedfortræder for Per Lund (C)"],
        ),
        (
            ["Godkendt. Sanne Holt deltog som suppleant for Per Lund."],
            ["Godkendt. Sanne Holt deltog som suppleant for Per Lund."],
        ),
        (["Godkendt.", "Suppleant Sanne Holt deltog."], ["Godkendt.", "Suppleant Sanne Holt deltog."]),
        # With the absence it is told with it goes: in its sentence, its paragraph, or right below.
        (["Godkendt.", "Fraværende: Per Lund, suppleant Sanne Holt deltog."], ["Godkendt."]),
        (["Godkendt.", "Per Lund havde lovligt forfald. Sanne Holt var indkaldt som stedfortræder."], ["Godkendt."]),
        (["Godkendt.", "Per Lund deltog ikke på mødet.", "Sanne Holt deltog som suppleant."], ["Godkendt."]),
        (["Godkendt.", "Fraværende:", "Per Lund", "Sanne Holt stedfortræder for Per Lund."], ["Godkendt."]),
        (["Godkendt.", "Afbud: Per Lund", "Suppleant Sanne Holt deltog."], ["Godkendt."]),
        (
            ["Fraværende: Per Lund", "Godkendt.", "Suppleant Sanne Holt deltog."],
            ["Godkendt.", "Suppleant Sanne Holt deltog."],
        ),
    ],
)
def test_who_came_instead_goes_only_with_the_absence_it_is_told_with(told, decision):
    blocks, people = cut_absence(Block(text) for text in told)
    assert [block.text for block in blocks] == decision
    assert ("Sanne Holt", "present") in [(person.name, str(person.status)) for person in people]


@pytest.mark.parametrize(
    "printed",
    [
        "Sanne Holt (C) stedfortræder for Kåre Bendixen (C)",
        "Sanne Holt (C), Suppleant for Kåre Bendixen (C)",
        "Sanne Holt, (C) (stedfortræder for Kåre Bendixen)",
    ],
)
@pytest.mark.parametrize("status", [AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED])
def test_a_deputy_on_a_list_was_there_for_somebody(printed, status):
    person = parse_person(printed, status)
    assert (person.name, person.party, person.substitute_for) == ("Sanne Holt", "C", "Kåre Bendixen")
    assert (person.status, person.affiliation) == (AttendanceStatus.PRESENT, None)


def test_two_deputies_in_one_paragraph_are_two():
    _, people = cut_absence([Block("Ida Holm stedfortræder for Bo Ask. Sanne Holt stedfortræder for Kåre Bendixen.")])
    assert [(person.name, person.substitute_for) for person in people if person.substitute_for] == [
        ("Ida Holm", "Bo Ask"),
        ("Sanne Holt", "Kåre Bendixen"),
    ]


def test_party_is_cut_off_the_name():
    _, people = cut_absence([Block("Fraværende:"), Block("Kåre Bendixen (V)"), Block("Birthe Lund, (Ø)")])
    assert [(p.name, p.party) for p in people] == [("Kåre Bendixen", "V"), ("Birthe Lund", "Ø")]


@pytest.mark.parametrize(
    ("printed", "name", "status", "role", "party"),
    [
        ("Ida Holm (Fravær med afbud)", "Ida Holm", "excused", None, None),
        ("Ida Holm (A) (Ikke til stede)", "Ida Holm", "absent", None, "A"),
        ("Ida Holm - afbud", "Ida Holm", "excused", None, None),
        ("Ida Holm - Formand", "Ida Holm", "present", "formand", None),
        ("Ida Holm (formand, A)", "Ida Holm", "present", "formand", "A"),
        ("Ida Holm-Lund (A)", "Ida Holm-Lund", "present", None, "A"),
    ],
)
def test_what_is_told_behind_a_name(printed, name, status, role, party):
    person = parse_person(printed, AttendanceStatus.PRESENT)
    assert (person.name, str(person.status), person.role, person.party) == (name, status, role, party)


@pytest.mark.parametrize(
    "name",
    ["Hans-Chr. Holm", "Ole Riis jr.", "Abdi Said al-Hamdani", "Jákup á Lund", "Ida van 't Hoff", "Ida ter Horst"],
)
def test_a_name_may_be_of_many_parts(name):
    assert is_name(name)


def test_a_deputy_mayor_has_a_number():
    person = parse_person("Ida Holm (1. viceborgmester)", AttendanceStatus.PRESENT)
    assert (person.role, person.affiliation) == ("1. viceborgmester", None)


def test_a_post_is_cut_off_the_name():
    _, people = cut_absence([Block("Rådmand Kåre Bendixen og Per Lund deltog ikke i sagens behandling.")])
    assert [(p.name, p.role) for p in people] == [("Kåre Bendixen", "rådmand"), ("Per Lund", None)]


@given(st.lists(st.text(min_size=1)))
def test_any_text_is_kept_or_read_as_a_person(told):
    cut_absence(Block(text) for text in told)


@pytest.mark.parametrize(
    "printed",
    [
        "Kåre Bendixen (Sanne Holt mødt)",
        "Kåre Bendixen – Sanne Holt deltager som suppleant",
        "Kåre Bendixen. I stedet deltog Sanne Holt.",
    ],
)
def test_who_came_instead_may_stand_beside_the_name_on_the_list(printed):
    blocks, people = cut_absence(map(Block, ("Godkendt.", "Fraværende:", printed, "Eva Fog")))
    assert [block.text for block in blocks] == ["Godkendt."]
    assert [(one.name, str(one.status), one.substitute_for) for one in people] == [
        ("Kåre Bendixen", "absent", None),
        ("Sanne Holt", "present", "Kåre Bendixen"),
        ("Eva Fog", "absent", None),
    ]


def test_a_party_on_the_list_may_stand_between_commas_or_in_full():
    _, people = cut_absence(
        map(Block, ("Fraværende med afbud:", "Kåre Bendixen, A, (ferie)", "Eva Fog (Enhedslisten), sygdom"))
    )
    assert [(one.name, one.party, one.affiliation) for one in people] == [
        ("Kåre Bendixen", "A", None),
        ("Eva Fog", "Enhedslisten", None),
    ]
