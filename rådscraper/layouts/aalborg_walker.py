"""What stands on one of Aalborg's pages, event by event: headings of any make, text and papers; no navigation.

Nobody has recorded the pages' tags, so this leans on what such pages are bound to have. Headings are ``h1`` to ``h6``,
or what a component marks: a child with ``slot="heading"`` (Ærø's pages, made of the same ones), or an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl, urljoin, urlsplit

from rådscraper.document import Block, BlockKind
from rådscraper.layouts.folding import fold
from rådscraper.layouts.html_walker import Walker

SLOT = "slot"
"""The ``tag`` of headings that a component marks, whatever their element."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN_INLINE = ("script", "style", "svg", "template", "noscript")
# Not form, which ASP.NET puts around whole pages, and nothing that is only folded away (an accordion's content).
_HIDDEN = (*_HIDDEN_INLINE, "nav", "footer", "dialog")
_HIDDEN_ROLES = ("navigation", "contentinfo", "banner", "dialog", "alertdialog", "search", "complementary")
_HIDDEN_NAMES = re.compile(
    r"\w+-(?:(?:site-|global-|main-|top-)?(?:header|footer)$|(?:.*-)?(?:nav|menu|breadcrumb|cookie|consent|search|skip))"
)
_HEADING_NAMES = re.compile(r"\w+-(?:.*-)?(?:heading|headline|header|title)$")
_HEADED_NAMES = re.compile(r"\w+-(?:.*-)?(?:accordion|item|panel|section|collapse|disclosure)\b")
_BANNER = re.compile(r"cookie|consent", re.IGNORECASE)
_SLOTS = ("heading", "header", "headline", "title", "summary")
_LABELS = ("heading", "headline", "header", "title", "label")
_PAPER = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|png|jpe?g|tiff?)$|/pdf\.aspx$|bilag", re.IGNORECASE)
_WHOLE_MEETING = "moede"
_LOOPBACK = ("localhost", "127.0.0.1")

_Attributes = Mapping[str, str]


class Heading(Block):
    """A heading as found: its element (``SLOT`` for a component's) and how deep that lies."""

    tag: str
    depth: int

    def __new__(cls, text: str, tag: str, depth: int) -> Self:
        """Make the block, and note what is found of it besides."""
        heading = super().__new__(cls, text, BlockKind.HEADING)
        heading.tag, heading.depth = tag, depth
        return heading


@dataclass(slots=True)
class _Open:
    """An element that is open: how deep it lies, and what had been read when it began."""

    depth: int
    mark: int
    label: str = ""
    href: str = ""
    leads_elsewhere: bool = False


