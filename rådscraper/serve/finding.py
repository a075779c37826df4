"""Full-text hits in the order of their meetings, for rare and for common words.

The index knows its hits in the order they were stored. To sort them by meeting they must be read, which is nothing for
a few and a second for a hundred thousand. A search of ours (``Finding``) looks through the latest meetings where there
are many hits, and where these have too few puts all in order by the narrow rows of ``store/search_order.py``; only what
is shown is read whole. A question in SQL (``found``) picks its own way: so many hits are only gathered as numbers, and
the items read meeting by meeting until enough of them are among these. Whichever way is taken, the same rows come out
in the same order.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from rådscraper.search.beginnings import spelled_out
from rådscraper.search.query import BEGINNING
from rådscraper.serve.asking import Row, one, rows
from rådscraper.store import search_order

FEW = 1_000
"""So many hits are read and sorted sooner than they are met with from the latest meeting back."""
MANY = 10_000
"""Where there are more, the latest meetings are likely to have enough."""
LATEST, MOST_LATEST = 40, 2_500
"""Meetings that are looked through for them at first, and at most where these had not enough."""
AT_ONCE = 64
"""Rows whose numbers lie so close are looked up in the index together: nearly all items of a meeting do."""
ALIKE = 1_000
"""Hits that are looked at beyond those wanted, since several are of one time."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched: its index, the name of its row's number, and how it hangs together with the meetings.

    ``from_hits`` is joined so that SQLite may begin with the hits, ``from_meetings`` so that it begins with meetings;
    ``narrow`` is the former without what only is shown, of whichever meetings; ``key`` tells a row of it from all
    others.
    ``of_latest`` gives the searched rows of the meetings ``latest`` as ``near``. ``order`` is the table of what hits
    are put in order by, where there is one.
    """

    index: str
    row: str
    key: str
    from_hits: str
    from_meetings: str
    narrow: str
    of_latest: str
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order of hits by their meetings, latest first: in columns of ``meetings``, and the one that leads alone."""

    of_meetings: str
    column: str


NEWEST_FIRST = Order("meetings.date desc, meetings.starts_at desc, meetings.id", "starts_at")
LAST_CHANGED_FIRST = Order("meetings.changed_at desc, meetings.id", "changed_at")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which hits are wanted: conditions on ``meetings``, on the row itself, and both on the table of the order."""

    of_meeting: str
    of_row: str = "true"
    of_order: str = "true"


_OF_MEETING = """
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id"""
ITEMS = Searched(
    "agenda_items_fts",
    "agenda_items.rowid",
    "agenda_items.rowid",
    f"agenda_items join meetings on meetings.id = agenda_items.meeting_id{_OF_MEETING}",
    f"meetings cross join agenda_items on agenda_items.meeting_id = meetings.id{_OF_MEETING}",
    "agenda_items join {0} on {0}.id = agenda_items.meeting_id",
    "agenda_items as near on near.meeting_id = latest.id",
    search_order.TABLE,
)
PAGES = Searched(
    "file_pages_fts",
    "file_page_links.rowid",
    "file_page_links.rowid || ' ' || attachments.id",
    "file_page_links join attachments on attachments.id = file_page_links.attachment_id"
    f" join meetings on meetings.id = file_page_links.meeting_id{_OF_MEETING}",
    "meetings cross join attachments on attachments.meeting_id = meetings.id and attachments.file_sha256 is not null"
    f" cross join file_page_links on file_page_links.attachment_id = attachments.id{_OF_MEETING}",
    "file_pages as file_page_links join attachments on attachments.file_sha256 = file_page_links.file_sha256"
    " join {0} on {0}.id = attachments.meeting_id",
    "attachments on attachments.meeting_id = latest.id and attachments.file_sha256 is not null"
    " cross join file_pages as near on near.file_sha256 = attachments.file_sha256",
)


def found(searched: Searched, columns: str, where: str, order: str, limit: str, expression: str = ":expression") -> str:
    """Select columns of what an expression finds, in an order that begins with columns of ``meetings``.

    ``limit`` may go on with an offset.
    """
    matched = _matched(searched, expression)
    hits = f"(select count(*) from ({matched} limit {FEW + 1}))"  # noqa: S608
    return one_of(
        (f"{searched.from_hits} where {searched.row} in ({matched}) and {where}", f"{hits} <= {FEW}"),
        (f"{searched.from_meetings} where +{searched.row} in ({matched}) and {where}", f"{hits} > {FEW}"),
        columns=columns,
        order=order,
        limit=limit,
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """A search of ``index`` for ``:expression``, as SQL.

    ``in_latest`` finds the keys of hits in the latest meetings span by span, ``of_latest`` the same by all hits,
    ``in_order`` the numbers of the first of all hits and ``in_turn`` the keys of some; ``of_keys`` shows some rows,
    ``of_all`` finds and shows.
    """

    index: str
    hits: str
    in_latest: str
    of_latest: str
    in_order: str | None
    in_turn: str
    of_keys: str
    of_all: str

    @classmethod
    def of(cls, searched: Searched, columns: str, wanted: Wanted, order: Order, last: str) -> Finding:
        """Make a search in an order of meetings and then of ``last``."""
        matched = _matched(searched, ":expression")
        where, ordered = f"{wanted.of_meeting} and {wanted.of_row}", f"{order.of_meetings}, {last}"
        narrow = f"select {searched.row} as number, {searched.key} as key from {searched.narrow}"  # noqa: S608
        latest = f"""
