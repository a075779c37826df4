"""The parts of an agenda item: which section a block belongs to, also where one section hides a whole old document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.items import SectionKind
from rådscraper.parsing import vocabulary
from rådscraper.parsing.bodies import is_body_name
from rådscraper.parsing.dates import DATE, find_date

DECIDED_BY = re.compile(
    rf"(?:beslutning(?:er)? (?:i |på |fra )?|besluttet (?:i|på) )(?P<body>.+?)(?: (?:den|d\.) ?|, | (?=\d))"
    rf"(?P<date>{DATE})(?:, pkt\. ?\d+| som punkt \d+)?:?",
    re.IGNORECASE,
)
_DECIDED_IN = re.compile(r"[Bb]eslutning(?:er)? (?:i |på |fra )?(?P<body>[A-ZÆØÅ].+)")
"""A heading that names the body and no day."""

_DECIDED_ON = re.compile(rf"beslutning(?:er)? (?:den|d\.) ?(?P<date>{DATE}):?", re.IGNORECASE)
_DECISION_OF_BODY = re.compile(r"(?P<body>[A-ZÆØÅ][\w-]*(?:udvalget|rådet|bestyrelsen))s beslutning(?:er)?:?")

DECISION_OF = re.compile(rf"(?P<body>[A-ZÆØÅ][^.:\d]{{3,80}}?)s beslutning (?:[ip]å? mødet )?den (?P<date>{DATE})[.:]?")
"""A line that says under the bare heading ``Beslutning`` whose decision it is, and of which day (København)."""

BARE_STEP = re.compile(rf"(?!Beslutning)(?P<body>[A-ZÆØÅ][^.:\d]{{3,80}}?), (?P<date>{DATE}), pkt\. ?\d+:?")
"""A body, a day and the item's number there, with no word of what follows (Roskilde, Rødovre)."""

MEETING_OF = re.compile(rf"(?P<body>[^.:]+?)(?:s|’s|'s) møde (?:den|d\.) ?(?P<date>{DATE})\s*:", re.IGNORECASE)
_MEETING_ALONE = re.compile(
    r"(?P<body>(?=[A-ZÆØÅ])(?:[A-ZÆØÅ][\w-]*,? (?:(?:og|for) )?)*"
    r"[\w-]*(?:[uU]dvalg|[rR]åd|[bB]estyrelse|[nN]ævn)(?:et|n)?)s"
    rf" møde (?:den|d\.) ?(?P<date>{DATE})"
)
"""The same without its colon, inside a document in a section alone: elsewhere it is a title (Frederikssund)."""

_IDENTIFIERS = re.compile(
    r"(?P<label>Sagsnr|Sagsid|J\.? ?nr|Journal(?:nr|nummer)|KLE(?:[- ]nr)?|Dok(?:ument)?\.?nr)\.?\s*:\s*(?P<value>\S+)",
    re.IGNORECASE,
)
_JOURNAL = re.compile(r"(?:J\. ?nr\.?|Journalnr\.?|KLE(?:[- ]nr\.?)?) (?P<number>\d{2}\.\d{2}\S*)")
_LONGEST_MARK = 60


class Part(NamedTuple):
    """A section in the making: its printed heading, if any, its blocks, and whose decision it holds."""

    heading: str | None
    kind: SectionKind
    blocks: tuple[Block, ...] = ()
    body_name: str | None = None
    decided_on: date | None = None

    @property
    def text(self) -> str | None:
        """The section's text, a paragraph a line; None where it has none."""
        return text_of(self.blocks)


_Begun = list[tuple[Part, list[Block]]]
"""Parts in the making, each with the blocks it has so far."""


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What an old document inside a section said of itself before its own sections began."""

    parts: tuple[Part, ...]
    is_open: bool | None = None
    numbers: dict[str, str] = field(default_factory=dict)


def text_of(blocks: Iterable[Block]) -> str | None:
    """Join blocks to text, a block a line; None where there is none."""
    return "\n".join([block.text for block in blocks if block.text]) or None


def split_sections(blocks: Iterable[Block]) -> list[Part]:
    """Part an item's blocks at its section headings; what stands before the first has no heading."""
    parts: _Begun = []
    for block in blocks:
        if block.level == SECTION_LEVEL:
            parts.append((part_of(block.text or None, block.name), []))
        elif parts:
            parts[-1][1].append(block)
        else:
            parts.append((Part(None, SectionKind.OTHER), [block]))
    return _ended(parts)


