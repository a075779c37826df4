"""Lines of lists of people as some clerks print them, made into what most print: ``Ida Holm (A) (formand)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rådscraper.parsing.names import NAME, is_member, split_names

_ROLE = r"(?:næst)?formand|referent|mødeleder|(?:vice)?borgmester"
_LINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:- |\d{1,2}[.)] )"), ""),
    (re.compile(r"^den \d{1,2}\. \w+: "), ""),  # absentees by day, of a meeting of two (Hørsholm)
    (re.compile(rf"^((?i:{_ROLE})): (?={NAME})"), r"\1 "),
    (re.compile(r" ,"), ","),
    (re.compile(r"(?<=\w) ?\[([A-ZÆØÅ]{1,3})\]"), r" (\1)"),
    (re.compile(r"(?<=[a-zæøå]) [-–] ([A-ZÆØÅ]{1,2})(?=$|,)"), r" (\1)"),
    (re.compile(rf"(?<=[\w)]),\s*({_ROLE})(?=\s*(?:,|;|$)|\s+og )", re.IGNORECASE), r" (\1)"),
    # Thisted has a dash before it.
    (re.compile(r"(?: ?[-–]|,|(?<=\))) ?\b(afbud|fravær(?:ende)?)$", re.IGNORECASE), r" (\1)"),
    (re.compile(rf"({NAME}) fra (?!kl|pkt|punkt)([^,();]{{3,60}})(?=$|,|;)"), r"\1 (\2)"),
)
_GROUP = re.compile(  # Fra forvaltningen: Ida Holm
    rf"^(?!(?i:{_ROLE}):)[A-ZÆØÅ][\w/ -]{{2,40}}: (?={NAME}(?:[,;.]| og |$))"
)
_NEXT = re.compile(rf"(?<=\))\s+(?={NAME}$|{NAME}\s+[A-ZÆØÅ])")
_LETTERED = re.compile(r"(?<=\w) ([A-ZÆØÅ])(?=$|,|;| og )")
_LETTER_LAST = re.compile(rf"{NAME} [A-ZÆØÅ]")
_PARTED = re.compile(r"\s*[,;]\s*(?:og\s+)?|\s+og\s+")


def tidy_lines(lines: Sequence[str]) -> list[str]:
    """Put parties, roles and absence behind names in brackets; a group's label and a number before them is cut off.

    Letters behind all names of a list are parties, behind one they may be an initial.

    >>> tidy_lines(["1. Formand: Ida Holm [A]", "- Per Lund, afbud"]), tidy_lines(["Ida Holm A, Per Lund Ø"])
    (['Formand Ida Holm (A)', 'Per Lund (afbud)'], ['Ida Holm (A), Per Lund (Ø)'])
    """
    tidied = [person for line in lines for person in _row(tidy_line(line))]
    # Where a line has a group's label all are lists: a name behind a comma is nobody's affiliation.
    if any(map(_GROUP.match, lines)):
        parted = [(line, split_names(line)) for line in tidied]
        tidied = [one for line, names in parted for one in (names if all(map(is_member, names)) else [line])]
    people = [person for line in tidied for person in _PARTED.split(line) if person]
    if len(people) > 1 and all(map(_LETTER_LAST.fullmatch, people)):
        return [_LETTERED.sub(r" (\1)", line) for line in tidied]
    return tidied


def _row(line: str) -> list[str]:
    """Part people with their parties who stand in a row with nothing between them (København, as in a table)."""
    people = _NEXT.split(line) if "," not in line else [line]
    return people if len(people) > 1 and all(map(is_member, people)) else [line]


def tidy_line(line: str) -> str:
    """Do so with one line, however many people it lists."""
    line = _GROUP.sub("", line.strip("* "))
    for pattern, instead in _LINES:
        line = pattern.sub(instead, line)
    return line