with latest as materialized (
    select id, date, starts_at, changed_at from meetings
    where {wanted.of_meeting} order by {order.of_meetings} limit :meetings
), near as materialized (select near.rowid as number from latest cross join {searched.of_latest})"""  # noqa: S608
        first = f"and {wanted.of_row} order by {ordered.replace('meetings.', 'latest.')} limit :limit"
        in_latest = f"""{latest}, spans as materialized (
    select min(number) as first, max(number) as last from near group by number / {AT_ONCE}
)
{narrow.format("latest")} where {searched.row} in (
    select {searched.index}.rowid from spans cross join {searched.index}
        on {searched.index} match :expression and {searched.index}.rowid between spans.first and spans.last
) {first}"""  # noqa: S608
        of_latest = f"""{latest}
{narrow.format("latest")} where {searched.row} in (
    {matched} and +{searched.index}.rowid in (select number from near)
) {first}"""  # noqa: S608
        in_order = f"""
select {searched.order}.docid as number, {searched.order}.{order.column} as at
from {searched.index} cross join {searched.order} on {searched.order}.docid = {searched.index}.rowid
where {searched.index} match :expression and at >= :least and {wanted.of_order}
order by at desc limit :limit"""  # noqa: S608
        return cls(
            searched.index,
            f"select count(*) as hits from ({matched} limit {MANY + 1})",  # noqa: S608
            in_latest,
            of_latest,
            in_order if searched.order else None,
            f"{narrow.format('meetings')} where {searched.row} in (select value from json_each(:numbers)) and {where}"  # noqa: S608
            f" order by {ordered} limit :limit",
            f"select {columns} from {searched.from_hits}"  # noqa: S608
            f" where {searched.row} in (select value ->> 'number' from json_each(:found))"
            f" and {searched.key} in (select value ->> 'key' from json_each(:found)) order by {ordered}",
            found(searched, columns, where, ordered, ":limit offset :offset"),
        )

    def rows(self, db: sqlite3.Connection, *, limit: int, offset: int = 0, **values: Any) -> list[Row]:
        """Ask in the way that is quickest for so many hits."""
        values["expression"] = spelled_out(db, self.index, values["expression"])
        first = self._first(db, limit + offset, values)
        if first is None:
            return rows(db, self.of_all, limit=limit, offset=offset, **values)
        return rows(db, self.of_keys, found=json.dumps(first[offset:]))

    def _first(self, db: sqlite3.Connection, wanted: int, values: dict[str, Any]) -> list[Row] | None:
        """Find the first so many rows; None where they are best found and shown at once."""
        latest = self._latest(db, wanted, values)
        if len(latest) == wanted:
            return latest
        if self.in_order is None:
            return None
        first = rows(db, self.in_order, least="", limit=wanted + ALIKE, **values)
        least = first[wanted - 1]["at"] if len(first) == wanted + ALIKE else ""
        if least and first[-1]["at"] == least:
            first = rows(db, self.in_order, least=least, limit=-1, **values)
        numbers = json.dumps([row["number"] for row in first if row["at"] >= least])
        return rows(db, self.in_turn, numbers=numbers, limit=wanted, **values)

    def _latest(self, db: sqlite3.Connection, wanted: int, values: dict[str, Any]) -> list[Row]:
        """Find the first so many rows in the latest meetings, or fewer where these have not enough."""
        if BEGINNING in values["expression"]:
            # The index puts all words together that begin so, each time it is asked: it is asked once.
            most = min(max(4 * LATEST, wanted), MOST_LATEST)
            return rows(db, self.of_latest, meetings=most, limit=wanted, **values)
        counted = one(db, self.hits, **values)
        meetings: int | None = LATEST if counted and counted["hits"] > MANY else None
        latest: list[Row] = []
        while meetings and len(latest) < wanted:
            latest = rows(db, self.in_latest, meetings=meetings, limit=wanted, **values)
            meetings = _more(meetings, len(latest), wanted)
        return latest


def _more(meetings: int, had: int, wanted: int) -> int | None:
    """How many meetings likely have all that are wanted when so many had some; None where it is too many to look at."""
    if not had:
        return 4 * meetings if meetings == LATEST else None
    enough = max(2 * meetings, meetings * wanted * 5 // (had * 4))
    return enough if enough <= MOST_LATEST else None


def _matched(searched: Searched, expression: str) -> str:
    return f"select rowid from {searched.index} where {searched.index} match {expression}"  # noqa: S608


def one_of(*ways: tuple[str, str], columns: str, order: str, limit: str) -> str:
    """Select by the way whose condition holds: a limit of none ends the others before they begin."""
    most, _, offset = limit.partition(" offset ")
    return "\nunion all\n".join(
        f"select * from (select {columns} from {rows} order by {order}"  # noqa: S608
        f" limit iif({condition}, {most}, 0) offset {offset or 0})"
        for rows, condition in ways
    )
