"""Sønderborg's traps, crawled: several publications of a meeting, odd items, and people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.crawl.trapped import Row


@pytest.fixture
def site(trapped):
    return trapped("soenderborg")


def told(rows: Iterable[Row], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


THREE = ("three_agenda", "three_supplementary", "three_minutes")


def test_agenda_supplement_and_minutes_are_three_documents_of_one_meeting(site):
    assert len({site.document(trap)["meeting_id"] for trap in THREE}) == 1
    assert told(map(site.document, THREE), "document_type", "title", "is_current") == [
        ("agenda", "Dagsorden", 0),
        ("supplementary_agenda", "Tillægsdagsorden", 0),
        ("minutes", "Referat", 1),
    ]
    assert len(site.run.rows("documents", "meeting_id = :id", id=site.meeting("three_minutes")["id"])) == 3


def test_the_minutes_give_the_meeting_its_items_and_its_end(site):
    meeting, minutes = site.meeting("three_agenda"), site.document("three_minutes")
    items = site.items("three_agenda")
    assert {item["document_id"] for item in items} == {minutes["id"]}
    assert told(items, "number", "title", "outcome") == [
        ("1", "Godkendelse af dagsorden", "approved"),
        ("2", "Skøjtehal i Augustenborg", "approved"),
        ("3", "Tilskud til musikskolen", "postponed"),
    ]
    assert (meeting["status"], meeting["ends_at"]) == ("minutes", "2021-05-11T18:35:00+02:00")
    assert meeting["url"] == minutes["url"]


def test_the_papers_are_those_of_the_minutes(site):
    (paper,) = site.run.rows("attachments", "meeting_id = :id", id=site.meeting("three_minutes")["id"])
    assert paper["agenda_item_id"] == site.items("three_minutes")[1]["id"]


def test_agendas_that_minutes_replace_are_not_fetched(site):
    paths = {request.path for request in site.requests}
    fetched = [site.document(trap)["source_url"].partition(".dk")[2] in paths for trap in THREE]
    assert fetched == [False, False, True]


def test_an_agenda_and_its_supplement_are_one_meeting_with_the_items_of_both(site):
    agenda, supplement = site.document("planned_agenda"), site.document("planned_supplementary")
    assert agenda["meeting_id"] == supplement["meeting_id"]
    assert (agenda["is_current"], supplement["is_current"]) == (1, 1)
    assert (agenda["document_type"], supplement["document_type"]) == ("agenda", "supplementary_agenda")
    assert told(site.items("planned_agenda"), "position", "number", "title", "document_id", "outcome") == [
        (1, "1", "Godkendelse af dagsorden", agenda["id"], "none"),
        (2, "2", "Mødeplan 2022", agenda["id"], "none"),
        (3, "3", "Ansøgning fra Nordals Sejlklub", supplement["id"], "none"),
    ]
    assert site.meeting("planned_agenda")["status"] == "agenda_only"


def test_closed_minutes_are_minutes(site):
    document, item = site.document("closed_minutes"), site.item("closed_minutes")
    assert (document["document_type"], document["title"]) == ("minutes", "Lukket referat")
    assert (item["is_open"], item["title"]) == (0, "Lukket: Køb af areal ved Mølleåen")


def test_closed_items_have_their_number_title_and_case_but_no_text(site):
    items = site.items("closed_items")
    assert told(items, "number", "title", "is_open", "case_number") == [
        ("1", "Godkendelse af dagsorden", 1, "21/100"),
        ("2", "Lukket: Salg af grund på Engvej", 0, "21/202"),
        ("3", "Lukket punkt", 0, "21/203"),
    ]
    for item in items[1:]:
        assert (item["decision"], item["outcome"]) == (None, "none")
        assert site.of_item("sections", item) == []
        assert site.of_item("decisions", item) == []


def test_an_open_item_may_be_empty(site):
    item = site.item("empty_item")
    assert (item["title"], item["is_open"], item["case_number"]) == ("Eventuelt", 1, "21/100")
    assert (item["decision"], item["outcome"]) == (None, "none")
    assert site.of_item("sections", item) == []


def test_a_meeting_without_items_is_stored(site):
    assert site.meeting("no_items")["status"] == "minutes"
    assert site.document("no_items")["is_current"] == 1
    assert site.items("no_items") == []


def test_an_earlier_bodys_decision_is_quoted_not_own(site):
    item = site.item("quoted_decision")
    assert told(site.of_item("decisions", item), "body_name", "decided_on", "outcome", "is_own", "text") == [
        ("Økonomiudvalget", "2021-03-16", "recommended", 0, "Anbefales.\nKåre Bendixen tog forbehold."),
        ("Byrådet", "2021-03-24", "approved", 1, "Godkendt."),
    ]
    assert (item["decision"], item["outcome"]) == ("Godkendt.", "approved")
    assert item["summary"] == "Byrådet skal tage stilling til anlægsregnskabet for Broager Skole."


def test_absentees_printed_in_the_decision_are_absent_from_the_item(site):
    absent = site.of_item("attendances", site.item("quoted_decision"))
    assert told(absent, "name", "status") == [("Sanne Vestergård Holt", "absent")]


@pytest.mark.parametrize(
    ("trap", "decision", "outcome"),
    [
        ("second_field", "Godkendt som indstillet.", "approved"),
        ("item_decision", "Taget til efterretning.\nDer gives en status i efteråret.", "noted"),
    ],
)
def test_a_decision_outside_the_first_field_is_taken_in(site, trap, decision, outcome):
    item = site.item(trap)
    (row,) = site.of_item("decisions", item)
    assert (item["decision"], item["outcome"]) == (decision, outcome)
    assert (row["text"], row["outcome"], row["is_own"]) == (decision, outcome, 1)
    assert item["recommendation"] == "Forvaltningen indstiller, at udvalget godkender\n- anlægsregnskabet\n- tillægget."


def test_who_cancelled_is_excused_and_who_stayed_away_absent(site):
    assert site.attendances("cancelled") == [
        ("Ahmad Rahimi Lund", "present"),
        ("Ditte Marie Skov", "excused"),
        ("Kåre Bendixen", "absent"),
    ]


def test_attendees_of_one_item_are_told_with_the_item(site):
    first, second = site.items("external_attendees")
    assert site.of_item("attendances", first) == []
    assert told(site.of_item("attendances", second), "name", "status") == [("Ditte Marie Skov", "absent")]
    assert site.attendances("external_attendees") == [("Ditte Marie Skov", "present"), ("Ahmad Rahimi Lund", "present")]


def test_a_person_is_one_row_however_often_met(site):
    names = [row["name"] for row in site.run.rows("people")]
    assert len(names) == len(set(names))
    assert "Ahmad Rahimi Lund" in names


@pytest.mark.parametrize(
    ("trap", "name", "classification"),
    [("cancelled", "Ungeråd", "board"), ("planned_agenda", "Kultur- og Fritidsudvalget", "committee")],
)
def test_prefix_and_period_are_no_part_of_a_bodys_name(site, trap, name, classification):
    body = site.body(trap)
    assert (body["name"], body["classification"], body["period"]) == (name, classification, "2018-2021")
