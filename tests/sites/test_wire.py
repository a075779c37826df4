"""The wire format made of the real minutes: reproducible, complete, and of the recorded shape."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.recorded import recorded
from tests.sites import shapes, traps, wire
from tests.sites.wire import MUNICIPALITIES, Municipality

each_municipality = pytest.mark.parametrize("municipality", MUNICIPALITIES, ids=lambda each: each.slug)


def words(html: str) -> str:
    """The text of some HTML, list markers and blanks left out."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def without_markers(paragraph: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"^(- |\d+\. )", "", paragraph, flags=re.MULTILINE))


def test_the_committed_bytes_are_what_the_script_writes(tmp_path: Path):
    wire.write_fixtures(tmp_path)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.json")}
    committed = {path.relative_to(wire.FIXTURES): path.read_bytes() for path in wire.FIXTURES.rglob("*.json")}
    assert written == committed


@each_municipality
def test_every_labelled_text_is_in_the_html_of_its_item(municipality: Municipality):
    items = municipality.publication().agenda["Dagsordenpunkter"]
    for item, label in zip(items, municipality.labels()["items"], strict=True):
        text = words(item["Felter"][0]["Html"])
        for labelled in (label["decision"], label["recommendation"], *label["absent"]):
            for paragraph in (labelled or "").split("\n\n"):
                assert without_markers(paragraph) in text
        assert [enclosed["Navn"] for enclosed in item["Bilag"]] == label["attachments"]


@each_municipality
def test_the_head_of_the_minutes_is_in_the_meeting(municipality: Municipality):
    labels, publication = municipality.labels(), municipality.publication()
    meeting = publication.agenda["Moede"]
    assert meeting["Dato"].startswith(f"{labels['date']}T{labels['start_time']}:00+0")
    assert meeting["Sted"] == labels["place"]
    assert [(each["Name"], each["Absent"]) for each in meeting["Moededeltagere"]] == [
        (each["name"], each["status"] == "absent") for each in labels["attendees"]
    ]
    assert meeting["Id"] == shapes.ZERO_GUID
    assert meeting["MeetingEndUtc"] is meeting["ReleasedDate"] is None
    assert publication.entry["MeetingEndUtc"]


def test_section_headings_stand_in_the_printed_order():
    for municipality in (wire.KOEGE, wire.SOENDERBORG):
        items = municipality.publication().agenda["Dagsordenpunkter"]
        for item, label in zip(items, municipality.labels()["items"], strict=True):
            headings = re.findall("<h3>(.*?)</h3>", item["Felter"][0]["Html"])
            assert headings == [each for each in label["section_headings"] if each != "Bilag"]


def test_an_imported_item_has_one_heading_only():
    for item in wire.KALUNDBORG.publication().agenda["Dagsordenpunkter"]:
        assert re.findall("<h3>(.*?)</h3>", item["Felter"][0]["Html"]) == ["Sagsfremstilling"]


def test_recorded_json_is_written_as_it_was_served():
    served = recorded("firstagenda/hvidovre_dagsorden.json").read_bytes()
    assert shapes.as_served(json.loads(served)) == served


@each_municipality
def test_agendas_have_the_recorded_keys_in_their_order(municipality: Municipality):
    served = json.loads(recorded("firstagenda/hvidovre_dagsorden.json").read_bytes())
    ours = municipality.publication().agenda
    assert key_orders(ours) <= key_orders(served)
    assert len(ours["Dagsordenpunkter"][0]) == 22


@each_municipality
def test_lists_have_the_recorded_keys_in_their_order(municipality: Municipality):
    served = json.loads(recorded("firstagenda/hvidovre_udvalgsliste.json").read_bytes())
    ours = shapes.listing([municipality.publication()])
    theirs, made = ([group[0] for group in answer["Udvalg"].values()][:1] for answer in (served, ours))
    assert key_orders(made) == key_orders(theirs)


def test_empty_html_is_the_recorded_one():
    served = json.loads(recorded("firstagenda/hvidovre_dagsorden.json").read_bytes())
    empty = traps.TRAPS["empty_item"].publication.agenda["Dagsordenpunkter"][0]
    assert empty["Felter"][0]["Html"] == served["Dagsordenpunkter"][0]["Felter"][0]["Html"]


def test_a_rendered_page_gives_its_agenda_back():
    page = recorded("firstagenda_aarhus/teknisk_udvalg_2025-10-01_referat.html").read_text(encoding="utf-8")
    labels = json.loads(recorded("minutes/aarhus_teknisk_udvalg_2025-10-01.gold.json").read_bytes())
    agenda = wire.agenda_from_rendered_page(page)
    assert agenda["Moede"]["Dato"] == "2025-10-01T15:45:00+02:00"
    assert agenda["Udvalg"]["Navn"] == "Teknisk Udvalg"
    for item, label in zip(agenda["Dagsordenpunkter"], labels["items"], strict=True):
        assert (item["Number"], item["Navn"]) == (label["number"], label["title"])
        assert item["SagsNummer"] == (label["case_number"] or "")
        assert [enclosed["Navn"] for enclosed in item["Bilag"]] == label["attachments"]
        html = item["Felter"][0]["Html"]
        assert html.startswith('<div><div id="sagsfremstillingContainer">')
        assert html.endswith("</div></div>")
        for paragraph in (label["decision"] or "").split("\n\n"):
            assert without_markers(paragraph) in words(html)


def test_every_trap_has_its_own_id_and_is_served():
    assert len({trap.publication.id for trap in traps.TRAPS.values()}) == len(traps.TRAPS)
    served = {meeting for slug in traps.SITES for meeting in traps.site_content(slug).agendas}
    assert {traps.trap_id(name) for name in traps.TRAPS} < served


def test_traps_are_the_same_on_every_call():
    for slug in traps.SITES:
        assert traps.site_content(slug) == traps.site_content(slug)


def key_orders(value: Any, path: tuple[str, ...] = ()) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every object's keys in order, with the way to it."""
    if isinstance(value, list):
        return {found for each in value for found in key_orders(each, path)}
    if not isinstance(value, dict):
        return set()
    below = {found for name, each in value.items() for found in key_orders(each, (*path, name))}
    return {(path, tuple(value)), *below}
