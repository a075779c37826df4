"""Which lines begin an item, where the words alone tell: each layout has a way, and the first that fits decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rådscraper.document import ITEM_LEVEL, Block
from rådscraper.items import Outcome, SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.case_numbers import is_case_number
from rådscraper.parsing.item_start import ItemStart, begins_text, is_section_heading
from rådscraper.parsing.names import lists_people
from rådscraper.parsing.numbered_items import begin_at_numbers, begin_at_other_numbers
from rådscraper.parsing.open_words import tell_open
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.sections import part_of
from rådscraper.parsing.untitled_items import begin_at_case_numbers, begin_at_headings, begin_in_contents

_POINT = re.compile(
    r"(?:- (?=Pkt\.))?(?:Punkt|PUNKT|Pkt\.?) (?P<number>\d+)"
    r"(?:\s*[:.]\s*(?P<title>\S.*)|(?:\s+[-–])?\s+(?P<bare>[^\Wa-zæøå\d].*))"
)
_POINT_ALONE = re.compile(r"(?:Punkt|Pkt\.) (?P<number>\d+)[.:]?")
_LISTED_POINT = re.compile(
    r"Nr\. ?(?P<number>\d+)\s+(?:[-–]|(?P<case>[A-ZÆØÅ]{2} \d{1,4}/(?:\d{2}){1,2})\.)\s+(?P<title>\S.*)"
)
_OTHER_POINT = re.compile(
    r"(?:[Dd]agsordens?(?:ens )?punkt|[Pp]unkt(?: nr\.)?|[Pp]kt\.(?: nr\.)?|PKT\.?|Sag(?: nr\.)?|Nr\.|Emne)"
    r" (?P<number>\d{1,3})(?:\s*[:.]\s*(?P<title>\S.*)|(?:\s+[-–])?\s+(?P<bare>[^\Wa-zæøå\d].*))"
)
_NUMBER_ALONE = re.compile(r"(?P<number>\d{1,3})\.?")
_BULLETED = re.compile(r"- (?P<number>\d{1,3})\.? (?P<title>[^\Wa-zæøå\d].*)")
_GLUED = re.compile(r"(?P<number>\d{1,3})(?P<title>[A-ZÆØÅ][a-zæøå].*)")
_BELOW = re.compile(r"Sag nr\. (?P<number>\d{1,4})(?: \((?P<case>[^()]+)\))?")
_AGAIN = re.compile(r"(?:Punkt|Pkt\.?) \d+")  # the number alone, said again below the title (Roskilde)
_ENDED = re.compile(r"[.:!]$")
_SENTENCE = re.compile(r"[a-zæøå]{4,}\.$")  # no abbreviation
_LEADERS = re.compile(r"\.{3,} ?\d*$")  # to the page of a list of contents
_MOST_TITLE_LINES = 4


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
        if found and len(found) >= len(set(marked) - inside) and not _begins_late(blocks, found[0].place):
            return style, tell_open(blocks, found)
    return STYLES[0], [ItemStart(place, 1, blocks[place].text) for place in marked]


def _begins_late(blocks: Sequence[Block], first: int) -> bool:
    """Whether something is decided before the first item: what was found is a list inside one.

    What ends a line again below is a title in a list of contents (``Beslutning: Valg af formand``).
    """
    told = [block for block in blocks[:first] if _tells_decision(block)]
    return any(not any(below.text.endswith(f" {block.text}") for below in blocks[first:]) for block in told)


def _tells_decision(block: Block) -> bool:
    if is_section_heading(block):
        return part_of(block.text).kind is SectionKind.DECISION
    found = vocabulary.INLINE_HEADING.fullmatch(block.text)
    return (
        found is not None and part_of(found["heading"]).kind is SectionKind.DECISION and not _LEADERS.search(block.text)
    )


def _points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Punkt 37: Title`` (FirstAgenda's PDFs), ``Pkt. 42 Title`` (Roskilde)."""
    return _begun(blocks, _POINT)


