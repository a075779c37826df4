"""A random meeting, composed of Danish words.

What no layout can hold is left out, as named assumptions:

* a paragraph is a sentence with a full stop: a line that is itself a heading (``Bilag``) can't be told from one;
* a sentence says nothing of who was there or how others voted: those are written by what the meeting says of it;
* titles differ, begin with a capital and hold a word of letters that is no standing heading;
* what a decision says after its operative words has no operative words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from rådscraper.items import Outcome, VoteChoice
from rådscraper.parsing import vocabulary

LETTERS = "abcdefghijklmnoprstuvyæøå"
WORDS = (
    *("og", "i", "på", "der", "åen", "østre", "ældre", "kommunens", "børnehaven", "lokalplan", "støj", "for", "vej"),
    *("medlemmerne", "årlig", "grønne", "haveforeningen", "budget", "københavnske", "skoleåret", "æresrelaterede"),
)
MARKS = (
    *("bl.a.", "kl. 16.30", "d. 7. juni 2018", "12-04-2021", "§ 5, stk. 2", "2.500 kr.", "(Østergade 9)", "2021/22"),
    *(
        '"Tryg Ærø"',
        "”Åben by”",
        "A/S",
        "nr. 12",
        "m²",
        "CO2",
        "50 %",
        "ca.",
        "J.nr. 00.22.04",
        "21/6904",
        "Ad 2.",
        "– som",
    ),
    *("www.ærø.dk", "pkt. 3", "punkt 4", "integrations-", "og/eller", "<5", "&", "1) og 2)", "Ølby", "Århus Å"),
)
LOADED = (
    *("beslutning", "indstilling", "bilag", "åben", "lukket", "sagsfremstilling", "punkt", "dagsorden", "referat"),
    *("møde", "udvalg", "resume", "Byrådet", "Økonomiudvalget", "orientering", "formand", "økonomi", "høring"),
)
FIRST_NAMES = ("Åse", "Søren", "Hasan", "Anne-Mette", "Bjørn", "Ægir", "Özlem", "Per B.", "Lis", "Jørgen Ole", "Çetin")
LAST_NAMES = ("Ørsted", "Ågård Holm", "Sæther", "von Bülow", "Kjær-Møller", "Nielsen", "Al Hussain", "Lund", "O'Neill")
PARTIES = ("A", "V", "Ø", "SF", "UFP")
BODIES = ("Integrationsrådet", "Byrådet", "Økonomiudvalget", "Børne- og Uddannelsesudvalget", "Udvalget for Miljø og Ø")
PLACES = ("Rådhuset, lokale 3", "Teams", "Byrådssalen", "Østergade 9, Ærøskøbing", "Mødelokale 1 + 2, Å Centret")
DECIDED = (
    *(
        ("Godkendt.", Outcome.APPROVED),
        ("Godkendt med bemærkninger.", Outcome.APPROVED),
        ("Vedtaget.", Outcome.APPROVED),
    ),
    *(("Indstillingen blev godkendt.", Outcome.APPROVED), ("Taget til efterretning.", Outcome.NOTED)),
    *(("Til orientering.", Outcome.NOTED), ("Orienteringen blev taget til efterretning.", Outcome.NOTED)),
    *(("Drøftet.", Outcome.DISCUSSED), ("Drøftedes.", Outcome.DISCUSSED), ("Anbefales.", Outcome.RECOMMENDED)),
    *(("Sagen blev udsat uden behandling.", Outcome.POSTPONED), ("Ikke godkendt.", Outcome.REJECTED)),
    *(("Forslaget blev forkastet.", Outcome.REJECTED), ("Sagen udgår.", Outcome.WITHDRAWN), ("Intet.", Outcome.OTHER)),
    *(("Ingen bemærkninger.", Outcome.OTHER), ("Fremsendes til Teknisk Udvalg til behandling.", Outcome.OTHER)),
)

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A member: ``party`` in brackets behind the name, ``role`` likewise."""

    name: str
    party: str | None = None
    role: str | None = None
    is_away: bool = False

    @property
    def printed(self) -> str:
        return self.name + (f" ({self.party})" if self.party else "") + (f" ({self.role})" if self.role else "")


