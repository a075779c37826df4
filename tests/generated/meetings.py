"""A random meeting, composed of Danish words.

What no layout can hold is left out, as named assumptions:

* a paragraph is a sentence with a full stop: a line that is itself a heading (``Bilag``) can't be told from one;
* a sentence says nothing of who was there or how others voted: those are written by what the meeting says of it;
* titles differ, begin with a capital and hold a word of letters that is no standing heading;
* what a decision says after its operative words has no operative words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from rådscraper.items import DocumentType, Outcome
from tests.generated.ballots import Ballot, ballots
from tests.generated.people import Absence, Person, absences, people
from tests.generated.wording import Paragraphs, papers, paragraphs, said, seen, titles

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


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case's number as printed, and the journal number (KLE) in it."""

    printed: str | None = None
    journal: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item; ``decision`` begins with its operative words, ``is_open`` false leaves it without any text.

    ``away`` are those another item tells to be away from this one.
    """

    title: str
    case_number: CaseNumber
    is_open: bool
    summary: Paragraphs
    recommendation: Paragraphs
    case: Paragraphs
    economy: Paragraphs
    decision: Paragraphs
    outcome: Outcome
    ballot: Ballot
    quoted: tuple[tuple[str, date, Paragraphs], ...]
    absence: Absence
    papers: Paragraphs
    away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; items are numbered from ``first_number`` on."""

    body: str
    day: date
    hour: int
    minute: int
    place: str
    people: tuple[Person, ...]
    first_number: int
    items: tuple[Item, ...]
    kind: DocumentType
    breaks_titles: bool

    @property
    def is_held(self) -> bool:
        return self.kind is DocumentType.MINUTES

    @property
    def time(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"

    def numbered(self) -> list[tuple[int, Item]]:
        return list(enumerate(self.items, self.first_number))


_serials = st.integers(10, 99999)
_years = st.integers(2007, 2026)
_groups = st.builds("{:02}.{:02}.{:02}".format, st.integers(0, 89), st.integers(0, 99), st.integers(0, 99))
case_numbers = st.one_of(
    st.just(CaseNumber()),
    *(
        st.builds(form.format, *parts).map(CaseNumber)
        for form, parts in (
            ("{:02}/{}", (st.integers(7, 26), _serials)),
            ("{}-{:06}", (_years, st.integers(0, 999999))),
            ("EMN-{}-{:06}", (_years, st.integers(0, 999999))),
            ("{}-{}-{}", (st.integers(101, 860), _years, st.integers(100, 999999))),
            ("BR {}/{:02}", (st.integers(10, 999), st.integers(0, 26))),
        )
    ),
    st.builds(lambda group, end: CaseNumber(f"{group}-P20-{end}-21", group), _groups, st.integers(1, 99)),
)

days = st.dates(date(2007, 1, 1), date(2026, 1, 1))
kinds = st.sampled_from([DocumentType.MINUTES] * 6 + [DocumentType.AGENDA, DocumentType.SUPPLEMENTARY_AGENDA])


@st.composite
def items(draw: st.DrawFn, members: tuple[Person, ...], *, is_held: bool, day: date) -> Item:
    is_open = draw(st.integers(0, 7)) > 0
    wording, outcome = draw(st.sampled_from(DECIDED))
    ballot = draw(ballots) if is_held and outcome is Outcome.APPROVED else Ballot()
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
        ballot=ballot if decision and is_open else Ballot(),
        quoted=tuple(draw(st.lists(steps.filter(lambda step: step[2]), max_size=2))) if is_open else (),
        absence=draw(absences(members)) if is_held and is_open else Absence(),
        papers=draw(papers) if is_open else (),
    )


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    """A meeting with one item to four."""
    members = tuple(draw(st.lists(people, max_size=5, unique_by=lambda person: person.name)))
    kind, day = draw(kinds), draw(days)
    each = items(members, is_held=kind is DocumentType.MINUTES, day=day)
    first_number = draw(st.sampled_from([1, 1, 2, 37, 178]))
    drawn = draw(st.lists(each, min_size=1, max_size=4, unique_by=lambda item: seen(item.title).casefold()))
    return Meeting(
        body=draw(st.sampled_from(BODIES)),
        day=day,
        hour=draw(st.integers(7, 22)),
        minute=draw(st.sampled_from([0, 5, 15, 30, 45])),
        place=draw(st.sampled_from(PLACES)),
        people=members,
        first_number=first_number,
        items=tuple(draw(told_elsewhere(drawn, first_number, members))),
        kind=kind,
        breaks_titles=draw(st.booleans()),
    )


@st.composite
def told_elsewhere(draw: st.DrawFn, drawn: list[Item], first_number: int, members: tuple[Person, ...]) -> list[Item]:
    """Have the first item tell of another: that it is withdrawn, or that somebody was away from it."""
    first, *others = drawn
    if not (first.decision and others and draw(st.integers(0, 2)) == 0):
        return drawn
    place = draw(st.integers(1, len(others)))
    other, number = drawn[place], first_number + place
    if other.is_open and not other.decision and not other.absence.told and draw(st.booleans()):
        first = replace(first, decision=(*first.decision, f"Punkt {number} udgår."))
        other = replace(other, outcome=Outcome.WITHDRAWN)
    elif members:
        person = draw(st.sampled_from(members))
        if person.name not in [name for name, _, _ in other.absence.told]:
            first = replace(first, decision=(*first.decision, f"{person.short} deltog ikke under punkt {number}."))
            other = replace(other, away=(person.name,))
    return [first, *(other if at == place else one for at, one in enumerate(drawn) if at)]
