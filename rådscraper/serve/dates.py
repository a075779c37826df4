"""Dates and times as Danes write them; what is no date is given back as it is."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def danish_date(text: str | None, *, weekday: bool = False) -> str:
    """Write a date.

    >>> danish_date("2021-04-12"), danish_date("2021-04-12", weekday=True), danish_date(None)
    ('12. april 2021', 'mandag den 12. april 2021', '')
    """
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return text or ""
    written = f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
    return f"{DAYS[day.weekday()]} den {written}" if weekday else written


def danish_clock(text: str | None) -> str:
    """Write the time of day of a moment.

    >>> danish_clock("2021-04-12T18:00:00+02:00"), danish_clock(None)
    ('18.00', '')
    """
    try:
        return datetime.fromisoformat(text or "").strftime("%H.%M")
    except ValueError:
        return text or ""


def danish_moment(text: str | None) -> str:
    """Write day and time.

    >>> danish_moment("2021-04-12T18:00:00+02:00")
    '12. april 2021 kl. 18.00'
    """
    return f"{danish_date(text)} kl. {danish_clock(text)}" if text else ""
