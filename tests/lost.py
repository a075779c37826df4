"""Which sentences of a document are in no column of the rows that would be stored of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from rådscraper.clock import DANISH_TIME
from rådscraper.document import Block, BlockKind, Document
from rådscraper.extract import extract
from rådscraper.items import (
    Body,
    Classification,
    Content,
    DocumentType,
    Municipality,
    Publication,
    Source,
)
from rådscraper.parsing import head_labels, site_words, vocabulary
from rådscraper.parsing.dates import DATE, find_date, find_time
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.store.cells import Rows
from rådscraper.store.rows import meeting_rows

# An initial's full stop ends no sentence; "Orienteringer44. Budget" is a title glued to the item after it.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-ZÆØÅ]\.)\s+(?=[A-ZÆØÅ\"”„])|(?<=\d{4}:)\s+|\n+| \| |(?<=[a-zæøå])(?=\d{1,3}\. [A-ZÆØÅ])"
)
_LEADERS = re.compile(r".*(?:\.{4,}|(?:\. ){4,}|\s{3,})\s*\d{0,4}")
_TIME = re.compile(r"\b(?:kl(?:\.|okken)? ?)?\d{1,2}[.:]\d{2}(?::00)?\b", re.IGNORECASE)
_COPIES = {"agenda_items": ("summary", "recommendation", "decision"), "decisions": ("text",)}
"""Columns whose text stands in sections as well: counting it twice would hide that a second sentence is lost."""
_UNSAID = (
    "id",
    "meeting_id",
    "agenda_item_id",
    "document_id",
    "person_id",
    "municipality_id",
    "body_id",
    "url",
    "href",
)
_WORDS = (
    *(
        "punkt",
        "pkt",
        "nr",
        "møde",
        "mødet",
        "i",
        "d",
        "den",
        "kl",
        "klokken",
        "referat",
        "dagsorden",
        "fra",
        "af",
        "til",
    ),
    *("sagsnr", "jnr", "dokumentnr", "j", "dok", "sag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"),
    *(
        "søndag",
        "fravær",
        "titel",
        "til",
        "rådmænd",
        "pdf",
        "for",
        "og",
        "åben",
        "åbent",
        "lukket",
        "s",
        "bilag",
        "fraværende",
        "afbud",
    ),
    *head_labels.FIELD_NAMES,
)
_LABELS = {word for label in _WORDS for word in re.findall(r"\w+", label)}
_PAPER_MARK = re.compile(r"^\s*(?:- )?(?:PDF)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What short columns hold: their texts, the longest first, and the days and clock times."""

    values: tuple[str, ...]
    dates: frozenset[date]
    times: frozenset[str]
    titles: frozenset[str]
    below: frozenset[int] = frozenset()
    """The ``id`` of each block that stands below the page's foot."""


def rows_of(layout: str, body: bytes, document: Document) -> Rows:
    """The rows of a document's meeting, the listing saying of it what the document says itself."""
    minutes = parse_minutes(document)
    assert minutes.date is not None
    at = datetime.fromisoformat(f"{minutes.date}T{minutes.start_time or '00:00'}").replace(tzinfo=DANISH_TIME)
    name = minutes.body_name or ""
    end = f"{minutes.date}T{minutes.end_time}" if minutes.end_time else None
    ended = datetime.fromisoformat(end).replace(tzinfo=DANISH_TIME) if end else None
    source = Source(
        Municipality("koege", "Køge Kommune", "0259", "https://www.koege.dk"),
        Body("1", name, _printed(name, document), Classification.BOARD),
        at,
        (Publication("1", minutes.document_type or DocumentType.MINUTES, "", "", "", ends_at=ended),),
        (Content("1", layout, "", body),),
    )
    return meeting_rows(extract(source, at))


def lost_sentences(document: Document, rows: Rows) -> list[str]:
    """The sentences that no column holds as often as the document, but for those that a rule below leaves out."""
    held = Counter(bare for text in _texts(rows) for bare in map(_bare, _sentences(text)))
    lost = []
    facts = replace(_facts(rows), below=_below(document))
    for block, sentence in _told(document):
        bare = _bare(sentence)
        if held[bare]:
            held[bare] -= 1
        elif not any(rule(block, sentence, facts) for rule in RULES):
            lost.append(sentence)
    return lost