@dataclass(frozen=True, slots=True)
class Ballot:
    """How an item was voted on: the sentences that tell it, and what they tell."""

    sentences: Paragraphs
    votes: tuple[tuple[VoteChoice, str | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item; ``decision`` begins with its operative words, ``is_open`` false leaves it without any text."""

    title: str
    case_number: str | None
    is_open: bool
    summary: Paragraphs
    recommendation: Paragraphs
    case: Paragraphs
    economy: Paragraphs
    decision: Paragraphs
    outcome: Outcome
    ballot: Ballot
    quoted: tuple[tuple[str, date, Paragraphs], ...]
    away: tuple[Person, ...]
    papers: Paragraphs


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; items are numbered from ``first_number`` on. Without ``is_held`` it is an agenda."""

    body: str
    day: date
    hour: int
    minute: int
    place: str
    people: tuple[Person, ...]
    first_number: int
    items: tuple[Item, ...]
    is_held: bool = True

    @property
    def time(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"

    def numbered(self) -> list[tuple[int, Item]]:
        return list(enumerate(self.items, self.first_number))


plain_words = st.sampled_from(WORDS) | st.text(LETTERS, min_size=2, max_size=9)
words = plain_words | st.sampled_from(MARKS) | st.sampled_from(LOADED)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _sentence(first: str, middle: list[str], last: str) -> str:
    return _capital(" ".join([first, *middle, last])) + "."


sentences = st.builds(_sentence, plain_words, st.lists(words, min_size=2, max_size=14), plain_words)
neutral_sentences = st.builds(
    _sentence, st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), st.sampled_from(WORDS)
)
list_lines = st.builds("- {}".format, st.builds(_sentence, plain_words, st.lists(words, min_size=1), plain_words))
paragraphs = st.lists(sentences | list_lines, max_size=3).map(tuple)
said = st.lists(neutral_sentences, max_size=2).map(tuple)

titles = st.builds(
    lambda first, rest, end: " ".join([_capital(first), *rest, *end]),
    plain_words,
    st.lists(words, max_size=6),
    st.lists(plain_words | st.sampled_from(["- april møde", "2021-2025", "(B)", "v/ Ærø Å"]), min_size=1, max_size=1),
).filter(lambda title: not vocabulary.is_standing_heading(title))

papers = st.lists(titles, max_size=3, unique=True).map(tuple)
days = st.dates(date(2007, 1, 1), date(2026, 1, 1))
case_numbers = st.none() | st.one_of(
    st.builds("{:02}/{}".format, st.integers(7, 26), st.integers(10, 99999)),
    st.builds("{}-{:06}".format, st.integers(2007, 2026), st.integers(0, 999999)),
)
people = st.builds(
    lambda first, last, party, away: Person(f"{first} {last}", party, None, away),
    st.sampled_from(FIRST_NAMES),
    st.sampled_from(LAST_NAMES),
    st.none() | st.sampled_from(PARTIES),
    st.booleans(),
)


def _ballot(told: tuple[int, int, int] | None, voters: tuple[list[str], list[str], list[str]] | None) -> Ballot:
    lines: list[str] = []
    votes: list[tuple[VoteChoice, str | None, int | None]] = []
    choices = (VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED)
    if told:
        lines.append("Indstillingen blev godkendt med {} stemmer imod {}. {} undlod.".format(*told))
        votes += [(choice, None, count) for choice, count in zip(choices, told, strict=True)]
    openers = ("For stemte: {}.", "Imod stemte: {}.", "Følgende undlod at stemme: {}.")
    for opener, choice, listed in zip(openers, choices, voters or (), strict=False):
        if listed:
            lines.append(opener.format(" og ".join(filter(None, [", ".join(listed[:-1]), listed[-1]]))))
            votes += [(choice, voter, None) for voter in listed]
    return Ballot(tuple(lines), tuple(votes))


voters = st.lists(st.sampled_from([*PARTIES, "Liste Ø", "Åse Ørsted (løsgænger)"]), max_size=3, unique=True)
counts = st.tuples(st.integers(1, 55), st.integers(1, 55), st.integers(1, 9))
ballots = st.just(Ballot((), ())) | st.builds(
    _ballot, st.none() | counts, st.none() | st.tuples(voters, voters, voters)
)


@st.composite
def items(draw: st.DrawFn, members: tuple[Person, ...], *, is_held: bool, day: date) -> Item:
    is_open = draw(st.integers(0, 7)) > 0
    wording, outcome = draw(st.sampled_from(DECIDED))
    ballot = draw(ballots) if is_held and outcome is Outcome.APPROVED else Ballot((), ())
    decision = (wording, *ballot.sentences, *draw(said)) if is_held and draw(st.integers(0, 5)) else ()
    steps = st.tuples(st.sampled_from(BODIES), st.dates(date(2006, 1, 1), day).filter(lambda one: one < day), said)
    return Item(
        title=draw(titles),
        case_number=draw(case_numbers),
        is_open=is_open,
        summary=draw(paragraphs) if is_open else (),
        recommendation=draw(paragraphs) if is_open else (),
        case=draw(paragraphs) if is_open else (),
        economy=draw(paragraphs) if is_open else (),
        decision=decision if is_open else (),
        outcome=outcome if decision and is_open else Outcome.NONE,
        ballot=ballot if decision and is_open else Ballot((), ()),
        quoted=tuple(draw(st.lists(steps.filter(lambda step: step[2]), max_size=2))) if is_open else (),
        away=tuple(draw(st.lists(st.sampled_from(members), max_size=3, unique=True))) if members and is_open else (),
        papers=draw(papers) if is_open else (),
    )


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    """A meeting with one item to four."""
    members = tuple(draw(st.lists(people, max_size=5, unique_by=lambda person: person.name)))
    is_held, day = draw(st.integers(0, 4)) > 0, draw(days)
    return Meeting(
        body=draw(st.sampled_from(BODIES)),
        day=day,
        hour=draw(st.integers(7, 22)),
        minute=draw(st.sampled_from([0, 5, 15, 30, 45])),
        place=draw(st.sampled_from(PLACES)),
        people=members,
        first_number=draw(st.sampled_from([1, 1, 2, 37, 178])),
        items=tuple(
            draw(
                st.lists(
                    items(members, is_held=is_held, day=day),
                    min_size=1,
                    max_size=4,
                    unique_by=lambda item: item.title.casefold(),
                )
            )
        ),
        is_held=is_held,
    )
