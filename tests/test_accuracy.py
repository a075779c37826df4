"""Extraction holds its floors on every labelled document, and the page that says so is true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawl.running import ROOT, scrapy
from tests.recorded import recorded


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    page = tmp_path_factory.mktemp("score") / "accuracy.md"
    return scrapy(page.parent, "score", "tests/gold", "--write", str(page)), page


def test_no_field_falls_below_its_floor(scored):
    run, _ = scored
    assert run.status == 0, run.log


def test_the_page_on_accuracy_is_up_to_date(scored):
    _, page = scored
    assert page.read_text(encoding="utf-8") == (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")


def test_all_labelled_documents_together_score_high(tmp_path):
    folder = recorded("minutes/aarhus_byraad_2025-08-27.gold.json").parent
    run = scrapy(tmp_path, "score", "--json", "tests/gold", str(folder))
    assert json.loads(run.output)["macro_f1"] >= 0.99, run.log


def test_a_field_below_its_floor_fails_the_command(tmp_path):
    label = json.loads((ROOT / "tests/gold/koege_udvalg_2021-03-04.gold.json").read_text(encoding="utf-8"))
    label["items"][0]["title"] = "En anden titel"
    (tmp_path / "one.gold.json").write_text(json.dumps(label), encoding="utf-8")
    (tmp_path / "one.txt").write_bytes(Path(ROOT / "tests/gold/koege_udvalg_2021-03-04.txt").read_bytes())
    (tmp_path / "floors.json").write_text('{"fields": {"title": 1.0}}', encoding="utf-8")
    run = scrapy(tmp_path, "score", str(tmp_path))
    assert run.status == 1
    assert "title is at 0.6667, below its floor of 1.0" in run.log


def test_a_folder_without_labels_is_told(tmp_path):
    run = scrapy(tmp_path, "score", str(tmp_path))
    assert run.status == 1
    assert "no labelled documents" in run.log
