"""The JSON shapes of FirstAgenda Publication: every key, in the order served, with the constants as recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

Json = dict[str, Any]

ZERO_GUID = str(UUID(int=0))
DANISH_TIME = ZoneInfo("Europe/Copenhagen")

_NAMES = uuid5(NAMESPACE_URL, "https://raadscraper.invalid/stand-ins")


def guid(*names: object) -> str:
    """A GUID that is the same on every machine for the same names."""
    return str(uuid5(_NAMES, "/".join(map(str, names))))


def as_served(answer: Any) -> bytes:
    """JSON in one line without blanks, Danish letters as themselves."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Body:
    """A committee, council or board of one municipality and the heading it is listed under."""

    slug: str
    host: str
    name: str
    group: str
    historic: bool = False

    @property
    def id(self) -> str:
        """Each period's body has its own id, so the heading is part of it."""
        return guid("body", self.slug, self.group, self.name)

    @property
    def organisation_id(self) -> str:
        return guid("organisation", self.slug)


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of the list, and the answer of `dagsorden/{id}` behind it; both may be altered in place."""

    body: Body
    entry: Json
    agenda: Json

    @property
    def id(self) -> str:
        return str(self.entry["Id"])


def publication(  # a meeting has this many facts
    body: Body,
    publication_id: str,
    begin: datetime,
    items: Sequence[Json],
    *,
    kind: str = "Referat",
    end: datetime | None = None,
    released: str | None = None,
    place: str = "Rådhuset",
    attendees: Sequence[Json] = (),
    closed: bool | None = None,
) -> Publication:
    """A publication of one meeting; without an end it lasts two hours, without `closed` the word "referat" decides."""
    closed = "referat" in kind.casefold() if closed is None else closed
    begins = begin.replace(tzinfo=DANISH_TIME).isoformat()
    ends = (end or begin + timedelta(hours=2)).replace(tzinfo=DANISH_TIME).isoformat()
    entry = _meeting(publication_id, begins, ends, released, place, closed, None, kind, None, None)
    meeting = _meeting(
        ZERO_GUID, begins, None, None, place, closed, list(attendees), kind, "", _source_id(publication_id, 4)
    )
    agenda: Json = {
        "Dagsordenpunkter": [item | {"AgendaUid": publication_id} for item in items],
        "Udvalg": {
            "Id": body.id,
            "OrganisationId": body.organisation_id,
            "Navn": body.name,
            "Historisk": body.historic,
        },
        "Moede": meeting,
        "TillaegsDagsorden": False,
        "Id": publication_id,
        "Lydfiler": None,
        "LiveIntegrationEnabled": False,
    }
    return Publication(body, entry, agenda)


def listing(publications: Iterable[Publication]) -> Json:
    """`udvalgsliste`: newest group first, committees by name, meetings newest first."""
    groups: dict[str, dict[str, list[Publication]]] = {}
    for each in publications:
        groups.setdefault(each.body.group, {}).setdefault(each.body.id, []).append(each)
    newest_first = sorted(groups.items(), key=lambda group: _newest(group[1].values()), reverse=True)
    return {"Udvalg": {name: _committees(bodies.values()) for name, bodies in newest_first}}


def item(
    host: str,
    item_id: str,
    number: str,
    title: str,
    html: str,
    *,
    case_number: str = "",
    is_open: bool = True,
    attachments: Sequence[str] = (),
) -> Json:
    """One of `Dagsordenpunkter`; a closed one has neither text nor document."""
    document_id = guid("document", item_id) if is_open else ZERO_GUID
    return {
        "Lydfiler": None,
        "Ressourcer": None,
        "Felter": [field(host, document_id, html if is_open else "")],
        "Presentations": None,
        "ItemDecision": None,
        "SagsNummer": case_number,
        "Navn": title,
        "Punktnummer": number,
        "Bilag": [
            attachment(guid("attachment", item_id, place), place, name) for place, name in enumerate(attachments)
        ],
        "Documents": None,
        "Id": item_id,
        "IntegrationUid": ZERO_GUID,
        "CorporationUid": ZERO_GUID,
        "AgendaUid": ZERO_GUID,
        "Number": number,
        "Sorting": int(number) if number.isdigit() else 0,
        "IsOpen": is_open,
        "CaseNumber": case_number,
        "SourceId": _source_id(item_id, 5),
        "Caption": title,
        "CasePresentationUid": None,
        "ExternalAgendaItemAttendees": [],
    }


def field(host: str, document_id: str, html: str, name: str = "") -> Json:
    """One of an item's `Felter`; the zero id stands for no document."""
    link = "" if document_id == ZERO_GUID else f"https://{host}/Vis/Pdf/bilag/{document_id}"
    return {"Navn": name, "Html": html, "Tekst": None, "Id": ZERO_GUID, "Link": link, "DocumentId": document_id}


def attachment(attachment_id: str, order: int, name: str, has_pdf: str | bool = "true") -> Json:
    """One of an item's `Bilag`; whether it has a PDF is the text "true", as recorded."""
    return {"HarPdfVersion": has_pdf, "Order": order, "Navn": name, "Id": attachment_id}


def attendee(name: str, *, absent: bool = False, cancelled: bool = False) -> Json:
    """One of `Moededeltagere`: absent is printed "(Fravær)", cancelled is called "Afbud" on the page."""
    return {"Name": name, "Absent": absent, "ParticipationCancelled": cancelled, "AttendanceType": 0}


def _meeting(
    meeting_id: str,
    begins: str,
    ends: str | None,
    released: str | None,
    place: str,
    closed: bool,
    attendees: list[Json] | None,
    kind: str,
    description: str | None,
    source_id: str | None,
) -> Json:
    return {
        "Id": meeting_id,
        "MeetingBeginUtc": begins,
        "MeetingEndUtc": ends,
        "ReleasedDate": released,
        "Dato": begins,
        "Sted": place,
        "Afsluttet": closed,
        "Moededeltagere": attendees,
        "Navn": kind,
        "Description": description,
        "ElasticSearchResults": None,
        "SourceId": source_id,
        "IsSupplementaryAgenda": False,
    }


def _committees(bodies: Iterable[list[Publication]]) -> list[Json]:
    committees = []
    for published in sorted(bodies, key=lambda each: each[0].body.name.casefold()):
        entries = [each.entry for each in published]
        entries.sort(key=lambda entry: str(entry["MeetingBeginUtc"]), reverse=True)
        committees.append({"Id": published[0].body.id, "Navn": published[0].body.name, "Moeder": entries})
    return committees


def _newest(bodies: Iterable[list[Publication]]) -> str:
    return max(str(each.entry["MeetingBeginUtc"]) for published in bodies for each in published)


def _source_id(of: str, digits: int) -> str:
    return str(10 ** (digits - 1) + UUID(of).int % (9 * 10 ** (digits - 1)))
