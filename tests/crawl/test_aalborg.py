"""Aalborg crawled from its stand-in: three hosts, numbers that live and die, meetings reached in two ways."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from tests.crawl.kept import all_rows
from tests.crawl.running import ROOT, Run, assert_whole, crawl
from tests.sites.aalborg import AalborgSite
from tests.sites.aalborg_content import (
    BOARD_PAGE,
    COUNCIL_PAGE,
    ECONOMY_PAGE,
    ECONOMY_WHOLE,
    AalborgContent,
    aalborg_content,
)
from tests.sites.server import Answer, Fault

BOARD = "aalborg:dagsorden-eller-referat-integrationsraadet"
COUNCIL = "aalborg:15:2024-09-09T16:00"
DECEMBER = "aalborg:15:2023-12-11T16:00"
APPLICATION = "apps.aalborgkommune.dk"
LIST = "/dagsordenreferat/?Id="


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def items_of(run: Run, meeting: str) -> list[dict[str, Any]]:
    return run.rows("agenda_items", "meeting_id = :meeting", meeting=meeting)


def absent_of(run: Run, item: str) -> list[str]:
    return [row["name"] for row in run.rows("attendances", "agenda_item_id = :item", item=item)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> tuple[Run, AalborgSite]:
    with AalborgSite(aalborg_content()) as site:
        run = crawl("aalborg", site.address, tmp_path_factory.mktemp("aalborg"))
    assert run.status == 0, run.log
    return run, site


@pytest.fixture
def crawl_with(tmp_path) -> Callable[..., tuple[Run, AalborgSite]]:
    def crawl_it(*arguments: str, fault: tuple[str, Fault] | None = None, content: AalborgContent | None = None):
        with AalborgSite(content or aalborg_content()) as site:
            if fault:
                site.fault(*fault)
            return crawl("aalborg", site.address, tmp_path, *arguments), site

    return crawl_it


def test_a_meeting_reached_both_ways_is_one(crawled):
    run, _ = crawled
    assert_whole(run)
    (meeting,) = run.rows("meetings", "date = '2024-09-09'")
    (document,) = run.rows("documents", "meeting_id = :meeting", meeting=COUNCIL)
    assert (meeting["id"], meeting["body_id"], meeting["status"]) == (COUNCIL, "aalborg:15", "minutes")
    assert meeting["starts_at"] == "2024-09-09T16:00:00+02:00"
    assert meeting["url"] == f"https:{COUNCIL_PAGE}?moedetitel=2024-09-09%2016.00"
    assert document["id"] == "aalborg:15:2024-09-09 16.00:referat"
    assert document["source_url"].startswith(
        f"https://{APPLICATION}/dagsordenreferat/visreferat?udvalgid=15&moedetitel="
    )
    assert [row["name"] for row in run.rows("bodies", "id = 'aalborg:15'")] == ["Byrådet"]


def test_the_councils_items_are_the_applications(crawled):
    run, _ = crawled
    items = items_of(run, COUNCIL)
    assert [(item["number"], item["title"], item["is_open"], item["outcome"]) for item in items] == [
        ("1", "Godkendelse af dagsorden", 1, "approved"),
        ("2", "Årsrapport om ligestilling", 1, "noted"),
        ("3", "Nedsættelse af halindtægter", 1, "approved"),
        ("4", "Salg af grund", 0, "approved"),
    ]
    assert items[0]["decision"] == "Punkt 4 behandles som punkt 2.\nGodkendt."
    (paper,) = run.rows("attachments", "meeting_id = :meeting", meeting=COUNCIL)
    assert (paper["title"], paper["file_sha256"] is None) == ("Årsrapport om ligestilling 2023", False)


def test_committees_remarks_are_quoted_and_their_absentees_are_not_this_meetings(crawled):
    run, _ = crawled
    first, second, third, fourth = (item["id"] for item in items_of(run, COUNCIL))
    assert [absent_of(run, item) for item in (first, second, third, fourth)] == [
        ["Jens Ole Tvilling"],
        [],
        ["Jens Ole Tvilling", "Kåre Bendixen"],
        [],
    ]
    quoted = run.rows("decisions", "meeting_id = :meeting and is_own = 0", meeting=COUNCIL)
    assert [(row["agenda_item_id"], row["body_name"], row["outcome"]) for row in quoted] == [
        (second, "Økonomiudvalget", "noted"),
        (third, "Kulturudvalget", "recommended"),
        (third, "Økonomiudvalget", "recommended"),
    ]
    own = run.rows("decisions", "meeting_id = :meeting and is_own = 1", meeting=COUNCIL)
    assert {(row["body_name"], row["decided_on"]) for row in own} == {("Byrådet", "2024-09-09")}
    assert items_of(run, COUNCIL)[2]["recommendation"].endswith("Birthe Kragelund var fraværende.")


def test_an_agenda_has_its_place(crawled):
    run, _ = crawled
    (meeting,) = run.rows("meetings", "id = :meeting", meeting=DECEMBER)
    assert (meeting["place"], meeting["status"]) == ("Medborgerhuset", "agenda_only")
    assert [(item["title"], item["outcome"]) for item in items_of(run, DECEMBER)] == [
        ("Godkendelse af dagsorden", "none"),
        ("Tidsplan for budget 2025", "none"),
    ]


def test_the_page_gives_the_text_the_application_lacks(crawled):
    run, site = crawled
    told = items_of(run, "aalborg:31:2024-09-04T08:30")
    assert [(item["number"], item["decision"]) for item in told] == [("1", "Godkendt."), ("2", "Til orientering.")]
    asked = [record.path for record in site.requests if "moedetitel" in record.path and record.host != APPLICATION]
    # Meetings the application tells whole are not asked for again.
    assert sorted(path.partition("?moedetitel=")[2] for path in asked) == [
        "2019-04-09%2016.30",
        "2023-04-11%2017.00",
        "2023-12-11%2016.00",
        "2024-09-04%2008.30",
    ]


def test_numbers_that_died_and_new_ones_are_named(crawled):
    run, site = crawled
    told = {row["kind"]: row["message"] for row in run.rows("problems")}
    assert "56" in told["body_without_meetings"]
    assert "60" in told["unknown_body_number"]
    assert "Beskæftigelsesudvalget" in told["unknown_body_number"]
    assert [row["name"] for row in run.rows("bodies", "id = 'aalborg:60'")] == ["Beskæftigelsesudvalget"]
    numbers = [record.path.removeprefix(LIST) for record in site.requests if record.path.startswith(LIST)]
    assert numbers == ["15", "31", "35", "56", "57", "58", "59", "60", "61", "55", "36"]
    assert {record.host for record in site.requests} == {APPLICATION, "referater.aalborg.dk", "www.aalborg.dk"}


def test_minutes_whose_titles_are_lost_have_none_and_say_so(crawled):
    run, _ = crawled
    gold = json.loads((ROOT / "tests/gold/aalborg_integrationsraadet_2023-04-11.gold.json").read_text(encoding="utf-8"))
    meeting = f"{BOARD}:2023-04-11T17:00"
    items = items_of(run, meeting)
    exact = ("number", "title", "outcome")
    assert [[item[name] for name in exact] for item in items] == [
        [one[name] for name in exact] for one in gold["items"]
    ]
    assert [folded(item["decision"]) for item in items] == [folded(one["decision"]) for one in gold["items"]]
    assert [folded(item["recommendation"]).replace(" - ", " • ") for item in items] == [
        folded(one["recommendation"]) for one in gold["items"]
    ]
    assert {item["is_open"] for item in items} == {1}
    (problem,) = run.rows("problems", "kind = 'missing_title'")
    assert problem["url"] == f"https:{BOARD_PAGE}?moedetitel=2023-04-11%2017.00"
    (document,) = run.rows("documents", "meeting_id = :meeting", meeting=meeting)
    assert document["pdf_url"].startswith(f"https://{APPLICATION}/aakReferater/Pdf.aspx?pdfnavn=2023-04-11%2017.00.pdf")


def test_free_form_minutes_are_read_from_the_pdf(crawled):
    run, _ = crawled
    gold = json.loads((ROOT / "tests/gold/aalborg_integrationsraadet_2019-04-09.gold.json").read_text(encoding="utf-8"))
    (meeting,) = run.rows("meetings", "date = '2019-04-09'")
    assert (meeting["id"], meeting["place"]) == (f"{BOARD}:2019-04-09T16:30", gold["place"])
    exact = ("number", "title", "planned_time")
    assert [[item[name] for name in exact] for item in items_of(run, meeting["id"])] == [
        [one[name] for name in exact] for one in gold["items"]
    ]
    people = run.rows("attendances", "meeting_id = :meeting", meeting=meeting["id"])
    assert [row["name"] for row in people] == [one["name"] for one in gold["attendees"]]
    away = [one["name"] for one in gold["attendees"] if one["status"] == "absent"]
    assert [row["name"] for row in people if row["status"] in ("absent", "excused")] == away


def test_minutes_take_the_agendas_place(crawl_with):
    crawl_with()
    run, _ = crawl_with(content=aalborg_content(is_agenda_replaced=True))
    assert run.status == 0, run.log
    assert_whole(run)
    (meeting,) = run.rows("meetings", "id = :meeting", meeting=DECEMBER)
    assert (meeting["status"], len(run.rows("meetings", "date = '2023-12-11'"))) == ("minutes", 1)
    documents = run.rows("documents", "meeting_id = :meeting", meeting=DECEMBER)
    assert [(row["document_type"], row["is_current"]) for row in documents] == [("agenda", 0), ("minutes", 1)]
    assert [item["outcome"] for item in items_of(run, DECEMBER)] == ["approved", "approved"]


def test_a_second_crawl_changes_nothing(crawl_with):
    first, _ = crawl_with()
    stored = {table: first.rows(table) for table in ("agenda_items", "decisions", "attendances", "sections")}
    again, _ = crawl_with()
    assert {table: again.rows(table) for table in stored} == stored
    (row,) = [row for row in again.rows("crawls") if row["meetings_new"] == 0]
    assert (row["meetings_listed"], row["meetings_changed"], row["exit_status"]) == (11, 0, 0)


@pytest.mark.parametrize(
    ("argument", "meetings"),
    [
        ("body=integrationsråd", 2),
        ("until=2019-12-31", 1),
        ("meeting=15:2024-09-09 16.00:referat", 1),
        (f"meeting=https:{ECONOMY_PAGE}?moedetitel=2024-09-04 08.30", 1),
    ],
)
def test_arguments_choose_meetings(crawl_with, argument, meetings):
    run, _ = crawl_with(argument)
    assert run.status == 0, run.log
    assert len(run.rows("meetings")) == meetings


def test_a_number_that_is_gone_is_as_good_as_empty(crawl_with):
    run, _ = crawl_with(fault=(f"{LIST}57", Fault(status=404)))
    assert (run.status, run.kinds().count("body_without_meetings")) == (0, 2)


def test_a_number_that_fails_is_told_and_gives_no_meeting_another_id(crawl_with):
    run, _ = crawl_with(fault=(f"{LIST}15", Fault(status=500)))
    assert run.status == 1
    assert {"listing_failed", "listing_incomplete"} <= set(run.kinds())
    assert not [row for row in run.rows("bodies") if row["name"] in ("Byrådet", "Integrationsrådet")]


def test_a_site_without_meetings_fails(crawl_with):
    run, _ = crawl_with(content=AalborgContent({}, {}))
    assert run.status == 1
    assert "empty_listing" in run.kinds()


def test_without_the_application_the_page_is_read(crawl_with):
    run, _ = crawl_with(
        "meeting=15:2024-09-09 16.00:referat", fault=("/dagsordenreferat/visreferat", Fault(status=500))
    )
    assert "publication_failed" in run.kinds()
    assert [item["title"] for item in items_of(run, COUNCIL)][-1] == "Salg af grund"


def test_a_page_that_shows_another_meeting_is_left_out(crawl_with):
    content = aalborg_content()
    # The page has no such meeting and shows the newest one.
    content.numbers["31"] = (replace(ECONOMY_WHOLE, application_has_texts=False),)
    run, _ = crawl_with("until=2024-08-31", "since=2024-08-01", content=content)
    assert "date_mismatch" in run.kinds()
    assert [(row["title"], row["decision"]) for row in items_of(run, "aalborg:31:2024-08-21T08:30")] == [
        ("Godkendelse af dagsorden", None),
        ("Orientering om økonomien", None),
    ]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\xff\xfe\x00", b"{}", b"<p>moedetitel=</p>"])
def test_an_answer_of_another_shape_is_told_and_the_rest_is_read(crawl_with, body):
    run, _ = crawl_with(fault=(f"{LIST}35", Fault(body=body)))
    assert run.status == 0, run.log
    assert {"body_without_meetings", "unknown_shape"} & set(run.kinds())
    assert len(run.rows("meetings")) == 10


class SigningSite(AalborgSite):
    """An Aalborg whose application answers for a PDF with a signed address on the same host."""

    def _application(self, path: str, query: dict[str, str]) -> Answer:
        if path == "/aakReferater/Pdf.aspx" and "x-amz-signature" not in query:
            signed = f"https://{APPLICATION}{path}?pdfnavn={quote(query['pdfnavn'])}&X-Amz-Signature=1f"
            return Answer(302, headers={"Location": signed})
        return super()._application(path, query)


def test_an_original_keeps_the_address_it_was_asked_at_and_no_signed_one(tmp_path):
    with SigningSite(aalborg_content()) as site:
        run = crawl("aalborg", site.address, tmp_path, settings={"LOG_LEVEL": "DEBUG"})
        assert any("X-Amz-Signature" in one.path for one in site.requests)
    assert run.rows("document_originals", "layout = 'pdf'")
    cells = [cell for rows in all_rows(tmp_path).values() for row in rows for cell in row if isinstance(cell, str)]
    assert [cell for cell in cells if "X-Amz" in cell] == []
    assert "X-Amz" not in run.log + run.output
