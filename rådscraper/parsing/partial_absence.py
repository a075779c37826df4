"""Who was away from items other than the one, or the head, that tells it (``X deltog ikke under punkt 12``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rådscraper.items import AgendaItem, Attendance, AttendanceStatus
from rådscraper.parsing.absence_told import Change, Return, listed_spans, read_told, until_back
from rådscraper.parsing.item_numbers import own_numbers
from rådscraper.parsing.vocabulary import ATTENDANCE_HEADINGS, fold_heading


def part_listed(
    people: Iterable[Attendance], items: Sequence[AgendaItem] = ()
) -> tuple[tuple[Attendance, ...], tuple[Change, ...]]:
    """Part a head's list: who is listed absent for some items only (``X (A), sag 129-138``) was there for the rest."""
    numbers = [number for number in own_numbers(items) if number is not None]
    whole: list[Attendance] = []
    changes: list[Change] = []
    for person in people:
        if person.status is not AttendanceStatus.PRESENT and (spans := listed_spans(person.affiliation or "")):
            away = Attendance(person.name, AttendanceStatus.ABSENT, party=person.party)
            change = Change(away, spans, f"{person.name}, {person.affiliation}")
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
    read: list[tuple[int | None, Change | Return]] = [(None, change) for change in listed]
    read += [(None, change) for text in head for change in read_told(text, None)]
    for number, item in zip(numbers, items, strict=True):
        read += [(number, change) for text in _texts(item) for change in read_told(text, number)]
    told = until_back(read)
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
