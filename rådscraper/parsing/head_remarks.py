"""What a document's head says besides its facts: sender, notes, labels of groups, as printed.

Left out is what other columns hold (body, day, times, place, people, numbers, titles of items in a list of contents),
a site's navigation, and standing words such as ``Referat``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from rådscraper.document import Block, BlockKind
from rådscraper.parsing import head_labels, site_words, vocabulary
from rådscraper.parsing.bodies import without_archive
from rådscraper.parsing.dates import DATE, find_date, find_time
from rådscraper.parsing.head import Head, is_title, part_labelled
from rådscraper.parsing.head_people import STATUSES, unlisted

_LEADERS = re.compile(r".*(?:\.{4,}|(?:\. ){4,}|\s{3,})\s*\d{0,4}")
_TIME = re.compile(r"\b(?:kl(?:\.|okken)? ?)?\d{1,2}[.:]\d{2}(?::00)?\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:Punkt |Pkt\.? )?\d{1,3}[.:]? ?|\s\d{1,4}$")
_MAY_SAY_MORE = ("description", "remarks", "held", "time", "ended", "kind")
_OWN_NAMES = re.compile(
    rf"(?:{'|'.join(STATUSES)})|\w+_(?:id|url|at)|body|place|description|is_\w+|number|[a-z]+_number"
)
"""Names that readers give fields themselves; others are printed labels."""


def head_remarks(blocks: Sequence[Block], head: Head, titles: Iterable[str | None]) -> tuple[str, ...]:
    """Give what else the head's blocks say, a line each; ``titles`` are those of the items."""
    known = {_letters(title) for title in titles if title}
    values = sorted(filter(None, _values(head)), key=len, reverse=True)
    lines = (
        line
        for text in _lines(blocks)
        if (line := text.strip().strip("* ")) and not _is_told(line, head, known, values)
    )
    return tuple(dict.fromkeys(lines))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """What stands neither behind a label that is understood nor names a person, in the order printed."""
    labelled, plain = part_labelled(blocks)
    left = {id(block) for block in plain}
    said = [line for label in _MAY_SAY_MORE for line in labelled.get(label, ())]
    said += [line for label in head_labels.PEOPLE_LABELS for line in unlisted(labelled.get(label, ()))]
    for block in blocks:
        if block.kind is BlockKind.FIELD and block.name and not _is_understood(block.name):
            yield f"{block.name}: {block.text}"
        elif block.text in said or id(block) in left:
            said = [line for line in said if line != block.text]
            yield block.text
    yield from said


def _is_understood(name: str) -> bool:
    return _OWN_NAMES.fullmatch(name) is not None or vocabulary.fold(name) in head_labels.FIELD_NAMES


def _values(head: Head) -> Iterator[str | None]:
    yield from (head.body_name, head.place, head.case_number, head.document_number)
    yield from (person.name for person in head.attendances)


def _is_told(line: str, head: Head, titles: Collection[str], values: Iterable[str]) -> bool:
    if site_words.NAVIGATION.fullmatch(line) or vocabulary.CONTENTS.fullmatch(line) or _LEADERS.fullmatch(line):
        return True
    if is_title(line) and find_date(line) == head.date:
        return True
    bare = _letters(_NUMBER.sub("", line))
    if len(bare) > 3 and any(title.startswith(bare) or title.endswith(bare) for title in titles):
        return True
    rest = re.sub(DATE, lambda found: "" if find_date(found[0]) == head.date else found[0], line)
    times = (head.start_time, head.end_time)
    rest = without_archive(_TIME.sub(lambda found: "" if find_time(found[0]) in times else found[0], rest))
    for value in values:
        rest = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", rest, flags=re.IGNORECASE)
    return {word.casefold() for word in re.findall(r"\w+", rest)} <= vocabulary.HEAD_WORDS


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
