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
from rådscraper.store.rows import TABLES, Row, meeting_rows
from rådscraper.store.writer import SaveResult, Store
from tests.bench import timing
from tests.bench.meetings import NOW, new_meetings, served, source_of

BATCHES = 25
BATCH = 5
"""Meetings a sample."""
ITEMS = 20
LATER = NOW + timedelta(days=1)

SEARCHED = {"agenda_items": ["title"], "sections": ["heading", "text"], "decisions": ["text"]}
"""What is searched for words, while the schema has no search of its own."""

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
        search = _switch_search_on(store.db)
        _switch_search_on(raw)
        _save(store, warm_up, NOW, SaveResult.NEW)
        _upsert(raw, [_prepared(meeting) for meeting in warm_up])
        for batch in batches:
            prepared = [_prepared(meeting) for meeting in batch]
            saving = timing.seconds_of(partial(_save, store, batch, NOW, SaveResult.NEW))
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
    yield timing.Row(5, saved, f"upserts of its rows, {search}", timing.Spread.of(new), MOST_FOR_NEW)
    yield timing.Row(5, "saving it unchanged", "saving it new", timing.Spread.of(unchanged), MOST_FOR_UNCHANGED)
    again_all = f"rows changed, {len(made)} meetings saved unchanged"
    yield timing.Row(5, again_all, "none but last_seen_at", timing.Spread.of([changed]), 0, "")


def _switch_search_on(db: Database) -> str:
    """Make the bar's triggers where the schema has none of its own, and say which there are."""
    if any(table.virtual_table_using for table in db.tables):
        return "search on"
    for table, columns in SEARCHED.items():
        db.table(table).enable_fts(columns, create_triggers=True, tokenize="unicode61 remove_diacritics 0")
    return "stand-in search"


def _save(store: Store, meetings: Sequence[Meeting], now: datetime, expected: SaveResult) -> None:
    for meeting in meetings:
        result = store.save(meeting, None, now)
        if result is not expected:
            raise RuntimeError(f"saving {meeting.key} was to be {expected}, and was {result}")


def _prepared(meeting: Meeting) -> Prepared:
    """A meeting's rows with the times the store would add."""
    laid_out, now = meeting_rows(meeting), NOW.isoformat(timespec="seconds")
    for table in ("documents", "meetings"):
        for row in laid_out[table].values():
            row |= {"first_seen_at": now, "last_seen_at": now}
    for row in laid_out["meetings"].values():
        row["changed_at"] = now
    return [(table, list(laid_out[table].values())) for table in TABLES if laid_out[table]]


def _upsert(db: Database, meetings: Sequence[Prepared]) -> None:
    for tables in meetings:
        with db.atomic():
            for table, upserted in tables:
                db.table(table).upsert_all(upserted, pk="id")


def _contents(db: Database) -> set[tuple[object, ...]]:
    """Every row of every meeting, without the note of when it was last seen."""
    return {
        (table, *(value for column, value in row.items() if column != "last_seen_at"))
        for table in TABLES
        for row in db.table(table).rows
    }
