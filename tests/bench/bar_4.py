"""Bar 4: understanding a meeting against lxml merely parsing the HTML in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import lxml.html

from rådscraper.body_names import fold_body_name
from rådscraper.extract import extract
from rådscraper.items import Source
from rådscraper.layouts.html import read_field
from rådscraper.parsing.dates import _parse_date
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.sections import part_of
from rådscraper.parsing.vocabulary import classify_heading, fold_heading
from rådscraper.store.rows import meeting_rows
from tests.bench.meetings import NOW, fields_of, inputs, source_of
from tests.bench.timing import Row, ratio_in_turn

CACHED = (_parse_date, part_of, fold_heading, classify_heading, fold_body_name, classify_decision)

MOST_FOR_FIELDS = 5.0
MOST_FOR_MEETINGS = 6.0


def rows() -> Iterator[Row]:
    """Fields to text, then whole meetings to rows, for each kind of input there is."""
    for name, agendas in inputs().items():
        fields = [field for agenda in agendas for field in fields_of(agenda)]
        sources = [source_of(agenda) for agenda in agendas]
        parsing = partial(_parse, fields)
        told = f"lxml parsing the {len(fields)} fields of {name}"
        yield Row(4, "HTML fields to text", told, ratio_in_turn(partial(_read, fields), parsing), MOST_FOR_FIELDS)
        yield Row(4, "JSON to rows", told, ratio_in_turn(partial(_lay_out, sources), parsing), MOST_FOR_MEETINGS)


def _read(fields: list[str]) -> None:
    for field in fields:
        read_field(field)


def _lay_out(sources: list[Source]) -> None:
    for source in sources:
        # What is remembered of the same meeting, read a moment ago, is of no use in a crawl.
        for cached in CACHED:
            cached.cache_clear()
        meeting_rows(extract(source, NOW))


def _parse(fields: list[str]) -> None:
    for field in fields:
        lxml.html.document_fromstring(field)
