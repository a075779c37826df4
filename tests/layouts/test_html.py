from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.layouts.html import read_field
from rådscraper.layouts.html_walker import Walker
from tests.recorded import recorded

ROOT = Path(__file__).parents[2]


def section(text: str) -> Block:
    return Block(text, BlockKind.HEADING, SECTION_LEVEL)


def item(text: str) -> Block:
    return Block(text, BlockKind.LIST_ITEM)


def row(text: str) -> Block:
    return Block(text, BlockKind.TABLE_ROW)


def container(html: str) -> str:
    return f"<div><div id='sagsfremstillingContainer'>\r\n\r\n{html}\r\n\r\n</div></div>"


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        (" \r\n\t", []),
        ("<div><div id='sagsfremstillingContainer'>\r\n\r\n\r\n\r\n</div></div>", []),
        (container("<h3>Resume</h3>\r\n<span>Et.</span>"), [section("Resume"), Block("Et.")]),
        (container('<DIV><H3>Resume</H3><SPAN CLASS="resume">Et.</SPAN></DIV>'), [section("Resume"), Block("Et.")]),
        ('<div><div id="sagsfremstillingContainer"><h3>A</h3></div></div>', [section("A")]),
        (container("<h2>A</h2>x<h4>B</h4>y"), [section("A"), Block("x"), section("B"), Block("y")]),
        (container("<div><div><h3>A</h3></div></div>"), [section("A")]),
        (container("<div style='margin:0'><h3>A</h3></div>"), [section("A")]),
        (container("<h3></h3><span>Et.</span>"), [section(""), Block("Et.")]),
        (container("<h3><span>\u00a0</span></h3>Et."), [section(""), Block("Et.")]),
        (container("Før.<h3>A</h3>Efter."), [Block("Før."), section("A"), Block("Efter.")]),
        (container("<h3>A</h3><h3>B</h3>"), [section("A"), section("B")]),
        (container("<h3>A<br>B</h3>"), [section("A B")]),
        (container("<h3><p>A</p></h3>x"), [section(""), Block("A"), Block("x")]),
        (container("<h3><div>A</div></h3>x"), [section("A"), Block("x")]),
    ],
)
def test_headings_in_the_shell_are_section_headings(html, blocks):
    assert read_field(html) == blocks


@pytest.mark.parametrize(
    "html",
    [
        container("<span><div><h3><span>Om Grenhusene</span></h3></div></span>"),
        container("<div class='tekst'><h3>Om Grenhusene</h3></div>"),
        container("<div id='tekst'><h3>Om Grenhusene</h3></div>"),
        container("<table><tr><td><h3>Om Grenhusene</h3></td></tr></table>"),
        "<span><h3>Om Grenhusene</h3></span>",
        "<div class='tekst'><div><h3>Om Grenhusene</h3></div></div>",
    ],
)
def test_headings_deeper_in_the_text_are_paragraphs(html):
    assert read_field(html) == [Block("Om Grenhusene")]


def test_an_empty_heading_in_the_text_gives_nothing():
    assert read_field(container("<span><h3></h3>x</span>")) == [Block("x")]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<h3>A</h3>x", [section("A"), Block("x")]),
        ("<div><h3>A</h3><span>x</span></div>", [section("A"), Block("x")]),
        ("x<h3>A</h3>", [Block("x"), section("A")]),
        ("<html><body><h3>A</h3>x</body></html>", [section("A"), Block("x")]),
        ("<div>x</div></body></html><h3>A</h3>", [Block("x"), section("A")]),
        ("<div class='ydre'><div id='sagsfremstillingContainer'><h3>A</h3></div></div>", [section("A")]),
    ],
)
def test_a_field_without_its_container_has_sections_too(html, blocks):
    assert read_field(html) == blocks


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<span class='a'><div><p>Et.<p>To.</div></span>", [Block("Et."), Block("To.")]),
        ("<h3>A<p>x", [section("A"), Block("x")]),
        ("<h3>A<div>x</div>y", [section("A"), Block("x"), Block("y")]),
        ("<h3>A<span><div>x</div></span><h3>B</h3>y", [section("A"), Block("x"), section("B"), Block("y")]),
        ("<p>Et</div></span>.</p>", [Block("Et.")]),
        ("<div><p>Et", [Block("Et")]),
        ("<p>Et<div>To</div>Tre</p>", [Block("Et"), Block("To"), Block("Tre")]),
        ("<li>Et", [item("- Et")]),
        ("<td>Et<tr>To", [Block("Et"), Block("To")]),
        ("<h3>A</h3", [section("A")]),
        ("<", [Block("<")]),
        ("a < b & c", [Block("a < b & c")]),
    ],
)
def test_invalid_html_reads_as_it_looks(html, blocks):
    assert read_field(html) == blocks


