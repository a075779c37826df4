"""What is new of a search, a body, a case or a municipality: entries for Atom feeds, the last changed first.

A municipality and a body are told meeting by meeting, a case item by item, a search by items and pages of papers. Of
persons there is no feed. A meeting that was withdrawn is told by day and body, under the name its entry had, so that
readers lose its text.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from rådscraper.feeds.atom import Entry
from rådscraper.search.why import Why
from rådscraper.serve import finding, labels, reasons
from rådscraper.serve.asking import Asked, Row, grouped, one, rows
from rådscraper.serve.dates import danish_date
from rådscraper.serve.finding import LAST_CHANGED_FIRST, Finding
from rådscraper.serve.pages.bodies import BODY, MUNICIPALITY, body_title
from rådscraper.serve.pages.searching import OF_ITEMS, OF_PAGES, Search
from rådscraper.serve.paths import path_of, web_address

MOST = 50
"""Entries in a feed, for a search of items and of pages each."""
MOST_LETTERS = 1000
WITHDRAWN = labels.MEETING_STATUSES["removed"]


def _held(condition: str) -> str:
    return f"""
select meetings.id, meetings.date, meetings.status, meetings.first_seen_at, meetings.changed_at, meetings.removed_at,
    bodies.name as body_name, municipalities.name as municipality_name
from meetings
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where {condition}
order by meetings.changed_at desc, meetings.id limit :limit
"""  # noqa: S608


EVERYWHERE = _held("true")
OF_MUNICIPALITY = _held("meetings.municipality_id = :id")
OF_BODY = _held("meetings.body_id = :id")
POINTS = """
select meeting_id, position, number, title, outcome from agenda_items
where meeting_id in (select value from json_each(:ids)) order by meeting_id, position
"""


ITEM = """agenda_items.id, agenda_items.position, agenda_items.number, agenda_items.title, agenda_items.outcome,
    coalesce(agenda_items.decision, agenda_items.recommendation, agenda_items.summary) as text,
    meetings.id as meeting_id, meetings.date, meetings.first_seen_at, meetings.changed_at,
    bodies.name as body_name, municipalities.name as municipality_name"""
OF_CASE = f"""
select {ITEM}, meetings.removed_at
from agenda_items
join meetings on meetings.id = agenda_items.meeting_id
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where agenda_items.case_number = :number and +meetings.municipality_id = :municipality
order by {LAST_CHANGED_FIRST.of_meetings}, agenda_items.position limit :limit
"""  # noqa: S608
ITEMS_FOUND = Finding.of(finding.ITEMS, ITEM, OF_ITEMS, LAST_CHANGED_FIRST, "agenda_items.position")
PAGES_FOUND = Finding.of(
    finding.PAGES,
    """file_page_links.attachment_id, file_page_links.attachment_title, file_page_links.page, file_page_links.page_url,
    file_page_links.file_sha256, file_page_links.item_title, meetings.id as meeting_id,
    meetings.date, meetings.first_seen_at, meetings.changed_at, file_page_links.body_name,
    municipalities.name as municipality_name""",
    OF_PAGES,
    LAST_CHANGED_FIRST,
    "attachments.id, file_page_links.page",
)
LAST_CRAWL = "select coalesce(max(started_at), '1970-01-01T00:00:00+00:00') as at from crawls"


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed whose addresses, ``path`` its own and ``page`` that of a page with the same, name no host yet."""

    title: str
    path: str
    page: str
    entries: tuple[Entry, ...]
    made_at: datetime


def everywhere(db: sqlite3.Connection, _: Asked) -> Followed:
    """Tell the meetings of all municipalities."""
    return _followed(db, "Møder i alle kommuner", "/moeder.atom", "/", _meetings(db, EVERYWHERE))


def municipality(db: sqlite3.Connection, asked: Asked) -> Followed | None:
    """Tell the meetings of a municipality."""
    found = one(db, MUNICIPALITY, id=asked.parts["id"])
    if not found:
        return None
    page = path_of("kommune", found["id"])
    return _followed(db, f"Møder i {found['name']}", f"{page}.atom", page, _meetings(db, OF_MUNICIPALITY, found["id"]))


def body(db: sqlite3.Connection, asked: Asked) -> Followed | None:
    """Tell the meetings of a body."""
    found = one(db, BODY, id=asked.parts["id"])
    if not found:
        return None
    page = path_of("organ", found["id"])
    return _followed(db, body_title(found), f"{page}.atom", page, _meetings(db, OF_BODY, found["id"]))


