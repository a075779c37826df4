"""Each kind of paper: its pages, its words, and what is told where there are none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from rådscraper.filetext import reading
from rådscraper.filetext.reading import read_file
from rådscraper.items import FileStatus, FileText
from rådscraper.media import is_named_page, media_type_of
from tests.filetext import makers
from tests.layouts.test_guarded import page, stream

PDFS = Path(__file__).parents[1] / "fixtures" / "pdf"
KOEGE = "koege_integrationsraadet_2021-04-12"
WITHOUT_TEXT = ("_scan", "_adgangskode", "_afkortet")
WITH_TEXT = [pdf for pdf in sorted(PDFS.glob("*.pdf")) if not pdf.stem.endswith(WITHOUT_TEXT)]
BUDGET_PAGES = (
    (1, "Budget 2024\nOmråde | Beløb | Dato\nSkoler | 1250.5\nÆldre | 300 | 2024-03-01"),
    (2, "Noter\nTallene er i 1.000 kr."),
)


def read(tmp_path: Path, body: bytes, pages: int = 5000, characters: int = 5_000_000) -> FileText:
    (tmp_path / "paper").write_bytes(body)
    return read_file(tmp_path / "paper", pages, characters)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (makers.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (makers.with_macros(makers.xlsx()), "application/vnd.ms-excel.sheet.macroEnabled.12"),
        (makers.xls(), "application/vnd.ms-excel"),
        (makers.ods(), "application/vnd.oasis.opendocument.spreadsheet"),
    ],
    ids=["xlsx", "xlsm", "xls", "ods"],
)
def test_a_workbook_is_read_sheet_by_sheet(tmp_path, body, media_type):
    text = read(tmp_path, body)
    assert (text.status, text.pages, text.error) == (FileStatus.OK, 2, None)
    assert text.texts == BUDGET_PAGES
    assert text.media_type == media_type_of(body) == media_type


def test_a_hidden_sheet_is_told_and_keeps_its_number(tmp_path):
    text = read(tmp_path, makers.xlsx({"A": [["skjult"]], **makers.BUDGET, "B": [["vist"]]}, hidden="Noter"))
    assert [number for number, _ in text.texts] == [1, 2, 4]
    assert text.error == "sheet 3 is hidden and was left out"


def test_a_presentation_is_read_slide_by_slide_with_tables_and_notes(tmp_path):
    slides = [("Ny skole", "Plads til 600", "Klar i 2027"), ("Økonomi", "Anlæg: 120 mio. kr.")]
    body = makers.pptx_of(*slides, notes="Husk spørgsmål", table=[["År", "Elever"], ["2027", "412"]])
    text = read(tmp_path, body)
    assert (text.status, text.pages) == (FileStatus.OK, 2)
    assert text.texts == (
        (1, "Ny skole\nPlads til 600\nKlar i 2027\nÅr | Elever\n2027 | 412\nHusk spørgsmål"),
        (2, "Økonomi\nAnlæg: 120 mio. kr."),
    )


def test_a_word_file_is_one_page(tmp_path):
    text = read(tmp_path, makers.docx_of("Høringssvar", "Vi støtter forslaget."))
    assert (text.status, text.pages, text.texts) == (FileStatus.OK, 1, ((1, "Høringssvar\nVi støtter forslaget."),))


def test_a_pdf_keeps_the_numbers_of_its_pages(tmp_path):
    text = read(tmp_path, makers.pdf_of("Forside", "", "Bilag på side tre"))
    assert (text.status, text.pages) == (FileStatus.OK, 3)
    assert text.texts == ((1, "Forside"), (3, "Bilag på side tre"))


def test_a_real_pdf_is_whole_and_its_typeset_hyphens_mended(tmp_path):
    text = read(tmp_path, (PDFS / f"{KOEGE}.pdf").read_bytes())
    assert [number for number, _ in text.texts] == list(range(1, 12))
    whole = "\n".join(told for _, told in text.texts)
    assert "Integrationsrådet" in whole
    assert not set(whole) & set("\ufffe\u2010\u00ad\ufb01\ufb02")


@pytest.mark.parametrize("pdf", WITH_TEXT, ids=lambda pdf: pdf.stem)
def test_every_letter_of_a_page_is_kept_on_its_page(pdf):
    told = dict(read_file(pdf, 5000, 5_000_000).texts)
    for number, printed in enumerate(pypdfium2.PdfDocument(pdf), 1):
        raw = printed.get_textpage().get_text_range()
        assert _letters(told[number]) == _letters(raw), number


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize(
    ("name", "status", "pages", "error"),
    [
        (f"{KOEGE}_scan", FileStatus.SCANNED, 3, None),
        (f"{KOEGE}_adgangskode", FileStatus.ENCRYPTED, None, "the PDF needs a password"),
        (f"{KOEGE}_afkortet", FileStatus.FAILED, None, "the PDF is broken"),
    ],
)
def test_a_pdf_without_readable_text_says_why(tmp_path, name, status, pages, error):
    text = read(tmp_path, (PDFS / f"{name}.pdf").read_bytes())
    assert (text.status, text.pages, text.texts) == (status, pages, ())
    assert (text.error or "").startswith(error or "")
    assert text.media_type == "application/pdf"


def test_a_scan_packed_in_a_drawing_is_a_scan(tmp_path):
    drawing = b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</I 7 0 R>>>>"
    bits = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    objects = stream(b"q 500 0 0 500 0 0 cm /I Do Q", drawing), stream(b"0", bits)
    text = read(tmp_path, page(b"/G Do", b"", 1, b"/XObject<</G 6 0 R>>", *objects))
    assert (text.status, text.pages) == (FileStatus.SCANNED, 1)


def test_a_blank_pdf_is_empty_and_no_scan(tmp_path):
    assert read(tmp_path, makers.pdf_of("", "")).status is FileStatus.EMPTY


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("Første side\fAnden side".encode(), ((1, "Første side"), (2, "Anden side"))),
        ("Ærø".encode("cp1252"), ((1, "Ærø"),)),
        ("Ærø".encode("utf-16"), ((1, "Ærø"),)),
        (b"A\xcc\x8arhus", ((1, "Århus"),)),
    ],
)
def test_plain_text_is_read_in_the_encodings_it_comes_in(tmp_path, body, texts):
    text = read(tmp_path, body)
    assert (text.status, text.media_type, text.texts) == (FileStatus.OK, "text/plain", texts)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_a_web_page_is_what_it_shows(tmp_path, encoding):
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>T</title><script>alert(1)</script></head>'
        "<body><h1>Høring</h1><ul><li>Støj</li></ul><p>Frist: 1. maj</p></body></html>"
    )
    text = read(tmp_path, page.encode(encoding))
    assert (text.status, text.texts) == (FileStatus.OK, ((1, "Høring\n- Støj\nFrist: 1. maj"),))


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", FileStatus.EMPTY, None),
        (b" \n", FileStatus.EMPTY, None),
        (b"\xff\xd8\xff\xe0 a photo", FileStatus.SCANNED, None),
        (b"{\\rtf1 Hej}", FileStatus.UNSUPPORTED, "files of the type application/rtf are not read"),
        (b"\x7fELF\x00\x00\x00\x00\x01\x02\x03", FileStatus.UNSUPPORTED, "files of the type application/octet-stream"),
        (makers.zipped({"kort.shp": "x"}), FileStatus.UNSUPPORTED, "files of the type application/zip are not read"),
        (b"PK\x03\x04 no zip", FileStatus.FAILED, "the zip file is broken or cut off"),
        (makers.xlsx()[:3000], FileStatus.FAILED, "the zip file is broken or cut off"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            FileStatus.ENCRYPTED,
            "the office file is locked with a password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            FileStatus.UNSUPPORTED,
            "files of the type application/msword are not read",
        ),
        (makers.xls()[:512] + bytes(1024) + makers.xls()[1536:], FileStatus.FAILED, "the workbook is broken"),
        (makers.zipped({"ppt/presentation.xml": "<x/>"}), FileStatus.FAILED, "the presentation is broken"),
    ],
)
def test_what_gives_no_text_says_why(tmp_path, body, status, error):
    text = read(tmp_path, body)
    assert (text.status, text.texts) == (status, ())
    assert (text.error or "").startswith(error or "")
    assert (error is None) == (text.error is None)


def test_a_file_of_many_pages_is_cut_and_says_so(tmp_path):
    text = read(tmp_path, makers.pdf_of(*[f"Side {number}" for number in range(1, 201)]), pages=120)
    assert (text.status, text.pages, len(text.texts)) == (FileStatus.OK, 200, 120)
    assert text.error == "only the first 120 pages were read (up to page 120 of 200)"


def test_a_sheet_of_many_rows_is_cut_and_says_so(tmp_path):
    rows = [["Konto", float(number)] for number in range(20_000)]
    text = read(tmp_path, makers.xlsx({"Kontoplan": rows}), characters=10_000)
    ((number, told),) = text.texts
    assert (text.status, number) == (FileStatus.OK, 1)
    assert len(told) == 10_000
    assert text.error == "only the first 10000 characters were read (up to page 1 of 1)"


def test_a_file_that_takes_long_is_cut_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.0)
    text = read(tmp_path, makers.pdf_of("Et", "To"))
    assert (text.error or "").startswith("only what could be read in 0 seconds")


def test_pages_that_cannot_be_opened_are_told_and_the_others_read(tmp_path):
    text = read(tmp_path, page(b"BT /F1 12 Tf 72 700 Td (Godkendt.) Tj ET", count=3))
    assert text.texts == ((1, "Godkendt."),)
    assert text.error == "page 2 can't be opened; page 3 can't be opened"


@pytest.mark.parametrize(
    ("disposition", "is_page"),
    [
        ('attachment; filename="kort.html"', True),
        ("inline; filename=oversigt.htm; size=3", True),
        ("attachment; filename*=UTF-8''h%C3%B8ring.html", True),
        ('inline; filename ="document.pdf"', False),
        ("", False),
    ],
)
def test_a_web_page_is_a_file_where_the_server_names_it_so(disposition, is_page):
    assert is_named_page(disposition) is is_page
