"""Who was not there, as the text of an item says it: lists under ``Fraværende:`` and sentences after the decision.

Absence told about other items (``deltog ikke under punkterne 12-15``) is no absence from this one and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rådscraper.document import Block
from rådscraper.items import Attendance, AttendanceStatus
from rådscraper.parsing.names import NAME, NAMES, is_name, parse_person, split_names

LIST_LABELS: tuple[tuple[AttendanceStatus, str], ...] = (
    (AttendanceStatus.EXCUSED, r"(?:fraværende med )?afbud(?: fra)?"),
    (AttendanceStatus.ABSENT, r"fraværende(?: uden afbud)?|fravær|ikke til stede"),
)
"""Words that open a list of people who were not there, on a line of their own or before the names."""

_HERE = r"(?!.*(?:punkt|pkt|sag)\w*\.? (?:nr\.? ?)?\d)"  # said of this item, not of one that is named by its number

SENTENCES: tuple[tuple[AttendanceStatus, str], ...] = (
    (AttendanceStatus.EXCUSED, r"(?:havde meldt|har meldt|meldte|ved) afbud"),
    (AttendanceStatus.RECUSED, rf"(?:er|var|blev erklæret) inhabile? og deltog ikke{_HERE}.*"),
    (AttendanceStatus.RECUSED, rf"deltog ikke{_HERE} .*(?:på grund af|grundet|pga\.?) inhabilitet"),
    (AttendanceStatus.ABSENT, r"(?:var|er) fraværende|udeblev(?: uden afbud)?"),
    (AttendanceStatus.ABSENT, r"deltog ikke (?:i|på|under) (?:behandlingen af )?(?:mødet|dette punkt|punktet|sagen)"),
    (AttendanceStatus.ABSENT, r"deltog ikke i (?:sagens|punktets) behandling"),
    (AttendanceStatus.ABSENT, r"var forhindret i at deltage(?: i .*?behandling(?:en)? af (?:sagen|punktet))?"),
)
"""What is said of people, after their names and to the end of the sentence."""

SAID = ("afbud", "inhabil", "deltog ikke", "fraværende", "udeblev", "forhindret")
"""Every sentence above holds one of these; most texts hold none and need not be searched."""

_NOBODY = re.compile(r"ingen\.?|-", re.IGNORECASE)
_LABELS = tuple((status, re.compile(rf"(?:{pattern})\s*:?", re.IGNORECASE)) for status, pattern in LIST_LABELS)
_INLINE = tuple(
    (status, re.compile(rf"(?:{pattern})\s*:?\s+(?P<who>.+)", re.IGNORECASE)) for status, pattern in LIST_LABELS
)
_STARTS = re.compile(rf"^(?:Der er )?(?P<label>afbud fra)\s+(?P<who>{NAMES})\.?$")
_TOLD = tuple(
    (status, re.compile(rf"(?:^|(?<=[.!?] )|(?<=: ))(?P<who>{NAMES}) (?:{pattern})\s*(?:\.|$)(?=\s|$)"))
    for status, pattern in SENTENCES
)
_INSTEAD = re.compile(
    rf"(?:^|(?<=[.!?] ))(?P<who>{NAME}) (?:havde|har) meldt afbud,? og (?P<deputy>{NAME}) deltog i stedet\.?"
)


def cut_absence(blocks: Iterable[Block]) -> tuple[list[Block], list[Attendance]]:
    """Part a decision's blocks into what was decided and who was not there.

    A list of names ends at the first line that is no name. A block that holds nothing but absence is dropped; one
    that ends in it is shortened.
    """
    kept: list[Block] = []
    people: list[Attendance] = []
    listing: AttendanceStatus | None = None
    for block in blocks:
        text = block.text.strip()
        bare = text.removeprefix("- ")
        if listing and (is_name(bare.rstrip(".")) or _NOBODY.fullmatch(bare)):
            people.extend(_persons(bare, listing))
            continue
        listing = _label(text)
        if listing:
            continue
        if (found := _inline(text)) is not None:
            people.extend(found)
            continue
        rest, told = _cut_sentences(text)
        people.extend(told)
        if rest:
            kept.append(block if rest == text else replace(block, text=rest))
    return kept, _once(people)


def opens_list(text: str) -> bool:
    """Whether a line is nothing but the label of a list of people who were not there (``Fraværende:``)."""
    return _label(text.strip()) is not None


def _label(text: str) -> AttendanceStatus | None:
    return next((status for status, pattern in _LABELS if pattern.fullmatch(text)), None)


def _inline(text: str) -> list[Attendance] | None:
    for status, pattern in _INLINE:
        if found := pattern.fullmatch(text):
            who = found["who"].rstrip(". ")
            if _NOBODY.fullmatch(who):
                return []
            if all(is_name(name) for name in split_names(who)):
                return _persons(who, status)
    return None


def _cut_sentences(text: str) -> tuple[str, list[Attendance]]:
    people: list[Attendance] = []
    if not any(word in text.casefold() for word in SAID):
        return text, people
    if found := _INSTEAD.search(text):
        people.extend(_persons(found["who"], AttendanceStatus.EXCUSED))
        absent = people[-1].name
        deputies = _persons(found["deputy"], AttendanceStatus.PRESENT)
        people.extend(replace(person, substitute_for=absent) for person in deputies)
        text = text[: found.start()] + text[found.end() :]
    for status, pattern in _TOLD:
        while found := pattern.search(text):
            people.extend(_persons(found["who"], status))
            text = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    if found := _STARTS.match(text):
        people.extend(_persons(found["who"], AttendanceStatus.EXCUSED))
        text = ""
    return text.strip(), people


def _persons(printed: str, status: AttendanceStatus) -> list[Attendance]:
    if _NOBODY.fullmatch(printed):
        return []
    return [parse_person(name, status) for name in split_names(printed)]


def _once(people: list[Attendance]) -> list[Attendance]:
    return list({person.name: person for person in reversed(people)}.values())[::-1]
