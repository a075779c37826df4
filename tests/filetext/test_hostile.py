"""Papers made to hurt end in a status, within the limits of a guarded child; the next paper is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rådscraper.items import FileStatus, FileText
from rådscraper.layouts.guarded import ReaderPool
from rådscraper.papers import READER
from tests.filetext import makers
from tests.layouts.test_guarded import HOSTILE

SLIDE = "ppt/slides/slide1.xml"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool(1)
    yield pool
    pool.close()


@pytest.fixture
def read(tmp_path: Path, pool: ReaderPool) -> Iterator[Callable[[bytes], FileText]]:
    """Reads a paper in a child; afterwards the child, or another, still reads."""

    def reading(body: bytes) -> FileText:
        (tmp_path / "paper").write_bytes(body)
        return pool.read_text(READER, tmp_path / "paper", most_pages=5000, most_characters=5_000_000)

    yield reading
    assert reading(makers.pdf_of("Godkendt.")).texts == ((1, "Godkendt."),)


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (makers.docx_of("Tekst"), "word/media/x.bin"),
        (makers.docx_of("Tekst"), "word/document.xml"),
        (makers.xlsx(), SHEET),
        (makers.pptx_of(("Titel", "Tekst")), SLIDE),
        (makers.ods(), "content.xml"),
    ],
    ids=["picture", "docx", "xlsx", "pptx", "ods"],
)
def test_a_zip_bomb_is_put_in_quarantine_unopened(read, body, part):
    bomb = makers.with_bomb(body, part)
    text = read(bomb)
    assert len(bomb) < 1_000_000
    assert text.status is FileStatus.QUARANTINED
    assert "would unpack to" in (text.error or "")


def test_a_zip_file_that_lies_about_its_size_is_survived(read):
    bomb = makers.with_bomb(makers.xlsx(), SHEET)
    told = (300_000_000).to_bytes(4, "little")
    assert bomb.count(told) == 2
    text = read(bomb.replace(told, (1000).to_bytes(4, "little")))
    assert text.status in (FileStatus.FAILED, FileStatus.QUARANTINED)
    assert text.error


@pytest.mark.parametrize(
    ("body", "part", "old"),
    [
        (makers.docx_of("Tekst"), "word/document.xml", "Tekst"),
        (makers.pptx_of(("Titel", "Tekst")), SLIDE, "Tekst"),
        (makers.xlsx(), "xl/sharedStrings.xml", "Skoler"),
        (makers.ods(), "content.xml", "Skoler"),
    ],
    ids=["docx", "pptx", "xlsx", "ods"],
)
def test_entities_are_neither_multiplied_nor_fetched(read, tmp_path, body, part, old):
    secret = tmp_path / "secret"
    secret.write_text("hemmelig", encoding="utf-8")
    text = read(makers.with_entities(body, part, old, secret.as_uri()))
    told = "\n".join(words for _, words in text.texts)
    assert "hemmelig" not in told
    assert "haha" not in told
    assert text.status is FileStatus.OK or text.error
    if text.status is FileStatus.OK:
        assert old in told


def test_a_macro_workbook_is_read_as_data_alone(read):
    text = read(makers.with_macros(makers.xlsx()))
    told = "\n".join(words for _, words in text.texts)
    assert text.status is FileStatus.OK
    assert "Skoler | 1250.5" in told
    assert "Auto_Open" not in told


def test_the_script_of_a_pdf_is_not_run(read):
    text = read(makers.pdf_with_javascript())
    assert (text.status, text.texts) == (FileStatus.OK, ((1, "Godkendt."),))


def test_a_sheet_with_one_cell_in_the_last_corner_ends(read):
    sheet = makers.part_of(makers.xlsx({"Ark": [["øverst"]]}), SHEET)
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    text = read(makers.zipped({SHEET: sheet.replace("</sheetData>", corner)}, makers.xlsx({"Ark": [["øverst"]]})))
    assert text.status in (FileStatus.OK, FileStatus.QUARANTINED, FileStatus.FAILED)
    assert text.status is FileStatus.OK or text.error


@pytest.mark.parametrize("name", ["a thousand million pages", "three gigabytes of blanks", "drawings in drawings"])
def test_a_hostile_pdf_ends_in_a_status(read, name):
    text = read(HOSTILE[name]())
    assert text.status in (*(FileStatus.OK, FileStatus.EMPTY, FileStatus.SCANNED), FileStatus.QUARANTINED, "failed")
    assert text.texts or text.error or text.status in (FileStatus.EMPTY, FileStatus.SCANNED)
