"""Items and sections in a document whose layout marks none: plain text, where only the words tell.

Which lines begin an item depends on the layout; the first of ``STYLES`` that finds any in the document decides. A
contents list, the site's navigation and its footer are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Block, BlockKind, Document
from rådscraper.items import DocumentType, SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.case_numbers import is_case_number
from rådscraper.parsing.head import parse_head
from rådscraper.parsing.sections import part_of

_POINT = re.compile(r"(?:Punkt|Pkt\.?) (?P<number>\d+)\s*[:.]\s*(?P<title>\S.*)")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})\.\s*(?:(?P<time>\d{1,2}[.:]\d{2})\b\s*)?(?P<title>[^\Wa-zæøå\d].*)?")
_GLUED = re.compile(r"(?<=[a-zæøå])(?=\d{1,3}\. [A-ZÆØÅ])")
_INLINE = re.compile(r"(?P<heading>Beslutning): (?P<text>\S.*)")
_SENTENCE = re.compile(r"[.:!?]$")
_ABBREVIATED = re.compile(r"\S{1,5}\.$")


@dataclass(frozen=True, slots=True)
class ItemStart:
    """Where an item begins: the block it is told in, how many blocks that takes, and what they say."""

    place: int
    length: int
    title: str
    number: str | None = None
    planned_time: str | None = None
    case_number: str | None = None
    is_open: bool | None = None


def outline(document: Document) -> Document:
    """Mark items and sections where the layout marked none; a document with items is left as it is."""
    if any(block.level == ITEM_LEVEL for block in document.blocks):
        return document
    blocks = _without_furniture(document.blocks)
    style, starts = next(((style, found) for style in STYLES if (found := style.begin(blocks))), (STYLES[0], []))
    if not starts:
        return document
    is_agenda = parse_head(blocks[: starts[0].place]).document_type is DocumentType.AGENDA
    marked = [block for block in blocks[: starts[0].place] if not vocabulary.CONTENTS.fullmatch(block.text)]
    bounds = [*(start.place for start in starts[1:]), len(blocks)]
    for start, end in zip(starts, bounds, strict=True):
        marked += _item_heading(start)
        inside = blocks[start.place + start.length : end]
        if start.is_open is not None:
            inside = [block for block in inside if vocabulary.fold(block.text) not in vocabulary.OPEN_WORDS]
        marked += _sections(inside, style, is_agenda=is_agenda)
    return replace(document, blocks=tuple(marked))


def _without_furniture(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if vocabulary.FOOTER.fullmatch(block.text) and kept:
            break
        if not vocabulary.NAVIGATION.fullmatch(block.text):
            kept += [replace(block, text=text) for text in _GLUED.split(block.text)]
    return kept


def _points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Punkt 37: Title`` (FirstAgenda's PDFs); a title may run on over the next line."""
    starts = []
    for place, block in enumerate(blocks):
        if found := _POINT.fullmatch(block.text):
            title, length = found["title"], 1
            after = blocks[place + 1 : place + 3]
            # A title in larger type is broken before its text would be: what follows is a line of neither kind.
            if len(after) == 2 and _runs_on(after[0]) and (is_case_number(after[1].text) or _is_heading(after[1])):
                title, length = f"{title}{'' if title.endswith('-') else ' '}{after[0].text}", 2
            starts.append(ItemStart(place, length, title, found["number"]))
    return starts


def _runs_on(block: Block) -> bool:
    return not (is_case_number(block.text) or _is_heading(block) or _SENTENCE.search(block.text))


def _numbered(blocks: Sequence[Block]) -> list[ItemStart]:
    """``183.   Title``, ``1. 16:30 Title`` or a number whose title is the next line; numbers run on one by one."""
    found = [(place, match) for place, block in enumerate(blocks) if (match := _is_numbered(block))]
    titles = [_folded(match["title"]) for _, match in found]
    # What stands twice stands in the contents list first.
    found = [one for at, one in enumerate(found) if not titles[at] or titles[at] not in titles[at + 1 :]]
    starts: list[ItemStart] = []
    for place, match in found:
        number = int(match["number"])
        if starts and number != int(starts[-1].number or 0) + 1:
            continue
        title, length = match["title"], 1
        if title is None and place + 1 < len(blocks):
            title, length = blocks[place + 1].text, 2
        elif title and place + 1 < len(blocks) and _folded(blocks[place + 1].text) == _folded(title):
            length = 2
        time = (match["time"] or "").replace(".", ":") or None
        starts.append(ItemStart(place, length, title or "", match["number"], time))
    return _with_open_words(blocks, starts)


def _is_numbered(block: Block) -> re.Match[str] | None:
    found = _NUMBERED.fullmatch(block.text)
    if found and (found["title"] or found["time"]):
        ends = found["title"] and _SENTENCE.search(found["title"]) and not _ABBREVIATED.fullmatch(found["title"])
        return None if ends else found
    return None


