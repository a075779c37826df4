"""What minutes tell, as plain facts to hold against the meeting that was written."""

from __future__ import annotations

from typing import Any

from rådscraper.items import AgendaItem, Attendance, Minutes, SectionKind
from tests.generated.meetings import Item, Meeting
from tests.generated.people import Person, Told
from tests.generated.wording import Paragraphs, seen

Facts = dict[str, Any]


def told(minutes: Minutes) -> Facts:
    """What was read; sections of attachments are left out, since JSON lists attachments without that heading."""
    return {
        "body": minutes.body_name,
        "date": minutes.date,
        "time": minutes.start_time,
        "place": minutes.place,
        "kind": minutes.document_type,
        "people": [_person(person) for person in minutes.attendances],
        "items": [_item(item) for item in minutes.items],
    }


def meant(meeting: Meeting) -> Facts:
    """What was written, but for the sections, which every layout heads in its own way."""
    return {
        "body": meeting.body,
        "date": meeting.day,
        "time": meeting.time,
        "place": meeting.place,
        "kind": meeting.kind,
        "people": [_member(person) for person in meeting.people],
        "items": [_meant(number, item) for number, item in meeting.numbered()],
    }


def text(paragraphs: Paragraphs) -> str | None:
    """The text of paragraphs as it is stored."""
    return "\n".join(map(seen, paragraphs)) or None


def _person(person: Attendance) -> tuple[Any, ...]:
    return (
        person.name,
        person.status,
        person.role,
        person.party or person.affiliation,
        person.substitute_for,
    )


def _absentee(person: Attendance) -> Told:
    return person.name, person.status, person.substitute_for


def _member(person: Person) -> tuple[Any, ...]:
    role = person.role.casefold() if person.role else None
    return person.name, person.status, role, person.party, person.stands_in


def _item(item: AgendaItem) -> Facts:
    return {
        "number": item.number,
        "title": item.title,
        "is_open": item.is_open,
        "case_number": item.case_number,
        "journal_number": item.journal_number,
        "document_number": item.document_number,
        "planned_time": item.planned_time,
        "summary": item.summary,
        "recommendation": item.recommendation,
        "decision": item.decision,
        "outcome": item.outcome,
        "votes": [(vote.choice, vote.voter, vote.count) for one in item.decisions if one.is_own for vote in one.votes],
        "points": [(one.point, one.outcome) for one in item.decisions if one.is_own and one.point],
        "quoted": [
            (one.body_name, one.decided_on, one.text, [_absentee(person) for person in one.attendances])
            for one in item.decisions
            if not one.is_own
        ],
        "away": [_absentee(person) for person in item.attendances if not person.told_elsewhere],
        "away_elsewhere": [person.name for person in item.attendances if person.told_elsewhere],
        "papers": [paper.title for paper in item.attachments],
        "sections": [
            (section.heading, section.text) for section in item.sections if section.kind is not SectionKind.ATTACHMENTS
        ],
    }


def _meant(number: int, item: Item) -> Facts:
    return {
        "number": str(number),
        "title": seen(item.title),
        "is_open": item.is_open,
        "case_number": item.case_number.printed,
        "journal_number": item.case_number.journal,
        "document_number": None,
        "planned_time": None,
        "summary": text(item.summary),
        "recommendation": text(item.recommendation),
        "decision": text(item.decision),
        "outcome": item.outcome,
        "votes": list(item.ballot.votes),
        "points": list(item.points),
        "quoted": [(step.body, step.day, text(step.said), list(step.absence.told)) for step in item.quoted],
        "away": list(item.absence.told),
        "away_elsewhere": list(item.away),
        "papers": [seen(paper) for paper in item.papers],
        "sections": [],
    }


def differences(read: Any, written: Any, place: str = "") -> list[str]:
    """What was read otherwise than written, one line a fact."""
    if isinstance(read, dict) and isinstance(written, dict):
        return [
            line
            for key in read | written
            for line in differences(read.get(key), written.get(key), f"{place}.{key}".lstrip("."))
        ]
    if isinstance(read, list) and isinstance(written, list) and len(read) == len(written):
        pairs = enumerate(zip(read, written, strict=True))
        return [line for number, (one, other) in pairs for line in differences(one, other, f"{place}[{number}]")]
    return [] if read == written else [f"{place}: read {read!r}, written {written!r}"]
