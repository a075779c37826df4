"""The questions ready made, each asked of the demo's database for rows that are really there."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from parsel import Selector

from rådscraper.serve.queries import QUERIES
from tests.crawl.running import crawl
from tests.crawl.small import published, site_of
from tests.serve.asking import Served, served
from tests.sites.firstagenda import FirstAgendaSite

COUNCIL = "koege:59846847-c50f-5c38-9264-7f0925752344"


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


def test_decisions_on_a_subject_in_a_span_by_outcome(demo):
    found = answer(demo, "beslutninger_om", emne="dagsorden", fra="2021-04-12", til="2021-04-12", udfald="Godkendt")
    assert [(row["punkt"], row["titel"], row["udfald"]) for row in found if row["kommune"] == "Køge Kommune"] == [
        ("37", "Godkendelse af dagsorden", "Godkendt")
    ]


def test_split_votes(demo):
    (row,) = [row for row in answer(demo, "delte_afstemninger", kommune="koege") if row["punkt"] == "57"]
    assert row["dato"] == "2021-03-23"
    assert set(row["stemmer"].split("; ")) == {"For: i alt 15", "Imod: i alt 4", "Imod: Ø", "Imod: C"}
    assert {row["kommune"] for row in answer(demo, "delte_afstemninger")} >= {"Køge Kommune"}


def test_attendance_and_absence_per_member(demo):
    found = answer(demo, "fremmoede", kommune="soenderborg", organ="integration")
    rows = demo.json(
        "/raad/attendances.json",
        _shape="array",
        _size="max",
        agenda_item_id__isnull=1,
        meeting_id__startswith="soenderborg:",
    )
    away = {row["person_id"] for row in rows if row["status"] in ("absent", "excused")}
    assert away
    assert {row["person_id"] for row in found if row["fravaerende"]} <= away
    assert any(row["fravaerende"] == 1 and row["procent_fravaer"] > 0 for row in found)


def test_share_of_closed_items(demo):
    found = answer(demo, "lukkede_punkter")
    items = demo.json("/raad/agenda_items.json", _shape="array", _size="max", is_open__notblank=1)
    assert sum(row["punkter"] for row in found) == len(items)
    assert sum(row["lukkede"] for row in found) == sum(item["is_open"] == 0 for item in items) == 4
    assert {row["kommune"] for row in answer(demo, "lukkede_punkter", kommune="koege")} == {"Køge Kommune"}


def test_days_until_the_minutes(demo):
    found = {(row["body_id"], row["aar"]): row for row in answer(demo, "dage_til_referat", kommune="kalundborg")}
    row = next(row for (_, year), row in found.items() if year == "2025")
    assert (row["referater"], row["dage_i_snit"], row["laengst"]) == (1, 1.0, 1)


def test_postponed_items(demo):
    found = answer(demo, "udsatte_punkter")
    assert {(row["kommune"], row["udsat"]) for row in found} == {
        ("Kalundborg Kommune", "2018-06-07"),
        ("Køge Kommune", "2021-08-24"),
        ("Sønderborg Kommune", "2021-05-11"),
    }


def test_a_case_from_first_to_last(demo):
    found = answer(demo, "en_sag", kommune="soenderborg", sag="21/6904")
    whole = demo.json("/raad/cases.json", _shape="array", municipality_id="soenderborg", case_number="21/6904")
    assert len(found) == len(whole) > 2
    assert [row["dato"] for row in found] == sorted(row["dato"] for row in found)


def test_papers_that_mention_a_word(demo):
    page = next(row for row in demo.json("/raad/file_pages.json", _shape="array", _size="max") if row["page"] == 2)
    word = max(page["text"].split(), key=lambda word: len(word) * word.isalpha())
    assert 2 in [row["side"] for row in answer(demo, "bilag_med_ord", ord=word)]


def test_new_since_a_day(demo):
    assert len(answer(demo, "nyt_siden", dag="2020-01-01")) == 49
    assert answer(demo, "nyt_siden", dag="2999-01-01") == []
    assert answer(demo, "nyt_siden") == []


def test_an_answer_has_danish_headings_and_its_fields_offer_what_there_is(demo):
    page = Selector(demo.page("/raad/fremmoede", kommune="koege", organ="", fra="", til=""))
    assert page.css("th::text").getall() == [
        *("Navn", "Møder", "Til stede", "Fraværende", "Procent fravær", "Første", "Seneste", "Personens side"),
    ]
    assert page.css("input[name=kommune]::attr(list)").get() == "valg-kommune"
    assert page.css("#valg-kommune option::attr(value)").getall() == ["aalborg", "kalundborg", "koege", "soenderborg"]
    assert "Afvist" in Selector(demo.page("/raad/beslutninger_om")).css("#valg-udfald option::attr(value)").getall()
    sql = Selector(demo.page("/raad", sql="select id as aar from meetings where municipality_id = :kommune"))
    assert not sql.css("datalist")


@pytest.fixture(scope="module")
def later(demo_folder, tmp_path_factory):
    """The demo some time later: decided against, taken up again, changed and withdrawn."""
    folder = tmp_path_factory.mktemp("later")
    with closing(sqlite3.connect(demo_folder / "raad.db")) as db:
        db.execute("vacuum into ?", [str(folder / "raad.db")])
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        items = "update agenda_items set outcome = 'rejected', decision = 'Indstillingen blev ikke fulgt.',"
        db.execute(f"{items} recommendation = 'at planen godkendes' where id = ?", [f"{COUNCIL}:2021-03-23T18:00:57"])
        db.execute(
            f"{items} recommendation = 'at der gives afslag'"
            " where id like 'soenderborg:%:2021-02-25T%' and position = 2"
        )
        db.execute(
            "update agenda_items set title = (select title from agenda_items where id = ?), outcome = 'approved',"
            " case_number = null where id = (select min(agenda_items.id) from agenda_items join meetings"
            " on meetings.id = meeting_id where body_id = ? and date > '2021-08-24')",
            [f"{COUNCIL}:2021-08-24T18:00:4", COUNCIL],
        )
        change = {"title": "Før"}, {"title": "Efter"}
        rows = [("1", f"{COUNCIL}:2021-03-23T18:00", "57"), ("2", f"{COUNCIL}:2021-03-09T18:00", "31")]
        for key, meeting, number in rows:
            db.execute(
                "insert into revisions (id, meeting_id, table_name, row_id, changed_at, before, after, cause,"
                " is_after_minutes) values (?, ?, 'agenda_items', ?, '2021-05-01T10:00:00+02:00', ?, ?, 'site', 1)",
                [key, meeting, f"{meeting}:{number}", *map(json.dumps, change)],
            )
        db.execute(
            "update meetings set removed_at = '2021-06-01T10:00:00+02:00' where id = ?", [f"{COUNCIL}:2021-03-09T18:00"]
        )
        db.commit()
    with served(folder) as made:
        yield made


def test_decided_against_the_recommendation(later):
    found = answer(later, "mod_indstillingen")
    assert [(row["dato"], row["punkt"]) for row in found] == [("2021-03-23", "57")]


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


def test_a_postponed_item_and_what_became_of_it(later):
    (row,) = answer(later, "udsatte_punkter", kommune="koege")
    assert row["igen"] > "2021-08-24"
    assert row["blev_til"] == "Godkendt"


def test_what_was_changed_after_publication_but_not_what_was_withdrawn_since(later):
    (row,) = answer(later, "aendret_efter_offentliggoerelse")
    assert (row["moedets_dato"], row["kommune"], row["organ"]) == ("2021-03-23", "Køge Kommune", "Byrådet")
    assert (row["felt"], row["foer"], row["efter"]) == ("Overskrift", "Før", "Efter")
    assert row["meeting_id"] == f"{COUNCIL}:2021-03-23T18:00"
    assert answer(later, "aendret_efter_offentliggoerelse", siden="2021-05-02") == []
    assert later.json("/aendringer.json")["changes"] == [row]
    assert f"/moede/{row['meeting_id']}" in later.page("/aendringer")


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
    assert "Udsat." in rewritten.page("/aendringer")


def test_what_is_withdrawn_is_told_without_text_and_left_out_elsewhere(later):
    (row,) = answer(later, "trukket_tilbage")
    assert (row["hvad"], row["moedets_dato"]) == ("Møde", "2021-03-09")
    assert set(row) == {"trukket_tilbage", "hvad", "moedets_dato", "kommune", "organ"}
    withdrawn = f"{COUNCIL}:2021-03-09T18:00"
    assert withdrawn not in [row["meeting_id"] for row in answer(later, "delte_afstemninger")]
    assert withdrawn not in [row["meeting_id"] for row in answer(later, "nyt_siden", dag="2020-01-01")]
