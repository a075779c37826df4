from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.parser import parse_xml

from rådscraper.document import ITEM_LEVEL, MEETING_LEVEL, SECTION_LEVEL, Block, BlockKind
from rådscraper.layouts import READERS, containers
from rådscraper.layouts.docx import read_docx
from rådscraper.layouts.text import read_text
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile
from rådscraper.parsing.meeting import parse_minutes
from tests.labelled import GOLD, differences, label
from tests.layouts.word import saved, typed

KOEGE = "koege_integrationsraadet_2021-04-12"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MACROS = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
)


def heading(text: str, level: int) -> Block:
    return Block(text, BlockKind.HEADING, level)


def item(text: str) -> Block:
    return Block(text, BlockKind.LIST_ITEM)


def written(*paragraphs: str) -> bytes:
    """A file whose paragraphs are given as XML."""
    word = docx.Document()
    for xml in paragraphs:
        word.element.body.insert(-1, parse_xml(f"<w:p {W}>{xml}</w:p>"))
    return saved(word)


def changed(body: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A file with one part changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            content = before.read(entry)
            after.writestr(entry, content.replace(old, new) if entry == name else content)
    return file.getvalue()


def blocks(body: bytes) -> list[Block]:
    return list(read_docx(body, "").blocks)


@pytest.mark.parametrize("with_styles", [True, False])
def test_minutes_typed_in_word_are_those_of_their_text(with_styles):
    minutes = parse_minutes(read_docx(typed(KOEGE, with_styles=with_styles), ""))
    assert differences(minutes, label(KOEGE)) == []
    assert minutes == parse_minutes(read_text((GOLD / f"{KOEGE}.txt").read_bytes(), ""))


@pytest.mark.parametrize(
    ("headings", "levels"),
    [
        ([(0, "Referat"), (1, "Et"), (2, "Sag"), (1, "To"), (2, "Sag")], [1, 2, 3, 2, 3]),
        ([(1, "Et"), (2, "Sag"), (1, "To"), (2, "Sag"), (3, "Dybt")], [2, 3, 2, 3, None]),
        ([(0, "Referat"), (1, "Åbne"), (2, "Et"), (2, "To"), (3, "Sag")], [1, 1, 2, 2, 3]),
        ([(1, "Referat"), (2, "1. Budget"), (3, "Sag"), (3, "Beslutning")], [1, 2, 3, 3]),
        ([(1, "Referat"), (2, "12. april 2021"), (3, "Et"), (3, "To")], [1, 1, 2, 2]),
        ([(2, "Sag"), (2, "Beslutning"), (2, "Sag"), (2, "Beslutning")], [3, 3, 3, 3]),
        ([(1, "Referat")], [1]),
    ],
)
def test_the_outermost_headings_that_recur_are_items(headings, levels):
    word = docx.Document()
    for level, text in headings:
        word.add_heading(text, level)
    assert [block.level for block in blocks(saved(word))] == levels


def test_a_heading_is_told_by_its_outline_whatever_its_style_is_called():
    xml = "<w:pPr><w:outlineLvl w:val='{}'/></w:pPr><w:r><w:t>{}</w:t></w:r>"
    body = written(*(xml.format(level, text) for level, text in ((0, "Et"), (1, "Sag"), (0, "To"), (9, "Tekst"))))
    assert [block.level for block in blocks(body)] == [ITEM_LEVEL, SECTION_LEVEL, ITEM_LEVEL, None]


def test_a_style_counts_with_what_it_is_based_on():
    word = docx.Document()
    for name, base in (("Punkt", "Heading 1"), ("Afsnit", "Punkt")):
        style = word.styles.add_style(name, 1)
        style.base_style = word.styles[base]
    word.add_paragraph("Et", style="Punkt")
    word.add_paragraph("To", style="Afsnit")
    assert [block.level for block in blocks(saved(word))] == [ITEM_LEVEL, ITEM_LEVEL]


def test_bold_paragraphs_are_sections_where_no_style_is():
    word = docx.Document()
    word.add_heading("Et", 1)
    word.add_paragraph().add_run("Beslutning").bold = True
    word.add_paragraph().add_run("Godkendt.").bold = True
    mixed = word.add_paragraph()
    mixed.add_run("Afbud: ").bold = True
    mixed.add_run("Ea Bo")
    word.add_paragraph().add_run("x" * 151).bold = True
    word.add_paragraph(style="List Bullet").add_run("Punkt").bold = True
    word.add_heading("To", 1)
    assert [block.level for block in blocks(saved(word))] == [2, 3, None, None, None, None, 2]


def test_bold_is_text_where_styles_mark_the_sections():
    word = docx.Document()
    for title in ("Et", "To"):
        word.add_heading(title, 1)
        word.add_heading("Sagsfremstilling", 2)
        word.add_paragraph().add_run("Baggrund").bold = True
    assert [block.level for block in blocks(saved(word))] == [2, 3, None] * 2


def test_bold_may_come_from_a_style_and_be_taken_away():
    word = docx.Document()
    word.styles.add_style("Fed", 1).font.bold = True
    word.add_paragraph("Referat", style="Fed")
    word.add_paragraph("Beslutning", style="Fed")
    word.add_paragraph(style="Fed").add_run("Godkendt").bold = False
    word.add_paragraph().add_run("Indstilling", style="Strong")
    assert [block.level for block in blocks(saved(word))] == [MEETING_LEVEL, SECTION_LEVEL, None, SECTION_LEVEL]


def test_lists_carry_what_is_printed_before_them():
    word = docx.Document()
    for text, style in (
        ("Et", "List Bullet"),
        ("Under", "List Bullet 2"),
        ("Først", "List Number"),
        ("Så", "List Number"),
    ):
        word.add_paragraph(text, style=style)
    word.add_paragraph("• Tastet", style="List Bullet")
    assert blocks(saved(word)) == [item("- Et"), item("- Under"), item("1. Først"), item("2. Så"), item("- Tastet")]


def numbered(number: int, level: int, text: str) -> str:
    return (
        f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>"
        f"<w:r><w:t>{text}</w:t></w:r>"
    )


def test_numbers_are_counted_as_word_counts_them():
    word = docx.Document()
    numberings = word.part.numbering_part.element
    levels = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='{start}'/>"
        f"<w:numFmt w:val='{kind}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for level, start, kind, text in (
            (0, 3, "decimal", "%1)"),
            (1, 1, "lowerLetter", "%1.%2"),
            (2, 1, "upperRoman", "(%3)"),
        )
    )
    numberings.insert(0, parse_xml(f"<w:abstractNum {W} w:abstractNumId='90'>{levels}</w:abstractNum>"))
    for number, override in ((90, ""), (91, "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>")):
        numberings.append(parse_xml(f"<w:num {W} w:numId='{number}'><w:abstractNumId w:val='90'/>{override}</w:num>"))
    places = [(90, 0), (90, 1), (90, 1), (90, 2), (90, 0), (90, 1), (91, 0), (0, 0), (90, 7), (99, 0)]
    for number, level in places:
        word.element.body.insert(-1, parse_xml(f"<w:p {W}>{numbered(number, level, 'x')}</w:p>"))
    assert [block.text for block in blocks(saved(word))] == [
        "3) x", "  3.a x", "  3.b x", "    (I) x", "4) x", "  4.a x", "1) x", "x", "x", "- x",
    ]  # fmt: skip


