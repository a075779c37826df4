"""The tour of docs/using.md: its pictures are there, small, and of pages that there are; its links lead somewhere."""

from __future__ import annotations

import re

import pytest

from tests.crawl.running import ROOT
from tests.serve.browser.screenshots import FOLDER, SHOTS

TOUR = (ROOT / "docs" / "using.md").read_text(encoding="utf-8")
MOST_BYTES = 1_000_000


def test_every_picture_is_shown_with_words_for_who_can_not_see_it_and_nothing_else_lies_there():
    shown = re.findall(r"!\[([^\]]+)\]\(images/(\w+)\.png\)", TOUR)
    assert sorted(name for _, name in shown) == sorted(SHOTS)
    assert sorted(place.name for place in FOLDER.iterdir()) == sorted(f"{name}.png" for name in SHOTS)
    assert sum(place.stat().st_size for place in FOLDER.iterdir()) < MOST_BYTES


def test_links_within_the_tour_lead_to_its_headings():
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ")).strip().casefold().replace(" ", "-")
        for line in TOUR.splitlines()
        if line.startswith("#")
    }
    assert {link for link in re.findall(r"\]\(#([^)]+)\)", TOUR) if link not in headings} == set()


@pytest.mark.parametrize("name", SHOTS)
def test_what_is_pictured_is_there(demo, name):
    path, _, _ = SHOTS[name]
    assert demo.get(path).status_code == 200
