"""Points of one item: a decision told point by point (``Ad 1 … Ad 2 …``), and dissent on single points."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rådscraper.parsing.item_numbers import parse_spans
from rådscraper.parsing.outcome import AD_POINT, QUOTED, point_pattern

_ONE_POINT = re.compile(
    r"\b(?:\w*punkt(?:er|erne)?|pkt\.?)(?: nr\.?)? \d|\bat[ -]?\d|\d\. at\b|\bad\.? ?\d|\bfor så vidt\b|\bvedrørende\b"
    r"|\bdel(?:en)? af\b|(?:beslutnings|del|at-)punkt",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"\b(?:\w*punkt(?:er|erne|et)?|pkt\.?|at|ad\.?)[ -]?(?:nr\.? ?)?"
    r"(?P<after>\d{1,2}\b(?:(?:, ?| og | samt | ?[-–] ?| til )\d{1,2}\b)*)"
    r"|(?P<before>\b\d{1,2}\.?(?:(?:, | og )\d{1,2}\.?)* at\b)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"[Aa][Dd][. ]{0,2}(?:[Pp]\w*[. ]{0,2})?(?:\d|[A-Ha-h][.:)])"
)  # every mark has it, few decisions do
_LABEL = re.compile(r"\d(?:.*\d)?|(?<=[ .])[a-h](?=[.:)])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a decision: its number as printed and its text without it."""

    number: str
    text: str


def split_points(text: str) -> tuple[str, tuple[Point, ...]]:
    """Part a decision into what stands before its points and the points; quoted text parts nothing.

    >>> split_points("Ad 1. Godkendt. Ad 2 og 3: Udsat.")[1][1]
    Point(number='2 og 3', text='Udsat.')
    """
    opens = point_pattern(text)
    if opens is AD_POINT and not _MARKED.search(text):
        return text.strip(), ()
    masked = QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    marks = list(opens.finditer(masked))
    if not marks:
        return text.strip(), ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    points = [
        Point(label[0], text[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
        if (label := _LABEL.search(mark[0]))
    ]
    return text[: marks[0].start()].strip(), tuple(points)


def points_named(words: str) -> tuple[str, ...]:
    """Name the points that dissent is limited to: their numbers, or the words where none is printed; else nothing.

    >>> points_named("indstillingens beslutningspunkter 1 og 2"), points_named("vedrørende medfinansiering.")
    (('1', '2'), ('vedrørende medfinansiering',))
    """
    limited = _ONE_POINT.search(words)
    if limited is None:
        return ()
    numbers = _NUMBERS.search(words, limited.start())
    if numbers is None:
        return (words[limited.start() :].strip(" .,;:()"),)
    spans = parse_spans(numbers["after"] or numbers["before"].replace(".", ""))
    return tuple(dict.fromkeys(str(number) for first, last in spans for number in range(first, last + 1)))
