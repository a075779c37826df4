"""Which kept sources to read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from rådscraper.items import KeptSource
from rådscraper.store.rows import document_id
from rådscraper.store.source_json import from_json

_STORED = """
    select meetings.id as meeting_id, meetings.municipality_id, meetings.url, last_seen_at as seen_at, 1 as is_stored
    from meetings left join meeting_sources on meeting_sources.meeting_id = meetings.id
    where exists (select 1 from documents where meeting_id = meetings.id and is_current = 1) and ({which})
    order by meetings.id
"""
_UNREAD = """
    select meeting_id, municipality_id, null as url, fetched_at as seen_at, 0 as is_stored
    from unread_sources where {which} order by meeting_id
"""
_OLDER = (
    """
    meeting_sources.extractor_version < :version or exists (
        select 1 from documents
        where documents.meeting_id = meetings.id and is_current = 1 and documents.extractor_version < :version
    )
    """,
    "ifnull(extractor_version, 0) < :version",
)
_NAMED = (
    """
    meetings.id in (select value from json_each(:named))
    or meetings.id in (select meeting_id from documents where id in (select value from json_each(:named)))
    """,
    "meeting_id in (select value from json_each(:named))",
)
_ALL = ("1", "1")


@dataclass(frozen=True, slots=True)
class ChosenSource:
    """A source to read again, with the address of its meeting; ``seen_at`` is when the site last gave it."""

    meeting_id: str
    municipality_id: str
    url: str | None
    seen_at: datetime
    is_stored: bool


def choose_sources(
    db: Database, version: int, *, sites: Sequence[str] = (), named: str | None = None, all_of_them: bool = False
) -> list[ChosenSource]:
    """Choose the sources whose extractor is older than ``version``, or of the meetings or documents that are named.

    ``named`` is a JSON list of ids, ``sites`` the municipalities (none: all). What was fetched and never stored comes
    after the meeting as it is stored, which it shall replace.
    """
    told = {"version": version, "named": named}
    which = _ALL if all_of_them else _NAMED if named else _OLDER
    queries = (query.format(which=those) for query, those in zip((_STORED, _UNREAD), which, strict=True))
    rows = [row for query in queries for row in db.query(query, told)]
    return list(_chosen(row for row in rows if not sites or row["municipality_id"] in sites))


def source_of(db: Database, chosen: ChosenSource) -> KeptSource | None:
    """Read a chosen source; None where none is kept, or one never stored has been stored since it was chosen."""
    table = "meeting_sources" if chosen.is_stored else "unread_sources"
    rows = db.table(table).rows_where("meeting_id = ?", [chosen.meeting_id], select="source")
    return next((from_json(row["source"]) for row in rows), None)


def unknown_names(db: Database, names: Iterable[str]) -> list[str]:
    """Give the names that are neither a meeting's id nor a document's."""
    known = "select 1 from (select id from meetings union all select id from documents"
    known += " union all select meeting_id from unread_sources) where id = ?"
    return [name for name in names if db.execute(known, [name]).fetchone() is None]


def is_superseded(db: Database, source: KeptSource, fetched_at: datetime) -> bool:
    """Whether a source that was never stored has been overtaken: the site lists its publications elsewhere since."""
    for publication in source.publications:
        document = db.execute(
            "select 1 from documents where id = ? and meeting_id <> ? and datetime(last_seen_at) > datetime(?)",
            [document_id(source.municipality, publication.id), source.key, fetched_at.isoformat()],
        )
        if document.fetchone():
            return True
    return False


def _chosen(rows: Iterable[dict[str, str]]) -> Iterator[ChosenSource]:
    for row in rows:
        yield ChosenSource(
            row["meeting_id"],
            row["municipality_id"],
            row["url"],
            datetime.fromisoformat(row["seen_at"]),
            bool(row["is_stored"]),
        )
