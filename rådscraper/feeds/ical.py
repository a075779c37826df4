"""Calendars of meetings (RFC 5545): events in, bytes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration, vUri

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//rådscraper//calendar of meetings//DA"
ZONE = ZoneInfo("Europe/Copenhagen")
ASK_AGAIN = timedelta(hours=12)
"""How often a program may ask for the calendar anew."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting in a calendar.

    ``id`` names it for ever (the database's own), times have an offset and are shown in Danish time, ``changed_at`` is
    when it last changed. Where no end is known there is none; ``is_cancelled`` takes it off people's calendars.
    """

    id: str
    title: str
    starts_at: datetime
    changed_at: datetime
    ends_at: datetime | None = None
    place: str | None = None
    url: str | None = None
    description: str | None = None
    is_cancelled: bool = False


def calendar(title: str, self_url: str, meetings: Iterable[Meeting], host: str) -> bytes:
    """Write a calendar; ``host`` makes the meetings' ids unlike those of other calendars.

    Raises ``ValueError`` for a time without an offset.
    """
    told = Calendar()
    told.add("prodid", PRODUCT)
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    told.add("name", title)
    told.add("x-wr-calname", title)  # what programs read that are older than RFC 7986
    told.add("source", vUri(self_url), parameters={"value": "URI"})
    told.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"value": "DURATION"})
    # Also where there is no meeting: a calendar has at least one component (RFC 5545, 3.6).
    told.add_component(Timezone.from_tzinfo(ZONE, ZONE.key))
    for meeting in meetings:
        told.add_component(_event(meeting, host))
    written: bytes = told.to_ical()
    return written


def _event(meeting: Meeting, host: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.id}@{host}")
    event.add("dtstamp", _aware(meeting.changed_at).astimezone(UTC))
    event.add("last-modified", _aware(meeting.changed_at).astimezone(UTC))
    event.add("dtstart", _aware(meeting.starts_at).astimezone(ZONE))
    if meeting.ends_at and meeting.ends_at > meeting.starts_at:
        event.add("dtend", _aware(meeting.ends_at).astimezone(ZONE))
    event.add("summary", _clean(meeting.title))
    for name, value in (("location", meeting.place), ("description", meeting.description)):
        if value:
            event.add(name, _clean(value))
    if meeting.url:
        event.add("url", vUri(meeting.url))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} tells no offset")
    return moment


def _clean(text: str) -> str:
    """Drop control characters, which a calendar can't hold; tabs and line breaks stay."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
