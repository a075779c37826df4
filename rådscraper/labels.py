"""A document's facts in the form of the label files (``tests/gold/README.md``): what ``scrapy extract`` prints."""

from __future__ import annotations

from typing import Any

from rådscraper.items import AgendaItem, Attendance, AttendanceStatus, DocumentType, Minutes, SectionKind, Vote
from rådscraper.parsing.decisions import Held, has_bare_decision, is_own_part
from rådscraper.parsing.sections import part_of
from rådscraper.parsing.vocabulary import ATTENDANCE_HEADINGS, fold

_AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED, AttendanceStatus.RECUSED)


def as_label(minutes: Minutes) -> dict[str, Any]:
    """Lay minutes out as a label file does; what the document does not say is None or an empty list."""
    return {
        "body": minutes.body_name,
        "document_type": {DocumentType.MINUTES: "referat", None: None}.get(minutes.document_type, "dagsorden"),
        "date": minutes.date.isoformat() if minutes.date else None,
        "start_time": minutes.start_time,
        "end_time": minutes.end_time,
        "place": minutes.place,
        "attendees": [_attendee(person) for person in minutes.attendances],
        "items": [_item(item, Held(minutes.body_name, minutes.date)) for item in minutes.items],
    }


def _attendee(person: Attendance) -> dict[str, Any]:
    return {
        "name": person.name,
        "status": "absent" if person.status in _AWAY else "present",
        "role": person.role,
        "affiliation": person.party or person.affiliation,
    }


def _item(item: AgendaItem, held: Held) -> dict[str, Any]:
    # What an earlier body decided is quoted under a heading of its own, which is none of the standing ones.
    beside_bare = has_bare_decision(section.heading for section in item.sections)
    headings = [
        section.heading
        for section in item.sections
        if section.heading
        and is_own_part(part_of(section.heading), held, beside_bare=beside_bare)
        and fold(section.heading) not in ATTENDANCE_HEADINGS
    ]
    papers = [paper.title for paper in item.attachments]
    if papers and all(section.kind is not SectionKind.ATTACHMENTS for section in item.sections):
        headings.append("Bilag")
    return {
        "number": item.number,
        "title": item.title,
        "is_open": item.is_open,
        "planned_time": item.planned_time,
        "case_number": item.case_number,
        "journal_number": item.journal_number,
        "document_number": item.document_number,
        "section_headings": headings,
        "recommendation": item.recommendation,
        "decision": item.decision,
        "outcome": item.outcome.value,
        "absent": [one.name for one in item.attendances if one.status in _AWAY and not one.told_elsewhere],
        "attachments": papers,
        "votes": [_vote(vote) for decision in item.decisions if decision.is_own for vote in decision.votes],
        "quoted_decisions": [
            {
                "body": decision.body_name,
                "date": decision.decided_on.isoformat() if decision.decided_on else None,
                "outcome": decision.outcome.value,
                "text": decision.text,
            }
            | _told(
                votes=[_vote(vote) for vote in decision.votes],
                absent=[one.name for one in decision.attendances if one.status in _AWAY],
            )
            for decision in item.decisions
            if not decision.is_own
        ],
        "attendance_changes": [
            {"name": one.name, "status": "recused" if one.status is AttendanceStatus.RECUSED else "absent"}
            for one in item.attendances
            if one.status in _AWAY and one.told_elsewhere
        ],
    } | _told(
        points=[
            {"point": decision.point, "outcome": decision.outcome.value, "text": decision.text}
            for decision in item.decisions
            if decision.is_own and decision.point
        ]
    )


def _vote(vote: Vote) -> dict[str, Any]:
    told = {"choice": vote.choice.value, "voter": vote.voter, "count": vote.count}
    return told | _told(party=vote.party, point=vote.point)


def _told(**facts: Any) -> dict[str, Any]:
    """What the label files do not know stands only where it is told."""
    return {name: value for name, value in facts.items() if value}
