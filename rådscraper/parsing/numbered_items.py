"""Items that begin with their number, and what else in a document does: contents and lists.

Numbers run on one by one (``183.   Title``, ``1. 16:30 Title``), or stand alone above the title. Behind them is a full
stop; in the free-form minutes of boards also a bracket or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rådscraper.document import Block, BlockKind
from rådscraper.items import SectionKind
from rådscraper.parsing.case_numbers import is_case_number
from rådscraper.parsing.dates import MONTHS
from rådscraper.parsing.head_labels import names_list
from rådscraper.parsing.item_start import ItemStart, begins_text, is_section_heading
from rådscraper.parsing.names import is_member, lists_people
from rådscraper.parsing.sections import part_of

_TIMED = r"\s*(?:[Kk]l\.? ?)?(?P<time>\d{1,2}[.:]\d{2})(?: ?[-–] ?\d{1,2}[.:]\d{2})?:?(?:\s+(?:[-–] )?(?P<timed>\S.*))?"
_TITLED = rf"\s*(?!(?i:{MONTHS}) \d{{4}})(?P<title>[^\Wa-zæøå\d].*)"
_OTHERWISE = r"\s+(?P<other>[\d\"”“»'(§].*)"
_NUMBERED, _BRACKETED = (
    re.compile(rf"(?P<number>\d{{1,3}}){mark}(?:{_TIMED}|{_TITLED}|{_OTHERWISE})") for mark in (r"\.", r"\)")
)
_MARKED_OTHERWISE = tuple(
    re.compile(rf"(?P<number>\d{{1,3}}){mark}(?:{_TIMED}|{_TITLED}|(?P<other>(?!)))")
    for mark in (r"\s*:(?=\s)", r"\s+[-–](?=\s)", r"\.0(?=\s)")
)
_BARE = re.compile(rf"(?P<number>\d{{1,3}})(?=\s)(?:{_TIMED}|{_TITLED}|(?P<other>(?!)))")
_LISTED = re.compile(r"(?P<number>\d{1,3})[.)]\s")
_PROPOSED = re.compile(r"(?:\bat|\bindstiller(?: til [^.]{3,80})?)\s*[,:]?$")
_PAGE = re.compile(r"[ .…]+\d{1,3}$")
_TYPED = re.compile(r" \([BODE]\)$")  # for decision, information, discussion, any other business (Slagelse)
_SENTENCE = re.compile(r"[.:!?]$")
_ENDED = re.compile(r"[.:!]$")
_BEGUN_POINT = re.compile(r"at\b|[a-z]\)")
_ABBREVIATED = re.compile(r"\S+\.$")
_FEWEST_FREE = 3
_MOST_WORDS = 8


def begin_at_numbers(blocks: Sequence[Block]) -> list[ItemStart]:
    """``183.   Title``, ``1. 16:30 Title`` or a number whose title is the next line; numbers run on one by one.

    A title that ends as a sentence does, and a number that leaves one out, count where a section begins right below.
    """
    starts = _begun(blocks, _NUMBERED)
    return [] if _lists_in_decision(blocks, starts) else starts


def _lists_in_decision(blocks: Sequence[Block], starts: Sequence[ItemStart]) -> bool:
    """Whether numbers that begin no section stand below the heading of a decision: a page of one item (København)."""
    if not starts or any(_opens_section(blocks, start) for start in starts):
        return False
    headings = (block.text for block in blocks[: starts[0].place] if is_section_heading(block))
    return any(part_of(heading).kind is SectionKind.DECISION for heading in headings)


def begin_at_other_numbers(blocks: Sequence[Block]) -> list[ItemStart]:
    """``1) Title`` or ``1 Title``, which lists within an item have as well: the first of a document counts.

    Items are told where most have a section right below, or where nothing in the document is the heading of one.
    """
    for pattern in (_BRACKETED, _BARE, *_MARKED_OTHERWISE):
        starts = _begun(blocks, pattern)
        if len(starts) < 2:
            continue
        # A planned time tells an item as a section does (Aalborg's boards).
        told = sum(start.planned_time is not None or _opens_section(blocks, start) for start in starts)
        is_told = 2 * told > len(starts)
        is_free = starts[0].number == "1" and len(starts) >= _FEWEST_FREE
        if not is_told and (not is_free or any(map(is_section_heading, blocks[starts[0].place :]))):
            continue
        dotted = _begun(blocks, _NUMBERED)
        if not dotted or starts[0].place < dotted[0].place:
            return starts
    return []


def _begun(blocks: Sequence[Block], pattern: re.Pattern[str]) -> list[ItemStart]:
    found = [(place, match) for place, block in enumerate(blocks) if (match := pattern.fullmatch(block.text))]
    found = _after_contents(blocks, _without_people(blocks, found))
    titles = [_folded(_title(match)) for _, match in found]
    # What stands twice stands in the contents list first, there perhaps with its page.
    found = [
        one
        for at, one in enumerate(found)
        if not titles[at] or not {titles[at], _PAGE.sub("", titles[at])} & {*titles[at + 1 :]}
    ]
    starts: list[ItemStart] = []
    is_free = bool(found) and not any(map(is_section_heading, blocks))
    for place, match in found:
        start = _start_at(blocks, place, match)
        is_told = _opens_section(blocks, start) or _TYPED.search(start.title) is not None
        if is_told and starts and starts[-1].number == start.number and not _opens_section(blocks, starts[-1]):
            starts.pop()  # a sub-heading of the item above, which is numbered as the next item
        step = int(match["number"]) - int(starts[-1].number or 0) if starts else 1
        if step < 1 or _is_listed(blocks, place, match, starts):
            continue
        if is_told or (step == 1 and _is_item(match, is_free=is_free)):
            starts.append(_with_title_above(blocks, start, pattern))
    return _with_numbers_above(blocks, starts)


def _without_people(blocks: Sequence[Block], found: list[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """Leave out a numbered list of people below their label, or with their parties (København)."""
    members = [place for place, match in found if is_member(_title(match) or "")]
    with_party = {place for place, match in found if lists_people(_title(match) or "")}
    listed = {place for place in with_party if {place - 1, place + 1} & with_party}
    for place in members:
        if place and (place - 1 in listed or names_list(blocks[place - 1].text)):
            listed.add(place)
    return [one for one in found if one[0] not in listed]


def _title(match: re.Match[str]) -> str | None:
    return match["title"] or match["timed"] or match["other"]


def _is_item(match: re.Match[str], *, is_free: bool) -> bool:
    """Whether the next number in turn is an item's by its own line: one with a time is, a sentence is not.

    Where nothing is the heading of a section a few words with a full stop or a colon are a title as well.
    """
    title = _title(match)
    if match["time"] is not None or title is None or not _is_sentence(title):
        return True
    return is_free and len(title.split()) <= _MOST_WORDS


def _after_contents(blocks: Sequence[Block], found: list[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """Leave out a list of contents: where its first number and title come again and a section begins, it is over."""
    for at, (place, match) in enumerate(found):
        is_first_again = at and match["number"] == found[0][1]["number"] and _same_title(found[0][1], match)
        if is_first_again and _opens_section(blocks, _start_at(blocks, place, match)):
            return found[at:]
    return found


def _same_title(listed: re.Match[str], match: re.Match[str]) -> bool:
    return _folded(_title(match)) in (_folded(_title(listed)), _PAGE.sub("", _folded(_title(listed))))


def _with_title_above(blocks: Sequence[Block], start: ItemStart, pattern: re.Pattern[str]) -> ItemStart:
    """A title printed twice, each time with its number, is one (Slagelse)."""
    above = pattern.fullmatch(blocks[start.place - 1].text) if start.place else None
    if above and (above["number"], _folded(_title(above))) == (start.number, _folded(start.title)):
        return replace(start, place=start.place - 1, length=start.length + 1)
    return start


def _is_sentence(title: str) -> bool:
    return _ENDED.search(title) is not None and not _ABBREVIATED.fullmatch(title)


def _start_at(blocks: Sequence[Block], place: int, match: re.Match[str]) -> ItemStart:
    title, length = _title(match), 1
    if title is None and place + 1 < len(blocks):
        title, length = blocks[place + 1].text, 2
    elif title and place + 1 < len(blocks):
        below = blocks[place + 1]
        if _folded(below.text) == _folded(title):
            length = 2
        elif _goes_on(title, below):
            title, length = f"{title} {below.text}", 2
    time = match["time"].replace(".", ":").zfill(5) if match["time"] else None
    return ItemStart(place, length, (title or "").rstrip(" :"), match["number"], time)


def _goes_on(title: str, below: Block) -> bool:
    """Whether a title is broken: a paragraph does not begin in lower case, unless it is a point (``at …``)."""
    text = below.text
    is_text = below.kind is not BlockKind.PARAGRAPH or _SENTENCE.search(text) or _BEGUN_POINT.match(text)
    return text[:1].islower() and not is_text and not _SENTENCE.search(title)


def _opens_section(blocks: Sequence[Block], start: ItemStart) -> bool:
    below = start.place + start.length
    return below < len(blocks) and begins_text(blocks[below])


def _is_listed(blocks: Sequence[Block], place: int, match: re.Match[str], starts: Sequence[ItemStart]) -> bool:
    """Whether a numbered line is of a list: the line above begins one, or has the number before and is no item's."""
    if place and _PROPOSED.search(blocks[place - 1].text):
        return True
    if _TYPED.search(match[0]):
        return False
    above = _LISTED.match(blocks[place - 1].text) if place else None
    if above is None or int(above["number"]) + 1 != int(match["number"]):
        return False
    return not (starts and starts[-1].place + starts[-1].length == place)


def _with_numbers_above(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """A case number on the line above each item's title is that item's (Mariagerfjord)."""
    above = [bool(start.place) and is_case_number(blocks[start.place - 1].text) for start in starts]
    if 2 * sum(above) <= len(starts):
        return starts
    return [
        replace(start, place=start.place - 1, length=start.length + 1, case_number=blocks[start.place - 1].text.strip())
        if has_number
        else start
        for start, has_number in zip(starts, above, strict=True)
    ]


def _folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
