"""Datasette's table pages show the same rows whichever way a search takes, and tell when they did not count all."""

from __future__ import annotations

from typing import Any

import pytest
from datasette.database import Database
from parsel import Selector

from rådscraper.serve import table_pages
from rådscraper.serve.finding import FEW
from tests.serve.asking import Served

SEARCHES = {
    "word": ("agenda_items", {"_search": "dagsorden"}),
    "phrase": ("agenda_items", {"_search": '"godkendelse af dagsorden"'}),
    "column": ("agenda_items", {"_search_title": "dagsorden"}),
    "raw": ("agenda_items", {"_search": "dagsorden OR budget*", "_searchmode": "raw"}),
    "with a filter": ("agenda_items", {"_search": "dagsorden", "outcome": "approved"}),
    "sorted": ("agenda_items", {"_search": "dagsorden", "_sort_desc": "title"}),
    "pages": ("file_pages", {"_search": "og"}),
    "links": ("file_page_links", {"_search": "og", "_sort": "page_url"}),
}


@pytest.fixture
def as_many(monkeypatch):
    """Let any search find more than few."""
    return lambda: monkeypatch.setattr(table_pages, "FEW", 0)


def heading(demo: Served, path: str, **query: Any) -> str:
    return " ".join(" ".join(Selector(demo.page(path, **query)).css("main .antal ::text").getall()).split())


@pytest.mark.parametrize(("table", "asked"), SEARCHES.values(), ids=SEARCHES)
def test_either_way_gives_the_same_rows_and_count(demo, as_many, table, asked):
    asked = {"_shape": "objects", "_size": "max", **asked}
    plain = demo.json(f"/raad/{table}.json", **asked)
    assert 0 < len(plain["rows"]) == plain["filtered_table_rows_count"] < FEW
    assert " in (select rowid from " in plain["query"]["sql"]
    as_many()
    found = demo.json(f"/raad/{table}.json", **asked)
    assert (found["rows"], found["filtered_table_rows_count"]) == (plain["rows"], len(plain["rows"]))
    assert ("+rowid in (select" in found["query"]["sql"]) == ("_sort" not in asked and "_sort_desc" not in asked)


def test_going_from_page_to_page_misses_nothing(demo, as_many):
    whole = demo.json("/raad/agenda_items.json", _search="dagsorden", _shape="array", _size="max")
    as_many()
    found: list[Any] = []
    asked: dict[str, str] | None = {}
    while asked is not None:
        page = demo.json("/raad/agenda_items.json", _search="dagsorden", _shape="objects", _size="7", **asked)
        found += page["rows"]
        asked = {"_next": page["next"]} if page["next"] else None
    assert len(found) > 14
    assert found == whole


def test_a_search_that_is_no_expression_is_told_as_before(demo, as_many):
    as_many()
    assert demo.get("/raad/agenda_items", _search='"', _searchmode="raw").status_code == 400


@pytest.mark.parametrize("asked", [{}, {"_search": "dagsorden"}, {"outcome": "approved"}])
def test_a_page_tells_when_it_did_not_count_all(demo, monkeypatch, asked):
    known = demo.json("/raad/agenda_items.json", **asked)["filtered_table_rows_count"]
    assert str(known) in heading(demo, "/raad/agenda_items", **asked)
    monkeypatch.setattr(table_pages, "MOST", known)
    assert str(known) in heading(demo, "/raad/agenda_items", **asked)
    assert "mere end" not in heading(demo, "/raad/agenda_items", **asked)
    monkeypatch.setattr(table_pages, "MOST", known - 1)
    told = heading(demo, "/raad/agenda_items", **asked)
    assert told.startswith(f"mere end {known - 1} rækker")
    assert str(known) not in told
    assert demo.json("/raad/agenda_items.json", **asked)["filtered_table_rows_count"] == known


def test_sql_that_people_write_counts_to_the_end(demo, monkeypatch):
    monkeypatch.setattr(table_pages, "MOST", 5)
    known = len(demo.json("/raad/bodies.json", _shape="array", _size="max"))
    sql = "select count(*) from bodies"
    assert demo.json("/raad.json", sql=sql, _shape="arrays")["rows"] == [[known]]
    assert f">{known}<" in demo.page("/raad", sql=sql)


def test_the_page_of_the_database_counts_so_far_too(demo, monkeypatch):
    counts = {table["name"]: table["count"] for table in demo.json("/raad.json")["tables"]}
    assert counts["municipalities"] == 4
    assert counts["bodies"] == len(demo.json("/raad/bodies.json", _shape="array", _size="max"))
    monkeypatch.setattr(table_pages, "MOST", 4)
    shown = [table for table in demo.json("/raad.json")["tables"] if not table["hidden"]]
    counts = {table["name"]: table["count"] for table in shown}
    assert (counts["municipalities"], counts["agenda_items"]) == (4, None)
    assert demo.page("/raad").count("mere end") == sum(count is None for count in counts.values()) > 5


def asked_of(demo: Served, monkeypatch: pytest.MonkeyPatch, **query: str) -> list[str]:
    """The SQL asked for a page of items."""
    asked = []
    execute = Database.execute

    async def noted(self: Database, sql: str, *values: Any, **options: Any) -> Any:
        asked.append(sql)
        return await execute(self, sql, *values, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "execute", noted)
        demo.page("/raad/agenda_items", **query)
    return asked


def test_a_search_is_counted_in_its_index_unless_more_is_asked(demo, as_many, monkeypatch):
    as_many()
    (of_search,) = [
        sql for sql in asked_of(demo, monkeypatch, _search="dagsorden") if sql.startswith("select count(*) from")
    ]
    assert "from agenda_items_fts" in of_search
    assert "from agenda_items where" not in of_search
    (narrowed,) = [
        sql
        for sql in asked_of(demo, monkeypatch, _search="dagsorden", outcome="approved")
        if sql.startswith("select count(*) from")
    ]
    assert "from agenda_items where" in narrowed
    assert "+rowid" not in narrowed
    assert all(f"limit {table_pages.MOST + 1}" in sql for sql in (of_search, narrowed))