def _listed_points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Nr.178 - Title`` (Fredensborg), ``Nr. 10 BR 357/07. Title`` (København, with the case's number)."""
    return _begun(blocks, _LISTED_POINT)


def _other_points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Sag nr. 3: Title``, ``Dagsordenspunkt 3 Title``: words that stand in text as well, so sections must follow."""
    return _if_told(blocks, _begun(blocks, _OTHER_POINT))


def _numbers_alone(blocks: Sequence[Block]) -> list[ItemStart]:
    """``3.`` in a line of its own, below it the title and a section; numbers run on one by one."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks[:-2]):
        found = _NUMBER_ALONE.fullmatch(block.text)
        if found and begins_text(blocks[place + 2]) and not begins_text(blocks[place + 1]):
            number, title = found["number"], blocks[place + 1].text
            if not starts or int(number) == int(starts[-1].number or 0) + 1:
                starts.append(ItemStart(place, 2, title, number))
    return starts if len(starts) > 1 else []


def _points_alone(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Punkt 1.`` in a line of its own, and below it the title (Aalborg's PDFs)."""
    starts = []
    for place, block in enumerate(blocks[:-1]):
        if (found := _POINT_ALONE.fullmatch(block.text)) and not begins_text(blocks[place + 1]):
            lines = [blocks[place + 1], *_rest_of_title(blocks, place + 2)]
            title = " ".join(line.text for line in lines)
            starts.append(ItemStart(place, 1 + len(lines), title, found["number"]))
    return starts


def _begun(blocks: Sequence[Block], pattern: re.Pattern[str]) -> list[ItemStart]:
    """Items that a word and a number begin; a title may run on over the next lines."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks):
        if (match := pattern.fullmatch(block.text)) and not _LEADERS.search(block.text):
            found = match.groupdict()
            title, length = found["title"] or found.get("bare") or "", 1
            if title.endswith(".") and classify_decision(title) is not Outcome.OTHER:
                continue  # ``Punkt 3: Godkendt.`` tells what was decided of a point or another item
            below = blocks[place + 1] if place + 1 < len(blocks) else None
            if _SENTENCE.search(title) and below and not (begins_text(below) or pattern.fullmatch(below.text)):
                continue
            if _SENTENCE.search(title) and starts and int(found["number"]) != int(starts[-1].number or 0) + 1:
                continue
            # A title in larger type is broken before its text would be: what follows are lines of neither kind or, at
            # a page's end, of the same type.
            more = _rest_of_title(blocks, place + 1)
            for block in more:
                title = f"{title}{'' if title.endswith('-') else ' '}{block.text}"
            length += len(more)
            starts.append(ItemStart(place, length, title, found["number"], case_number=found.get("case")))
    # A list of contents may print word and number without leaders: it ends where the first number comes again.
    again = [at for at, start in enumerate(starts) if at and start.number == starts[0].number]
    return starts[again[0] :] if len(again) == 1 and 2 * again[0] == len(starts) else starts


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


def _bulleted(blocks: Sequence[Block]) -> list[ItemStart]:
    """``• 419. Title`` (Stevns) or ``• 1 Title`` (Viborg)."""
    return _counted(blocks, _BULLETED)


def _glued(blocks: Sequence[Block]) -> list[ItemStart]:
    """``38Title`` (Frederikssund)."""
    return _counted(blocks, _GLUED)


def _counted(blocks: Sequence[Block], pattern: re.Pattern[str]) -> list[ItemStart]:
    """Items whose numbers run on, where most have text of their own."""
    starts: list[ItemStart] = []
    for place, block in enumerate(blocks):
        found = pattern.fullmatch(block.text)
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
        if _has_case(blocks, place):
            length = 2 + _tabs_below(blocks[place + 2 : place + 8])
            starts.append(ItemStart(place, length, block.text, case_number=blocks[place + 1].text.rstrip(" -")))
    return starts


def _has_case(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line has a case number and a dash below it, as a title does."""
    below = blocks[place + 1].text if place + 1 < len(blocks) else ""
    return below.endswith(" -") and is_case_number(below.rstrip(" -"))


def _tabs_below(blocks: Sequence[Block]) -> int:
    """How many lines are names of parts of the page: up to ``Bilag`` with no papers under it."""
    for at, block in enumerate(blocks):
        if vocabulary.fold(block.text) == "bilag":
            is_last = at + 1 == len(blocks) or _has_case(blocks, at + 1)
            return at + 1 if is_last or is_section_heading(blocks[at + 1]) else 0
        if begins_text(block):
            return 0
    return 0


STYLES = (
    Style(_points, papers_last=True, is_typeset=True),
    Style(_points_alone),
    Style(_listed_points),
    Style(_other_points),
    Style(_titled_cases),
    Style(_rows, papers_last=True),
    Style(_numbers_below),
    Style(_bulleted),
    Style(_glued),
    Style(begin_at_other_numbers),
    Style(begin_at_numbers),
    Style(_numbers_alone),
    Style(begin_at_case_numbers),
    Style(begin_at_headings),
    Style(begin_in_contents),
)
