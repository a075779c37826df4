"""Items that begin with a word and a number: ``Punkt 37: Title``, ``Pkt. 42 Title``, ``Nr.178 - Title``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rådscraper.document import ITEM_LEVEL, Block
from rådscraper.items import Outcome
from rådscraper.parsing.item_start import ItemStart, begins_text
from rådscraper.parsing.names import lists_people
from rådscraper.parsing.outcome import classify_decision

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
_AGAIN = re.compile(r"(?:Punkt|Pkt\.?) \d+")  # the number alone, said again below the title (Roskilde)
_ENDED = re.compile(r"[.:!]$")
_SENTENCE = re.compile(r"[a-zæøå]{4,}\.$")  # no abbreviation
LEADERS = re.compile(r"\.{3,} ?\d*$")  # to the page of a list of contents
_MOST_TITLE_LINES = 4


def begin_at_points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Punkt 37: Title`` (FirstAgenda's PDFs), ``Pkt. 42 Title`` (Roskilde)."""
    return _begun(blocks, _POINT)


def begin_at_listed_points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Nr.178 - Title`` (Fredensborg), ``Nr. 10 BR 357/07. Title`` (København, with the case's number)."""
    return _begun(blocks, _LISTED_POINT)


def begin_at_other_points(blocks: Sequence[Block]) -> list[ItemStart]:
    """``Sag nr. 3: Title``, ``Dagsordenspunkt 3 Title``: words that stand in text as well, so sections must follow."""
    return if_told(blocks, _begun(blocks, _OTHER_POINT))


def begin_at_points_alone(blocks: Sequence[Block]) -> list[ItemStart]:
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
        if (match := pattern.fullmatch(block.text)) and not LEADERS.search(block.text):
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


def if_told(blocks: Sequence[Block], starts: list[ItemStart]) -> list[ItemStart]:
    """The starts, where most have text of their own or end at the next: a list inside a case has neither."""
    places = [one.place for one in starts]
    ends = {*places, len(blocks)}  # an item may end at the next one's title, or where the text is cut off
    told = sum(place + 1 in ends or any(map(begins_text, blocks[place + 1 : place + 3])) for place in places)
    opened = any(any(map(begins_text, blocks[place + 1 : place + 3])) for place in places)
    return starts if opened and 2 * told > len(starts) else []
