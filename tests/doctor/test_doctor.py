from __future__ import annotations

import json
import re
import socket
from copy import deepcopy
from itertools import pairwise

import pytest

from tests.crawl.running import scrapy
from tests.crawl.small import LISTING, agenda_path, published, site_of
from tests.doctor.examining import doctor
from tests.sites.firstagenda import COOKIE, S3_HOST, Fault, FirstAgendaSite
from tests.sites.stand_ins import stand_in

PORTAL = "https://dagsordener.koege.dk"
MINUTES, AGENDA = published("referat", "2026-03-10 17:00"), published("udkast", "2026-04-14 17:00", kind="Dagsorden")


@pytest.fixture
def koege():
    with FirstAgendaSite(*deepcopy(site_of(MINUTES, AGENDA))) as site:
        yield site


@pytest.mark.parametrize("slug", ["kalundborg", "koege", "soenderborg"])
def test_a_site_that_serves_the_recorded_shapes_is_as_expected(slug, tmp_path):
    with stand_in(slug, with_traps=False) as site:
        report = doctor(slug, site.address, tmp_path)
    assert report.deviations == set()
    assert report.run.status == 0
    assert report.site["requests"] == len(site.requests)
    assert ("as expected", "publication", "Referat.Moede: 13 of 13 keys as recorded, in 1 object") in report.said(
        "as expected"
    )


EXTRA = "a key nobody has seen: list, as ['ukendt']"
KNOWN_DEVIATIONS = {
    "aalborg": {
        ("differs", "numbers", "the number 56 lists no meetings"),
        (
            "new",
            "probes",
            "the number 60 lists meetings: 1 meetings, 2024-09-11 to 2024-09-11 (Beskæftigelsesudvalget)",
        ),
    },
    "kalundborg": {
        ("new", "listing", f"udvalgsliste.NytFelt: {EXTRA}"),
        (
            "new",
            "listing",
            "udvalgsliste.Udvalg.*[].NytFelt: a key nobody has seen: object (4 times), as {'Tekst': 'ukendt'}",
        ),
        (
            "new",
            "listing",
            "udvalgsliste.Udvalg.*[].Moeder[].NytFelt: a key nobody has seen: list, "
            "as [None, {'Id': '00000000-0000-0000-0000-000000000000'}]",
        ),
        ("new", "history", "1 publications are named 'Mødebog', which says no kind of document"),
    },
    "koege": {
        ("differs", "reading", "Referat of 2021-02-09: long_title: the title of item 12 is 5000 characters long"),
    },
}


@pytest.mark.parametrize("slug", KNOWN_DEVIATIONS)
def test_of_a_site_with_oddities_exactly_these_are_told(slug, tmp_path):
    with stand_in(slug) as site:
        report = doctor(slug, site.address, tmp_path)
    assert report.deviations == KNOWN_DEVIATIONS[slug]
    assert report.run.status == 1


def test_attendance_of_single_items_answers_an_open_question(tmp_path):
    with stand_in("soenderborg") as site:
        report = doctor("soenderborg", site.address, tmp_path)
    (finding,) = [one for one in report.of("unseen") if one["verdict"] == "differs"]
    assert finding["where"] == "Referat.Dagsordenpunkter[].ExternalAgendaItemAttendees"
    assert finding["answers"] == "unknown 2"
    assert "layouts/firstagenda.py" in finding["module"]
    assert "ExternalAgendaItemAttendees is empty" in finding["assumed"]
    assert {one["key"] for one in report.site["findings"] if one["verdict"] == "differs"} == {"unseen", "reading"}


def test_an_open_question_is_answered_also_where_nothing_differs(koege, tmp_path):
    report = doctor("koege", koege.address, tmp_path)
    for key in ("participants", "unseen", "supplementary"):
        (finding,) = report.of(key)
        assert finding["verdict"] == "as expected"
        assert finding["what"].endswith("so it is in the list and in 2 publications (Referat, Dagsorden)")
    koege.listing["Udvalg"]["Udvalg 2018-2021"][0]["Moeder"][0]["IsSupplementaryAgenda"] = True
    ((verdict, _, what),) = {
        one for one in doctor("koege", koege.address, tmp_path).deviations if one[1] == "supplementary"
    }
    assert verdict == "differs"
    assert what.endswith("Moeder[].IsSupplementaryAgenda: true where false was recorded, as True")


def test_each_kind_of_publication_is_asked_for_once(tmp_path):
    with stand_in("soenderborg") as site:
        report = doctor("soenderborg", site.address, tmp_path)
    asked = [one.path for one in site.requests if "/dagsorden/" in one.path and "/api/" in one.path]
    assert len(asked) == len(set(asked)) == 6  # five publications and an id that names none
    named = {finding["what"].partition(":")[0] for finding in report.of("reading")}
    assert named == {
        "Referat of 2021-10-28",
        "Dagsorden of 2021-12-15",
        "Tillægsdagsorden of 2021-12-15",
        "Lukket referat of 2021-06-30",
        "Referat of 2021-01-12",
    }


