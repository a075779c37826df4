"""Everything of one meeting, read from a release's database: what NDJSON and OParl are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WholeMeeting:
    """A meeting's row and the rows that hang on it, as the tables have them; ``files`` by hash, others by parent."""

    meeting: Row
    body: Row
    municipality: Row
    documents: list[Row]
    items: list[Row]
    attendances: list[Row]
    decisions: dict[str, list[Row]]
    votes: dict[str, list[Row]]
    attachments: dict[str, list[Row]]
    files: dict[str, Row]


def whole_meetings(db: Database) -> Iterator[WholeMeeting]:
    """Read all meetings, one at a time, in the order of their ids."""
    bodies = {row["id"]: row for row in db.table("bodies").rows}
    municipalities = {row["id"]: row for row in db.table("municipalities").rows}
    for (key,) in db.execute("select id from meetings order by id").fetchall():
        meeting = db.table("meetings").get(key)
        of_items = "select id from agenda_items where meeting_id = :id"
        files = "sha256 in (select file_sha256 from attachments where meeting_id = :id)"
        yield WholeMeeting(
            dict(meeting),
            bodies[meeting["body_id"]],
            municipalities[meeting["municipality_id"]],
            _rows(db, "documents", "meeting_id = :id", key, "published_at, id"),
            _rows(db, "agenda_items", "meeting_id = :id", key, "position, id"),
            _rows(db, "attendances", "meeting_id = :id", key, "rowid"),
            _by("agenda_item_id", _rows(db, "decisions", "meeting_id = :id", key, "position, id")),
            _by(
                "decision_id",
                _rows(
                    db,
                    "votes",
                    f"decision_id in (select id from decisions where agenda_item_id in ({of_items}))",  # noqa: S608
                    key,
                    "rowid",
                ),
            ),
            _by("agenda_item_id", _rows(db, "attachments", "meeting_id = :id", key, "position, id")),
            {row["sha256"]: row for row in _rows(db, "files", files, key, "sha256")},
        )


def filled(**told: Any) -> dict[str, Any]:
    """Leave out what is missing: None, and lists and objects that hold nothing."""
    return {name: value for name, value in told.items() if value is not None and value != [] and value != {}}


def _rows(db: Database, table: str, where: str, key: str, order: str) -> list[Row]:
    return list(db.table(table).rows_where(where, {"id": key}, order_by=order))


def _by(column: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return dict(grouped)
