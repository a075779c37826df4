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
from tests.generated.wording import Paragraphs, cases, papers, paragraphs, said, seen, something_said, titles
from tests.sites.faces import COURIER, Setting

BODIES = ("Integrationsrådet", "Byrådet", "Økonomiudvalget", "Børne- og Uddannelsesudvalget", "Udvalget for Miljø og Ø")
OVER = ("", "", "Ærø Kommune", "Møde i Integrationsrådet 12-04-2021", "Side {page}")
UNDER = ("", "Side {page} af {count}", "{page}", "{page}/{count}", "Udskrevet den 13. april 2021 - side {page}")
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


WITHDRAWN = ("Punkt {} udgår.", "Punkt {} udgik af dagsordenen.", "Punkt {} blev taget af dagsordenen.")
AWAY = (
    *("{} deltog ikke under punkt {}.", "{} var fraværende under behandlingen af punkt {}."),
    *("{} medvirkede ikke ved behandlingen af pkt. {}, idet vedkommende var inhabil.", "{} var inhabil i punkt {}."),
)
LEFT = ("{} forlod mødet efter punkt {}.", "{} forlod mødet kl. 18.30 efter behandlingen af pkt. {}.")
"""What is told of the items after the one it names."""

settings = st.just(COURIER) | st.builds(
    Setting,
    st.sampled_from([("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold")]),
    hyphen=st.sampled_from([None, "", "-", "\N{HYPHEN}"]),
    gap=st.sampled_from([2.0, 1.35]),
    hangs=st.booleans(),
    bullet=st.sampled_from(["•", "-", ""]),
    opens_pages=st.booleans(),
    foot_first=st.booleans(),
)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case's number as printed, and the journal number (KLE) in it."""

    printed: str | None = None
    journal: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What an earlier body decided, and who was away when it did."""

    body: str
    day: date
    said: Paragraphs
    absence: Absence

    @property
    def lines(self) -> Paragraphs:
        return (*self.said, *self.absence.lines)


@dataclass(frozen=True, slots=True)
class Item:
    """An item; ``decision`` begins with its operative words, ``is_open`` false leaves it without any text.

    ``points`` are the points it decides where they come to different things, ``away`` those another item tells to be
    away from this one.
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
    quoted: tuple[Step, ...]
    absence: Absence
    papers: Paragraphs
    points: tuple[tuple[str, Outcome], ...] = ()
    away: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; items are numbered from ``first_number`` on, ``running`` is what stands over and under its pages."""

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
    running: tuple[str, str]
    setting: Setting

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


def _ruling(lines: list[tuple[str, Outcome]], form: str) -> tuple[Paragraphs, Outcome, tuple[tuple[str, Outcome], ...]]:
    """The lines that decide, what they come to, and which points they are where those come to different things."""
    (_, outcome), *others = lines
    if not others:
        return (lines[0][0],), outcome, ()
    decided = tuple(form.format(number, wording) for number, (wording, _) in enumerate(lines, 1))
    if {outcome} == {other for _, other in others}:
        return decided, outcome, ()
    return decided, Outcome.OTHER, tuple((str(number), one) for number, (_, one) in enumerate(lines, 1))


_one = st.lists(st.sampled_from(DECIDED), min_size=1, max_size=1)
_points = st.lists(st.sampled_from(DECIDED), min_size=2, max_size=4)
_forms = st.sampled_from(["Ad {}. {}", "Ad {} {}", "Ad pkt. {}: {}", "Ad {}: {}"])
rulings = st.builds(_ruling, _one | _one | _points, _forms)


@st.composite
def items(draw: st.DrawFn, members: tuple[Person, ...], *, is_held: bool, day: date) -> Item:
    is_open = draw(st.integers(0, 7)) > 0
    decided, outcome, points = draw(rulings)
    # Nothing tells whether votes below the last point are on it or on all.
    ballot = draw(ballots) if is_held and outcome is Outcome.APPROVED and len(decided) == 1 else Ballot()
    decision = (*decided, *ballot.sentences, *draw(said)) if is_held and draw(st.integers(0, 5)) else ()
    days_before = st.dates(date(2006, 1, 1), day).filter(lambda one: one < day)
    steps = st.builds(Step, st.sampled_from(BODIES), days_before, something_said, absences(members))
    return Item(
        title=draw(titles),
        case_number=draw(case_numbers),
        is_open=is_open,
        summary=draw(paragraphs) if is_open else (),
        recommendation=draw(paragraphs) if is_open else (),
        case=draw(cases) if is_open else (),
        economy=draw(paragraphs) if is_open else (),
        decision=decision if is_open else (),
        outcome=outcome if decision and is_open else Outcome.NONE,
        ballot=ballot if decision and is_open else Ballot(),
        quoted=tuple(draw(st.lists(steps, max_size=2))) if is_open else (),
        absence=draw(absences(members)) if is_held and is_open else Absence(),
        papers=draw(papers) if is_open else (),
        points=points if decision and is_open else (),
    )


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    """A meeting with one item to four."""
    few, many = (st.lists(people, max_size=most, unique_by=lambda person: person.name) for most in (5, 25))
    members = tuple(draw(few | few | many))
    kind, day = draw(kinds), draw(days)
    each = items(members, is_held=kind is DocumentType.MINUTES, day=day)
    first_number = draw(st.sampled_from([1, 1, 2, 9, 37, 98, 178]))
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
        running=draw(st.tuples(st.sampled_from(OVER), st.sampled_from(UNDER))),
        setting=draw(settings),
    )


@st.composite
def told_elsewhere(draw: st.DrawFn, drawn: list[Item], first_number: int, members: tuple[Person, ...]) -> list[Item]:
    """Have the first item tell of others: that one is withdrawn or moved, or that somebody was away from some."""
    first, *others = drawn
    if not (first.decision and others and draw(st.integers(0, 2)) == 0):
        return drawn
    place = draw(st.integers(1, len(others)))
    other, number = drawn[place], first_number + place
    if other.is_open and not other.decision and not other.absence.told and draw(st.booleans()):
        sentence = draw(st.sampled_from(WITHDRAWN)).format(number)
        drawn[place] = replace(other, outcome=Outcome.WITHDRAWN)
    elif members:
        person, form = draw(st.sampled_from(members)), draw(st.sampled_from([*AWAY, *LEFT]))
        sentence = form.format(person.short, number - 1 if form in LEFT else number)
        end = len(drawn) if form in LEFT else place + 1
        if any(person.name == name for item in drawn[place:end] for name, _, _ in item.absence.told):
            return drawn  # what such an item prints itself counts, and not every layout prints it
        drawn[place:end] = [replace(item, away=(person.name,)) for item in drawn[place:end]]
    else:
        sentence = f"Punkt {number} blev behandlet før punkt {first_number}."
    return [replace(first, decision=(*first.decision, sentence)), *drawn[1:]]
