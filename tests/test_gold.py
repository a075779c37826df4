"""The labelled documents: every labelled fact is found in their text, their PDF and their page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rådscraper.commands.extract import read_minutes
from rådscraper.labels import as_label
from rådscraper.layouts import READERS
from rådscraper.layouts.detect import detect
from rådscraper.parsing.meeting import parse_minutes
from tests.labelled import GOLD, differences, folded, label
from tests.recorded import FOLDER, recorded

ROOT = Path(__file__).parent.parent
PDFS = Path(__file__).parent / "fixtures" / "pdf"
AARHUS = {
    "aarhus_byraad_2025-08-27": "byraad_2025-08-27_referat.pdf",
    "aarhus_byraad_2025-10-08_dagsorden": "byraad_2025-10-08_dagsorden.html",
    "aarhus_teknisk_udvalg_2025-10-01": "teknisk_udvalg_2025-10-01_referat.html",
}
# Nothing but their meaning parts what was decided from the agenda's own words before it: all of it counts as decision.
FREE_FORM = "aalborg_integrationsraadet_2019-04-09"

OURS = sorted(path.name.removesuffix(".gold.json") for path in GOLD.glob("*.gold.json"))
DOCUMENTS = [
    *((stem, GOLD, GOLD / f"{stem}.txt") for stem in OURS),
    *(
        (stem, GOLD, path)
        for stem in OURS
        for path in (PDFS / f"{stem}.pdf", PDFS / f"{stem}_skia.pdf")
        if path.exists()
    ),
    *((stem, FOLDER / "minutes", FOLDER / "minutes" / f"{stem}.txt") for stem in AARHUS),
    *((stem, FOLDER / "minutes", FOLDER / "firstagenda_aarhus" / name) for stem, name in AARHUS.items()),
]


@pytest.mark.parametrize(("stem", "folder", "path"), DOCUMENTS, ids=[path.name for _, _, path in DOCUMENTS])
def test_every_labelled_fact_is_found(stem, folder, path):
    if folder != GOLD:
        recorded(str(path.relative_to(FOLDER)))
    body, labelled = path.read_bytes(), label(stem, folder)
    minutes = parse_minutes(READERS[detect(body)](body, ""))
    wrong = differences(minutes, labelled)
    if stem == FREE_FORM:
        wrong = [line for line in wrong if not re.match(r"items\[\d+\]\.decision:", line)]
        told = [folded(item.decision) for item in minutes.items]
        for number, item in enumerate(labelled["items"]):
            said = [line for line in map(folded, (item["decision"] or "").splitlines()) if line]
            wrong += [f"items[{number}].decision lacks {line!r}" for line in said if line not in told[number]]
    assert wrong == []


ELSEWHERE = GOLD / "elsewhere"
INVENTED = sorted(path.name.removesuffix(".gold.json") for path in ELSEWHERE.glob("*.gold.json"))


@pytest.mark.parametrize("stem", INVENTED)
def test_invented_minutes_in_the_layouts_of_other_sites_are_read(stem):
    minutes = read_minutes((ELSEWHERE / f"{stem}.txt").read_bytes(), "")
    assert differences(minutes, label(stem, ELSEWHERE)) == []


@pytest.mark.parametrize("stem", INVENTED)
def test_what_is_cut_short_is_read_as_far_as_it_goes(stem):
    body = (ELSEWHERE / f"{stem}.txt").read_bytes()
    whole = label(stem, ELSEWHERE)
    cut = body[: len(body) * 2 // 3]
    items = as_label(parse_minutes(READERS["text"](cut, "")))["items"]
    titles = [item["title"] for item in whole["items"]]
    assert all((item["title"] or "") in (title or "") for item, title in zip(items, titles, strict=False))
    assert len(items) <= len(titles)


def test_the_labels_are_all_there():
    assert len(INVENTED) == len(list(ELSEWHERE.glob("*.txt"))) >= 40
    assert len(OURS) == 13
