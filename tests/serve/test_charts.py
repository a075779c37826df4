"""Charts as they are served: drawn without a script, with words and numbers beside them, of what is really there."""

from __future__ import annotations

import csv
import io
import re

import pytest
from lxml import etree
from parsel import Selector

from rådscraper.serve.charts.charts import CHARTS
from rådscraper.serve.charts.svg import svg
from tests.serve.asking import Served
from tests.serve.test_pages import BOARD, seen

SVG = "{http://www.w3.org/2000/svg}"
SMALL = {"yearly_meetings", "yearly_items", "coverage", "bodies", "municipalities", "counted", "whole"}
SCOPES: tuple[dict[str, str], ...] = ({}, {"kommune": "koege"}, {"organ": BOARD})
NAMES = [chart.name for chart in CHARTS]


def chart_of(demo: Served, name: str, **scope: str):
    return next(chart for chart in demo.json("/tal.json", **scope)["charts"] if chart["name"] == name)


def rows_of(demo: Served, table: str, **where: str):
    return demo.json(f"/raad/{table}.json", _shape="array", _size="max", **where)


@pytest.mark.parametrize("scope", SCOPES)
def test_every_chart_has_title_words_numbers_and_what_it_is_made_of_beside_it(demo, scope):
    page = Selector(demo.page("/tal", **scope))
    assert page.css("section h2::text").getall() == [chart.title for chart in CHARTS]
    assert not page.css("script")
    for section, chart in zip(page.css("section"), CHARTS, strict=True):
        picture = section.css("figure img")
        assert picture.attrib["alt"].startswith(f"{chart.title}. ")
        assert re.search(r"\d", picture.attrib["alt"])
        assert section.css("table th[scope=col]::text").getall() == list(chart.headings.values())
        rows = demo.json("/tal.json", **scope)["charts"][CHARTS.index(chart)]["rows"]
        assert len(section.css("tbody tr")) == len(rows) > 0
        sql, table, drawn = section.css("p.lille a::attr(href)").getall()
        assert drawn == picture.attrib["src"]
        assert demo.get(table).status_code == 200
        asked, _, rest = sql.partition("?")
        assert demo.json(f"{asked}.json?{rest}&_shape=array") == rows


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_a_picture_that_runs_nothing_and_asks_nobody(demo, name, scope):
    answer = demo.get(f"/tal/{name}.svg", **scope)
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    drawn = etree.fromstring(answer.content)
    assert drawn.tag == f"{SVG}svg"
    assert {str(one.tag).removeprefix(SVG) for one in drawn.iter()} <= {"svg", "g", "path", "rect", "text", "line",
                                                                        "defs", "clipPath", "title"}  # fmt: skip
    assert not re.search(rb"(href|url\()\s*=?\s*[\"']?(https?:|//)", answer.content)
    assert not re.search(rb"\son[a-z]+=", answer.content)
    words = [text.text for text in drawn.iter(f"{SVG}text")]
    chart = chart_of(demo, name, **scope)
    groups = {value["group"] for value in chart["values"] if value["amount"]}
    assert groups <= set(words)
    if name not in ("udfald", "lukkede"):
        assert {value["what"] for value in chart["values"]} <= set(words)


def test_the_numbers_are_those_of_the_meetings_and_items(demo):
    meetings, items = rows_of(demo, "meetings"), rows_of(demo, "agenda_items")
    told = chart_of(demo, "moeder")["rows"]
    assert sum(row["moeder"] for row in told) == len(meetings)
    assert sum(row["med_referat"] for row in told) == sum(one["status"] == "minutes" for one in meetings)
    told = chart_of(demo, "beslutninger")["rows"]
    assert sum(row["punkter"] for row in told) == len(items)
    assert sum(row["uden_beslutning"] for row in told) == sum(one["outcome"] == "none" for one in items)
    assert sum(row["lukkede"] for row in chart_of(demo, "lukkede")["rows"]) == sum(one["is_open"] == 0 for one in items)
    assert sum(row["hentet"] for row in chart_of(demo, "daekning")["rows"]) == len(meetings)


def test_numbers_of_a_municipality_and_a_body_are_their_own(demo):
    here = [row for row in rows_of(demo, "meetings") if row["municipality_id"] == "koege"]
    assert sum(row["moeder"] for row in chart_of(demo, "moeder", kommune="koege")["rows"]) == len(here)
    assert sum(row["moeder"] for row in chart_of(demo, "moeder", organ=BOARD)["rows"]) == sum(
        row["body_id"] == BOARD for row in here
    )
    assert {row["hvem"] for row in chart_of(demo, "udfald")["rows"]} >= {"Køge Kommune", "Aalborg Kommune"}
    assert "Integrationsrådet" in {row["hvem"] for row in chart_of(demo, "udfald", kommune="koege")["rows"]}
    assert {row["hvem"] for row in chart_of(demo, "udfald", organ=BOARD)["rows"]} == {2021}
    page = demo.page("/tal", organ=BOARD)
    assert "<h1>Tal: Integrationsrådet, Køge Kommune</h1>" in page
    assert f'href="/organ/{BOARD}"' in page


def test_shares_are_of_all_that_was_decided(demo):
    rows = chart_of(demo, "udfald", kommune="koege")["rows"]
    for who in {row["hvem"] for row in rows}:
        assert 99 < sum(row["procent"] for row in rows if row["hvem"] == who) < 101


def test_charts_are_there_as_csv_and_pages_lead_to_them(demo):
    told = list(csv.DictReader(io.StringIO(demo.page("/tal.csv", kommune="koege"))))
    assert {row["diagram"] for row in told} == {chart.title for chart in CHARTS}
    assert {"diagram": "Møder pr. år", "group": "2021", "what": "Uden referat", "amount": "0"} in told
    assert "/tal?kommune=koege" in Selector(demo.page("/kommune/koege")).css("main a::attr(href)").getall()
    body_page = Selector(demo.page(f"/organ/{BOARD}")).css("main a::attr(href)").getall()
    assert [link for link in body_page if link.startswith("/tal?organ=")]
    assert "Tal: Integrationsrådet" in seen(demo.page(next(link for link in body_page if link.startswith("/tal?"))))


@pytest.mark.parametrize(
    "path", ["/tal?kommune=ingen", "/tal?organ=ingen", "/tal/ingen.svg", "/tal/moeder.svg?kommune=ingen"]
)
def test_what_there_are_no_numbers_of_is_no_page(demo, path):
    assert demo.get(path).status_code == 404


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES)
def test_a_chart_reads_only_tables_with_a_row_a_body_and_year(chart):
    assert set(re.findall(r"\b(?:from|join) (\w+)", chart.sql)) <= SMALL


def test_years_without_anything_keep_their_place(demo):
    years = {value["group"] for value in chart_of(demo, "moeder")["values"]}
    assert "2020" not in years
    words = [text.text for text in etree.fromstring(demo.get("/tal/moeder.svg").content).iter(f"{SVG}text")]
    assert "2020" in words


def test_a_drawing_asks_no_other_host():
    spec = {"data": {"url": "https://eksempel.invalid/tal.json"}, "mark": "bar", "encoding": {}}
    with pytest.raises(ValueError, match="allowed"):
        svg(spec)