def is_furniture(block: Block, sentence: str, facts: Facts) -> bool:
    """A site's navigation, how many papers there are, or an entry or a heading of the contents list."""
    is_listed = _LEADERS.fullmatch(block.text.strip()) or vocabulary.CONTENTS.fullmatch(sentence.strip())
    return bool(site_words.NAVIGATION.fullmatch(block.text.strip()) or is_listed or block.text.strip().isdigit())


def is_below(block: Block, sentence: str, facts: Facts) -> bool:
    """What a site prints below its minutes: addresses, short cuts."""
    return id(block) in facts.below


def is_address(block: Block, sentence: str, facts: Facts) -> bool:
    """An id, an address or a flag that the layout carries; a person reads none of them on the page."""
    ends = ("_id", "_url", "_at", "is_open", "is_historic")
    return block.kind is BlockKind.FIELD and (block.name or "").endswith(ends)


def is_heading(block: Block, sentence: str, facts: Facts) -> bool:
    """A standing heading, which is told by what its section is stored as."""
    return vocabulary.is_standing_heading(sentence)


def is_fact(block: Block, sentence: str, facts: Facts) -> bool:
    """Nothing but labels and what columns hold: dates, times, numbers, titles, places, names, papers."""
    rest = re.sub(DATE, lambda found: "" if find_date(found[0]) in facts.dates else found[0], sentence)
    rest = _TIME.sub(lambda found: "" if find_time(found[0]) in facts.times else found[0], rest)
    for value in facts.values:
        rest = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", rest, flags=re.IGNORECASE)
    return {word.casefold() for word in re.findall(r"\w+", rest)} <= _LABELS


def is_broken_title(block: Block, sentence: str, facts: Facts) -> bool:
    """A line of a title that is printed on two, or cut short in the contents list."""
    bare = _bare(re.sub(r"\s\d{1,4}$", "", re.sub(r"^(?:Punkt )?\d+: ", "", sentence)))
    return len(bare) > 3 and any(title.startswith(bare) or title.endswith(bare) for title in facts.titles)


RULES = (is_furniture, is_below, is_address, is_heading, is_fact, is_broken_title)
"""All that may leave a sentence out of every column."""


def _printed(name: str, document: Document) -> str:
    """The body's name as the site's listing prints it, with the prefix that the document prints too."""
    text = "\n".join(block.text for block in document.blocks[:20])
    found = re.search(rf"R&N, [\d-]+: {re.escape(name)}", text)
    return found[0] if found else name


def _told(document: Document) -> Iterator[tuple[Block, str]]:
    for block in document.blocks:
        for sentence in _sentences(block.text):
            yield block, sentence


def _below(document: Document) -> frozenset[int]:
    """The blocks from the foot on: below it no item begins that is stored, so the last foot counts."""
    feet = [place for place, block in enumerate(document.blocks) if site_words.FOOTER.fullmatch(block.text)]
    return frozenset(map(id, document.blocks[feet[0] :])) if feet else frozenset()


def _sentences(text: str) -> Iterable[str]:
    return (sentence for sentence in _SENTENCE_END.split(_PAPER_MARK.sub("", text)) if _bare(sentence))


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _texts(rows: Rows) -> Iterator[str]:
    for table, found in rows.items():
        for row in found.values():
            for column, value in row.items():
                if isinstance(value, str) and column not in (*_UNSAID, *_COPIES.get(table, ())):
                    yield value


def _facts(rows: Rows) -> Facts:
    values = {text for text in _texts(rows) if "\n" not in text and len(text) < 300}
    meeting = next(iter(rows["meetings"].values()))
    decided = {row["decided_on"] for row in rows["decisions"].values()} - {None}
    times = {
        meeting["starts_at"][11:16],
        (meeting["ends_at"] or "")[11:16],
        *(row["planned_time"] for row in rows["agenda_items"].values()),
    }
    return Facts(
        tuple(sorted(values, key=len, reverse=True)),
        frozenset(map(date.fromisoformat, {meeting["date"], *decided})),
        frozenset(filter(None, times)),
        frozenset(_bare(row["title"]) for row in rows["agenda_items"].values() if row["title"]),
    )
