"""Meetings to store, small and complete."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rådscraper.items import (
    AgendaItem,
    Attachment,
    Attendance,
    AttendanceStatus,
    Body,
    Classification,
    Decision,
    DocumentType,
    File,
    ItemType,
    Meeting,
    MeetingStatus,
    Municipality,
    Outcome,
    Publication,
    Section,
    SectionKind,
    Vote,
    VoteChoice,
)
from rådscraper.store.rows import TABLES
from rådscraper.store.writer import Store

DANISH = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 3, 2, 6, 0, tzinfo=DANISH)
LATER = datetime(2026, 3, 3, 6, 0, tzinfo=DANISH)
KOEGE = Municipality("koege", "Køge Kommune", "0259", "https://www.koege.dk")
COUNCIL = Body("7", "Byrådet", "Byrådet 2018-2021", Classification.COUNCIL, "2018-2021", is_historic=True)
STARTS_AT = datetime(2021, 4, 12, 18, 0, tzinfo=DANISH)
ID = "koege:7:2021-04-12T18:00"


def publication(publication_id: str = "p1", **facts: Any) -> Publication:
    told: dict[str, Any] = {
        "document_type": DocumentType.MINUTES,
        "title": "Åbent referat",
        "url": f"https://site.example/vis?id={publication_id}",
        "source_url": f"https://site.example/api/{publication_id}",
        "published_at": datetime(2021, 4, 14, 9, 30, tzinfo=DANISH),
    }
    return Publication(publication_id, **(told | facts))


def full_item(number: str | None = "37", publication_id: str = "p1") -> AgendaItem:
    return AgendaItem(
        title="Budget",
        number=number,
        is_open=True,
        case_number="21/6904",
        journal_number="00.30.00",
        item_type=ItemType.DECISION,
        planned_time="18:10",
        summary="Byrådet behandler budgettet.",
        recommendation="At budgettet godkendes.",
        decision="Godkendt.",
        outcome=Outcome.APPROVED,
        sections=(
            Section("Indstilling", SectionKind.RECOMMENDATION, "At budgettet godkendes.\n"),
            Section("Beslutning", SectionKind.DECISION, "Godkendt.\n"),
        ),
        decisions=(
            Decision(
                "Godkendt.",
                Outcome.APPROVED,
                is_own=True,
                votes=(Vote(VoteChoice.FOR, None, 14), Vote(VoteChoice.AGAINST, "Enhedslisten (Ø)", point="2")),
            ),
            Decision(
                "Anbefales.",
                Outcome.RECOMMENDED,
                False,
                "Økonomiudvalget",
                date(2021, 4, 6),
                attendances=(Attendance("Ida Holm", AttendanceStatus.ABSENT, party="F"),),
            ),
        ),
        attendances=(Attendance("Lars Jensen", AttendanceStatus.RECUSED),),
        attachments=(Attachment("Bilag 1", "https://site.example/bilag/1"), Attachment("Uden fil")),
        publication_id=publication_id,
    )


def meeting(**facts: Any) -> Meeting:
    """A meeting with one of each; facts replace its own."""
    told: dict[str, Any] = {
        "municipality": KOEGE,
        "body": COUNCIL,
        "starts_at": STARTS_AT,
        "ends_at": None,
        "place": "Byrådssalen",
        "description": "Mødet streames.",
        "status": MeetingStatus.MINUTES,
        "url": "https://site.example/vis?id=p1",
        "pdf_url": None,
        "publications": (publication(),),
        "current": (("p1", "a" * 64),),
        "items": (full_item(), AgendaItem("Eventuelt", publication_id="p1")),
        "attendances": (
            Attendance("Lars  Jensen", AttendanceStatus.PRESENT, "formand", "A", "Socialdemokratiet"),
            Attendance("Åse Ørn", AttendanceStatus.EXCUSED, substitute_for="Bo"),
        ),
    }
    return Meeting(**(told | facts))


def items(*numbers: str | None, publication_id: str = "p1") -> tuple[AgendaItem, ...]:
    return tuple(AgendaItem(f"Sag {number}", number, publication_id=publication_id) for number in numbers)


def a_file(sha256: str, fetched_at: datetime = NOW, url: str | None = None) -> File:
    return File(sha256, f"{sha256[:2]}/{sha256}", 1234, "application/pdf", fetched_at, url)


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row a meeting can have, by table."""
    return {table: list(store.db.table(table).rows_where(order_by="1")) for table in TABLES}


def column(store: Store, table: str, name: str, order_by: str = "rowid") -> list[Any]:
    return [row[name] for row in store.db.table(table).rows_where(order_by=order_by)]


def broken_references(store: Store) -> list[Any]:
    return store.db.execute("PRAGMA foreign_key_check").fetchall()
