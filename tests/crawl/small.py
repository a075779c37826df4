"""A small Køge for the nights when something goes wrong: a few meetings of one item and one paper each."""

from __future__ import annotations

from typing import Any

from tests.sites.firstagenda import SiteContent, StoredFile
from tests.sites.shapes import Body, Publication, listing
from tests.sites.trap import point, say, trap
from tests.sites.traps_koege import COUNCIL, html
from tests.sites.typeset import TEXT, typeset

PORTAL = "dagsordener.koege.dk"
LISTING = "/api/agenda/udvalgsliste"


def published(
    name: str, begin: str, *titles: str, body: Body = COUNCIL, decision: str = "Godkendt.", **facts: Any
) -> Publication:
    """A publication whose id follows from its name; each item has one paper, and a decision where it is minutes."""
    sections = [say("Indstilling", "Forvaltningen indstiller, at sagen godkendes.")]
    if "dagsorden" not in facts.get("kind", "Referat").casefold():
        sections.append(say("Beslutning", decision))
    items = [
        point(body, number, title, html(*sections), attachments=[f"Bilag til {title}"])
        for number, title in enumerate(titles or (f"Sag om {name}",), 1)
    ]
    return trap(name, "", body, begin, items, **facts).publication


def site_of(*publications: Publication) -> SiteContent:
    """What a site of these publications serves; each paper has bytes of its own."""
    items = (item for each in publications for item in each.agenda["Dagsordenpunkter"])
    papers = [paper["Id"] for item in items for paper in item["Bilag"]]
    return SiteContent(
        listing(publications),
        {each.id: each.agenda for each in publications},
        {f"bilag/{paper}": StoredFile(typeset([(f"Bilag {paper}", TEXT)])) for paper in papers},
    )


def agenda_path(publication: Publication) -> str:
    """The address a publication's content is fetched from."""
    return f"/api/agenda/dagsorden/{publication.id}"


def paper_path(publication: Publication) -> str:
    """The address of the first paper of a publication's first item."""
    return f"/vis/pdf/bilag/{publication.agenda['Dagsordenpunkter'][0]['Bilag'][0]['Id']}"


def month_by_month(number: int) -> list[Publication]:
    """So many meetings of one body, a month apart from January 2020 on."""
    return [published(f"nr{n}", f"{2020 + n // 12}-{n % 12 + 1:02}-14 18:00") for n in range(number)]
