"""Case numbers as minutes print them, alone on a line or after a label."""

from __future__ import annotations

import re

FORMS = (
    r"\d{2}/\d{1,6}",  # 21/6904 (Sønderborg)
    r"20\d{2}/\d{4,6}",
    r"\d{2,4}-\d{5,7}",  # 2021-000299 (Køge), 25-013926 (Kalundborg)
    r"[A-Z]{2,4}-\d{4}-\d{5,6}",  # EMN-2025-003383 (Aarhus)
    r"\d{3}-\d{4}-\d{3,6}",  # 326-2018-1498 (Kalundborg before 2019)
    r"\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+-\d{2}",  # 01.24.20-P20-1-21, a KLE number with facet, serial and year
    r"\d{2}\.\d{2}(?:\.\d{2}-?)?[A-ZÆØÅ]\d{2} ?[-–] ?\d{4}/\d{4,6}",  # 18.00Ø00 - 2014/06569 (Gribskov)
    r"\d{6} [-–] \d{4}/\d{4,6}",  # 012497 - 2017/12299 (Gribskov)
    r"[A-ZÆØÅ]{2} \d{2,4}/(?:\d{2}){1,2}",  # BR 40/04 (København)
)

_ANY = re.compile(rf"(?:[A-ZÆØÅ]{{2,6}} / )?(?P<number>{'|'.join(FORMS)})(?: -)?")  # initials, 25-008754 - (Kalundborg)
_DOCUMENT = re.compile(r"Dok(?:ument)?(?:\.?\s?nr)?\.?\s*:?\s*(?P<number>\d[\w./-]*)", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:(?:Acadre|ESDH)[ -])?(?:Sag\.?s?[ -]?nr(?=\.?:)|Sags?[ -]nr(?=\.? \S*[/-])|Sags[ -]?(?:nr|id|nummer)|Sag)"
    r"\.?\s*:?\s*(?P<number>[\w./-]*\d[\w./-]*)(?:,? Sagsinitialer: \w+)?",
    re.IGNORECASE,
)


LABELLED_CASE = re.compile(r"(?:Sagsnr|Sagsid)\.?\s*:\s*\S", re.IGNORECASE)
"""What a line of labelled numbers begins with where the case's comes first."""


def is_case_number(text: str) -> bool:
    """Whether a line is one case number and nothing else."""
    return parse_case_number(text) is not None


def parse_case_number(text: str) -> str | None:
    """Read a line that is a case number, bare or after its label; else None.

    >>> parse_case_number("Sagsid.: 22/2694, Sagsinitialer: abc"), parse_case_number("2021")
    ('22/2694', None)
    """
    line = text.strip()
    found = _ANY.fullmatch(line) or _LABELLED.fullmatch(line)
    return found["number"] if found else None


def parse_document_number(text: str) -> str | None:
    """Read a line that is a labelled document number; else None.

    >>> parse_document_number("Dok. 306-2019-263412")
    '306-2019-263412'
    """
    found = _DOCUMENT.fullmatch(text.strip())
    return found["number"] if found else None
