"""What a site lists against what is held of it: what has been missing on three days is marked as removed.

One night's absence proves nothing, and a site that lists nothing or much less than before is out of order: then nothing
is counted, and a person is asked to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from rådscraper.items import Problem, SiteListing
from rådscraper.store.cells import Row, cell
from rådscraper.store.listed import note_listed
from rådscraper.store.revisions import Occasion, note_rows
from rådscraper.store.search import index_meeting
from rådscraper.store.views import ITEM_ATTENDANCE

DAYS_UNTIL_REMOVED = 3
MOST_LESS = 0.1
"""Share of its meetings a listing may lose from one day to the next and still be believed."""

HELD = {
    "meetings": "select id, removed_at, status, url from meetings where municipality_id = ?",
    "documents": "select documents.id, documents.removed_at, null as status, documents.url from documents"
    " join meetings on meetings.id = documents.meeting_id where meetings.municipality_id = ?",
}
IS_REPLACED = """exists (
    select 1 from documents as next where next.meeting_id = documents.meeting_id and next.removed_at is null and (
        (next.document_type = 'minutes' and documents.document_type <> 'minutes')
        or (next.document_type = documents.document_type
            and datetime(next.first_seen_at) > datetime(documents.last_seen_at))
    )
)"""
"""Whether another publication took a document's place: one of its kind that came when it went, or the minutes."""

REMOVED = "removed"

PUBLISHED_ITEMS = """
select agenda_items.*, meetings.municipality_id, meetings.body_id, meetings.date
from agenda_items join meetings on meetings.id = agenda_items.meeting_id
where meetings.removed_at is null
"""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a listing came to: whether it is believed, and what people should know."""

    is_healthy: bool
    problems: tuple[Problem, ...]


def create_listings(db: Database) -> None:
    """Make the tables ``listings`` and ``absences_from_listing``, and leave what is removed out of the views."""
    db.table("listings").create(
        {"crawl_id": str, "municipality_id": str, "listed_at": str, "meetings": int, "documents": int}
        | {"is_whole": int, "is_healthy": int},
        pk="crawl_id",
        not_null={"municipality_id", "listed_at", "meetings", "documents", "is_whole", "is_healthy"},
        foreign_keys=[("crawl_id", "crawls", "id"), ("municipality_id", "municipalities", "id")],
    )
    db.table("listings").create_index(["municipality_id"])
    db.table("absences_from_listing").create(
        {"table_name": str, "row_id": str, "municipality_id": str, "first_missed_on": str, "last_missed_on": str}
        | {"days": int, "status_before": str},
        pk=("table_name", "row_id"),
        not_null={"municipality_id", "first_missed_on", "last_missed_on", "days"},
        foreign_keys=[("municipality_id", "municipalities", "id")],
    )
    db.table("absences_from_listing").create_index(["municipality_id"])
    published = "(select id from meetings where removed_at is null)"
    attendance = f"select * from ({ITEM_ATTENDANCE}) where meeting_id in {published}"  # noqa: S608
    db.create_view("item_attendance", attendance, replace=True)
    db.create_view("published_items", PUBLISHED_ITEMS)


def add_removal_of_papers(db: Database) -> None:
    """Let attachments say that they are missing, since when and on how many days."""
    attachments = db.table("attachments")
    for column, kind in (("removed_at", str), ("missed_on", str), ("missed_days", int)):
        attachments.add_column(column, kind)


def note_listing(db: Database, crawl_id: str, listing: SiteListing, now: datetime) -> Noted:
    """Note what a site lists, mark what has been missing on three Danish calendar days, unmark what is back."""
    listed = {"meetings": listing.meeting_keys(), "documents": listing.document_keys()}
    problems: list[Problem] = []
    with db.atomic():
        before = _last_healthy(db, listing.municipality.slug)
        count = len(listed["meetings"])
        has_shrunk = listing.is_whole and (not count or (before is not None and count < before * (1 - MOST_LESS)))
        is_healthy = listing.is_whole and not has_shrunk
        row = {"crawl_id": crawl_id, "municipality_id": listing.municipality.slug, "listed_at": cell(now)}
        counted = {"meetings": count, "documents": len(listed["documents"])}
        judged = {"is_whole": int(listing.is_whole), "is_healthy": int(is_healthy), "unreadable": listing.unreadable}
        db.table("listings").insert(row | counted | judged, pk="crawl_id")
        if has_shrunk and count:
            told = f"{count} meetings are listed where {before} were; taken for an outage, nothing is marked as removed"
            problems.append(Problem("listing_shrunk", told))
        for table in HELD if is_healthy else ():
            problems += _compare(db, table, listing, listed[table], Occasion(crawl_id, str(cell(now))))
        note_listed(db, listing, Occasion(crawl_id, str(cell(now))), is_healthy=is_healthy)
    return Noted(not has_shrunk, tuple(problems))


def _last_healthy(db: Database, municipality: str) -> int | None:
    where = "municipality_id = ? and is_healthy = 1"
    for row in db.table("listings").rows_where(where, [municipality], order_by="rowid desc", limit=1):
        return int(row["meetings"])
    return None


def _compare(db: Database, table: str, listing: SiteListing, listed: set[str], occasion: Occasion) -> list[Problem]:
    municipality = listing.municipality.slug
    absences = {
        row["row_id"]: row
        for row in db.table("absences_from_listing").rows_where(
            "table_name = ? and municipality_id = ?", [table, municipality]
        )
    }
    today, problems = occasion.changed_at[:10], []
    for held in list(db.query(HELD[table], [municipality])):
        absence = absences.get(held["id"])
        if held["id"] in listed:
            if absence:
                _put_back(db, table, held["id"], absence["status_before"], occasion)
        elif held["removed_at"] is None and (absence is None or absence["last_missed_on"] != today):
            known = absence or {"first_missed_on": today, "days": 0}
            days = known["days"] + 1
            missed = {"table_name": table, "row_id": held["id"], "municipality_id": municipality}
            when = {"first_missed_on": known["first_missed_on"], "last_missed_on": today, "days": days}
            row = missed | when | {"status_before": held["status"]}
            db.table("absences_from_listing").upsert(row, pk=("table_name", "row_id"))
            if days >= DAYS_UNTIL_REMOVED:
                _mark(db, table, held["id"], {"removed_at": occasion.changed_at, "status": REMOVED}, occasion)
                if table == "documents" and _is_replaced(db, held["id"]):
                    continue
                told = f"{table} {held['id']} has not been listed since {known['first_missed_on']}; marked as removed"
                problems.append(Problem("removed_at_source", told, held["url"]))
    return problems


def _is_replaced(db: Database, document: str) -> bool:
    found = db.execute(f"select 1 from documents where id = ? and {IS_REPLACED}", [document])  # noqa: S608
    return found.fetchone() is not None


def _mark(db: Database, table: str, key: str, marks: Row, occasion: Occasion) -> None:
    """Write a mark, or take it away, and note that; only meetings have a status."""
    before: Row = db.table(table).get(key)
    after = before | ({"changed_at": occasion.changed_at, **marks} if table == "meetings" else marks)
    after = {column: after[column] for column in before}
    note_rows(db, occasion, before.get("meeting_id") or key, [(table, key, before, after)])
    db.table(table).update(key, after)


def _put_back(db: Database, table: str, key: str, status: str | None, occasion: Occasion) -> None:
    """Forget an absence, and the mark where one was made."""
    db.table("absences_from_listing").delete((table, key))
    if db.table(table).get(key)["removed_at"] is not None:
        _mark(db, table, key, {"removed_at": None, "status": status}, occasion)
        if table == "meetings":
            index_meeting(db, key)
