"""Datasette's table pages show the same rows whichever way a search takes, and tell when they did not count all."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from datasette.database import Database
from parsel import Selector

from rådscraper.serve import table_database, table_pages
from rådscraper.serve.finding import FEW
from rådscraper.serve.pages import tables as pages_of_tables
from rådscraper.serve.table_database import NEAR
from tests.serve.asking import Served

SEARCHES = {
    "word": ("agenda_items", {"_search": "dagsorden"}),
    "phrase": ("agenda_items", {"_search": '"godkendelse af dagsorden"'}),
    "column": ("agenda_items", {"_search_title": "dagsorden"}),
    "raw": ("agenda_items", {"_search": "dagsorden OR budget*", "_searchmode": "raw"}),
    "with a filter": ("agenda_items", {"_search": "dagsorden", "outcome": "approved"}),
    "with another": ("agenda_items", {"_search": "dagsorden", "outcome__exact": "none"}),
    "with one like": ("agenda_items", {"_search": "dagsorden", "title__contains": "godkend"}),
    "with two": ("agenda_items", {"_search": "dagsorden", "outcome": "approved", "is_open": "1"}),
    "with SQL": ("agenda_items", {"_search": "dagsorden", "_where": "is_open = 1"}),
    "through": (
        "agenda_items",
        {"_search": "dagsorden", "_through": '{"table": "sections", "column": "kind", "value": "decision"}'},
    ),
    "two columns": ("agenda_items", {"_search_title": "dagsorden", "_search_decision": "godkendt"}),
    "beginning": ("agenda_items", {"_search": "dagsord*"}),
    "sorted": ("agenda_items", {"_search": "dagsorden", "_sort_desc": "title"}),
    "pages": ("file_pages", {"_search": "og"}),
    "links": ("file_page_links", {"_search": "og", "_sort": "page_url"}),
}


@pytest.fixture
def as_many(monkeypatch):
    """Let any search find more than few, and the rows near a page's beginning be so many for each that is shown."""

    def set_to(*near: int) -> None:
        monkeypatch.setattr(table_pages, "FEW", 0)
        monkeypatch.setattr(table_database, "NEAR", near or NEAR)

    return set_to


def heading(demo: Served, path: str, **query: Any) -> str:
    return " ".join(" ".join(Selector(demo.page(path, **query)).css("main .antal ::text").getall()).split())


@pytest.mark.parametrize(("table", "asked"), SEARCHES.values(), ids=SEARCHES)
def test_either_way_gives_the_same_rows_and_count(demo, as_many, table, asked):
    asked = {"_shape": "objects", "_size": "max", **asked}
    plain = demo.json(f"/raad/{table}.json", **asked)
    assert 0 < len(plain["rows"]) == plain["filtered_table_rows_count"] < FEW
    assert " in (select rowid from " in plain["query"]["sql"]
    for near in (NEAR, (0,), (1, 2)):
        as_many(*near)
        found = demo.json(f"/raad/{table}.json", **asked)
        assert (found["rows"], found["filtered_table_rows_count"]) == (plain["rows"], len(plain["rows"]))
        assert ("+rowid in (select" in found["query"]["sql"]) == ("_sort" not in asked and "_sort_desc" not in asked)


@pytest.mark.parametrize("near", [NEAR, (30,), (3,), (1,), (0,), (1, 2, 30)])
@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("agenda_items", {"_search": "dagsorden"}),
        ("agenda_items", {"_search": "godkendt", "outcome": "approved"}),
        ("agenda_items", {"_search": "dagsorden", "title__contains": "dagsorden"}),
        ("agenda_items", {"_search": "dagsorden", "outcome__not": "none", "is_open": "1"}),
        ("file_pages", {"_search": "og"}),
        ("file_pages", {"_search": "og", "page__lt": "3"}),
    ],
)
def test_going_from_page_to_page_misses_nothing(demo, as_many, table, asked, near):
    whole = demo.json(f"/raad/{table}.json", _shape="array", _size="max", **asked)
    as_many(*near)
    found: list[Any] = []
    next_: dict[str, str] | None = {}
    while next_ is not None:
        page = demo.json(f"/raad/{table}.json", _shape="objects", _size="3", **asked, **next_)
        found += page["rows"]
        next_ = {"_next": page["next"]} if page["next"] else None
    assert len(found) > 3
    assert found == whole


