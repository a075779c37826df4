"""Datasette's own English stands on no page: tables, rows, questions, SQL and what went wrong are told in Danish."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from parsel import Selector

from rådscraper.serve.queries import QUERIES
from tests.serve.asking import Served
from tests.serve.test_pages import BOARD, MEETING

ENGLISH = (
    *("rows", "row", "where", "sorted by", "descending", "ascending", "records", "next page", "previous page"),
    *("advanced export", "advanced", "json shape", "newline-delimited", "array", "csv options", "download", "stream"),
    *("expand labels", "export", "this data", "view and edit", "custom sql", "query", "queries", "run sql", "hide sql"),
    *("show sql", "edit sql", "returning", "powered by", "suggested facets", "facet", "facets", "timed out", "apply"),
    *("remove filter", "remove", "column", "columns", "contains", "starts with", "ends with", "is null", "is blank"),
    *("not null", "sort by", "search", "links from", "other tables", "from", "table", "tables", "view", "database"),
    *("home", "extra where", "data license", "data source", "about", "took", "error", "not found", "forbidden"),
    *("invalid", "must be", "too long", "settings", "actions", "menu", "hidden", "truncated", "loading", "undefined"),
)
WORDS = re.compile(rf"(?<![\w=-])({'|'.join(map(re.escape, ENGLISH))})(?![\w=-])", re.IGNORECASE)
IN_CODE = "code, pre, textarea, script, style, td, .rows-and-columns th, dd.tekst, option"
"""Names of columns and tables, SQL, and what a cell holds: English underneath, or the municipalities' own."""


def said(html: str) -> str:
    """What a page says to people by itself: its text, title, and what is read out or written in its fields."""
    page = Selector(html)
    title, labels = page.css("title::text").getall(), page.css("[aria-label]::attr(aria-label)").getall()
    labels += page.css("[placeholder]::attr(placeholder), input[type=submit]::attr(value)").getall()
    options = page.css("select[name^=_filter_op] option::text, option[value='']::text").getall()
    for one in page.css(IN_CODE):
        one.drop()
    return " ".join(" ".join([*title, *labels, *options, *page.css("body ::text").getall()]).split())


def english(html: str) -> list[str]:
    return WORDS.findall(said(html))


def tables(demo: Served) -> list[str]:
    told = demo.json("/raad.json", sql="select name from sqlite_master where type in ('table', 'view')", _shape="array")
    return [row["name"] for row in told if demo.get(f"/raad/{row['name']}").status_code == 200]


def test_every_page_of_a_table_and_of_a_row_is_in_danish(demo):
    names = tables(demo)
    assert {"meetings", "agenda_items", "people", "cases", "yearly_items", "crawls"} <= set(names)
    found, rows = {}, 0
    for name in names:
        page = demo.page(f"/raad/{name}")
        found[name] = english(page)
        link = Selector(page).css("tbody td:first-child a::attr(href)").get()
        if link and link.startswith(f"/raad/{name}/"):
            rows += 1
            found[link] = english(demo.page(link))
    assert {path: words for path, words in found.items() if words} == {}
    assert rows > 15


@pytest.mark.parametrize(
    "path",
    [
        "/raad",
        "/raad?_show_hidden=1",
        "/raad/agenda_items?_search=dagsorden&outcome=approved&title__contains=a&_sort_desc=title&_size=3",
        "/raad/agenda_items?decision__isnull=1&_facet=outcome&_facet=is_open&_sort=title",
        "/raad/meetings?_where=status='minutes'&_facet_size=1",
        "/raad/agenda_items?outcome=findes-ikke",
        "/raad?sql=select+*+from+bodies+where+id+=+:organ",
        "/raad?sql=select+*+from+bodies+where+id+=+:organ&_hide_sql=1",
        "/raad?sql=select+1+limit+0",
        *(f"/raad/{query.name}" for query in QUERIES),
        *(f"/raad/{query.name}?_show_sql=1&dag=2020-01-01&kommune=koege" for query in QUERIES),
        *(
            "/",
            "/soeg",
            "/soeg?q=dagsorden",
            "/tal",
            "/spoergsmaal",
            "/aendringer",
            "/tilbagetrukket",
            "/kommune/koege",
        ),
        *(f"/organ/{BOARD}", f"/moede/{MEETING}", "/sag/soenderborg/21/6904", "/person/koege:Düne Kilic"),
    ],
)
def test_a_page_is_in_danish(demo, path):
    assert english(demo.page(path)) == []


@pytest.mark.parametrize(
    "path",
    [
        *("/findes/ikke", "/raad/ingen", "/raad/meetings/ingen", "/raad/redactions", "/ingen", "/raad/ingen.csv"),
        "/raad?sql=" + quote("with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n"),
        "/raad/agenda_items?_sort=findes_ikke",
        "/raad/agenda_items?_col=findes_ikke",
        "/raad?sql=delete+from+meetings",
    ],
)
def test_what_went_wrong_is_told_in_danish(demo, path):
    answer = demo.get(path)
    assert answer.status_code >= 400
    assert english(answer.text) == []


def test_what_sqlite_says_of_wrong_sql_is_told_as_its_words(demo):
    (note,) = Selector(demo.get("/raad", sql="select nix from meetings").text).css(".note")
    assert " ".join(note.css("::text").getall()).split()[:2] == ["Databasen", "siger:"]
    assert note.css("code::text").getall() == ["no such column: nix"]


def test_english_would_be_noticed():
    assert english("<title>x</title><body><p>12 rows where a = 1</p><a>Next page</a><code>where</code></body>") == [
        "rows", "where", "Next page"
    ]  # fmt: skip


def test_rows_are_chosen_sorted_and_counted_by_the_form(demo):
    page = Selector(demo.page("/raad/agenda_items", outcome="approved", _sort_desc="title", _facet="is_open"))
    told = " ".join(page.css("main ::text").getall())
    assert "hvor outcome er »approved«" in " ".join(told.split()).lower()
    assert "sorteret efter title, faldende" in told
    assert page.css(".optalt a, .optalt li").getall()
    for name in ("_filter_column_1", "_filter_op_1", "_filter_value_1", "_filter_column", "_sort", "_facet"):
        assert page.css(f"form [name={name}]"), name
    form = {"_filter_column": "outcome", "_filter_op": "exact", "_filter_value": "approved", "_sort": "", "_facet": ""}
    answer = demo.get("/raad/agenda_items", **form)
    assert answer.headers["location"] == "/raad/agenda_items?outcome__exact=approved"


def test_a_row_leads_to_its_page_and_to_what_hangs_on_it(demo):
    row = Selector(demo.page("/raad/municipalities/koege"))
    links = row.css("main a::attr(href)").getall()
    assert "/kommune/koege" in links
    assert any(link.startswith("/raad/meetings?municipality_id") for link in links)
