"""Full-text hits in the order of their meetings, for rare and for common words: as SQL that picks its own way.

The index knows its hits in the order they were stored. To sort them by meeting they must be read, which is nothing for
a few and a second for a hundred thousand. So many hits are only gathered as numbers, and the items read meeting by
meeting until enough of them are among these. Whichever way is taken, the same rows come out in the same order.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from rådscraper.serve.asking import Row, one, rows

FEW = 1_000
"""So many hits are read and sorted sooner than they are met with from the latest meeting back."""
MOST = 100_000
"""Where there are more, even gathering them takes long, and the latest meetings are likely to have enough."""
LATEST = 40
"""Meetings that are looked through for them, an item at a time."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched: its index, the name of its row's number, and how it hangs together with the meetings.

    ``from_hits`` is joined so that SQLite may begin with the hits, ``from_meetings`` so that it begins with meetings.
    """

    index: str
    row: str
    from_hits: str
    from_meetings: str


_OF_MEETING = """
join bodies on bodies.id = meetings.body_id
join municipalities on municipalities.id = meetings.municipality_id"""
ITEMS = Searched(
    "agenda_items_fts",
    "agenda_items.rowid",
    f"agenda_items join meetings on meetings.id = agenda_items.meeting_id{_OF_MEETING}",
    f"meetings cross join agenda_items on agenda_items.meeting_id = meetings.id{_OF_MEETING}",
)
PAGES = Searched(
    "file_pages_fts",
    "file_page_links.rowid",
    "file_page_links join attachments on attachments.id = file_page_links.attachment_id"
    f" join meetings on meetings.id = file_page_links.meeting_id{_OF_MEETING}",
    "meetings cross join attachments on attachments.meeting_id = meetings.id and attachments.file_sha256 is not null"
    f" cross join file_page_links on file_page_links.attachment_id = attachments.id{_OF_MEETING}",
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
    """A search for ``:expression``, the ``limit`` asked for with the values: of all, or only of the latest meetings."""

    of_all: str
    of_latest: str
    hits: str

    @classmethod
    def of(cls, searched: Searched, columns: str, where: str, order: str, last: str) -> Finding:
        """Make a search in an order of columns of ``meetings`` and then of ``last``."""
        latest = f"(select * from meetings order by {order} limit {LATEST}) as {searched.from_meetings}"  # noqa: S608
        matched = _matched(searched, ":expression")
        limit, ordered = ":limit offset :offset", f"{order}, {last}"
        return cls(
            found(searched, columns, where, ordered, limit),
            f"select {columns} from {latest}"  # noqa: S608
            f" where exists ({matched} and {searched.index}.rowid = {searched.row}) and {where}"
            f" order by {ordered} limit {limit}",
            f"select count(*) as hits from ({matched} limit {MOST + 1})",  # noqa: S608
        )

    def rows(self, db: sqlite3.Connection, *, limit: int, offset: int = 0, **values: object) -> list[Row]:
        """Ask; what the latest meetings have is all that is wanted if it is enough."""
        counted = one(db, self.hits, **values)
        if counted and counted["hits"] > MOST and not offset:
            latest = rows(db, self.of_latest, limit=limit, offset=0, **values)
            if len(latest) == limit:
                return latest
        return rows(db, self.of_all, limit=limit, offset=offset, **values)


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
