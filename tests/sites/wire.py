"""Put the real minutes of the three FirstAgenda municipalities into the wire format of the platform.

`python -m tests.sites.wire` rewrites `tests/fixtures/firstagenda/` from the texts and labels in `tests/gold/`. The
words are the minutes' own; the shape is the recorded one; ids, end and release times, which no text tells, are made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from tests.sites import shapes
from tests.sites.markup import Section, Together, plain, word
from tests.sites.printed import PrintedItem, read_printed
from tests.sites.shapes import Body, Json, Publication, guid

TESTS = Path(__file__).parent.parent
GOLD = TESTS / "gold"
FIXTURES = TESTS / "fixtures" / "firstagenda"


@dataclass(frozen=True, slots=True)
class Municipality:
    """How one municipality prints: its one real meeting, and its habits on the platform."""

    stem: str
    body: Body
    html: Callable[[Sequence[Section]], str]
    released: str | None
    numbers_in_titles: bool = False
    headings: tuple[str, ...] | None = None
    """The only headings that are `<h3>`, where the rest stands inside as paragraphs."""

    @property
    def slug(self) -> str:
        return self.body.slug

    def labels(self) -> dict[str, Any]:
        """The hand-made labels of the meeting."""
        labels: dict[str, Any] = json.loads((GOLD / f"{self.stem}.gold.json").read_text(encoding="utf-8"))
        return labels

    def publication(self) -> Publication:
        """The real meeting, as listed and as served."""
        return publication_from_text((GOLD / f"{self.stem}.txt").read_text(encoding="utf-8"), self, self.labels())


def soenderborg_html(sections: Sequence[Section]) -> str:
    """Word-made; from the recommendation on all sections share one `<div>`, the order being the printed one."""
    start = next((place for place, (heading, _) in enumerate(sections) if heading == "Indstilling"), len(sections))
    together = [Together(sections[start:])] if sections[start:] else []
    return word(*sections[:start], *together)


def kalundborg_html(sections: Sequence[Section]) -> str:
    """Word-made, every section by itself."""
    return word(*sections)


KOEGE = Municipality(
    stem="koege_integrationsraadet_2021-04-12",
    body=Body("koege", "dagsordener.koege.dk", "Integrationsrådet", "Udvalg 2018-2021"),
    html=plain,
    released="2021-04-20T09:12:33.1850724+02:00",
)
KALUNDBORG = Municipality(
    stem="kalundborg_integrationsraadet_2018-06-07",
    body=Body("kalundborg", "dagsordener.kalundborg.dk", "Integrationsrådet", "Tidligere udvalg", historic=True),
    html=kalundborg_html,
    released=None,
    headings=("Sagsfremstilling",),
)
SOENDERBORG = Municipality(
    stem="soenderborg_integrationsraad_2021-02-25",
    body=Body(
        "soenderborg",
        "dagsordener.sonderborgkommune.dk",
        "R&N, 2018-21: Integrationsråd",
        "Råd og nævn 2018-2021",
    ),
    html=soenderborg_html,
    released="2021-03-03T10:41:20.96898+01:00",
    numbers_in_titles=True,
)
MUNICIPALITIES = (KALUNDBORG, KOEGE, SOENDERBORG)


def publication_from_text(text: str, municipality: Municipality, labels: Mapping[str, Any]) -> Publication:
    """The printed minutes as one entry of the list with its agenda behind it."""
    printed = read_printed(text, labels, municipality.headings)
    publication_id = guid("publication", municipality.slug, municipality.stem)
    return shapes.publication(
        municipality.body,
        publication_id,
        printed.begin,
        [_item(item, municipality, guid("item", publication_id, item.number)) for item in printed.items],
        released=municipality.released,
        place=printed.place,
        attendees=[shapes.attendee(name, absent=absent) for name, absent in printed.attendees],
    )


def agenda_from_text(text: str, municipality: Municipality, labels: Mapping[str, Any]) -> Json:
    """The printed minutes as `dagsorden/{guid}` answers them."""
    return publication_from_text(text, municipality, labels).agenda


def agenda_from_rendered_page(html: str) -> Json:
    """A page as a browser rendered it, back to JSON: `div.punkt` holds `Felter[].Html` unchanged.

    Only for recorded pages of others, in tests; its output is never written down.
    """
    body = Body("rendered", "dagsordener.example.dk", _first(r'<span class="udvalg">([^<]*)</span>', html), "Udvalg")
    kind, day, month, year, hour, minute = re.findall(
        r'<h1 class="[^"]*dato">(\w+) (\d+)\. (\w+) (\d{4}) kl\. (\d+)\.(\d+)</h1>', html
    )[0]
    begin = datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute))  # noqa: DTZ001 - local time
    _, *rows = re.split(r'(?=<tr class="punktrow)', html)
    place = _first(r'<span class="sted">([^<]*)</span>', html)
    items = [_rendered_item(row, body.host) for row in rows]
    return shapes.publication(body, guid("rendered", kind, begin), begin, items, kind=kind, place=place).agenda


def write_fixtures(folder: Path = FIXTURES) -> None:
    """Write each municipality's list and agenda, bytes as served."""
    for municipality in MUNICIPALITIES:
        publication = municipality.publication()
        target = folder / municipality.slug
        target.mkdir(parents=True, exist_ok=True)
        (target / "udvalgsliste.json").write_bytes(shapes.as_served(shapes.listing([publication])))
        (target / "dagsorden.json").write_bytes(shapes.as_served(publication.agenda))


_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)


def _item(item: PrintedItem, municipality: Municipality, item_id: str) -> Json:
    return shapes.item(
        municipality.body.host,
        item_id,
        item.number,
        f"{item.number}. {item.title}" if municipality.numbers_in_titles else item.title,
        municipality.html(item.sections),
        case_number=item.case_number,
        attachments=item.attachments,
    )


def _rendered_item(row: str, host: str) -> Json:
    punkt = re.search(r'<div class="punkt"><h3></h3>(.*?)</div>(?=<h3>Bilag</h3>|</div></td>)', row, re.DOTALL)
    item = shapes.item(
        host,
        _first(r'id="punktrow_([^"]+)"', row),
        _first(r'<span class="label label-default">([^<]*)</span>', row),
        _first(r'<h2 class="overskrift[^>]*>(.*?)</h2>', row),
        punkt[1] if punkt else "",
        case_number=_first(r'<span class="sagsnummer">([^<]*)</span>', row),
    )
    links = re.findall(r'id="enclosure-([^"]+)" class="bilag-link"[^>]*>([^<]*)</a>', row)
    item["Bilag"] = [shapes.attachment(link_id, order, unescape(name)) for order, (link_id, name) in enumerate(links)]
    return item


def _first(pattern: str, html: str) -> str:
    found = re.search(pattern, html, re.DOTALL)
    return unescape(found[1]) if found else ""


if __name__ == "__main__":
    write_fixtures()
