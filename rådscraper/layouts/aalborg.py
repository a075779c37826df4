"""Aalborg's meetings: the application's answer (``visreferat``) and the page for people.

Of the application a scraper tells ``<h3>N. Title</h3>`` and text until the next ``<h3>``; of the pages only the text is
recorded (minutes of 2023-04-11). No raw HTML of either has been seen: what differs is told as a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

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
from rådscraper.layouts.aalborg_walker import SLOT, Heading, PageWalker

_NUMBERED = re.compile(r"(?P<number>\d{1,3})\s*\.\s*(?P<title>.*)", re.DOTALL)
_DATED = re.compile(r"\d{1,2}\s*\.\s*(?:[a-zæøå]+ \d{4}|\d{1,2}\s*[.-]\s*\d{2}(?:\d{2})?(?![.-]?\d))\b.*", re.DOTALL)
_YEAR = re.compile(r"\d{4}")
_START = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2})[.:](\d{2})")
_RANKS = {"h1": 1.0, "h2": 2.0, SLOT: 2.5, "h3": 3.0, "h4": 4.0, "h5": 5.0, "h6": 6.0}


def read_application(body: bytes, url: str) -> Document:
    """Read an answer of ``visreferat``; raises ``UnreadableDocument`` where there is no ``<h3>N. Title</h3>``."""
    blocks, _ = _read(body, url)
    items = _numbered(block for block in _headings(blocks) if block.tag == "h3")
    if not items:
        raise UnreadableDocument("the application's answer has no item, no <h3> with a number and a title")
    document = _document(blocks, items, url)
    return replace(document, blocks=(*_start(url), *document.blocks))


def read_page(body: bytes, url: str) -> Document:
    """Read a meeting's page for people; raises ``UnreadableDocument`` where it has no text.

    Items are numbered headings, else the headings of components; where there are neither, all headings but the first
    are sections, and the words tell the items apart. The date is the printed one alone, since a page that is asked for
    a meeting it does not have may show another.
    """
    blocks, mains = _read(body, url)
    inside = [block for start, end in mains for block in blocks[start:end]]
    blocks = inside or blocks
    found = [block for block in _headings(blocks) if block.tag != "h1"]
    numbered = _numbered(found)
    items = [block for block in numbered if block.tag == numbered[0].tag]
    if not items:
        items = [block for block in found if block.tag == SLOT and not _YEAR.fullmatch(block.text)]
    return _document(blocks, items, url)


def _read(body: bytes, url: str) -> tuple[list[Block], list[tuple[int, int]]]:
    text = _decoded(body)
    if "<" not in text:
        raise UnreadableDocument("the answer is empty" if not text.strip() else "the answer is no web page")
    walker = PageWalker(url)
    blocks = walker.read(text.encode())
    if not any(block.kind is not BlockKind.LINK for block in blocks):
        raise UnreadableDocument("the page has no text; it may be drawn by script")
    return _without_repeated_links(blocks, walker.mains)


def _decoded(body: bytes) -> str:
    """The text of an answer: UTF-8, or the older Danish encoding where it is none."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("windows-1252", "replace")
    return text.replace("\0", "")


def _without_repeated_links(
    blocks: list[Block], mains: list[tuple[int, int]]
) -> tuple[list[Block], list[tuple[int, int]]]:
    """Leave out lines that only repeat the name of the paper noted before them."""
    is_kept = [not (place and _repeats(blocks[place - 1], block)) for place, block in enumerate(blocks)]
    kept = [block for block, stays in zip(blocks, is_kept, strict=True) if stays]
    return kept, [(sum(is_kept[:start]), sum(is_kept[:end])) for start, end in mains]


def _repeats(before: Block, block: Block) -> bool:
    is_line = block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return before.kind is BlockKind.LINK and is_line and block.text.strip().removeprefix("- ") == before.text


def _headings(blocks: Sequence[Block]) -> list[Heading]:
    return [block for block in blocks if isinstance(block, Heading)]


def _numbered(headings: Iterable[Heading]) -> list[Heading]:
    """The headings that have a number; what looks like a date is one only where that number was due."""
    items: list[Heading] = []
    due = 0
    for heading in headings:
        found = _NUMBERED.fullmatch(heading.text)
        if found and (int(found["number"]) == due or not _DATED.fullmatch(heading.text)):
            items.append(heading)
            due = int(found["number"]) + 1
    return items


def _document(blocks: Sequence[Block], items: Sequence[Heading], url: str) -> Document:
    chosen = {id(item) for item in items}
    places = [place for place, block in enumerate(blocks) if id(block) in chosen] or [len(blocks)]
    below = [_RANKS[block.tag] for block in _headings(blocks[places[0] :]) if _is_below(block, items[0])]
    outermost = min(below, default=0)
    made: list[Block] = []
    problems: list[Problem] = []
    has_title = False
    for place, block in enumerate(blocks):
        if not isinstance(block, Heading):
            made.append(block)
        elif id(block) in chosen:
            made += _item(block)
        elif place < places[0]:
            made.append(Block(block.text, BlockKind.HEADING, SECTION_LEVEL if has_title else MEETING_LEVEL))
            has_title = True
        elif _is_below(block, items[0]):
            is_section = _RANKS[block.tag] == outermost
            made.append(Block(block.text, BlockKind.HEADING, SECTION_LEVEL) if is_section else Block(block.text))
        elif block.depth > items[0].depth:
            made.append(Block(block.text))
        else:
            # It ends the item before it, so what follows is of no item.
            made.append(Block(block.text, BlockKind.HEADING, MEETING_LEVEL))
            if place < places[-1]:
                message = f"a heading among the items is none of them, it has no number: {block.text[:100]!r}"
                problems.append(Problem("unknown_heading", message, url))
    return Document(tuple(made), tuple(problems))


def _is_below(heading: Heading, item: Heading) -> bool:
    return _RANKS[heading.tag] > _RANKS[item.tag] or (heading.tag == SLOT and heading.depth > item.depth)


def _item(heading: Heading) -> Iterator[Block]:
    found = _NUMBERED.fullmatch(heading.text)
    yield Block(found["title"].strip() if found else heading.text, BlockKind.HEADING, ITEM_LEVEL)
    if found:
        yield Block(found["number"], BlockKind.FIELD, name="number")


def _start(url: str) -> Iterator[Block]:
    """The meeting's local start, which stands in the address (``moedetitel=2023-04-24 16.05``)."""
    try:
        named = parse_qs(urlsplit(url).query).get("moedetitel", [""])[0]
    except ValueError:
        return
    if found := _START.match(named):
        yield Block(f"{found[1]}T{int(found[2]):02}:{found[3]}", BlockKind.FIELD, name="starts_at")
