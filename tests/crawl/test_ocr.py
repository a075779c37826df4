"""Scans read by OCR after a crawl; what needs tesseract is tried where it is installed."""

from __future__ import annotations

import shutil

import pytest

from rådscraper.items import FileStatus, FileText, TextSource
from rådscraper.scans import joined
from tests.crawl.running import Run, crawl, scrapy
from tests.crawl.test_paper_texts import fixture, pages_of, site_with
from tests.needing import needs
from tests.sites.firstagenda import FirstAgendaSite

needs_tesseract = needs("tesseract", shutil.which("tesseract"))
SCAN = fixture("_scan")


@pytest.fixture(scope="module")
def scanned(tmp_path_factory) -> Run:
    """A crawl of a site with two scans, which differ in a byte behind their end."""
    with FirstAgendaSite(*site_with({"scan.pdf": SCAN, "igen.pdf": SCAN + b"\n", "note.txt": b"Hej"})) as site:
        return crawl("koege", site.address, tmp_path_factory.mktemp("scans"))


@needs_tesseract
def test_scans_are_read_one_by_one_and_marked_as_ocr(scanned):
    assert [row["text_status"] for row in scanned.rows("files")].count("scanned") == 2
    first = scrapy(scanned.folder, "ocr", "--limit", "1")
    assert (first.status, first.output) == (0, "scans read: 1 ok\n")
    second = scrapy(scanned.folder, "ocr")
    assert (second.status, second.output) == (0, "scans read: 1 ok\n")
    third = scrapy(scanned.folder, "ocr")
    assert (third.status, third.output) == (0, "scans read: none, there are none left\n")
    for title in ("scan.pdf", "igen.pdf"):
        pages = pages_of(scanned, title)
        assert sorted(pages) == [1, 2, 3]
        assert "Integrationsrådet" in pages[1]
    files = scanned.rows("files")
    assert sorted((row["text_status"], row["text_source"]) for row in files) == [("ok", "file"), *[("ok", "ocr")] * 2]


def test_without_tesseract_the_command_says_how_it_is_had(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    run = scrapy(tmp_path, "ocr")
    assert run.status == 2
    assert run.log.endswith(
        "scrapy ocr: the program tesseract is not installed; apt-get install tesseract-ocr tesseract-ocr-dan\n"
    )


def test_pages_that_ocr_could_not_read_are_told():
    read = [FileText(FileStatus.OK, ((1, "Hej"),)), FileText(FileStatus.FAILED, error="Tesseract process timeout")]
    assert joined(read, 3) == FileText(
        FileStatus.OK,
        ((1, "Hej"),),
        3,
        "page 2: Tesseract process timeout; only the first 2 of 3 pages were read",
        source=TextSource.OCR,
    )
    assert joined(read[1:], 1).status is FileStatus.FAILED
    assert joined([FileText(FileStatus.EMPTY)], 1).status is FileStatus.EMPTY
