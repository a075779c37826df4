"""Search over items and the pages of papers, the newest first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from rådscraper.search.query import match_expression
from rådscraper.serve import finding, reasons
from rådscraper.serve.asking import Asked, Page, Row, rows
from rådscraper.serve.finding import NEWEST_FIRST, Finding, Wanted
from rådscraper.serve.going_on import Place
from rådscraper.serve.labels import OUTCOMES
from rådscraper.store.search_order import TABLE as ORDER

OF_MEETINGS = """meetings.removed_at is null
    and (:municipality is null or meetings.municipality_id = :municipality)
    and (:since is null or meetings.date >= :since)
    and (:until is null or meetings.date <= :until)
"""
OF_ITEMS = Wanted(
    OF_MEETINGS,
    "(:outcome is null or agenda_items.outcome = :outcome)",
    f"""(:municipality is null or {ORDER}.municipality_id = :municipality)
    and (:outcome is null or {ORDER}.outcome = :outcome)
    and (:since is null or substr({ORDER}.starts_at, 1, 10) >= :since)
    and (:until is null or substr({ORDER}.starts_at, 1, 10) <= :until)""",
)
OF_PAGES = Wanted(OF_MEETINGS, "attachments.removed_at is null and :outcome is null")
"""A page of a paper has no outcome, so a search for one finds none."""
ITEMS = Finding.of(
    finding.ITEMS,
    """agenda_items.id, agenda_items.meeting_id, agenda_items.position, agenda_items.number,
    agenda_items.title, agenda_items.outcome,
    meetings.date, bodies.name as body_name, municipalities.name as municipality_name,
    substr(coalesce(agenda_items.decision, agenda_items.recommendation, agenda_items.summary), 1, 240) as extract""",
    OF_ITEMS,
    NEWEST_FIRST,
    "agenda_items.position",
)
PAGES = Finding.of(
    finding.PAGES,
    """file_page_links.attachment_title, file_page_links.page, file_page_links.page_url, file_page_links.date,
    file_page_links.body_name, file_page_links.item_title, file_page_links.meeting_id,
    file_page_links.agenda_item_id, file_page_links.file_sha256,
    (select position from agenda_items where agenda_items.id = file_page_links.agenda_item_id) as position""",
    OF_PAGES,
    NEWEST_FIRST,
    "attachments.id, file_page_links.page",
)
MUNICIPALITIES = "select id, name from municipalities order by name"


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for; ``of`` reads it from ``q``, ``kommune``, ``udfald``, ``fra`` and ``til``."""

    typed: str | None
    municipality: str | None
    outcome: str | None
    since: str | None
    until: str | None

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """Read an address; what is no day counts as none."""
        return cls(asked.text("q"), asked.text("kommune"), asked.text("udfald"), asked.day("fra"), asked.day("til"))

    @property
    def title(self) -> str:
        """What pages and feeds of the search are called."""
        return f"Søgning: {self.typed}" if self.typed else "Søg"

    @property
    def query(self) -> str:
        """What stands after the path in the search's own address: the same search has the same address."""
        told = {name: value for name, value in self.told().items() if value}
        return f"?{urlencode(told)}" if told else ""

    def told(self) -> dict[str, str | None]:
        """The search in the words of its address."""
        return {
            "q": self.typed,
            "kommune": self.municipality,
            "udfald": self.outcome,
            "fra": self.since,
            "til": self.until,
        }

    def values(self) -> dict[str, Any]:
        """What the queries are asked with."""
        return {
            "expression": match_expression(self.typed or ""),
            "municipality": self.municipality,
            "outcome": self.outcome,
            "since": self.since,
            "until": self.until,
        }


def searching(db: sqlite3.Connection, asked: Asked) -> Page:
    """Show what a search finds, a page at a time: ``punkter`` and ``bilag`` tell how far both were shown."""
    wanted = Search.of(asked)
    begun = {name: Place.of(asked.text(name)) for name in ("punkter", "bilag")}
    items: list[Row] = []
    papers: list[Row] = []
    going_on = None
    if wanted.typed:
        items, next_items = begun["punkter"].find(db, ITEMS, wanted.values())
        papers, next_papers = begun["bilag"].find(db, PAGES, wanted.values())
        if not (next_items.is_end and next_papers.is_end):
            going_on = f"{wanted.query}&{urlencode({'punkter': str(next_items), 'bilag': str(next_papers)})}"
        items = reasons.with_why(items, reasons.of_items(db, items, wanted.typed))
        papers = reasons.with_why(papers, reasons.of_pages(db, papers, wanted.typed))
    data = {
        **wanted.told(),
        "first": None if begun["punkter"] == begun["bilag"] == Place() else wanted.query,
        "items": items,
        "papers": papers,
        "next": going_on,
        "municipalities": rows(db, MUNICIPALITIES),
        "outcomes": OUTCOMES,
    }
    follow = {"atom": f"/soeg.atom{wanted.query}"} if wanted.typed else {}
    return Page(wanted.title, data, _rows(items, papers), is_indexed=False, follow=follow)


def _rows(items: list[Row], papers: list[Row]) -> list[Row]:
    """Put items and pages of papers in one table, as a spreadsheet wants them."""
    both = [{"kind": "item", **item} for item in items]
    both += [{"kind": "paper", **paper, "id": paper["agenda_item_id"]} for paper in papers]
    both = [{**row, "why": "\n".join(f"{why['place']}: {why['snippet']}" for why in row["why"])} for row in both]
    columns = dict.fromkeys(column for row in both for column in row if column != "agenda_item_id")
    return [{column: row.get(column) for column in columns} for row in both]
