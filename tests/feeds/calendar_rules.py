"""What RFC 5545 asks of the lines and components of a calendar, as far as ours go."""

from __future__ import annotations

from icalendar import Calendar, Component


def read_calendar(told: bytes) -> Calendar:
    """Read a calendar and hold it against the rules."""
    assert told.endswith(b"END:VCALENDAR\r\n")
    lines = told.split(b"\r\n")
    assert not [line for line in lines if len(line) > 75], "longer lines are folded"
    assert not [line for line in lines if b"\n" in line or b"\r" in line], "every line ends in CRLF"
    told.decode()
    read = Calendar.from_ical(told)
    assert isinstance(read, Calendar)
    events = read.walk("VEVENT")
    names = [line.partition(b":")[0].partition(b";")[0] for line in lines if line[:1] not in (b" ", b"\t")]
    assert names.count(b"PRODID") == names.count(b"VERSION") == 1
    for name in (b"UID", b"DTSTAMP", b"SUMMARY"):
        assert names.count(name) == len(events)
    assert len({event["UID"] for event in events}) == len(events)
    zones = {zone["TZID"] for zone in read.walk("VTIMEZONE")}
    assert zones == {"Europe/Copenhagen"}, "zones that are named are defined, and no calendar is without a component"
    return read


def words(event: Component) -> dict[str, str]:
    """Give an event's properties as they are written."""
    return {str(name): str(value.to_ical().decode()) for name, value in event.items()}
