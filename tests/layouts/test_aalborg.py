"""Aalborg's two layouts; nobody has recorded their tags, so many makes of the same thing are read alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, Block, BlockKind, Document, UnreadableDocument
from rådscraper.layouts.aalborg import read_application, read_page
from rådscraper.layouts.aalborg_walker import paper_address
from rådscraper.parsing.meeting import parse_minutes
from tests.sites.aalborg_content import COUNCIL, COUNCIL_AGENDA, board_2023
from tests.sites.aalborg_markup import application_answer, meeting_page

APPLICATION = "https://apps.aalborgkommune.dk/dagsordenreferat/visreferat?udvalgid=15&moedetitel=2024-09-09%2016.00"
PAGE = "https://referater.aalborg.dk/politiske-udvalg/seneste-fra-byraadet?moedetitel=2024-09-09%2016.00"


def application(html: str) -> Document:
    return read_application(html.encode(), APPLICATION)


def page(html: str) -> Document:
    return read_page(html.encode(), PAGE)


def told(document: Document) -> list[tuple[int | None, str]]:
    return [(block.level, block.text) for block in document.blocks if block.kind is not BlockKind.FIELD]


def items(document: Document) -> list[tuple[str | None, str | None, bool | None, str | None]]:
    return [(item.number, item.title, item.is_open, item.decision) for item in parse_minutes(document).items]


def said(document: Document) -> list[tuple[object, ...]]:
    read = parse_minutes(document).items
    return [(*one, item.recommendation, item.attendances) for one, item in zip(items(document), read, strict=True)]


def test_the_application_numbers_its_items_and_its_address_has_the_start():
    document = application("<h3>1. Dagsorden</h3>Godkendt.<h3>2 .  Salg</h3><p>Udsat.</p>")
    assert document.blocks == (
        Block("2024-09-09T16:00", BlockKind.FIELD, name="starts_at"),
        Block("Dagsorden", BlockKind.HEADING, ITEM_LEVEL),
        Block("1", BlockKind.FIELD, name="number"),
        Block("Godkendt."),
        Block("Salg", BlockKind.HEADING, ITEM_LEVEL),
        Block("2", BlockKind.FIELD, name="number"),
        Block("Udsat."),
    )


def test_headings_without_a_number_are_no_items():
    document = application(
        "<h3>24. april 2023</h3><h3>Referat</h3><h3>1. A</h3>x<h3>Kort</h3>y<h3>2. budget 2024</h3>z<h3>Kontakt</h3>w"
    )
    assert told(document) == [
        (MEETING_LEVEL, "24. april 2023"),
        (SECTION_LEVEL, "Referat"),
        (ITEM_LEVEL, "A"),
        (None, "x"),
        (MEETING_LEVEL, "Kort"),
        (None, "y"),
        (ITEM_LEVEL, "budget 2024"),
        (None, "z"),
        (MEETING_LEVEL, "Kontakt"),
        (None, "w"),
    ]
    assert [problem.kind for problem in document.problems] == ["unknown_heading"]
    assert "'Kort'" in document.problems[0].message
    assert [item.sections[0].text for item in parse_minutes(document).items] == ["x", "z"]


def test_scripts_styles_and_drawings_are_no_text():
    between = (
        "<script>if (1 < 2) { '<h3>9. Nej</h3>' }</script><style>p {}</style><svg><title>a</title><text>b</text></svg>"
    )
    document = application(f"<h3>1. A{between}</h3>{between}<p>x {between} y</p>")
    assert told(document) == [(ITEM_LEVEL, "A"), (None, "x y")]


def test_a_heading_deeper_than_the_items_is_text():
    document = application("<h3>1. A</h3><div><h3>Baggrund for sagen</h3><p>x</p></div>")
    assert told(document) == [(ITEM_LEVEL, "A"), (None, "Baggrund for sagen"), (None, "x")]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Åben</p><h4>Indstilling</h4><p>Sælg.</p><h4>Beslutning</h4><p>Godkendt.</p>",
        "<h4>Åben</h4><h4>Indstilling</h4><p>Sælg.</p><h4>Beslutning</h4><p>Godkendt.</p>",
        "<h4>Åben</h4><h5>Indstilling</h5><p>Sælg.</p><h5>Beslutning</h5><p>Godkendt.</p>",
        "<p>Åben</p><p><strong>Indstilling</strong></p><p>Sælg.</p><p><b>Beslutning:</b></p><p>Godkendt.</p>",
        "<div>Åben</div><div>Indstilling</div><div>Sælg.</div><div>Beslutning</div><div>Godkendt.</div>",
        "Åben<br>Indstilling<br>Sælg.<br><b>Beslutning</b><br>Godkendt.",
        "<span>Åben</span><p><b>Indstilling</b><br/>Sælg.</p><p>Beslutning: Godkendt.</p>",
        "<table><tr><td>Åben</td></tr><tr><td>Indstilling</td></tr><tr><td>Sælg.</td></tr><tr><td>Beslutning</td></tr>"
        "<tr><td>Godkendt.</td></tr></table>",
    ],
)
def test_sections_are_found_however_their_headings_are_marked(markup):
    for document in (
        application(f"<h3>1. Salg</h3>{markup}"),
        page(f"<main><h1>A</h1><h2>1. Salg</h2>{markup}</main>"),
    ):
        (item,) = parse_minutes(document).items
        assert (item.title, item.is_open, item.recommendation, item.decision) == ("Salg", True, "Sælg.", "Godkendt.")


@pytest.mark.parametrize(
    "heading",
    [
        '<bui-accordion-item><h3 slot="heading">1. Salg</h3>{}</bui-accordion-item>',
        '<bui-accordion-item><div slot="heading"><span>1. Salg</span></div>{}</bui-accordion-item>',
        '<bui-accordion-item heading="1. Salg">{}</bui-accordion-item>',
        '<bui-accordion-item heading="1. Salg"><span slot="heading">1. Salg</span>{}</bui-accordion-item>',
        "<bui-accordion-item><bui-accordion-header>1. Salg</bui-accordion-header>{}</bui-accordion-item>",
        "<details><summary>1. Salg</summary>{}</details>",
        "<h4>1. Salg</h4>{}",
        "<div><h2>1. Salg</h2></div><div>{}</div>",
    ],
)
def test_titles_of_the_page_are_found_however_they_are_marked(heading):
    text = "<p>Åben</p><p><strong>Beslutning</strong></p><p>Godkendt.</p>"
    document = page(f"<h1>9. september 2024 - referat fra byrådet</h1>{heading.format(text)}")
    assert items(document) == [("1", "Salg", True, "Godkendt.")]


def test_a_component_without_number_is_an_item_a_year_of_other_meetings_is_none():
    link = '<a href="?moedetitel=2023-04-11%2017.00">11. april</a>'
    years = f'<bui-accordion-item><h3 slot="heading">2023</h3>{link}</bui-accordion-item>'
    document = page(
        f'<h1>Referat</h1><bui-accordion-item><h3 slot="heading">Salg</h3>Åben</bui-accordion-item>{years}'
        '<a href="?moedetitel=2023-02-07%2017.00">Forrige</a>'
    )
    assert told(document) == [(MEETING_LEVEL, "Referat"), (ITEM_LEVEL, "Salg"), (None, "Åben")]


def test_navigation_banners_and_the_foot_are_left_out():
    around = (
        "<bui-header>a</bui-header><nav>b</nav><div role='dialog'>c</div><div id='cookie-banner'>d</div>"
        "<bui-cookie-consent>e</bui-cookie-consent><bui-breadcrumb>f</bui-breadcrumb><footer>g</footer>"
    )
    assert told(page(f"<form>{around}<p>Ud</p><main><h1>A</h1>{around}<p>x</p></main>{around}</form>")) == [
        (MEETING_LEVEL, "A"),
        (None, "x"),
    ]
    assert told(page(f"{around}<h1>A</h1><p>x</p>{around}")) == [(MEETING_LEVEL, "A"), (None, "x")]


def test_papers_are_links_with_lasting_addresses():
    document = application(
        '<h3>1. A</h3><p>Bilag</p><ul><li><a href="http://localhost:5287/x/a b.pdf">Kort</a></li>'
        '<li><bui-link label="Plan" href="/bilag/7"></bui-link></li><li><a href="https://video.example/7">Klip</a></li></ul>'
    )
    assert [(block.text, block.href) for block in document.blocks if block.kind is BlockKind.LINK] == [
        ("Kort", "https://apps.aalborgkommune.dk/x/a%20b.pdf"),
        ("Plan", "https://apps.aalborgkommune.dk/bilag/7"),
    ]
    assert told(document)[-1] == (None, "- Klip")


def test_the_whole_meetings_pdf_is_no_paper():
    assert paper_address("/aakReferater/Pdf.aspx?pdfnavn=2024-04-08 10.30.pdf&type=moede", APPLICATION) is None


@pytest.mark.parametrize("body", [b"", b" \n", b"{}", b"%PDF-1.7", b"\xff\xfe", b"<p></p>", b"<script>1</script>"])
@pytest.mark.parametrize("read", [read_application, read_page])
def test_what_is_no_page_with_text_is_unreadable(read, body):
    with pytest.raises(UnreadableDocument):
        read(body, PAGE)


def test_an_answer_of_the_application_without_items_is_unreadable():
    with pytest.raises(UnreadableDocument, match="no item"):
        application("<h3>Referat</h3><h2>1. A</h2>")


def test_older_danish_encoding_is_read():
    document = read_application("<h3>1. Støj på Ågade</h3>".encode("windows-1252"), APPLICATION)
    assert told(document) == [(ITEM_LEVEL, "Støj på Ågade")]


def test_application_and_page_of_one_meeting_say_the_same():
    assert said(application(application_answer(COUNCIL))) == said(page(meeting_page(COUNCIL)))


def test_an_agenda_has_place_and_time_minutes_have_neither():
    agenda, minutes = (parse_minutes(page(meeting_page(one))) for one in (COUNCIL_AGENDA, COUNCIL))
    assert (agenda.place, agenda.start_time, str(agenda.date)) == ("Medborgerhuset", "16:00", "2023-12-11")
    assert (minutes.place, minutes.start_time, str(minutes.date)) == (None, None, "2024-09-09")


def test_a_page_that_lost_its_titles_has_items_without():
    read = parse_minutes(page(meeting_page(board_2023())))
    assert (read.body_name, len(read.items)) == ("Integrationsrådet", 11)
    assert {(item.number, item.title, item.is_open) for item in read.items} == {(None, None, True)}
    assert read.items[-1].decision == "Intet."


PIECES = (
    *("<h3>", "</h3>", "<h3>1. A</h3>", "2. B", "<main>", "</main>", "<bui-accordion-item>", "</bui-accordion-item>"),
    *("<i slot='heading'>", "</i>", "<td>", "</table>", "<svg>", "</svg>", "<nav>", "</nav>", "<script>", "</script>"),
    *("Åben", "<p>Beslutning</p>", "x", "&", "<a href='?moedetitel=1'>", "<a href='//[/a.pdf'>", "</a>"),
)
MARKUP = st.lists(st.sampled_from(PIECES)).map(lambda parts: "".join(parts).encode())


@given(MARKUP | st.text().map(str.encode), st.sampled_from([APPLICATION, PAGE, "", "http://[", "a.html"]))
def test_any_markup_is_a_document_or_unreadable(body, url):
    for read in (read_application, read_page):
        try:
            document = read(body, url)
        except UnreadableDocument:
            continue
        assert all(block.text or block.level == ITEM_LEVEL for block in document.blocks)
        parse_minutes(document)


def test_a_link_to_the_top_below_an_item_is_no_part_of_it():
    """As on a page of Køge's archive, which has the same headings."""
    page = (
        b"<h3>31. Budget</h3><b>Beslutning</b><p>Godkendt.</p><a href='#top'>Til toppen</a><h3>32. Valg</h3><p>Nej.</p>"
    )
    (item, _) = parse_minutes(read_application(page, "")).items
    assert item.decision == "Godkendt."
