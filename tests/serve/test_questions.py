"""The questions ready made, each asked of the demo's database for rows that are really there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from parsel import Selector

from rådscraper.serve.queries import QUERIES
from tests.crawl.running import crawl
from tests.crawl.small import published, site_of
from tests.serve.asking import Served, served
from tests.serve.test_pages import COUNCIL, VOTED_DOWN
from tests.sites.firstagenda import FirstAgendaSite

PLAYGROUND = "Nedlæggelse af legepladsen på Fjordvej"
RIGHTED = "Ikke godkendt.\nFor stemte 4 (C, O).\nImod stemte 14 (A, F, V).\nUndlod at stemme 1 (Ø)."
COUNCIL_OF_SOENDERBORG = ("Sønderborg Kommune", "Byrådet", "2021")


def answer(asked: Served, query: str, **values: Any) -> Any:
    return asked.json(f"/raad/{query}.json", _shape="array", **values)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_question_can_be_asked_with_nothing_filled_in(demo, query):
    assert isinstance(answer(demo, query.name), list)
    page = demo.page(f"/raad/{query.name}")
    assert query.title in page
    assert all(f'name="{name}"' in page for name in query.parameters)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_parameter_is_explained_and_no_other(query):
    assert set(query.parameters) == {name for name in query.parameters if f":{name}" in query.sql}
    assert query.metadata()["params"] == list(query.parameters)


def test_search_finds_stems(demo):
    found = answer(demo, "soeg_punkter", emne="integrationspriserne")
    assert "Status på integrationsprisarrangement 2021 - april møde" in [row["titel"] for row in found]
    found = answer(demo, "soeg_punkter", emne="legepladser")
    assert [(row["dato"], row["punkt"], row["titel"], row["udfald"]) for row in found] == [
        ("2021-10-26", "84", PLAYGROUND, "Afvist"),
        ("2021-09-28", "72", PLAYGROUND, "Udsat"),
    ]


def test_decisions_on_a_subject_in_a_span_by_outcome(demo):
    found = answer(demo, "beslutninger_om", emne="dagsorden", fra="2021-04-12", til="2021-04-12", udfald="Godkendt")
    assert [(row["punkt"], row["titel"], row["udfald"]) for row in found if row["kommune"] == "Køge Kommune"] == [
        ("37", "Godkendelse af dagsorden", "Godkendt")
    ]


def test_decided_against_the_recommendation(demo):
    (row,) = answer(demo, "mod_indstillingen")
    assert (row["dato"], row["kommune"], row["organ"], row["punkt"], row["udfald"]) == (
        *("2021-10-26", "Køge Kommune", "Byrådet", "84", "Afvist"),
    )
    assert row["indstilling"].endswith("indstiller, at Byrådet godkender, at legepladsen nedlægges.")
    assert row["beslutning"] == RIGHTED


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("soeg_punkter", {"emne": "dagsorden"}),
        ("beslutninger_om", {"emne": "dagsorden"}),
        ("bilag_med_ord", {"ord": "integrationspris"}),
        ("nyt_siden", {"dag": "2020-01-01"}),
    ],
)
def test_a_question_about_all_can_be_narrowed_to_a_municipality(demo, query, asked):
    everywhere = answer(demo, query, **asked)
    here = [row for row in everywhere if row["meeting_id"].startswith("koege:")]
    assert 0 < len(here) < len(everywhere)
    assert answer(demo, query, kommune="koege", **asked) == here


def test_split_votes(demo):
    told = {(row["dato"], row["punkt"]): row["stemmer"] for row in answer(demo, "delte_afstemninger")}
    assert told == {
        ("2025-11-05", "3"): "Tog forbehold: Liste Ø",
        ("2021-10-26", "84"): "For 4: C, O; Imod 14: A, F, V; Undlod at stemme 1: Ø",
        ("2021-03-23", "57"): "For 15; Imod 4: Ø, C",
        ("2021-03-09", "31"): "Imod: Birthe Kragelund (Ø)",
    }
    assert [row["dato"] for row in answer(demo, "delte_afstemninger", kommune="kalundborg")] == ["2025-11-05"]


def test_attendance_and_absence_per_member(demo):
    found = answer(demo, "fremmoede", kommune="koege", organ="byråd")
    assert [(row["navn"], row["moeder"], row["til_stede"], row["fravaerende"]) for row in found] == [
        ("Sanne Vestergård Holt", 2, 0, 2),
        ("Birthe Kragelund", 2, 2, 0),
        ("Ditte Marie Skov", 2, 2, 0),
        ("Kåre Bendixen", 2, 2, 0),
    ]
    assert (found[0]["procent_fravaer"], found[0]["foerste"], found[0]["seneste"]) == (100, "2021-09-28", "2021-10-26")


def test_share_of_closed_items(demo):
    found = answer(demo, "lukkede_punkter")
    items = demo.json("/raad/agenda_items.json", _shape="array", _size="max", is_open__notblank=1)
    assert sum(row["punkter"] for row in found) == len(items)
    assert sum(row["lukkede"] for row in found) == sum(item["is_open"] == 0 for item in items) == 4
    (row,) = [row for row in found if (row["kommune"], row["organ"], row["aar"]) == COUNCIL_OF_SOENDERBORG]
    assert (row["punkter"], row["lukkede"], row["procent_lukkede"]) == (5, 3, 60)
    assert {row["kommune"] for row in answer(demo, "lukkede_punkter", kommune="koege")} == {"Køge Kommune"}


def test_days_until_the_minutes(demo):
    found = {(row["body_id"], row["aar"]): row for row in answer(demo, "dage_til_referat", kommune="kalundborg")}
    row = next(row for (_, year), row in found.items() if year == "2025")
    assert (row["referater"], row["dage_i_snit"], row["laengst"]) == (1, 1.0, 1)


def test_postponed_items_and_what_became_of_them(demo):
    found = answer(demo, "udsatte_punkter")
    assert [(row["kommune"], row["udsat"], row["titel"], row["igen"], row["blev_til"]) for row in found] == [
        ("Køge Kommune", "2021-09-28", PLAYGROUND, "2021-10-26", "Afvist"),
        ("Køge Kommune", "2021-08-24", "Samlede bilag", None, None),
        ("Sønderborg Kommune", "2021-05-11", "Tilskud til musikskolen", None, None),
        ("Kalundborg Kommune", "2018-06-07", "Indstilling af stedfortræder til Integrationsrådet", None, None),
    ]
    assert found[0]["next_meeting_id"] == VOTED_DOWN


def test_a_case_from_first_to_last(demo):
    found = answer(demo, "en_sag", kommune="koege", sag="2021-001122")
    assert [(row["dato"], row["organ"], row["udfald"], row["kilde"]) for row in found] == [
        ("2021-02-23", "Klima- og Planudvalget", "Anbefalet til andet organ", "citeret"),
        ("2021-03-02", "Økonomiudvalget", "Anbefalet til andet organ", ""),
        ("2021-03-09", "Byrådet", "Godkendt", ""),
        ("2021-03-09", "Byrådet", "Udsat", ""),
    ]
    found = answer(demo, "en_sag", kommune="soenderborg", sag="21/6904")
    whole = demo.json("/raad/cases.json", _shape="array", municipality_id="soenderborg", case_number="21/6904")
    assert len(found) == len(whole) > 2


def test_papers_that_mention_a_word(demo):
    found = answer(demo, "bilag_med_ord", ord="budgetterne")
    assert ("2021-08-24", "Byrådet", "Samlede bilag", "syntetisk_budgetbilag_tabel", 1) in [
        (row["dato"], row["organ"], row["punkt"], row["bilag"], row["side"]) for row in found
    ]
    assert all(row["aabn"].endswith(f"#page={row['side']}") for row in found)
    page = next(row for row in demo.json("/raad/file_pages.json", _shape="array", _size="max") if row["page"] == 2)
    word = max(page["text"].split(), key=lambda word: len(word) * word.isalpha())
    assert 2 in [row["side"] for row in answer(demo, "bilag_med_ord", ord=word)]


def test_new_since_a_day(demo):
    nights = sorted({row["started_at"] for row in demo.json("/raad/crawls.json", _shape="array")})
    assert len(answer(demo, "nyt_siden", dag="2020-01-01")) == 51
    since = {row["meeting_id"]: row["hvad"] for row in answer(demo, "nyt_siden", dag=nights[1][:10])}
    assert since.pop(VOTED_DOWN) == "ændret"
    assert set(since.values()) == {"nyt"}
    assert {key.partition(":")[0] for key in since} == {"aalborg", "kalundborg", "soenderborg"}
    assert answer(demo, "nyt_siden", dag="2999-01-01") == []
    assert answer(demo, "nyt_siden") == []


def test_what_was_changed_after_publication(demo):
    (row,) = answer(demo, "aendret_efter_offentliggoerelse")
    assert (row["moedets_dato"], row["organ"], row["titel"], row["felt"]) == (
        *("2021-10-26", "Byrådet", PLAYGROUND, "Beslutning"),
    )
    assert (row["foer"], row["efter"]) == (
        "Ikke godkendt.\nFor stemte 4 (C, O).\nImod stemte 15 (A, F, V, Ø).",
        RIGHTED,
    )
    assert row["meeting_id"] == VOTED_DOWN
    assert answer(demo, "aendret_efter_offentliggoerelse", siden="2999-01-01") == []
    assert demo.json("/aendringer.json")["changes"] == [row]
    page = Selector(demo.page("/aendringer"))
    assert f"/moede/{VOTED_DOWN}" in page.css("article a::attr(href)").getall()
    assert ["".join(text.css("::text").getall()) for text in page.css("article .tekst")] == [row["foer"], row["efter"]]
    assert (page.css("del::text").get(), page.css("ins::text").get()) == ("15", "14")


def test_what_was_changed_in_one_meeting(demo):
    (note,) = Selector(demo.page(f"/moede/{VOTED_DOWN}")).css("p.note")
    (link,) = note.css("a::attr(href)").getall()
    (row,) = demo.json("/aendringer.json")["changes"]
    assert demo.json(link.replace("?", ".json?"))["changes"] == [row]
    shown = Selector(demo.page(link))
    assert shown.css("main p a::text").getall()[:2] == ["Byrådet, 26. oktober 2021", "Vis alle ændringer"]
    assert len(shown.css("article")) == 1
    other = answer(demo, "udsatte_punkter")[0]["meeting_id"]
    assert demo.json("/aendringer.json", moede=other)["changes"] == []
    assert not Selector(demo.page(f"/moede/{other}")).css("p.note")
    assert demo.get("/aendringer", moede="koege:ingen").status_code == 404


def test_what_has_been_withdrawn_is_told_without_text_and_left_out_elsewhere(demo):
    found = answer(demo, "trukket_tilbage")
    told = {"moedets_dato": "2021-08-17", "kommune": "Køge Kommune", "organ": "Økonomiudvalget"}
    last = max(row["started_at"] for row in demo.json("/raad/crawls.json", _shape="array"))
    assert [{**row, "trukket_tilbage": row["trukket_tilbage"][:10]} for row in found] == [
        {"trukket_tilbage": last[:10], "hvad": what, **told} for what in ("Møde", "Referat")
    ]
    assert answer(demo, "soeg_punkter", emne="høringssvar støj havnegade") == []
    assert "2021-08-17" not in [row["dato"] for row in answer(demo, "delte_afstemninger")]
    assert "2021-08-17" not in [row["udsat"] for row in answer(demo, "udsatte_punkter")]
    assert "2021-08-17" not in [row["dato"] for row in answer(demo, "nyt_siden", dag="2020-01-01")]
    assert demo.json("/tilbagetrukket.json")["withdrawn"] == found
    assert "Økonomiudvalget" in demo.page("/tilbagetrukket")


def test_an_answer_has_danish_headings_and_its_fields_offer_what_there_is(demo):
    page = Selector(demo.page("/raad/fremmoede", kommune="koege", organ="", fra="", til=""))
    assert page.css("th::text").getall() == [
        *("Navn", "Møder", "Til stede", "Fraværende", "Procent fravær", "Første", "Seneste", "Personens side"),
    ]
    municipality = page.css("select[name=kommune] option")
    assert municipality.css("::attr(value)").getall() == ["", "aalborg", "kalundborg", "koege", "soenderborg"]
    assert municipality.css("[selected]::text").getall() == ["Køge Kommune"]
    assert page.css("input[name=fra]::attr(type)").get() == "date"
    about = Selector(demo.page("/raad/beslutninger_om", udfald="approved", fra="2021"))
    assert {"Alle", "Afvist", "Udsat"} <= set(about.css("select[name=udfald] option::text").getall())
    assert about.css("select[name=udfald] [selected]::text").get() == "approved", "an address may have the value itself"
    assert about.css("input[name=fra]").attrib["type"] == "text", "a browser's field for days would drop a year"
    sql = Selector(demo.page("/raad", sql="select id as aar from meetings where municipality_id = :kommune"))
    assert sql.css("input[name=kommune]::attr(type)").get() == "text"
    assert not sql.css("form select")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_question_says_what_must_be_filled_in_instead_of_finding_nothing(demo, query):
    page = Selector(demo.page(f"/raad/{query.name}"))
    assert set(page.css("form [required]::attr(name)").getall()) == set(query.needed)
    answered = " ".join(page.css("main > p ::text, main table").getall())
    assert ("Udfyld" in answered) == bool(query.needed)
    assert all(name in answered for name in query.needed)
    assert not (query.needed and "Ingen rækker" in answered)
    assert all("tomt for alle" not in query.parameters[name] for name in query.needed)
    filled = Selector(demo.page(f"/raad/{query.name}", **dict.fromkeys(query.needed, "ukendt")))
    assert "Udfyld" not in " ".join(filled.css("main ::text").getall())


@pytest.fixture(scope="module")
def later(demo_folder, tmp_path_factory):
    """The demo some time later: refused as recommended, taken up again under its title, withdrawn after a change."""
    folder = tmp_path_factory.mktemp("later")
    with closing(sqlite3.connect(demo_folder / "raad.db")) as db:
        db.execute("vacuum into ?", [str(folder / "raad.db")])
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        db.execute(
            "update agenda_items set outcome = 'rejected', decision = 'Indstillingen blev ikke fulgt.',"
            " recommendation = 'at der gives afslag' where id like 'soenderborg:%:2021-02-25T%' and position = 2"
        )
        db.execute(
            "update agenda_items set title = (select title from agenda_items where id = ?), outcome = 'approved',"
            " case_number = null where id = ?",
            [f"{COUNCIL}:2021-08-24T18:00:4", f"{COUNCIL}:2021-09-07T18:00:1"],
        )
        db.execute("update meetings set removed_at = '2021-06-01T10:00:00+02:00' where id = ?", [VOTED_DOWN])
        db.commit()
    with served(folder) as made:
        yield made


def test_a_recommendation_to_refuse_that_was_followed_is_not_against_it(later):
    assert answer(later, "mod_indstillingen") == []


DECIDED_AGAINST = (
    "Byrådet besluttede ikke at følge indstillingen.",
    "Indstillingen blev ikke fulgt.",
    "Udvalget afviste indstillingen.",
    "Ikke godkendt.",
    "Vedtaget mod indstillingen, at grunden sælges.",
)
DECIDED_FOR = ("Godkendt.", "Godkendt. Liste Ø stemte imod indstillingen.", "Udsat.", "Indstillingen følges.")


def test_what_a_site_tells_as_decided_against_the_recommendation_is_found(tmp_path):
    meetings = [
        published(f"nr{n}", f"2021-{n + 1:02}-16 18:00", decision, decision=decision)
        for n, decision in enumerate((*DECIDED_AGAINST, *DECIDED_FOR))
    ]
    with FirstAgendaSite(*site_of(*meetings)) as site:
        run = crawl("koege", site.address, tmp_path)
    assert run.status == 0, run.log
    with served(tmp_path) as asked:
        found = answer(asked, "mod_indstillingen", kommune="koege", fra="2021-01-01", til="2021-12-31")
    assert {row["beslutning"].strip() for row in found} == set(DECIDED_AGAINST)
    assert all(row["indstilling"].startswith("Forvaltningen indstiller") for row in found)
    assert [row["dato"] for row in found] == sorted((row["dato"] for row in found), reverse=True)


def test_a_postponed_item_without_a_case_number_is_found_again_by_its_title(later):
    (row,) = [row for row in answer(later, "udsatte_punkter") if row["udsat"] == "2021-08-24"]
    assert (row["igen"], row["blev_til"]) == ("2021-09-07", "Godkendt")


def test_what_was_changed_and_then_withdrawn_is_told_no_more(later):
    assert answer(later, "aendret_efter_offentliggoerelse") == []
    assert [row["moedets_dato"] for row in answer(later, "trukket_tilbage", siden="2021-06-01")][-1] == "2021-10-26"
    (row,) = [row for row in answer(later, "udsatte_punkter") if row["udsat"] == "2021-09-28"]
    assert row["igen"] is None


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory):
    """Minutes that came after an agenda, then said otherwise; of another meeting an agenda that said otherwise."""
    folder = tmp_path_factory.mktemp("rewritten")
    agenda, minutes, other, draft, changed = (
        published("en", "2021-03-16 18:00", "Budget", kind="Dagsorden"),
        published("en", "2021-03-16 18:00", "Budget"),
        published("en", "2021-03-16 18:00", "Budget", decision="Udsat."),
        published("to", "2021-04-20 18:00", "Skole", kind="Dagsorden"),
        published("to", "2021-04-20 18:00", "Skole og bad", kind="Dagsorden"),
    )
    for first, second in ((agenda, draft), (minutes, changed), (other, changed)):
        with FirstAgendaSite(*site_of(first, second)) as site:
            run = crawl("koege", site.address, folder, "full=1")
        assert run.status == 0, run.log
    with served(folder) as made:
        yield made


def test_only_what_minutes_said_otherwise_before_counts_as_changed_and_each_field_once(rewritten):
    found = answer(rewritten, "aendret_efter_offentliggoerelse")
    assert {(row["titel"], row["felt"], row["foer"], row["efter"]) for row in found} == {
        ("Budget", "Beslutning", "Godkendt.", "Udsat."),
        ("Budget", "Udfald", "Godkendt", "Udsat"),
    }
    assert len(found) == 2
    page = Selector(rewritten.page("/aendringer"))
    assert ["".join(text.css("::text").getall()) for text in page.css(".efter")] == ["Udsat.", "Udsat"]
