"""What Aalborg's stand-in serves: two real minutes of the Integrationsråd, and small invented meetings.

Names and cases of the invented ones are those of `minutes_reconstructed`, or made up like them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.sites.aalborg_markup import BOARDS_HOST, PAGES_HOST, Item, Meeting, Section
from tests.sites.wire import TESTS

GOLD = TESTS / "gold"
DEAD, SWAPPED, UNKNOWN = "56", "31", "60"
"""The number without meetings, the one whose links have another order of attributes, the one nobody knew."""

COUNCIL_PAGE = f"//{PAGES_HOST}/politiske-udvalg/seneste-fra-byraadet"
ECONOMY_PAGE = f"//{PAGES_HOST}/politiske-udvalg/oekonomiudvalget"
BOARD_PAGE = (
    f"//{BOARDS_HOST}/politik-og-indflydelse/raad-naevn-og-andre-udvalg/raad/dagsorden-eller-referat-integrationsraadet"
)


@dataclass(frozen=True, slots=True)
class AalborgContent:
    """The meetings of each number of the application, and of each page for people (`//host/path`)."""

    numbers: dict[str, tuple[Meeting, ...]]
    pages: dict[str, tuple[Meeting, ...]]


def _decided(text: str, *more: str) -> Section:
    return "Beslutning", (text, *more)


AGENDA_ITEM = Item("Godkendelse af dagsorden", [_decided("Godkendt.")])

COUNCIL_ITEMS = (
    Item(
        "Godkendelse af dagsorden",
        [_decided("Punkt 4 behandles som punkt 2.", "Godkendt.", "Jens Ole Tvilling var fraværende.")],
    ),
    Item(
        "Årsrapport om ligestilling",
        [
            (
                "Indstilling",
                (
                    "Mangfoldighedsudvalget fremsender til byrådets orientering, årsrapport om ligestilling.",
                    "Jens Ole Tvilling var fraværende.",
                    "Økonomiudvalget har haft sagen til orientering.",
                ),
            ),
            _decided("Til orientering."),
        ],
        papers=("Årsrapport om ligestilling 2023",),
    ),
    Item(
        "Nedsættelse af halindtægter",
        [
            (
                "Indstilling",
                (
                    "Sundhed og Kultur indstiller, at byrådet godkender, at halindtægterne nedsættes.",
                    "Kulturudvalget anbefaler indstillingen.",
                    "Udvalget: Sanne Holt var fraværende.",
                    "Økonomiudvalget anbefaler indstillingen.",
                    "Birthe Kragelund var fraværende.",
                ),
            ),
            _decided("Godkendt.", "Jens Ole Tvilling og Kåre Bendixen var fraværende."),
        ],
    ),
    Item("Salg af grund", [_decided("Godkendt.")], is_open=False),
)

COUNCIL = Meeting(
    "2024-09-09 16.00",
    "byrådet",
    "Referat fra Byrådet 9. september 2024 kl. 16.00",
    "Byrådet 9. september 2024",
    application=COUNCIL_ITEMS,
    page=COUNCIL_ITEMS,
)

_BUDGET = ("Indstilling", ("Økonomi og Erhverv indstiller, at byrådet godkender tidsplanen.",))
COUNCIL_AGENDA = Meeting(
    "2023-12-11 16.00",
    "byrådet",
    "Dagsorden for Aalborg Byråds møde mandag den 11. december 2023",
    "Aalborg Byråds møde mandag den 11. december 2023, kl. 16.00 i Medborgerhuset",
    page=(Item("Godkendelse af dagsorden"), Item("Tidsplan for budget 2025", [_BUDGET])),
)
COUNCIL_MINUTES = Meeting(
    "2023-12-11 16.00",
    "byrådet",
    "Referat fra Byrådet 11. december 2023 kl. 16.00",
    "Byrådet 11. december 2023",
    application=(AGENDA_ITEM, Item("Tidsplan for budget 2025", [_BUDGET, _decided("Godkendt.")])),
)

_ECONOMY_ITEMS = (
    AGENDA_ITEM,
    Item("Orientering om økonomien", [_decided("Til orientering.", "Kåre Bendixen var fraværende.")]),
)
ECONOMY = Meeting(
    "2024-09-04 08.30",
    "økonomiudvalget",
    "Referat fra Økonomiudvalget 4. september 2024 kl. 08.30",
    "Økonomiudvalget 4. september 2024",
    application=_ECONOMY_ITEMS,
    page=_ECONOMY_ITEMS,
    application_has_texts=False,
)
ECONOMY_WHOLE = replace(
    ECONOMY,
    start="2024-08-21 08.30",
    title="Referat fra Økonomiudvalget 21. august 2024 kl. 08.30",
    head="Økonomiudvalget 21. august 2024",
    page=None,
    application_has_texts=True,
)

BOARD_2019 = Meeting(
    "2019-04-09 16.30",
    "Integrationsrådet",
    "Referat fra Integrationsrådet 9. april 2019",
    "Integrationsrådet 9. april 2019",
    page=(),
    pdf="aalborg_integrationsraadet_2019-04-09.pdf",
)


def board_2023() -> Meeting:
    """The real minutes of 11 April 2023 as their page tells them: without titles, and the PDF has none either."""
    return Meeting(
        "2023-04-11 17.00",
        "Integrationsrådet",
        "Referat fra Integrationsrådet 11. april 2023",
        "Integrationsrådet 11. april 2023",
        page=_recorded("aalborg_integrationsraadet_2023-04-11", "Integrationsrådet 11. april 2023"),
        pdf="aalborg_integrationsraadet_2023-04-11.pdf",
    )


def aalborg_content(*, with_traps: bool = True, is_agenda_replaced: bool = False) -> AalborgContent:
    """What the three hosts serve; `is_agenda_replaced` when the council's minutes have taken the agenda's place."""
    board = (board_2023(), BOARD_2019)
    if not with_traps:
        return AalborgContent({}, {BOARD_PAGE: board})
    december = COUNCIL_MINUTES if is_agenda_replaced else COUNCIL_AGENDA
    numbers = {
        "15": (COUNCIL, *((december,) if is_agenda_replaced else ())),
        SWAPPED: (ECONOMY, ECONOMY_WHOLE),
        "35": (_small("2024-09-03 15.00", "Børne- og Undervisningsudvalget"),),
        "57": (_small("2024-09-05 13.00", "Senior- og Omsorgsudvalget"),),
        "58": (_small("2024-09-05 09.00", "Klima- og Miljøudvalget"),),
        "59": (_small("2024-09-10 08.00", "Kultur-, Sundheds- og Fritidsudvalget"),),
        UNKNOWN: (_small("2024-09-11 08.30", "Beskæftigelsesudvalget"),),
    }
    pages = {
        COUNCIL_PAGE: (COUNCIL, replace(december, page=december.page or december.application)),
        ECONOMY_PAGE: (ECONOMY,),
        BOARD_PAGE: board,
    }
    return AalborgContent(numbers, pages)


def _small(start: str, body: str) -> Meeting:
    year, month, day = start[:10].split("-")
    told = f"{body} {int(day)}. september {year}"
    assert month == "09"
    return Meeting(start, body, f"Referat fra {told} kl. {start[11:]}", told, application=(AGENDA_ITEM,))


def _recorded(stem: str, head: str) -> Sequence[Item]:
    """The items of a page of which the text is recorded: `Åben` parts them, standing headings part their sections."""
    lines = [line.strip() for line in (GOLD / f"{stem}.txt").read_text(encoding="utf-8").splitlines()]
    items: list[list[tuple[str, list[str]]]] = []
    for line in lines[lines.index(head) + 1 : lines.index("Kontakt")]:
        if line == "Åben":
            items.append([])
        elif line in ("Indstilling", "Beslutning", "Bilag"):
            items[-1].append((line, []))
        elif line and line.startswith("•") and items[-1][-1][1][-1].startswith("- "):
            items[-1][-1][1][-1] += f"\n- {line[1:].strip()}"
        elif line:
            items[-1][-1][1].append(f"- {line[1:].strip()}" if line.startswith("•") else line)
    return tuple(Item(None, sections) for sections in items)
