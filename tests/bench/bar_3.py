"""Bar 3: typeset minutes against the text they were typeset from: letters, items and section headings.

Some section headings are set as plain text, which no type tells from a paragraph: those are found by their words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from rådscraper.document import ITEM_LEVEL, Document
from rådscraper.labels import as_label
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.parsing.vocabulary import fold
from tests.bench.bar_1 import minutes
from tests.bench.timing import Row, Spread
from tests.layouts.test_pdf import MINUTES, body_as_read, body_of, document, folded, recorded_minutes, wrong_letters

MOST_WRONG = 0.1


def rows() -> Iterator[Row]:
    """The worst file's letters; the headings of all files."""
    texts = dict(MINUTES)
    for told, files in minutes().items():
        wrong: list[float] = []
        items, sections, extra = Counter[str](), Counter[str](), 0
        for name in files:
            read = document(name)
            wanted = folded(body_of(recorded_minutes(f"{texts[name]}.txt")))
            wrong.append(100 * wrong_letters(wanted, folded(body_as_read(read))) / sum(map(len, wanted)))
            labelled = json.loads(recorded_minutes(f"{texts[name]}.gold.json"))["items"]
            items += Counter(labelled=sum(bool(item["title"]) for item in labelled), found=_items(read, labelled))
            extra += max(0, sum(block.level == ITEM_LEVEL for block in read.blocks) - _items(read, labelled))
            sections += _sections(read, labelled)
        yield Row(
            3, "letters wrong, in the worst file", f"the text of {told}", Spread.of([max(wrong)]), MOST_WRONG, " %"
        )
        missed = items["labelled"] - items["found"] + extra
        yield Row(3, f"items missed or made up ({_found(items)})", f"the labels of {told}", Spread.of([missed]), 0, "")
        missed = sections["labelled"] - sections["found"]
        yield Row(
            3, f"section headings missed ({_found(sections)})", f"the labels of {told}", Spread.of([missed]), 0, ""
        )


def _found(counts: Counter[str]) -> str:
    return f"{counts['found']} of {counts['labelled']} found"


def _items(read: Document, labelled: list[dict[str, Any]]) -> int:
    """How many items have a heading; the letter prints one title below its number and time."""
    headings = [(one.text, below.text) for one, below in pairwise(read.blocks) if one.level == ITEM_LEVEL]
    return sum(
        any(item["number"] in text and (item["title"] in text or item["title"] == below) for text, below in headings)
        for item in labelled
        if item["title"]
    )


def _sections(read: Document, labelled: list[dict[str, Any]]) -> Counter[str]:
    """How many section headings are labelled, and found under their item by type and words together."""
    parsed = as_label(parse_minutes(read))["items"]
    wanted, found = (
        Counter((place, fold(text)) for place, item in enumerate(items) for text in item["section_headings"])
        for items in (labelled, parsed)
    )
    return Counter(labelled=wanted.total(), found=(wanted & found).total())
