"""A CPR number beside the text a file shows is found as one in it, and what only looks like one there is none."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from rådscraper.filetext import unseen
from rådscraper.filetext.reading import read_file
from rådscraper.items import FileStatus, FileText
from tests.filetext import makers
from tests.layouts.test_guarded import page
from tests.layouts.word import saved

NUMBER = "010190-1234"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PDF = makers.pdf_of("Godkendt.")


def read(tmp_path: Path, body: bytes) -> FileText:
    (tmp_path / "paper").write_bytes(body)
    return read_file(tmp_path / "paper", 5000, 5_000_000)


def formatted(value: float, format_code: str) -> bytes:
    """A workbook with a number that a format prints otherwise than it is stored."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Borger")
        sheet.write_number(1, 0, value, book.add_format({"num_format": format_code}))
    return file.getvalue()


def with_comment() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Borger")
        sheet.write_comment(0, 0, f"Det er {NUMBER}")
    return file.getvalue()


def with_properties() -> bytes:
    word = docx.Document()
    word.add_paragraph("Høringssvar")
    word.core_properties.subject = f"Klage fra {NUMBER}"
    return saved(word)


def deleted_but_tracked() -> bytes:
    text = makers.part_of(makers.docx_of("Høringssvar"), "word/document.xml")
    gone = "<w:p><w:del><w:r><w:delText>0101</w:delText></w:r><w:r><w:delText>90-1234</w:delText></w:r></w:del></w:p>"
    return makers.zipped({"word/document.xml": text.replace("<w:sectPr", f"{gone}<w:sectPr", 1)}, makers.docx_of("x"))


def with_part(body: bytes, name: str, text: str) -> bytes:
    return makers.zipped({name: f'<x xmlns:w="{W}">{text}</x>'}, body)


def pdf_with_field() -> bytes:
    field = f"<</Type/Annot/Subtype/Widget/FT/Tx/T(cpr)/V({NUMBER})/Rect[0 0 9 9]>>".encode()
    body = page(b"BT /F1 12 Tf 72 700 Td (Ansogning) Tj ET", b"", 1, b"", field)
    return body.replace(b"/Contents 4 0 R", b"/Annots[6 0 R]/Contents 4 0 R")


def pdf_with_file(content: bytes, name: str = "bilag") -> bytes:
    document, file = pypdfium2.PdfDocument(PDF), BytesIO()
    document.new_attachment(name).set_data(content)
    document.save(file)
    document.close()
    return file.getvalue()


def pdf_with_title() -> bytes:
    body = page(b"BT /F1 12 Tf 72 700 Td (Godkendt) Tj ET", b"", 1, b"", b"<</Title(Brev fra %b)>>" % NUMBER.encode())
    return body.replace(b"/Root 1 0 R", b"/Root 1 0 R/Info 6 0 R")


def shown_otherwise() -> bytes:
    """An open sheet whose cell is stored as a number and shown with its nought."""
    body = makers.ods({"A": [["vist"], [101901234.0]]})
    content = makers.part_of(body, "content.xml")
    shown = f'value="101901234"><text:p>{NUMBER}</text:p></table:table-cell>'
    return makers.zipped({"content.xml": content.replace('value="101901234.0"/>', shown)}, body)


def old_word(text: bytes) -> bytes:
    name = "WordDocument".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + text + bytes(64) + name + bytes(400)


XMP = b"<?xpacket begin=''?><x><dc:title>Brev fra 010190-1234</dc:title></x><?xpacket end='w'?>"
HOLDING = {
    "a hidden sheet": (makers.xlsx({"A": [["vist"]], "B": [["Bo", NUMBER]]}, hidden="B"), "sheet 2, which is hidden"),
    "a number in a hidden sheet": (
        makers.xlsx({"A": [["vist"]], "B": [["Bo", 1101901234]]}, hidden="B"),
        "sheet 2, which is hidden",
    ),
    "a cell that shows a nought": (formatted(101901234, "000000-0000"), "xl/worksheets/sheet1.xml"),
    "a cell of ten digits": (formatted(101901234, "0000000000"), "xl/worksheets/sheet1.xml"),
    "a quoted format": (formatted(101901234, '000000"-"0000;@'), "xl/worksheets/sheet1.xml"),
    "a cell's comment": (with_comment(), "xl/comments1.xml"),
    "a sheet's name": (makers.xlsx({"A": [["vist"]], NUMBER: []}), "xl/workbook.xml"),
    "an outer workbook's name": (
        with_part(makers.xlsx(), "xl/externalLinks/_rels/externalLink1.xml.rels", f'<r Target="C:/{NUMBER}.xlsx"/>'),
        "xl/externalLinks/_rels/externalLink1.xml.rels",
    ),
    "a Word file's properties": (with_properties(), "docProps/core.xml"),
    "a deletion that is tracked": (deleted_but_tracked(), "word/document.xml"),
    "a Word file's comment": (
        with_part(makers.docx_of("x"), "word/comments.xml", f"<w:p><w:t>{NUMBER}</w:t></w:p>"),
        "word/comments.xml",
    ),
    "a workbook in a Word file": (
        makers.zipped({"word/embeddings/ark.xlsx": makers.xlsx({"A": [[NUMBER]]})}, makers.docx_of("x")),
        "word/embeddings/ark.xlsx",
    ),
    "a slide's comment": (
        with_part(makers.pptx_of(("Titel", "Tekst")), "ppt/comments/comment1.xml", f"<p:text>{NUMBER}</p:text>"),
        "ppt/comments/comment1.xml",
    ),
    "a picture's description": (
        with_part(makers.pptx_of(("Titel", "Tekst")), "ppt/slides/x.xml", f'<cNvPr id="1" descr="{NUMBER}"/>'),
        "ppt/slides/x.xml",
    ),
    "what an open sheet shows": (shown_otherwise(), "content.xml"),
    "an open sheet's properties": (
        with_part(makers.ods(), "meta.xml", f"<dc:title>{NUMBER}</dc:title>"),
        "meta.xml",
    ),
    "a PDF's title": (pdf_with_title(), "its properties"),
    "a PDF's packet of properties": (PDF + XMP, "its properties"),
    "a PDF's field": (pdf_with_field(), "a note or field on page 1"),
    "a PDF in a PDF": (pdf_with_file(makers.pdf_of(NUMBER)), "the file within it named bilag"),
    "the name of a file in a PDF": (pdf_with_file(b"x", f"{NUMBER}.txt"), "the name of a file within it"),
    "a PDF in a zip file": (makers.zipped({"brev.pdf": makers.pdf_of(NUMBER)}), "brev.pdf"),
    "a PDF in a zip file in a zip file": (
        makers.zipped({"mere.zip": makers.zipped({"brev.pdf": makers.pdf_of(NUMBER)})}),
        "mere.zip",
    ),
    "an old Word file": (old_word(NUMBER.encode()), "its bytes"),
    "an old Word file of wide letters": (old_word(b"\0" + NUMBER.encode("utf-16-le")), "its bytes"),
    "rich text": (b"{\\rtf1 Hej %b}" % NUMBER.encode(), "its bytes"),
}


