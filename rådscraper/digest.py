"""What is new for a saved question: items and pages of papers that came or changed since, and why each was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from rådscraper.search.marking import Marks
from rådscraper.search.query import match_expression
from rådscraper.search.why import COLUMNS, Why, of_item, of_page

_MEETING = """
    meetings.municipality_id, meetings.date, meetings.url as meeting_url, meetings.first_seen_at, bodies.name as body,
    agenda_items.id as agenda_item_id, agenda_items.number, agenda_items.title, agenda_items.url as item_url
"""
_SINCE = "(datetime(meetings.first_seen_at) >= datetime(:since) or datetime(meetings.changed_at) >= datetime(:since){})"
_WHERE = f"""
    meetings.removed_at is null and {_SINCE}
    and (:municipality is null or meetings.municipality_id = :municipality)
    and (:body is null or instr(lower_danish(bodies.name), :body) > 0)
"""
ITEMS = f"""
select {_MEETING}, {", ".join(f"searchable_items.{name}" for name in COLUMNS if name != "title")}
from agenda_items_fts
join searchable_items on searchable_items.rowid = agenda_items_fts.rowid
join agenda_items on agenda_items.id = searchable_items.id
join meetings on meetings.id = agenda_items.meeting_id
join bodies on bodies.id = meetings.body_id
where agenda_items_fts match :match and {_WHERE.format("")}
order by meetings.date desc, meetings.id, agenda_items.position
"""  # noqa: S608
PAGES = f"""
select {_MEETING}, attachments.title as paper, file_page_links.page, file_page_links.page_url, file_page_links.text
from file_pages_fts
join file_page_links on file_page_links.rowid = file_pages_fts.rowid
join attachments on attachments.id = file_page_links.attachment_id
join files on files.sha256 = attachments.file_sha256
join agenda_items on agenda_items.id = attachments.agenda_item_id
join meetings on meetings.id = agenda_items.meeting_id
join bodies on bodies.id = meetings.body_id
where file_pages_fts match :match and attachments.removed_at is null
    and {_WHERE.format(" or datetime(files.fetched_at) >= datetime(:since)")}
order by meetings.date desc, meetings.id, agenda_items.position, attachments.position, file_page_links.page
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as typed into a search box, of which bodies, and since when."""

    typed: str
    since: datetime
    municipality: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that is new or changed, or a page of one of its papers; ``url`` is the source's own address."""

    municipality: str
    body: str | None
    date: str
    number: str | None
    title: str | None
    agenda_item_id: str
    url: str | None
    is_new: bool
    why: tuple[Why, ...]


def find_hits(db: Database, question: Question) -> list[Hit]:
    """Find what came or changed since the moment asked about: items first, then pages, the latest meetings first."""
    db.register_function(_lower, name="lower_danish", deterministic=True)
    marks = Marks.of(question.typed)
    told = {
        "match": match_expression(question.typed),
        "since": question.since.isoformat(),
        "municipality": question.municipality,
        "body": _lower(question.body),
    }
    items = ((row, row["item_url"], tuple(of_item(row, marks))) for row in db.query(ITEMS, told))
    pages = ((row, row["page_url"], (_of_page(row, marks),)) for row in db.query(PAGES, told))
    return [_hit(row, question, url, why) for row, url, why in (*items, *pages)]


def as_text(question: Question, hits: Sequence[Hit]) -> str:
    """Tell the hits in Danish, for a terminal or a mail."""
    return "\n".join(_lines(question, hits)) + "\n"


def headline(question: Question, hits: Sequence[Hit]) -> str:
    """Say in one line what there is."""
    return f"rådscraper: {len(hits)} nye fund for »{' '.join(question.typed.split())}«"


def _lines(question: Question, hits: Sequence[Hit]) -> Iterator[str]:
    since = f"siden {question.since:%d.%m.%Y kl. %H.%M}"
    if not hits:
        yield f"Intet nyt for »{question.typed}« {since}."
        return
    yield f"{len(hits)} nye eller ændrede fund for »{question.typed}« {since}."
    for hit in hits:
        number = f"{hit.number}. " if hit.number else ""
        yield ""
        yield f"{hit.date}  {hit.body or 'ukendt organ'} ({hit.municipality})  {'NYT' if hit.is_new else 'ÆNDRET'}"
        yield f"  {number}{hit.title or 'uden titel'}"
        for why in hit.why:
            yield f"  {why.line()}"
        yield f"  {hit.url or 'kilden oplyser ingen adresse'}"


def _hit(row: dict[str, str], question: Question, url: str | None, why: tuple[Why, ...]) -> Hit:
    return Hit(
        row["municipality_id"],
        row["body"],
        row["date"],
        row["number"],
        row["title"],
        row["agenda_item_id"],
        url or row["meeting_url"],
        datetime.fromisoformat(row["first_seen_at"]) >= question.since,
        why,
    )


def _of_page(row: dict[str, Any], marks: Marks) -> Why:
    return of_page(row["paper"], row["page"], row["text"], marks)


def _lower(text: str | None) -> str | None:
    # SQLite's own lower() leaves æ, ø and å as they are.
    return text.casefold() if text else None
