"""Who was there and who was not, as minutes print it in their head and below a decision."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from rådscraper.items import AttendanceStatus

FIRST_NAMES = ("Åse", "Søren", "Hasan", "Anne-Mette", "Bjørn", "Ægir", "Özlem", "Per B.", "Lis", "Jørgen Ole", "Çetin")
LAST_NAMES = ("Ørsted", "Ågård Holm", "Sæther", "von Bülow", "Kjær-Møller", "Nielsen", "Al Hussain", "Lund", "O'Neill")
PARTIES = ("A", "V", "Ø", "SF", "UFP")
ROLES = ("Formand", "Næstformand", "Borgmester", "Observatør", "sekretær")
POSTS = ("Repræsentant fra LO", "Dansk Flygtningehjælp", "Ø-Foreningen")

_PRESENT, _ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT
_EXCUSED, _RECUSED = AttendanceStatus.EXCUSED, AttendanceStatus.RECUSED

FORMS = 21
"""How many wordings ``_absence`` knows."""

Told = tuple[str, AttendanceStatus, str | None]
"""A person of an item: name, status, and whose substitute."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member: party and role in brackets behind the name; ``stands_in`` names whose substitute it is."""

    name: str
    party: str | None = None
    role: str | None = None
    status: AttendanceStatus = _PRESENT
    stands_in: str | None = None

    @property
    def printed(self) -> str:
        """Name, party, role, and whose substitute, as lists of members print them."""
        deputy = f" stedfortræder for {self.stands_in}" if self.stands_in else ""
        return self.short + (f" ({self.role})" if self.role else "") + deputy

    @property
    def short(self) -> str:
        """Name and party, as sentences print them."""
        return self.name + (f" ({self.party})" if self.party else "")

    @property
    def is_away(self) -> bool:
        return self.status is not _PRESENT


@dataclass(frozen=True, slots=True)
class Absence:
    """Who was away from an item: the lines that tell it below its decision, and what they tell."""

    lines: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


names = st.builds("{} {}".format, st.sampled_from(FIRST_NAMES), st.sampled_from(LAST_NAMES))
people = st.builds(
    lambda name, party, role, status, other: Person(
        name, party, role, status, other if status is _PRESENT and other != name else None
    ),
    names,
    st.none() | st.sampled_from(PARTIES),
    st.none() | st.none() | st.sampled_from(ROLES),
    st.sampled_from([_PRESENT, _PRESENT, _PRESENT, _ABSENT, _EXCUSED]),
    st.none() | st.none() | st.none() | names,
)


def listed(texts: list[str]) -> str:
    """Names as a sentence lists them."""
    return " og ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))


def _absence(form: int, away: list[Person], deputy: str) -> Absence:
    printed = [person.short for person in away]
    them, first = listed(printed), away[0]
    statuses = [(_ABSENT, ("Fraværende:", *printed)), (_ABSENT, ("Fraværende", *printed))]
    statuses += [(_ABSENT, (f"Fraværende: {', '.join(printed)}.",)), (_EXCUSED, (f"Afbud: {', '.join(printed)}",))]
    statuses += [(_ABSENT, (f"{them} var fraværende.",)), (_ABSENT, (f"{them} deltog ikke i sagens behandling.",))]
    statuses += [(_RECUSED, (f"{them} var inhabil og deltog ikke i behandlingen af sagen.",))]
    statuses += [(_EXCUSED, (f"Afbud fra {them}.",)), (_EXCUSED, (f"{them} havde meldt afbud.",))]
    statuses += [(_ABSENT, (f"{them} deltog ikke i behandlingen af dette punkt.",))]
    statuses += [(_ABSENT, (f"{them} var forhindret i at deltage i udvalgets behandling af sagen.",))]
    statuses += [(_EXCUSED, ("Fraværende med afbud:", *printed)), (_RECUSED, (f"Inhabil: {them}",))]
    statuses += [(_RECUSED, (f"{them} erklærede sig inhabil og deltog ikke i sagens behandling.",))]
    statuses += [(_RECUSED, (f"{them} forlod lokalet under behandlingen af punktet på grund af inhabilitet.",))]
    statuses += [(_ABSENT, (f"{them} udeblev uden afbud.",))]
    if form < len(statuses):
        status, lines = statuses[form]
        return Absence(lines, tuple((person.name, status, None) for person in away))
    if deputy in (first.name, *(person.name for person in away)):
        return Absence()
    told, lines = [
        (_EXCUSED, (f"{first.short} havde meldt afbud, og {deputy} deltog i stedet.",)),
        (_ABSENT, (f"Fraværende: {first.short} - {deputy} mødte som stedfortræder.",)),
        (_EXCUSED, (f"Afbud fra {first.short}, stedfortræder: {deputy}.",)),
        (_ABSENT, (f"Fraværende: {first.short}.", f"{deputy} (V) deltog i stedet for {first.short}.")),
        (_ABSENT, (f"{first.short} var fraværende. {deputy} deltog som stedfortræder for {first.short}.",)),
    ][form - len(statuses)]
    return Absence(lines, ((first.name, told, None), (deputy, _PRESENT, first.name)))


def absences(members: tuple[Person, ...]) -> st.SearchStrategy[Absence]:
    """Nobody, or some of the members away from an item in one of the wordings met."""
    if not members:
        return st.just(Absence())
    away = st.lists(st.sampled_from(members), min_size=1, max_size=3, unique=True)
    nobody = st.sampled_from([(), (), ("Fraværende: Ingen.",), ("Fraværende Ingen",), ("Afbud: Ingen",)]).map(Absence)
    return nobody | st.builds(_absence, st.integers(0, FORMS - 1), away, names)
