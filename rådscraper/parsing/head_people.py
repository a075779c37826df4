"""The people a head lists: who was there, who was not, and in what role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rådscraper.document import Block, BlockKind
from rådscraper.items import Attendance, AttendanceStatus
from rådscraper.parsing.attendance import cut_absence
from rådscraper.parsing.names import NAME, is_member, is_name, parse_person, split_names
from rådscraper.parsing.people_lines import tidy_line, tidy_lines

STATUSES = tuple(status.value for status in AttendanceStatus)
_END = r"(?<![ .][A-ZÆØÅ])(?<!Chr)\. (?=[A-ZÆØÅ])"  # a full stop that is no initial's
_BEGINS = re.compile(rf"{NAME}(?=,|$|{_END}| ved afbud\b|,? (?:[-–] )?[Ss](?:uppleant|tedfortræder) )")
_PLAIN = r"[A-ZÆØÅ][\w'’-]+"
_COLUMNS = re.compile(rf"(?P<one>{_PLAIN} (?:[A-ZÆØÅ]\. )?{_PLAIN}) (?P<other>{_PLAIN} (?:[A-ZÆØÅ]\. )?{_PLAIN})")
_INSTEAD = re.compile(
    rf"(?P<who>{NAME}),? (?:[-–] )?(?:suppleant|stedfortræder) (?P<deputy>{NAME})(?: deltog| mødte)?\.?"
)
_PROSE = re.compile(rf"{_END}.*$| ved afbud\b")
_BROKEN_NAME = re.compile(r"(?<=\w)- ")
_MOST_BROKEN_LINES = 40
_LONGEST_NAME = 6
"""Words of a name and its party; more are several names that lost what parted them."""


def listed_people(blocks: Sequence[Block], labelled: dict[str, list[str]]) -> tuple[Attendance, ...]:
    """Read the people of a head: those the layout names, then those under its labels."""
    listed = [
        parse_person(block.text, AttendanceStatus(block.name))
        for block in blocks
        if block.kind is BlockKind.FIELD and block.name in STATUSES
    ]
    listed += _listed(labelled.get("attendees", ()), AttendanceStatus.PRESENT)
    people = {person.name: person for person in listed}
    for label, status in (("absent", AttendanceStatus.ABSENT), ("excused", AttendanceStatus.EXCUSED)):
        for person in _listed(labelled.get(label, ()), status):
            people[person.name] = replace(people.get(person.name, person), status=person.status)
    for person in cut_absence(map(Block, labelled.get("remarks", ())))[1]:
        if person.name in people or person.substitute_for or person.status is not AttendanceStatus.PRESENT:
            known = people.get(person.name, person)
            is_told = (known.status, person.status) == (AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT)
            people[person.name] = known if is_told else replace(known, status=person.status)
    for label, role in (("chair", "mødeleder"), ("secretary", "referent")):
        for person in _listed(labelled.get(label, ()), AttendanceStatus.PRESENT):
            known = people.get(person.name, person)
            others = [one for one in (known.role, known.other_role) if one and one != role]
            people[person.name] = replace(known, role=role, other_role=", ".join(others) or None)
    return tuple(people.values())


def unlisted(lines: Sequence[str]) -> list[str]:
    """Name the lines of such a list that are nobody: labels of groups, or a list of contents below it."""
    texts = [tidy_line(line) for line in lines]
    if texts and not _are_alone(texts):
        listed, length = _unbroken(texts)
        if _holds_names(listed):
            return list(lines[length:])
    return [line for line, text in zip(lines, texts, strict=True) if not _begins_with_name(text)]


def _listed(lines: Iterable[str], status: AttendanceStatus) -> list[Attendance]:
    """Read a list of people: several to a line parted by commas, or one a line with where they are from."""
    texts = tidy_lines(list(lines))
    alone = _are_alone(texts)
    if texts and not alone and _holds_names(listed := _unbroken(texts)[0]):
        return [parse_person(name, status) for name in split_names(listed)]
    if _stand_in_columns(texts):
        texts = [name for text in texts for name in _in_columns(text)]
    people = [text for text in texts if _begins_with_name(text)]
    if alone:
        return [person for text in people for person in _read_one(text, status)]
    return [person for text in people for person in _read(text, status)]


def _unbroken(texts: Sequence[str]) -> tuple[str, int]:
    """The list that begins in the first line, and how many lines it is broken over: a comma is in each but the last."""
    first = next((place for place, text in enumerate(texts) if "," not in text), len(texts))
    for end in range(min(first + 1, len(texts), _MOST_BROKEN_LINES), 1, -1):
        # A line without a comma ends the list: it is its last name, or the rest of one that is broken before it.
        above, last = texts[end - 2], texts[end - 1]
        listed = _BROKEN_NAME.sub("-", " ".join(texts[:end]))
        if ("," in last or above.endswith(",") or not is_member(_last_name(above))) and _holds_names(listed):
            return listed, end
    return texts[0], 1


def _last_name(text: str) -> str:
    return (split_names(text) or [""])[-1]


def _are_alone(texts: Sequence[str]) -> bool:
    """Whether people stand one a line: then what follows a name is where they are from, if it reads like a name too."""
    named = [text for text in texts if _begins_with_name(text)]
    return len(named) > 1 and not any(
        text.endswith(",") or (len(split_names(text)) > 2 and _holds_names(text)) for text in named
    )


def _read_one(text: str, status: AttendanceStatus) -> list[Attendance]:
    is_pair = " og " in text or text.count("(") > 1 or _INSTEAD.fullmatch(text) or _PROSE.search(text)
    return _read(text, status) if is_pair else [parse_person(text, status)]


def _stand_in_columns(lines: Sequence[str]) -> bool:
    """Whether most lines of names hold two with nothing between them (Gribskov)."""
    names = [line for line in lines if is_name(line)]
    parted = sum(_COLUMNS.fullmatch(name) is not None for name in names)
    return parted > 1 and 2 * parted > len(names)


def _in_columns(text: str) -> tuple[str, ...]:
    found = _COLUMNS.fullmatch(text)
    return (found["one"], found["other"]) if found else (text,)


def _read(text: str, status: AttendanceStatus) -> list[Attendance]:
    """Read one line of such a list, which may name a deputy besides, or go on in prose after the names."""
    if found := _INSTEAD.fullmatch(text):
        who = parse_person(found["who"], status)
        deputy = parse_person(found["deputy"], AttendanceStatus.PRESENT)
        return [who, replace(deputy, substitute_for=who.name)]
    names = _PROSE.sub("", text)
    if _holds_names(names):
        return [parse_person(name, status) for name in split_names(names)]
    return [parse_person(names, status)]


def _holds_names(text: str) -> bool:
    names = split_names(text)
    return len(names) > 1 and all(is_member(name) for name in names)


def _begins_with_name(text: str) -> bool:
    found = _BEGINS.match(text)
    if text.isupper() or (found and len(found[0].partition("(")[0].split()) + ("(" in found[0]) > _LONGEST_NAME):
        return False
    return found is not None or is_member(text)
