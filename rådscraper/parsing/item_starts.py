"""Which lines begin an item, where the words alone tell: each layout has a way, and the first that fits decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rådscraper.document import ITEM_LEVEL, Block, BlockKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.case_numbers import is_case_number
from rådscraper.parsing.item_start import ItemStart, begins_text, is_section_heading
from rådscraper.parsing.names import lists_people
from rådscraper.parsing.untitled_items import begin_at_case_numbers, begin_at_headings

_POINT = re.compile(
    r"(?:- (?=Pkt\.))?(?:Punkt|Pkt\.?) (?P<number>\d+)(?:\s*[:.]\s*(?P<title>\S.*)|\s+(?P<bare>[^\Wa-zæøå\d].*))"
)
_LISTED_POINT = re.compile(r"Nr\. ?(?P<number>\d+)\s+(?:[-–]|(?P<case>[A-ZÆØÅ]{2} \d{1,4}/\d{2})\.)\s+(?P<title>\S.*)")
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3})\."
    r"(?:\s*(?P<time>\d{1,2}[.:]\d{2})(?:\s+(?P<timed>\S.*))?"
    r"|\s*(?P<title>[^\Wa-zæøå\d].*)|\s+(?P<other>[\d\"”“»'(§].*))"
)
_BULLETED = re.compile(r"- (?P<number>\d{1,3})\.? (?P<title>[^\Wa-zæøå\d].*)")
_GLUED = re.compile(r"(?P<number>\d{1,3})(?P<title>[A-ZÆØÅ][a-zæøå].*)")
_BELOW = re.compile(r"Sag nr\. (?P<number>\d{1,4})(?: \((?P<case>[^()]+)\))?")
_LISTED = re.compile(r"(?P<number>\d{1,3})[.)]\s")
_AGAIN = re.compile(r"(?:Punkt|Pkt\.?) \d+")  # the number alone, said again below the title (Roskilde)
_PROPOSED = re.compile(r"(?:\bat|\bindstiller(?: til [^.]{3,80})?)\s*[,:]?$")
_PAGE = re.compile(r"[ .…]+\d{1,3}$")
_SENTENCE = re.compile(r"[.:!?]$")
_ENDED = re.compile(r"[.:!]$")
_MOST_TITLE_LINES = 4
_BEGUN_POINT = re.compile(r"at\b|[a-z]\)")
_ABBREVIATED = re.compile(r"\S+\.$")


@dataclass(frozen=True, slots=True)
class Style:
    """How a layout begins its items; ``papers_last`` where nothing but papers follows their heading.

    ``is_typeset`` where the text is that of printed pages, whose headings in capitals are bold.
    """

    begin: Callable[[Sequence[Block]], list[ItemStart]]
    papers_last: bool = False
    is_typeset: bool = False


def find_items(blocks: Sequence[Block]) -> tuple[Style, list[ItemStart]]:
    """Find where items begin; where the layout marks headings of items, nothing else begins one."""
    marked = [place for place, block in enumerate(blocks) if block.level == ITEM_LEVEL]
    for style in STYLES:
        found = style.begin(blocks)
        if marked:
            found = [start for start in found if start.place in marked]
        inside = {start.place + n for start in found for n in range(1, start.length)}
        if found and len(found) >= len(set(marked) - inside):
            return style, _with_open_words(blocks, found)
    return STYLES[0], [ItemStart(place, 1, blocks[place].text) for place in marked]


def _points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Punkt 37: Title`` (FirstAgenda's PDFs), ``Pkt. 42 Title`` (Roskilde)."""
    return _begun(blocks, _POINT)


