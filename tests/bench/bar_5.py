"""Bar 5: storing a meeting against the bare upserts of its rows, and storing it once more when nothing has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from rådscraper.extract import extract
from rådscraper.items import Meeting
from rådscraper.store.cells import Row
from rådscraper.store.rows import TABLES, meeting_rows
from rådscraper.store.search_tables import ITEMS as SEARCHED
from rådscraper.store.writer import SaveResult, Store
from tests.bench import timing
from tests.bench.meetings import NOW, new_meetings, served, source_of

BATCHES = 25
BATCH = 5
"""Meetings a sample."""
ITEMS = 20
LATER = NOW + timedelta(days=1)

MOST_FOR_NEW = 1.3
MOST_FOR_UNCHANGED = 0.2

Prepared = list[tuple[str, list[Row]]]


def rows() -> Iterator[timing.Row]:
    """Save, upsert, save again: every batch is new to both databases, which have the same tables and indexes."""
    made = [extract(source_of(served(one)), NOW) for one in new_meetings((BATCHES + 1) * BATCH, ITEMS)]
    warm_up, *batches = [made[start : start + BATCH] for start in range(0, len(made), BATCH)]
    new, unchanged = [], []
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        store = opened.enter_context(Store.open(folder / "ours.db"))
        raw = opened.enter_context(Store.open(folder / "raw.db")).db
        _save(store, warm_up, NOW, SaveResult.NEW)
        _upsert(raw, [_prepared(meeting, store.db) for meeting in warm_up])
        for batch in batches:
            saving = timing.seconds_of(partial(_save, store, batch, NOW, SaveResult.NEW))
            prepared = [_prepared(meeting, store.db) for meeting in batch]
            upserting = timing.seconds_of(partial(_upsert, raw, prepared))
            again = timing.seconds_of(partial(_save, store, batch, LATER, SaveResult.UNCHANGED))
            new.append(saving / upserting)
            unchanged.append(again / saving)
        if _contents(store.db) != _contents(raw):
            raise RuntimeError("the two databases do not hold the same rows")
        before = _contents(store.db)
        _save(store, made, LATER + timedelta(days=1), SaveResult.UNCHANGED)
        changed = len(before ^ _contents(store.db))
    saved = f"saving a new meeting of {ITEMS} items"
    yield timing.Row(5, saved, "upserts of its rows, search on", timing.Spread.of(new), MOST_FOR_NEW)
    yield timing.Row(5, "saving it unchanged", "saving it new", timing.Spread.of(unchanged), MOST_FOR_UNCHANGED)
    again_all = f"rows changed, {len(made)} meetings saved unchanged"
    yield timing.Row(5, again_all, "none but last_seen_at", timing.Spread.of([changed]), 0, "")


def _save(store: Store, meetings: Sequence[Meeting], now: datetime, expected: SaveResult) -> None:
    for meeting in meetings:
        result = store.save(meeting, None, now)
        if result is not expected:
            raise RuntimeError(f"saving {meeting.key} was to be {expected}, and was {result}")


def _prepared(meeting: Meeting, saved: Database) -> Prepared:
    """A meeting's rows with the times the store would add, and the stems it saved, whose rows fill the index."""
    laid_out, now = meeting_rows(meeting), NOW.isoformat(timespec="seconds")
    for table in ("documents", "meetings"):
        for row in laid_out[table].values():
            row |= {"first_seen_at": now, "last_seen_at": now}
    for row in laid_out["meetings"].values():
        row["changed_at"] = now
    stems = list(saved.table(SEARCHED.stems).rows_where("id like ? || '%'", [meeting.key]))
    return [*((table, list(laid_out[table].values())) for table in TABLES if laid_out[table]), (SEARCHED.stems, stems)]


def _upsert(db: Database, meetings: Sequence[Prepared]) -> None:
    for tables in meetings:
        with db.atomic():
            for table, upserted in tables:
                db.table(table).upsert_all(upserted, pk="docid" if table == SEARCHED.stems else "id")


def _contents(db: Database) -> set[tuple[object, ...]]:
    """Every row of every meeting, without the note of when it was last seen."""
    return {
        (table, *(value for column, value in row.items() if column != "last_seen_at"))
        for table in (*TABLES, SEARCHED.stems)
        for row in db.table(table).rows
    }
