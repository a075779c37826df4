"""A paper: what it belongs to, where it came from, and its text page by page; search engines are asked to leave it."""

from __future__ import annotations

import sqlite3
from typing import Any

from rådscraper.serve.asking import Asked, Page, one, rows
from rådscraper.serve.papers import IS_SERVED
from rådscraper.serve.paths import PAGES_OF_PAPER
from rådscraper.serve.published import PUBLISHED

FILE = f"""
select sha256, size, media_type, pages, text_status, text_source, fetched_at, {IS_SERVED} as is_served from files
where sha256 = :sha256 and text_status is not 'quarantined'
"""  # noqa: S608
ATTACHED = f"""
select attachments.title, attachments.url, agenda_items.number, agenda_items.position, agenda_items.title as item_title,
    attachments.meeting_id, meetings.date, bodies.name as body_name, municipalities.name as municipality_name
from attachments join agenda_items on agenda_items.id = attachments.agenda_item_id
join meetings on meetings.id = attachments.meeting_id
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where attachments.file_sha256 = :sha256
    and attachments.id in (select id from attachments where file_sha256 = :sha256 and {PUBLISHED["attachments"]})
order by meetings.date, attachments.id limit 200
"""  # noqa: S608
PAGES = """
select page, text from file_pages
where file_sha256 = :sha256 and page > :before and page <= :before + :limit order by page
"""


def paper(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show a paper that is still public, fifty of its pages at a time (``fra``: the first; ``q``: what is marked)."""
    sha256, first = asked.parts["sha256"], asked.number("fra")
    found, attached = one(db, FILE, sha256=sha256), rows(db, ATTACHED, sha256=sha256)
    if not found or not attached:
        return None
    pages = rows(db, PAGES, sha256=sha256, before=first - 1, limit=PAGES_OF_PAPER)
    later = rows(db, PAGES, sha256=sha256, before=first - 1 + PAGES_OF_PAPER, limit=1)
    data: dict[str, Any] = {"file": found, "attached": attached, "pages": pages, "q": asked.text("q")}
    data |= {
        "earlier": max(1, first - PAGES_OF_PAPER) if first > 1 else None,
        "later": first + PAGES_OF_PAPER if later else None,
    }
    return Page(attached[0]["title"] or "Bilag uden titel", data, pages, is_indexed=False)
