"""An agenda or minutes as FirstAgenda Publication's API serves them: ``GET /api/agenda/dagsorden/{guid}``.

A recorded answer is ``recorded/firstagenda/hvidovre_dagsorden.json``.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, Block, BlockKind, Document
from rådscraper.layouts.firstagenda_json import ANSWER, Findings, Record, load_answer
from rådscraper.layouts.firstagenda_text import read_decision, read_texts
from rådscraper.layouts.folding import fold

_LONGEST_TITLE = 1000
_UNREAD = ("Lydfiler", "Presentations", "Ressourcer", "Documents")


def read_firstagenda(body: bytes, url: str) -> Document:
    """Read one meeting's JSON; addresses are made from the origin of ``url``, None where it has none.

    Raises ``UnreadableDocument`` when the bytes are not the JSON of a meeting.
    """
    findings = Findings()
    findings.go_to("the meeting", url)
    answer = Record(load_answer(body), ANSWER, findings)
    origin = _origin(url)
    blocks = [*_meeting(answer, findings)]
    for position, item in enumerate(answer.records("Dagsordenpunkter", order="Sorting"), start=1):
        name = _name(item, position)
        findings.go_to(name, url)
        page = _page(origin, answer.guid("Id") or item.guid("AgendaUid"), item.guid("Id"))
        findings.go_to(name, page or url)
        blocks += _item(item, page, findings)
        blocks += _attachments(item, origin, findings)
        # What the next item's keys tell concerns the whole document.
        findings.go_to("the meeting", url)
    if not isinstance(answer["Dagsordenpunkter"], list):
        answer.missing("Dagsordenpunkter")
    return Document(tuple(blocks), findings.problems)


def _name(item: Record, position: int) -> str:
    number = item["Punktnummer"] or item["Number"]
    return f"item {fold(number[:20])}" if isinstance(number, str) and number.isprintable() else f"item no. {position}"


def _page(origin: str | None, meeting_id: str | None, item_id: str | None) -> str | None:
    if not (origin and meeting_id and item_id):
        return None
    return f"{origin}/vis?id={_quoted(meeting_id)}&punktid={_quoted(item_id)}"


def _origin(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else None


def _quoted(site_id: str) -> str:
    return quote(site_id, safe="")


def _meeting(answer: Record, findings: Findings) -> Iterator[Block]:
    body, meeting = answer.record("Udvalg"), answer.record("Moede")
    yield Block(meeting.text("Navn") or "", BlockKind.HEADING, MEETING_LEVEL)
    yield from _facts(
        body=body.text("Navn"),
        body_id=body.guid("Id"),
        publication_id=answer.guid("Id"),
        starts_at=meeting.text("MeetingBeginUtc", "Dato"),
        ends_at=meeting.text("MeetingEndUtc"),
        place=meeting.text("Sted"),
        description=meeting.text("Description"),
        is_historic=_word(body.flag("Historisk")),
    )
    for person in meeting.records("Moededeltagere"):
        if person["AttendanceType"] not in (None, 0):
            findings.add(
                "unknown_shape", "AttendanceType of a participant (Moededeltagere) is not 0; its meaning is unknown"
            )
        name = person.text("Name")
        if name is None:
            person.odd("Name")
        else:
            yield Block(
                name, BlockKind.FIELD, name=_status(person.flag("Absent"), person.flag("ParticipationCancelled"))
            )
    if answer["Lydfiler"]:
        answer.odd("Lydfiler")


def _item(item: Record, page: str | None, findings: Findings) -> Iterator[Block]:
    title = item.text("Navn", "Caption") or ""
    if len(title) > _LONGEST_TITLE:
        findings.add("long_title", f"the title of {findings.place} is {len(title)} characters long")
    documents, texts = read_texts(item)
    yield Block(title, BlockKind.HEADING, ITEM_LEVEL)
    yield from _facts(
        number=item.text("Punktnummer", "Number"),
        case_number=item.text("SagsNummer", "CaseNumber"),
        is_open=_word(item.flag("IsOpen")),
        item_id=item.guid("Id"),
        item_url=page,
    )
    yield from documents
    yield from _attendees(item, findings)
    yield from texts
    yield from read_decision(item, findings)
    for key in _UNREAD:
        if item[key]:
            item.odd(key)
    if not isinstance(item["Felter"], list):
        item.missing("Felter")


def _attendees(item: Record, findings: Findings) -> Iterator[Block]:
    """Who took part in this item; nobody has seen the list filled, so only the shape of the meeting's own will do."""
    listed = item["ExternalAgendaItemAttendees"]
    for person in listed if isinstance(listed, list) else [listed] if listed else []:
        match person:
            case {"Name": str(name)}:
                flags = [person.get("Absent"), person.get("ParticipationCancelled")]
            case _:
                name, flags = "", []
        name = fold(findings.clean(name))
        if name and any(flag is not None for flag in flags) and all(flag in (None, True, False) for flag in flags):
            yield Block(name, BlockKind.FIELD, name=_status(*flags))
        else:
            item.odd("ExternalAgendaItemAttendees")


def _attachments(item: Record, origin: str | None, findings: Findings) -> Iterator[Block]:
    for attachment in item.records("Bilag", order="Order"):
        title, document_id = attachment.text("Navn") or "", attachment.guid("Id")
        named = f"attachment {title[:80]!r} of {findings.place}"
        href = (
            f"{origin}/vis/pdf/bilag/{_quoted(document_id)}/?redirectDirectlyToPdf=true"
            if document_id and origin
            else None
        )
        if not title:
            attachment.odd("Navn")
        if "/" in title or "\\" in title:
            findings.add("odd_attachment_name", f"the name of {named} looks like a path")
        if not document_id:
            findings.add("attachment_without_id", f"{named} has no id, so it has no address")
        if attachment.flag("HarPdfVersion") is False:
            findings.add("attachment_without_pdf", f"the site has no PDF of {named}")
            href = None
        yield Block(title, BlockKind.LINK, href=href)


def _facts(**named: str | None) -> list[Block]:
    kind = BlockKind.FIELD
    return [Block(text, kind, name=name) for name, text in named.items() if text]


def _word(flag: bool | None) -> str | None:
    return None if flag is None else str(flag).lower()


def _status(is_absent: bool | None, has_cancelled: bool | None) -> str:
    return "excused" if has_cancelled else "absent" if is_absent else "present"
