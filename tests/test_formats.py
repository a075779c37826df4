"""The same meeting in every format gives equal minutes, but for what a format does not tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rådscraper.items import Minutes, SectionKind
from rådscraper.layouts import READERS
from rådscraper.layouts.detect import detect
from rådscraper.parsing.meeting import parse_minutes
from tests.labelled import GOLD
from tests.sites.rendered import rendered_page

FIXTURES = Path(__file__).parent / "fixtures"
URL = "https://dagsordener.example.dk/api/agenda/dagsorden/1"
STEMS = {
    "koege": "koege_integrationsraadet_2021-04-12",
    "soenderborg": "soenderborg_integrationsraad_2021-02-25",
    "kalundborg": "kalundborg_integrationsraadet_2018-06-07",
}


def _without_openness(minutes: Minutes) -> Minutes:
    return replace(minutes, items=tuple(replace(item, is_open=None) for item in minutes.items))


def _without_addresses(minutes: Minutes) -> Minutes:
    bare = [
        replace(item, url=None, attachments=tuple(replace(paper, url=None) for paper in item.attachments))
        for item in minutes.items
    ]
    return replace(minutes, items=tuple(bare))


def _without_history(minutes: Minutes) -> Minutes:
    return replace(minutes, body_is_historic=None)


def _without_heading_of_attachments(minutes: Minutes) -> Minutes:
    bare = [
        replace(item, sections=tuple(one for one in item.sections if one.kind is not SectionKind.ATTACHMENTS))
        for item in minutes.items
    ]
    return replace(minutes, items=tuple(bare))


LACKING: tuple[tuple[str, Callable[[Minutes], Minutes]], ...] = (
    ("text, page and PDF print no word on whether an item is open, but for Kalundborg's", _without_openness),
    ("text and PDF hold no addresses of items and attachments", _without_addresses),
    ("text, page and PDF do not say that a body is a former one", _without_history),
    ("JSON lists attachments without the heading that is printed above them", _without_heading_of_attachments),
)


def _read(path: Path) -> Minutes:
    return _comparable(path.read_bytes())


def _comparable(body: bytes) -> Minutes:
    minutes = parse_minutes(READERS[detect(body)](body, URL))
    for _, without in LACKING:
        minutes = without(minutes)
    return minutes


FORMATS = [
    (slug, path)
    for slug, stem in STEMS.items()
    for path in (GOLD / f"{stem}.txt", FIXTURES / "pdf" / f"{stem}.pdf", FIXTURES / "pdf" / f"{stem}_skia.pdf")
    if path.exists()
]


@pytest.mark.parametrize(("slug", "path"), FORMATS, ids=[path.name for _, path in FORMATS])
def test_the_same_meeting_is_the_same_in_every_format(slug, path):
    assert _read(path) == _read(FIXTURES / "firstagenda" / slug / "dagsorden.json")


@pytest.mark.parametrize("slug", STEMS)
def test_the_rendered_page_tells_the_same_as_its_json(slug):
    answer = (FIXTURES / "firstagenda" / slug / "dagsorden.json").read_bytes()
    page = rendered_page(json.loads(answer))
    assert detect(page) == "firstagenda_page"
    assert _comparable(page) == _comparable(answer)


def test_each_format_is_compared():
    assert [path.suffix for _, path in FORMATS].count(".pdf") == 5
    assert [path.suffix for _, path in FORMATS].count(".txt") == 3
