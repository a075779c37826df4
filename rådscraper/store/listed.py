"""The meetings a site lists: how each was listed the last time, and how it was listed when it was last read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from sqlite_utils import Database

from rådscraper.items import Body, ListedEntry, Municipality, Publication, SiteListing
from rådscraper.personal_data import mask
from rådscraper.store.cells import Row, cell, clean_text
from rådscraper.store.hidden_names import REMOVED
from rådscraper.store.masking import mask_rows
from rådscraper.store.revisions import Occasion, note_rows
from rådscraper.store.rows import body_row, document_id
from rådscraper.visits import HeldMeeting, ListedMeeting, ListedPublication, Publications

_HELD = """
    select listed_meetings.id, read_at, read_as, lacking, meetings.status = 'planned' as is_planned,
        exists (select 1 from unread_sources where meeting_id = listed_meetings.id) as is_unread,
        exists (
            select 1 from attachments
            where attachments.meeting_id = listed_meetings.id and missed_days is not null and removed_at is null
        ) as misses_paper
    from listed_meetings left join meetings on meetings.id = listed_meetings.id
    where listed_meetings.municipality_id = ? and (meetings.id is not null or read_at is null)
"""
_REMOVED = """
    select meeting_id, documents.id from documents join meetings on meetings.id = documents.meeting_id
    where documents.removed_at is not null and municipality_id = ?
"""


def create_listed_meetings(db: Database) -> None:
    """Make ``listed_meetings``, and let ``listings`` tell how many entries could not be read.

    ``publications`` and ``read_as`` are JSON: for each publication its type, its place among those that are read, and a
    fingerprint of what else the list tells of it.
    """
    db.table("listed_meetings").create(
        {"id": str, "municipality_id": str, "body_id": str, "starts_at": str, "publications": str}
        | {"first_listed_at": str, "listed_at": str, "read_at": str, "read_as": str, "lacking": int},
        pk="id",
        not_null={"municipality_id", "body_id", "starts_at", "publications", "first_listed_at", "listed_at", "lacking"},
        foreign_keys=[("municipality_id", "municipalities", "id"), ("body_id", "bodies", "id")],
    )
    for column in ("municipality_id", "body_id"):
        db.table("listed_meetings").create_index([column])
    db.table("listings").add_column("unreadable", int)


def note_listed(db: Database, listing: SiteListing, occasion: Occasion, *, is_healthy: bool) -> None:
    """Note what is listed and that it was seen; what a healthy listing lacks is forgotten. In the caller's transaction.

    Of what is stored only that is seen which is listed in its own place: a publication that is listed with another
    meeting was not seen with the one that holds it.
    """
    slug, at = listing.municipality.slug, occasion.changed_at
    known = {row["id"]: row for row in db.table("listed_meetings").rows_where("municipality_id = ?", [slug])}
    rows = {}
    for entry in listing.entries:
        row = _row(listing, entry)
        rows[row["id"]] = row
    _note_bodies(db, listing, occasion)
    table = db.table("listed_meetings")
    new = {"first_listed_at": at, "listed_at": at, "read_at": None, "read_as": None, "lacking": 0}
    table.insert_all(({**row, **new} for key, row in rows.items() if key not in known), pk="id")
    for key in known.keys() & rows.keys():
        if known[key] != known[key] | rows[key]:
            table.update(key, rows[key])
    for key in known.keys() - rows.keys() if is_healthy else ():
        table.delete(key)
    db.conn.executemany("update listed_meetings set listed_at = ? where id = ?", [(at, key) for key in rows])
    seen = "update {} set last_seen_at = ? where id = ?{} and last_seen_at <> ?"
    db.conn.executemany(seen.format("meetings", ""), [(at, key, at) for key in rows])
    documents = (
        (at, document_id(listing.municipality, one.id), clean_text(listing.key(entry)), at)
        for entry in listing.entries
        for one in entry.publications
    )
    db.conn.executemany(seen.format("documents", " and meeting_id = ?"), documents)


def note_read(db: Database, meeting_id: str, at: str, *, is_whole: bool, is_lacking: bool) -> None:
    """Note that a meeting was read as it was last listed; one that was not read whole is to be read again.

    ``is_lacking`` when a paper, or a content beside those that were read, could not be had.
    """
    read_as = "publications" if is_whole else "null"
    lacking = "lacking + 1" if is_lacking else "0"
    note = f"update listed_meetings set read_at = ?, read_as = {read_as}, lacking = {lacking} where id = ?"  # noqa: S608
    db.execute(note, [at, meeting_id])


def is_lacking(db: Database, attachments: Iterable[Row]) -> bool:
    """Whether a paper that could be had has no file; one that is known to be too large can't be had."""
    lacking = [
        paper["url"]
        for paper in attachments
        if paper["url"] and not paper["file_sha256"] and not paper.get("removed_at") and paper["title"] != REMOVED
    ]
    oversized = "select 1 from oversized_files where url = ?"
    return any(db.execute(oversized, [url]).fetchone() is None for url in lacking)


