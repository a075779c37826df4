"""What Aalborg's answers hold, taken out of their bytes: links to meetings, the PDF's address, what is still missing.

No raw answer is recorded; the traits leaned on are those scrapers tell of. Links may stand in any attribute of any
element and in any order of attributes. They point at localhost, so of an address only the query counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from parsel import Selector

from rådscraper.clock import DANISH_TIME
from rådscraper.items import Problem
from rådscraper.parsing import vocabulary
from rådscraper.parsing.link_titles import LinkTitle, parse_link_title

_START = re.compile(r"(\d{4})-(\d{2})-(\d{2})[\sT+]+(\d{1,2})[.:](\d{2})\s*")
_BODY_NUMBER = re.compile(r"(?:^|&)(?:udvalg)?id=(\d{1,5})(?:&|$)", re.IGNORECASE)
# What the address begins with is looked for backwards, and nothing is longer than an address: pages may be hostile.
_PDF = re.compile(r"pdf\.aspx\?pdfnavn=[^'\"<>]{1,300}", re.IGNORECASE)
_PDF_START = re.compile(r"[^\s'\"<>()]{0,200}\Z")
_NUMBERED = re.compile(r"\d{1,3}\s*\.\s*\S.*", re.DOTALL)
_SAFE = "=&%+;,:/?@!$()*~"
_LOOPBACK = ("localhost", "127.0.0.1")
_TEXTS = "//h3 | //text()[not(ancestor::h3 or ancestor::script or ancestor::style or ancestor::*[name()='svg'])]"
_VISIBLE = "//text()[not(ancestor::script or ancestor::style or ancestor::*[name()='svg'])]"
_PAGE_HEADINGS = "//*[@slot='heading' or self::h2 or self::h3 or self::h4 or self::h5]"


@dataclass(frozen=True, slots=True)
class MeetingLink:
    """A link to a meeting: its local start, its query as it can be asked for, and what it is titled.

    ``page`` is the address itself where it is one that people can open, None where it points at localhost.
    """

    starts_at: datetime
    query: str
    title: LinkTitle
    page: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The meetings one answer lists, numbers of bodies its links name, and what was odd about it."""

    links: tuple[MeetingLink, ...]
    numbers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer tells of its items, counted."""

    items: int
    titled: int
    texts: int

    @property
    def is_complete(self) -> bool:
        """Whether every item has a title and the answer holds what was said."""
        return 0 < self.items <= self.titled and self.texts > 0


def read_listing(answer: bytes, url: str) -> Listing:
    """Read the links to meetings of an application's list or an overview page, each meeting of a title once."""
    links: dict[tuple[datetime, str], MeetingLink] = {}
    numbers: dict[str, None] = {}
    problems: list[Problem] = []
    text = _decoded(answer)
    found = [*_links(text)]
    for href, title in found:
        query = _query(href)
        numbers.update(dict.fromkeys(_BODY_NUMBER.findall(query)))
        if "moedetitel=" not in query:
            continue
        printed = parse_qs(query).get("moedetitel", [""])[0]
        starts_at = parse_start(printed)
        if starts_at is None:
            problems.append(
                Problem("unreadable_date", f"a link's moedetitel is no date and time: {printed[:80]!r}", url)
            )
            continue
        link = MeetingLink(starts_at, query, parse_link_title(title[:300]), _page(href, url))
        links.setdefault((starts_at, link.title.printed), link)
    failed = len(problems)
    if not links and "moedetitel" in text:
        problems.append(Problem("unknown_shape", "the answer speaks of moedetitel but has no link that holds one", url))
    return Listing(tuple(links.values()), tuple(numbers), tuple(problems), failed)


def parse_start(printed: str) -> datetime | None:
    """Read a meeting's local start as the site writes it.

    >>> str(parse_start("2023-04-24 16.05"))
    '2023-04-24 16:05:00+02:00'
    """
    found = _START.fullmatch(printed.strip())
    try:
        if found is None:
            return None
        year, month, day, hour, minute = map(int, found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=DANISH_TIME)
    except ValueError:
        return None


