"""Case numbers as minutes print them, alone on a line or after a label."""

from __future__ import annotations

import re

FORMS = (
    r"\d{2}/\d{1,6}",  # 21/6904 (Sønderborg)
    r"\d{2,4}-\d{5,7}",  # 2021-000299 (Køge), 25-013926 (Kalundborg)
    r"[A-Z]{2,4}-\d{4}-\d{5,6}",  # EMN-2025-003383 (Aarhus)
    r"\d{3}-\d{4}-\d{3,6}",  # 326-2018-1498 (Kalundborg before 2019)
    r"\d{2}\.\d{2}\.\d{2}-[A-Z]\d{2}-\d+-\d{2}",  # 01.24.20-P20-1-21, a KLE number with facet, serial and year
)

_ANY = re.compile("|".join(FORMS))
_LABELLED = re.compile(
    r"(?:Sagsnr|Sagsid|Sagsnummer|Sag)\.?\s*:?\s*(?P<number>[\w./-]*\d[\w./-]*)(?:,? Sagsinitialer: \w+)?",
    re.IGNORECASE,
)


def is_case_number(text: str) -> bool:
    """Whether a line is one case number and nothing else."""
    return parse_case_number(text) is not None


def parse_case_number(text: str) -> str | None:
    """Read a line that is a case number, bare or after its label; else None.

    >>> parse_case_number("Sagsid.: 22/2694, Sagsinitialer: abc"), parse_case_number("2021")
    ('22/2694', None)
    """
    line = text.strip()
    if _ANY.fullmatch(line):
        return line
    found = _LABELLED.fullmatch(line)
    return found["number"] if found else None
