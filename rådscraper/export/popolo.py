"""A meeting as one JSON object, in the terms of Popolo (organization, person, membership, vote event) and of Open
Civic Data's events (agenda, participants, documents, media).

What a term of theirs has no value for is left out; nothing is made up to fill it. ``popolo_schema.py`` is its schema.
"""

from __future__ import annotations

from typing import Any

from rådscraper.export.meetings import Row, WholeMeeting, filled

TIME_ZONE = "Europe/Copenhagen"

STATUSES = {"planned": "confirmed", "agenda_only": "confirmed", "minutes": "passed"}
"""Open Civic Data's status of an event for a meeting's: an agenda alone doesn't tell that the meeting took place."""

OPTIONS = {"for": "yes", "against": "no", "abstained": "abstain", "reserved": "other"}
"""Popolo's option of a vote for our choice; a reservation is no vote."""

MEMBERS = frozenset({"formand", "næstformand", "medlem", "borgmester", "viceborgmester"})
"""Printed roles that say that somebody belongs to the body; guests and officials are no members."""


def meeting_object(whole: WholeMeeting) -> dict[str, Any]:
    """Make the object of one meeting."""
    meeting, body = whole.meeting, whole.body
    listed = [row for row in whole.attendances if row["agenda_item_id"] is None]
    return filled(
        id=meeting["id"],
        name=body["name"] or body["id"],
        description=meeting["description"],
        classification="meeting",
        start_date=meeting["starts_at"],
        end_date=meeting["ends_at"],
        timezone=TIME_ZONE,
        all_day=False,
        status=STATUSES[meeting["status"]],
        location=filled(name=meeting["place"]),
        organization=_organization(whole),
        participants=[_participant(row) for row in listed],
        agenda=[_agenda_item(whole, item) for item in whole.items],
        vote_events=[
            _vote_event(whole, item, decision)
            for item in whole.items
            for decision in whole.decisions.get(item["id"], ())
            if decision["is_own"] and decision["id"] in whole.votes
        ],
        people=_people(whole),
        memberships=[_membership(row, body) for row in listed if row["person_id"] and row["role"] in MEMBERS],
        documents=[_document(row) for row in whole.documents if row["url"] or row["pdf_url"]],
        sources=[{"url": meeting["url"]}] if meeting["url"] else [],
        created_at=meeting["first_seen_at"],
        updated_at=meeting["changed_at"],
    )


def _organization(whole: WholeMeeting) -> dict[str, Any]:
    body, municipality = whole.body, whole.municipality
    code = municipality["code"]
    return filled(
        id=body["id"],
        name=body["name"] or body["id"],
        classification=body["classification"],
        parent=filled(
            id=municipality["id"],
            name=municipality["name"] or municipality["id"],
            classification="municipality",
            identifiers=[{"scheme": "kommunekode", "identifier": code}] if code else [],
            links=[{"url": municipality["website"]}] if municipality["website"] else [],
        ),
    )


def _participant(row: Row) -> dict[str, Any]:
    return filled(
        entity_type="person",
        entity_id=row["person_id"],
        name=row["name"],
        note=row["status"],
        role=row["role"],
        on_behalf_of=row["party"] or row["affiliation"],
        substitute_for=row["substitute_for"],
    )


def _people(whole: WholeMeeting) -> list[dict[str, Any]]:
    names = {row["person_id"]: row["name"] for row in whole.attendances if row["person_id"] and row["name"]}
    return [{"id": key, "name": name} for key, name in sorted(names.items())]


def _membership(row: Row, body: Row) -> dict[str, Any]:
    return filled(person_id=row["person_id"], organization_id=body["id"], role=row["role"], on_behalf_of=row["party"])


def _agenda_item(whole: WholeMeeting, item: Row) -> dict[str, Any]:
    return filled(
        id=item["id"],
        order=item["position"],
        number=item["number"],
        title=item["title"],
        is_open=None if item["is_open"] is None else bool(item["is_open"]),
        classification=[item["item_type"]] if item["item_type"] else [],
        subjects=[item["journal_number"]] if item["journal_number"] else [],
        case_number=item["case_number"],
        summary=item["summary"],
        recommendation=item["recommendation"],
        decision=item["decision"],
        outcome=item["outcome"],
        participants=[_participant(row) for row in whole.attendances if row["agenda_item_id"] == item["id"]],
        quoted_decisions=[_quoted(row) for row in whole.decisions.get(item["id"], ()) if not row["is_own"]],
        media=[
            filled(note=row["title"], links=[_link(row["url"], _media_type(whole, row))])
            for row in whole.attachments.get(item["id"], ())
            if row["url"]
        ],
        sources=[{"url": item["url"]}] if item["url"] else [],
    )


def _quoted(decision: Row) -> dict[str, Any]:
    return filled(
        organization_name=decision["body_name"],
        date=decision["decided_on"],
        text=decision["text"],
        outcome=decision["outcome"],
    )


def _vote_event(whole: WholeMeeting, item: Row, decision: Row) -> dict[str, Any]:
    votes = whole.votes[decision["id"]]
    return filled(
        id=decision["id"],
        identifier=decision["point"],
        organization_id=whole.body["id"],
        start_date=whole.meeting["date"],
        motion=filled(agenda_item_id=item["id"], text=item["title"]),
        result=decision["outcome"],
        text=decision["text"],
        counts=[
            filled(option=OPTIONS[row["choice"]], value=row["count"], group=row["voter"], point=row["point"])
            for row in votes
            if row["count"] is not None
        ],
        votes=[
            filled(option=OPTIONS[row["choice"]], voter_name=row["voter"], group=row["party"], point=row["point"])
            for row in votes
            if row["count"] is None and row["voter"]
        ],
    )


def _document(row: Row) -> dict[str, Any]:
    links = [_link(row["url"], None)] if row["url"] else []
    links += [_link(row["pdf_url"], "application/pdf")] if row["pdf_url"] else []
    return filled(note=row["title"], classification=row["document_type"], date=row["published_at"], links=links)


def _media_type(whole: WholeMeeting, attachment: Row) -> str | None:
    file = whole.files.get(attachment["file_sha256"])
    return file["media_type"] if file else None


def _link(url: str, media_type: str | None) -> dict[str, Any]:
    return filled(url=url, media_type=media_type)
