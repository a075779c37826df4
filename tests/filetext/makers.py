"""Papers of every kind, made in memory: harmless ones, and those made to hurt."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import docx
import pptx
import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]
from pptx.util import Inches

from tests.layouts.test_guarded import page, pdf, stream
from tests.layouts.word import saved

Sheets = Mapping[str, Sequence[Sequence[object]]]

BUDGET: Sheets = {
    "Budget 2024": [["Område", "Beløb", "Dato"], ["Skoler", 1250.5, None], ["Ældre", 300.0, date(2024, 3, 1)]],
    "Noter": [["Tallene er i 1.000 kr."]],
}
_EACH = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "ha">{_EACH}]>'
"""A thousand million laughs: each entity holds the one before ten times."""


def xlsx(sheets: Sheets = BUDGET, hidden: str | None = None) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(place, column, value, day)
                    else:
                        sheet.write(place, column, value)
            if name == hidden:
                sheet.hide()
    return file.getvalue()


def xls(sheets: Sheets = BUDGET) -> bytes:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(place, column, value, day)
                elif value is not None:
                    sheet.write(place, column, value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def ods(sheets: Sheets = BUDGET) -> bytes:
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
        f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>'
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_cell(value: object) -> str:
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = "" if value is None else f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def pptx_of(*slides: Sequence[str], notes: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    deck = pptx.Presentation()
    for title, *lines in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = "\n".join(lines)
    if notes:
        deck.slides[0].notes_slide.notes_text_frame.text = notes
    if table:
        inch = Inches(1)
        shape = deck.slides[0].shapes.add_table(len(table), len(table[0]), inch, inch, inch, inch)
        for row, texts in zip(shape.table.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def docx_of(*paragraphs: str) -> bytes:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    return saved(word)


def pdf_of(*pages: str) -> bytes:
    """A PDF with a line of text on each page; a page without text is blank."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for place, text in enumerate(pages):
        drawn = b"BT /F1 12 Tf 72 700 Td (%b) Tj ET" % text.encode("latin-1") if text else b""
        kind = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
        objects += [kind % (5 + 2 * place), stream(drawn)]
    return pdf(objects)


def zipped(parts: Mapping[str, str | bytes], body: bytes | None = None) -> bytes:
    """A zip file of these parts, or with them in place of, and beside, those of another."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        if body is not None:
            with zipfile.ZipFile(BytesIO(body)) as archive:
                for name in archive.namelist():
                    if name not in parts:
                        made.writestr(name, archive.read(name))
        for name, content in parts.items():
            made.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def part_of(body: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return archive.read(name).decode()


def with_bomb(body: bytes, part: str) -> bytes:
    """The file with a part that unpacks to 300 MB of blanks."""
    return zipped({part: b" " * 300_000_000}, body)


def with_entities(body: bytes, part: str, old: str, secret: str) -> bytes:
    """The file with a part that defines a thousand million laughs and a file of ours, and calls for both."""
    text = part_of(body, part)
    start = text.index("?>") + 2 if text.startswith("<?xml") else 0
    doctype = LAUGHS.replace("]>", f'<!ENTITY file SYSTEM "{secret}">]>')
    assert old in text
    return zipped({part: text[:start] + doctype + text[start:].replace(old, f"{old}&j;&file;")}, body)


def with_macros(body: bytes) -> bytes:
    """A workbook that brings a macro along."""
    types = part_of(body, "[Content_Types].xml")
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = types.replace(main, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    ending = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    macro = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Sub Auto_Open() Shell("calc") End Sub'
    changed: dict[str, str | bytes] = {
        "[Content_Types].xml": types.replace("</Types>", ending),
        "xl/vbaProject.bin": macro,
    }
    return zipped(changed, body)


def pdf_with_javascript() -> bytes:
    body = page(b"BT /F1 12 Tf 72 700 Td (Godkendt.) Tj ET")
    script = b"/OpenAction<</S/JavaScript/JS(while(true){app.alert\\('hej'\\)})>>"
    return body.replace(b"/Type/Catalog", b"/Type/Catalog" + script)
