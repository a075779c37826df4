"""The page of FirstAgenda Publication for people (``/vis?id=…``) as a browser shows it: scripts have filled it.

Recorded pages are ``recorded/firstagenda_aarhus/byraad_2025-10-08_dagsorden.html`` (an agenda) and
``teknisk_udvalg_2025-10-01_referat.html`` (minutes). The page as served holds none of the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from lxml import etree, html

from rådscraper.document import (
    ITEM_LEVEL,
    MEETING_LEVEL,
    SECTION_LEVEL,
    Block,
    BlockKind,
    Document,
    UnreadableDocument,
)
from rådscraper.items import Problem
from rådscraper.layouts.folding import fold
from rådscraper.layouts.html import read_field
from rådscraper.layouts.html_walker import CONTAINER

_ROW = "punktrow_"
_PAPER = "enclosure-"
_ID = re.compile(r"[\w-]+")


def read_firstagenda_page(body: bytes, url: str) -> Document:
    """Read a rendered page; its blocks are those of ``read_firstagenda``, and the head's labels are as printed.

    Raises ``UnreadableDocument`` where nothing is filled in, as on the page that is served to one without scripts.
    """
    page = _parsed(body)
    blocks = [*_meeting(page)]
    rows = page.xpath("//tr[contains(concat(' ', normalize-space(@class), ' '), ' punktrow ')]")
    if not rows and not any(block.text for block in blocks):
        raise UnreadableDocument("the page holds no meeting: its scripts have not filled it")
    address = _Address(url, page)
    for row in rows:
        blocks += _item(row, address)
    return Document(tuple(blocks), tuple(_problems(blocks, url)))


def _parsed(body: bytes) -> html.HtmlElement:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("windows-1252", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        page: html.HtmlElement | None = html.document_fromstring(text.replace("\0", "").encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument("the file holds no web page") from error
    if page is None:
        raise UnreadableDocument("the file holds no web page")
    return page


class _Address:
    """Where the page lies, from which the addresses of items and papers are made."""

    def __init__(self, url: str, page: html.HtmlElement) -> None:
        self._url = url
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        is_on_the_web = parts.scheme in ("http", "https") and parts.netloc
        self._origin = f"{parts.scheme}://{parts.netloc}" if is_on_the_web else None
        button = next(iter(page.xpath("//*[@id='hentHeledagsorden']/@data-id")), "")
        self._meeting = parse_qs(parts.query).get("id", [button])[0]

    def item(self, item_id: str) -> str | None:
        if not (self._origin and item_id and _ID.fullmatch(self._meeting)):
            return None
        return f"{self._origin}/vis?id={self._meeting}&punktid={quote(item_id, safe='')}"

    def paper(self, document_id: str, href: str) -> str | None:
        if self._origin and document_id:
            # Lasting, and answered by the file itself; the page's own link leads to a viewer.
            return f"{self._origin}/vis/pdf/bilag/{quote(document_id, safe='')}/?redirectDirectlyToPdf=true"
        try:
            absolute = urljoin(self._url, href)
            return absolute if href and urlsplit(absolute).netloc else None
        except ValueError:
            return None


def _meeting(page: html.HtmlElement) -> Iterator[Block]:
    yield Block(_text(page, "//h1[contains(@class, 'dato')]"), BlockKind.HEADING, MEETING_LEVEL)
    yield from _field("body", _text(page, "//span[@class='udvalg']"))
    for row in page.xpath("//table[contains(@class, 'dagsordeninfo')]//tr[count(td) = 2]"):
        label, value = row.xpath("td")
        if value.xpath(".//*[@data-meeting-description]"):
            yield from _field("description", fold(value.text_content()))
        elif not value.xpath(".//*[@class='udvalg']"):
            for line in read_field(_inner(value)):
                yield from _field(fold(label.text_content()).rstrip(": "), line.text.strip().removeprefix("- "))


def _item(row: html.HtmlElement, address: _Address) -> Iterator[Block]:
    item_id = fold(row.get("id", "")).removeprefix(_ROW)
    yield Block(_text(row, ".//h2[contains(@class, 'overskrift')]"), BlockKind.HEADING, ITEM_LEVEL)
    yield from _field("number", _text(row, "td[1]//span[contains(@class, 'label')]"))
    yield from _field("case_number", _text(row, ".//span[@class='sagsnummer']"))
    yield from _field("item_id", item_id)
    yield from _field("item_url", address.item(item_id))
    for text in row.xpath(".//div[@class='punkt']"):
        yield from _texts(text)
    for link in row.xpath(".//a[contains(@class, 'bilag-link')]"):
        href = address.paper(link.get("id", "").removeprefix(_PAPER), link.get("href", ""))
        yield Block(fold(link.text_content()), BlockKind.LINK, href=href)


def _texts(text: html.HtmlElement) -> Iterator[Block]:
    """The fields of an item, each printed behind an ``<h3>`` with its name, which is empty as a rule."""
    fields = [("", [escape(text.text or "")])]
    for child in text:
        if _is_name(child):
            fields.append((fold(child.text_content()), [escape(child.tail or "")]))
        else:
            fields[-1][1].append(html.tostring(child, encoding="unicode"))
    for name, served in fields:
        blocks = read_field("".join(served))
        if name and not (blocks and blocks[0].kind is BlockKind.HEADING and blocks[0].text == name):
            yield Block(name, BlockKind.HEADING, SECTION_LEVEL)
        yield from blocks


def _is_name(child: html.HtmlElement) -> bool:
    """Whether it is the name of a field, and no heading of a text that lies outside its container."""
    if child.tag != "h3":
        return False
    below = child.getnext()
    is_before_container = below is not None and bool(below.xpath(f"descendant-or-self::*[@id='{CONTAINER}']"))
    return child.getprevious() is None or is_before_container


def _text(element: html.HtmlElement, path: str) -> str:
    found = element.xpath(path)
    return fold(found[0].text_content()) if found else ""


def _inner(element: html.HtmlElement) -> str:
    return escape(element.text or "") + "".join(html.tostring(child, encoding="unicode") for child in element)


def _field(name: str, text: str | None) -> Iterator[Block]:
    if name and text:
        yield Block(text, BlockKind.FIELD, name=name)


def _problems(blocks: list[Block], url: str) -> Iterator[Problem]:
    numbers = [block.text for block in blocks if block.name == "number"]
    items = sum(1 for block in blocks if block.level == ITEM_LEVEL)
    if len(numbers) < items:
        yield Problem("missing_key", f"{items - len(numbers)} of the page's {items} items have no number", url)
    if not items:
        yield Problem("missing_key", "the page has no items", url)
