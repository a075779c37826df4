"""Votes as decisions tell them; the wordings are met in real minutes, the names are invented."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rådscraper.document import Block
from rådscraper.items import AgendaItem, Decision, Outcome, SectionKind, Vote, VoteChoice
from rådscraper.parsing.decisions import Held, parse_decisions
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.parted import vote_problems
from rådscraper.parsing.sections import Part
from rådscraper.parsing.vote_wording import OPENERS, STEMS, TOTALS, VERBS, WORDS
from rådscraper.parsing.voters import parse_voters
from rådscraper.parsing.votes import parse_votes

FOR, AGAINST, ABSTAINED = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED
SIGNS = {"+": FOR, "-": AGAINST, "0": ABSTAINED, "?": VoteChoice.RESERVED}

TOTALS_TOLD = [
    ("Vedtaget med stemmerne 12-5.", "+12 -5"),
    ("Med stemmerne 4-2 blev forslaget vedtaget.", "+4 -2"),
    ("Indstillingen blev godkendt med 9 stemmer imod 3. 2 undlod.", "+9 -3 02"),
    ("Indstillingen blev godkendt med 28\nstemmer imod 22. 3 undlod at stemme.", "+28 -22 03"),
    ("Indstillingen blev godkendt med 28 stemmer imod\n22.", "+28 -22"),
    ("Indstillingen blev godkendt med 45 stemmer mod 8. 2 medlemmer undlod at stemme.", "+45 -8 02"),
    ("Godkendt med 45 stemmer mod 8. Ingen medlemmer undlod at stemme.", "+45 -8"),
    ("Godkendt med 45 stemmer mod 8. Et medlem undlod at stemme.", "+45 -8 01"),
    ("Godkendt 9 stemmer mod 3.", "+9 -3"),
    ("Vedtaget med 9 mod 3.", "+9 -3"),
    ("Godkendt med stemmerne 16 mod 9", "+16 -9"),
    ("Godkendt med 15 stemmer for og 4 imod.", "+15 -4"),
    ("Godkendt med 15 stemmer for, 4 stemmer imod og 2 blanke.", "+15 -4 02"),
    ("Godkendt med 15 stemmer for, 4 imod og 2 hverken for eller imod.", "+15 -4 02"),
    ("Ahmad Holm blev valgt til næstformand med 4 stemmer for og 2 imod.", "+4 -2"),
    ("16 stemte for, 9 stemte imod. 1 undlod.", "+16 -9 01"),
    ("16 medlemmer stemte for, 9 medlemmer stemte imod.", "+16 -9"),
    ("For stemte 16. Imod stemte 9. Undlod at stemme 1.", "+16 -9 01"),
    ("For: 16\nImod: 9\nUndlod: 0", "+16 -9 00"),
    ("Stemmer for: 16\nStemmer imod: 9", "+16 -9"),
    ("Godkendt med 16 stemmer.", "+16"),
    ("Forslaget blev forkastet med 16 stemmer mod 9.", "+9 -16"),
    ("Forslaget blev forkastet med 9 stemmer for og 16 imod.", "+9 -16"),
]

VOTERS_TOLD = [
    ("12 stemte for: A, B og F. 5 stemte imod: V og C.", "+12 +A +B +F -5 -V -C"),
    ("12 stemte for (A, B og F), 5 stemte imod (V og C).", "+12 +A +B +F -5 -V -C"),
    ("A, B og F stemte for indstillingen, V og C stemte imod.", "+A +B +F -V -C"),
    ("Godkendt, Ø imod.", "-Ø"),
    ("Anbefales. Venstre forbeholder sig sin stilling.", "?Venstre"),
    ("Anbefales. Liste Ø støtter ikke indstillingen.", "-Liste Ø"),
    ("Godkendt med 4 stemmer for, 2 imod (A og V) og 1 undlod (Ø).", "+4 -2 -A -V 01 0Ø"),
    ("Godkendt med stemmerne 4 for (A, F), 2 imod (V) og 1 undlod (Ø).", "+4 +A +F -2 -V 01 0Ø"),
    ("For stemte: A, B og F.\nImod stemte: C, O, Ib Holm (løsgænger).", "+A +B +F -C -O -Ib Holm (løsgænger)"),
    ("For stemte: A.\nImod stemte: C, A. Ib Holm (løsgænger) og V.", "+A -C -A. Ib Holm (løsgænger) -V"),
    (
        "For stemte: A, Ib Holm (F) Bo Lund (F) – i alt 3\nImod stemte: Ø – i alt 1",
        "+3 +A +Ib Holm (F) +Bo Lund (F) -1 -Ø",
    ),
    (
        "For stemte: V, A, I, B  i alt 22\nImod stemte: Æ, C – i alt 2 med følgende bemærkning: Vi er imod.",
        "+22 +V +A +I +B -2 -Æ -C",
    ),
    ("For stemte: Danmarks Demokraterne og V.", "+Danmarks Demokraterne +V"),
    (
        "For at punkt 9 udgår stemmer:\nIb Holm, Jens Kr. Lund og Bo Lund.\nImod stemmer:\nIda Holm.",
        "+Ib Holm +Jens Kr. Lund +Bo Lund -Ida Holm",
    ),
    ("For forslaget stemte 21, Venstre, Ib Holm (O) og Enhedslisten.", "+21 +Venstre +Ib Holm (O) +Enhedslisten"),
    ("For stemte: A, B og F. Imod stemte: C og O. Følgende undlod at stemme: Ø.", "+A +B +F -C -O 0Ø"),
    ("For stemte: A, B,\nF og V\nImod stemte: C", "+A +B +F +V -C"),
    ("For stemte:\nA\nB\nImod stemte:\n- C", "+A +B -C"),
    ("Imod stemte Ø og C.", "-Ø -C"),
    ("For stemte G og A (4)\nImod stemte V", "+4 +G +A -V"),
    ("C og N (5 medlemmer) undlod at stemme.", "05 0C 0N"),
    ("6 medlemmer (V+A+C+N) anbefaler indstillingen.\n1 medlem (O) stemmer imod.", "+6 +V +A +C +N -1 -O"),
    ("Et flertal bestående af A, C og V (6) anbefaler indstillingen.", "+6 +A +C +V"),
    ("Anbefales med 3 stemmer for (A) og 1 stemme imod (C).", "+3 +A -1 -C"),
    ("Forslaget blev ikke godkendt, idet 27 stemte imod.", "-27"),
    ("Godkendt, imod stemte Ø.", "-Ø"),
    ("Godkendt (imod stemte Ø).", "-Ø"),
    ("Godkendt, idet Liste Ø stemte imod.", "-Liste Ø"),
    ("Blankt: Ø", "0Ø"),
    ("Ø ønskede ikke at stemme.", "0Ø"),
    ("Ø afstod fra at stemme.", "0Ø"),
    ("For stemte: A, Ø (Ida Holm, Bo Lund).", "+A +Ida Holm +Bo Lund"),
    ("For stemte A (5), F (2) og V (1).", "+A=5 +F=2 +V=1"),
    (
        "For flertalsindstillingen stemte 12 (Socialdemokratiet, Venstre, Ida Holm)\nImod stemte 3 (SF)\n"
        "Undlod at stemme 1 (Bo Lund)\nGodkendt.",
        "+12 +Socialdemokratiet +Venstre +Ida Holm -3 -SF 01 0Bo Lund",
    ),
    (
        "Der blev stemt om forslaget:\nFor: 2 (Ida Holm (A), Bo Lund (V))\nImod: 16 (A, F, O, Ø)\nAfvist.",
        "+2 +Ida Holm (A) +Bo Lund (V) -16 -A -F -O -Ø",
    ),
    ("For: 2 (Ida Holm (A), Per B. Lund (V)) Imod: 4 (A, F)", "+2 +Ida Holm (A) +Per B. Lund (V) -4 -A -F"),
    ("Godkendt med 8 stemmer (A, V) mod 1 (Ø).", "+8 +A +V -1 -Ø"),
    ("Godkendt med stemmerne fra A og V imod stemmerne fra Ø.", "+A +V -Ø"),
    ("Liste B stemte imod, idet forslaget er for dyrt. Godkendt.", "-Liste B"),
    ("Liste B stemte imod, idet gruppen fik et ændringsforslag nedstemt.", "-Liste B"),
    ("Liste Ø stemte imod. Liste F undlod at stemme.", "-Liste Ø 0Liste F"),
    ("Liste Ø stemte imod og Liste F undlod at stemme.", "-Liste Ø 0Liste F"),
    ("Liste Ø stemte imod, mens Liste F og SF undlod at stemme.", "-Liste Ø 0Liste F 0SF"),
    ("Venstre stemte imod.", "-Venstre"),
    ("Venstre stemmer imod.", "-Venstre"),
    ("Venstre undlader at stemme.", "0Venstre"),
    ("Et mindretal (A, F og Ø) stemte imod.", "-A -F -Ø"),
    ("Et mindretal bestående af A og F stemte imod.", "-A -F"),
    (
        "Et flertal (Gruppe A, B og C) godkendte indstillingen. Et mindretal (D) ønskede at afvise sagen.",
        "+Gruppe A +B +C -D",
    ),
    ("Et flertal, bestående af A og V, godkendte, at planen sendes i høring.", "+A +V"),
    ("Et flertal i udvalget (A og Ida Holm (V)) besluttede at godkende planen.", "+A +Ida Holm (V)"),
    ("Et flertal (A) godkendte indstillingen, mens et mindretal (D) ønskede at afvise den.", "+A -D"),
    ("Flertallet (A og V) anbefaler indstillingen. Mindretallet (Ø) ønsker den afvist.", "+A +V -Ø"),
    ("Godkendt. Et mindretal bestående af Liste Ø ønskede ikke at godkende lånet.", "-Liste Ø"),
    ("Venstres gruppe stemte imod.", "-Venstre"),
    ("Ø stemte hverken for eller imod.", "0Ø"),
    ("Ida Holm (V) og Bo Lund (A) stemte imod.", "-Ida Holm (V) -Bo Lund (A)"),
    ("Birthe Lund, (Ø) stemte imod.", "-Birthe Lund, (Ø)"),
    ("Ø imod.", "-Ø"),
    (
        "Ida Holm, Bo Lund og Per B. Lund kunne tiltræde indstillingen.\nKåre Vang kunne ikke tiltræde indstillingen.\n"
        "Sanne Holt tog forbehold.",
        "+Ida Holm +Bo Lund +Per B. Lund -Kåre Vang ?Sanne Holt",
    ),
    ("Sanne Holt tog forbehold.", "?Sanne Holt"),
    ("Anbefales over for Byrådet.\nBirthe Kragelund (Ø) tog forbehold.", "?Birthe Kragelund (Ø)"),
    ("Venstre og Liste Ø tager forbehold.", "?Venstre ?Liste Ø"),
    ("Socialistisk Folkeparti stemte imod, og Venstre tog forbehold.", "-Socialistisk Folkeparti ?Venstre"),
    ("Ida Holm kan ikke godkende indstillingen. Godkendt.", "-Ida Holm"),
    ("Ida Holm kunne tiltræde Magistratens indstilling med den ændring, som er beskrevet.", "+Ida Holm"),
    ("Socialdemokratiets byrådsgruppe kunne ikke tiltræde indstillingen.", "-Socialdemokratiet"),
    (
        "Radikale Venstres og Alternativets byrådsgrupper kunne ikke tiltræde indstillingen.",
        "-Radikale Venstre -Alternativet",
    ),
    (
        "Enhedslisten de Rød-Grønne kunne ikke tiltræde indstillingen men henholdt sig til forslaget fra Venstre.",
        "-Enhedslisten de Rød-Grønne",
    ),
    ("Det Konservative Folkeparti og Liberal Alliance stemte imod.", "-Det Konservative Folkeparti -Liberal Alliance"),
    ('Venstre ønskede tilført: "Vi stemte imod. Liste A stemte imod." Liste B stemte imod.', "-Liste B"),
    ("Byrådet besluttede at sende planen i høring. Liste Ø stemte imod.", "-Liste Ø"),
    ("Godkendt med ændringsforslag fra Venstre. Liste Ø stemte imod.", "-Liste Ø"),
    ("Ad 1. Godkendt. Liste Ø stemte imod.\nAd 2. Godkendt. Liste Ø stemte imod.", "-Liste Ø"),
]

NO_VOTES = [
    "Vedtaget den 12-5-2021.",
    "Teknisk Udvalg anbefaler ikke indstillingen.",
    "Økonomiudvalget anbefaler indstillingen.",
    "Borgmesteren anbefaler forslaget.",
    "Godkendt.",
    "Enstemmigt godkendt.",
    "Godkendt uden afstemning.",
    "Ingen medlemmer undlod at stemme.",
    "Ingen stemte imod.",
    "Teknisk Udvalg tog forbehold.",
    "Godkendt med forbehold for finansieringen.",
    "Et flertal i udvalget kunne tiltræde indstillingen.",
    "Et flertal godkendte indstillingen. Et mindretal ønskede at afvise den.",
    "Et mindretal (D) ønskede at udsætte sagen.",
    "Liste A godkendte regnskabet.",
    "Byrådet kunne ikke tiltræde indstillingen.",
    "Teknisk Udvalg kunne ikke tiltræde indstillingen.",
    "Ved stemmelighed blev der trukket lod, og Ida Holm blev valgt.",
    "Ved lodtrækning mellem Ida Holm og Bo Lund, der hver fik 5 stemmer, blev Bo Lund valgt.",
    'Liste Ø ønskede følgende bemærkning tilført: "Imod stemte C. 9 stemmer imod 3."',
    'Liste Ø ønskede følgende tilført: "Vi er skuffede.\nListe A stemte imod.',
    "Udvalget stemte for med 2 for 1.",
    "Rådet kan godkende planen på fase 2 imod betaling.",
    "",
]

PROBLEMS = [
    ("For: 3 (Ida Holm (A), Bo Lund (V))", "+3 +Ida Holm (A) +Bo Lund (V)", "3 votes are told and 2 listed"),
    ("For stemte 9 (A (5), V (3))", "+9 +A=5 +V=3", "9 votes are told and 8 listed"),
    ("Imod stemte: A, B undtagen Holm.", "", "voters not understood"),
    ("Imod stemte 4 (A, B undtagen Holm).", "-4", "voters not understood"),
    ("Godkendt med 9 stemmer imod 3.\nGodkendt med 8 stemmer imod 4.", "+9 -3 +8 -4", "two totals"),
    ("For stemte: A, B. Imod stemte: A.", "+A +B -A", "A is told to have voted for and against"),
    (
        "Ændringsforslaget blev forkastet med 20 stemmer mod 5.\nFor stemte Ø.\nHerefter godkendt. Imod stemte C.",
        "-C",
        "votes on another motion",
    ),
    ("Ad 1. Godkendt. Liste Ø stemte imod.\nAd 2. Godkendt.", "", "single points"),
    (
        "Ida Holm stiller forslag om, at punkt 14 udgår.\nFor forslaget stemmer:\nIb Holm.\nForslaget falder.\n"
        "Indstillingen blev godkendt. Imod stemte C.",
        "-C",
        "votes on another motion",
    ),
]


def as_told(votes: tuple[Vote, ...]) -> list[tuple[VoteChoice, str | None, int | None]]:
    return [(vote.choice, vote.voter, vote.count) for vote in votes]


def expected(short: str) -> list[tuple[VoteChoice, str | None, int | None]]:
    """Read the short form: a sign, then a total, a voter or ``voter=count``."""
    rows: list[tuple[VoteChoice, str | None, int | None]] = []
    words: list[str] = []
    for word in short.split():
        if word[0] in SIGNS and (word[1:2].isupper() or word[1:].isdecimal()):
            words.append(word)
        else:
            words[-1] += f" {word}"
    for word in words:
        name, _, count = word[1:].partition("=")
        is_total = name.isdecimal()
        rows.append(
            (SIGNS[word[0]], None if is_total else name, int(name) if is_total else int(count) if count else None)
        )
    return rows


@pytest.mark.parametrize(("text", "votes"), TOTALS_TOLD)
def test_a_printed_total_has_no_voter(text, votes):
    read = parse_votes(text)
    assert as_told(read.votes) == expected(votes)
    assert read.problems == ()


@pytest.mark.parametrize(("text", "votes"), VOTERS_TOLD)
def test_voters_stand_as_printed(text, votes):
    read = parse_votes(text)
    assert as_told(read.votes) == expected(votes)
    assert read.problems == ()


@pytest.mark.parametrize("text", NO_VOTES)
def test_what_is_no_vote_on_the_item_gives_none(text):
    assert parse_votes(text) == parse_votes("")


@pytest.mark.parametrize(("text", "votes", "problem"), PROBLEMS)
def test_what_does_not_add_up_is_told(text, votes, problem):
    read = parse_votes(text)
    assert as_told(read.votes) == expected(votes)
    assert any(problem in told for told in read.problems)


def test_a_decision_holds_its_votes():
    part = Part("Beslutning", SectionKind.DECISION, (Block("Godkendt."), Block("Imod stemte Ø og C.")))
    own = parse_decisions([part], Held("Byrådet", None)).own
    assert own is not None
    assert as_told(own.votes) == expected("-Ø -C")


@pytest.mark.parametrize(
    ("text", "votes", "points"),
    [
        (
            "Danmarksdemokraternes byrådsgruppe kunne ikke tiltræde indstillingens beslutningspunkt 5.",
            "-Danmarksdemokraterne",
            ["5"],
        ),
        (
            "Liberal Alliance kunne ikke tiltræde indstillingens beslutningspunkter 1 og 2.",
            "-Liberal Alliance -Liberal Alliance",
            ["1", "2"],
        ),
        ("Liste Ø stemte imod punkt 2-4.", "-Liste Ø -Liste Ø -Liste Ø", ["2", "3", "4"]),
        ("Liste Ø stemte imod 2. at. Venstre stemte imod.", "-Liste Ø -Venstre", ["2", None]),
        ("Godkendt, idet Liste Ø stemte imod at-punkt 3.", "-Liste Ø", ["3"]),
        ("Imod punkt 2 stemte Ø og C.", "-Ø -C", ["2", "2"]),
        ("Liste Ø tog forbehold for pkt. 2.", "?Liste Ø", ["2"]),
        (
            "Venstre og Alternativet tog forbehold vedrørende medfinansiering.",
            "?Venstre ?Alternativet",
            ["vedrørende medfinansiering"] * 2,
        ),
        ("Venstre kunne tiltræde indstillingen, men stemte imod punkt 2.", "+Venstre -Venstre", [None, "2"]),
        ("Et mindretal (D) ønskede at afvise punkt 2.", "-D", ["2"]),
    ],
)
def test_dissent_on_one_point_keeps_the_point(text, votes, points):
    read = parse_votes(text)
    assert as_told(read.votes) == expected(votes)
    assert [vote.point for vote in read.votes] == points
    assert read.problems == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Imod stemte: C, Ø (Ida Holm, Bo Lund).", [("C", None), ("Ida Holm", "Ø"), ("Bo Lund", "Ø")]),
        ("Ida Holm (V) og Bo Lund stemte imod.", [("Ida Holm (V)", "V"), ("Bo Lund", None)]),
        ("Imod stemte: Ib Holm (løsgænger).", [("Ib Holm (løsgænger)", None)]),
    ],
)
def test_a_person_keeps_the_party_told_with_the_name(text, told):
    assert [(vote.voter, vote.party) for vote in parse_votes(text).votes] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Liste Ø kunne tiltræde indstillingen, men stemte imod punkt 2.",
            [("Liste Ø", "for", None), ("Liste Ø", "against", "2")],
        ),
        (
            "Bo Bak kunne tiltræde indstillingen, men tog forbehold for punkt 3.",
            [("Bo Bak", "for", None), ("Bo Bak", "reserved", "3")],
        ),
        ("A stemte for, men B stemte imod.", [("A", "for", None), ("B", "against", None)]),
    ],
)
def test_who_dissents_on_one_point_only_is_told_twice(text, told):
    assert [(vote.voter, str(vote.choice), vote.point) for vote in parse_votes(text).votes] == told


def test_votes_of_a_quoted_decision_that_do_not_add_up_are_a_problem():
    quoted = Decision("Godkendt. For stemte 3 (Ida Holm, Bo Lund).", Outcome.APPROVED, False, "Økonomiudvalget")
    (problem,) = vote_problems([AgendaItem(None, "7", decisions=(quoted,))])
    assert problem.message.startswith("item 7, decision of Økonomiudvalget: 3 votes are told and 2 listed")


def test_problems_name_the_item():
    (problem,) = vote_problems([AgendaItem(None, "7", decision="Imod stemte: A, B undtagen Holm.")])
    assert (problem.kind, problem.message[:7]) == ("unclear_votes", "item 7:")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Ændringsforslaget blev forkastet med 20 stemmer mod 5.\nIndstillingen blev godkendt.", "approved"),
        ("Forslaget blev forkastet med 16 stemmer mod 9.", "rejected"),
        ("Godkendt, idet Liste Ø stemte imod.", "approved"),
        ("Ida Holm kunne ikke tiltræde indstillingen.", "other"),
        ("Et flertal (A og B) godkendte planen. Et mindretal (D) ønskede at afvise planen.", "approved"),
        ("Et flertal (A og B) godkendte planen. Et mindretal (D) ønskede planen afvist.", "approved"),
        ("Venstre stemte imod, idet sagen burde afvises. Godkendt.", "approved"),
    ],
)
def test_votes_hide_no_outcome(text, outcome):
    assert classify_decision(text) == outcome


@pytest.mark.parametrize("text", ["Byrådet", "A, Byrådet", "Ida", "A (B, 3)", "(A", "A)", "", "Teknisk Udvalg"])
def test_a_list_that_is_not_all_voters_is_none(text):
    assert parse_voters(text) is None


PIECES = st.sampled_from(
    [
        "For stemte",
        "Imod:",
        "A",
        "B",
        " og ",
        ", ",
        "(",
        ")",
        "9",
        " stemmer ",
        "imod",
        "\n",
        ". ",
        "Ida Holm",
        "undlod ",
    ]
)


@example('0""IMOD()')
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_is_read(text):
    read = parse_votes(text)
    assert all(vote.voter or vote.count is not None for vote in read.votes)


@pytest.mark.parametrize("rows", [OPENERS, VERBS, TOTALS])
def test_every_choice_has_its_wordings(rows):
    """A reservation is told of those who made it, never as a list or a total."""
    assert {choice for choice, _ in rows} | {VoteChoice.RESERVED} == set(VoteChoice)


@given(st.from_regex(WORDS, fullmatch=True))
def test_every_word_of_a_vote_holds_a_stem(word):
    """One that holds none would never be looked for."""
    assert any(stem in word for stem in STEMS)