def find_pdf(answer: bytes, url: str, starts_at: datetime) -> str | None:
    """Find the address of a meeting's PDF: ``window.open('…Pdf.aspx?pdfnavn=2024-04-08 10.30.pdf&type=moede…')``.

    Of several the one named after the meeting's start is meant; None where none is or none can be told.
    """
    text = unescape(unescape(_decoded(answer))).replace("\\/", "/").replace("\\'", "'").replace('\\"', '"')
    found = [_before(text, match.start()) + match[0] for match in _PDF.finditer(text)]
    addresses = list(dict.fromkeys(_address(href, url) for href in found))
    named = [address for address in addresses if f"{starts_at:%Y-%m-%d%%20%H.%M}" in address.replace("+", "%20")]
    return named[0] if named else addresses[0] if len(addresses) == 1 else None


def seen_in_application(answer: bytes) -> Seen:
    """Count the items of an answer of ``visreferat``: ``<h3>N. Title</h3>``, text until the next ``<h3>``."""
    items = texts = 0
    in_item = has_text = False
    for node in _parsed(_decoded(answer)).xpath(_TEXTS):
        if node.root is not None and hasattr(node.root, "tag"):
            in_item = _NUMBERED.fullmatch(_folded(node.xpath("string()").get(""))) is not None
            items += in_item
            has_text = False
        elif in_item and not has_text and _folded(node.get()):
            has_text = True
            texts += 1
    return Seen(items, items, texts)


def seen_in_page(answer: bytes) -> Seen:
    """Count the items of a page: the words that open each, the headings that may be titles, the standing headings."""
    page = _parsed(_decoded(answer))
    lines = [_folded(node.get()) for node in page.xpath(_VISIBLE)]
    headings = page.xpath(_PAGE_HEADINGS)
    titled = sum(1 for one in headings if one.attrib.get("slot") or _NUMBERED.fullmatch(_text(one)))
    opened = sum(1 for line in lines if vocabulary.fold(line) in vocabulary.OPEN_WORDS)
    texts = sum(1 for line in lines if line and vocabulary.is_standing_heading(line))
    return Seen(opened or titled, titled, texts)


def _before(text: str, end: int) -> str:
    found = _PDF_START.search(text[max(0, end - 200) : end])
    return found[0] if found else ""


def _links(text: str) -> Iterator[tuple[str, str]]:
    """Every address in the answer and what its element is titled, in the order they stand."""
    for element in _parsed(text).xpath("//*[@*]"):
        attributes = element.attrib
        title = attributes.get("title") or attributes.get("aria-label") or attributes.get("label")
        for name, value in attributes.items():
            is_address = name in ("href", "to", "url", "link") or "moedetitel=" in value
            if is_address and "?" in value and "window.open" not in value:
                yield value, title if title and "moedetitel=" not in title else _text(element)


def _query(href: str) -> str:
    query = href.partition("?")[2].partition("#")[0]
    while "&amp;" in query:
        query = query.replace("&amp;", "&")
    return quote(query.strip(), safe=_SAFE)


def _page(href: str, url: str) -> str | None:
    address = _address(href, url)
    try:
        host = urlsplit(href).hostname
    except ValueError:
        return None
    return None if host in _LOOPBACK else address


def _address(href: str, url: str) -> str:
    """An address as it can be asked for: raw blanks escaped, and the answering host for localhost."""
    try:
        parts, base = urlsplit(urljoin(url, href.strip())), urlsplit(url)
    except ValueError:
        return url
    if parts.hostname in _LOOPBACK:
        parts = parts._replace(scheme=base.scheme, netloc=base.netloc)
    query = _query(f"?{parts.query}")
    return parts._replace(path=quote(parts.path, safe=_SAFE), query=query, fragment="").geturl()


def _parsed(text: str) -> Selector:
    # Named, because parsel takes what looks like JSON for JSON.
    return Selector(text=text or "<p>", type="html")


def _decoded(answer: bytes) -> str:
    try:
        text = answer.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = answer.decode("windows-1252", "replace")
    return text.replace("\0", "")


def _text(element: Selector) -> str:
    return _folded(element.xpath("string()").get(""))


def _folded(text: str) -> str:
    return " ".join(text.split())
