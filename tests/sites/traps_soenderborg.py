"""Sønderborg's share of the traps, in the Word-made dialect: several publications of a meeting, and odd items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.sites.markup import NO_TEXT, Section, Together, word
from tests.sites.shapes import Body, Json, attendee, field, guid
from tests.sites.trap import Trap, point, say, trap
from tests.sites.wire import SOENDERBORG

HOST = SOENDERBORG.body.host
COUNCIL = Body("soenderborg", HOST, "Byrådet", "Udvalg 2018-2021")
CULTURE = Body("soenderborg", HOST, "Kultur- og Fritidsudvalget 2018-2021", "Udvalg 2018-2021")
YOUTH = Body("soenderborg", HOST, "R&N, 2018-21: Ungeråd", "Råd og nævn 2018-2021")

RECOMMENDED = say("Indstilling", "Forvaltningen indstiller, at udvalget godkender", "- anlægsregnskabet\n- tillægget.")


def traps() -> Iterator[Trap]:
    """All of them, made anew."""
    yield from _published_again()
    yield from _planned()
    yield from _closed_and_empty()
    yield from _decisions()
    yield from _people()


def _published_again() -> Iterator[Trap]:
    begin = "2021-05-11 16:00"
    yield trap(
        "three_agenda",
        "One meeting under three ids: its agenda.",
        CULTURE,
        begin,
        [
            _point(1, "Godkendelse af dagsorden"),
            _point(2, "Skøjtehal i Augustenborg", RECOMMENDED, attachments=["Anlægsregnskab"]),
        ],
        kind="Dagsorden",
        end="2021-05-11 18:00",
        released="2021-05-06T09:00:12.3456789+02:00",
    )
    yield trap(
        "three_supplementary",
        "One meeting under three ids: its supplementary agenda, IsSupplementaryAgenda false as everywhere.",
        CULTURE,
        begin,
        [_music()],
        kind="Tillægsdagsorden",
        end="2021-05-11 18:00",
        released="2021-05-10T15:22:03.1+02:00",
    )
    yield trap(
        "three_minutes",
        "One meeting under three ids: its minutes, with another end.",
        CULTURE,
        begin,
        [
            _point(1, "Godkendelse af dagsorden", decision="Godkendt."),
            _point(2, "Skøjtehal i Augustenborg", RECOMMENDED, decision="Godkendt.", attachments=["Anlægsregnskab"]),
            _music(decision="Udsat til næste møde."),
        ],
        end="2021-05-11 18:35",
        released="2021-05-14T11:42:18.5745704+02:00",
    )


def _planned() -> Iterator[Trap]:
    yield trap(
        "planned_agenda",
        "A meeting without minutes: its agenda.",
        CULTURE,
        "2021-12-15 16:00",
        [_point(1, "Godkendelse af dagsorden"), _point(2, "Mødeplan 2022", RECOMMENDED)],
        kind="Dagsorden",
        released="2021-12-09T09:00:00.1234567+01:00",
    )
    yield trap(
        "planned_supplementary",
        "A meeting without minutes: its supplementary agenda with one more item.",
        CULTURE,
        "2021-12-15 16:00",
        [_point(3, "Ansøgning fra Nordals Sejlklub", RECOMMENDED)],
        kind="Tillægsdagsorden",
        released="2021-12-14T14:10:00.7654321+01:00",
    )


def _closed_and_empty() -> Iterator[Trap]:
    yield trap(
        "closed_minutes",
        "`Lukket referat`: nothing but closed items.",
        COUNCIL,
        "2021-06-30 17:00",
        [_closed(1, "Lukket: Køb af areal ved Mølleåen")],
        kind="Lukket referat",
    )
    yield trap(
        "closed_items",
        "Closed items: no text, no document; titles with number and `Lukket: `, or the bare words.",
        COUNCIL,
        "2021-08-25 17:00",
        [
            _point(1, "Godkendelse af dagsorden", decision="Godkendt."),
            _closed(2, "2. Lukket: Salg af grund på Engvej"),
            _closed(3, "Lukket punkt"),
        ],
    )
    empty = point(CULTURE, 1, "1. Eventuelt", NO_TEXT, case_number="21/100")
    yield trap("empty_item", "An open item without text, its document real.", CULTURE, "2021-01-12 16:00", [empty])
    yield trap("no_items", "A meeting whose item list is empty.", CULTURE, "2021-02-16 16:00", [])


def _decisions() -> Iterator[Trap]:
    quoted = word(
        say("Beslutningstema", "Byrådet skal tage stilling til anlægsregnskabet for Broager Skole."),
        Together(
            [
                RECOMMENDED,
                say("Beslutning i Økonomiudvalget den 16-03-2021", "Anbefales.", "Kåre Bendixen tog forbehold."),
            ]
        ),
        say("Sagsfremstilling", "Regnskabet viser et mindreforbrug på 0,3 mio. kr."),
        say("Beslutning i Byrådet den 24-03-2021", "Godkendt.", "Fraværende:", "Sanne Vestergård Holt"),
    )
    yield trap(
        "quoted_decision",
        "An earlier body's decision beside the recommendation, the meeting's own after the case.",
        COUNCIL,
        "2021-03-24 17:00",
        [point(COUNCIL, 4, "4. Anlægsregnskab for Broager Skole", quoted, case_number="20/31007")],
        attendees=[attendee("Birthe Kragelund"), attendee("Sanne Vestergård Holt", absent=True)],
    )
    second = _point(1, "Vedtægter for Kulturfonden", RECOMMENDED)
    decision = "<div><p><span>Godkendt som indstillet.</span></p></div>"
    second["Felter"].append(field(HOST, guid("document", "second_field"), decision, "Beslutning"))
    yield trap(
        "second_field",
        "The decision is a second element of Felter, named Beslutning.",
        CULTURE,
        "2021-03-09 16:00",
        [second],
    )
    decided = _point(1, "Orientering om biblioteket", RECOMMENDED)
    decided["ItemDecision"] = "<div><p>Taget til efterretning.</p><p>Der gives en status i efteråret.</p></div>"
    yield trap("item_decision", "ItemDecision holds the decision, as HTML.", CULTURE, "2021-04-13 16:00", [decided])


def _people() -> Iterator[Trap]:
    yield trap(
        "cancelled",
        "ParticipationCancelled beside Absent, and a double blank in a name.",
        YOUTH,
        "2021-09-23 17:00",
        [_point(1, "Velkomst", decision="Drøftet.", body=YOUTH)],
        attendees=[
            attendee("Ahmad Rahimi  Lund"),
            attendee("Ditte Marie Skov", cancelled=True),
            attendee("Kåre Bendixen", absent=True),
        ],
    )
    missed = _point(2, "Valg til udvalget for Ungepuljen", decision="Godkendt.", body=YOUTH)
    missed["ExternalAgendaItemAttendees"] = [attendee("Ditte Marie Skov", absent=True)]
    yield trap(
        "external_attendees",
        "ExternalAgendaItemAttendees with one entry (its shape is a guess: that of Moededeltagere).",
        YOUTH,
        "2021-10-28 17:00",
        [_point(1, "Velkomst", decision="Drøftet.", body=YOUTH), missed],
        attendees=[attendee("Ditte Marie Skov"), attendee("Ahmad Rahimi Lund")],
    )


def _music(**facts: Any) -> Json:
    return _point(3, "Tilskud til musikskolen", RECOMMENDED, case_number="21/118", **facts)


def _point(
    number: int,
    title: str,
    *sections: Section,
    decision: str | None = None,
    body: Body = CULTURE,
    case_number: str = "21/100",
    **facts: Any,
) -> Json:
    """An item; Sønderborg's titles carry their number."""
    decisions = [say("Beslutning", decision)] if decision else []
    html = word(*sections, *decisions)
    return point(body, number, f"{number}. {title}", html, case_number=case_number, **facts)


def _closed(number: int, title: str) -> Json:
    return point(COUNCIL, number, title, "", case_number=f"21/20{number}", is_open=False)