@pytest.mark.parametrize(
    ("asked", "is_near"),
    [
        ({}, True),
        ({"outcome": "approved"}, True),
        ({"_size": "3", "_next": "koege:"}, True),
        ({"_sort": "title"}, False),
        ({"title__contains": "a"}, True),
        ({"outcome": "approved", "is_open": "1"}, True),
        ({"_where": "1 = 1"}, False),
    ],
)
def test_the_rows_near_a_pages_beginning_are_looked_through_where_they_can_be_read_in_turn(
    demo, as_many, monkeypatch, asked, is_near
):
    as_many()
    rows = [sql for sql in asked_of(demo, monkeypatch, _search="dagsorden", **asked) if sql.startswith("select id, ")]
    assert [("near as materialized" in sql) for sql in rows] == [is_near]


@pytest.mark.parametrize(
    ("narrowed", "is_narrowed_first"),
    [
        ({"outcome": "approved"}, True),
        ({"title__contains": "a"}, False),
        ({"outcome": "approved", "number": "3"}, False),
    ],
)
def test_no_more_rows_are_looked_through_than_lie_near_however_few_fulfil_what_no_index_tells(
    demo, as_many, monkeypatch, narrowed, is_narrowed_first
):
    as_many()
    asked = asked_of(demo, monkeypatch, _search="dagsorden", _next="koege:", **narrowed)
    sql = next(sql for sql in asked if "near as materialized" in sql)
    near = sql.partition("near as materialized (")[2].partition(")\n")[0]
    assert "id > :" in near
    assert [f'"{name.partition("__")[0]}"' in near for name in narrowed] == [is_narrowed_first] * len(narrowed)


def test_all_that_is_found_is_gathered_where_those_near_have_not_enough(demo, as_many, monkeypatch):
    as_many(1)
    asked = asked_of(demo, monkeypatch, _search="udvalget", _size="3")
    near, whole = (sql for sql in asked if sql.startswith("select id, "))
    assert ("near as materialized" in near, "+rowid in (select" in whole) == (True, True)


def test_more_are_looked_through_where_the_nearest_have_not_enough(demo, as_many, monkeypatch):
    as_many(1, 30)
    asked = asked_of(demo, monkeypatch, _search="udvalget", _size="3")
    assert ["near as materialized" in sql for sql in asked if sql.startswith("select id, ")] == [True, True]


def test_a_search_that_is_no_expression_is_told_as_before(demo, as_many):
    as_many()
    assert demo.get("/raad/agenda_items", _search='"', _searchmode="raw").status_code == 400


@pytest.mark.parametrize("asked", [{}, {"_search": "dagsorden"}, {"outcome": "approved"}])
def test_a_page_tells_when_it_did_not_count_all(demo, monkeypatch, asked):
    known = demo.json("/raad/agenda_items.json", **asked)["filtered_table_rows_count"]
    assert str(known) in heading(demo, "/raad/agenda_items", **asked)
    monkeypatch.setattr(table_database, "MOST", known)
    assert str(known) in heading(demo, "/raad/agenda_items", **asked)
    assert "mere end" not in heading(demo, "/raad/agenda_items", **asked)
    monkeypatch.setattr(table_database, "MOST", known - 1)
    told = heading(demo, "/raad/agenda_items", **asked)
    assert told.startswith(f"mere end {known - 1} rækker")
    assert str(known) not in told
    assert demo.json("/raad/agenda_items.json", **asked)["filtered_table_rows_count"] == known


def test_sql_that_people_write_counts_to_the_end(demo, monkeypatch):
    monkeypatch.setattr(table_database, "MOST", 5)
    known = len(demo.json("/raad/bodies.json", _shape="array", _size="max"))
    sql = "select count(*) from bodies"
    assert demo.json("/raad.json", sql=sql, _shape="arrays")["rows"] == [[known]]
    assert f">{known}<" in demo.page("/raad", sql=sql)


def test_the_page_of_the_database_counts_so_far_too(demo, monkeypatch):
    counts = {table["name"]: table["count"] for table in demo.json("/raad.json")["tables"]}
    assert counts["municipalities"] == 4
    assert counts["bodies"] == len(demo.json("/raad/bodies.json", _shape="array", _size="max"))
    monkeypatch.setattr(table_database, "MOST", 4)
    counts = {table["name"]: table["count"] for table in demo.json("/raad.json")["tables"]}
    assert (counts["municipalities"], counts["agenda_items"]) == (4, None)


