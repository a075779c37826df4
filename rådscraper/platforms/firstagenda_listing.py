"""What a FirstAgenda Publication site lists: the answer of ``GET /api/agenda/udvalgsliste``, taken apart.

The shape is recorded at Hvidovre (``hvidovre_udvalgsliste.json``): ``{"Udvalg": {"<group>": [committee, …]}}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rådscraper.items import Body, DocumentType, Problem, Publication
from rådscraper.parsing.bodies import parse_body_name
from rådscraper.parsing.dates import parse_api_time
from rådscraper.parsing.publications import classify_title

ZERO_GUID = "00000000-0000-0000-0000-000000000000"
LISTING_KEYS = frozenset({"Udvalg"})
COMMITTEE_KEYS = frozenset({"Id", "Navn", "Moeder"})
MEETING_KEYS = frozenset(
    {"Id", "MeetingBeginUtc", "MeetingEndUtc", "ReleasedDate", "Dato", "Sted", "Afsluttet", "Navn", "SourceId"}
    | {"IsSupplementaryAgenda", "Moededeltagere", "Description", "ElasticSearchResults"}
)


class UnreadableListing(ValueError):
    """The answer is no list of committees; the message says what it is instead."""


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """One meeting with all its publications, in the order they are listed."""

    body: Body
    starts_at: datetime
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """All meetings a site lists, and the entries that could not be understood (``failed`` of them were meetings)."""

    meetings: tuple[ListedMeeting, ...]
    problems: tuple[Problem, ...]
    failed: int = 0


def parse_listing(answer: bytes, site: str) -> Listing:
    """Read a site's listing; ``site`` is its address (``https://dagsordener.koege.dk``).

    What stays the same when a meeting is published anew is its committee and start, so they make a meeting; its
    entries are its publications. End and release times stand here and not in the meeting itself. Raises
    ``UnreadableListing``.
    """
    reading = _Reading(site)
    for group, committee in _committees(answer, reading):
        reading.add_committee(group, committee)
    return Listing(tuple(reading.meetings.values()), tuple(reading.problems), reading.failed)


def _committees(answer: bytes, reading: _Reading) -> Iterator[tuple[str, Any]]:
    try:
        listed = json.loads(answer)
    except ValueError as error:
        raise UnreadableListing(f"the listing is no JSON: {error}") from error
    groups = listed.get("Udvalg") if isinstance(listed, dict) else None
    if not isinstance(groups, dict):
        raise UnreadableListing("the listing has no object 'Udvalg'")
    reading.note_keys("the listing", listed, LISTING_KEYS)
    for group, committees in groups.items():
        if not isinstance(committees, list):
            raise UnreadableListing(f"the listing's group {group!r} is no list")
        for committee in committees:
            yield group, committee


class _Reading:
    """A listing as far as it has been read."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.meetings: dict[tuple[str, datetime], ListedMeeting] = {}
        self.problems: list[Problem] = []
        self.failed = 0
        self._seen: set[str] = set()
        self._noted: set[str] = set()

    def add_committee(self, group: str, committee: object) -> None:
        if not isinstance(committee, dict) or not isinstance(committee.get("Moeder"), list):
            self._fail("unreadable_committee", f"an entry of group {group!r} is no committee with 'Moeder'")
            return
        self.note_keys("the listing's committee", committee, COMMITTEE_KEYS)
        printed = " ".join(str(committee.get("Navn") or "").split())
        name = parse_body_name(printed, group)
        committee_id = str(committee.get("Id") or "").lower()
        if committee_id in ("", ZERO_GUID):
            self._fail("committee_without_id", f"the committee {printed!r} has no id", len(committee["Moeder"]))
            return
        body = Body(committee_id, name.name, printed, name.classification, name.period)
        for entry in committee["Moeder"]:
            self._add_meeting(body, entry)

    def _add_meeting(self, body: Body, entry: object) -> None:
        if not isinstance(entry, dict):
            self._fail("unreadable_meeting", f"an entry of {body.printed_name!r} is no meeting")
            return
        self.note_keys("the listing's meeting", entry, MEETING_KEYS)
        publication_id = str(entry.get("Id") or "").lower()
        starts_at = parse_api_time(entry.get("MeetingBeginUtc")) or parse_api_time(entry.get("Dato"))
        if publication_id in ("", ZERO_GUID):
            self._fail("meeting_without_id", f"a meeting of {body.printed_name!r} has no id")
        elif starts_at is None:
            printed = f"{entry.get('MeetingBeginUtc')!r}"[:80]
            message = f"the meeting {publication_id} of {body.printed_name!r} begins at {printed}, which is no time"
            self._fail("unreadable_date", message, url=f"{self.site}/vis?id={publication_id}")
        elif publication_id not in self._seen:
            self._seen.add(publication_id)
            publication = self._publication(publication_id, entry)
            meeting = self.meetings.setdefault((body.id, starts_at), ListedMeeting(body, starts_at, ()))
            joined = replace(meeting, publications=(*meeting.publications, publication))
            self.meetings[body.id, starts_at] = joined

    def _publication(self, publication_id: str, entry: dict[str, Any]) -> Publication:
        title = " ".join(str(entry.get("Navn") or "").split())
        url = f"{self.site}/vis?id={publication_id}"
        document_type = classify_title(title)
        if document_type is None:
            document_type = DocumentType.MINUTES if entry.get("Afsluttet") is True else DocumentType.AGENDA
            message = f"{title!r} names no kind of document known; taken for {document_type} by 'Afsluttet'"
            self.problems.append(Problem("unknown_document_title", message, url))
        return Publication(
            id=publication_id,
            document_type=document_type,
            title=title,
            url=url,
            source_url=f"{self.site}/api/agenda/dagsorden/{publication_id}",
            pdf_url=f"{self.site}/vis/pdf/dagsorden/{publication_id}",
            published_at=parse_api_time(entry.get("ReleasedDate")),
            ends_at=parse_api_time(entry.get("MeetingEndUtc")),
            place=" ".join(str(entry.get("Sted") or "").split()) or None,
        )

    def note_keys(self, what: str, entry: dict[str, Any], known: frozenset[str]) -> None:
        for key in sorted(entry.keys() - known):
            message = f"{what} has a key {key!r} not seen before"
            if message not in self._noted:
                self._noted.add(message)
                self.problems.append(Problem("unknown_key", message, f"{self.site}/api/agenda/udvalgsliste"))

    def _fail(self, kind: str, message: str, meetings: int = 1, url: str | None = None) -> None:
        self.failed += meetings
        self.problems.append(Problem(kind, message, url or f"{self.site}/api/agenda/udvalgsliste"))
