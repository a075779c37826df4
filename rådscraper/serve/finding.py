"""Full-text hits in the order of their meetings, for rare and for common words: as SQL that picks its own way.

The index knows its hits in the order they were stored. To sort them by meeting they must be read, which is nothing for
a few and a second for a hundred thousand. So many hits are only gathered as numbers, and the items read meeting by
meeting until enough of them are among these; and where a word is in a great part of all items, each item is looked up
in the index instead. Whichever way is taken, the same rows come out in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass

FEW = 1_000
"""So many hits are read and sorted sooner than they are met with from the latest meeting back."""
MANY = 30_000
"""So many are gathered sooner than looked up one by one."""


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
    matched = f"select {{}} from {searched.index} where {searched.index} match {expression}"  # noqa: S608
    gathered = f"{searched.row} in ({matched.format('rowid')})"
    looked_up = f"exists ({matched.format('1')} and {searched.index}.rowid = {searched.row})"
    hits = f"(select count(*) from ({matched.format('1')} limit {MANY + 1}))"  # noqa: S608
    return one_of(
        (f"{searched.from_hits} where {gathered} and {where}", f"{hits} <= {FEW}"),
        (f"{searched.from_meetings} where +{gathered} and {where}", f"{hits} between {FEW + 1} and {MANY}"),
        (f"{searched.from_meetings} where {looked_up} and {where}", f"{hits} > {MANY}"),
        columns=columns,
        order=order,
        limit=limit,
    )


def one_of(*ways: tuple[str, str], columns: str, order: str, limit: str) -> str:
    """Select by the way whose condition holds: a limit of none ends the others before they begin."""
    most, _, offset = limit.partition(" offset ")
    return "\nunion all\n".join(
        f"select * from (select {columns} from {rows} order by {order}"  # noqa: S608
        f" limit iif({condition}, {most}, 0) offset {offset or 0})"
        for rows, condition in ways
    )
