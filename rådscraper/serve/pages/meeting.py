"""A meeting as one would print it."""

from __future__ import annotations

import sqlite3
from typing import Any

from rådscraper.serve.asking import Asked, Page, Row, grouped, one, rows
from rådscraper.serve.dates import danish_date
from rådscraper.serve.pages.changing import OF_MEETING
from rådscraper.serve.papers import IS_SERVED

MEETING = """
select meetings.*, bodies.name as body_name, municipalities.name as municipality_name
from meetings
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where meetings.id = :id
"""
DOCUMENTS = """
select id, document_type, title, is_current, url, pdf_url, source_url, published_at, removed_at
from documents where meeting_id = :id order by removed_at is not null, is_current desc, published_at
"""
ORIGINALS = """
select document_originals.document_id, document_originals.sha256, document_originals.url,
    document_originals.fetched_at
from documents join document_originals on document_originals.document_id = documents.id
where documents.meeting_id = :id order by document_originals.document_id, document_originals.position
"""
EARLIER = """
select document_originals.document_id, original_fetches.sha256, original_fetches.fetched_at
from documents join document_originals on document_originals.document_id = documents.id
join original_fetches on original_fetches.url = document_originals.url
    and original_fetches.sha256 <> document_originals.sha256
    and original_fetches.fetched_at < document_originals.fetched_at
where documents.meeting_id = :id order by document_originals.document_id, original_fetches.fetched_at desc
"""
"""What the same addresses gave before."""
ATTENDANCES = """
select agenda_item_id, person_id, name, status, role, affiliation, party, substitute_for
from attendances where meeting_id = :id order by rowid
"""
ITEMS = """
select id, position, number, title, is_open, case_number, item_type, planned_time, url, summary, recommendation,
    decision, outcome
from agenda_items where meeting_id = :id order by position, id
"""
SECTIONS = """
select sections.agenda_item_id, sections.heading, sections.kind, sections.text
from agenda_items join sections on sections.agenda_item_id = agenda_items.id
where agenda_items.meeting_id = :id and sections.text is not null
    and sections.kind not in ('summary', 'recommendation', 'decision')
order by sections.agenda_item_id, sections.position
"""
QUOTED = """
select agenda_item_id, decision_id, body_name, decided_on, text, outcome, taken_at_meeting_id
from quoted_decisions where meeting_id = :id order by item_position, position
"""
AWAY = """
select decision_attendances.decision_id, decision_attendances.person_id, decision_attendances.name,
    decision_attendances.status, decision_attendances.party, decision_attendances.substitute_for
from decisions join decision_attendances on decision_attendances.decision_id = decisions.id
where decisions.meeting_id = :id order by decision_attendances.rowid
"""
"""Who was away when what is quoted was decided."""
VOTES = """
select decisions.agenda_item_id, votes.choice, votes.voter, votes.party, votes.count,
    coalesce(votes.point, decisions.point) as point
from decisions join votes on votes.decision_id = decisions.id
where decisions.meeting_id = :id and decisions.is_own = 1 order by decisions.position, votes.rowid
"""
PAPERS = f"""
select attachments.id, attachments.agenda_item_id, attachments.title, attachments.url, attachments.file_sha256,
    files.media_type, files.size, files.pages, files.text_status,
    {IS_SERVED} as is_served
from attachments left join files on files.sha256 = attachments.file_sha256
where attachments.meeting_id = :id and attachments.removed_at is null
order by attachments.agenda_item_id, attachments.position
"""  # noqa: S608
BEFORE = """
select id, date from meetings where body_id = :body and starts_at < :at and date <= :date and removed_at is null
order by date desc, starts_at desc limit 1
"""
AFTER = """
select id, date from meetings where body_id = :body and starts_at > :at and date >= :date and removed_at is null
order by date, starts_at limit 1
"""
SHOWN_OF_WITHDRAWN = ("id", "date", "body_id", "body_name", "municipality_id", "municipality_name", "removed_at")
IN_CSV = ("number", "title", "is_open", "case_number", "recommendation", "decision", "outcome", "url", "id")
GONE = 410


def meeting(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show a meeting; of one the municipality has withdrawn only that it was."""
    found = one(db, MEETING, id=asked.parts["id"])
    if not found:
        return None
    title = f"{found['body_name']}, {danish_date(found['date'])}"
    if found["removed_at"]:
        shown = {name: found[name] for name in SHOWN_OF_WITHDRAWN}
        return Page(title, {"meeting": shown, "is_withdrawn": True}, [], status=GONE, is_indexed=False)
    told = rows(db, ATTENDANCES, id=found["id"])
    originals = grouped(rows(db, ORIGINALS, id=found["id"]), "document_id")
    earlier = grouped(rows(db, EARLIER, id=found["id"]), "document_id")
    documents = rows(db, DOCUMENTS, id=found["id"])
    for document in documents:
        document["originals"] = originals.get(document["id"], [])
        document["earlier_originals"] = earlier.get(document["id"], [])
    items = _items(db, found["id"], told)
    changes = rows(db, OF_MEETING, meeting=found["id"], siden="")
    beside = {"body": found["body_id"], "at": found["starts_at"], "date": found["date"]}
    data = {
        "meeting": found,
        "is_withdrawn": False,
        "before": one(db, BEFORE, **beside),
        "after": one(db, AFTER, **beside),
        "was_changed_at": max((row["opdaget"] for row in changes), default=None),
        "attendances": grouped([one for one in told if one["agenda_item_id"] is None], "status"),
        "items": items,
        "documents": [document for document in documents if not document["removed_at"]],
    }
    return Page(title, data, [{name: item[name] for name in IN_CSV} for item in items])


def _items(db: sqlite3.Connection, meeting_id: str, attendances: list[Row]) -> list[Row]:
    """The items with all that hangs on each."""
    quoted, away = rows(db, QUOTED, id=meeting_id), grouped(rows(db, AWAY, id=meeting_id), "decision_id")
    hanging = {
        "sections": rows(db, SECTIONS, id=meeting_id),
        "quoted": [one | {"attendances": away.get(one["decision_id"], [])} for one in quoted],
        "votes": rows(db, VOTES, id=meeting_id),
        "papers": rows(db, PAPERS, id=meeting_id),
        "attendances": attendances,
    }
    by_item = {name: grouped(found, "agenda_item_id") for name, found in hanging.items()}
    return [
        item
        | {name: groups.get(item["id"], []) for name, groups in by_item.items()}
        | {"ballots": _ballots(by_item["votes"].get(item["id"], []))}
        for item in rows(db, ITEMS, id=meeting_id)
    ]


def _ballots(votes: list[Row]) -> list[Row]:
    """The votes of an item by choice, and by point where it has some: the printed total, and who they were."""
    ballots: dict[tuple[Any, Any], Row] = {}
    for vote in votes:
        told = {"point": vote["point"], "choice": vote["choice"], "count": None, "voters": []}
        ballot = ballots.setdefault((vote["point"], vote["choice"]), told)
        if vote["voter"]:
            ballot["voters"].append({name: vote[name] for name in ("voter", "party", "count")})
        else:
            ballot["count"] = vote["count"]
    return list(ballots.values())
