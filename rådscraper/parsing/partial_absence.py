"""Who was away from items other than the one, or the head, that tells it (``X deltog ikke under punkt 12``).

A ruling that somebody is not disqualified changes nothing, and neither does a sentence that says more than is
understood (``forlod mødet kl. 18 og kom tilbage kl. 19``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from rådscraper.items import AgendaItem, Attendance, AttendanceStatus
from rådscraper.parsing.attendance import LIST_LABELS
from rådscraper.parsing.item_numbers import ITEMS, ONE_ITEM, own_numbers, parse_spans
from rådscraper.parsing.names import NAME, NAMES, is_name, parse_person, split_names
from rådscraper.parsing.vocabulary import ATTENDANCE_HEADINGS, fold_heading
from rådscraper.parsing.wording import holds_any

_ABSENT, _RECUSED = AttendanceStatus.ABSENT, AttendanceStatus.RECUSED
_LAST = 9999


class Reach(Enum):
    """Which items a sentence is about, seen from those it names."""

    THESE = auto()
    BEFORE = auto()
    UP_TO = auto()
    AFTER = auto()
    FROM = auto()
    BETWEEN = auto()


_ITEMS, _ONE = rf"(?P<items>{ITEMS})", rf"(?P<items>{ONE_ITEM})"
_AT = r"(?:,? (?:kl\.|klokken) ?\d{1,2}(?:[.:]\d{2})?,?)?"
_TREATED = r"(?: (?:behandling|drøftelse|afslutning)(?:en)? af)?"
_WHY = r"(?P<why>,? (?:idet|da|fordi|på grund af|grundet|pga\.?|som følge af) [^.]{1,200}| som inhabil)?"
_CAME = rf"(?:mødte(?: op)?|ankom|kom|tilsluttede sig)(?: (?:til )?mødet)?{_AT}"
_LEFT = rf"(?:forlod|gik fra) mødet{_AT}"
_ROOM = r"(?:lokalet|mødelokalet|salen|byrådssalen)"
_BACK = rf"(?:kom|vendte) tilbage{_AT} (?:under|ved|til|før){_TREATED} (?P<back>{ONE_ITEM})"

SENTENCES: tuple[tuple[AttendanceStatus, Reach, str], ...] = (
    (_ABSENT, Reach.THESE, rf"(?:deltog|medvirkede) ikke (?:i|på|under|ved){_TREATED} {_ITEMS}{_WHY}"),
    (_ABSENT, Reach.THESE, rf"var (?:fraværende|ikke til stede) (?:i|på|under|ved){_TREATED} {_ITEMS}{_WHY}"),
    (_ABSENT, Reach.THESE, rf"forlod {_ROOM}{_AT} (?:under|ved){_TREATED} {_ITEMS}{_WHY}"),
    (_RECUSED, Reach.THESE, rf"(?:er|var|blev erklæret) inhabile? (?:i|under|ved){_TREATED} {_ITEMS}"),
    (_RECUSED, Reach.THESE, rf"{_LEFT} (?:under|ved){_TREATED} {_ITEMS}(?P<why>,? [^.]{{0,200}}\binhabil\w*)"),
    (_ABSENT, Reach.BETWEEN, rf"{_LEFT} (?:efter|under){_TREATED} {_ONE},? og {_BACK}"),
    (_ABSENT, Reach.AFTER, rf"{_LEFT} efter{_TREATED} {_ITEMS}{_WHY}"),
    (_ABSENT, Reach.AFTER, rf"{_LEFT} efter{_TREATED} (?:dette punkt|punktet)"),
    (_ABSENT, Reach.AFTER, rf"{_LEFT} (?:under|ved){_TREATED} {_ONE}{_WHY}"),
    (_ABSENT, Reach.AFTER, rf"deltog (?:kun )?til og med {_ONE}"),
    (_ABSENT, Reach.FROM, rf"{_LEFT} (?:før|inden){_TREATED} {_ONE}{_WHY}"),
    (_ABSENT, Reach.FROM, rf"deltog ikke fra(?: og med)? {_ONE}"),
    (_ABSENT, Reach.UP_TO, rf"{_CAME} efter{_TREATED} {_ITEMS}"),
    (_ABSENT, Reach.BEFORE, rf"{_CAME} (?:under|ved|til|før|inden){_TREATED} {_ONE}"),
    (_ABSENT, Reach.BEFORE, rf"deltog (?:først )?fra(?: og med)? {_ONE}"),
)
"""What is said of people, after their names and to the end of the sentence.