def _listed_points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Nr.178 - Title`` (Fredensborg), ``Nr. 10 BR 357/07. Title`` (København, with the case's number)."""
    return _begun(blocks, _LISTED_POINT)


def _begun(blocks: Sequence[Block], pattern: re.Pattern[str]) -> list[ItemStart]:
    """Items that a word and a number begin; a title may run on over the next lines."""
    starts = []
    for place, block in enumerate(blocks):
        if match := pattern.fullmatch(block.text):
            found = match.groupdict()
            title, length = found["title"] or found.get("bare") or "", 1
            # A title in larger type is broken before its text would be: what follows are lines of neither kind or, at
            # a page's end, of the same type.
            more = _rest_of_title(blocks, place + 1)
            for block in more:
                title = f"{title}{'' if title.endswith('-') else ' '}{block.text}"
            length += len(more)
            starts.append(ItemStart(place, length, title, found["number"], case_number=found.get("case")))
    return starts


def _rest_of_title(blocks: Sequence[Block], place: int) -> Sequence[Block]:
    """The lines that an item's title runs on over: as many as are told apart from the text by what follows."""
    for end in range(place + 1, place + _MOST_TITLE_LINES):
        more = blocks[place:end]
        if len(more) < end - place or not _runs_on(more[-1]):
            break
        if _is_title(blocks, end - 1):
            return more
    return ()


def _is_title(blocks: Sequence[Block], place: int) -> bool:
    return blocks[place].level == ITEM_LEVEL or (place + 1 < len(blocks) and begins_text(blocks[place + 1]))


def _runs_on(block: Block) -> bool:
    text = block.text
    return not (
        begins_text(block)
        or _AGAIN.fullmatch(text)
        or _ENDED.search(text)
        or _POINT.fullmatch(text)
        or _LISTED_POINT.fullmatch(text)
        or lists_people(text)
    )


def _numbered(blocks: Sequence[Block]) -> list[ItemStart]:
    """``183.   Title``, ``1. 16:30 Title`` or a number whose title is the next line; numbers run on one by one.

    A title that ends as a sentence does, and a number that leaves one out, count where a section begins right below.
    """
    found = [(place, match) for place, block in enumerate(blocks) if (match := _is_numbered(block))]
    found = _after_contents(blocks, found)
    titles = [_folded(_title(match)) for _, match in found]
    # What stands twice stands in the contents list first, there perhaps with its page.
    found = [
        one
        for at, one in enumerate(found)
        if not titles[at] or not {titles[at], _PAGE.sub("", titles[at])} & {*titles[at + 1 :]}
    ]
    starts: list[ItemStart] = []
    for place, match in found:
        start = _start_at(blocks, place, match)
        step = int(match["number"]) - int(starts[-1].number or 0) if starts else 1
        if step < 1 or _is_listed(blocks, place, match, starts):
            continue
        if _opens_section(blocks, start) or (step == 1 and _is_item(match)):
            starts.append(_with_title_above(blocks, start))
    return _with_numbers_above(blocks, starts)


def _title(match: re.Match[str]) -> str | None:
    return match["title"] or match["timed"] or match["other"]


def _is_item(match: re.Match[str]) -> bool:
    """Whether the next number in turn is an item's by its own line: one with a time is, a sentence is not."""
    title = _title(match)
    return match["time"] is not None or title is None or not _is_sentence(title)


def _is_numbered(block: Block) -> re.Match[str] | None:
    return _NUMBERED.fullmatch(block.text)


def _after_contents(blocks: Sequence[Block], found: list[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """Leave out a list of contents: where its first number and title come again and a section begins, it is over."""
    for at, (place, match) in enumerate(found):
        is_first_again = at and match["number"] == found[0][1]["number"] and _same_title(found[0][1], match)
        if is_first_again and _opens_section(blocks, _start_at(blocks, place, match)):
            return found[at:]
    return found


def _same_title(listed: re.Match[str], match: re.Match[str]) -> bool:
    return _folded(_title(match)) in (_folded(_title(listed)), _PAGE.sub("", _folded(_title(listed))))


def _with_title_above(blocks: Sequence[Block], start: ItemStart) -> ItemStart:
    """A title printed twice, each time with its number, is one (Slagelse)."""
    above = _is_numbered(blocks[start.place - 1]) if start.place else None
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
    time = (match["time"] or "").replace(".", ":") or None
    return ItemStart(place, length, title or "", match["number"], time)


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
    above = _LISTED.match(blocks[place - 1].text) if place else None
    if above is None or int(above["number"]) + 1 != int(match["number"]):
        return False
    return not (starts and starts[-1].place + starts[-1].length == place)


def _with_open_words(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """``Åben`` or ``Lukket`` between items holds for all that follow, until the next (Aalborg's index pages)."""
    known = vocabulary.OPEN_WORDS | vocabulary.OPEN_GROUPS
    words = {place: known.get(vocabulary.fold(block.text)) for place, block in enumerate(blocks)}
    if not starts or not any(words[place] is not None for place in range(starts[0].place)):
        return starts
    opened, place, marked = None, 0, []
    for start in starts:
        for before in range(place, start.place):
            opened = words[before] if words[before] is not None else opened
        place = start.place
        marked.append(replace(start, is_open=opened))
    return marked


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


def _bulleted(blocks: Sequence[Block]) -> list[ItemStart]:
    """``• 419. Title`` (Stevns) or ``• 1 Title`` (Viborg): numbers run on, and most have text of their own."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks):
        found = _BULLETED.fullmatch(block.text)
        if found and (not starts or int(found["number"]) == int(starts[-1].number or 0) + 1):
            starts.append(ItemStart(place, 1, found["title"], found["number"]))
    return _if_told(blocks, starts)


def _glued(blocks: Sequence[Block]) -> list[ItemStart]:
    """``38Title`` (Frederikssund): numbers run on, and most have text of their own."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks):
        found = _GLUED.fullmatch(block.text)
        if found and (not starts or int(found["number"]) == int(starts[-1].number or 0) + 1):
            starts.append(ItemStart(place, 1, found["title"], found["number"]))
    return _if_told(blocks, starts)


def _if_told(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """The starts, where most have text of their own or end at the next: a list inside a case has neither."""
    places = [one.place for one in starts]
    ends = {*places, len(blocks)}  # an item may end at the next one's title, or where the text is cut off
    told = sum(place + 1 in ends or any(map(begins_text, blocks[place + 1 : place + 3])) for place in places)
    opened = any(any(map(begins_text, blocks[place + 1 : place + 3])) for place in places)
    return starts if opened and 2 * told > len(starts) else []


def _numbers_below(blocks: Sequence[Block]) -> list[ItemStart]:
    """A title, and its number below it in a line of its own: ``Sag nr. 129`` (Rødovre)."""
    return [
        ItemStart(place, 2, block.text, found["number"], case_number=found["case"])
        for place, block in enumerate(blocks[:-1])
        if (found := _BELOW.fullmatch(blocks[place + 1].text)) and not _BELOW.fullmatch(block.text)
    ]


def _rows(blocks: Sequence[Block]) -> list[ItemStart]:
    """A number in a line of its own, then the title (the text of FirstAgenda's page, where they are cells)."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks[:-1]):
        title = blocks[place + 1].text
        in_table = starts or (place and vocabulary.fold(blocks[place - 1].text) == "titel")
        is_title = not title.isdigit() and (not is_section_heading(blocks[place + 1]) or _has_case_below(blocks, place))
        if in_table and block.text == str(len(starts) + 1) and is_title:
            starts.append(ItemStart(place, 2, title, block.text))
    return starts


def _has_case_below(blocks: Sequence[Block], place: int) -> bool:
    return place + 2 < len(blocks) and is_case_number(blocks[place + 2].text)


def _titled_cases(blocks: Sequence[Block]) -> list[ItemStart]:
    """A title, and below it a case number that ends in a dash (``24-031190 -``)."""
    starts = []
    for place, block in enumerate(blocks[:-1]):
        below = blocks[place + 1].text
        if below.endswith(" -") and is_case_number(below.rstrip(" -")):
            length = 2 + _tabs_below(blocks[place + 2 : place + 8])
            starts.append(ItemStart(place, length, block.text, case_number=below.rstrip(" -")))
    return starts


def _tabs_below(blocks: Sequence[Block]) -> int:
    """How many lines are names of parts of the page: up to ``Bilag`` with no papers under it."""
    for at, block in enumerate(blocks):
        if vocabulary.fold(block.text) == "bilag":
            return at + 1 if at + 1 == len(blocks) or is_section_heading(blocks[at + 1]) else 0
        if begins_text(block):
            return 0
    return 0


def _folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


STYLES = (
    Style(_points, papers_last=True, is_typeset=True),
    Style(_listed_points),
    Style(_titled_cases),
    Style(_rows, papers_last=True),
    Style(_numbers_below),
    Style(_bulleted),
    Style(_glued),
    Style(_numbered),
    Style(begin_at_case_numbers),
    Style(begin_at_headings),
)