class PageWalker(Walker):
    """Reads a page into blocks, headings as ``Heading``; ``mains`` are the stretches of blocks that lie in ``main``."""

    def __init__(self, url: str) -> None:
        """Read a page that came from an address: the addresses of its papers are made absolute against it."""
        self._url = url
        super().__init__()

    def _begin(self) -> None:
        super()._begin()
        self._depth = 0
        self._hidden: _Open | None = None
        self._heading: _Open | None = None
        self._main: _Open | None = None
        self._links: list[_Open] = []
        self._components: list[_Open] = []
        self.mains: list[tuple[int, int]] = []

    def start(self, tag: str, attributes: _Attributes) -> None:
        """Begin an element."""
        self._depth += 1
        if self._hidden:
            return
        if _is_hidden(tag, attributes):
            if tag not in _HIDDEN_INLINE:
                self._flush()
            self._hidden = _Open(self._depth, len(self._parts))
            return
        super().start(_plain(tag), attributes)
        if self._main is None and (tag == "main" or attributes.get("role") == "main"):
            self._flush()
            self._main = _Open(self._depth, len(self.blocks))
        if _HEADED_NAMES.match(tag):
            self._start_component(tag, attributes)
        if self._heading is None and _is_heading(tag, attributes):
            self._flush()
            self._heading = _Open(
                self._depth, len(self.blocks), SLOT if "slot" in attributes or tag not in _HEADINGS else tag
            )
        if href := attributes.get("href", "").strip():
            self._links.append(_Open(self._depth, len(self._parts), _label(attributes), href))

    def end(self, tag: str) -> None:
        """End the element that was begun last."""
        if self._hidden:
            if self._hidden.depth == self._depth:
                del self._parts[self._hidden.mark :]
                self._hidden = None
            self._depth -= 1
            return
        if self._links and self._links[-1].depth == self._depth:
            self._end_link(self._links.pop())
        if self._heading and self._heading.depth == self._depth:
            self._end_heading(self._heading)
        if self._components and self._components[-1].depth == self._depth:
            self._end_component(self._components.pop())
        super().end(_plain(tag))
        if self._main and self._main.depth == self._depth:
            self._flush()
            self.mains.append((self._main.mark, len(self.blocks)))
            self._main = None
        self._depth -= 1

    def _start_component(self, tag: str, attributes: _Attributes) -> None:
        self._flush()
        self._components.append(_Open(self._depth, len(self.blocks)))
        if heading := fold(_label(attributes)):
            self.blocks.append(Heading(heading, SLOT, self._depth))

    def _end_component(self, component: _Open) -> None:
        """Leave out a part that holds nothing but links to other meetings, as the overview of a year does."""
        self._flush()
        if not component.leads_elsewhere:
            return
        if all(isinstance(block, Heading) for block in self.blocks[component.mark :]):
            del self.blocks[component.mark :]
        if self._components:
            self._components[-1].leads_elsewhere = True

    def _end_heading(self, heading: _Open) -> None:
        self._flush()
        text = " ".join(block.text for block in self.blocks[heading.mark :])
        del self.blocks[heading.mark :]
        self._heading = None
        last = self.blocks[-1] if self.blocks else None
        is_repeated = isinstance(last, Heading) and last.tag == heading.label == SLOT and last.text == text
        if text and not is_repeated:
            self.blocks.append(Heading(text, heading.label, heading.depth))

    def _end_link(self, link: _Open) -> None:
        """Take the text of a link to another meeting out; note a paper, whose name may be an attribute."""
        if "moedetitel=" in link.href:
            del self._parts[link.mark :]
            if self._components:
                self._components[-1].leads_elsewhere = True
        elif href := paper_address(link.href, self._url):
            title = fold("".join(self._parts[link.mark :])) or fold(link.label)
            if title:
                self.blocks.append(Block(title, BlockKind.LINK, href=href))


def paper_address(href: str, url: str) -> str | None:
    """The lasting address of a paper; None for a link that leads to no file, or to the whole meeting's.

    An address at localhost is taken for one at the host the page came from, as it is with the links to meetings.
    """
    try:
        parts, page = urlsplit(urljoin(url, href.replace(" ", "%20"))), urlsplit(url)
        queried = dict(parse_qsl(parts.query))
        host = parts.hostname
    except ValueError:
        return None
    names = (parts.path, *queried.values())
    if queried.get("type", "").startswith(_WHOLE_MEETING) or not any(_PAPER.search(name) for name in names):
        return None
    if host in _LOOPBACK and page.hostname not in _LOOPBACK:
        parts = parts._replace(scheme=page.scheme, netloc=page.netloc)
    return parts._replace(fragment="").geturl() if parts.scheme in ("http", "https") else None


def _plain(tag: str) -> str:
    """The element as the plain walker should take it: headings are read here and only end a line there."""
    return "p" if tag in _HEADINGS or "-" in tag else tag


def _is_heading(tag: str, attributes: _Attributes) -> bool:
    if tag in _HEADINGS or tag == "summary" or _HEADING_NAMES.match(tag):
        return True
    return attributes.get("slot") in _SLOTS or attributes.get("role") == "heading"


def _is_hidden(tag: str, attributes: _Attributes) -> bool:
    if tag in _HIDDEN or attributes.get("role") in _HIDDEN_ROLES:
        return True
    if tag in ("html", "body", "main"):
        return False
    named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    return _HIDDEN_NAMES.match(tag) is not None or _BANNER.search(named) is not None


def _label(attributes: _Attributes) -> str:
    return next((attributes[name] for name in _LABELS if attributes.get(name)), "")
