"""Items whose text the answer leaves out: it is read from their PDF, or from the whole meeting's."""

from __future__ import annotations

import pytest

from tests.crawl.running import ROOT, crawl
from tests.crawl.small import LISTING, published, site_of
from tests.layouts.test_guarded import packed, page
from tests.sites.firstagenda import Fault, FirstAgendaSite, StoredFile
from tests.sites.markup import NO_TEXT
from tests.sites.shapes import Publication
from tests.sites.typeset import HEADING, TEXT, TITLE, typeset

KOEGE = "koege_integrationsraadet_2021-04-12"
UNREADABLE = ("scan", "adgangskode", "afkortet")
DECIDED = ("Taget til efterretning.", TEXT)


def without_text(publication: Publication, *places: int) -> Publication:
    """A publication some of whose items have nothing but a PDF."""
    for place in places:
        publication.agenda["Dagsordenpunkter"][place]["Felter"][0]["Html"] = NO_TEXT
    return publication


def item_paper(publication: Publication, place: int) -> str:
    return f"bilag/{publication.agenda['Dagsordenpunkter'][place]['Felter'][0]['DocumentId']}"


def test_an_item_without_text_is_read_from_its_pdf(tmp_path):
    meeting = without_text(published("a", "2021-03-02 18:00", "Budget", "Skolehaver"), 1)
    paper = typeset([("Punkt 2: Skolehaver", TITLE), ("Beslutning", HEADING), DECIDED])
    content = site_of(meeting)
    files = {**content.files, item_paper(meeting, 1): StoredFile(paper)}
    with FirstAgendaSite(content.listing, content.agendas, files) as site:
        run = crawl("koege", site.address, tmp_path)
    first, second = run.rows("agenda_items")
    assert run.status == 0, run.log
    assert (first["decision"], first["outcome"]) == ("Godkendt.", "approved")
    assert (second["title"], second["decision"], second["outcome"]) == (
        "Skolehaver",
        "Taget til efterretning.",
        "noted",
    )
    assert run.kinds() == []


def test_a_meeting_without_any_text_is_read_from_its_own_pdf(tmp_path):
    meeting = without_text(published("b", "2021-03-02 18:00", "Budget", "Skolehaver"), 0, 1)
    whole = typeset(
        [
            ("REFERAT Byrådet d. 02-03-2021", ("F2", 24)),
            *[("Punkt 1: Budget", TITLE), ("Beslutning", HEADING), ("Godkendt.", TEXT)],
            *[("Punkt 2: Skolehaver", TITLE), ("Beslutning", HEADING), DECIDED],
        ]
    )
    content = site_of(meeting)
    files = {**content.files, f"dagsorden/{meeting.id}": StoredFile(whole)}
    with FirstAgendaSite(content.listing, content.agendas, files) as site:
        run = crawl("koege", site.address, tmp_path)
        asked = [record.path for record in site.requests if "/vis/pdf/" in record.path.lower()]
    assert [row["outcome"] for row in run.rows("agenda_items")] == ["approved", "noted"]
    assert sum("/vis/pdf/dagsorden/" in path for path in asked) == 1
    assert run.kinds() == []


def test_a_pdf_that_cannot_be_had_costs_the_item_its_text_and_nothing_else(tmp_path):
    meeting = without_text(published("c", "2021-03-02 18:00", "Budget", "Skolehaver"), 1)
    with FirstAgendaSite(*site_of(meeting)) as site:
        site.fault(f"/vis/pdf/{item_paper(meeting, 1)}", Fault(status=404))
        run = crawl("koege", site.address, tmp_path)
        assert sum(record.path == LISTING for record in site.requests if record.status == 200) == 1
    assert run.status == 0, run.log
    assert [row["outcome"] for row in run.rows("agenda_items")] == ["approved", "none"]
    assert run.kinds() == ["item_text_failed"]


@pytest.mark.parametrize("paper", [*UNREADABLE, "bomb"])
def test_a_pdf_that_cannot_be_read_is_told_and_the_crawl_goes_on(tmp_path, paper):
    first, second = published("d", "2021-03-02 18:00", "Budget", "Skolehaver"), published("e", "2021-04-06 18:00")
    without_text(first, 1)
    served = page(packed(b"0 0 m 9 9 l S\n" * 1000, 60_000), b"/Filter/FlateDecode") if paper == "bomb" else None
    content = site_of(first, second)
    body = served or (ROOT / f"tests/fixtures/pdf/{KOEGE}_{paper}.pdf").read_bytes()
    files = {**content.files, item_paper(first, 1): StoredFile(body)}
    with FirstAgendaSite(content.listing, content.agendas, files) as site:
        run = crawl("koege", site.address, tmp_path)
    assert run.status == 0, run.log
    items = sorted(run.rows("agenda_items"), key=lambda row: row["id"])
    assert [row["outcome"] for row in items] == ["approved", "none", "approved"]
    assert set(run.kinds()) <= {"unreadable_document"}
    assert "Traceback" not in run.log
