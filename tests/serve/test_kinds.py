"""Every kind of page has a title, and the same as JSON and CSV beside it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from datasette.utils import tilde_encode
from parsel import Selector

from rådscraper.serve.csv_cells import plain_cell
from tests.serve.asking import Served
from tests.serve.test_pages import BOARD, MEETING, seen

PERSON = "/person/koege:Janni Baggersgaard"
KINDS = {
    "front": ("/", "Dagsordener og referater", "latest"),
    "municipality": ("/kommune/koege", "Køge Kommune", "bodies"),
    "body": (f"/organ/{BOARD}", "Integrationsrådet, Køge Kommune", "meetings"),
    "meeting": (f"/moede/{MEETING}", "Integrationsrådet, 12. april 2021", "items"),
    "case": ("/sag/soenderborg/21/6904", "Sag 21/6904: ", "steps"),
    "person": (PERSON, "Janni Baggersgaard, Køge Kommune", "attendances"),
    "changes": ("/aendringer?siden=2020-01-01", "Ændret efter offentliggørelsen", "changes"),
    "withdrawn": ("/tilbagetrukket?siden=2020-01-01", "Trukket tilbage", "withdrawn"),
    "search": ("/soeg?q=dagsorden&kommune=koege", "Søgning: dagsorden", "items"),
    "questions": ("/spoergsmaal", "Færdige spørgsmål", "questions"),
    "numbers": ("/tal?kommune=koege", "Tal: Køge Kommune", "charts"),
}


def as_format(path: str, ending: str) -> str:
    bare, mark, query = path.partition("?")
    return f"{bare}.{ending}{mark}{query}"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(("path", "title", "rows"), KINDS.values(), ids=KINDS)
def test_a_page_has_a_title_and_json_and_csv_of_the_same(demo, path, title, rows):
    page = Selector(demo.page(path))
    (heading,) = page.css("h1::text").getall()
    assert heading.startswith(title)
    assert page.css("title::text").get() == f"{heading} – Rådssøgning"
    told, table = demo.get(as_format(path, "json")), demo.get(as_format(path, "csv"))
    assert (told.headers["content-type"], table.headers["content-type"]) == (
        "application/json; charset=utf-8", "text/csv; charset=utf-8",
    )  # fmt: skip
    assert told.json()["title"] == heading
    assert isinstance(told.json()[rows], list)
    beside = {link.attrib["type"]: link.attrib["href"] for link in page.css("head link[rel=alternate]")}
    visible = page.css(".formater a::attr(href)").getall()
    for kind, answer in (("application/json", told), ("text/csv", table)):
        assert beside[kind] in visible
        assert demo.get(beside[kind]).content == answer.content


@pytest.mark.parametrize("kind", ["front", "municipality", "body", "case", "person", "questions"])
def test_csv_has_every_row_of_the_json(demo, kind):
    path, _, name = KINDS[kind]
    told = demo.json(as_format(path, "json"))[name]
    assert told
    assert rows_of(demo.page(as_format(path, "csv"))) == [
        {key: "" if value is None else str(plain_cell(value)) for key, value in row.items()} for row in told
    ]


def test_the_csv_of_a_search_has_items_and_pages_of_papers(demo):
    told = demo.json("/soeg.json", q="dagsorden", kommune="koege")
    rows = rows_of(demo.page("/soeg.csv", q="dagsorden", kommune="koege"))
    assert [row["kind"] for row in rows] == ["item"] * len(told["items"]) + ["paper"] * len(told["papers"])
    assert told["items"]
    assert told["papers"]
    assert [row["id"] for row in rows if row["kind"] == "item"] == [item["id"] for item in told["items"]]
    assert [row["page"] for row in rows if row["kind"] == "paper"] == [str(one["page"]) for one in told["papers"]]


def originals(demo: Served) -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = demo.json("/raad/document_originals.json", _shape="array", _size="max")
    return asked


def test_a_meetings_page_tells_hash_day_and_address_of_every_original(demo):
    documents = {row["id"]: row for row in demo.json("/raad/documents.json", _shape="array", _size="max")}
    kept = [one for one in originals(demo) if one["document_id"] in documents]
    assert {one["document_id"] for one in kept} == {key for key, one in documents.items() if one["is_current"]}
    shown: dict[str, str] = {}
    for one in kept:
        meeting = documents[one["document_id"]]["meeting_id"]
        words = shown.setdefault(meeting, seen(demo.page(f"/moede/{meeting}")))
        assert one["sha256"] in words
        day, clock = one["fetched_at"][:10], one["fetched_at"][11:16].replace(":", ".")
        assert f"{int(day[8:])}. " in words
        assert f"kl. {clock} fra" in words
    told = json.dumps(demo.json(f"/moede/{MEETING}.json")["documents"])
    assert any(one["sha256"] in told for one in kept)


def test_the_hash_of_an_original_leads_to_its_row_in_the_list_of_the_archive(demo):
    links = Selector(demo.page(f"/moede/{MEETING}")).xpath("//a[starts-with(@href, '/raad/originals/')]")
    assert links
    for link in links:
        (row,) = demo.json(f"{link.attrib['href']}.json", _shape="array")
        assert row["sha256"] == link.xpath("string()").get()
        assert row["size"] > 0
        assert row["first_fetched_at"]
        assert row["media_type"] in demo.page(link.attrib["href"])


def test_only_pages_of_persons_changes_withdrawn_papers_and_searches_ask_robots_to_stay_away(demo):
    kept_away = {
        kind for kind, (path, *_) in KINDS.items() if "noindex" in demo.get(path).headers.get("x-robots-tag", "")
    }
    assert kept_away == {"person", "changes", "withdrawn", "search"}
    for ending in ("json", "csv"):
        assert "noindex" in demo.get(as_format(PERSON, ending)).headers["x-robots-tag"]


def test_a_row_leads_to_the_rows_that_hang_on_it_and_to_no_closed_table(demo):
    page = Selector(demo.page(f"/raad/meetings/{tilde_encode(MEETING)}"))
    links = page.css("h2 + ul a::attr(href)").getall()
    assert any("/agenda_items?" in link for link in links)
    assert {link: demo.get(link).status_code for link in links} == dict.fromkeys(links, 200)