def case(db: sqlite3.Connection, asked: Asked) -> Followed | None:
    """Tell the items that a case was on."""
    slug, number = asked.parts["municipality"], asked.parts["id"]
    found = rows(db, OF_CASE, municipality=slug, number=number, limit=MOST)
    if all(row["removed_at"] for row in found):
        return None
    page = path_of("sag", slug, number)
    title = f"Sag {number} i {found[0]['municipality_name']}"
    told = [_withdrawn(row) if row["removed_at"] else _item(row) for row in found]
    return _followed(db, title, f"{page}.atom", page, told)


def search(db: sqlite3.Connection, asked: Asked) -> Followed | None:
    """Tell what a search finds, as its page does."""
    wanted = Search.of(asked)
    if not wanted.typed:
        return None
    items = ITEMS_FOUND.rows(db, **wanted.values(), limit=MOST)
    pages = PAGES_FOUND.rows(db, **wanted.values(), limit=MOST)
    found = list(map(_found, map(_item, items), reasons.of_items(db, items, wanted.typed)))
    found += map(_found, map(_page, pages), reasons.of_pages(db, pages, wanted.typed))
    newest_first = sorted(found, key=lambda entry: entry.updated, reverse=True)
    return _followed(db, wanted.title, f"/soeg.atom{wanted.query}", f"/soeg{wanted.query}", newest_first)


def _followed(db: sqlite3.Connection, title: str, path: str, page: str, entries: list[Entry]) -> Followed:
    made_at = rows(db, LAST_CRAWL)[0]["at"]
    return Followed(title, path, page, tuple(entries), datetime.fromisoformat(made_at))


def _meetings(db: sqlite3.Connection, sql: str, of: str | None = None) -> list[Entry]:
    found = rows(db, sql, limit=MOST, **({"id": of} if of else {}))
    shown = [row["id"] for row in found if row["removed_at"] is None]
    points = grouped(rows(db, POINTS, ids=json.dumps(shown)), "meeting_id")
    return [_meeting(row, points.get(row["id"], [])) for row in found]


def _meeting(row: Row, points: list[Row]) -> Entry:
    status = WITHDRAWN if row["removed_at"] else labels.MEETING_STATUSES.get(row["status"], row["status"])
    told = _entry(row, row["id"], f"{status}: {_where(row)}", path_of("moede", row["id"]))
    return replace(told, summary="\n".join(map(_point, points)) or None, category=status)


def _point(row: Row) -> str:
    number = f"{row['number']}. " if row["number"] else ""
    outcome = "" if row["outcome"] == "none" else f": {labels.OUTCOMES.get(row['outcome'], row['outcome'])}"
    return f"{number}{labels.item_name(row)}{outcome}"


def _item(row: Row) -> Entry:
    address = f"{path_of('moede', row['meeting_id'])}#punkt-{row['position']}"
    told = _entry(row, row["id"], labels.item_name(row), address)
    number = f", punkt {row['number']}" if row["number"] else ""
    text = f"{_where(row)}{number}\n{row['text'] or ''}".strip()
    return replace(told, summary=_short(text), category=labels.OUTCOMES.get(row["outcome"], row["outcome"]))


def _withdrawn(row: Row) -> Entry:
    title = f"{WITHDRAWN}: {_where(row)}"
    return replace(_entry(row, row["id"], title, path_of("moede", row["meeting_id"])), category=WITHDRAWN)


def _page(row: Row) -> Entry:
    title = f"{row['attachment_title'] or 'Bilag uden titel'}, side {row['page']}"
    address = web_address(row["page_url"]) or path_of("moede", row["meeting_id"])
    told = _entry(row, f"{row['attachment_id']}:{row['page']}", title, address)
    return replace(told, summary=f"{row['item_title'] or 'Uden overskrift'}\n{_where(row)}", category="Bilag")


def _found(entry: Entry, whys: list[Why]) -> Entry:
    return replace(entry, summary="\n".join((entry.summary or "", *(why.line() for why in whys))))


def _entry(row: Row, key: str, title: str, address: str) -> Entry:
    # The database's ids are the same on every machine, so the entry has one name wherever it is served.
    name = uuid.uuid5(uuid.NAMESPACE_OID, key).urn
    updated, first = (datetime.fromisoformat(row[name]) for name in ("changed_at", "first_seen_at"))
    return Entry(name, title, address, updated, first)


def _where(row: Row) -> str:
    return f"{row['body_name'] or 'Uden navn'}, {row['municipality_name']}, {danish_date(row['date'])}"


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS].rsplit(maxsplit=1)[0] + " …"
