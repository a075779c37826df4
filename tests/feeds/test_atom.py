from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rådscraper.feeds.atom import ATOM, Entry, Feed, atom_feed
from tests.feeds.atom_grammar import GRAMMAR, read_feed, texts

DANISH = ZoneInfo("Europe/Copenhagen")
FEED = Feed(
    "Nyt om »skolehaver« & mere",
    "https://raad.example.org/feed/search.atom?q=skole&b=<1>",
    "https://raad.example.org/search?q=skole",
    "rådscraper",
    datetime(2021, 6, 1, 12, tzinfo=DANISH),
)
ENTRY = Entry(
    "https://raad.example.org/items/koege:1",
    "Skolehaver <i>her</i> & der",
    "https://dagsordener.koege.dk/vis?id=1&punktid=2",
    datetime(2021, 5, 12, 18, 30, 5, tzinfo=DANISH),
    datetime(2021, 5, 1, tzinfo=UTC),
    "Byrådet vedtog:\n- en have",
    "approved",
)


def test_a_feed_tells_what_it_was_given():
    root = read_feed(
        atom_feed(FEED, [ENTRY, replace(ENTRY, id="urn:x:2", summary=None, published=None, category=None)])
    )
    assert texts(root, "a:title/text()") == [FEED.title]
    assert texts(root, "a:id/text()") == texts(root, "a:link[@rel='self']/@href") == [FEED.self_url]
    assert texts(root, "a:link[@rel='alternate']/@href") == [FEED.page_url]
    assert texts(root, "a:entry/a:title/text()") == [ENTRY.title] * 2
    assert texts(root, "a:entry/a:link/@href") == [ENTRY.url] * 2
    assert texts(root, "a:entry/a:updated/text()") == ["2021-05-12T18:30:05+02:00"] * 2
    assert texts(root, "a:entry/a:published/text()") == ["2021-05-01T00:00:00+00:00"]
    assert texts(root, "a:entry/a:summary/text()") == [ENTRY.summary]
    assert texts(root, "a:entry/a:category/@term") == ["approved"]


def test_a_feed_is_as_old_as_its_newest_entry_and_an_empty_one_as_its_making():
    newer = replace(ENTRY, id="urn:x:2", updated=datetime(2021, 5, 20, tzinfo=UTC))
    assert texts(read_feed(atom_feed(FEED, [ENTRY, newer])), "a:updated/text()") == ["2021-05-20T00:00:00+00:00"]
    assert texts(read_feed(atom_feed(FEED, [])), "a:updated/text()") == ["2021-06-01T12:00:00+02:00"]


def test_a_time_without_offset_is_refused():
    with pytest.raises(ValueError, match="no offset"):
        atom_feed(FEED, [replace(ENTRY, updated=datetime(2021, 5, 20))])  # noqa: DTZ001


@given(st.text(), st.text())
def test_whatever_a_text_holds_the_feed_can_be_read(title, summary):
    read_feed(atom_feed(FEED, [replace(ENTRY, title=title, summary=summary)]))


@pytest.mark.parametrize("broken", [b"<updated>", b"<id>", b"<link "])
def test_the_grammar_refuses_a_feed_that_lacks_something(broken):
    feed = etree.fromstring(atom_feed(FEED, [ENTRY]))
    name = broken.decode().strip("<> ")
    for found in feed.findall(f"{{{ATOM}}}entry/{{{ATOM}}}{name}"):
        found.getparent().remove(found)  # type: ignore[union-attr]
    assert not etree.RelaxNG(etree.XML(GRAMMAR)).validate(feed)
