"""Feeds and calendars as they are served: valid, with the same names for ever, and beside the page of the same."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, datetime

import pytest
from lxml import etree
from parsel import Selector

from rådscraper.feeds.atom import ATOM
from rådscraper.serve import coming
from tests.crawl.running import crawl
from tests.crawl.small import published, site_of
from tests.feeds.atom_grammar import read_feed, texts
from tests.feeds.calendar_rules import read_calendar, words
from tests.serve.asking import Served, served
from tests.serve.test_pages import BOARD, MEETING, WITHDRAWN
from tests.sites.firstagenda import FirstAgendaSite

FOLLOWED = {
    "/": ["/moeder.atom", "/moeder.ics"],
    "/kommune/koege": ["/kommune/koege.atom", "/kommune/koege.ics"],
    f"/organ/{BOARD}": [f"/organ/{BOARD}.atom", f"/organ/{BOARD}.ics"],
    "/sag/soenderborg/21/6904": ["/sag/soenderborg/21/6904.atom"],
    "/soeg?q=dagsorden&fra=2021-01-01&punkter=2021-04-12.1": ["/soeg.atom?q=dagsorden&fra=2021-01-01"],
    "/soeg": [],
    f"/moede/{MEETING}": [],
    f"/person/koege:{'Janni Baggersgaard'}": [],
}
FEEDS = [one for told in FOLLOWED.values() for one in told if ".atom" in one]
CALENDARS = [one for told in FOLLOWED.values() for one in told if ".ics" in one]


@pytest.mark.parametrize(("page", "told"), FOLLOWED.items())
def test_a_page_leads_to_what_can_be_followed_of_it(demo, page, told):
    html = Selector(demo.page(page))
    kinds = ("application/atom+xml", "text/calendar")
    links = html.css("head link[rel=alternate]")
    assert [link.attrib["href"] for link in links if link.attrib["type"] in kinds] == told
    assert all(link.attrib["title"] for link in links if link.attrib["type"] in kinds)
    assert html.css(".foelg a::attr(href)").getall() == told
    for address in told:
        assert demo.get(address).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_and_leads_to_pages_there_are(demo, path):
    answer = demo.get(path)
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = read_feed(answer.content)
    assert texts(feed, "a:id/text()") == texts(feed, "a:link[@rel='self']/@href") == [f"http://localhost{path}"]
    names = texts(feed, "a:entry/a:id/text()")
    assert names
    assert len(set(names)) == len(names)
    assert texts(feed, "a:entry/a:updated/text()") == sorted(texts(feed, "a:entry/a:updated/text()"), reverse=True)
    for address in texts(feed, "//a:link[@rel='alternate']/@href"):
        if address.startswith("http://localhost/"):
            told = demo.get(address.removeprefix("http://localhost").partition("#")[0])
            assert told.status_code == (410 if WITHDRAWN in address else 200), address


@pytest.mark.parametrize("path", CALENDARS)
def test_a_calendar_is_valid_with_and_without_meetings(demo, path, monkeypatch):
    for year, is_empty in ((2000, False), (2999, True)):
        monkeypatch.setattr(coming, "now", lambda year=year: datetime(year, 1, 1, tzinfo=UTC))
        answer = demo.get(path)
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        told = read_calendar(answer.content)
        assert told["SOURCE"] == f"http://localhost{path}"
        assert bool(told.walk("VEVENT")) is not is_empty


@pytest.mark.parametrize(
    "path",
    ["/person/koege:Janni%20Baggersgaard.atom", "/person/koege:Janni%20Baggersgaard.ics", "/kommune/ingen.atom",
     "/organ/ingen.ics", "/sag/koege/ingen.atom", "/soeg.atom", "/soeg.ics?q=dagsorden", "/sag/koege/1.ics"],
)  # fmt: skip
def test_persons_and_what_is_not_there_can_not_be_followed(demo, path):
    answer = demo.get(path)
    if answer.status_code == 302:  # Datasette tries its own spelling of a blank
        answer = demo.get(answer.headers["location"])
    assert answer.status_code == 404


def test_the_feed_of_a_body_tells_its_meetings_and_their_items(demo):
    feed = read_feed(demo.get(f"/organ/{BOARD}.atom").content)
    assert texts(feed, "a:title/text()") == ["Integrationsrådet, Køge Kommune"]
    meetings = demo.json(f"/organ/{BOARD}.json")["meetings"]
    pages = texts(feed, "a:entry/a:link/@href")
    assert set(pages) == {f"http://localhost/moede/{one['id']}" for one in meetings}
    entry = next(one for one in feed.findall(f"{{{ATOM}}}entry") if MEETING in etree.tostring(one, encoding="unicode"))
    assert texts(entry, "a:title/text()") == ["Referat: Integrationsrådet, Køge Kommune, 12. april 2021"]
    assert texts(entry, "a:category/@term") == ["Referat"]
    (summary,) = texts(entry, "a:summary/text()")
    assert summary.startswith("37. Godkendelse af dagsorden: Godkendt\n38. Referat fra sidste møde: ")
    (row,) = demo.json("/raad/meetings.json", _shape="array", id=MEETING)
    assert texts(entry, "a:updated/text()") == [row["changed_at"]]


def test_the_feed_of_a_search_tells_what_its_page_finds(demo):
    asked = {"q": "netværk*", "kommune": "koege"}
    page = demo.json("/soeg.json", **asked)
    assert page["papers"]
    assert page["next"] is None
    feed = read_feed(demo.get("/soeg.atom", **asked).content)
    assert texts(feed, "a:title/text()") == ["Søgning: netværk*"]
    assert texts(feed, "a:link[@rel='self']/@href") == ["http://localhost/soeg.atom?q=netv%C3%A6rk%2A&kommune=koege"]
    titles = [item["title"] for item in page["items"]]
    titles += [f"{paper['attachment_title']}, side {paper['page']}" for paper in page["papers"]]
    assert sorted(texts(feed, "a:entry/a:title/text()")) == sorted(titles)


def test_a_search_for_an_outcome_finds_no_papers(demo):
    page = demo.json("/soeg.json", q="integration*", udfald="approved")
    assert page["items"]
    assert page["papers"] == []
    terms = texts(read_feed(demo.get("/soeg.atom", q="integration*", udfald="approved").content), "//@term")
    assert set(terms) == {"Godkendt"}


def test_the_feed_of_a_case_tells_every_item_it_was_on(demo):
    items = demo.json("/sag/soenderborg/21/6904.json")["items"]
    feed = read_feed(demo.get("/sag/soenderborg/21/6904.atom").content)
    pages = {f"http://localhost/moede/{item['meeting_id']}#punkt-{item['position']}" for item in items}
    assert len(items) > 1
    assert set(texts(feed, "a:entry/a:link/@href")) == pages


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """Two nights of Køge, the second with other minutes of one meeting; of each what feeds and calendar told."""
    folder = tmp_path_factory.mktemp("followed")
    first, other = published("en", "2021-03-16 18:00", "Budget"), published("to", "2021-04-20 18:00", "Skole")
    changed = published("en", "2021-03-16 18:00", "Budget", decision="Udsat.")
    told = []
    with FirstAgendaSite(*site_of(first, other)) as site:
        for publications in ((first, other), (changed, other)):
            content = site_of(*publications)
            site.listing, site.agendas = content.listing, content.agendas
            run = crawl("koege", site.address, folder, "full=1")
            assert run.status == 0, run.log
            with served(folder) as asked:
                told.append(entries(asked, "/kommune/koege.atom"))
    return folder, told


def entries(asked: Served, path: str) -> dict[str, tuple[str, ...]]:
    """Name, time of change and text of the entries of a feed, by the page each leads to."""
    found = read_feed(asked.get(path).content).findall(f"{{{ATOM}}}entry")
    parts = ("a:id/text()", "a:updated/text()", "a:summary/text()")
    return {texts(one, "a:link/@href")[0]: tuple("".join(texts(one, part)) for part in parts) for one in found}


def test_an_entry_keeps_its_name_when_it_changes_and_its_time_when_it_does_not(nights):
    before, after = nights[1]
    changed = [page for page in before if before[page] != after[page]]
    (page,) = changed
    assert "2021-03-16" in page
    assert (before[page][0], before[page][2]) == (after[page][0], "1. Budget: Godkendt")
    assert after[page][1] > before[page][1]
    assert after[page][2] == "1. Budget: Udsat"
    assert next(iter(after)) == page


@pytest.mark.parametrize(
    "path", ["/kommune/koege.atom", "/organ/koege:f8bcefd8-9201-5cf1-9d02-0a8a184f7373.atom", "/moeder.atom"]
)
def test_a_withdrawn_meeting_is_told_by_day_and_body_under_its_own_name(demo, path):
    feed = read_feed(demo.get(path).content)
    (entry,) = [one for one in feed.findall(f"{{{ATOM}}}entry") if WITHDRAWN in texts(one, "a:link/@href")[0]]
    assert texts(entry, "a:title/text()") == ["Trukket tilbage: Økonomiudvalget, Køge Kommune, 17. august 2021"]
    assert texts(entry, "a:category/@term") == ["Trukket tilbage"]
    assert texts(entry, "a:summary/text()") == []
    assert texts(entry, "a:id/text()") == [uuid.uuid5(uuid.NAMESPACE_OID, WITHDRAWN).urn]
    (removed,) = [one for one in demo.json("/tilbagetrukket.json")["withdrawn"] if one["hvad"] == "Møde"]
    assert texts(entry, "a:updated/text()") == [removed["trukket_tilbage"]]
    assert b"Havnegade" not in demo.get(path).content


def test_an_item_of_a_case_that_was_withdrawn_loses_its_text(demo_folder, tmp_path):
    with closing(sqlite3.connect(demo_folder / "raad.db")) as db:
        db.execute("vacuum into ?", [str(tmp_path / "raad.db")])
    take = "update meetings set removed_at = '2021-11-02T10:00:00+01:00' where id in ({})"
    of_case = "select meeting_id from agenda_items where case_number = '2021-003344'"
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db:
        db.execute(take.format(f"{of_case} order by meeting_id desc limit 1"))
        db.commit()
        with served(tmp_path) as asked:
            told = entries(asked, "/sag/koege/2021-003344.atom")
        db.execute(take.format(of_case))
        db.commit()
    assert sorted(text for *_, text in told.values()) == [
        "",
        "Byrådet, Køge Kommune, 28. september 2021, punkt 72\nUdsat til næste møde.",
    ]
    with served(tmp_path) as asked:
        assert asked.get("/sag/koege/2021-003344.atom").status_code == 404


@pytest.mark.parametrize("path", ["/kommune/koege.atom", "/kommune/koege.ics"])
def test_what_a_reader_has_is_not_sent_again(demo, path):
    first = demo.get(path)
    again = demo.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    packed = demo.get(path, headers={"if-none-match": f'"another", W/{first.headers["etag"]}'})
    assert packed.status_code == 304
    other = demo.get(path, headers={"if-none-match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_names_do_not_follow_the_host_that_serves(demo):
    here = read_feed(demo.get("/kommune/koege.atom").content)
    there = read_feed(demo.get("/kommune/koege.atom", headers={"host": "raad.example.org"}).content)
    assert texts(there, "a:link[@rel='self']/@href") == ["http://raad.example.org/kommune/koege.atom"]
    assert texts(here, "a:entry/a:id/text()") == texts(there, "a:entry/a:id/text()")
    assert all(name.startswith("urn:uuid:") for name in texts(here, "a:entry/a:id/text()"))


def test_a_calendar_tells_coming_meetings_and_cancels_one_that_was_withdrawn(nights, tmp_path, monkeypatch):
    monkeypatch.setattr(coming, "now", lambda: datetime(2021, 3, 16, 12, tzinfo=UTC))
    with closing(sqlite3.connect(nights[0] / "raad.db")) as db:
        db.execute("vacuum into ?", [str(tmp_path / "raad.db")])
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db, db:
        db.execute("update meetings set removed_at = '2021-04-02T10:00:00+02:00' where date = '2021-04-20'")
    with served(tmp_path) as asked:
        first, gone = map(words, read_calendar(asked.get("/moeder.ics").content).walk("VEVENT"))
        monkeypatch.setattr(coming, "now", lambda: datetime(2021, 3, 17, 12, tzinfo=UTC))
        assert len(read_calendar(asked.get("/kommune/koege.ics").content).walk("VEVENT")) == 1
    assert first["DTSTART"] == "20210316T180000"
    assert (first["STATUS"], first["SUMMARY"]) == ("CONFIRMED", "Byrådet\\, Køge Kommune")
    assert first["DESCRIPTION"] == "1. Budget"
    assert first["URL"].startswith("http://localhost/moede/koege:")
    assert first["UID"].endswith("2021-03-16T18:00@raadscraper")
    assert (gone["STATUS"], gone["SUMMARY"]) == ("CANCELLED", "Byrådet\\, Køge Kommune")
    assert not {"DESCRIPTION", "LOCATION", "URL"} & set(gone)