def test_a_missing_key_is_named_with_its_place_and_what_to_do(koege, tmp_path):
    for item in koege.agendas[MINUTES.id]["Dagsordenpunkter"]:
        del item["IsOpen"]
    report = doctor("koege", koege.address, tmp_path)
    assert ("differs", "publication", "Referat.Dagsordenpunkter[].IsOpen: missing in 1 of 1") in report.deviations
    (finding,) = [one for one in report.of("publication") if one["verdict"] == "differs"]
    assert finding["url"] == f"{PORTAL}{agenda_path(MINUTES)}"
    assert "KNOWN_KEYS" in finding["to_do"]
    assert report.run.status == 1


def test_a_value_of_another_type_answers_the_question_that_asks_for_it(koege, tmp_path):
    koege.agendas[MINUTES.id]["Dagsordenpunkter"][0]["ItemDecision"] = "<p>Godkendt.</p>"
    koege.agendas[MINUTES.id]["Moede"]["Moededeltagere"] = [
        {"Name": "Bo Berg", "Absent": False, "ParticipationCancelled": False, "AttendanceType": 2}
    ]
    report = doctor("koege", koege.address, tmp_path)
    assert {
        (
            "differs",
            "minutes",
            "Referat.Dagsordenpunkter[].ItemDecision: text where null was recorded, as '<p>Godkendt.</p>'",
        ),
        (
            "differs",
            "participants",
            "Referat.Moede.Moededeltagere[].AttendanceType: number where 0 was recorded, as 2",
        ),
    } <= report.deviations


def test_another_meeting_s_answer_is_told(koege, tmp_path):
    koege.agendas[MINUTES.id] = koege.agendas[AGENDA.id]
    told = {what for _, key, what in doctor("koege", koege.address, tmp_path).deviations if key == "publication"}
    assert told == {
        f"Referat of 2026-03-10: listed as {MINUTES.id}, answered with Id {AGENDA.id}",
        "Referat of 2026-03-10: listed to begin at 2026-03-10 17:00:00+01:00, answered with 2026-04-14 17:00:00+02:00",
    }


def test_headings_nobody_knows_are_new_where_they_recur(koege, tmp_path):
    field = koege.agendas[MINUTES.id]["Dagsordenpunkter"][0]["Felter"][0]
    text = field["Html"].replace("</h3>", " af klimaet</h3>")
    field["Html"] = text + text.replace("Indstilling af", "Regnskab over")
    report = doctor("koege", koege.address, tmp_path)
    what = "1 headings the vocabulary does not know stand there again and again: 'Beslutning af klimaet' (2)"
    assert ("new", "html", what) in report.deviations
    once = "2 headings the vocabulary does not know stand there once: "
    assert any(what.startswith(once) for _, _, what in report.said("told"))


def test_html_where_json_was_expected_is_told_as_such(koege, tmp_path):
    koege.fault(LISTING, Fault(body=b"<html><title>Log ind</title>", media_type="text/html; charset=utf-8"))
    report = doctor("koege", koege.address, tmp_path)
    ((verdict, key, what),) = report.deviations
    assert (verdict, key) == ("differs", "listing")
    assert what.startswith("HTML came where JSON was expected (text/html; charset=utf-8)")
    assert "Log ind" in what
    assert not [one for one in koege.requests if "/dagsorden/" in one.path]


def test_a_session_lost_on_the_way_is_told(koege, tmp_path):
    koege.expire_session_after(2)
    report = doctor("koege", koege.address, tmp_path)
    told = [what for verdict, _, what in report.deviations if verdict == "differs"]
    assert any(what.startswith("answered only after redirects, as when a session is lost: 302") for what in told)


def test_a_site_that_refuses_is_not_asked_on(koege, tmp_path):
    koege.fault("/", Fault(status=403))
    report = doctor("koege", koege.address, tmp_path)
    assert ("differs", "listing", "answered 403 where 200 was expected") in report.deviations
    assert report.run.status == 1
    assert len(koege.requests) < 12


