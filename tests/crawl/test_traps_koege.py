"""Køge's traps, crawled: proceedings that repeat the decision, odd texts, and papers of every kind."""

from __future__ import annotations

import hashlib

import pytest

from tests.crawl.trapped import Row, Trapped
from tests.sites.firstagenda import FILE_HOSTS
from tests.sites.traps import PDFS, TRAPS


@pytest.fixture
def site(trapped):
    return trapped("koege")


def papers(site: Trapped, trap: str) -> list[Row]:
    return site.of_item("attachments", site.item(trap))


def test_proceedings_tell_of_two_bodies_and_the_own_decision_counts_once(site):
    item = site.items("proceedings")[1]
    decisions = site.of_item("decisions", item)
    own = "Godkendt med 15 stemmer for og 4 imod.\nImod stemte Ø og C."
    assert [(row["body_name"], row["decided_on"], row["outcome"], row["is_own"]) for row in decisions] == [
        ("Økonomiudvalget", "2021-03-16", "recommended", 0),
        ("Byrådet", "2021-03-23", "approved", 1),
    ]
    assert decisions[0]["text"] == "Anbefales over for Byrådet.\nBirthe Kragelund (Ø) tog forbehold."
    assert decisions[1]["text"] == item["decision"] == own
    assert (item["number"], item["title"], item["outcome"]) == ("57", "Stiplan for Lellinge Mark", "approved")


def test_a_case_is_told_from_body_to_body_and_point_to_point(site):
    item, recommended = site.item("chain_council"), site.item("chain_finance")
    assert (item["decision"].count("Ad "), item["outcome"]) == (2, "other")
    names = ("body_name", "decided_on", "point", "outcome", "is_own", "taken_at_meeting_id")
    told = [tuple(row[name] for name in names) for row in site.run.view("cases", "title = :title", title=item["title"])]
    assert told == [
        ("Klima- og Planudvalget", "2021-02-23", None, "recommended", 0, None),
        ("Økonomiudvalget", "2021-03-02", None, "recommended", 1, recommended["meeting_id"]),
        ("Byrådet", "2021-03-09", "1", "approved", 1, item["meeting_id"]),
        ("Byrådet", "2021-03-09", "2", "postponed", 1, item["meeting_id"]),
    ]
    quoted = site.run.view("quoted_decisions", "agenda_item_id = :id", id=item["id"])
    assert [(row["taken_by_body_id"], row["taken_at_meeting_id"]) for row in quoted] == [
        (None, None),
        (site.body("chain_finance")["id"], recommended["meeting_id"]),
    ]


def test_votes_and_absentees_stay_with_the_decision_they_are_told_of(site):
    item = site.item("chain_council")
    ids = {row["id"]: row["position"] for row in site.of_item("decisions", item)}
    votes = [row for row in site.run.rows("votes") if row["decision_id"] in ids]
    assert [(ids[row["decision_id"]], row["choice"], row["voter"], row["party"], row["point"]) for row in votes] == [
        (1, "reserved", "Birthe Kragelund (Ø)", "Ø", "2"),
        (3, "against", "Birthe Kragelund", "Ø", "1"),
    ]
    away = [row for row in site.run.rows("decision_attendances") if row["decision_id"] in ids]
    assert [(ids[row["decision_id"]], row["name"], row["status"], row["party"]) for row in away] == [
        (1, "Sanne Vestergård Holt", "absent", "C")
    ]
    assert site.of_item("attendances", item) == []


def test_the_sections_of_an_item_stand_in_their_order(site):
    rows = site.of_item("sections", site.items("proceedings")[1])
    assert [(row["heading"], row["kind"]) for row in rows] == [
        ("Indstilling", "recommendation"),
        ("Baggrund og vurdering", "case"),
        ("Kommunikation", "communication"),
        ("Økonomi", "economy"),
        ("Sagens forløb", "proceedings"),
        ("Beslutning", "decision"),
    ]


