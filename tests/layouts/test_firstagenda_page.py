from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, Block, BlockKind, UnreadableDocument
from rådscraper.layouts.firstagenda_page import read_firstagenda_page
from rådscraper.parsing.meeting import parse_minutes
from tests.labelled import differences, label
from tests.recorded import FOLDER, recorded

ROOT = Path(__file__).parents[2]
ORIGIN = "https://dagsordener.example.dk"
URL = f"{ORIGIN}/vis?Referat&id=m-1"


def item(punkt: str = "", title: str = "Budget", number: str = "7", papers: str = "", case: str = "21/6904") -> str:
    return (
        f'<tr class="punktrow isVisible" id="punktrow_i-1"><td><span class="label label-default">{number}</span></td>'
        f'<td><button><h2 class="overskrift text-left">{title}</h2></button><div class="details">'
        f'<span class="sagsnummer">{case}</span><div class="punkt">{punkt}</div>'
        f'<h3>Bilag</h3><ul>{papers}</ul></div></td><td><span class="badge">1</span></td></tr>'
    )


def paper(title: str, document_id: str = "b-1", href: str = "/vis/pdf/bilag/b-1/?redirectDirectlyToPdf=false") -> str:
    mark = f'<span class="label pdf-label" data-type="bilag" data-id="{document_id}">PDF</span>'
    return f'<li>{mark}<a id="enclosure-{document_id}" class="bilag-link" href="{href}">{title}</a></li>'


def container(html: str) -> str:
    return f'<h3></h3><div><div id="sagsfremstillingContainer">\n\n{html}\n</div></div>'


def page(*items: str, rows: str = "", title: str = "Referat 1. oktober 2025 kl. 15.45") -> bytes:
    return (
        '<!DOCTYPE html><html><body><input id="locale" value="da">'
        f'<h1 class="green dato">{title}</h1><h2><span class="udvalg">Teknisk Udvalg</span></h2>'
        '<table class="dagsordeninfo"><tbody><tr><td>Udvalg:</td><td><span class="udvalg">Teknisk Udvalg</span></td>'
        f"</tr>{rows}</tbody></table><table id='dagsordenDetaljer'><tbody>{''.join(items)}</tbody></table>"
    ).encode()


def section(text: str) -> Block:
    return Block(text, BlockKind.HEADING, SECTION_LEVEL)


def test_a_page_gives_the_blocks_the_json_would():
    rows = '<tr><td>Mødedato:</td><td><span class="dato">onsdag den 1. oktober 2025 kl. 15.45</span></td></tr>'
    text = container("<div><h3>Beslutning</h3>\n<span class='resume'><div>Godkendt.</div></span></div>")
    document = read_firstagenda_page(page(item(text, papers=paper(" Et\u00a0 notat ")), rows=rows), URL)
    assert document.problems == ()
    assert document.blocks == (
        Block("Referat 1. oktober 2025 kl. 15.45", BlockKind.HEADING, MEETING_LEVEL),
        Block("Teknisk Udvalg", BlockKind.FIELD, name="body"),
        Block("onsdag den 1. oktober 2025 kl. 15.45", BlockKind.FIELD, name="Mødedato"),
        Block("Budget", BlockKind.HEADING, ITEM_LEVEL),
        Block("7", BlockKind.FIELD, name="number"),
        Block("21/6904", BlockKind.FIELD, name="case_number"),
        Block("i-1", BlockKind.FIELD, name="item_id"),
        Block(f"{ORIGIN}/vis?id=m-1&punktid=i-1", BlockKind.FIELD, name="item_url"),
        section("Beslutning"),
        Block("Godkendt."),
        Block("Et notat", BlockKind.LINK, href=f"{ORIGIN}/vis/pdf/bilag/b-1/?redirectDirectlyToPdf=true"),
    )


def test_participants_are_one_field_a_line():
    rows = '<tr><td>Mødedeltagere:</td><td class="deltagere">Ea Bo<br>Ib Lund (Fravær)<div>Åse Dam</div></td></tr>'
    minutes = parse_minutes(read_firstagenda_page(page(rows=rows), URL))
    assert [(person.name, person.status) for person in minutes.attendances] == [
        ("Ea Bo", "present"),
        ("Ib Lund", "absent"),
        ("Åse Dam", "present"),
    ]