def test_a_dead_host_is_asked_once(tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        report = doctor("koege", f"http://127.0.0.1:{nobody.getsockname()[1]}", tmp_path)
    assert report.run.status == 1
    assert report.site["requests"] == 1
    assert {verdict for verdict, _, _ in report.deviations} == {"not asked"}
    assert all("dagsordener.koege.dk does not answer" in what for _, _, what in report.deviations)


def test_what_robots_txt_forbids_is_not_asked(tmp_path):
    with FirstAgendaSite(*site_of(MINUTES), robots="User-agent: raadscraper\nDisallow: /api/\n") as site:
        report = doctor("koege", site.address, tmp_path)
    assert not [one for one in site.requests if "/api/" in one.path]
    forbidden = "robots.txt of dagsordener.koege.dk forbids it"
    assert ("not asked", "listing", forbidden) in report.deviations
    assert report.run.status == 1


def test_a_site_that_asks_to_wait_is_left_alone(koege, tmp_path):
    koege.fault(LISTING, Fault(status=429, headers={"Retry-After": "120"}))
    report = doctor("koege", koege.address, tmp_path)
    assert koege.requests[-1].path == LISTING
    assert report.run.status == 1


def test_the_budget_is_kept_and_what_it_left_unasked_is_told(koege, tmp_path):
    report = doctor("koege", koege.address, tmp_path, "--budget", "7")
    assert len(koege.requests) == report.site["requests"] == 7
    assert any(verdict == "not asked" and "the budget of 7" in what for verdict, _, what in report.deviations)


def test_the_cookie_stays_with_the_portal_and_the_agent_names_a_contact(koege, tmp_path):
    doctor("koege", koege.address, tmp_path, settings={"RAAD_CONTACT": "drift@raad.example"})
    papers = [one for one in koege.requests if one.host == S3_HOST]
    lists = [one for one in koege.requests if one.path == LISTING]
    assert papers
    assert not any(one.had_cookie for one in papers)
    assert [one.had_cookie for one in lists] == [True]
    assert {one.method for one in koege.requests} == {"GET"}
    assert all(re.fullmatch(r"raadscraper/\S+ \(\+drift@raad\.example\)", one.user_agent) for one in koege.requests)


def test_requests_are_as_far_apart_as_the_crawl_s(koege, tmp_path):
    doctor("koege", koege.address, tmp_path, settings={"DOWNLOAD_DELAY": "0.05"})
    starts = [one.started for one in koege.requests]
    assert len(starts) > 10
    assert min(later - earlier for earlier, later in pairwise(starts)) > 0.045


def test_a_redirect_to_an_unknown_host_is_told_and_not_followed(koege, tmp_path):
    koege.fault("/vis/pdf/bilag", Fault(status=302, headers={"Location": "https://files.example.com/signed/1?k=2"}))
    report = doctor("koege", koege.address, tmp_path)
    (finding,) = [one for one in report.of("attachment") if one["verdict"] == "differs"]
    assert "https://files.example.com is none of the site's hosts" in finding["what"]
    assert "file_hosts" in finding["to_do"]


def test_the_table_names_question_assumption_module_and_what_to_do(koege, tmp_path):
    koege.agendas[MINUTES.id]["NytFelt"] = 1
    run = scrapy(tmp_path, "doctor", "koege", "-a", f"base_url={koege.address}")
    assert run.status == 1
    told = " ".join(re.sub("[│┃]", " ", run.output).split())
    assert "What is new (1)" in told
    assert "a key nobody has seen" in told
    assert "rådscraper/layouts/firstagenda_json.py" in told
    assert "To do: add the key" in told
    assert f"1 {PORTAL}{agenda_path(MINUTES)}" in told
    assert "requests of at most 40" in told
    assert "koege: a person should look" in told


def test_ids_are_held_against_an_earlier_list(koege, tmp_path):
    doctor("koege", koege.address, tmp_path, "--save", str(tmp_path / "kept"))
    anew = published("nyt_id", "2026-03-10 17:00")
    moved = published("ny", "2026-05-12 17:00")
    koege.listing, koege.agendas = site_of(anew, moved)[:2]
    report = doctor("koege", koege.address, tmp_path, "--earlier", str(tmp_path / "kept"))
    told = [one["what"] for one in report.of("ids")]
    assert told[0] == "1 meetings are in both lists: 1 have other ids, 1 lost one; 1 meetings are new"
    assert len(told) == 2
    assert "at 2026-04-14 17:00 is gone" in told[1]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["nowhere"], "there is no site 'nowhere'; known are aalborg"),
        (["koege", "--base-url", "nonsense"], "base_url='nonsense' is no address"),
        (["koege", "-a", "since=2021-01-01"], "unknown argument 'since'"),
        (["koege", "-a", "since"], "write -a as NAME=VALUE"),
        (["koege", "aalborg", "--base-url", "http://127.0.0.1:1"], "name one site"),
        (["koege", "--budget", "0"], "--budget 0"),
        (["koege", "--earlier", "/nowhere/at/all"], "there is no such folder"),
        (["koege", "--save", "/dev/null/x"], "can't be made or written"),
    ],
)
def test_bad_arguments_are_refused_in_one_line(words, complaint, tmp_path):
    run = scrapy(tmp_path, "doctor", *words)
    assert run.status == 2
    assert complaint in run.log
    assert len(run.log.strip().splitlines()) == 1
    assert run.output == ""


def test_saved_answers_tell_no_cookie_and_no_signature(koege, tmp_path):
    doctor("koege", koege.address, tmp_path, "--save", str(tmp_path / "kept"))
    metas = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "kept").glob("*/*/meta.json")]
    front = next(meta for meta in metas if meta["layout"] == "robots")
    assert COOKIE in {name for meta in metas for hop in meta["hops"] for name in hop["cookies_set"]}
    assert front["status"] == 200
    for meta in metas:
        written = json.dumps(meta)
        assert "X-Amz-Signature" not in written
        assert "path=/" not in written
