"""Items whose titles are lost from the text, with the headings of an accordion: what stands in them parts them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rådscraper.document import Block
from rådscraper.items import SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.bodies import is_body_name
from rådscraper.parsing.case_numbers import LABELLED_CASE
from rådscraper.parsing.dates import find_date, find_time
from rådscraper.parsing.decisions import has_bare_decision
from rådscraper.parsing.head import is_day, is_place, is_title, names_fact
from rådscraper.parsing.item_start import ItemStart, is_section_heading
from rådscraper.parsing.sections import part_of

_FIRST = ("resume", "beslutningstema")
"""Headings that stand before all others of their item."""

_ONCE = (SectionKind.DECISION, SectionKind.RECOMMENDATION, SectionKind.SUMMARY)
_LONGEST_TITLE = 150
_HEADS_CONTENTS = re.compile(r"Indhold(?:sfortegnelse)?:?|Punkter:?|(?:Pkt\.?|Sag|Nr\.) (?:Tekst|Titel)", re.IGNORECASE)
_ENTRY = re.compile(r"(?P<number>\d{1,3})\.? (?P<title>[A-ZÆØÅ].*?)(?:[ .…]{2,}\d{1,3})?")
_FEWEST_ENTRIES = 3
_NAMES_ABSENT = re.compile(r"(?:Fraværende|Afbud|Stedfortrædere?)\b")


def begin_at_case_numbers(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Sagsid.: 22/2694`` begins an item (Aabenraa, Viborg since 2021, Hedensted).

    Closed items may have none: they begin below the absentees of a decision where its heading comes again (Halsnæs).
    """
    if _has_open_words(blocks):
        return []
    places = [place for place, block in enumerate(blocks) if LABELLED_CASE.match(block.text)]
    below: dict[str, int] = {}
    for place, block in enumerate(blocks if places else ()):
        if place in places:
            below = {}
        elif block.text in below and part_of(block.text).decided_on:
            ended = [at + 1 for at in range(below[block.text], place) if _NAMES_ABSENT.match(blocks[at].text)]
            places += ended[-1:]
        below[block.text] = place
    return [ItemStart(place, 0, "") for place in sorted(places)]


def begin_at_headings(blocks: Sequence[Block]) -> list[ItemStart]:
    """An item ends where a section comes that it has already (Stevns since 2022, Frederikssund).

    Where the case is told before what was decided, it ends with the decision. A page of one item may print its title
    right above the first heading (København). In an agenda the headings that stand first begin its items.
    """
    places = [place for place, block in enumerate(blocks) if is_section_heading(block)]
    if places and places[0] and is_day(blocks[places[0] - 1].text):  # a body named like one: Økonomi og Erhverv
        places = places[1:]
    parts = [part_of(blocks[place].text) for place in places]
    kinds = [part.kind for part in parts]
    is_decided = SectionKind.DECISION in kinds
    is_begun = any(vocabulary.fold(blocks[place].text) in _FIRST for place in places)
    if _has_open_words(blocks):
        return []
    if not (is_decided or is_begun):
        return _begin_cases(blocks, places) if kinds[:1] == [SectionKind.CASE] else []
    is_decided_last = is_decided and SectionKind.CASE in kinds[: kinds.index(SectionKind.DECISION)]
    is_case_first = kinds[:1] == [SectionKind.CASE]
    has_bare = has_bare_decision(blocks[place].text for place in places)
    starts: list[ItemStart] = []
    seen: set[SectionKind] = set()
    decided: set[str] = set()
    for place, part in zip(places, parts, strict=True):
        is_first = vocabulary.fold(blocks[place].text) in _FIRST
        is_over = SectionKind.DECISION in seen if is_decided_last else is_first
        # Where the case is told first of all, what is asked and who decides stands below the decision (Ishøj).
        is_below = part.kind is SectionKind.ATTACHMENTS or (
            is_case_first and (part.kind is SectionKind.LEGAL or vocabulary.fold(blocks[place].text) == _FIRST[1])
        )
        is_again = part.kind in _ONCE and part.kind in seen and part.decided_on is None
        # The bodies' decisions, each with its day, stand one below the other (Kolding).
        is_next = part.decided_on is not None and blocks[place].text not in decided and not has_bare
        if not seen or is_again or (is_over and not (is_below or is_next)):
            starts.append(ItemStart(place, 0, ""))
            seen, decided = set(), set()
        if part.decided_on is not None:
            decided.add(blocks[place].text)
        if part.decided_on is None or not has_bare:  # beside bare ones, those with a day are earlier bodies'
            seen.add(part.kind)
    if not starts:
        return []
    titles = [blocks[start.place - 1].text for start in starts[1:] if _is_below_papers(blocks, start.place - 1)]
    if len(titles) < len(starts) - 1:
        return starts
    titled = [ItemStart(start.place - 1, 1, title) for start, title in zip(starts[1:], titles, strict=True)]
    return [_with_title(blocks, starts[0]), *titled]


