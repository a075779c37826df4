"""Names of councils, committees and boards: the archive's prefix and the period are told apart from the name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rådscraper.items import Classification

_YEAR = r"(?:19|20)\d{2}"
_SPAN = re.compile(rf"\(?(?P<first>{_YEAR})\s*[-–]\s*(?P<last>{_YEAR}|\d{{2}})\)?")
_TERM = re.compile(r" ?\(\d{2}-\d{2}\)")  # Byrådet (18-21) (Fredensborg)
_PREFIX = re.compile(rf"(?:R&N|Råd og nævn)(?:\s*[,:]|(?= \(?{_YEAR}))\s*", re.IGNORECASE)

KINDS: tuple[tuple[Classification, str], ...] = (
    (Classification.COUNCIL, r"(?:\w+ )?(?:byråd|kommunalbestyrelse|borgerrepræsentation)(?:et|e?n)?"),
    (Classification.COMMITTEE, r".*udvalg(?:et)?\b.*|magistraten|.*\bkommission(?:en)?"),
    (Classification.BOARD, r".*(?:råd|nævn|bestyrelse)(?:et|e?n)?\b.*"),
)
"""What a body is by its name; a name that says nothing is a committee where it has no prefix of the boards."""

_LONGEST_NAME = 80
_NAME = re.compile(
    r"(?:[A-ZÆØÅ]\w+ )?(?:Byråd(?:et)?|Kommunalbestyrelsen?)|(?:[A-ZÆØÅ][\w-]+,? (?:[\w,-]+ ){0,6})?\w*[Uu]dvalg(?:et)?"
    r"|Udvalget for [^.:]+|Borgerrepræsentationen|Magistraten|[A-ZÆØÅ][\w-]+(?:råd|nævn)(?:et)?"
)
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in KINDS)


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's printed name taken apart: ``period`` as ``2018-2021``."""

    name: str
    classification: Classification
    period: str | None


def parse_body_name(printed: str, group: str = "") -> BodyName:
    """Read a body's name; ``group`` is the heading it is listed under, which may hold the period instead.

    >>> parse_body_name("R&N, 2018-21: Integrationsråd")
    BodyName(name='Integrationsråd', classification=<Classification.BOARD: 'board'>, period='2018-2021')
    """
    text = " ".join(printed.split())
    period = _period(text) or _period(group)
    is_board = _PREFIX.match(text) is not None
    bare = without_archive(text).strip(" ,:-–")
    name = " ".join(bare.split()) or text
    found = next((kind for kind, pattern in _KINDS if pattern.fullmatch(name)), None)
    default = Classification.BOARD if is_board else Classification.COMMITTEE
    return BodyName(name, Classification.BOARD if is_board else found or default, period)


def without_archive(printed: str) -> str:
    """Cut an archive's prefix and the period out of a text that names a body."""
    return _TERM.sub("", _SPAN.sub("", _PREFIX.sub("", printed, count=1)))


def is_body_name(line: str) -> bool:
    """Whether a line is the name of a council or a committee and nothing else.

    >>> is_body_name("Udvalget for Teknik og Miljø"), is_body_name("Udvalget mødes i Byrådssalen.")
    (True, False)
    """
    return len(line) < _LONGEST_NAME and _NAME.fullmatch(line) is not None


def _period(text: str) -> str | None:
    found = _SPAN.search(text)
    if found is None:
        return None
    first, last = found["first"], found["last"]
    return f"{first}-{last if len(last) == 4 else first[:2] + last}"
