"""Real answers of the platform, recorded at other municipalities, crawled as if they were Køge's."""

from __future__ import annotations

import json

import pytest

from tests.crawl.running import crawl
from tests.recorded import recorded
from tests.sites.firstagenda import FirstAgendaSite, StoredFile
from tests.sites.typeset import TITLE, typeset
from tests.sites.wire import agenda_from_rendered_page

AGENDA = "0cad2b4d-c4a2-4583-a053-60704b2da0e5"
PAPER = "ce3fc4aa-3f1c-45c0-a5a8-7de18bd53430"


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.fixture(scope="module")
def hvidovre(tmp_path_factory):
    listing = recorded("firstagenda/hvidovre_udvalgsliste.json").read_bytes()
    agenda = recorded("firstagenda/hvidovre_dagsorden.json").read_bytes()
    without_text = {item["Felter"][0]["DocumentId"]: item for item in json.loads(agenda)["Dagsordenpunkter"][:5]}
    files = {
        f"bilag/{document}": StoredFile(typeset([(f"Punkt {item['Punktnummer']}: {item['Navn']}", TITLE)]))
        for document, item in without_text.items()
    }
    files[f"bilag/{PAPER}"] = StoredFile(typeset([("Bilag", TITLE)]))
    with FirstAgendaSite(listing, {AGENDA: agenda}, files) as site:
        run = crawl("koege", site.address, tmp_path_factory.mktemp("hvidovre"), f"meeting={AGENDA}")
    assert run.status == 0, run.log
    return run


def test_the_recorded_agenda_is_read_item_by_item(hvidovre):
    told = [
        (row["number"], row["case_number"], row["is_open"], row["item_type"]) for row in hvidovre.rows("agenda_items")
    ]
    assert told == [
        ("1", "25/26257", 1, None),
        ("2", "25/26257", 1, None),
        ("29", "24/15838", 1, "information"),
        ("30", "26/483", 1, "information"),
        ("31", "25/26257", 1, None),
        ("32", "26/4188", 0, "decision"),
        ("33", "23/21614", 0, "decision"),
        ("34", "25/16185", 0, "decision"),
    ]
    titles = [row["title"] for row in hvidovre.rows("agenda_items")]
    assert titles[0] == "Godkendelse af dagsorden"
    assert titles[2].startswith("Orientering - Harrestrup Å, ")
    assert titles[5].startswith("Lukket: Beslutning - ")


def test_the_recorded_recommendation_is_a_numbered_list(hvidovre):
    (row,) = hvidovre.rows("agenda_items", "number = '29'")
    first, second = row["recommendation"].splitlines()
    assert first.startswith("Direktøren indstiller til Klima-")
    assert second == "1. at tage orienteringen om projektet til efterretning"
    assert (row["decision"], row["outcome"]) == (None, "none")


def test_an_earlier_bodys_decision_is_quoted_in_the_agenda(hvidovre):
    (row,) = hvidovre.rows("decisions")
    assert (row["is_own"], row["body_name"], row["decided_on"]) == (0, "Klima-, Miljø- og Teknikudvalget", "2026-05-04")
    assert (row["text"], row["outcome"]) == ("Ad 1. Anbefales taget til efterretning.", "recommended")


def test_the_recorded_meeting_and_its_people_are_kept(hvidovre):
    (meeting,) = hvidovre.rows("meetings")
    assert (meeting["starts_at"], meeting["ends_at"]) == ("2026-05-18T17:00:00+02:00", "2026-05-18T20:00:00+02:00")
    assert (meeting["place"], meeting["status"]) == ("Hvidovre", "agenda_only")
    people = hvidovre.rows("attendances")
    assert {row["status"] for row in people} == {"present"}
    assert len(people) == 7
    assert people[-1]["name"] == "Anders Liltorp"
    (paper,) = hvidovre.rows("attachments")
    assert (paper["title"], paper["file_sha256"] is not None) == (
        "Fordeling af udgifter til transitionsprogrammet",
        True,
    )
    assert hvidovre.kinds() == []
    texts = " ".join(row["text"] or "" for row in hvidovre.rows("sections"))
    assert "Dagsordenspunkt " not in texts


@pytest.mark.parametrize(
    ("page", "label"),
    [
        ("teknisk_udvalg_2025-10-01_referat.html", "aarhus_teknisk_udvalg_2025-10-01"),
        ("byraad_2025-10-08_dagsorden.html", "aarhus_byraad_2025-10-08_dagsorden"),
    ],
)
def test_the_recorded_pages_of_aarhus_are_read_as_labelled(tmp_path, page, label):
    html = recorded(f"firstagenda_aarhus/{page}").read_text(encoding="utf-8")
    gold = json.loads(recorded(f"minutes/{label}.gold.json").read_text(encoding="utf-8"))
    agenda = agenda_from_rendered_page(html)
    meeting = agenda["Moede"]
    entry = {**meeting, "Id": agenda["Id"]}
    listing = {
        "Udvalg": {"Udvalg": [{"Id": agenda["Udvalg"]["Id"], "Navn": agenda["Udvalg"]["Navn"], "Moeder": [entry]}]}
    }
    papers = [paper["Id"] for item in agenda["Dagsordenpunkter"] for paper in item["Bilag"]]
    files = {f"bilag/{paper}": StoredFile(typeset([(paper, TITLE)])) for paper in papers}
    with FirstAgendaSite(listing, {agenda["Id"]: agenda}, files) as site:
        run = crawl("koege", site.address, tmp_path)
    assert run.status == 0, run.log
    items = run.rows("agenda_items")
    exact = ("number", "title", "case_number", "outcome")
    assert [[row[name] for name in exact] for row in items] == [[one[name] for name in exact] for one in gold["items"]]
    for row, one in zip(items, gold["items"], strict=True):
        assert _folded(row["recommendation"]) == _folded(one["recommendation"])
        assert _folded(row["decision"]) == _folded(one["decision"])
        away = run.rows("attendances", "agenda_item_id = :item and status <> 'present'", item=row["id"])
        assert [person["name"] for person in away] == one["absent"]
        papers = run.rows("attachments", "agenda_item_id = :item", item=row["id"])
        assert [paper["title"] for paper in papers] == one["attachments"]
