"""Every sentence of every real document is in some column, or one of a few rules says why not."""

from __future__ import annotations

import pytest

from rådscraper.layouts import READERS
from rådscraper.layouts.detect import detect
from tests.labelled import GOLD
from tests.lost import RULES, lost_sentences, rows_of
from tests.recorded import FOLDER, recorded
from tests.test_gold import DOCUMENTS


@pytest.mark.parametrize(("folder", "path"), [one[1:] for one in DOCUMENTS], ids=[one[2].name for one in DOCUMENTS])
def test_no_sentence_is_lost(folder, path):
    if folder != GOLD:
        recorded(str(path.relative_to(FOLDER)))
    body = path.read_bytes()
    document = READERS[detect(body)](body, "")
    assert lost_sentences(document, rows_of(detect(body), body, document)) == []


def test_the_answer_of_the_api_loses_nothing():
    answers = sorted((GOLD.parent / "fixtures" / "firstagenda").glob("*/dagsorden.json"))
    recording = FOLDER / "firstagenda" / "hvidovre_dagsorden.json"
    for path in [*answers, *([recording] if recording.is_file() else [])]:
        document = READERS["firstagenda"](path.read_bytes(), "")
        assert lost_sentences(document, rows_of("firstagenda", path.read_bytes(), document)) == [], path


def test_a_sentence_that_is_dropped_is_noticed():
    path = GOLD / "koege_integrationsraadet_2021-04-12.txt"
    document = READERS["text"](path.read_bytes(), "")
    rows = rows_of("text", path.read_bytes(), document)
    dropped = next(row for row in rows["sections"].values() if row["heading"] == "Baggrund og vurdering")
    dropped["text"] = None
    assert lost_sentences(document, rows)[0].startswith("Integrationsrådet har nedsat en arbejdsgruppe")


def test_the_rules_are_few():
    assert len(RULES) == 6
