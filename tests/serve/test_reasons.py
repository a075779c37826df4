"""What a search shows of each find: the words around what was found, which are marked."""

from __future__ import annotations

import csv
import io

import pytest
from lxml import etree
from parsel import Selector

from rådscraper.feeds.atom import ATOM
from tests.crawl.running import crawl
from tests.crawl.small import published, site_of
from tests.serve.asking import served
from tests.serve.test_pages import VOTED_DOWN
from tests.sites.firstagenda import FirstAgendaSite

SCRIPT = "<script>alert('skoler')</script>"


def marked(page: str) -> list[list[str]]:
    """The marked words of each find on a page, its title's first."""
    return [one.css("mark::text").getall() for one in Selector(page).css(".fund li")]


def test_what_is_typed_as_a_stem_is_marked_as_it_is_printed(demo):
    page = demo.page("/soeg", q="legepladser naboer")
    assert marked(page) == [["legepladsen", "legepladsen", "Naboerne"]] * 2
    (first, _) = Selector(page).css(".fund li")
    assert ["".join(line.css("::text").getall()) for line in first.css("p")] == [
        "Indstilling: …og Miljøforvaltningen indstiller, at Byrådet godkender, at legepladsen nedlægges.",
        "Sagsfremstilling og øvrig tekst: Redskaberne er slidte. Naboerne har i høringen ønsket dem fornyet.",
    ]


def test_why_something_was_found_is_told_in_json_and_csv_too(demo):
    (item,) = [one for one in demo.json("/soeg.json", q="naboer ønsker")["items"] if one["meeting_id"] == VOTED_DOWN]
    (why,) = item["why"]
    assert why["place"] == "sagsfremstilling og øvrig tekst"
    assert why["snippet"] == "Redskaberne er slidte. *Naboerne* har i høringen *ønsket* dem fornyet."
    assert [text for text, is_found in why["parts"] if is_found] == ["Naboerne", "ønsket"]
    rows = list(csv.DictReader(io.StringIO(demo.page("/soeg.csv", q="naboer ønsker"))))
    assert f"{why['place']}: {why['snippet']}" in [row["why"] for row in rows]


def test_a_page_of_a_paper_shows_the_words_around_what_was_found(demo):
    (*_, paper) = demo.json("/soeg.json", q="integrationspris")["papers"]
    (why,) = paper["why"]
    assert why["place"] == f"bilaget »{paper['attachment_title']}«, side {paper['page']}"
    assert "uddeling af årets *integrationspriser*." in why["snippet"]


def test_a_feed_of_a_search_tells_it_in_words(demo):
    feed = etree.fromstring(demo.get("/soeg.atom", q="naboer").content)
    (told, _) = [one.text for one in feed.iter(f"{{{ATOM}}}summary")]
    (*_, last) = str(told).splitlines()
    assert last.startswith("Fundet i sagsfremstilling og øvrig tekst: Redskaberne er slidte. *Naboerne* har i")


def test_a_find_by_its_title_alone_shows_what_was_decided(demo):
    (item, *_) = Selector(demo.page("/soeg", q="lellinge")).css(".fund li")
    assert item.css("a mark::text").getall() == ["Lellinge"]
    assert "Godkendt med 15 stemmer for og 4 imod." in "".join(item.css("p::text").getall())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A meeting whose texts hold markup, and a title that goes on and on."""
    folder = tmp_path_factory.mktemp("hostile")
    made = published("skrift", "2021-03-16 18:00", SCRIPT, f"Skolen {'og så videre ' * 400}", decision=f"{SCRIPT} & ja")
    with FirstAgendaSite(*site_of(made)) as site:
        run = crawl("koege", site.address, folder)
    assert run.status == 0, run.log
    with served(folder) as asked:
        yield asked


def test_markup_in_what_was_found_stays_text(hostile):
    page = hostile.page("/soeg", q="skole")
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(&#39;<mark>skoler</mark>&#39;)&lt;/script&gt;") > 1
    assert marked(page)[0] == ["skoler", "skoler"]
    assert "<script" not in hostile.page("/soeg", q=f"{SCRIPT} skole")


def test_an_endless_title_is_cut(hostile):
    (_, item) = Selector(hostile.page("/soeg", q="skole")).css(".fund")[0].css("li")
    assert item.css("a mark::text").get() == "Skolen"
    assert len("".join(item.css("a ::text").getall())) < 400
