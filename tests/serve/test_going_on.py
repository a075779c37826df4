"""Finds shown page by page: each is shown once, in the order of one long page, however small the pages are."""

from __future__ import annotations

import pytest
from parsel import Selector

from rådscraper.serve import going_on

SEARCHES = (
    {"q": "dagsorden"},
    {"q": "netværk*"},
    {"q": "godkend*", "kommune": "koege"},
    {"q": "dagsorden", "til": "2021-04-12"},
)


def shown(demo, address: str) -> tuple[list[str], list[str], str | None]:
    """The addresses of a page's finds, and of the next page, as a browser has them."""
    page = Selector(demo.page(address))
    items, papers = (page.xpath(f"//h2[.='{name}']/following-sibling::*[1]") for name in ("Punkter", "Bilag"))
    here = address.partition("?")[0]
    following = page.xpath("//a[@rel='next']/@href").get()
    links = [found.xpath("li/a[1]/@href").getall() for found in (items, papers)]
    return links[0], links[1], following and here + following


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("asked", SEARCHES)
def test_pages_show_what_one_long_page_shows(demo, monkeypatch, asked, size):
    address = "/soeg?" + "&".join(f"{name}={value}" for name, value in asked.items())
    monkeypatch.setattr(going_on, "A_PAGE", 1_000)
    items, papers, following = shown(demo, address)
    assert following is None
    assert len(items) + len(papers) > 3
    monkeypatch.setattr(going_on, "A_PAGE", size)
    seen_items, seen_papers, following = [], [], address
    while following:
        more_items, more_papers, following = shown(demo, following)
        assert max(len(more_items), len(more_papers)) <= size
        seen_items += more_items
        seen_papers += more_papers
    assert (seen_items, seen_papers) == (items, papers)


def test_a_list_that_has_ended_says_so_while_the_other_goes_on(demo, monkeypatch):
    monkeypatch.setattr(going_on, "A_PAGE", 3)
    page = demo.page("/soeg", q="dagsorden", bilag="slut", punkter="2021-04-12.1")
    assert "Ikke flere bilag." in page
    assert ">De nyeste<" in page
    assert "Ingen bilag fundet." in demo.page("/soeg", q="dagsorden", udfald="approved")


@pytest.mark.parametrize("odd", ["x", "2021-04-12", "2021-04-12.-1", "9.9", "slut2"])
def test_what_is_no_place_is_the_beginning(demo, odd):
    first = demo.json("/soeg.json", q="dagsorden")
    assert demo.json("/soeg.json", q="dagsorden", punkter=odd)["items"] == first["items"]


def test_a_place_later_than_what_is_asked_for_leaves_nothing_out(demo):
    asked = {"q": "dagsorden", "til": "2021-04-12"}
    items = demo.json("/soeg.json", **asked)["items"]
    assert demo.json("/soeg.json", **asked, punkter="2021-08-01.2")["items"] == items
