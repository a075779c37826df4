"""A Meeting as rows: plain dicts by table and id, made without looking at the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rådscraper.body_names import fold_body_name
from rådscraper.items import AgendaItem, Attendance, Body, Decision, Meeting, Municipality, Publication
from rådscraper.kle import main_group_of
from rådscraper.personal_data import mask
from rådscraper.store.cells import cell, clean_text, fold_blanks

EXTRACTOR_VERSION = 1
"""Raised when extraction reads documents differently, so that those read before can be told and read again."""

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]

TABLES = (
    "municipalities",
    "bodies",
    "meetings",
    "documents",
    "files",
    "people",
    "agenda_items",
    "sections",
    "decisions",
    "votes",
    "decision_attendances",
    "attendances",
    "attachments",
)
"""The tables a meeting has rows in; each refers only to those before it."""


def meeting_rows(meeting: Meeting, taken: Collection[str] = (), extractor_version: int = EXTRACTOR_VERSION) -> Rows:
    """Lay a meeting out as rows by table and id; no item gets an id that is ``taken``.

    The times when things were seen are left to whoever writes the rows.
    """
    rows: Rows = {table: {} for table in TABLES}
    municipality = meeting.municipality.slug
    _add(rows, "municipalities", municipality_row(meeting.municipality))
    _add(rows, "bodies", body_row(meeting.municipality, meeting.body))
    row = _row(
        id=meeting.key,
        municipality_id=municipality,
        body_id=meeting.body_key,
        date=meeting.starts_at.date(),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        description=meeting.description,
        meeting_case_number=meeting.case_number,
        meeting_document_number=meeting.document_number,
        status=meeting.status,
        url=meeting.url,
        pdf_url=meeting.pdf_url,
        removed_at=None,
    )
    _add(rows, "meetings", row)
    meeting_id: str = row["id"]
    for publication in meeting.publications:
        _add(rows, "documents", _document_row(meeting, publication, extractor_version))
    for file in meeting.files:
        row = _row(
            sha256=file.sha256,
            path=file.path,
            size=file.size,
            media_type=file.media_type,
            fetched_at=file.fetched_at,
        )
        rows["files"][row["sha256"]] = row
    _add_attendances(rows, municipality, meeting_id, None, meeting.attendances)
    used = set(taken)
    for position, item in enumerate(meeting.items, 1):
        number = fold_blanks(item.number)
        item_id = _free_id(f"{meeting_id}:{mask(number) if number else f'p{position}'}", used)
        _add_item(rows, municipality, meeting_id, item_id, position, item)
    return rows


def municipality_row(municipality: Municipality) -> Row:
    """Lay a municipality out as its row."""
    return _row(id=municipality.slug, name=municipality.name, code=municipality.code, website=municipality.website)


def body_row(municipality: Municipality, body: Body) -> Row:
    """Lay a body out as its row."""
    return _row(
        id=f"{municipality.slug}:{body.id}",
        municipality_id=municipality.slug,
        name=body.name,
        name_key=fold_body_name(body.name),
        printed_name=body.printed_name,
        classification=body.classification,
        period=body.period,
        is_historic=body.is_historic,
    )


def document_id(municipality: Municipality, publication_id: str) -> str:
    """Name a publication as the database does: ``koege:<publication id>``."""
    return clean_text(f"{municipality.slug}:{publication_id}") or ""


def _document_row(meeting: Meeting, publication: Publication, extractor_version: int) -> Row:
    contents = dict(meeting.current)
    row = _row(
        id=document_id(meeting.municipality, publication.id),
        meeting_id=meeting.key,
        document_type=publication.document_type,
        title=publication.title,
        is_current=publication.id in contents or publication.id in meeting.unread,
        url=publication.url,
        pdf_url=publication.pdf_url,
        source_url=publication.source_url,
        published_at=publication.published_at,
        removed_at=None,
    )
    if publication.id in contents:
        # One that was not read this time has these columns left out, and so keeps what they hold.
        row |= _row(content_sha256=contents[publication.id], extractor_version=extractor_version)
    return row


def _add_item(rows: Rows, municipality: str, meeting_id: str, item_id: str, position: int, item: AgendaItem) -> None:
    _add(
        rows,
        "agenda_items",
        _row(
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
        _add(rows, "sections", _row(id=f"{item_id}:s{n}", **of_item, position=n, **told))
    for n, decision in enumerate(item.decisions, 1):
        _add_decision(rows, municipality, meeting_id, item_id, n, decision)
    for n, paper in enumerate(item.attachments, 1):
        told = {"title": paper.title, "url": paper.url, "file_sha256": paper.file_sha256, "is_name_masked": None}
        _add(rows, "attachments", _row(id=f"{item_id}:a{n}", meeting_id=meeting_id, **of_item, position=n, **told))
    _add_attendances(rows, municipality, meeting_id, item_id, item.attendances)


def _add_decision(
    rows: Rows, municipality: str, meeting_id: str, item_id: str, position: int, decision: Decision
) -> None:
    decision_id = f"{item_id}:d{position}"
    _add(
        rows,
        "decisions",
        _row(
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
        _add(rows, "votes", _row(id=f"{decision_id}:v{n}", decision_id=decision_id, **told, point=vote.point))
    for n, attendance in enumerate(decision.attendances, 1):
        _add(
            rows,
            "decision_attendances",
            _row(
                id=f"{decision_id}:m{n}",
                decision_id=decision_id,
                person_id=_add_person(rows, municipality, attendance),
                name=attendance.name,
                status=attendance.status,
                party=attendance.party,
                substitute_for=attendance.substitute_for,
            ),
        )


def _add_attendances(
    rows: Rows, municipality: str, meeting_id: str, item_id: str | None, attendances: Iterable[Attendance]
) -> None:
    for n, attendance in enumerate(attendances, 1):
        _add(
            rows,
            "attendances",
            _row(
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
    person = _row(id=f"{municipality}:{name}", municipality_id=municipality, name=name)
    _add(rows, "people", person)
    return str(person["id"])


def _free_id(wanted: str, used: set[str]) -> str:
    """Give the id asked for, or with -2, -3, … when it is used; what is given is used from then on."""
    free, n = wanted, 1
    while free in used:
        n += 1
        free = f"{wanted}-{n}"
    used.add(free)
    return free


def _row(**columns: Any) -> Row:
    # Most values are missing, numbers or plain: telling them first saves a third of a save that changes nothing.
    for name, value in columns.items():
        kind = type(value)
        if kind is str:
            if not (value and value.isascii() and "\0" not in value):
                columns[name] = clean_text(value)
        elif value is not None and kind is not int:
            columns[name] = cell(value)
    return columns


def _add(rows: Rows, table: str, row: Row) -> None:
    rows[table][row["id"]] = row