def listed(page: str) -> dict[str, str]:
    """Tables and views of the page of the database, each with what is told of its rows."""
    told = Selector(page).css("main dt")
    return {one.css("code::text").get(""): one.css("span::text").get("") for one in told}


def test_the_page_of_the_database_lists_what_can_be_opened(demo, monkeypatch):
    page = demo.page("/raad")
    known = {table["name"]: table for table in demo.json("/raad.json")["tables"]}
    shown = listed(page)
    assert {"meetings", "agenda_items", "cases", "published_items"} <= set(shown)
    assert {name for name in shown if name in known} == {name for name, one in known.items() if not one["hidden"]}
    assert shown["agenda_items"] == f"{known['agenda_items']['count']} rækker"
    links = [link.partition("?")[0] for link in Selector(page).css("main a::attr(href)").getall()]
    assert len(links) > 30
    assert {demo.get(link).status_code for link in links} == {200}
    hidden = set(listed(demo.page("/raad", _show_hidden="1"))) - set(shown)
    assert {"crawls", "files", "revisions"} <= hidden
    assert not hidden & {"redactions", "meeting_sources", "agenda_items_fts_order"}
    monkeypatch.setattr(pages_of_tables, "MOST", 4)
    shown = listed(demo.page("/raad"))
    assert (shown["municipalities"], shown["agenda_items"]) == ("4 rækker", "mere end 4 rækker")


def test_the_page_of_the_database_is_there_as_json_and_csv(demo, monkeypatch):
    links = Selector(demo.page("/raad")).css(".formater a::attr(href)").getall()
    assert links == ["/raad.json", "/raad.csv"]
    counts = {table["name"]: table["count"] for table in demo.json(links[0])["tables"]}
    told = {row["name"]: row for row in csv.DictReader(io.StringIO(demo.page(links[1])))}
    assert {name: told[name]["rows"] for name in ("bodies", "meetings")} == {
        name: str(counts[name]) for name in ("bodies", "meetings")
    }
    assert (told["cases"]["type"], told["cases"]["title"], told["cases"]["rows"]) == ("view", "Sagers gang", "")
    assert "crawls" not in told
    assert "name,type,title" in demo.page("/raad.csv", sql="", _show_hidden="1")
    monkeypatch.setattr(pages_of_tables, "MOST", 4)
    few = {row["name"]: row["rows"] for row in csv.DictReader(io.StringIO(demo.page("/raad.csv")))}
    assert (few["municipalities"], few["bodies"]) == ("4", "")


def test_a_count_that_costs_more_is_of_fewer_rows(demo, as_many, monkeypatch):
    as_many()
    narrowed = {"_search": "dagsorden", "outcome": "approved"}
    known = {
        "agenda_items": demo.json("/raad/agenda_items.json", **narrowed)["filtered_table_rows_count"],
        "published_items": demo.json("/raad/published_items.json")["filtered_table_rows_count"],
    }
    assert known["agenda_items"] > 3
    for table, asked in (("agenda_items", narrowed), ("published_items", {})):
        for most in (known[table], known[table] - 1):
            monkeypatch.setattr(table_database, "MOST_MET", most)
            told = "" if most == known[table] else "mere end "
            assert heading(demo, f"/raad/{table}", **asked).startswith(f"{told}{most} rækker")
    monkeypatch.setattr(table_database, "MOST_MET", 1000)
    monkeypatch.setattr(table_database, "MOST_HITS", 3)
    assert heading(demo, "/raad/agenda_items", **narrowed).startswith("Rækker")
    assert demo.json("/raad/agenda_items.json", **narrowed)["filtered_table_rows_count"] == known["agenda_items"]


