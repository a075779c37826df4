"""No question and no page reads a large table from end to end, and pages are quick beside a page of one row."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial

import pytest
from datasette.utils import tilde_encode

from rådscraper.search.query import match_expression
from rådscraper.serve import coming, following, reasons
from rådscraper.serve.finding import Finding
from rådscraper.serve.pages import bodies, cases, changing, front, meeting, paper, people, searching
from rådscraper.serve.papers import FILE
from rådscraper.serve.published import PUBLISHED
from rådscraper.serve.queries import QUERIES
from tests.bench import timing
from tests.serve.test_pages import MEETING

LARGE = (
    *("agenda_items", "attachments", "attendances", "decision_attendances", "decisions", "document_originals"),
    *(
        "agenda_items_fts_order",
        "documents",
        "file_pages",
        "meetings",
        "original_fetches",
        "revisions",
        "sections",
        "votes",
    ),
)
"""Tables that grow with the meetings. Municipalities, bodies and crawls stay few."""

OF_PAGES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": sql
    for module in (front, bodies, meeting, paper, people, cases, changing, searching, reasons, following, coming)
    for name, sql in vars(module).items()
    if name.isupper() and isinstance(sql, str) and sql.strip().startswith(("select", "with"))
} | {
    f"{module.__name__.rpartition('.')[2]}.{name}.{way}": getattr(found, way)
    for module in (searching, following)
    for name, found in vars(module).items()
    if isinstance(found, Finding)
    for way in Finding.__slots__
    if way != "index" and getattr(found, way)
}
IN_ORDER = (
    *("meetings USING INDEX serve_meetings_date_starts_at", "meetings USING INDEX serve_meetings_changed_at"),
    "revisions USING INDEX serve_revisions_of_minutes",
)
"""The front page, the feed of all and what was changed read the latest few in the order of an index and stop."""

NAMED = re.compile(r"\b(?:from|join)\s+(\w+)\s+as\s+(\w+)")
NARROWED = re.compile(r"\b(\w+)[=<>]")
"""The columns by which a step of a plan narrows what it reads: ``(meeting_id=? AND is_open>?)``."""

TIMES_A_ROW_PAGE = 10


@pytest.fixture(scope="module")
def db(demo_folder):
    with closing(sqlite3.connect(f"{(demo_folder / 'raad.db').as_uri()}?mode=ro", uri=True)) as db:
        db.create_function("match_expression", 1, match_expression, deterministic=True)
        yield db


def scans(db: sqlite3.Connection, sql: str) -> list[str]:
    """The steps of a plan that read a large table whole, or as good as whole."""
    text = with_views(db, sql)
    # A name in a query may be another than the table's own, also within a view.
    names = {name: name for name in LARGE} | {name: table for table, name in NAMED.findall(text) if table in LARGE}
    values = dict.fromkeys(re.findall(r":([a-z_0-9]+)", sql), "x") | {"limit": 1, "offset": 0}
    steps = [step for *_, step in db.execute(f"explain query plan {sql}", values)]
    assert steps
    made = {f"SCAN {step.split()[1]}" for step in steps if step.startswith(("CO-ROUTINE", "MATERIALIZE"))}
    return [step for step in steps if step not in made and is_whole(step, names, text)]


def with_views(db: sqlite3.Connection, sql: str) -> str:
    """A query with the text of the views it asks, and of those these ask."""
    views = dict(db.execute("select name, sql from sqlite_master where type = 'view'").fetchall())
    text = sql
    asked: set[str] = set()
    while new := {name for name in views if re.search(rf"\b{name}\b", text)} - asked:
        asked |= new
        text = "\n".join([text, *(views[name] for name in new)])
    return text


def is_whole(step: str, names: dict[str, str], text: str) -> bool:
    """Whether a step goes through all of a table: no condition narrows it, or only that a column is NULL does."""
    verb, name = (*step.split(), "")[:2]
    if name.endswith("_fts"):
        return not re.search("VIRTUAL TABLE INDEX 0:[M=]", step)
    if verb not in ("SCAN", "SEARCH") or name not in names:
        return False
    if verb == "SCAN" or "AUTOMATIC" in step:
        return not step.endswith(IN_ORDER)
    narrowed = NARROWED.findall(step.partition("(")[2])
    return all(re.search(rf"\b(?:where|and|on)\s+{name}\.{column} is null", text) for column in narrowed)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_question_reads_a_large_table_whole(db, query):
    assert scans(db, query.sql) == []


@pytest.mark.parametrize("sql", [*OF_PAGES.values(), FILE], ids=[*OF_PAGES, "papers.FILE"])
def test_no_page_reads_a_large_table_whole(db, sql):
    assert scans(db, sql) == []


@pytest.mark.parametrize("table", PUBLISHED)
def test_leaving_out_what_is_withdrawn_reads_nothing_else_whole(db, table):
    steps = scans(db, f"select * from {table} where {PUBLISHED[table]}")
    # The page of a table goes through the table itself, that of a view through one of its own, until it has enough.
    assert len(steps) <= 1
    assert with_views(db, table) != table or all(step.split()[1] == table for step in steps)


@pytest.mark.parametrize("view", ["item_attendance", "changed_after_publication"])
def test_a_page_of_a_view_gathers_and_sorts_nothing_large(db, view):
    sql = f"select * from {view} where {PUBLISHED.get(view, 'true')} limit 101"
    steps = [step for *_, step in db.execute(f"explain query plan {sql}")]
    # The view's own rows one after the other, and of the meetings only those that were withdrawn.
    of_view = {"item_attendance": "SCAN attendances", "changed_after_publication": f"SCAN {IN_ORDER[-1]}"}
    assert scans(db, sql) in ([], [of_view[view]])
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


OF_STATUS = "select * from meetings where status {} and removed_at is null order by date desc limit 101"


@pytest.mark.parametrize("sql", [front.LATEST, front.COMING, OF_STATUS.format("= 'planned'")])
def test_the_latest_meetings_are_read_in_their_order(db, sql):
    steps = [step for *_, step in db.execute(f"explain query plan {sql}", {"today": "x"})]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_counting_meetings_by_status_reads_none_of_them(db):
    sql = "select status, count(*) from (select * from meetings where removed_at is null) group by status"
    assert [step for *_, step in db.execute(f"explain query plan {sql}") if "USING COVERING INDEX" in step]


def test_a_full_scan_would_be_noticed(db):
    assert scans(db, "select * from agenda_items where title = :x")
    assert scans(db, "select * from meetings as held where held.place = :x")
    assert scans(db, "select * from agenda_items_fts where title like :x")
    assert scans(db, "select * from item_attendance where name = :x")
    assert scans(db, "select * from votes join decisions on votes.count = decisions.position where decisions.id = :x")


def test_that_a_column_is_null_narrows_nothing(db):
    with closing(sqlite3.connect(":memory:")) as other:
        db.backup(other)
        assert scans(other, "select * from meetings where meetings.removed_at is null and meetings.place = :x")
        other.execute("create index nulls on meetings (removed_at, place)")
        assert not scans(other, "select * from meetings where meetings.removed_at is null and meetings.place = :x")
        other.execute("create index mostly_null on documents (removed_at)")
        assert scans(other, "select * from documents where documents.removed_at is null")


@pytest.mark.parametrize("path", ["/", f"/moede/{MEETING}"])
def test_a_page_is_quick_beside_a_page_of_one_row(demo, path):
    row: Callable[[], object] = partial(demo.page, f"/raad/agenda_items/{tilde_encode(f'{MEETING}:37')}")
    assert timing.ratio_in_turn(partial(demo.page, path), row, 9).median < TIMES_A_ROW_PAGE
