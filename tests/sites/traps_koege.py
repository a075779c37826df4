"""Køge's share of the traps, in the plain dialect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.sites.firstagenda import StoredFile
from tests.sites.markup import Section, plain
from tests.sites.shapes import Body, Json, attendee
from tests.sites.trap import Trap, approved, point, say, trap
from tests.sites.wire import KOEGE, TESTS

HOST = KOEGE.body.host
COUNCIL = Body("koege", HOST, "Byrådet", "Udvalg 2018-2021")
FINANCE = Body("koege", HOST, "Økonomiudvalget 2018-2021", "Udvalg 2018-2021")
NEXT_COUNCIL = Body("koege", HOST, "Køge Byråd 2022 - 2025", "Udvalg 2022-2025")
PDFS = TESTS / "fixtures" / "pdf"


def html(*sections: Section) -> str:
    """Sections in Køge's dialect."""
    return plain(sections)


def traps(*, later: bool = False) -> Iterator[Trap]:
    """All of them, made anew; `later` as some nights after: minutes put right, and papers taken down."""
    yield from _texts()
    yield from _times()
    yield from _attachments()
    yield from _playground(abstained=later)
    if not later:
        yield _papers_with_names()


def _texts() -> Iterator[Trap]:
    proceedings = html(
        say("Indstilling", "Teknik- og Miljøforvaltningen indstiller over for Byrådet, at stiplanen godkendes."),
        say("Baggrund og vurdering", "Planen har været i høring fra 4. januar til 1. februar 2021."),
        say("Kommunikation", "Intet at bemærke."),
        say("Økonomi", "Udgiften på 1,2 mio. kr. holdes inden for rammen."),
        say(
            "Sagens forløb",
            "16-03-2021 Økonomiudvalget",
            "Anbefales over for Byrådet.",
            "Birthe Kragelund (Ø) tog forbehold.",
            "23-03-2021 Byrådet",
            "Godkendt med 15 stemmer for og 4 imod.",
            "Imod stemte Ø og C.",
        ),
        say("Beslutning", "Godkendt med 15 stemmer for og 4 imod.", "Imod stemte Ø og C."),
    )
    yield trap(
        "proceedings",
        "`Sagens forløb` tells of two bodies, the meeting's own the second; `Beslutning` repeats the own one.",
        COUNCIL,
        "2021-03-23 18:00",
        [
            approved(COUNCIL, html),
            point(COUNCIL, 57, "Stiplan for Lellinge Mark", proceedings, case_number="2020-004711"),
        ],
        released="2021-03-25T08:30:01.2345678+01:00",
    )
    yield from _chain()
    title = ("Orientering om " + "opfølgning på handleplanen for kanalernes oprensning og " * 100)[:4999] + "."
    yield trap(
        "long_title",
        "A title of 5,000 characters.",
        FINANCE,
        "2021-02-09 08:00",
        [point(FINANCE, 12, title, html(say("Beslutning", "Taget til efterretning.")))],
    )
    with_nul = html(
        say("Baggrund og vurdering", "Lokalet er lejet ud\u0000 til og med juni."), say("Beslutning", "Drøftet\u0000.")
    )
    yield trap(
        "nul_in_text",
        "NUL characters inside the text.",
        FINANCE,
        "2021-02-23 08:00",
        [point(FINANCE, 13, "Leje af lokale på Skolevej", with_nul)],
    )


def _chain() -> Iterator[Trap]:
    """One case in two bodies, each told by a meeting of its own, and a third that is only quoted."""
    sale, case_number = "Salg af grund på Skolevej", "2021-001122"
    yield trap(
        "chain_finance",
        "A case on its way: the committee that recommends it.",
        FINANCE,
        "2021-03-02 08:00",
        [point(FINANCE, 21, sale, html(say("Beslutning", "Anbefales.")), case_number=case_number)],
    )
    told = html(
        say(
            "Indstilling",
            "Teknik- og Miljøforvaltningen indstiller, at salget godkendes, og at provenuet disponeres.",
            "Klima- og Planudvalget 23-02-2021",
            "Anbefales. Birthe Kragelund (Ø) tog forbehold for punkt 2.",
            "Fraværende",
            "Sanne Vestergård Holt (C)",
            "Økonomiudvalget 02-03-2021",
            "Anbefales.",
        ),
        say("Beslutning", "Ad 1. Godkendt. Imod stemte Ø (Birthe Kragelund).", "Ad 2. Udsat."),
    )
    yield trap(
        "chain_council",
        "The council decides the case point by point; its recommendation tells of two committees.",
        COUNCIL,
        "2021-03-09 18:00",
        [point(COUNCIL, 31, sale, told, case_number=case_number)],
    )