def test_what_the_page_does_not_show_is_no_text():
    leaked = (
        "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'><title>Dagsordenspunkt</title>"
        "<style>p { color: red }</style><script>var a = '<p>';</script><!-- note --><?xml word?>"
        "<img src='x.png' alt='Logo'>"
    )
    assert read_field(
        container(f"<h3>Å</h3><span>{leaked}<div><p>Æ<!-- . --><script>.</script>ø.</p></div></span>")
    ) == [
        section("Å"),
        Block("Æø."),
    ]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>Et.</p><p><span>\u00a0</span></p><p><span> </span></p><p></p><p>To.</p>", ["Et.", "To."]),
        ("<div>Et.</div><div>To. </div><div> Tre.</div>", ["Et.", "To.", "Tre."]),
        ("<p>Et<br>To<br/>Tre<br></p>", ["Et", "To", "Tre"]),
        ("<p>Et</p> To <p>Tre</p>", ["Et", "To", "Tre"]),
        ("<p>Et<hr>To", ["Et", "To"]),
        ("<p><span>125 m</span><span>2</span><b>, i</b>alt</p>", ["125 m2, ialt"]),
        ("<p>125 m<sup>2</sup> og m<sup><span>3</span></sup> og 5<sup>.</sup></p>", ["125 m² og m³ og 5."]),
        ("<p>Et\u00a0 \r\n &nbsp;\tto</p>", ["Et to"]),
        ("<p>Sam\u00adarbej&shy;de \u200b \ufeff&#8203;her</p>", ["Samarbejde her"]),
        ("<p>\u200b</p><p>&shy;</p>", []),
        ("<p>A\u030arhus, Ko\u0308ln</p>", ["Århus, Köln"]),
        ("<p>R&oslash;d &amp; gr&#248;n</p>", ["Rød & grøn"]),
        ("<p>Et\0 to</p>", ["Et to"]),
        ("<p>Et \ud800 to</p>", ["Et \ufffd to"]),
        ("<p>Et\x07 to\x1f</p>", ["Et to"]),
        ("<p>Se <a href='https://x.dk/side'>siden</a> og <a href='https://y.dk'>https://y.dk</a>.</p>",
         ["Se siden og https://y.dk."]),
    ],
)  # fmt: skip
def test_paragraphs_read_as_a_person_reads_them(html, texts):
    assert read_field(html) == [Block(text) for text in texts]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<ul><li>Et</li><li>To</li></ul>", [item("- Et"), item("- To")]),
        ("<ol type='1'><li><span>Et</span></li><li>To</li></ol>", [item("1. Et"), item("2. To")]),
        ("<ol><li>Et</ol><p>x</p><ol start='2'><li>To</ol>", [item("1. Et"), Block("x"), item("2. To")]),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", [item("3. a"), item("7. b"), item("8. c")]),
        ("<ol type=a start=26><li>x<li>y</ol>", [item("z. x"), item("aa. y")]),
        ("<ol type=A><li>x</ol>", [item("A. x")]),
        ("<ol type=i start=4><li>x<li>y</ol>", [item("iv. x"), item("v. y")]),
        ("<ol type=I start=1999><li>x</ol>", [item("MCMXCIX. x")]),
        ("<ol type=i start=4000><li>x</ol>", [item("4000. x")]),
        ("<ol type=a start=0><li>x</ol>", [item("0. x")]),
        ("<ol type=1><li type=a>x<li>y</ol>", [item("a. x"), item("2. y")]),
        ("<ol type=disc start=mange><li value=''>x</ol>", [item("1. x")]),
        ("<ol start=99999999999999999999 type=i><li>x</ol>", [item("i. x")]),
        ("<ol><li></li><li>To</li></ol>", [item("2. To")]),
        ("<ol><li>Et<ul><li>a<ol><li>i</ol><li>b</ul><li>To</ol>",
         [item("1. Et"), item("  - a"), item("    1. i"), item("  - b"), item("2. To")]),
        ("<ul><li>Et</li><ul><li>a</li></ul></ul>", [item("- Et"), item("  - a")]),
        ("<ul><li><ul><li>a</li></ul>Et</li></ul>", [item("  - a"), item("- Et")]),
        ("<ul><li><p>Et</p><p>mere</p></li></ul>", [item("- Et"), Block("  mere")]),
        ("<ol><li>Et<br>mere<ul><li>a<p>b</ul>sidst</ol>",
         [item("1. Et"), Block("   mere"), item("  - a"), Block("    b"), Block("   sidst")]),
        ("<ul><li>- Et</li><li>• To</li><li>-tre</li></ul>", [item("- Et"), item("- To"), item("- -tre")]),
        ("<ol><li>1. Et</li><li>1. To</li></ol>", [item("1. Et"), item("2. 1. To")]),
        ("<menu><li>Et</li></menu>", [item("- Et")]),
    ],
)  # fmt: skip
def test_list_items_carry_what_is_printed_before_them(html, blocks):
    assert read_field(html) == blocks


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<table><tr><th>År</th><th>Beløb</th></tr><tr><td>2026</td><td>3 mio.</td></tr></table>",
         [row("År | Beløb"), row("2026 | 3 mio.")]),
        ("<table><thead><tr><td>a<td>b</thead><tbody><tr><td>c<td>d</tbody></table>", [row("a | b"), row("c | d")]),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr></table>", [row("a b | c d")]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>\u00a0</td><td></td></tr></table>", [row("a | b")]),
        ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", [row("a |  | c")]),
        ("<table><tr><td colspan=2>Titel</td></tr><tr><td>a</td><td>b</td></tr></table>", [row("Titel"), row("a | b")]),
        ("<table><tr><td>a</td><td><ul><li>b</li><li>c</li></ul></td></tr></table>", [row("a | - b - c")]),
        ("<table><tr><td><p>a</p><p>b</p></td></tr><tr><td><ul><li>c</li></ul></td></tr></table>",
         [Block("a"), Block("b"), item("- c")]),
        ("<table><tr><td>x</td></tr><tr><td><table><tr><td>a<td>b</table></td></tr></table>",
         [Block("x"), row("a | b")]),
        ("<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>", [row("a | b | c")]),
        ("<table><caption>Tal</caption><tr><td>a<td>b</table>", [Block("Tal"), row("a | b")]),
        ("<ul><li>x<table><tr><td>a<td>b</table></ul>", [item("- x"), row("a | b")]),
        ("<p>x</p><table></table>y", [Block("x"), Block("y")]),
    ],
)  # fmt: skip
def test_tables_give_a_block_a_row_and_layout_tables_read_as_text(html, blocks):
    assert read_field(html) == blocks