def test_a_page_of_many_cases_shows_those_of_the_latest_meetings_and_says_so(demo, monkeypatch):
    def meetings(page: str) -> set[str]:
        at = Selector(page).css("thead th").xpath("string()").getall().index("meeting_id") + 1
        return {one.strip() for one in Selector(page).css(f"tbody td:nth-child({at}) a::text").getall()}

    newest = "select id from meetings where removed_at is null order by date desc, starts_at desc, id limit 9"
    latest = {row["id"] for row in demo.json("/raad.json", sql=newest, _shape="array")}
    page = demo.page("/raad/cases")
    assert meetings(page) - latest
    assert "seneste" not in page
    monkeypatch.setattr(table_pages, "MOST_CASES", 3)
    monkeypatch.setattr(table_pages, "LATEST", 9)
    page = demo.page("/raad/cases")
    assert meetings(page)
    assert meetings(page) <= latest
    assert "Her står sagerne fra de seneste 9 møder" in page
    assert 'href="/soeg"' in page
    assert not [name for name in ("cases.csv", "cases.json") if name in page]
    for asked in ({"municipality_id": "koege"}, {"outcome__not": "none"}, {"_where": "1"}):
        page = demo.page("/raad/cases", **asked)
        assert meetings(page) - latest, asked
        assert "seneste" not in page
    whole = demo.json("/raad.json", sql="select count(*) as n from cases", _shape="array")[0]["n"]
    assert len(demo.json("/raad/cases.json", _shape="array", _size="max")) == whole


def test_a_page_of_a_municipalitys_many_cases_shows_those_of_its_latest_meetings_and_where_all_are(demo, monkeypatch):
    asked = {"municipality_id": "koege"}
    whole = demo.json("/raad/cases.json", _shape="objects", _size="max", **asked)["rows"]
    held = sorted({row["meeting_id"] for row in whole}, key=lambda key: key.rpartition(":20")[2])
    assert "seneste" not in demo.page("/raad/cases", **asked)
    monkeypatch.setattr(table_pages, "MOST_MEETINGS", 3)
    monkeypatch.setattr(table_pages, "LATEST", 2)
    page = Selector(demo.page("/raad/cases", **asked))
    note = page.css(".note")
    assert "kommunens seneste 2 møder" in " ".join(note.css("::text").getall())
    shown = page.css("tbody tr").xpath("string()").getall()
    assert 0 < len(shown) < len(whole)
    assert all(any(key in row for key in held[-2:]) for row in shown)
    (link,) = [link for link in note.css("a::attr(href)").getall() if ".json" in link]
    assert demo.json(link)["filtered_table_rows_count"] == len(whole)
    for more in ({"case_number": "2021-000299"}, {"outcome": "approved"}, {"_where": "1"}):
        assert "seneste" not in demo.page("/raad/cases", **asked, **more)


def test_a_municipalitys_case_is_looked_for_by_its_number(demo, monkeypatch):
    narrowed = {"municipality_id": "koege", "case_number": "2021-000299"}
    asked = [sql for sql in asked_of(demo, monkeypatch, "cases", **narrowed) if "from cases where" in sql]
    assert len(asked) == 2
    for sql in asked:
        plan = demo.json("/raad.json", sql=f"explain query plan {sql}", _shape="array", p0="x", p1="x")
        steps = [row["detail"] for row in plan]
        assert any("agenda_items USING INDEX idx_agenda_items_case_number" in step for step in steps)
        assert not any("meetings USING" in step and "(municipality_id=?" in step for step in steps)
    rows = demo.json("/raad/cases.json", _shape="array", **narrowed)
    assert rows
    assert {(row["municipality_id"], row["case_number"]) for row in rows} == {tuple(narrowed.values())}


def asked_of(demo: Served, monkeypatch: pytest.MonkeyPatch, table: str = "agenda_items", **query: str) -> list[str]:
    """The SQL asked for a page of a table."""
    asked = []
    execute = Database.execute

    async def noted(self: Database, sql: str, *values: Any, **options: Any) -> Any:
        asked.append(sql)
        return await execute(self, sql, *values, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "execute", noted)
        demo.page(f"/raad/{table}", **query)
    return asked


def test_a_search_is_counted_in_its_index_unless_more_is_asked(demo, as_many, monkeypatch):
    as_many()
    counted = f"limit {pages_of_tables.MOST + 1})"
    (of_search,) = [sql for sql in asked_of(demo, monkeypatch, _search="dagsorden") if sql.endswith(counted)]
    assert "from agenda_items_fts" in of_search
    assert "from agenda_items where" not in of_search
    counted = f"limit {table_database.MOST_MET + 1})"
    asked = asked_of(demo, monkeypatch, _search="dagsorden", outcome="approved")
    (narrowed,) = [sql for sql in asked if sql.endswith(counted)]
    assert "from agenda_items where" in narrowed
    assert "+rowid" not in narrowed
    assert f"limit {table_database.MOST_HITS + 1})" in narrowed
