"""Kalundborg's share of the traps, in the Word-made dialect: today's order of sections, and fields off the usual."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sites.markup import word, word_blocks, word_section
from tests.sites.shapes import ZERO_GUID, Body, Json, attendee
from tests.sites.trap import Trap, approved, point, say, trap
from tests.sites.wire import KALUNDBORG

HOST = KALUNDBORG.body.host
PLANNING = Body("kalundborg", HOST, "Plan- og Byggeudvalget", "Udvalg 2022-2025")
COUNCIL = Body("kalundborg", HOST, "Kommunalbestyrelsen", "Udvalg 2018-2021")
ELDERS = Body("kalundborg", HOST, "Ældrerådet", "Råd 2018 og frem")


def traps() -> Iterator[Trap]:
    """All of them, made anew."""
    yield from _texts()
    yield from _kinds()
    yield from _fields()
    yield from _times()


def add_unknown_keys_to_list(listed: Json) -> None:
    """Part of the trap `unknown_keys`: keys nobody has seen in the list itself and its committees."""
    for committees in listed["Udvalg"].values():
        for committee in committees:
            committee["NytFelt"] = {"Tekst": "ukendt"}
    listed["NytFelt"] = ["ukendt"]


def _texts() -> Iterator[Trap]:
    case = (
        word_blocks([("Resume og sagens baggrund",), ("Forslaget giver plads til 34 boliger.",), ("Indstillinger",)])
        + '<p><span>Direktøren indstiller at:</span></p><ol type="1"><li><span>lokalplanen vedtages.</span></li></ol>'
        + word_blocks([("Behandling",), ("Plan- og Byggeudvalget, Økonomiudvalget og Kommunalbestyrelsen.",)])
    )
    own = say("Beslutning", "Indstilles godkendt.", "Liste Ø tager forbehold.", "Afbud: Ditte Marie Skov")
    yield trap(
        "style_2025",
        "The decision first, excuses its last line; the case's own headings are paragraphs inside Sagsfremstilling.",
        PLANNING,
        "2025-11-05 15:00",
        [
            point(
                PLANNING,
                3,
                "Lokalplan 650, boliger i Svebølle",
                _joined(word(own), word_section("Sagsfremstilling", case)),
                case_number="24-031190",
            )
        ],
        released="2025-11-06T12:00:31.7654321+01:00",
    )
    inner = (
        "<h3><span>Om Grenvejens huse</span></h3><p><span>Arealet er 1.240 m</span><span>2</span><span>.</span></p>"
        "<ul><li><span>Veje</span><ul><li><span>Nordvejen</span></li><li><span>Sydvejen</span></li></ul></li>"
        "<li><span>Stier</span></li></ul>"
        "<table><tbody><tr><td><p><span>År</span></p></td><td><p><span>Udgift</span></p></td></tr>"
        "<tr><td><p><span>2021</span></p></td><td><p><span>125.099 kr.</span></p></td></tr></tbody></table>"
        "<h3><span>Beslutning</span></h3><p><span>Ordet står her som mellemrubrik i sagen.</span></p>"
    )
    yield trap(
        "nested",
        "A table, a nested list and two `h3` inside a section's text, one of them reading Beslutning.",
        COUNCIL,
        "2021-01-27 17:00",
        [
            point(
                COUNCIL,
                5,
                "Byggemodning ved Grenvej",
                _joined(
                    word(say("Indstilling", "Direktøren indstiller, at sagen drøftes.")),
                    word_section("Sagsfremstilling", inner),
                    word_section("Beslutning", "<p><span>Drøftet.</span></p>"),
                ),
            )
        ],
    )


def _kinds() -> Iterator[Trap]:
    yield trap(
        "unknown_kind",
        "A kind of document not seen before, Mødebog, without the word referat; it is closed.",
        COUNCIL,
        "2021-02-24 17:00",
        [_approved(COUNCIL)],
        kind="Mødebog",
        closed=True,
    )
    yield trap(
        "budget_minutes",
        "`Referat 1. behandling budget`.",
        COUNCIL,
        "2021-09-15 17:00",
        [point(COUNCIL, 1, "1. behandling af budget 2022", word(say("Beslutning", "Oversendes til 2. behandling.")))],
        kind="Referat 1. behandling budget",
    )


def _fields() -> Iterator[Trap]:
    decided = word(say("Beslutning", "Taget til efterretning."))
    only_new = point(COUNCIL, 1, "Kun Caption, Number og CaseNumber", decided, case_number="326-2021-1001")
    only_new.update(Navn="", SagsNummer=None)
    del only_new["Punktnummer"]
    only_old = point(COUNCIL, 2, "Kun Navn, Punktnummer og SagsNummer", decided, case_number="326-2021-1002")
    only_old.update(Caption=None, CaseNumber="")
    del only_old["Number"]
    unnumbered = point(COUNCIL, "", "Uden nummer", decided)
    unnumbered["Sorting"] = 3
    yield trap(
        "one_spelling",
        "Each field filled in one of its two spellings only; the last item has no number at all.",
        COUNCIL,
        "2021-03-31 17:00",
        [only_new, only_old, unnumbered],
    )
    known = trap(
        "unknown_keys",
        "Keys nobody has seen, at every level.",
        COUNCIL,
        "2021-04-28 17:00",
        [point(COUNCIL, 1, "Orientering", decided, attachments=["Notat om nøgler"])],
        attendees=[attendee("Jens Ole Tvilling")],
    )
    _add_unknown_keys(known.publication.agenda)
    known.publication.entry["NytFelt"] = [None, {"Id": ZERO_GUID}]
    yield known
    without_ids = [point(COUNCIL, number, f"Uden id {number}", decided) for number in (1, 2)]
    for item in without_ids:
        item["Id"] = item["Felter"][0]["DocumentId"] = ZERO_GUID
        item["Felter"][0]["Link"] = ""
    yield trap("zero_ids", "Open items whose own ids are the zero GUID.", COUNCIL, "2021-05-26 17:00", without_ids)
    yield trap(
        "stray_blanks",
        "Blanks before and after the place.",
        COUNCIL,
        "2021-06-16 17:00",
        [_approved(COUNCIL)],
        place="  Rådhuset, lokale 2 \u00a0",
    )


def _times() -> Iterator[Trap]:
    yield trap(
        "times_in_list_only",
        "An end at an odd minute and a release time, in the list but null in the agenda (as everywhere).",
        ELDERS,
        "2021-10-06 09:30",
        [_approved(ELDERS)],
        end="2021-10-06 11:17",
        released="2021-10-08T13:28:00.4816416+02:00",
    )
    yield trap("released_null", "No release time.", ELDERS, "2019-03-06 09:30", [_approved(ELDERS)], released=None)
    yield trap(
        "released_five_decimals",
        "A release time with five decimals.",
        ELDERS,
        "2021-11-03 09:30",
        [_approved(ELDERS)],
        released="2021-11-04T10:00:00.83317+01:00",
    )
    yield trap(
        "released_years_late",
        "Imported again: released seven years after the meeting.",
        ELDERS,
        "2018-09-05 09:30",
        [_approved(ELDERS)],
        released="2025-09-17T14:05:59.123456+02:00",
    )


def _approved(body: Body) -> Json:
    return approved(body, word)


def _joined(shell: str, *more: str) -> str:
    """Further sections before the end of the container."""
    end = "\r\n</div></div>"
    return shell.removesuffix(end) + "".join(f"{section}\r\n" for section in more) + end


def _add_unknown_keys(value: object) -> None:
    if isinstance(value, list):
        for each in value:
            _add_unknown_keys(each)
    elif isinstance(value, dict):
        for each in list(value.values()):
            _add_unknown_keys(each)
        value["NytFelt"] = {"Tekst": "ukendt", "Vaerdi": 7}
