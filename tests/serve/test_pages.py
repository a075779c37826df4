"""The pages people read, on the demo's database: each as page, JSON and CSV."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from datasette.utils import tilde_encode
from parsel import Selector

from rådscraper.serve.labels import ITEM_TYPES
from rådscraper.serve.pages import front

BOARD = "koege:93d2752b-1d0f-5f76-9cfd-9b18cf1dd605"
MEETING = f"{BOARD}:2021-04-12T18:00"
COUNCIL = "koege:59846847-c50f-5c38-9264-7f0925752344"
VOTED_DOWN = f"{COUNCIL}:2021-10-26T18:00"
"""An invented meeting whose minutes were put right after they were published."""
WITHDRAWN = "koege:f8bcefd8-9201-5cf1-9d02-0a8a184f7373:2021-08-17T08:00"


def seen(html: str) -> str:
    """The words of a page, blanks made one."""
    return " ".join(" ".join(Selector(html).css("main ::text").getall()).split())


def test_the_front_page_has_search_latest_meetings_and_the_state_of_each_site(demo):
    page = Selector(demo.page("/"))
    assert page.css("html::attr(lang)").get() == "da"
    assert page.css("form[role=search] input[name=q]")
    assert "Plan- og Byggeudvalget" in page.css(".liste a::text").getall()
    sites = {row.css("a::text").get(): row.css("td::text").getall() for row in page.css("tbody tr")}
    assert list(sites) == ["Aalborg Kommune", "Kalundborg Kommune", "Køge Kommune", "Sønderborg Kommune"]
    assert all(
        cells[0] != "0" and cells[-1].startswith(("I orden", "Forsinket", "Gik godt")) for cells in sites.values()
    )
    problems = page.css("tbody a[href*='/problems?']")
    assert problems.css("::text").getall() == ["3 problemer", "13 problemer", "3 problemer"]
    assert len(demo.json(problems.attrib["href"].replace("?", ".json?_shape=array&"))) == 3
    assert not page.css("script")


def test_a_meeting_is_shown_as_one_would_print_it(demo):
    html = demo.page(f"/moede/{MEETING}")
    words = seen(html)
    for told in (
        "Integrationsrådet, 12. april 2021",
        "mandag den 12. april 2021 kl. 18.00–20.00",
        "Center for Dansk og Integration, Ølbycenter 53",
        "Til stede Janni Baggersgaard",
        "37. Godkendelse af dagsorden Godkendt",
        "Beslutning Godkendt.",
        "Original hentet",
        "SHA-256",
    ):
        assert told in words, told
    links = Selector(html).css("main a::attr(href)").getall()
    assert f"/organ/{BOARD}" in links
    assert any(link.startswith("https://dagsordener.koege.dk/") for link in links)
    assert "<title>Integrationsrådet, 12. april 2021" in html


def test_what_was_decided_stands_first_in_an_item(demo):
    items = Selector(demo.page(f"/moede/{MEETING}")).css("article")
    headings = items[2].css("h3::text").getall()
    assert headings[:3] == ["Beslutning", "Indstilling", "Baggrund og vurdering"]


def test_votes_are_told_by_choice_with_their_total_and_who_they_were(demo):
    assert "Stemmer For 4: C, O Imod 14: A, F, V Undlod at stemme 1: Ø Indstilling" in seen(
        demo.page(f"/moede/{VOTED_DOWN}")
    )
    point_by_point = seen(demo.page(f"/moede/{COUNCIL}:2021-03-09T18:00"))
    assert "Stemmer Punkt 1: Imod: Birthe Kragelund (Ø) Indstilling" in point_by_point
    (item,) = demo.json(f"/moede/{VOTED_DOWN}.json")["items"]
    assert [(one["choice"], one["count"], len(one["voters"])) for one in item["ballots"]] == [
        ("for", 4, 2),
        ("against", 14, 3),
        ("abstained", 1, 1),
    ]


def test_what_is_quoted_of_earlier_bodies_leads_to_their_meetings_where_there_are_any(demo):
    page = Selector(demo.page(f"/moede/{COUNCIL}:2021-03-09T18:00"))
    told = [
        (heading.css("::text").get(), heading.xpath("following-sibling::p[1]//text()").getall())
        for heading in page.css("article h3")
        if heading.css("::text").re("^Tidligere")
    ]
    assert told == [
        ("Tidligere: Klima- og Planudvalget, 23. februar 2021", ["Anbefalet til andet organ"]),
        ("Tidligere: Økonomiudvalget, 2. marts 2021", ["Anbefalet til andet organ", " ", "Se mødet"]),
    ]
    _, quoted = demo.json(f"/moede/{COUNCIL}:2021-03-09T18:00.json")["items"][0]["quoted"]
    assert f"/moede/{quoted['taken_at_meeting_id']}" in page.css("article a::attr(href)").getall()
    assert "Økonomiudvalget, 2. marts 2021" in demo.page(f"/moede/{quoted['taken_at_meeting_id']}")


def test_what_minutes_were_before_they_were_changed_is_told_by_its_hash(demo):
    (document,) = demo.json(f"/moede/{VOTED_DOWN}.json")["documents"]
    (now,), (before,) = document["originals"], document["earlier_originals"]
    assert before["fetched_at"] < now["fetched_at"]
    assert before["sha256"] != now["sha256"]
    fetched = demo.json("/raad/original_fetches.json", _shape="array", url=now["url"])
    assert {one["sha256"] for one in fetched} == {now["sha256"], before["sha256"]}
    assert f"SHA-256 {before['sha256']}" in seen(demo.page(f"/moede/{VOTED_DOWN}"))


def test_a_municipality_leads_to_the_problems_of_each_crawl(demo):
    told = {one["id"]: one["problems"] for one in demo.json("/kommune/koege.json")["crawls"] if one["problems"]}
    links = Selector(demo.page("/kommune/koege")).css("a[href*='/problems?']::attr(href)").getall()
    found = [demo.json(link.replace("?", ".json?_shape=array&_size=max&")) for link in links]
    assert {rows[0]["crawl_id"]: len(rows) for rows in found} == told
    assert len(told) == 3


def test_a_meeting_leads_to_those_before_and_after_it(demo):
    meetings = [one["id"] for one in reversed(demo.json(f"/organ/{COUNCIL}.json")["meetings"])]
    assert len(meetings) > 4
    for n, meeting in enumerate(meetings):
        page = Selector(demo.page(f"/moede/{meeting}"))
        assert page.css("a[rel=prev]::attr(href)").getall() == [f"/moede/{one}" for one in meetings[:n][-1:]]
        assert page.css("a[rel=next]::attr(href)").getall() == [f"/moede/{one}" for one in meetings[n + 1 :][:1]]


def test_the_front_page_tells_of_coming_meetings_while_there_are_any(demo, monkeypatch):
    monkeypatch.setattr(front, "now", lambda: datetime(2021, 12, 15, 8, tzinfo=UTC))
    (meeting, *_) = demo.json("/.json")["coming"]
    assert (meeting["date"], meeting["municipality_name"]) == ("2021-12-15", "Sønderborg Kommune")
    assert (
        "Kommende møder Kultur- og Fritidsudvalget Sønderborg Kommune, onsdag den 15. december 2021 kl. 16.00"
        in seen(demo.page("/"))
    )


def test_a_municipality_can_be_searched_and_shows_its_newest_meetings(demo):
    page = Selector(demo.page("/kommune/koege"))
    assert page.css("form input[name=kommune]::attr(value)").get() == "koege"
    latest = demo.json("/kommune/koege.json")["latest"]
    assert [one["date"] for one in latest] == sorted((one["date"] for one in latest), reverse=True)
    assert page.css("ul.liste a::attr(href)").getall() == [f"/moede/{one['id']}" for one in latest]
    twice = [line for line in page.css("ul.liste li").xpath("string()").getall() if "7. september 2021" in line]
    assert [("kl. 18.00" in line, "kl. 10.00" in line) for line in twice] == [(True, False), (False, True)]


def test_an_item_tells_when_it_was_planned_and_what_it_was_for(demo):
    planned, informing = (
        demo.json("/raad/agenda_items.json", _shape="array", **{f"{name}__notnull": 1})[0]
        for name in ("planned_time", "item_type")
    )
    told = {}
    for item in (planned, informing):
        page = Selector(demo.page(f"/moede/{item['meeting_id']}"))
        told[item["id"]] = page.css(f"#punkt-{item['position']} .lille").xpath("string()").get("")
    assert f"Kl. {planned['planned_time'].replace(':', '.')}." in told[planned["id"]]
    assert ITEM_TYPES[informing["item_type"]] in told[informing["id"]]


def test_who_was_away_from_what_is_quoted_is_told_with_it_and_on_their_own_page(demo):
    quoting = f"{COUNCIL}:2021-03-09T18:00"
    item = Selector(demo.page(f"/moede/{quoting}")).css("#punkt-1").xpath("string()").get("")
    assert "Fraværende: Sanne Vestergård Holt (C)" in " ".join(item.split())
    path = "/person/koege:Sanne Vestergård Holt"
    told = demo.json(f"{path}.json")
    assert [(row["date"], row["body_name"], row["is_quoted"]) for row in told["attendances"]] == [
        ("2021-10-26", "Byrådet", 0),
        ("2021-09-28", "Byrådet", 0),
        ("2021-02-23", "Klima- og Planudvalget", 1),
    ]
    assert told["counts"] == {"absent": 2}, "what is quoted is told of an item, not of a meeting"
    assert "punkt 31 Salg af grund på Skolevej, citeret på et senere møde" in seen(demo.page(path))
    only_quoted = seen(demo.page("/person/aalborg:Birthe Kragelund"))
    assert "Uden dato Økonomiudvalget Fraværende punkt 3 Nedsættelse af halindtægter, citeret" in only_quoted


def test_those_who_were_away_stand_by_themselves(demo):
    away = next(
        row["meeting_id"]
        for row in demo.json("/raad/attendances.json", _shape="array", status="excused", agenda_item_id__isnull=1)
    )
    told = demo.json(f"/moede/{away}.json")["attendances"]
    assert set(told) >= {"excused"}
    assert f"Afbud {told['excused'][0]['name']}" in seen(demo.page(f"/moede/{away}"))


def test_every_meeting_body_and_municipality_has_a_page_as_html_json_and_csv(demo):
    asked = 0
    for table, kind in (("meetings", "moede"), ("bodies", "organ"), ("municipalities", "kommune")):
        for row in demo.json(f"/raad/{table}.json", _shape="array", _size="max"):
            for ending in ("", ".json", ".csv"):
                assert demo.get(f"/{kind}/{row['id']}{ending}").status_code == 200, row["id"]
                asked += 1
    assert asked > 3 * 60


def test_all_that_is_stored_of_an_item_stands_on_its_meetings_page(demo):
    items = demo.json("/raad/agenda_items.json", _shape="array", _size="max")
    shown: dict[str, str] = {}
    for item in items:
        page = shown.setdefault(item["meeting_id"], seen(demo.page(f"/moede/{item['meeting_id']}")))
        for column in ("title", "recommendation", "decision"):
            if item[column]:
                assert " ".join(item[column].split()) in page, (item["id"], column)
    for paper in demo.json("/raad/attachments.json", _shape="array", _size="max"):
        assert " ".join((paper["title"] or "Bilag uden titel").split()) in shown[paper["meeting_id"]], paper["id"]


def test_a_meetings_json_and_csv_tell_its_items(demo):
    told = demo.json(f"/moede/{MEETING}.json")
    assert [item["number"] for item in told["items"]] == ["37", "38", "39", "40", "41", "42", "43"]
    rows = list(csv.DictReader(io.StringIO(demo.get(f"/moede/{MEETING}.csv").text)))
    assert [row["title"] for row in rows][:2] == ["Godkendelse af dagsorden", "Referat fra sidste møde"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("integrationspriserne", "Status på integrationsprisarrangement 2021 - april møde"),
        ("dagsordenens", "Godkendelse af dagsorden"),
    ],
)
def test_search_finds_inflections(demo, typed, title):
    found = demo.json("/soeg.json", q=typed)["items"]
    assert title in [item["title"] for item in found]
    assert title in seen(demo.page("/soeg", q=typed))


def test_a_search_without_words_says_what_is_missing(demo):
    assert "Skriv også et eller flere ord" in seen(demo.page("/soeg", udfald="rejected"))
    assert "Skriv også" not in seen(demo.page("/soeg"))


def test_a_title_as_long_as_a_page_stands_whole_above_its_item_alone(demo):
    rows = demo.json("/raad.json", sql="select * from agenda_items order by length(title) desc limit 1", _shape="array")
    page = Selector(demo.page(f"/moede/{rows[0]['meeting_id']}"))
    assert rows[0]["title"] in page.css(f"#titel-{rows[0]['position']}").xpath("string()").get("")
    assert 100 < max(len(link) for link in page.css(".oversigt a").xpath("string()").getall()) < 400


def test_a_search_can_be_narrowed(demo):
    everywhere = demo.json("/soeg.json", q="godkend*")["items"]
    assert len({item["municipality_name"] for item in everywhere}) > 1
    here = demo.json("/soeg.json", q="godkend*", kommune="koege", udfald="approved", fra="2021-04-01", til="2021-04-30")
    assert here["items"]
    assert {(item["municipality_name"], item["outcome"]) for item in here["items"]} == {("Køge Kommune", "approved")}
    assert all("2021-04-01" <= item["date"] <= "2021-04-30" for item in here["items"])


@pytest.mark.parametrize("typed", ['"', "*", "a AND", "NEAR(", "'; drop table meetings", "-", "æøå"])
def test_whatever_is_typed_is_no_error(demo, typed):
    assert demo.get("/soeg", q=typed).status_code == 200
    assert demo.get("/raad/agenda_items", _search=typed).status_code == 200


def test_search_finds_words_in_papers_with_their_page(demo):
    page = demo.json("/raad/file_pages.json", _shape="array", text__notblank=1)[0]
    word = max(page["text"].split(), key=lambda word: len(word) * word.isalpha())
    (hit, *_) = demo.json("/soeg.json", q=word)["papers"]
    assert hit["page"]
    links = Selector(demo.page("/soeg", q=word)).css(".fund a::attr(href)").getall()
    assert f"/moede/{hit['meeting_id']}#punkt-{hit['position']}" in links
    meeting = Selector(demo.page(f"/moede/{hit['meeting_id']}"))
    assert hit["item_title"] in " ".join(meeting.css(f"#punkt-{hit['position']} h2 ::text").getall())


def test_datasettes_own_search_box_finds_what_is_typed_inflected(demo):
    plain = demo.json("/raad/agenda_items.json", _search="integrationspriserne", _shape="array")
    assert plain


def test_ids_in_views_and_rows_lead_to_the_pages_people_read(demo):
    case = demo.json("/raad/cases.json", _shape="array", case_number="2021-003344")[0]
    links = Selector(demo.page("/raad/cases", case_number="2021-003344")).css("tbody a::attr(href)").getall()
    assert {f"/moede/{case['meeting_id']}", f"/organ/{case['taken_by_body_id']}", "/kommune/koege"} <= set(links)
    row = Selector(demo.page(f"/raad/meetings/{tilde_encode(MEETING)}"))
    assert {f"/moede/{MEETING}", f"/organ/{BOARD}", "/kommune/koege"} <= set(row.css("main a::attr(href)").getall())


def test_a_row_is_there_as_json_and_csv(demo):
    path = f"/raad/meetings/{tilde_encode(MEETING)}"
    links = Selector(demo.page(path)).css(".formater a::attr(href)").getall()
    assert links == [f"{path}.json", f"{path}.csv"]
    (of_json,), (of_csv,) = demo.json(links[0], _shape="array"), csv.DictReader(io.StringIO(demo.page(links[1])))
    assert of_json["id"] == of_csv["id"] == MEETING


@pytest.mark.parametrize("path", ["/aendringer", "/tilbagetrukket"])
def test_what_is_no_day_leaves_out_nothing(demo, path):
    assert demo.json(f"{path}.json", siden="i går") == demo.json(f"{path}.json")
    assert demo.json(f"{path}.json", siden="2999-01-01") != demo.json(f"{path}.json")


@pytest.mark.parametrize("path", ["/moede/ingen", "/organ/ingen", "/kommune/ingen", "/raad/ingen", "/ingen"])
def test_what_is_not_there_is_told_in_danish(demo, path):
    answer = demo.get(path)
    assert answer.status_code == 404
    assert "Her er ingen side" in answer.text
    assert demo.get(f"{path}.json").status_code == 404
