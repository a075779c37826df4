"""Who a text tells to be away from which items: sentences, lists under a label, and who came back.

A ruling that somebody is not disqualified changes nothing, and neither does a sentence that says more than is
understood (``forlod mødet kl. 18 og kom tilbage kl. 19``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rådscraper.items import Attendance, AttendanceStatus
from rådscraper.parsing.absence_wording import INVERTED, LISTED, RETURNS, SENTENCES, WORDS, Reach
from rådscraper.parsing.attendance_wording import AFTER_SENTENCE, LIST_LABELS
from rådscraper.parsing.item_numbers import parse_spans
from rådscraper.parsing.names import NAME, NAMES, is_name, parse_person, split_names
from rådscraper.parsing.wording import holds_any

_ABSENT, _RECUSED = AttendanceStatus.ABSENT, AttendanceStatus.RECUSED
_LAST = 9999

_BEGINS, _ENDS = rf"(?:^|{AFTER_SENTENCE}|(?<=: ))", r"\s*(?:\.|$)(?=\s|$)"
_TOLD = tuple(
    (status, reach, re.compile(f"{_BEGINS}{pattern}{_ENDS}"))
    for status, reach, pattern in (
        *((status, reach, f"(?P<who>{NAMES}) (?:{pattern})") for status, reach, pattern in SENTENCES),
        *INVERTED,
    )
)
_CAME_BACK = tuple(re.compile(f"{_BEGINS}(?P<who>{NAMES}|Han|Hun|De) (?:{pattern}){_ENDS}") for pattern in RETURNS)
_CLOSED_PART = re.compile(
    rf"(?:^|{AFTER_SENTENCE})(?P<who>{NAMES}) (?:deltog ikke (?:i|på|under)|var fraværende (?:i|på|under)) "
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


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody back at the table from the item ``first`` on; None where that is not told by a number."""

    name: str
    first: int | None


def parse_changes(text: str, number: int | None = None) -> tuple[Change, ...]:
    """Read who is told to be away from which items; ``number`` is the telling item's, which ``dette punkt`` means.

    >>> parse_changes("Ida Holm (F) deltog ikke under punkterne 12 - 15.")[0].spans
    ((12, 15),)
    """
    return tuple(change for _, change in until_back([(number, one) for one in read_told(text, number)]))


def read_told(text: str, number: int | None) -> list[Change | Return]:
    """Read who is told to be away and who to be back, in the order told; see ``parse_changes``."""
    told: list[Change | Return] = []
    if not holds_any(text.casefold(), WORDS):
        return told
    is_list = False
    for line in text.splitlines():
        bare = " ".join(line.split()).removeprefix("- ")
        if label := _LABEL.fullmatch(bare):
            is_list, bare = True, label["rest"]
        if is_list and (listed := _parse_listed(bare)):
            told.append(listed)
        elif not (is_list and (not bare or is_name(bare.rstrip(".")))):
            is_list = False
            told += _parse_sentences(bare, number)
            told += _parse_returns(bare, [one.person.name for one in told if isinstance(one, Change)])
    return told


def until_back(told: Sequence[tuple[int | None, Change | Return]]) -> list[tuple[int | None, Change]]:
    """Let absence to the end of the meeting end where the person came back; nothing is told where that is not."""
    backs = [one for _, one in told if isinstance(one, Return)]
    changes: list[tuple[int | None, Change]] = []
    for teller, change in told:
        if isinstance(change, Return):
            continue
        if backs and len(change.spans) == 1 and change.spans[0][1] == _LAST:
            first = change.spans[0][0]
            again = [one.first for one in backs if one.name == change.person.name]
            later = min((back for back in again if back and back >= first), default=None)
            if None in again or later == first:
                continue
            if later:
                change = replace(change, spans=((first, later - 1),))
        changes.append((teller, change))
    return changes


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
            spans = _spans(reach, named, _first_back(parts))
            if not spans or _NOT_RECUSED.search(why):
                continue
            people = (
                parse_person(name, _RECUSED if "inhabil" in why else status) for name in split_names(found["who"])
            )
            changes += [Change(person, spans, found[0].strip()) for person in people]
    return changes


def _parse_returns(line: str, away: Sequence[str]) -> list[Return]:
    """Read who is told to have come back; ``han``, ``hun`` and ``de`` are those ``away`` told before."""
    if "tilbage" not in line and "igen" not in line:
        return []
    returns = []
    for pattern in _CAME_BACK:
        for found in pattern.finditer(line):
            names = [parse_person(name, _ABSENT).name for name in split_names(found["who"])]
            who = {"De": away, "Han": away[-1:], "Hun": away[-1:]}.get(found["who"], names)
            returns += [Return(name, _first_back(found.groupdict())) for name in who]
    return returns


def _first_back(parts: dict[str, str | None]) -> int | None:
    """The first item somebody is told to be back for."""
    if not (back := parts.get("back")):
        return None
    return parse_spans(back)[0][0] + (parts["when"] == "efter")


def _parse_listed(line: str) -> Change | None:
    found = _LISTED_PERSON.fullmatch(line.rstrip("."))
    spans = listed_spans(found["when"]) if found else ()
    return Change(parse_person(found["who"], _ABSENT), spans, line) if found and spans else None


def listed_spans(when: str) -> tuple[tuple[int, int], ...]:
    """The items told behind a name in a list of absentees: ``sag 129-138``."""
    for reach, pattern in _LISTED:
        if found := pattern.fullmatch(when):
            return _spans(reach, parse_spans(found["items"]))
    return ()


def _spans(reach: Reach, named: Sequence[tuple[int, int]], back: int | None = None) -> tuple[tuple[int, int], ...]:
    if not named:
        return ()
    first, last = min(span[0] for span in named), max(span[1] for span in named)
    end = _LAST if back is None else back - 1
    if reach is Reach.OTHERS:
        starts = [0, *(span[1] + 1 for span in sorted(named))]
        return tuple(zip(starts, [*(span[0] - 1 for span in sorted(named)), _LAST], strict=True))
    return {
        Reach.THESE: tuple(named),
        Reach.BEFORE: ((0, first - 1),),
        Reach.UP_TO: ((0, last),),
        Reach.AFTER: ((last + 1, end),),
        Reach.FROM: ((first, end),),
    }[reach]