@lru_cache(maxsize=1024)  # most headings come again in every item
def part_of(heading: str | None, name: str | None = None) -> Part:
    """Begin a section by its printed heading, or by the meaning the layout gives it (``name``)."""
    if heading is None:
        return Part(None, SectionKind(name) if name else SectionKind.OTHER)
    if found := _DECIDED_ON.fullmatch(heading):
        return Part(heading, SectionKind.DECISION, (), None, find_date(found["date"]))
    if found := DECIDED_BY.fullmatch(heading):
        return Part(heading, SectionKind.DECISION, (), found["body"], find_date(found["date"]))
    if found := MEETING_OF.fullmatch(heading) or BARE_STEP.fullmatch(heading):
        return Part(heading, SectionKind.DECISION, (), found["body"], find_date(found["date"]))
    if (found := _DECISION_OF_BODY.fullmatch(heading)) and is_body_name(found["body"]):
        return Part(heading, SectionKind.DECISION, (), found["body"])
    if (found := _DECIDED_IN.fullmatch(heading)) and is_body_name(found["body"]):
        return Part(heading, SectionKind.DECISION, (), found["body"])
    if name == SectionKind.DECISION and (found := DECISION_OF.fullmatch(heading)):
        return Part(heading, SectionKind.DECISION, (), found["body"], find_date(found["date"]))
    return Part(heading, SectionKind(name) if name else vocabulary.classify_heading(heading))


def unwrap(part: Part, number: str | None, title: str | None) -> Unwrapped | None:
    """Open a section that holds a whole document; None where it holds none.

    Kalundborg prints so (recorded: the minutes of 2018-06-07, where the decision stands under
    ``Integrationsrådets møde den 7. juni 2018:``; since 2025 the case's own headings stand in ``Sagsfremstilling``).
    The repeated title, ``Åbent`` and the line of case numbers are taken out of the text.
    """
    if part.kind is not SectionKind.CASE:
        return None
    begins = bool(part.blocks) and _repeats_title(part.blocks[0].text, number, title)
    if not begins and not any(_shows_document(block) for block in part.blocks):
        return None
    parts: _Begun = [(part, [])]
    is_open: bool | None = None
    numbers: dict[str, str] = {}
    for block in part.blocks:
        text = block.text
        if found := _meeting_of(text):
            rest = text[found.end() :].strip()
            decision = Part(found[0], SectionKind.DECISION, (), found["body"], find_date(found["date"]))
            parts.append((decision, [block._replace(text=rest)] if rest else []))
        elif len(parts) == 1 and vocabulary.fold(text) in vocabulary.OPEN_WORDS:
            is_open = vocabulary.OPEN_WORDS[vocabulary.fold(text)]
        elif len(parts) == 1 and (found_numbers := parse_identifiers(text)):
            numbers |= found_numbers
        elif len(parts) == 1 and _repeats_title(text, number, title):
            continue
        elif (
            block.kind is BlockKind.PARAGRAPH
            and vocabulary.is_standing_heading(text)
            and not _is_type(text, *parts[-1])
        ):
            parts.append((part_of(text), []))
        else:
            parts[-1][1].append(block)
    return Unwrapped(tuple(_ended(parts)), is_open, numbers)


def _is_type(text: str, part: Part, inside: list[Block]) -> bool:
    """Whether a line is the type of the case, told under ``Sagstype``: ``Beslutning`` there is no heading."""
    return not inside and vocabulary.fold(part.heading or "") == "sagstype" and vocabulary.fold(text) == "beslutning"


def _ended(parts: _Begun) -> list[Part]:
    return [
        Part(part.heading, part.kind, tuple(inside), part.body_name, part.decided_on) if inside or part.blocks else part
        for part, inside in parts
    ]


def parse_identifiers(text: str) -> dict[str, str]:
    """Read a line of labelled numbers and nothing else (``Sagsnr.: 326-2018-1498 J.nr.: 00.22.04``); else empty."""
    # Asked of every paragraph of a case, of which few begin so.
    if text[:1] in ("J", "K") and (journal := _JOURNAL.fullmatch(text)):
        return {"journal_number": journal["number"]}
    if ":" not in text or not _IDENTIFIERS.match(text.lstrip(" ,;/")):
        return {}
    found = list(_IDENTIFIERS.finditer(text))
    if not found or _IDENTIFIERS.sub("", text).strip(" ,;/"):
        return {}
    names = {"s": "case_number", "j": "journal_number", "k": "journal_number", "d": "document_number"}
    return {names[match["label"][0].casefold()]: match["value"].rstrip(",;.") for match in found}


def _meeting_of(text: str) -> re.Match[str] | None:
    # Asked of every paragraph of a case, of which few hold these words.
    return MEETING_OF.match(text) or _MEETING_ALONE.fullmatch(text) if " møde d" in text else None


def _shows_document(block: Block) -> bool:
    text = block.text
    if len(text) <= _LONGEST_MARK and vocabulary.fold(text) in vocabulary.WRAPPED_CASE_MARKS:
        return True
    return _meeting_of(text) is not None or bool(parse_identifiers(text))


def _repeats_title(text: str, number: str | None, title: str | None) -> bool:
    # Pages break a title at different places, and a hyphen may stand at one of them.
    return bool(number and title) and _letters(text) == _letters(f"{number}. {title}")


def _letters(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("–", "").casefold()