def listed_meetings(listing: SiteListing) -> list[ListedMeeting]:
    """Give the meetings of a listing as they are compared with what is held."""
    return [
        ListedMeeting(clean_text(listing.key(entry)) or "", entry.starts_at, publications_of(listing, entry))
        for entry in listing.entries
    ]


def held_meetings(db: Database, municipality: Municipality) -> dict[str, HeldMeeting]:
    """Read what is held of a municipality's meetings, by id."""
    removed: dict[str, set[str]] = {}
    for meeting_id, document in db.execute(_REMOVED, [municipality.slug]):
        removed.setdefault(meeting_id, set()).add(document)
    return {
        row["id"]: HeldMeeting(
            read_on=row["read_at"] and datetime.fromisoformat(row["read_at"]).date(),
            read_as=row["read_as"] and _publications(row["read_as"]),
            lacking=row["lacking"],
            is_unread=bool(row["is_unread"]),
            is_planned=bool(row["is_planned"]),
            misses_paper=bool(row["misses_paper"]),
            removed=frozenset(removed.get(row["id"], ())),
        )
        for row in db.query(_HELD, [municipality.slug])
    }


def publications_of(listing: SiteListing, entry: ListedEntry) -> Publications:
    """What a listing tells of a meeting's publications, by the ids of their documents."""
    places = {key: place for place, key in enumerate(entry.current)}
    return {
        document_id(listing.municipality, one.id): ListedPublication(
            str(one.document_type), places.get(one.id), _fingerprint(one)
        )
        for one in entry.publications
    }


def _row(listing: SiteListing, entry: ListedEntry) -> Row:
    told = {key: asdict(one) for key, one in publications_of(listing, entry).items()}
    return {
        "id": clean_text(listing.key(entry)),
        "municipality_id": listing.municipality.slug,
        "body_id": clean_text(f"{listing.municipality.slug}:{entry.body.id}"),
        "starts_at": cell(entry.starts_at),
        "publications": json.dumps(told, sort_keys=True, ensure_ascii=False),
    }


def _publications(told: str) -> Mapping[str, ListedPublication]:
    return {key: ListedPublication(**one) for key, one in json.loads(told).items()}


def _fingerprint(one: Publication) -> str:
    """A fingerprint of what is told of a publication, made of what may be kept of it."""
    facts = (one.title, one.url, one.source_url, one.published_at, one.ends_at, one.place)
    return sha256(mask(repr([str(fact) for fact in facts])).encode(errors="replace")).hexdigest()[:16]


def _note_bodies(db: Database, listing: SiteListing, occasion: Occasion) -> None:
    """Write the bodies that are new or named otherwise than before; documents may know more of them."""
    bodies: dict[str, Body] = {entry.body.id: entry.body for entry in listing.entries}
    rows = {"bodies": {row["id"]: row for row in (body_row(listing.municipality, body) for body in bodies.values())}}
    mask_rows(rows)
    of_site = db.table("bodies").rows_where("municipality_id = ?", [listing.municipality.slug])
    known = {row["id"]: row for row in of_site}
    for key, row in rows["bodies"].items():
        del row["is_historic"]
        if key not in known:
            db.table("bodies").insert(row, pk="id")
        elif known[key] != known[key] | row:
            note_rows(db, occasion, None, [("bodies", key, known[key], row)])
            db.table("bodies").update(key, row)
