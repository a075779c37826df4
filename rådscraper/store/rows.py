"""A Meeting as rows: plain dicts by table and id, made without looking at the database."""

from __future__ import annotations

from collections.abc import Collection

from rådscraper.body_names import fold_body_name
from rådscraper.items import Body, Meeting, Municipality, Publication
from rådscraper.personal_data import mask
from rådscraper.store.cells import Row, Rows, add_row, clean_text, fold_blanks, row_of
from rådscraper.store.item_rows import add_attendances, add_item

EXTRACTOR_VERSION = 1
"""Raised when extraction reads documents differently, so that those read before can be told and read again."""

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
    add_row(rows, "municipalities", municipality_row(meeting.municipality))
    add_row(rows, "bodies", body_row(meeting.municipality, meeting.body))
    row = row_of(
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
    add_row(rows, "meetings", row)
    meeting_id: str = row["id"]
    for publication in meeting.publications:
        add_row(rows, "documents", _document_row(meeting, publication, extractor_version))
    for file in meeting.files:
        row = row_of(
            sha256=file.sha256,
            path=file.path,
            size=file.size,
            media_type=file.media_type,
            fetched_at=file.fetched_at,
        )
        rows["files"][row["sha256"]] = row
    add_attendances(rows, municipality, meeting_id, None, meeting.attendances)
    used = set(taken)
    for position, item in enumerate(meeting.items, 1):
        number = fold_blanks(item.number)
        item_id = _free_id(f"{meeting_id}:{mask(number) if number else f'p{position}'}", used)
        add_item(rows, municipality, meeting_id, item_id, position, item)
    return rows


def municipality_row(municipality: Municipality) -> Row:
    """Lay a municipality out as its row."""
    return row_of(id=municipality.slug, name=municipality.name, code=municipality.code, website=municipality.website)


def body_row(municipality: Municipality, body: Body) -> Row:
    """Lay a body out as its row."""
    return row_of(
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
    row = row_of(
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
        row |= row_of(content_sha256=contents[publication.id], extractor_version=extractor_version)
    return row


def _free_id(wanted: str, used: set[str]) -> str:
    """Give the id asked for, or with -2, -3, … when it is used; what is given is used from then on."""
    free, n = wanted, 1
    while free in used:
        n += 1
        free = f"{wanted}-{n}"
    used.add(free)
    return free