The first row that fits decides; ``inhabil`` in the reason recuses.
"""

LISTED: tuple[tuple[Reach, str], ...] = (
    (Reach.THESE, rf"\(?(?:i |under |ved )?{_ITEMS}\)?"),
    (Reach.BEFORE, rf"til (?:kl\. ?\d{{1,2}}[.:]\d{{2}} )?(?:i|under) {_ONE}"),
    (Reach.AFTER, rf"fra (?:kl\. ?\d{{1,2}}[.:]\d{{2}} )?(?:i|under) {_ONE}"),
)
"""What stands after a name in a list of absentees: ``X (A), sag 129-138``, ``X fra kl. 21.33 i punkt 12``."""

WORDS = (
    *("deltog", "medvirkede", "forlod", "gik fra", "mødte", "ankom", "kom ", "tilsluttede", "inhabil", "fravær"),
    *("afbud", "til stede"),
)
"""Every wording above holds one of these, or stands in a list under one; most texts hold none."""

_TOLD = tuple(
    (status, reach, re.compile(rf"(?:^|(?<=[.!?] )|(?<=: ))(?P<who>{NAMES}) (?:{pattern})\s*(?:\.|$)(?=\s|$)"))
    for status, reach, pattern in SENTENCES
)
_CLOSED_PART = re.compile(
    rf"(?:^|(?<=[.!?] ))(?P<who>{NAMES}) (?:deltog ikke (?:i|på|under)|var fraværende (?:i|på|under)) "
    r"(?:den lukkede del(?: af mødet)?|de lukkede (?:punkter|sager))\s*(?:\.|$)(?=\s|$)"
)
_LISTED = tuple((reach, re.compile(pattern)) for reach, pattern in LISTED)
_LISTED_PERSON = re.compile(rf"(?P<who>{NAME}),? (?P<when>(?:sag|\(?punkt|\(?pkt|nr\.|til|fra|i|under|ved)\b.*)")
_LABEL = re.compile(rf"(?:{'|'.join(words for _, words in LIST_LABELS)})\s*(?::|$)\s*(?P<rest>.*)", re.IGNORECASE)
_NOT_RECUSED = re.compile(r"\bikke (?:\w+ )?inhabil")


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody away from items told by spans of their numbers; ``told`` is the sentence as printed.

    ``of_closed`` where it is told of the closed part of the meeting instead.
    """

    person: Attendance
    spans: tuple[tuple[int, int], ...]
    told: str
    of_closed: bool = False

    def concerns(self, number: int, is_open: bool | None = None) -> bool:
        """Whether the item of this number is among those meant."""
        return (self.of_closed and is_open is False) or any(first <= number <= last for first, last in self.spans)


def parse_changes(text: str, number: int | None = None) -> tuple[Change, ...]:
    """Read who is told to be away from which items; ``number`` is the telling item's, which ``dette punkt`` means.

    >>> parse_changes("Ida Holm (F) deltog ikke under punkterne 12 - 15.")[0].spans
    ((12, 15),)
    """
    if not holds_any(text.casefold(), WORDS):
        return ()
    changes: list[Change] = []
    is_list = False
    for line in text.splitlines():
        bare = " ".join(line.split()).removeprefix("- ")
        if label := _LABEL.fullmatch(bare):
            is_list, bare = True, label["rest"]
        if is_list and (listed := _parse_listed(bare)):
            changes.append(listed)
        elif not (is_list and (not bare or is_name(bare.rstrip(".")))):
            is_list = False
            changes += _parse_sentences(bare, number)
    return tuple(changes)


def part_listed(
    people: Iterable[Attendance], items: Sequence[AgendaItem] = ()
) -> tuple[tuple[Attendance, ...], tuple[Change, ...]]:
    """Part a head's list: who is listed absent for some items only (``X (A), sag 129-138``) was there for the rest."""
    numbers = [number for number in own_numbers(items) if number is not None]
    whole: list[Attendance] = []
    changes: list[Change] = []
    for person in people:
        if person.status is not AttendanceStatus.PRESENT and (spans := _listed_spans(person.affiliation or "")):
            change = Change(_away(person, _ABSENT), spans, f"{person.name}, {person.affiliation}")
            changes.append(change)
            is_whole = bool(numbers) and all(change.concerns(number) for number in numbers)
            status = person.status if is_whole else AttendanceStatus.PRESENT
            person = replace(person, status=status, affiliation=None)
        whole.append(person)
    return tuple(whole), tuple(changes)


