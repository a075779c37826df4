"""What the three FirstAgenda sites serve: each its one real meeting, and small invented ones, a trap each.

Names, places and cases of the traps are invented; the wording is that of Danish minutes. `trap_id("closed_items")` is
the id of a publication, `TRAPS["closed_items"]` tells what it shows.
"""

from __future__ import annotations

from itertools import cycle

from tests.sites import traps_kalundborg, traps_koege, traps_soenderborg, wire
from tests.sites.firstagenda import S3_HOST, STATIC_HOST, SiteContent, StoredFile
from tests.sites.markup import NO_TEXT
from tests.sites.shapes import Json, Publication, listing
from tests.sites.trap import Trap
from tests.sites.typeset import TITLE, typeset
from tests.sites.wire import TESTS, Municipality

PDFS = TESTS / "fixtures" / "pdf"
MAKERS = {
    "kalundborg": traps_kalundborg.traps,
    "koege": traps_koege.traps,
    "soenderborg": traps_soenderborg.traps,
}
SITES = tuple(MAKERS)
TRAPS: dict[str, Trap] = {trap.name: trap for make in MAKERS.values() for trap in make()}


def trap_id(name: str) -> str:
    """The publication id of a trap, as in `dagsorden/{id}`."""
    return TRAPS[name].publication.id


def real_id(slug: str) -> str:
    """The publication id of a municipality's one real meeting."""
    return _municipality(slug).publication().id


def koege_site() -> SiteContent:
    """Køge: the real meeting of 12 April 2021 and its share of the traps."""
    return site_content("koege")


def kalundborg_site() -> SiteContent:
    """Kalundborg: the real meeting of 7 June 2018 and its share of the traps."""
    return site_content("kalundborg")


def soenderborg_site() -> SiteContent:
    """Sønderborg: the real meeting of 25 February 2021 and its share of the traps."""
    return site_content("soenderborg")


def site_content(slug: str, *, with_traps: bool = True) -> SiteContent:
    """List, agendas and files of one site; every call makes new ones, which a test may alter."""
    municipality = _municipality(slug)
    publications = [municipality.publication()]
    unlike_pdfs: dict[str, StoredFile] = {}
    for trap in MAKERS[slug]() if with_traps else ():
        publications.append(trap.publication)
        unlike_pdfs.update(trap.files)
    agendas = {publication.id: publication.agenda for publication in publications}
    files = _files(publications, f"{municipality.stem}.pdf") | unlike_pdfs
    listed = listing(publications)
    if with_traps and slug == "kalundborg":
        traps_kalundborg.add_unknown_keys_to_list(listed)
    return SiteContent(listed, agendas, files)


def koege_later() -> SiteContent:
    """Køge some nights after: minutes that were put right, and a meeting that was taken down with its papers."""
    publications = [_municipality("koege").publication(), *(trap.publication for trap in traps_koege.traps(later=True))]
    agendas = {publication.id: publication.agenda for publication in publications}
    return koege_site()._replace(listing=listing(publications), agendas=agendas)


def texts_in_pdfs(slug: str) -> list[str]:
    """The addresses of the PDFs of items that have no other text, traps included."""
    agendas = [trap.publication.agenda for trap in MAKERS[slug]()]
    items = [item for agenda in agendas for item in agenda["Dagsordenpunkter"] if _has_no_text(item)]
    ids = [item["Felter"][0]["DocumentId"] for item in items]
    return [f"/vis/pdf/bilag/{document}/?redirectDirectlyToPdf=true" for document in ids]


def _has_no_text(item: Json) -> bool:
    return not item["ItemDecision"] and {field["Html"] for field in item["Felter"] or ()} == {NO_TEXT}


def _files(publications: list[Publication], real_pdf: str) -> dict[str, StoredFile]:
    """PDFs for all attachments in rotation, every third from the other file host; the first meeting has its own PDF."""
    stored = {path.name: path.read_bytes() for path in sorted(PDFS.glob("*.pdf"))}
    rotation = cycle(stored.values())
    files: dict[str, StoredFile] = {}
    for place, publication in enumerate(publications):
        files[f"dagsorden/{publication.id}"] = StoredFile(stored[real_pdf] if not place else next(rotation))
    items = [item for publication in publications for item in publication.agenda["Dagsordenpunkter"]]
    for item in items:
        if _has_no_text(item):
            title = f"Punkt {item['Punktnummer']}: {item['Navn']}"
            files[f"bilag/{item['Felter'][0]['DocumentId']}"] = StoredFile(typeset([(title, TITLE)]))
    enclosed = (each for item in items for each in item["Bilag"])
    for each, host in zip(enclosed, cycle((S3_HOST, S3_HOST, STATIC_HOST)), strict=False):
        files[f"bilag/{each['Id']}"] = StoredFile(next(rotation), host=host)
    return files


def _municipality(slug: str) -> Municipality:
    return {each.slug: each for each in wire.MUNICIPALITIES}[slug]
