"""Which of the meetings a site lists are read tonight, and why.

What the list tells of a meeting is held against what it told when the meeting was last read. Since release times can't
be trusted, recent and coming meetings are read again on a ring of nights and all others on a longer one. Whatever is
not certainly the same is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from hashlib import sha256

MINUTES = "minutes"


class Reason(IntEnum):
    """Why a meeting is read, the worthiest first."""

    NEW = 1
    CHANGED = 2
    UNREAD = 3
    """A publication of it could not be had or understood."""
    BEGUN = 4
    """It was planned when it was read, and has begun since."""
    PAPER_MISSED = 5
    """A paper is no longer named; after three days it counts as removed."""
    LACKING = 6
    """A paper or another content of it could not be had."""
    RING = 7
    ALL = 8


@dataclass(frozen=True, slots=True)
class ListedPublication:
    """What a list tells of a publication: its type, its place among those to be read (None: not read), its facts."""

    document_type: str
    place: int | None
    facts: str


Publications = Mapping[str, ListedPublication]


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting as it is listed now."""

    id: str
    starts_at: datetime
    publications: Publications


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """What is held of a meeting: ``read_as`` is how it was listed when it was last read whole, on ``read_on``.

    ``lacking`` is how many times in a row something of it could not be had; ``removed`` are the ids of publications
    that are marked as removed.
    """

    read_on: date | None = None
    read_as: Publications | None = None
    lacking: int = 0
    is_unread: bool = False
    is_planned: bool = False
    misses_paper: bool = False
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ring:
    """How often what looks the same is read all the same; all are days, 0 of ``days`` or ``all_days`` is each crawl."""

    past_days: int
    coming_days: int
    days: int
    all_days: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A meeting to read, and why."""

    meeting: ListedMeeting
    reason: Reason


def plan(
    listed: Iterable[ListedMeeting], held: Mapping[str, HeldMeeting], now: datetime, ring: Ring
) -> tuple[Visit, ...]:
    """Choose the meetings that are due at ``now`` (aware, Danish time), the worthiest first."""
    due = []
    for meeting in listed:
        known = held.get(meeting.id, HeldMeeting())
        reason = why(meeting, known, now, ring)
        if reason:
            due.append((reason, known.read_on or date.min, Visit(meeting, reason)))
    return tuple(visit for _, _, visit in sorted(due, key=lambda one: one[:2]))


def why(meeting: ListedMeeting, held: HeldMeeting, now: datetime, ring: Ring) -> Reason | None:
    """Say why a meeting is to be read now; None where it need not be."""
    if held.read_on is None:
        return Reason.NEW
    if held.is_unread or held.read_as is None:
        return Reason.UNREAD
    if _is_being_withdrawn(meeting.publications, held.read_as, held.removed):
        return None
    if _is_changed(meeting.publications, held.read_as):
        return Reason.CHANGED
    if held.is_planned and meeting.starts_at <= now:
        return Reason.BEGUN
    today = now.date()
    age = (today - held.read_on).days
    days_away = (meeting.starts_at.date() - today).days
    reasons = {
        Reason.PAPER_MISSED: held.misses_paper and age > 0,
        Reason.LACKING: held.lacking and age > 0 and age >= min(2 ** (held.lacking - 1), ring.days),
        Reason.RING: -ring.past_days <= days_away <= ring.coming_days and _has_turn(meeting.id, today, age, ring.days),
        Reason.ALL: _has_turn(meeting.id, today, age, ring.all_days),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _has_turn(meeting_id: str, today: date, age: int, days: int) -> bool:
    """Whether a ring of so many nights comes to a meeting today: on its own night, or when it has waited too long."""
    if age >= days:
        return True
    night = int(sha256(meeting_id.encode()).hexdigest()[:8], 16)
    return age > 0 and (today.toordinal() + night) % days == 0


def _is_being_withdrawn(now: Publications, before: Publications, removed: frozenset[str]) -> bool:
    """Whether a publication that is read is gone without a successor, and not long enough to count as removed.

    To read the meeting now would lose what may only be missing from the list tonight.
    """
    gone = {one.document_type for key, one in before.items() if _is_read(one) and key not in {*now, *removed}}
    has_minutes = any(one.document_type == MINUTES for one in now.values())
    is_same = all(key in before and before[key].facts == one.facts for key, one in now.items())
    return bool(gone) and (is_same or (MINUTES in gone and not has_minutes))


def _is_changed(now: Publications, before: Publications) -> bool:
    gone = [one for key, one in before.items() if key not in now]
    return any(before.get(key) != one for key, one in now.items()) or any(map(_is_read, gone))


def _is_read(publication: ListedPublication) -> bool:
    return publication.place is not None