def test_a_very_long_title_is_kept_whole_and_told(site):
    item = site.item("long_title")
    title = TRAPS["long_title"].publication.agenda["Dagsordenpunkter"][0]["Navn"]
    assert (item["title"], len(item["title"])) == (title, 5000)
    assert [row["kind"] for row in site.problems("long_title")] == ["long_title"]


def test_nul_characters_are_taken_out_and_told(site):
    item = site.item("nul_in_text")
    case, decision = site.of_item("sections", item)
    assert case["text"] == "Lokalet er lejet ud til og med juni."
    assert decision["text"] == item["decision"] == "Drøftet."
    assert [row["kind"] for row in site.problems("nul_in_text")] == ["nul_in_text"]


def test_a_constituting_meeting_belongs_to_the_period_it_is_listed_under(site):
    body, meeting = site.body("constituting"), site.meeting("constituting")
    assert (body["name"], body["printed_name"], body["classification"], body["period"]) == (
        "Køge Byråd",
        "Køge Byråd 2022 - 2025",
        "council",
        "2022-2025",
    )
    assert (meeting["date"], meeting["ends_at"]) == ("2021-12-07", "2021-12-07T17:25:00+01:00")


def test_two_meetings_of_one_day_stay_two(site):
    morning, evening = site.meeting("morning"), site.meeting("evening")
    assert (morning["body_id"], morning["date"]) == (evening["body_id"], evening["date"])
    assert (morning["starts_at"], morning["ends_at"]) == ("2021-09-07T10:00:00+02:00", "2021-09-07T15:30:00+02:00")
    assert (evening["starts_at"], evening["ends_at"]) == ("2021-09-07T18:00:00+02:00", "2021-09-07T20:10:00+02:00")
    assert (site.item("morning")["title"], site.item("evening")["title"]) == (
        "Budgetseminar",
        "Godkendelse af dagsorden",
    )


def test_a_web_page_in_place_of_a_paper_is_told_and_the_row_stays(site):
    (paper,) = papers(site, "not_a_pdf")
    (problem,) = site.run.rows("problems", "kind = 'attachment_failed'")
    assert (paper["title"], paper["file_sha256"]) == ("Notat", None)
    assert problem["url"] == paper["url"]


def test_names_that_look_like_paths_stay_titles(site):
    rows = papers(site, "slashes_in_names")
    assert [row["title"] for row in rows] == [
        "../../etc/passwd",
        "Bilag 1/2",
        "C:\\Notater\\kort.pdf",
        'Høringssvar <samlet> & "uddrag"',
    ]
    for row in rows:
        (file,) = site.run.rows("files", "sha256 = :hash", hash=row["file_sha256"])
        content = (site.run.folder / "files" / file["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["file_sha256"]
        assert len(content) == file["size"]


def test_a_paper_without_a_pdf_has_a_row_without_address_and_file(site):
    text, boolean, without = papers(site, "pdf_version_flags")
    assert text["file_sha256"]
    assert boolean["file_sha256"]
    assert (without["title"], without["url"], without["file_sha256"]) == ("Uden PDF", None, None)
    (problem,) = site.problems("pdf_version_flags")
    assert problem["kind"] == "attachment_without_pdf"
    assert "'Uden PDF'" in problem["message"]


def test_papers_of_every_kind_are_kept_as_they_came(site):
    rows = papers(site, "every_pdf")
    expected = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(PDFS.glob("*.pdf"))]
    assert [row["position"] for row in rows] == list(range(1, len(expected) + 1))
    assert [row["file_sha256"] for row in rows] == expected


def test_a_paper_enclosed_twice_is_one_file(site):
    held = [row["file_sha256"] for row in site.run.rows("attachments", "file_sha256 is not null")]
    files = [row["sha256"] for row in site.run.rows("files")]
    assert len(held) > len(files)
    assert sorted(set(held)) == sorted(files)


def test_both_file_hosts_are_asked(site):
    assert {one.host for one in site.requests if one.path != "/robots.txt"} >= set(FILE_HOSTS)
