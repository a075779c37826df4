from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import UnreadableDocument
from rådscraper.layouts import READERS
from rådscraper.layouts.detect import PAGES, detect
from tests.labelled import GOLD
from tests.layouts.test_firstagenda_page import container, item, page
from tests.layouts.word import typed
from tests.sites.aalborg_markup import Item, Meeting, application_answer, meeting_page

FIXTURES = Path(__file__).parents[1] / "fixtures"
AALBORG = Meeting(
    "2023-04-11 17.00", "Integrationsrådet", "Referat fra Integrationsrådet", "Integrationsrådet 11. april 2023",
    application=[Item("Godkendelse af dagsorden", [("Beslutning", ["Godkendt."])])], page=[Item(None)],
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "layout"),
    [
        (b'{"Moede": {}}', "firstagenda"),
        (b'\xef\xbb\xbf \r\n{"Moede"', "firstagenda"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\nrubbish" * 100 + b"%PDF-1.4", "pdf"),
        (typed("koege_integrationsraadet_2021-04-12", with_styles=True), "docx"),
        (page(item(container("<p>Tekst</p>"))), "firstagenda_page"),
        (b"<div><h1 class=dato></h1><table id='dagsordenDetaljer'></table></div>", "firstagenda_page"),
        (application_answer(AALBORG).encode(), "aalborg_application"),
        (b"<div><h3 class=x><span>1.</span> Budget</h3>Godkendt.</div>", "aalborg_application"),
        (meeting_page(AALBORG).encode(), "aalborg_page"),
        (b"REFERAT\nPunkt 1: Budget", "text"),
        ("Åbent\u00a0møde < i går > nu".encode(), "text"),
        ("Mødet åbnede på Ærø".encode("cp1252"), "text"),
        (b"< 5 minutter: referat", "text"),
        (b"side 1\f side 2", "text"),
    ],
)
def test_the_bytes_tell_the_layout(body, layout):
    assert detect(body) == layout
    assert layout in READERS


@pytest.mark.parametrize(
    "path", [*FIXTURES.rglob("dagsorden.json"), *FIXTURES.rglob("*.pdf"), *GOLD.glob("*.txt")], ids=str
)
def test_every_document_here_is_told_apart(path):
    assert detect(path.read_bytes()) == {".json": "firstagenda", ".pdf": "pdf", ".txt": "text"}[path.suffix]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"<!DOCTYPE html><html><body><h1>Velkommen</h1></body></html>", "web page of a layout that is not known"),
        (b"<html><h3>Nyheder</h3></html>", "web page of a layout that is not known"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01", "binary data"),
        (b"\x1f\x8b\x08\x01\x02\x03\x04\x05", "binary data"),
        (b"{\\rtf1\\ansi Referat}", "rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "before 2007"),
        (b"PK\x03\x04", "zip file is broken"),
        (b"PK\x05\x06" + bytes(18), "no Word document"),
    ],
)
def test_what_is_no_known_layout_says_why(body, message):
    with pytest.raises(UnreadableDocument, match=message):
        detect(body)


def test_every_layout_of_pages_has_a_reader():
    assert {layout for layout, _ in PAGES} <= READERS.keys()


@given(
    st.binary() | st.binary().map(lambda body: b"<html>" + body) | st.binary().map(lambda body: b"PK\x03\x04" + body)
)
def test_any_bytes_are_of_a_layout_or_unreadable(body):
    with suppress(UnreadableDocument):
        assert detect(body) in READERS
