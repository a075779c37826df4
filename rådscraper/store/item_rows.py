"""An agenda item as rows: its sections, decisions, votes, papers, and who took part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rådscraper.body_names import fold_body_name
from rådscraper.items import AgendaItem, Attendance, Decision
from rådscraper.kle import main_group_of
from rådscraper.personal_data import mask
from rådscraper.store.cells import Rows, add_row, fold_blanks, row_of


def add_item(rows: Rows, municipality: str, meeting_id: str, item_id: str, position: int, item: AgendaItem) -> None:
    """Add an item's row and those of all that hangs on it."""
    add_row(
        rows,
        "agenda_items",
        row_of(
            id=item_id,
            meeting_id=meeting_id,
            document_id=item.publication_id and f"{municipality}:{item.publication_id}",
            position=position,
            number=item.number,
            title=item.title,
            is_open=item.is_open,
            case_number=item.case_number,
            journal_number=item.journal_number,
            kle_main_group=main_group_of(item.journal_number),
            document_number=item.document_number,
            item_type=item.item_type,
            planned_time=item.planned_time,
            url=item.url,
            summary=item.summary,
            recommendation=item.recommendation,
            decision=item.decision,
            outcome=item.outcome,
        ),
    )
    of_item: Mapping[str, Any] = {"agenda_item_id": item_id}
    for n, section in enumerate(item.sections, 1):
        told = {"heading": section.heading, "kind": section.kind, "text": section.text}
        add_row(rows, "sections", row_of(id=f"{item_id}:s{n}", **of_item, position=n, **told))
    for n, decision in enumerate(item.decisions, 1):
        _add_decision(rows, municipality, meeting_id, item_id, n, decision)
    for n, paper in enumerate(item.attachments, 1):
        told = {"title": paper.title, "url": paper.url, "file_sha256": paper.file_sha256, "is_name_masked": None}
        add_row(rows, "attachments", row_of(id=f"{item_id}:a{n}", meeting_id=meeting_id, **of_item, position=n, **told))
    add_attendances(rows, municipality, meeting_id, item_id, item.attendances)


def _add_decision(
    rows: Rows, municipality: str, meeting_id: str, item_id: str, position: int, decision: Decision
) -> None:
    decision_id = f"{item_id}:d{position}"
    add_row(
        rows,
        "decisions",
        row_of(
            id=decision_id,
            agenda_item_id=item_id,
            meeting_id=meeting_id,
            position=position,
            point=decision.point,
            body_name=decision.body_name,
            body_name_key=decision.body_name and fold_body_name(decision.body_name),
            decided_on=decision.decided_on,
            text=decision.text,
            outcome=decision.outcome,
            is_own=decision.is_own,
        ),
    )
    for n, vote in enumerate(decision.votes, 1):
        told = {"choice": vote.choice, "voter": vote.voter, "count": vote.count, "party": vote.party}
        add_row(rows, "votes", row_of(id=f"{decision_id}:v{n}", decision_id=decision_id, **told, point=vote.point))
    for n, attendance in enumerate(decision.attendances, 1):
        add_row(
            rows,
            "decision_attendances",
            row_of(
                id=f"{decision_id}:m{n}",
                decision_id=decision_id,
                person_id=_add_person(rows, municipality, attendance),
                name=attendance.name,
                status=attendance.status,
                party=attendance.party,
                substitute_for=attendance.substitute_for,
            ),
        )


def add_attendances(
    rows: Rows, municipality: str, meeting_id: str, item_id: str | None, attendances: Iterable[Attendance]
) -> None:
    """Add who took part and who did not, in the whole meeting where ``item_id`` is None."""
    for n, attendance in enumerate(attendances, 1):
        add_row(
            rows,
            "attendances",
            row_of(
                id=f"{item_id or meeting_id}:m{n}",
                meeting_id=meeting_id,
                agenda_item_id=item_id,
                person_id=_add_person(rows, municipality, attendance),
                name=attendance.name,
                status=attendance.status,
                role=attendance.role,
                other_role=attendance.other_role,
                affiliation=attendance.affiliation,
                party=attendance.party,
                substitute_for=attendance.substitute_for,
            ),
        )


def _add_person(rows: Rows, municipality: str, attendance: Attendance) -> str | None:
    """Add whoever a name is of, one person a municipality and name, and give the id; None where there is no name."""
    name = fold_blanks(attendance.name)
    if name is None:
        return None
    name = mask(name)  # ids are made of it
    person = row_of(id=f"{municipality}:{name}", municipality_id=municipality, name=name)
    add_row(rows, "people", person)
    return str(person["id"])
