"""Danish dates and clock times. A date is found, never guessed: what is no whole date gives None."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from dateparser.date import DateDataParser

from rådscraper.clock import DANISH_TIME, now

MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_SHORT_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec"
DATE = (
    rf"(?i:\d{{1,2}}\.? ?(?:{MONTHS}|(?:{_SHORT_MONTHS})\.?),? \d{{4}}"
    rf"|\d{{1,2}}[-./](?:\d{{1,2}}|{MONTHS}|{_SHORT_MONTHS})[-./]\d{{4}}"
    r"|\d{1,2}/\d{1,2}(?: - | )(?:19|20)\d\d)"
)
"""A Danish date as printed (``7. juni 2018``, ``12-04-2021``, ``15-maj-2002``, ``d. 3/4 2020``), as a pattern."""

_SHORT_DATE = re.compile(
    r"(?:^|dag,? ?|\bden |\bd\.? ?)(?P<day>\d{1,2}[./-]\d{1,2}[./-])(?P<year>\d\d)(?=\.?$|,? (?:kl|klokken)\b)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}\b")  # Onsdag, April 3, 2019 (Roskilde)
_DATE = re.compile(rf"(?<![\d.-]){DATE}(?![\d-])", re.IGNORECASE)
_TIME = re.compile(r"\b(?:kl(?:\.|okken)?\s*)?(\d{1,2})[.:](\d{2})\b", re.IGNORECASE)
_CLOCK = re.compile(r"\bkl(?:\.|okken)?\s*(\d{1,2})(?:[.:](\d{2}))?\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:(?<!\d)\d{1,2}(?:[.:]\d{2})?\s*(?:[-–]|til|og sluttede)\s*(?:kl\.? ?)?(?P<end>\d{1,2}[.:]\d{2})"
    r"|\bkl\.?\s*\d{1,2}(?:[.:]\d{2})?\s*(?:[-–]|til)\s*(?:kl\.? ?)?(?P<hour>\d{1,2})(?![-\d]|[.:]\d))\b",
    re.IGNORECASE,
)
_PARTED_YEAR = re.compile(r"(?<=/\d) (?:- )?(?=\d{4}$)|(?<=/\d\d) (?:- )?(?=\d{4}$)")  # 3/4 2020
_SETTINGS = {
    "STRICT_PARSING": True,
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],  # what is no date is not looked at as a span of time or a timestamp
}
# How most dates are printed: dateparser tries these before it looks for the language, and is done in a twentieth of the
# time.
_FORMATS = ("%d-%m-%Y", "%d. %B %Y", "%d.%m.%Y", "%d/%m/%Y")
# Kept, because making one for each date costs half as much again.
_PARSER = DateDataParser(languages=["da"], settings=_SETTINGS)
_TURNED_PARSER = DateDataParser(languages=["en", "da"], settings=_SETTINGS)


def parse_api_time(text: object) -> datetime | None:
    """Read a time of a JSON interface as Danish local time; None where it is none.

    The offset decides; a time without one is local already (FirstAgenda, recorded: ``2026-04-07T14:00:00+02:00``
    with 0 to 7 decimals).
    """
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=DANISH_TIME) if moment.tzinfo is None else moment.astimezone(DANISH_TIME)
    except (ValueError, OverflowError):
        return None


def find_date(text: str) -> date | None:
    """Find the first whole Danish date in a line.

    >>> find_date("Torsdag d. 07. juni 2018 kl. 16:00")
    datetime.date(2018, 6, 7)
    >>> find_date("J.nr.: 00.22.04") is None
    True
    """
    found = _DATE.search(text) or _MONTH_FIRST.search(text)
    return _parse_date(found[0]) if found else None


def find_short_date(text: str) -> date | None:
    """Find the day of a meeting in a line that tells it, where its year may have two digits.

    >>> find_short_date("Torsdag d.10.09.15."), find_short_date("J.nr. 01.02.05")
    (datetime.date(2015, 9, 10), None)
    """
    found = _SHORT_DATE.search(text)
    return find_date(text) or (find_date(f"{found['day']}20{found['year']}") if found else None)


@lru_cache(maxsize=4096)  # a document prints few dates, often
def _parse_date(printed: str) -> date | None:
    parser = _PARSER if printed[0].isdecimal() else _TURNED_PARSER
    moment = parser.get_date_data(_PARTED_YEAR.sub("/", printed), _FORMATS).date_obj
    if moment is None or not 1990 <= moment.year <= now().year + 1:
        return None
    # Where day and month can't be as printed, dateparser changes them about.
    return moment.date() if moment.day == int(re.findall(r"\d+", printed)[0]) else None


def find_time(text: str) -> str | None:
    """Find a clock time in a line as ``HH:MM``: after ``kl.`` where it is said, else the first that looks like one.

    >>> find_time("Mandag d. 12. april 2021 kl. 18:00")
    '18:00'
    >>> find_time("onsdag den 1. oktober 2025 kl. 15.45")
    '15:45'
    """
    rest = _MONTH_FIRST.sub(" ", _DATE.sub(" ", text))
    found = _CLOCK.search(rest) or _TIME.search(rest)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def find_end_time(text: str) -> str | None:
    """Find the end of a span of time in a line as ``HH:MM``.

    >>> find_end_time("5. februar 2019 kl. 09:30 - 12:00"), find_end_time("5. februar 2019 kl. 09:30")
    ('12:00', None)
    """
    found = _UNTIL.search(_MONTH_FIRST.sub(" ", _DATE.sub(" ", text)))
    return find_time(found["end"] or f"kl. {found['hour']}") if found else None
