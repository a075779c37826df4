"""Kalundborg's traps, crawled: today's order of sections, and fields off the usual."""

from __future__ import annotations

import pytest

from tests.crawl.trapped import Row, Trapped


@pytest.fixture
def site(trapped):
    return trapped("kalundborg")


def sections(site: Trapped, item: Row) -> list[tuple[str | None, str, str | None]]:
    return [(row["heading"], row["kind"], row["text"]) for row in site.of_item("sections", item)]


def test_a_decision_that_stands_first_is_the_items_own(site):
    item = site.item("style_2025")
    (decision,) = site.of_item("decisions", item)
    assert item["decision"] == "Indstilles godkendt.\nListe Ø tager forbehold."
    assert (decision["text"], decision["outcome"], decision["is_own"]) == (item["decision"], "recommended", 1)
    assert (decision["body_name"], decision["decided_on"]) == ("Plan- og Byggeudvalget", "2025-11-05")
    assert (item["outcome"], item["case_number"]) == ("recommended", "24-031190")


def test_an_excuse_in_the_decision_is_attendance_of_the_item(site):
    (excused,) = site.of_item("attendances", site.item("style_2025"))
    assert (excused["name"], excused["status"]) == ("Ditte Marie Skov", "excused")
    assert excused["person_id"] == "kalundborg:Ditte Marie Skov"


def test_the_inner_headings_of_sagsfremstilling_are_sections(site):
    item = site.item("style_2025")
    assert [(heading, kind) for heading, kind, _ in sections(site, item)] == [
        ("Beslutning", "decision"),
        ("Sagsfremstilling", "case"),
        ("Resume og sagens baggrund", "summary"),
        ("Indstillinger", "recommendation"),
        ("Behandling", "proceedings"),
    ]
    assert item["summary"] == "Forslaget giver plads til 34 boliger."
    assert item["recommendation"] == "Direktøren indstiller at:\n1. lokalplanen vedtages."


def test_tables_nested_lists_and_inner_headings_are_read_as_text(site):
    item = site.item("nested")
    heading, kind, text = sections(site, item)[1]
    assert text
    assert (heading, kind) == ("Sagsfremstilling", "case")
    assert text.splitlines()[:2] == ["Om Grenvejens huse", "Arealet er 1.240 m2."]
    assert [line.strip() for line in text.splitlines()[2:6]] == ["- Veje", "- Nordvejen", "- Sydvejen", "- Stier"]
    assert [line for line in text.splitlines() if "125.099 kr." in line and "2021" in line]
    assert text.endswith("Beslutning\nOrdet står her som mellemrubrik i sagen.")


def test_the_word_beslutning_inside_a_text_is_no_decision(site):
    item = site.item("nested")
    (decision,) = site.of_item("decisions", item)
    assert (item["decision"], decision["text"], item["outcome"]) == ("Drøftet.", "Drøftet.", "discussed")
    assert [heading for heading, _, _ in sections(site, item)] == ["Indstilling", "Sagsfremstilling", "Beslutning"]


def test_an_unknown_kind_of_document_is_taken_for_minutes_and_told(site):
    document = site.document("unknown_kind")
    assert (document["document_type"], document["title"]) == ("minutes", "Mødebog")
    assert site.meeting("unknown_kind")["status"] == "minutes"
    (problem,) = site.problems("unknown_kind")
    assert problem["kind"] == "unknown_document_title"
    assert "Mødebog" in problem["message"]


def test_budget_minutes_are_minutes_and_the_title_keeps_its_own_number(site):
    document, item = site.document("budget_minutes"), site.item("budget_minutes")
    assert (document["document_type"], document["title"]) == ("minutes", "Referat 1. behandling budget")
    assert (item["number"], item["title"]) == ("1", "1. behandling af budget 2022")
    assert item["decision"] == "Oversendes til 2. behandling."


def test_either_spelling_of_a_field_will_do(site):
    items = site.items("one_spelling")
    assert [(item["number"], item["title"], item["case_number"]) for item in items] == [
        ("1", "Kun Caption, Number og CaseNumber", "326-2021-1001"),
        ("2", "Kun Navn, Punktnummer og SagsNummer", "326-2021-1002"),
        (None, "Uden nummer", None),
    ]
    assert {item["outcome"] for item in items} == {"noted"}
    assert len({item["id"] for item in items}) == 3


def test_unknown_keys_leave_the_data_intact(site):
    item = site.item("unknown_keys")
    (paper,) = site.of_item("attachments", item)
    assert (item["number"], item["title"], item["decision"]) == ("1", "Orientering", "Taget til efterretning.")
    assert paper["title"] == "Notat om nøgler"
    assert paper["file_sha256"]
    assert site.attendances("unknown_keys") == [("Jens Ole Tvilling", "present")]


@pytest.mark.parametrize(
    "place", ["the answer", "Udvalg", "Moede", "Moededeltagere", "Dagsordenpunkter", "Felter", "Bilag"]
)
def test_unknown_keys_of_an_agenda_are_told_by_where_they_stand(site, place):
    told = [row["message"] for row in site.problems("unknown_keys") if row["kind"] == "unknown_key"]
    assert f"'NytFelt' in {place} is a key nobody has seen" in told


@pytest.mark.parametrize("place", ["the listing", "the listing's committee", "the listing's meeting"])
def test_unknown_keys_of_the_listing_are_told_by_where_they_stand(site, place):
    told = [row["message"] for row in site.run.rows("problems", "kind = 'unknown_key'")]
    assert f"{place} has a key 'NytFelt' not seen before" in told


def test_items_without_ids_are_kept_apart_by_their_numbers(site):
    items = site.items("zero_ids")
    assert [(item["number"], item["title"], item["url"]) for item in items] == [
        ("1", "Uden id 1", None),
        ("2", "Uden id 2", None),
    ]
    assert {item["decision"] for item in items} == {"Taget til efterretning."}


def test_blanks_around_a_place_are_folded(site):
    assert site.meeting("stray_blanks")["place"] == "Rådhuset, lokale 2"


@pytest.mark.parametrize(
    ("trap", "ends_at", "published_at"),
    [
        ("times_in_list_only", "2021-10-06T11:17:00+02:00", "2021-10-08T13:28:00+02:00"),
        ("released_null", "2019-03-06T11:30:00+01:00", None),
        ("released_five_decimals", "2021-11-03T11:30:00+01:00", "2021-11-04T10:00:00+01:00"),
        ("released_years_late", "2018-09-05T11:30:00+02:00", "2025-09-17T14:05:59+02:00"),
    ],
)
def test_end_and_release_times_come_from_the_listing(site, trap, ends_at, published_at):
    assert (site.meeting(trap)["ends_at"], site.document(trap)["published_at"]) == (ends_at, published_at)
    assert site.meeting(trap)["date"] == ends_at[:10]


@pytest.mark.parametrize(
    ("trap", "name", "classification", "period"),
    [
        ("style_2025", "Plan- og Byggeudvalget", "committee", "2022-2025"),
        ("nested", "Kommunalbestyrelsen", "council", "2018-2021"),
        ("released_null", "Ældrerådet", "board", None),
    ],
)
def test_a_body_is_told_by_its_name_and_its_group(site, trap, name, classification, period):
    body = site.body(trap)
    assert (body["name"], body["classification"], body["period"]) == (name, classification, period)