def test_numbers_of_headings_are_printed_with_items_alone():
    word = docx.Document()
    for text, level in (("Budget", 1), ("Sag", 2), ("Regnskab", 1), ("Sag", 2)):
        paragraph = word.add_heading(text, level)
        reference = word.styles["List Number"].element.pPr.numPr
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {W}><w:ilvl w:val='0'/>"
            f"<w:numId w:val='{reference.numId.val}'/></w:numPr>"))  # fmt: skip
    assert [block.text for block in blocks(saved(word))] == ["1. Budget", "Sag", "3. Regnskab", "Sag"]


@pytest.mark.parametrize(
    ("xml", "texts"),
    [
        ("<w:r><w:t>Et</w:t><w:tab/><w:t>to</w:t><w:br/><w:t>tre</w:t></w:r>", ["Et to", "tre"]),
        ("<w:r><w:t>Byg</w:t><w:softHyphen/><w:t>ge</w:t><w:noBreakHyphen/><w:t>plan</w:t></w:r>", ["Bygge-plan"]),
        ("<w:r><w:t>Godkendt </w:t></w:r><w:del><w:r><w:delText>ikke</w:delText></w:r></w:del>"
         "<w:ins><w:r><w:t>enstemmigt</w:t></w:r></w:ins>", ["Godkendt enstemmigt"]),
        ("<w:del><w:r><w:t>Slettet</w:t></w:r></w:del><w:moveFrom><w:r><w:t>Flyttet</w:t></w:r></w:moveFrom>"
         "<w:moveTo><w:r><w:t>Hertil</w:t></w:r></w:moveTo>", ["Hertil"]),
        ("<w:del><w:r><w:t>Kun slettet</w:t></w:r></w:del>", []),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Skjult</w:t></w:r><w:r><w:t>Set</w:t></w:r>", ["Set"]),
        ("<w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>", ["m²"]),
        ("<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:hyperlink><w:r><w:t>Link</w:t></w:r></w:hyperlink>",
         ["Link"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>I felt</w:t></w:r></w:sdtContent></w:sdt>", ["I felt"]),
        ("<w:r><w:t>Ramme</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>Boks</w:t></w:r></w:p></w:txbxContent></w:pict>"
         "</w:r>", ["Ramme", "Boks"]),
        ("<w:r><w:t>A\u030a</w:t></w:r>", ["Å"]),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_sees(xml, texts):
    assert [block.text for block in blocks(written("<w:r><w:t>Før</w:t></w:r>", xml))] == ["Før", *texts]


def test_a_paragraph_whose_end_is_deleted_runs_on():
    ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Rådet</w:t></w:r>"
    body = written(ended, "<w:r><w:t>godkendte.</w:t></w:r>", ended)
    assert [block.text for block in blocks(body)] == ["Rådet godkendte.", "Rådet"]


def test_a_table_of_contents_is_no_text():
    control = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    word = docx.Document()
    word.styles.add_style("toc 1", 1)
    word.add_paragraph("Budget 3", style="toc 1")
    word.add_paragraph("Tekst")
    content = "<w:sdtContent><w:p><w:r><w:t>Budget 3</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    word.element.body.insert(0, parse_xml(control.replace("<w:sdt>", f"<w:sdt {W}>", 1) + content))
    assert [block.text for block in blocks(saved(word))] == ["Tekst"]


def with_table(*rows: tuple[str, ...], before: int = 0) -> bytes:
    word = docx.Document()
    for number in range(before):
        word.add_paragraph(f"Linje {number}")
    table = word.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(word)


def test_a_table_of_labels_at_the_top_holds_facts():
    assert blocks(with_table(("Dato:", "1. maj 2021"), ("Deltagere", "Ea Bo\nIb Lund"), ("", "Åse Dam"))) == [
        Block("1. maj 2021", BlockKind.FIELD, name="Dato"),
        Block("Ea Bo", BlockKind.FIELD, name="Deltagere"),
        Block("Ib Lund", BlockKind.FIELD, name="Deltagere"),
        Block("Åse Dam", BlockKind.FIELD, name="Deltagere"),
    ]


@pytest.mark.parametrize(
    ("rows", "before"),
    [
        ([("År", "2021", "2022"), ("Udgift", "1", "")], 0),
        ([("År", "2021"), ("Udgift", "1")], 11),
        ([("x" * 41, "2021")], 0),
        ([("", "2021"), ("Udgift", "1")], 0),
    ],
)
def test_other_tables_are_read_row_by_row(rows, before):
    read = blocks(with_table(*rows, before=before))[before:]
    assert [(block.kind, block.text) for block in read] == [("table_row", " | ".join(row).strip()) for row in rows]


def test_a_table_behind_the_first_item_holds_no_facts():
    word = docx.Document()
    for title in ("Et", "To"):
        word.add_heading(title, 1)
        row = word.add_table(rows=1, cols=2).rows[0]
        row.cells[0].text, row.cells[1].text = "Pris", "5"
    assert [block.text for block in blocks(saved(word))] == ["Et", "Pris | 5", "To", "Pris | 5"]


def test_a_table_of_one_column_and_a_deleted_row():
    assert blocks(with_table(("Et",), ("To",))) == [Block("Et"), Block("To")]
    word = docx.Document()
    table = word.add_table(rows=2, cols=3)
    for row, text in zip(table.rows, ("Væk", "Her"), strict=True):
        row.cells[0].text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert [block.text for block in blocks(saved(word))] == ["Her |  |"]


def test_macro_files_are_read_as_text():
    body = changed(typed(KOEGE, with_styles=True), "[Content_Types].xml", *MACROS)
    assert body != typed(KOEGE, with_styles=True)
    assert len(parse_minutes(read_docx(body, "")).items) == 7


def test_entities_are_not_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hemmelig", encoding="utf-8")
    doctype = f'<!DOCTYPE w:document [<!ENTITY a "indre"><!ENTITY b SYSTEM "{secret.as_uri()}">]>'.encode()
    body = written("<w:r><w:t>Før</w:t></w:r>")
    body = changed(body, "word/document.xml", "Før".encode(), "Før&a;&b;Efter".encode())
    body = changed(body, "word/document.xml", b"<w:document", doctype + b"<w:document")
    assert [block.text for block in blocks(body)] == ["FørEfter"]


def refusal(body: bytes) -> tuple[FileStatus, str]:
    with pytest.raises(UnreadableFile) as caught:
        read_docx(body, "")
    return caught.value.status, str(caught.value)


def test_a_zip_bomb_is_refused_before_it_is_opened(monkeypatch):
    body = written("<w:r><w:t>x</w:t></w:r>")
    monkeypatch.setattr(containers, "MOST_BYTES", 1000)
    assert refusal(body)[0] == FileStatus.QUARANTINED
    monkeypatch.setattr(containers, "MOST_BYTES", 200_000_000)
    monkeypatch.setattr(containers, "MOST_ENTRIES", 3)
    assert "would unpack" in refusal(body)[1]


def test_a_real_zip_bomb_is_refused():
    file = BytesIO(written("<w:r><w:t>x</w:t></w:r>"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/x.bin", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))
    status, message = refusal(file.getvalue())
    assert (status, "would unpack" in message) == (FileStatus.QUARANTINED, True)
    assert len(file.getvalue()) < 1_000_000


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "unsupported", r"before 2007 \(\.doc\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (b"PK\x03\x04 no zip", "failed", "broken or cut off"),
        (b"", "failed", "broken or cut off"),
        (typed(KOEGE, with_styles=True)[:9000], "failed", "broken or cut off"),
        (saved(docx.Document()), "empty", "has no text"),
        (changed(saved(docx.Document()), "word/document.xml", b"<w:body>", b"<w:body><<"), "failed", "is broken"),
        (changed(saved(docx.Document()), "_rels/.rels", b"officeDocument", b"x"), "failed", "is broken"),
        (changed(saved(docx.Document()), "_rels/.rels", b"Target=", b"x="), "failed", "is broken"),
        (written("<w:r><w:drawing/></w:r>"), "scanned", "only pictures"),
    ],
)
def test_what_is_no_word_file_says_why(body, status, message):
    told = refusal(body)
    assert told[0] == status
    with pytest.raises(UnreadableFile, match=message):
        read_docx(body, "")


def test_another_zip_file_is_unsupported():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(file.getvalue())[0] == FileStatus.UNSUPPORTED


def test_word_is_read_in_the_guarded_child():
    body = typed(KOEGE, with_styles=True)
    assert READERS["docx"](body, "") == read_docx(body, "")
    with pytest.raises(UnreadableFile, match="before 2007"):
        READERS["docx"](b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "")


@pytest.mark.parametrize(
    ("headings", "items"),
    [
        (("Referat", "1. Budget 2022"), ["1. Budget 2022"]),
        (("Referat", "7. juni 2018"), []),
    ],
)
def test_a_single_numbered_heading_is_an_item_unless_it_is_a_date(headings, items):
    word = docx.Document()
    for level, heading in enumerate(headings, 1):
        word.add_heading(heading, level)
        word.add_paragraph("Tekst.")
    blocks = read_docx(saved(word), "").blocks
    assert [block.text for block in blocks if block.level == ITEM_LEVEL] == items