def apply_changes(
    items: Sequence[AgendaItem], head: Iterable[str] = (), listed: Iterable[Change] = ()
) -> tuple[AgendaItem, ...]:
    """Give each item those told elsewhere to be away from it; whoever it lists itself stays as listed.

    ``head`` is the text before the items, ``listed`` what its list of people tells. Items are known by their numbers;
    one without a number of its own is left alone.
    """
    numbers = own_numbers(items)
    told: list[tuple[int | None, Change]] = [(None, change) for change in listed]
    told += [(None, change) for text in head for change in parse_changes(text)]
    for number, item in zip(numbers, items, strict=True):
        told += [(number, change) for text in _texts(item) for change in parse_changes(text, number)]
    if not told:
        return tuple(items)
    return tuple(_changed(item, number, told) for item, number in zip(items, numbers, strict=True))


def _changed(item: AgendaItem, number: int | None, told: Iterable[tuple[int | None, Change]]) -> AgendaItem:
    if number is None:
        return item
    people = {person.name: person for person in item.attendances}
    # What the item tells itself counts first.
    for teller, change in sorted(told, key=lambda one: one[0] != number):
        if change.concerns(number, item.is_open):
            people.setdefault(change.person.name, replace(change.person, told_elsewhere=teller != number))
    return replace(item, attendances=tuple(people.values())) if len(people) > len(item.attendances) else item


def _texts(item: AgendaItem) -> list[str]:
    apart = [
        one.text for one in item.sections if one.heading is None or fold_heading(one.heading) in ATTENDANCE_HEADINGS
    ]
    return [text for text in (item.decision, *apart) if text]


def _parse_sentences(line: str, number: int | None) -> list[Change]:
    changes: list[Change] = []
    if not holds_any(line.casefold(), WORDS):
        return changes
    for found in _CLOSED_PART.finditer(line):
        people = (parse_person(name, _ABSENT) for name in split_names(found["who"]))
        changes += [Change(person, (), found[0].strip(), of_closed=True) for person in people]
    read: set[int] = set()
    for status, reach, pattern in _TOLD:
        for found in pattern.finditer(line):
            if found.start() in read:
                continue
            read.add(found.start())
            parts = found.groupdict()
            why = (parts.get("why") or "").casefold()
            named = parse_spans(parts["items"]) if "items" in parts else ((number, number),) if number else ()
            spans = _spans(reach, named, parts.get("back"))
            if not spans or _NOT_RECUSED.search(why):
                continue
            people = (
                parse_person(name, _RECUSED if "inhabil" in why else status) for name in split_names(found["who"])
            )
            changes += [Change(person, spans, found[0].strip()) for person in people]
    return changes


def _parse_listed(line: str) -> Change | None:
    found = _LISTED_PERSON.fullmatch(line.rstrip("."))
    spans = _listed_spans(found["when"]) if found else ()
    return Change(parse_person(found["who"], _ABSENT), spans, line) if found and spans else None


def _listed_spans(when: str) -> tuple[tuple[int, int], ...]:
    for reach, pattern in _LISTED:
        if found := pattern.fullmatch(when):
            return _spans(reach, parse_spans(found["items"]))
    return ()


def _spans(reach: Reach, named: Sequence[tuple[int, int]], back: str | None = None) -> tuple[tuple[int, int], ...]:
    if not named:
        return ()
    first, last = min(span[0] for span in named), max(span[1] for span in named)
    if reach is Reach.BETWEEN:
        return ((last + 1, parse_spans(back or "0")[0][0] - 1),)
    return {
        Reach.THESE: tuple(named),
        Reach.BEFORE: ((0, first - 1),),
        Reach.UP_TO: ((0, last),),
        Reach.AFTER: ((last + 1, _LAST),),
        Reach.FROM: ((first, _LAST),),
    }[reach]


def _away(person: Attendance, status: AttendanceStatus) -> Attendance:
    return Attendance(person.name, status, party=person.party)
