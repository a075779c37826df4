"""A real ``scrapy extract``: JSON on standard output, or one clear line and status 1."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from rådscraper.items import Outcome
from tests.crawl.running import ROOT, STRICT_SCRAPY
from tests.labelled import GOLD, folded, label
from tests.layouts.test_firstagenda_page import container, item, page, paper
from tests.layouts.word import typed

STEM = "koege_integrationsraadet_2021-04-12"
FIXTURES = ROOT / "tests" / "fixtures"
SAME_MEETING = {
    "json": FIXTURES / "firstagenda" / "koege" / "dagsorden.json",
    "txt": GOLD / f"{STEM}.txt",
    "pdf": FIXTURES / "pdf" / f"{STEM}.pdf",
}


def extract(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-c", STRICT_SCRAPY, "extract", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)


def read(*words: object) -> dict[str, object]:
    done = extract(*words)
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, object] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("kind", ["json", "txt", "pdf", "docx"])
def test_a_document_of_any_kind_is_printed_as_a_label(tmp_path, kind):
    path = tmp_path / f"møde.{kind}"
    path.write_bytes(typed(STEM, with_styles=True) if kind == "docx" else SAME_MEETING[kind].read_bytes())
    told, labelled = read(path, "--url", "https://dagsordener.koege.dk/x", "--municipality", "koege"), label(STEM)
    assert list(told) == list(labelled)
    assert (told["source"], told["url"]) == (path.name, "https://dagsordener.koege.dk/x")
    assert (told["municipality"], told["truncated"]) == ("koege", False)
    for name in ("body", "document_type", "date", "start_time", "place", "attendees"):
        assert told[name] == labelled[name]
    assert isinstance(told["items"], list)
    for one, other in zip(told["items"], labelled["items"], strict=True):
        assert one.keys() == {*other, "votes", "quoted_decisions", "attendance_changes"}
        for name in ("number", "title", "case_number", "outcome", "recommendation", "decision"):
            assert folded(one[name]) == folded(other[name])


def test_a_page_is_read_and_its_origin_left_open(tmp_path):
    path = tmp_path / "side"
    path.write_bytes(page(item(container("<h3>Beslutning</h3><span>Godkendt.</span>"), papers=paper("Notat"))))
    told = read(path)
    assert (told["url"], told["municipality"], told["date"]) == (None, None, "2025-10-01")
    assert isinstance(told["items"], list)
    assert [(one["decision"], one["outcome"]) for one in told["items"]] == [("Godkendt.", Outcome.APPROVED)]
    assert told["items"][0]["attachments"] == ["Notat"]


def test_letters_are_printed_as_they_are(tmp_path):
    printed = extract(GOLD / f"{STEM}.txt").stdout
    assert "Integrationsrådet" in printed
    assert "\\u00" not in printed


def test_problems_are_lines_on_standard_error(tmp_path):
    path = tmp_path / "referat.txt"
    path.write_bytes((GOLD / f"{STEM}.txt").read_bytes() + b"\0")
    done = extract(path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["body"] == "Integrationsrådet"
    assert done.stderr == f"{path}: nul_in_text: the text holds NUL characters; they were left out\n"


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("mangler.pdf", None, "No such file or directory"),
        ("tom.txt", b"", "is empty"),
        ("andet.html", b"<!DOCTYPE html><p>Velkommen</p>", "web page of a layout that is not known"),
        ("andet.txt", b"Husk at koebe maelk.\n", "neither an agenda nor minutes"),
        ("liste.json", b'{"Udvalg": {}}', "neither an agenda nor minutes"),
        ("andet.json", b'{"a": 1}', "JSON of another shape"),
        ("afkortet.json", b'{"Moede": {"Navn": "R', "cut off at character 21"),
        ("billede.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
        ("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "before 2007"),
        ("afkortet.docx", b"PK\x03\x04 ...", "broken or cut off"),
        ("afkortet.pdf", b"%PDF-1.7\n1 0 obj", "broken"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path, name, body, message):
    path = tmp_path / name
    if body is not None:
        path.write_bytes(body)
    done = extract(path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"scrapy extract: {path}: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("ending", "message"),
    [("_scan", "no text on its 3 pages"), ("_adgangskode", "password"), ("_afkortet", "broken")],
)
def test_a_pdf_without_text_says_why(ending, message):
    done = extract(FIXTURES / "pdf" / f"{STEM}{ending}.pdf")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert message in done.stderr


def test_a_folder_is_no_file(tmp_path):
    done = extract(tmp_path)
    assert (done.returncode, done.stderr) == (1, f"scrapy extract: {tmp_path}: is no file\n")


def test_one_file_is_named():
    assert extract().returncode == 2
    assert extract("a", "b").returncode == 2
