from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from rådscraper.feeds.ical import Meeting, calendar
from tests.feeds.calendar_rules import read_calendar

DANISH = ZoneInfo("Europe/Copenhagen")
MEETING = Meeting(
    "koege:123:2021-05-11T18:00",
    "Byrådet; Køge, møde",
    datetime(2021, 5, 11, 18, tzinfo=DANISH),
    datetime(2021, 4, 1, 3, 4, 5, tzinfo=DANISH),
    datetime(2021, 5, 11, 21, 30, tzinfo=DANISH),
    "Byrådssalen, Torvet 1",
    "https://dagsordener.koege.dk/vis?id=1;a,b",
    "1. Budget\n2. Skolehaver " + "og mere " * 40,
)
ADDRESS = "https://raad.example.org/feed/koege.ics"


def made(*meetings: Meeting) -> bytes:
    told = calendar("Møder i Køge", ADDRESS, meetings, "raad.example.org")
    assert len(read_calendar(told).walk("VEVENT")) == len(meetings)
    return told


def test_a_meeting_comes_out_as_it_went_in():
    told = Calendar.from_ical(made(MEETING))
    assert (told["X-WR-CALNAME"], told["NAME"], told["SOURCE"]) == ("Møder i Køge", "Møder i Køge", ADDRESS)
    (event,) = told.walk("VEVENT")
    assert event["UID"] == "koege:123:2021-05-11T18:00@raad.example.org"
    assert (event["SUMMARY"], event["LOCATION"]) == (MEETING.title, MEETING.place)
    assert (event["URL"], event["DESCRIPTION"]) == (MEETING.url, MEETING.description)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (MEETING.starts_at, MEETING.ends_at)
    assert event.decoded("DTSTAMP") == MEETING.changed_at
    assert event["STATUS"] == "CONFIRMED"
    assert not event.errors


def test_what_is_not_known_is_left_out():
    unknown = replace(MEETING, ends_at=None, place=None, url=None, description=None, is_cancelled=True)
    (event,) = Calendar.from_ical(made(unknown)).walk("VEVENT")
    assert not {"DTEND", "DURATION", "LOCATION", "URL", "DESCRIPTION"} & set(event)
    assert event["STATUS"] == "CANCELLED"


def test_summer_and_winter_are_danish_time():
    january = datetime(2021, 1, 12, 17, tzinfo=ZoneInfo("UTC"))
    told = made(MEETING, replace(MEETING, id="x", starts_at=january, ends_at=january + timedelta(hours=1)))
    assert b"DTSTART;TZID=Europe/Copenhagen:20210511T180000" in told
    assert b"DTSTART;TZID=Europe/Copenhagen:20210112T180000" in told


def test_the_same_meetings_make_the_same_calendar_and_none_make_an_empty_one():
    assert made(MEETING) == made(MEETING)
    assert Calendar.from_ical(made()).walk("VEVENT") == []


def test_a_time_without_offset_is_refused():
    with pytest.raises(ValueError, match="no offset"):
        made(replace(MEETING, starts_at=datetime(2021, 5, 11, 18), ends_at=None))  # noqa: DTZ001


@given(st.text(), st.text())
def test_whatever_a_text_holds_the_calendar_can_be_read(title, description):
    made(replace(MEETING, title=title, description=description))
