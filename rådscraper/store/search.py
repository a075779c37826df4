"""Keeping the full-text index in step: what is new goes in, what changed was taken out by itself and goes in again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from rådscraper.search.stems import search_forms
from rådscraper.store.search_order import count_wrong
from rådscraper.store.search_tables import (
    FILE_PAGE_LINKS,
    INDEXES,
    ITEMS,
    PAGES,
    Index,
    create_index,
    drop_index,
    trigger_names,
)

AT_ONCE = 1000
"""Rows read, stemmed and written at a time."""


def create_search(db: Database) -> None:
    """Make both indexes and the view ``file_page_links``, and index what the database holds."""
    for index in INDEXES:
        create_index(db, index)
        _put_in(db, index)
    db.create_view("file_page_links", FILE_PAGE_LINKS, replace=True)


def rebuild_search(db: Database) -> None:
    """Make both indexes anew from the tables, in one transaction: who searches meanwhile searches the old ones."""
    with db.atomic():
        for index in INDEXES:
            drop_index(db, index)
        create_search(db)
        for index in INDEXES:
            # Into one piece: looking up a word in a dozen takes four times as long.
            db.execute(f"insert into {index.fts} ({index.fts}) values ('optimize')")  # noqa: S608


def index_meeting(db: Database, meeting_id: str) -> int:
    """Put a meeting's items and its papers into the index, as far as they aren't in it and may be; tells how many."""
    papers = "file_pages.file_sha256 in (select file_sha256 from attachments where meeting_id = ?)"
    items = _put_in(db, ITEMS, "agenda_items.meeting_id = ?", [meeting_id])
    return items + _put_in(db, PAGES, papers, [meeting_id])


def index_file_pages(db: Database, sha256: str) -> int:
    """Put a file's pages into the index, as far as they aren't in it and may be; tells how many."""
    return _put_in(db, PAGES, "file_pages.file_sha256 = ?", [sha256])


def is_out_of_step(db: Database) -> bool:
    """Tell whether a table that is searched was made anew since: its triggers are gone, or its rows numbered otherwise.

    The tables are keyed by text, so copying one row by row numbers it anew without gaps, and a search would find
    other rows. The last row tells: it has kept its number only when there was no gap before it.
    """
    return any(_lacks_triggers(db, index) or _is_renumbered(db, index) for index in INDEXES)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one index found: how many rows it holds, and what is wrong, a sentence each."""

    table: str
    rows: int
    faults: tuple[str, ...]


def check_search(db: Database) -> list[Checked]:
    """Hold both indexes against the tables they are of; changes nothing."""
    return [_check(db, index) for index in INDEXES]


def _lacks_triggers(db: Database, index: Index) -> bool:
    there = {name for (name,) in db.execute("select name from sqlite_master where type = 'trigger'")}
    return not there.issuperset(trigger_names(index))


def _is_renumbered(db: Database, index: Index) -> bool:
    moved = db.execute(
        f"select 1 from (select * from {index.stems} order by docid desc limit 1) as {index.stems}"  # noqa: S608
        f" left join {index.table} on {index.same_key} where {index.table}.rowid is not {index.stems}.docid"
    )
    return bool(moved.fetchone())


def _check(db: Database, index: Index) -> Checked:
    faults = []
    try:
        with db.atomic():
            # With rank 1 it is held against the texts as well, not only against itself.
            db.execute(f"insert into {index.fts} ({index.fts}, rank) values ('integrity-check', 1)")  # noqa: S608
    except sqlite3.DatabaseError as error:
        faults.append(f"the index of {index.table} does not hold the words of the texts ({error})")
    same = f"from {index.table} join {index.stems} on {index.same_key} and {index.table}.rowid = {index.stems}.docid"
    rows, held, wanted, right = (
        int(db.execute(f"select count(*) from {what}").fetchone()[0])  # noqa: S608
        for what in (
            f"{index.fts}_docsize",
            index.stems,
            f"{index.table} where {index.may_be_found}",
            f"(select 1 {same} where {index.may_be_found})",
        )
    )
    if not rows == held == wanted == right:
        faults.append(
            f"of {wanted} rows of {index.table} that may be found the index holds {right};"
            f" it has {rows} entries and {held} rows of stems"
        )
    if index is ITEMS and (wrong := count_wrong(db)):
        faults.append(f"of {wrong} rows of {index.table} the index does not hold what they are put in order by")
    return Checked(index.table, rows, tuple(faults))


def _put_in(db: Database, index: Index, where: str = "1", parameters: Sequence[Any] = ()) -> int:
    key = ", ".join(f"{index.table}.{name}" for name in index.key)
    lacking = (
        f"select {index.table}.rowid, {key}, {index.texts} from {index.table} where {where}"  # noqa: S608
        f" and not exists (select 1 from {index.stems} where {index.same_key}) and {index.may_be_found}"
    )
    names = ("docid", *index.key, "stems")
    texts_from = len(names) - 1
    count = 0
    with db.atomic():
        found = db.execute(lacking, parameters)
        while rows := found.fetchmany(AT_ONCE):
            # Many rows a statement: FTS5 writes out what it has learnt at the end of each.
            db.table(index.stems).insert_all(
                dict(zip(names, (*row[:texts_from], search_forms(row[texts_from:])), strict=True)) for row in rows
            )
            count += len(rows)
    return count
