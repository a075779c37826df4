"""What stored rows said before: a row of ``revisions`` for every change that a reader of the database could see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from rådscraper.personal_data import mask, mask_address
from rådscraper.store.cells import Row, Rows
from rådscraper.store.changes import BOOKKEEPING, Changes
from rådscraper.store.masking import ADDRESSES
from rådscraper.store.stored import OF_MEETING

UNTOLD = BOOKKEEPING | {"first_seen_at", "last_seen_at", "changed_at"}
TOLD = ("bodies", "meetings", "documents", *OF_MEETING)

CHANGED_AFTER_PUBLICATION = """
select
    meetings.municipality_id, bodies.name as body_name, meetings.date, revisions.meeting_id,
    coalesce(agenda_items.title, json_extract(before, '$.title'), json_extract(after, '$.title')) as title,
    agenda_items.id as agenda_item_id,
    revisions.table_name, revisions.row_id, revisions.changed_at, revisions.before, revisions.after, revisions.crawl_id
from revisions
join meetings on meetings.id = revisions.meeting_id
join bodies on bodies.id = meetings.body_id
left join agenda_items on agenda_items.id = coalesce(
    case when revisions.table_name = 'agenda_items' then revisions.row_id end,
    (select agenda_item_id from decisions where decisions.id = revisions.row_id),
    json_extract(before, '$.agenda_item_id'), json_extract(after, '$.agenda_item_id')
)
where revisions.is_after_minutes = 1
    and revisions.cause = 'site'
    and revisions.table_name in ('agenda_items', 'decisions')
    and (before is null or after is null or exists (
        select 1 from json_each(after)
        where key in ('title', 'summary', 'recommendation', 'decision', 'outcome', 'text')
    ))
order by revisions.changed_at desc, revisions.row_id
"""


class Cause(StrEnum):
    """Why a row changed: the site tells otherwise, or the same is read otherwise than before."""

    SITE = "site"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and why rows changed; ``is_after_minutes`` when the meeting's minutes were held already."""

    crawl_id: str | None
    changed_at: str
    cause: Cause = Cause.SITE
    is_after_minutes: bool = False


def extend_revisions(db: Database) -> None:
    """Let ``revisions`` tell meeting, cause and whether minutes were held; make ``changed_after_publication``."""
    revisions = db.table("revisions")
    revisions.add_column("meeting_id", str, fk="meetings", fk_col="id")
    revisions.add_column("cause", str)
    revisions.add_column("is_after_minutes", int)
    revisions.create_index(["meeting_id"])
    revisions.create_index(["table_name", "row_id"])
    db.create_view("changed_after_publication", CHANGED_AFTER_PUBLICATION)


def note_changes(db: Database, occasion: Occasion, meeting_id: str, changes: Changes, stored: Rows) -> None:
    """Note how the rows of a meeting that is stored already will differ, within the transaction that writes them."""
    note_rows(db, occasion, meeting_id, _told(changes, stored))


def note_rows(
    db: Database, occasion: Occasion, meeting_id: str | None, told: Iterable[tuple[str, str, Row | None, Row | None]]
) -> None:
    """Note rows as table, id, row before (None: it is new) and row after (None: it is gone)."""
    (last,) = db.execute("select coalesce(max(rowid), 0) from revisions").fetchone()
    rows = []
    for table, row_id, before, after in told:
        differ = _differing(before, after)
        if differ:
            last += 1
            row = {"id": f"{occasion.crawl_id or meeting_id or row_id}:r{last}", "crawl_id": occasion.crawl_id}
            row |= {"table_name": table, "row_id": row_id, "changed_at": occasion.changed_at}
            row |= {"before": _as_json(before, differ), "after": _as_json(after, differ), "meeting_id": meeting_id}
            rows.append(row | {"cause": str(occasion.cause), "is_after_minutes": int(occasion.is_after_minutes)})
    db.table("revisions").insert_all(rows, pk="id")


def forget_revisions(db: Database, rows: Sequence[Row]) -> None:
    """Delete what is noted of rows that are taken away, and of all that ever hung on the same items."""
    ids = {str(row.get("agenda_item_id") or row["id"]) for row in rows}
    ids |= {str(row["decision_id"]).rpartition(":")[0] for row in rows if row.get("decision_id")}
    for key in ids:
        db.execute("delete from revisions where row_id = ? or substr(row_id, 1, ?) = ?", [key, len(key) + 1, f"{key}:"])


def _told(changes: Changes, stored: Rows) -> Iterator[tuple[str, str, Row | None, Row | None]]:
    for table in TOLD:
        for row in changes.writes.get(table, ()):
            before = stored[table].get(row["id"])
            if before is not None or table in OF_MEETING or table == "documents":
                yield table, row["id"], before, row
        for key in changes.deletes.get(table, ()):
            yield table, key, stored[table][key], None


def _differing(before: Row | None, after: Row | None) -> list[str]:
    columns = [column for column in (after or before or {}) if column not in UNTOLD]
    if before is None or after is None:
        return columns
    return [column for column in columns if before.get(column) != after[column]]


def _as_json(row: Row | None, columns: list[str]) -> str | None:
    """Lay columns out; what was stored by a version that masked less is masked now."""
    if row is None:
        return None
    return json.dumps({column: _masked(column, row.get(column)) for column in columns}, ensure_ascii=False)


def _masked(column: str, value: object) -> object:
    if not isinstance(value, str) or column == "id" or column.endswith(("_id", "sha256")):
        return value
    return mask_address(value) if column in ADDRESSES else mask(value)