@pytest.mark.parametrize(
    "opening",
    ["<div>", "<span>", "<ul><li>", "<ol type=i><li>a", "<table><tr><td>a<td>", "<b><p>", "<h3>", "<sup>2", "<td><li>"],
)
def test_deep_nesting_is_read_to_the_bottom(opening):
    text = "".join(block.text for block in read_field(opening * 10_000 + "bunden"))
    assert text.endswith("bunden")


def test_a_walker_that_was_interrupted_is_not_used_again(monkeypatch):
    def interrupt(self: Walker, tag: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Walker, "end", interrupt)
        patch.setattr("rådscraper.layouts.html._SPARE.walker", None)
        with pytest.raises(KeyboardInterrupt):
            read_field("<ul><li>Et")
    assert read_field("<p>To</p>") == [Block("To")]


@given(st.text(st.characters()))
def test_no_text_whatever_raises(html):
    assert all(block.text == block.text.strip() for block in read_field(html))


TAGS = "div p span h3 h4 ul ol li table tr td th b br sup title script meta a html body head caption pre select".split()  # noqa: SIM905
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            [
                "<div id='sagsfremstillingContainer'>",
                "<div class=x>",
                "<ol start=5 type=a>",
                "<li value=2>",
                "<p",
                "<!--",
            ]
        ),
        st.sampled_from(["tekst", " ", "&nbsp;", "&shy;", "- ", "2", "\0", "\ufeff", "A\u030a"]),
    ),
    max_size=60,
).map("".join)


@given(SOUP)
def test_tag_soup_gives_clean_blocks(html):
    blocks = read_field(html)
    assert blocks == read_field(html)
    for block in blocks:
        assert block.text or block.kind is BlockKind.HEADING
        assert not set(block.text) & set("\0\n\u00a0\u00ad\ufeff\u030a")
        assert (block.level == SECTION_LEVEL) == (block.kind is BlockKind.HEADING)


@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<ul>", "<li>", "<table>", "<tr>", "<td>", "</td>", "ord"])))
def test_no_word_is_lost_in_tag_soup(pieces):
    text = " ".join(block.text for block in read_field(" ".join(pieces)))
    assert text.count("ord") == pieces.count("ord")


def aarhus_fields(name: str) -> list[str]:
    page = lxml_html.fromstring(recorded(f"firstagenda_aarhus/{name}").read_text(encoding="utf-8"))
    fields = [item[1] for item in page.iter("div") if item.get("class") == "punkt"]
    return [etree.tostring(field, encoding="unicode", method="html", with_tail=False) for field in fields]


def test_minutes_of_aarhus_begin_with_their_decisions():
    fields = [read_field(field) for field in aarhus_fields("teknisk_udvalg_2025-10-01_referat.html")]
    headings = [[block.text for block in field if block.level] for field in fields]
    assert headings[0] == headings[3] == headings[4] == ["Beslutninger"]
    assert headings[1] == ["Beslutninger", "", "Resume", "Beslutningspunkter", "Sagsforløb"]
    assert fields[0] == [section("Beslutninger"), Block("Ingen bemærkninger.")]
    assert fields[1][-1].text.startswith("Der var foretræde til sagen, og udviklerteamet var inviteret")
    assert Block("Punktnummer: 12") in fields[1]


def test_an_agenda_of_aarhus_keeps_every_word():
    fields = aarhus_fields("byraad_2025-10-08_dagsorden.html")
    assert len(fields) == 33
    for field in fields:
        shown = str(lxml_html.fromstring(field).xpath("string()"))
        read = "".join(block.text for block in read_field(field))
        assert "".join(read.split()) == "".join(shown.split())