def _with_open_words(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """``Åben`` or ``Lukket`` between items holds for all that follow, until the next (Aalborg's index pages)."""
    words = {place: vocabulary.OPEN_WORDS.get(vocabulary.fold(block.text)) for place, block in enumerate(blocks)}
    if not starts or not any(words[place] is not None for place in range(starts[0].place)):
        return starts
    opened, place, marked = None, 0, []
    for start in starts:
        for before in range(place, start.place):
            opened = words[before] if words[before] is not None else opened
        place = start.place
        marked.append(replace(start, is_open=opened))
    return marked


def _rows(blocks: Sequence[Block]) -> list[ItemStart]:
    """A number in a line of its own, then the title (the text of FirstAgenda's page, where they are cells)."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks[:-1]):
        title = blocks[place + 1].text
        in_table = starts or (place and vocabulary.fold(blocks[place - 1].text) == "titel")
        if in_table and block.text == str(len(starts) + 1) and not title.isdigit():
            starts.append(ItemStart(place, 2, title, block.text))
    return starts


def _titled_cases(blocks: Sequence[Block]) -> list[ItemStart]:
    """A title, and below it a case number that ends in a dash (``24-031190 -``)."""
    starts = []
    for place, block in enumerate(blocks[:-1]):
        below = blocks[place + 1].text
        if below.endswith(" -") and is_case_number(below.rstrip(" -")):
            # ``Bilag`` right below is the name of a part of the page, with no papers under it.
            has_tab = place + 2 < len(blocks) and vocabulary.fold(blocks[place + 2].text) == "bilag"
            starts.append(ItemStart(place, 3 if has_tab else 2, block.text, case_number=below.rstrip(" -")))
    return starts


def _open_words(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Åben`` or ``Lukket`` alone begins each item, whose title is not in the text (Aalborg's pages)."""
    words = [(place, vocabulary.OPEN_WORDS.get(vocabulary.fold(block.text))) for place, block in enumerate(blocks)]
    return [ItemStart(place, 1, "", is_open=is_open) for place, is_open in words if is_open is not None]


@dataclass(frozen=True, slots=True)
class Style:
    """How a layout begins its items; ``papers_last`` where nothing but papers follows their heading.

    ``is_typeset`` where the text is that of printed pages, whose headings in capitals are bold.
    """

    begin: Callable[[Sequence[Block]], list[ItemStart]]
    papers_last: bool = False
    is_typeset: bool = False


STYLES = (
    Style(_points, papers_last=True, is_typeset=True),
    Style(_titled_cases),
    Style(_rows, papers_last=True),
    Style(_numbered),
    Style(_open_words),
)


def _item_heading(start: ItemStart) -> Iterator[Block]:
    yield Block(start.title, BlockKind.HEADING, ITEM_LEVEL)
    facts = {"number": start.number, "planned_time": start.planned_time, "case_number": start.case_number}
    facts["is_open"] = None if start.is_open is None else str(start.is_open).lower()
    for name, value in facts.items():
        if value:
            yield Block(value, BlockKind.FIELD, name=name)


def _sections(blocks: Sequence[Block], style: Style, *, is_agenda: bool) -> Iterator[Block]:
    papers = False
    for place, block in enumerate(blocks):
        text = block.text
        if papers and style.papers_last:
            if not text.isdigit():  # how many papers there are
                yield replace(block, text=text.removeprefix("- ").removeprefix("PDF"), kind=BlockKind.LINK)
        elif found := _INLINE.fullmatch(text):
            yield Block(found["heading"], BlockKind.HEADING, SECTION_LEVEL)
            yield replace(block, text=found["text"])
            papers = False
        elif style.is_typeset and vocabulary.TYPESET_HEADING.fullmatch(text):
            yield replace(block, kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif _is_heading(block) and not (is_agenda and _is_undated_decision(text)):
            part = part_of(text)
            papers = part.kind is SectionKind.ATTACHMENTS
            yield replace(block, text="Bilag" if papers else text, kind=BlockKind.HEADING, level=SECTION_LEVEL)
        elif papers and not _SENTENCE.search(text):
            yield replace(block, text=text, kind=BlockKind.LINK)
        elif papers:
            papers = False
            yield Block("", BlockKind.HEADING, SECTION_LEVEL)
            yield block
        elif _is_unnamed_resume(blocks, place):
            yield Block("", BlockKind.HEADING, SECTION_LEVEL)
            yield block
        else:
            yield block


def _is_undated_decision(text: str) -> bool:
    part = part_of(text)
    return part.kind is SectionKind.DECISION and part.decided_on is None


def _is_unnamed_resume(blocks: Sequence[Block], place: int) -> bool:
    """Whether a paragraph is the section without a heading that FirstAgenda's plain dialect puts before ``Resume``.

    In HTML it has an empty heading; in text nothing but its place, between ``Beslutninger`` and ``Resume``, tells.
    """
    if place + 1 >= len(blocks) or vocabulary.fold(blocks[place + 1].text) != "resume" or not place:
        return False
    before = next((block.text for block in reversed(blocks[:place]) if _is_heading(block)), "")
    return vocabulary.fold(before) == "beslutninger" and not _is_heading(blocks[place - 1])


def _is_heading(block: Block) -> bool:
    if block.kind is BlockKind.LIST_ITEM:
        return False
    return vocabulary.is_standing_heading(block.text) or part_of(block.text).decided_on is not None


def _folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
