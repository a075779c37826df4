"""PDFs of every producer become the same blocks: what is read is compared with the text they were typeset from."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, BlockKind, Document, UnreadableDocument
from rådscraper.layouts.pdf import lay_out, read_pdf
from rådscraper.layouts.pdf_drawings import Line
from rådscraper.layouts.pdf_pages import Pages, read_pages
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile
from tests.recorded import recorded
from tests.sites.faces import Setting
from tests.sites.typeset import TEXT, TITLE, typeset

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "pdf"

SOENDERBORG = "soenderborg_integrationsraad_2021-02-25"
KOEGE = "koege_integrationsraadet_2021-04-12"
KALUNDBORG = "kalundborg_integrationsraadet_2018-06-07"
LETTER = "aalborg_integrationsraadet_2019-04-09"
WEB_PAGE = "aalborg_integrationsraadet_2023-04-11"
AARHUS = "aarhus_byraad_2025-08-27"

# The PDF and the text it was typeset from.
MINUTES = [
    (SOENDERBORG, SOENDERBORG),
    (f"{SOENDERBORG}_skia", SOENDERBORG),
    (KOEGE, KOEGE),
    (f"{KOEGE}_skia", KOEGE),
    (KALUNDBORG, KALUNDBORG),
    (LETTER, LETTER),
    (WEB_PAGE, WEB_PAGE),
    (AARHUS, AARHUS),
]


def document(name: str) -> Document:
    path = FIXTURES / f"{name}.pdf"
    if name == AARHUS:
        path = recorded("firstagenda_aarhus/byraad_2025-08-27_referat.pdf")
    return read_pdf(path.read_bytes(), f"https://example.dk/{name}.pdf")


def recorded_minutes(name: str) -> str:
    path = ROOT / "tests" / "gold" / name
    path = path if path.exists() else recorded(f"minutes/{name}")
    return path.read_text(encoding="utf-8")


def headings(read: Document, level: int) -> list[str]:
    return [block.text for block in read.blocks if block.level == level]


def fields(read: Document) -> dict[str | None, str]:
    return {block.name: block.text for block in read.blocks if block.kind is BlockKind.FIELD}


def body_of(text: str) -> str:
    """A recorded text without its list of contents and the signs of its lists."""
    text = re.sub(r"Indholdsfortegnelse.*?\n(?=\f?Punkt \d+:)", "", text, count=1, flags=re.DOTALL)
    return re.sub(r"^\f?(?:- )?", "", text, flags=re.MULTILINE)


def body_as_read(read: Document) -> str:
    return "\n".join(f"{block.name or ''} {re.sub(r'^ *- ', '', block.text)}" for block in read.blocks)


def folded(text: str) -> list[str]:
    """The words of a text without the signs that only the recorded texts have."""
    return re.sub(r"[*•]+", "", unicodedata.normalize("NFKC", text)).split()


def wrong_letters(wanted: list[str], read: list[str]) -> int:
    """Letters to change, counted within the words that differ."""
    wrong = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, wanted, read, autojunk=False).get_opcodes():
        if tag != "equal":
            one, other = "".join(wanted[a:b]), "".join(read[c:d])
            same = sum(block.size for block in difflib.SequenceMatcher(None, one, other).get_matching_blocks())
            wrong += max(len(one), len(other)) - same
    return wrong


@pytest.mark.parametrize(("name", "text"), MINUTES)
def test_one_letter_in_a_thousand_is_wrong_at_most(name, text):
    wanted, read = folded(body_of(recorded_minutes(f"{text}.txt"))), folded(body_as_read(document(name)))
    assert wrong_letters(wanted, read) <= 0.001 * sum(map(len, wanted))


@pytest.mark.parametrize(("name", "text"), [case for case in MINUTES if case[0] != WEB_PAGE])
def test_every_item_is_found_and_nothing_else_is_one(name, text):
    items = json.loads(recorded_minutes(f"{text}.gold.json"))["items"]
    read = headings(document(name), ITEM_LEVEL)
    assert len(read) == len(items)
    for heading, item in zip(read, items, strict=True):
        assert item["number"] in heading
        # The letter prints one item's title below its number and time.
        assert item["title"] in heading or heading == "6. 18:10"


@pytest.mark.parametrize(("name", "text"), [case for case in MINUTES if case[0] not in (WEB_PAGE, KALUNDBORG, AARHUS)])
def test_every_section_heading_is_found_under_its_item(name, text):
    wanted = [item["section_headings"] for item in json.loads(recorded_minutes(f"{text}.gold.json"))["items"]]
    sections: list[list[str]] = []
    for block in document(name).blocks:
        if block.level == ITEM_LEVEL:
            sections.append([])
        elif block.level == SECTION_LEVEL:
            sections[-1].append(block.text)
    # Bold lines within a section, as "Fraværende:", are headings to the layout; the parser knows better.
    assert [[text for text in found if text in known] for found, known in zip(sections, wanted, strict=True)] == wanted


@pytest.mark.parametrize("name", [KALUNDBORG, AARHUS, WEB_PAGE])
def test_bold_lines_are_sections_and_plain_ones_are_not(name):
    read = headings(document(name), SECTION_LEVEL)
    known = {
        KALUNDBORG: {"Sagsfremstilling", "Sagstype", "Resume og sagens baggrund", "Indstillinger", "Behandling"}
        | {"Økonomiske konsekvenser", "Drøftelse:"},
        AARHUS: {"Beslutninger", "Resume", "Beslutningspunkter", "Borgmesterens Afdelings påtegning", "Sagsforløb"}
        | {"Bilag"},
        WEB_PAGE: {"Beslutning", "Indstilling", "Bilag"},
    }
    assert set(read) == known[name]


@pytest.mark.parametrize("name", [KALUNDBORG, KOEGE, f"{KOEGE}_skia", SOENDERBORG, f"{SOENDERBORG}_skia", WEB_PAGE])
def test_paragraphs_are_put_together_as_they_were_written(name):
    written = recorded_minutes(f"{name.removesuffix('_skia')}.txt")
    paragraphs = {" ".join(line.replace("•", "-").split()) for line in written.splitlines()}
    read = [block.text for block in document(name).blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)]
    assert [text for text in read if text not in paragraphs] == []


def test_two_producers_of_the_same_minutes_give_the_same_blocks():
    for name in (KOEGE, SOENDERBORG):
        assert document(name) == document(f"{name}_skia")


def test_a_title_over_two_lines_is_one_heading():
    assert headings(document(SOENDERBORG), MEETING_LEVEL) == ["REFERAT R&N, 2018-21: Integrationsråd d. 25-02-2021"]
    assert headings(document(KALUNDBORG), MEETING_LEVEL) == ["REFERAT Integrationsrådet d. 07-06-2018"]
    assert "Punkt 39: Status på integrationsprisarrangement 2021 - april møde" in headings(document(KOEGE), ITEM_LEVEL)


def test_the_title_block_is_read_as_fields():
    read = fields(document(f"{SOENDERBORG}_skia"))
    assert read["Mødedato"] == "Torsdag d. 25. februar 2021 kl. 17:15"
    assert read["Mødested"] == "Teams"
    assert read["Mødedeltagere"] is not None
    assert read["Mødedeltagere"].startswith(
        "Bente Lauritzen, Birgitte Egel Andersen (Fravær), Rikke Dybbøl Lange, Khalil"
    )
    assert read["Mødedeltagere"].endswith("Sinan Jajic, Desalegn Tufa")


def test_the_letter_names_its_fields():
    names = ["Møde", "Tid", "Sted", "Deltagere", "Afbud", "Mødeleder", "Sagsnr./Dok.nr.", "Referent"]
    assert list(fields(document(LETTER))) == names
    assert fields(document(LETTER))["Sagsnr./Dok.nr."] == "2019-000658 / 2019-000658-10"


@pytest.mark.parametrize(("name", "_text"), MINUTES)
def test_neither_page_numbers_nor_contents_are_text(name, _text):
    text = body_as_read(document(name))
    assert not re.search(r"Side \d+ af \d+", text)
    assert "Indholdsfortegnelse" not in text
    assert "....." not in text


@pytest.mark.parametrize(("name", "_text"), MINUTES)
def test_stored_text_has_no_trace_of_the_typesetting(name, _text):
    for block in document(name).blocks:
        assert block.text == unicodedata.normalize("NFC", block.text)
        assert not re.search("[\x00-\x09\x0b-\x1f\xa0\xad\u2010\u2011\ufb00-\ufb06\ufffe]", block.text)
        assert block.page
        assert block.text or block.kind is BlockKind.FIELD


def test_pages_run_forward():
    pages = [block.page or 0 for block in document(KOEGE).blocks]
    assert all(page <= following for page, following in pairwise(pages))


def test_drawn_and_printed_bullets_are_list_items():
    for name in (SOENDERBORG, f"{SOENDERBORG}_skia"):
        items = [block.text for block in document(name).blocks if block.kind is BlockKind.LIST_ITEM]
        assert "- fremlægge den kommende proces, herunder tidsplanen" in items
        assert "- dagsordenen." in items


def test_a_dash_that_begins_a_line_of_an_item_takes_no_drawn_bullet_away():
    long = "- Det drøftes, hvordan der kan gives tilskud til foreninger i byen, og hvordan de kan søge penge"
    lines = [("Punkt 1: Sag", TITLE), (f"{long} – som hidtil.", TEXT), ("- Det udsættes.", TEXT)]
    body = typeset(lines, setting=Setting(("Helvetica", "Helvetica-Bold"), hangs=True))
    signs = [line.text for line in read_pages(body).lines if len(line.text) == 1]
    assert signs == ["•", "•", "–"]


def test_a_hyphen_of_the_text_stays_and_one_of_the_typesetter_goes():
    assert "afholdes to integrationspris-arrangementer i 2021" in body_as_read(document(KOEGE))
    assert "kan modtage økonomisk støtte" in body_as_read(document(LETTER))


def test_a_table_is_read_in_rows():
    rows = [b.text for b in document("syntetisk_budgetbilag_tabel").blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows[0] == "Område | Budget 2023 | Forbrug | Afvigelse | Forventet regnskab"
    assert rows[1] == "Skoleområdet – konto 1 | 34.464.097 | 11.246.633 | 43.992.312 | 78.366.946"
    assert {row.count(" | ") for row in rows} == {4}
    assert len(rows) == 241


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (f"{KOEGE}_scan", FileStatus.SCANNED),
        (f"{KOEGE}_adgangskode", FileStatus.ENCRYPTED),
        (f"{KOEGE}_afkortet", FileStatus.FAILED),
    ],
)
def test_a_file_without_text_says_why(name, status):
    with pytest.raises(UnreadableFile) as caught:
        document(name)
    assert caught.value.status is status


@pytest.mark.parametrize("body", [b"", b"<html>Siden findes ikke</html>", b"\x00" * 5000])
def test_what_is_no_pdf_is_unsupported(body):
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(body, "https://example.dk")
    assert caught.value.status is FileStatus.UNSUPPORTED


def line(text: str, x: float = 70, y: float = 700, size: float = 10, *, bold: bool = False, **more) -> Line:
    return Line(more.pop("page", 1), text, size, bold, x, y, x + 0.5 * size * len(text), **more)


HEIGHTS = dict.fromkeys(range(1, 10), 842.0)


def laid_out(*lines: Line) -> list[tuple[BlockKind, str]]:
    read = lay_out(Pages(list(lines), max(line.page for line in lines), [], [], HEIGHTS), "https://example.dk")
    return [(block.kind, block.text) for block in read.blocks]


LONG = "Forvaltningen indstiller til udvalget, at orienteringen tages til efterretning uden videre"


def test_the_next_line_belongs_to_the_paragraph_when_its_first_word_had_no_room():
    lines = [line(LONG), line("drøftelse.", y=688), line("Sagen genoptages.", y=676), line("Udsat.", y=664)]
    assert [text for _, text in laid_out(*lines)] == [f"{LONG} drøftelse.", "Sagen genoptages.", "Udsat."]


def test_a_paragraph_goes_on_over_the_page():
    lines = [line(LONG, y=50), line("drøftelse.", y=780, page=2)]
    assert [text for _, text in laid_out(*lines)] == [f"{LONG} drøftelse."]


def test_hyphens_are_told_apart_by_what_else_the_file_says():
    lines = [
        line("Både Sundheds- og Kulturudvalget og skolerne drøfter hjemmepleje med hensyn til økonomi"),
        line(
            "En sag om forvaltningens tilbud om støtte til borgere, som modtager en bevilget hjemme", y=670, hyphen="-"
        ),
        line("pleje hører under udvalget, og den har været sendt til udtalelse hos både Skole", y=658, hyphen="-"),
        line("og Børneudvalget, der har haft bemærkninger til sagen om den såkaldte vedtagne BABA", y=646, hyphen="-"),
        line("indsats, og til den støtte, der gives efter loven til en hvilken som helst bor", y=634, hyphen="\u2010"),
        line("ger.", y=622),
    ]
    text = " ".join(text for _, text in laid_out(*lines))
    assert "bevilget hjemmepleje hører" in text
    assert "både Skole- og Børneudvalget" in text
    assert "vedtagne BABA-indsats" in text
    assert text.endswith("hvilken som helst borger.")


def test_nested_bullets_are_indented():
    lines = [
        line("Der er to dele:"),
        line("•", x=80, y=688),
        line("den ene", x=90, y=688),
        line("o", x=100, y=676),
        line("dens del", x=110, y=676),
        line("•", x=80, y=664),
        line("den anden", x=90, y=664),
    ]
    texts = [text for _, text in laid_out(*lines)]
    assert texts == ["Der er to dele:", "- den ene", "  - dens del", "- den anden"]


def test_a_dash_that_begins_a_line_of_a_sentence_is_no_bullet():
    lines = [line(LONG), line("–", y=688), line("herunder om økonomi.", x=80, y=688)]
    assert [text for _, text in laid_out(*lines)] == [f"{LONG} – herunder om økonomi."]


def test_a_heading_repeated_on_every_page_is_no_running_head():
    lines = []
    for page in range(1, 6):
        lines += [line(f"Punkt {page + 30}: Sag", size=15, bold=True, page=page, y=760)]
        lines += [line("Beslutning", bold=True, page=page, y=730), line("Godkendt.", page=page, y=715)]
        lines += [line(f"Side {page} af 5", x=480, y=30, page=page)]
    texts = [text for _, text in laid_out(*lines)]
    assert texts.count("Beslutning") == 5
    assert len(texts) == 15


def test_a_list_of_contents_may_break_its_titles():
    lines = [
        line("REFERAT Byrådet", size=20, bold=True, y=780),
        line("Indhold", size=15, bold=True, page=2, y=780),
        line("Godkendelse af dagsorden ".ljust(80, ".") + " 3", page=2, y=760),
        line("Svar på et forslag, hvis titel er så lang, at den ikke kan stå på en linje", page=2, y=748),
        line("i indholdet ".ljust(80, ".") + " 4", page=2, y=736),
        line("Lukket sag, hvis titel ikke levner plads til prikker".ljust(80) + " 5", page=2, y=724),
        line("Punkt 1: Godkendelse af dagsorden", size=15, bold=True, page=3, y=780),
        line("Godkendt.", page=3, y=760),
    ]
    texts = [text for _, text in laid_out(*lines)]
    assert texts == ["REFERAT Byrådet", "Punkt 1: Godkendelse af dagsorden", "Godkendt."]


def any_line() -> st.SearchStrategy[Line]:
    number = st.floats(-50, 900)
    return st.builds(
        Line,
        page=st.integers(1, 4),
        text=st.one_of(
            st.sampled_from(["•", "-", "o", "1.", "Punkt 1: Sag", "Sag ..... 3", "Side 1 af 4"]), st.text(min_size=1)
        ),
        size=st.sampled_from([0.1, 8.0, 10.0, 10.5, 15.0, 20.0]),
        is_bold=st.booleans(),
        x0=number,
        y=number,
        x1=number,
        hyphen=st.sampled_from(["", "-", "\u2010"]),
    )


@given(st.lists(any_line().filter(lambda line: line.text.strip()), max_size=30))
def test_whatever_the_lines_they_are_laid_out(lines):
    try:
        read = lay_out(Pages(lines, 4, [], [], HEIGHTS), "https://example.dk")
    except UnreadableDocument:
        return
    assert all(block.page for block in read.blocks)


def test_lines_carry_place_size_and_weight():
    first = read_pages((FIXTURES / f"{KOEGE}.pdf").read_bytes()).lines[0]
    assert first.text == "REFERAT Integrationsrådet d. 12-04-2021"
    assert (first.page, first.size, first.is_bold) == (1, 20.0, True)
    assert 60 < first.x0 < first.x1 < 595
    assert 700 < first.y < 842
