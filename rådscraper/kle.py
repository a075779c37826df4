"""Journal numbers by KLE, the plan by which all Danish municipalities file: main group, group, subject (``01.24.20``).

A number may go on with a facet and be part of a case's own number: ``01.24.20-P20-1-21``, ``18.00Ø00 - 2014/06569``.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?P<number>(?P<main>\d{2})\.\d{2}(?:\.\d{2}(?!\d)|(?=[A-ZÆØÅ]\d{2}\b)))(?P<rest>.*)", re.DOTALL)
_FACET = re.compile(r"\s*[-.]?\s*[A-ZÆØÅ]\d{2}\b")


def journal_number_in(case_number: str | None) -> str | None:
    """Find the journal number a case's number begins with.

    >>> journal_number_in("01.24.20-P20-1-21"), journal_number_in("2021-000299")
    ('01.24.20', None)
    """
    found = _NUMBER.fullmatch(case_number.strip()) if case_number else None
    return found["number"] if found and _FACET.match(found["rest"]) else None


def main_group_of(journal_number: str | None) -> str | None:
    """Tell the main group of a journal number, two digits; None where it is no KLE number.

    >>> main_group_of("00.01.00.A10-0001/2013"), main_group_of("326-2018-1498")
    ('00', None)
    """
    found = _NUMBER.match(journal_number.strip()) if journal_number else None
    return found["main"] if found else None
