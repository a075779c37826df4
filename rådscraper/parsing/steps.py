"""A case's earlier treatment, told step by step: a line with body and day, and below it what that body decided."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rådscraper.document import Block
from rådscraper.items import SectionKind
from rådscraper.parsing.dates import DATE, find_date
from rådscraper.parsing.sections import BARE_STEP, DECIDED_BY, MEETING_OF, Part

_KINDS = r"(?i:udvalg|råd|nævn|bestyrelse|magistrat|kommission)(?:et|e?n)?"
_BODY = (
    r"(?=[A-ZÆØÅ])(?P<body>Udvalget for [^.:;\d]{3,80}?"
    rf"|(?:[A-ZÆØÅ][\w-]*,? (?:(?:og|for|[A-ZÆØÅ][\w-]*),? ){{0,5}}?)?[\w-]*{_KINDS})"
)
_ITEM = r"(?:,? \(?(?:pkt\.?|punkt|sag)(?: nr\.?)? ?\d+\)?)?"

LINES: tuple[str, ...] = (
    rf"(?P<date>{DATE})\s+(?P<body>\D[^.:]*)",  # 12-04-2021 Integrationsrådet (Køge)
    # Økonomiudvalget 12-01-2021 (Køge's archive)
    rf"{_BODY},? (?:[-–] )?\(?(?:(?:den|d\.) )?(?P<date>{DATE})\)?{_ITEM}:?",
    rf"{_BODY}s (?:møde|beslutning) (?:den|d\.) ?(?P<date>{DATE})[:.]?",
    rf"Beslutning(?:er)? (?:i|fra) {_BODY} (?P<date>{DATE}):?",
)
"""Lines that open a step, beside the headings of decisions (``Beslutning i Byrådet den …``)."""

_LINES = (DECIDED_BY, MEETING_OF, *(re.compile(line) for line in LINES), BARE_STEP)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LABELLED = re.compile(r"(?P<label>Udvalg|Dato|Punktnummer):\s*(?P<value>.*)")


def split_steps(blocks: Iterable[Block]) -> tuple[list[Block], list[Part]]:
    """Part the blocks of a section into what stands before its first step and the steps.

    Aarhus labels body and day instead, each on a line of its own (``Udvalg:``, ``Dato:``).
    """
    before: list[Block] = []
    steps: list[Part] = []
    for block in blocks:
        line = block.text.strip()
        if step := opened_step(line):
            steps.append(step)
        elif labelled := _LABELLED.fullmatch(line):
            if labelled["label"] == "Udvalg":
                steps.append(Part(None, SectionKind.DECISION, (), labelled["value"].strip() or None))
            elif labelled["label"] == "Dato" and steps:
                steps[-1] = steps[-1]._replace(decided_on=find_date(labelled["value"]))
        elif steps:
            steps[-1] = steps[-1]._replace(blocks=(*steps[-1].blocks, block))
        else:
            before.append(block)
    return before, steps


def opened_step(line: str) -> Part | None:
    """The step that a line of body and day opens; None where it says more or less."""
    # Asked of every line of a recommendation, of which few end in a year.
    if len(line) > 160 or not _YEAR.search(line):
        return None
    for pattern in _LINES:
        if found := pattern.fullmatch(line):
            return Part(None, SectionKind.DECISION, (), found["body"].strip(), find_date(found["date"]))
    return None
