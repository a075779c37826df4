"""Search over items and the pages of papers, the newest first."""

from __future__ import annotations

import re
import sqlite3

from rådscraper.search.query import match_expression
from rådscraper.serve.asking import Asked, Page, rows
from rådscraper.serve.labels import OUTCOMES

ITEMS = """
select agenda_items.id, agenda_items.meeting_id, agenda_items.position, agenda_items.number,
    agenda_items.title, agenda_items.outcome,
    meetings.date, bodies.name as body_name, municipalities.name as municipality_name,
    substr(coalesce(agenda_items.decision, agenda_items.recommendation, agenda_items.summary), 1, 240) as extract
from agenda_items
join meetings on meetings.id = agenda_items.meeting_id
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id
where agenda_items.rowid in (select rowid from agenda_items_fts where agenda_items_fts match :expression)
    and meetings.removed_at is null
    and (:municipality is null or meetings.municipality_id = :municipality)
    and (:outcome is null or agenda_items.outcome = :outcome)
    and (:since is null or meetings.date >= :since)
    and (:until is null or meetings.date <= :until)
order by meetings.date desc, agenda_items.id limit :limit offset :offset
"""
PAGES = """
select file_page_links.attachment_title, file_page_links.page, file_page_links.page_url, file_page_links.date,
    file_page_links.body_name, file_page_links.item_title, file_page_links.meeting_id,
    file_page_links.agenda_item_id
from file_page_links
join attachments on attachments.id = file_page_links.attachment_id
join meetings on meetings.id = file_page_links.meeting_id
where file_page_links.rowid in (select rowid from file_pages_fts where file_pages_fts match :expression)
    and attachments.removed_at is null and meetings.removed_at is null
    and (:municipality is null or meetings.municipality_id = :municipality)
    and (:since is null or meetings.date >= :since)
    and (:until is null or meetings.date <= :until)
order by file_page_links.date desc, file_page_links.attachment_id, file_page_links.page limit :limit offset :offset
"""
MUNICIPALITIES = "select id, name from municipalities order by name"
A_PAGE = 25
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def searching(db: sqlite3.Connection, asked: Asked) -> Page:
    """Show what a search finds: ``q``, narrowed by ``kommune``, ``udfald``, ``fra`` and ``til``, from page ``side``."""
    typed, side = asked.text("q"), asked.number("side")
    narrowed = {name: asked.text(name) for name in ("kommune", "udfald", "fra", "til")}
    narrowed |= {name: day if (day := narrowed[name]) and DAY.fullmatch(day) else None for name in ("fra", "til")}
    asking = {
        "municipality": narrowed["kommune"],
        "since": narrowed["fra"],
        "until": narrowed["til"],
        "limit": A_PAGE + 1,
        "offset": (side - 1) * A_PAGE,
    }
    items, papers = [], []
    if typed:
        asking["expression"] = match_expression(typed)
        items = rows(db, ITEMS, outcome=narrowed["udfald"], **asking)
        papers = rows(db, PAGES, **asking)
    data = {
        "q": typed,
        "side": side,
        **narrowed,
        "items": items[:A_PAGE],
        "papers": papers[:A_PAGE],
        "has_more": max(len(items), len(papers)) > A_PAGE,
        "municipalities": rows(db, MUNICIPALITIES),
        "outcomes": OUTCOMES,
    }
    return Page(f"Søgning: {typed}" if typed else "Søg", data, items[:A_PAGE], is_indexed=False)