@pytest.mark.parametrize("name", HOLDING)
def test_a_number_is_found_wherever_it_stands(tmp_path, name):
    body, place = HOLDING[name]
    text = read(tmp_path, body)
    assert place in text.unseen
    assert NUMBER not in "".join(words for _, words in text.texts)


OTHERS = {
    "papers as they are": makers.pdf_of("Godkendt."),
    "a workbook": makers.xlsx(),
    "a workbook with macros": makers.with_macros(makers.xlsx()),
    "an old workbook": makers.xls(),
    "an open workbook": makers.ods(),
    "slides": makers.pptx_of(("Titel", "Tekst"), notes="Noter"),
    "a Word file": makers.docx_of("Godkendt."),
    "an amount of nine digits": formatted(101901234, "#,##0"),
    "a number a program made": with_part(makers.docx_of("x"), "docProps/custom.xml", "<vt:i4>1101901234</vt:i4>"),
    "a mark a program made": with_part(makers.pptx_of(("T", "")), "ppt/slides/x.xml", '<p14:id val="1101901234"/>'),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_number_is_not_found(tmp_path, name):
    assert read(tmp_path, OTHERS[name]).unseen == ()


def test_entities_in_any_part_are_neither_multiplied_nor_fetched(tmp_path):
    (tmp_path / "secret").write_text(NUMBER, encoding="utf-8")
    told = (
        f'{makers.LAUGHS.replace("]>", "")}<!ENTITY file SYSTEM "{(tmp_path / "secret").as_uri()}">]><p>&j;&file;</p>'
    )
    text = read(tmp_path, makers.zipped({"docProps/app.xml": told}, makers.docx_of("Høringssvar")))
    assert (text.status, text.unseen) == (FileStatus.OK, ())


def test_zip_files_in_zip_files_come_to_an_end(tmp_path):
    body = makers.zipped({"brev.pdf": makers.pdf_of(NUMBER)})
    for _ in range(20):
        body = makers.zipped({"mere.zip": body})
    assert read(tmp_path, body).unseen == ()
    bomb = makers.zipped({"bombe.docx": makers.with_bomb(makers.docx_of("x"), "word/document.xml")})
    assert read(tmp_path, bomb).unseen == ()


@pytest.mark.parametrize(
    "held",
    [{"word/embeddings/regneark.xlsx": b"PK\x03\x04 afbrudt"}, {"word/comments.xml": ""}],
    ids=["a broken file within it", "an empty part"],
)
def test_what_can_not_be_looked_through_is_told(tmp_path, held):
    text = read(tmp_path, makers.zipped(held, makers.docx_of("Høringssvar")))
    assert (text.status, text.unseen) == (FileStatus.OK, ())
    assert text.error == "not all that it holds beside its text was looked through for CPR numbers"


def test_what_there_is_no_time_for_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(unseen, "MOST_SECONDS", 0)
    text = read(tmp_path, makers.docx_of("Høringssvar"))
    assert text.status is FileStatus.OK
    assert text.error == "not all that it holds beside its text was looked through for CPR numbers"


def test_a_large_picture_is_looked_through_in_time(tmp_path):
    picture = b"\xff\xd8\xff" + bytes(range(256)) * 80_000
    body = makers.zipped({"ppt/media/image1.jpg": picture}, makers.pptx_of(("T", "")))
    assert read(tmp_path, body).error is None


def test_a_part_that_is_paragraph_after_paragraph_takes_no_memory_to_speak_of(tmp_path):
    many = "<w:p><w:t>Godkendt.</w:t></w:p>" * 50_000
    body = with_part(makers.docx_of("x"), "word/comments.xml", f"{many}<w:p>{NUMBER}</w:p>")
    assert read(tmp_path, body).unseen == ("word/comments.xml",)


@pytest.mark.parametrize(
    ("body", "least"),
    [
        (with_part(makers.docx_of("x"), "word/settings.xml", "<a/>" * 100_000), 100),
        (makers.pdf_of(*[""] * 300), 300),
        (formatted(1, "000000-0000"), 2),
    ],
    ids=["empty elements", "empty pages", "rows of numbers"],
)
def test_who_looks_through_what_holds_nothing_may_stop_again_and_again(body, least):
    assert sum(1 for _ in unseen._unseen(body, 0)) >= least