def test_the_description_is_named_whatever_its_label_says():
    rows = "<tr hidden><td>Information:</td><td><span data-meeting-description>Bemærk tiden.</span></td></tr>"
    assert parse_minutes(read_firstagenda_page(page(rows=rows), URL)).description == "Bemærk tiden."


@pytest.mark.parametrize(
    ("punkt", "texts"),
    [
        ("", []),
        ("<h3></h3>", []),
        (container("\r\n<br>"), []),
        (container("<h3></h3><span>Tekst</span>"), [section(""), Block("Tekst")]),
        ("<h3>Sagsfremstilling</h3><div><div id='sagsfremstillingContainer'><p>Tekst</p></div></div>",
         [section("Sagsfremstilling"), Block("Tekst")]),
        (container("<h3>Resume</h3><p>Et</p>").replace("<h3></h3>", "<h3>Resume</h3>", 1),
         [section("Resume"), Block("Et")]),
        (container("<p>Et</p>") + container("<p>To</p>").replace("<h3></h3>", "<h3>Beslutning</h3>"),
         [Block("Et"), section("Beslutning"), Block("To")]),
        ("<h3></h3>1 &lt; 2<h3></h3><p>Tre</p>", [Block("1 < 2"), section(""), Block("Tre")]),
        ("Uden navn &amp; ramme<p>To</p>", [Block("Uden navn & ramme"), Block("To")]),
    ],
)  # fmt: skip
def test_the_names_of_fields_are_no_headings_unless_filled(punkt, texts):
    blocks = read_firstagenda_page(page(item(punkt)), URL).blocks
    assert [block for block in blocks[7:] if block.kind is not BlockKind.LINK] == texts


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("", None),
        ("referat.html", None),
        ("http://[", None),
        (f"{ORIGIN}/vis", f"{ORIGIN}/vis/pdf/bilag/b-1/?redirectDirectlyToPdf=true"),
    ],
)
def test_addresses_need_the_pages_own(url, href):
    blocks = read_firstagenda_page(page(item(papers=paper("Notat"))), url).blocks
    assert [block.href for block in blocks if block.kind is BlockKind.LINK] == [href]
    assert not [block for block in blocks if block.name == "item_url"]


def test_a_paper_without_an_id_keeps_the_address_that_is_printed():
    blocks = read_firstagenda_page(page(item(papers=paper("Notat", "", "/notat.pdf"))), URL).blocks
    assert blocks[-1].href == f"{ORIGIN}/notat.pdf"


@pytest.mark.parametrize("body", [b"", b" ", b"<html></html>", page(title=""), b"<table id=dagsordenDetaljer></table>"])
def test_a_page_that_no_script_has_filled_is_unreadable(body):
    if b"udvalg" in body:
        body = body.replace(b"Teknisk Udvalg", b"")
    with pytest.raises(UnreadableDocument, match=r"not filled it|no web page"):
        read_firstagenda_page(body, URL)


def test_a_page_without_items_or_numbers_is_told():
    assert [problem.message for problem in read_firstagenda_page(page(), URL).problems] == ["the page has no items"]
    assert [problem.message for problem in read_firstagenda_page(page(item(number="")), URL).problems] == [
        "1 of the page's 1 items have no number"
    ]


MARKUP = ("<h3>", "</h3>", "<div>", "</div>", "<p>", "<!--", "&", "æ", "</table>", "<tr class=punktrow>", "</tr>")


@given(st.lists(st.sampled_from([*MARKUP, "<div id=sagsfremstillingContainer>", "<a class=bilag-link>"])))
def test_any_markup_is_read(parts):
    document = read_firstagenda_page(page(item("".join(parts))), URL)
    assert document.blocks[2].text == "Budget"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("teknisk_udvalg_2025-10-01_referat.html", "aarhus_teknisk_udvalg_2025-10-01"),
        ("byraad_2025-10-08_dagsorden.html", "aarhus_byraad_2025-10-08_dagsorden"),
    ],
)
def test_the_recorded_pages_say_what_is_labelled(name, stem):
    path = recorded(f"firstagenda_aarhus/{name}")
    document = read_firstagenda_page(path.read_bytes(), URL)
    assert document.problems == ()
    assert differences(parse_minutes(document), label(stem, FOLDER / "minutes")) == []
    assert all(block.href and block.href.startswith(ORIGIN) for block in document.blocks if block.kind == "link")