def _times() -> Iterator[Trap]:
    yield trap(
        "constituting",
        "A meeting of December 2021 listed under the next period's body and group.",
        NEXT_COUNCIL,
        "2021-12-07 17:00",
        [point(NEXT_COUNCIL, 1, "Valg af borgmester", html(say("Beslutning", "Birthe Kragelund (A) blev valgt.")))],
        end="2021-12-07 17:25",
        released="2021-12-08T09:00:00.5000001+01:00",
    )
    yield trap(
        "morning",
        "Two meetings of one body on one day: the one at 10:00.",
        COUNCIL,
        "2021-09-07 10:00",
        [point(COUNCIL, 1, "Budgetseminar", html(say("Beslutning", "Drøftet.")))],
        end="2021-09-07 15:30",
    )
    yield trap(
        "evening",
        "Two meetings of one body on one day: the one at 18:00.",
        COUNCIL,
        "2021-09-07 18:00",
        [approved(COUNCIL, html)],
        end="2021-09-07 20:10",
    )


def _attachments() -> Iterator[Trap]:
    item = point(COUNCIL, 1, "Orienteringer", html(say("Beslutning", "Taget til efterretning.")), attachments=["Notat"])
    page = b"<!DOCTYPE html>\n<html><head><title>Fejl</title></head><body>Dokumentet kan ikke vises</body></html>\n"
    yield _with_files(
        trap("not_a_pdf", "An attachment that is an HTML page.", COUNCIL, "2021-04-27 18:00", [item]),
        StoredFile(page, "text/html; charset=utf-8"),
    )
    names = ["../../etc/passwd", "Bilag 1/2", "C:\\Notater\\kort.pdf", 'Høringssvar <samlet> & "uddrag"']
    yield trap(
        "slashes_in_names",
        "Attachments whose names look like paths or markup.",
        COUNCIL,
        "2021-05-25 18:00",
        [point(COUNCIL, 2, "Høringssvar", html(say("Beslutning", "Taget til efterretning.")), attachments=names)],
    )
    flags = point(
        COUNCIL,
        3,
        "Regnskab",
        html(say("Beslutning", "Godkendt.")),
        attachments=["Med PDF, som tekst", "Med PDF, som sandhedsværdi", "Uden PDF"],
    )
    for enclosed, has_pdf in zip(flags["Bilag"], ("true", True, "false"), strict=True):
        enclosed["HarPdfVersion"] = has_pdf
    yield trap("pdf_version_flags", 'HarPdfVersion "true", true and "false".', COUNCIL, "2021-06-22 18:00", [flags])
    pdfs = sorted(PDFS.glob("*.pdf"))
    every = point(
        COUNCIL, 4, "Samlede bilag", html(say("Beslutning", "Udsat.")), attachments=[path.stem for path in pdfs]
    )
    yield _with_files(
        trap("every_pdf", "Attachments of every kind under tests/fixtures/pdf.", COUNCIL, "2021-08-24 18:00", [every]),
        *(StoredFile(path.read_bytes()) for path in pdfs),
    )


def _playground(*, abstained: bool) -> Iterator[Trap]:
    """A case that is put off, and then voted down though it was recommended; one of those against had abstained."""
    against = (
        ("Imod stemte 14 (A, F, V).", "Undlod at stemme 1 (Ø).") if abstained else ("Imod stemte 15 (A, F, V, Ø).",)
    )
    yield trap(
        "put_off",
        "An item that is put off.",
        COUNCIL,
        "2021-09-28 18:00",
        [_closing(72, "Udsat til næste møde.")],
        attendees=_councillors(),
    )
    yield trap(
        "voted_down",
        "What was recommended is voted down.",
        COUNCIL,
        "2021-10-26 18:00",
        [_closing(84, "Ikke godkendt.", "For stemte 4 (C, O).", *against)],
        attendees=_councillors(),
        released=f"2021-10-{29 if abstained else 28}T09:00:00.1234567+02:00",
    )


def _closing(number: int, *decision: str) -> Json:
    told = html(
        say("Indstilling", "Teknik- og Miljøforvaltningen indstiller, at Byrådet godkender, at legepladsen nedlægges."),
        say("Baggrund og vurdering", "Redskaberne er slidte. Naboerne har i høringen ønsket dem fornyet."),
        say("Beslutning", *decision),
    )
    return point(COUNCIL, number, "Nedlæggelse af legepladsen på Fjordvej", told, case_number="2021-003344")


def _papers_with_names() -> Trap:
    text = html(say("Beslutning", "Udsat.", "Imod stemte Ø."))
    item = point(FINANCE, 61, "Høringssvar om støj ved Havnegade", text, attachments=["Høringssvar"])
    return trap("papers_with_names", "Papers better not published.", FINANCE, "2021-08-17 08:00", [item])


def _councillors() -> list[Json]:
    there = ("Birthe Kragelund (Ø)", "Kåre Bendixen (A)", "Ditte Marie Skov (V)")
    return [*map(attendee, there), attendee("Sanne Vestergård Holt (C)", absent=True)]


def _with_files(made: Trap, *stored: StoredFile) -> Trap:
    enclosed = [each["Id"] for item in made.publication.agenda["Dagsordenpunkter"] for each in item["Bilag"]]
    return replace(made, files={f"bilag/{each}": file for each, file in zip(enclosed, stored, strict=True)})
