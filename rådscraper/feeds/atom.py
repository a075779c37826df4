"""Atom feeds (RFC 4287): entries in, bytes out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters no XML can hold; papers read from PDF have some."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a feed tells of.

    ``id`` is an address that names it for ever, ``url`` where a person reads it; times have an offset, ``updated`` is
    when it last changed. ``summary`` is plain text, ``category`` a word such as the outcome.
    """

    id: str
    title: str
    url: str
    updated: datetime
    published: datetime | None = None
    summary: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself: its title, its own address (which is also its id), a page with the same, the author.

    ``made_at`` dates a feed without entries; one with entries is as old as its newest.
    """

    title: str
    self_url: str
    page_url: str
    author: str
    made_at: datetime


def atom_feed(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Write a feed as UTF-8 XML, the entries in the order given; raises ``ValueError`` for a time without an offset."""
    told = list(entries)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "da")
    _add(root, "id", feed.self_url)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((entry.updated for entry in told), default=feed.made_at)))
    _add(_add(root, "author"), "name", feed.author)
    _link(root, feed.self_url, "self", MEDIA_TYPE)
    _link(root, feed.page_url, "alternate", "text/html")
    for entry in told:
        _add_entry(_add(root, "entry"), entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add_entry(element: etree._Element, entry: Entry) -> None:
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    if entry.published:
        _add(element, "published", _moment(entry.published))
    _link(element, entry.url, "alternate", "text/html")
    if entry.category:
        _add(element, "category").set("term", _clean(entry.category))
    if entry.summary:
        _add(element, "summary", entry.summary)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    if text is not None:
        element.text = _clean(text)
    return element


def _link(parent: etree._Element, address: str, relation: str, media_type: str) -> None:
    link = _add(parent, "link")
    for name, value in (("rel", relation), ("type", media_type), ("href", _clean(address))):
        link.set(name, value)


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} tells no offset, which Atom asks for")
    return moment.isoformat(timespec="seconds")
