"""What the crawler's own readers make of an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rådscraper.doctor.findings import Verdict
from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Document, UnreadableDocument
from rådscraper.items import DocumentType, Minutes, SectionKind
from rådscraper.layouts import READERS
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.parsing.sections import part_of
from rådscraper.parsing.vocabulary import is_standing_heading

# Of the API's JSON these are told by the comparison with the shapes, better.
_TOLD_KEY_BY_KEY = {"firstagenda": ("unknown_key", "missing_key")}
_MOST_HEADINGS = 30
_BLANK_PARAGRAPH = re.compile(r"<p[^>]*>\s*<span[^>]*>(\s|&nbsp;|&#160;)+</span>\s*</p>", re.IGNORECASE)

Told = tuple[Verdict, str]


def read(layout: str, body: bytes, url: str) -> tuple[Document, Minutes]:
    """Read an answer as the crawl does; raises ``UnreadableDocument``."""
    document = READERS[layout](body, url)
    return document, parse_minutes(document)


def told_of(layout: str, body: bytes, url: str, named: str, kind: DocumentType | None) -> Iterator[Told]:
    """Say what is read from an answer, and every problem the crawl would report; ``named`` is what it is."""
    try:
        _, minutes = read(layout, body, url)
    except UnreadableDocument as error:
        yield Verdict.DIFFERS, f"{named} can't be read: {error}"
        return
    is_open = [item for item in minutes.items if item.is_open is not False]
    decided = [item for item in is_open if item.decision]
    outcomes = Counter(str(item.outcome) for item in decided)
    told = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
    people = f"{len(minutes.attendances)} people"
    counts = f"{len(minutes.items)} items ({len(minutes.items) - len(is_open)} closed), {len(decided)} decisions"
    lacks = kind is DocumentType.MINUTES and is_open and not decided
    yield (
        Verdict.DIFFERS if lacks or not minutes.items else Verdict.AS_EXPECTED,
        f"{named}: {counts}{f' ({told})' if told else ''}, {people}",
    )
    left_out = _TOLD_KEY_BY_KEY.get(layout, ())
    problems = Counter((problem.kind, problem.message) for problem in minutes.problems if problem.kind not in left_out)
    for (what, message), number in problems.items():
        yield Verdict.DIFFERS, f"{named}: {what}: {message}{f' ({number} times)' if number > 1 else ''}"


def told_headings(documents: Sequence[Document]) -> Iterator[Told]:
    """Name the section headings of which the vocabulary knows nothing: those that recur, those that stand once."""
    headings: Counter[str] = Counter()
    for document in documents:
        is_in_item = False
        for block in document.blocks:
            is_in_item = is_in_item or block.level == ITEM_LEVEL
            if is_in_item and block.level == SECTION_LEVEL and block.text and not block.name:
                headings[block.text] += _is_unknown(block.text)
    for verdict, often, is_meant in ((Verdict.NEW, "again and again", True), (Verdict.TOLD, "once", False)):
        named = [f"{text!r:.100} ({number})" for text, number in (+headings).most_common() if (number > 1) is is_meant]
        if named:
            told = f"{len(named)} headings the vocabulary does not know stand there {often}"
            yield verdict, f"{told}: {', '.join(named[:_MOST_HEADINGS])}"


def blanks(text: str) -> Counter[str]:
    """How often each blank fills a paragraph by itself."""
    found: Counter[str] = Counter()
    for paragraph in _BLANK_PARAGRAPH.finditer(text):
        blank = paragraph[1]
        found[blank if blank.startswith("&") else f"U+{ord(blank):04X}"] += 1
    return found


def _is_unknown(heading: str) -> bool:
    return part_of(heading).kind is SectionKind.OTHER and not is_standing_heading(heading)