def _begin_cases(blocks: Sequence[Block], places: Sequence[int]) -> list[ItemStart]:
    """In an agenda that asks nothing each item begins where its case does (Ishøj)."""
    first = vocabulary.fold(blocks[places[0]].text)
    starts = [ItemStart(place, 0, "") for place in places if vocabulary.fold(blocks[place].text) == first]
    names = (vocabulary.DOCUMENT_TITLES.get(vocabulary.fold(block.text)) for block in blocks[: places[0]])
    return starts if len(starts) > 1 and "agenda" in names else []


def _is_below_papers(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line stands alone below ``Bilag``: an item's title, where each item has one there (Aarhus)."""
    is_below = place > 0 and part_of(blocks[place - 1].text).kind is SectionKind.ATTACHMENTS
    return is_below and len(blocks[place].text) <= _LONGEST_TITLE


def begin_in_contents(blocks: Sequence[Block]) -> list[ItemStart]:
    """The numbered titles of a list of contents, where a text has nothing else below it (Faxe's, cut short)."""
    place = next((at for at, block in enumerate(blocks) if _HEADS_CONTENTS.fullmatch(block.text)), len(blocks))
    found = [_ENTRY.fullmatch(block.text) for block in blocks[place + 1 :]]
    starts = [ItemStart(place + 1 + at, 1, entry["title"], entry["number"]) for at, entry in enumerate(found) if entry]
    if len(starts) < max(_FEWEST_ENTRIES, len(found)):
        return []
    numbers = [int(start.number or 0) for start in starts]
    return starts if numbers == list(range(numbers[0], numbers[0] + len(numbers))) else []


def _has_open_words(blocks: Sequence[Block]) -> bool:
    return any(vocabulary.fold(block.text) in vocabulary.OPEN_WORDS for block in blocks)


def _with_title(blocks: Sequence[Block], start: ItemStart) -> ItemStart:
    above = blocks[start.place - 1].text if start.place else ""
    is_of_head = start.place > 1 and is_place(above, blocks[start.place - 2].text)
    is_of_head = is_of_head or _tells_meeting(blocks, start.place - 1)
    is_of_head = is_of_head or names_fact(above) or is_body_name(above) or find_time(above) is not None
    if is_of_head or vocabulary.fold(above) in vocabulary.DOCUMENT_TITLES or vocabulary.CONTENTS.fullmatch(above):
        return start
    if not above or len(above) > _LONGEST_TITLE or above.endswith((".", ":")):
        return start
    return ItemStart(start.place - 1, 1, above)


def _tells_meeting(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is the document's title; below one, a title with another day is an item's (Aarhus)."""
    if place < 0 or not is_title(blocks[place].text):
        return False
    days = [find_date(block.text) for block in blocks[max(place - 1, 0) : place + 1]]
    is_other = len(days) > 1 and None not in days and days[0] != days[1] and is_title(blocks[place - 1].text)
    return not is_other
