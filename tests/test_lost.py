"""Every sentence of every real document is in some column, or one of a few rules says why not."""

from __future__ import annotations

import pytest

from rådscraper.layouts import READERS
from rådscraper.layouts.detect import detect
from tests.labelled import GOLD
from tests.lost import RULES, lost_sentences, rows_of
from tests.recorded import FOLDER, recorded
from tests.test_gold import DOCUMENTS

# What a board's secretary wrote around the head of a letter: its sender, whom members speak for, the meeting's case.
LETTER = [
    *("Direktørens Sekretariat SUN", "Danmarksgade 17", "9000 Aalborg", "Init.: NMS", "Repræsentant fra LO"),
    *("Repræsentant fra DI", "Forvaltningsrepræsentanter", "Nanna Maria Sørensen, Praktikant"),
]
LOST = {
    "aalborg_byraad_web_2024-09-09.txt": ["Teksten her gengiver et enkelt møde i byrådet."],
    "aalborg_integrationsraadet_2019-04-09.txt": [*LETTER, "Sagsnr./Dok.nr. 2019-000658 / 2019-000658-10"],
    "aalborg_integrationsraadet_2019-04-09.pdf": [*LETTER, "2019-000658 / 2019-000658-10"],
    "kalundborg_firstagenda_2025-11-05.txt": ["Kalundborg"],
}
"""Sentences of heads that are in no column: known, and never more than these."""


@pytest.mark.parametrize(("folder", "path"), [one[1:] for one in DOCUMENTS], ids=[one[2].name for one in DOCUMENTS])
def test_no_sentence_is_lost_but_these(folder, path):
    if folder != GOLD:
        recorded(str(path.relative_to(FOLDER)))
    body = path.read_bytes()
    document = READERS[detect(body)](body, "")
    assert lost_sentences(document, rows_of(detect(body), body, document)) == LOST.get(path.name, [])


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
    assert len(RULES) == 4
