"""Bar 9: inflections found, what the stems cost, and the pages of a large database against a page of one row."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from datasette.utils import escape_fts, tilde_encode

from rådscraper.search.query import match_expression
from rådscraper.search.stems import search_forms
from rådscraper.serve.application import RaadDatasette, application
from rådscraper.serve.metadata import SETTINGS
from rådscraper.serve.queries import QUERIES
from rådscraper.store.writer import Store
from tests.bench import large, timing
from tests.search.inflections import Pair, missed, typed_as_in_a_dictionary, typed_inflected

ITEMS = int(os.environ.get("RAAD_BENCH_ITEMS", "20000"))
"""Items in the database whose pages are measured; a million take up to half an hour to make, and 11 GB meanwhile."""
KEPT = os.environ.get("RAAD_BENCH_KEPT")
"""A folder to keep that database in; what is there from an earlier run is measured again."""

TEXTS = Path(__file__).parents[1] / "gold"
TEXT_SIZE = 1800
"""Letters of a text whose index is weighed, about those of an item."""

MOST_MISSED = 100 * (1 - 64 / 77)
MOST_INDEX = 2.0
MOST_TABLE_PAGE = 8.0
MOST_PAGE = 10.0
PAGES = 9
TABLES = (
    *("attachments", "attendances", "decisions", "documents", "file_pages", "meetings", "people", "sections", "votes"),
    *("changed_after_publication", "item_attendance", "published_items", "quoted_decisions", "revisions"),
)
"""The other tables and views that grow with the items."""
SEARCHED = {
    "a word in 50 items": large.RARE,
    "a word in 1 %": large.MIDDLING,
    "a phrase in 5 %": f'"{large.PHRASE}"',
    "a word of one past year": large.PAST,
    "a word in a quarter": large.COMMON,
    "a word in three quarters": large.USUAL,
}
NARROWED = {
    "its second page": {"_next": f"{large.FIRST_MEETING.replace(':', '~3A')}~3A3"},
    "one common outcome": {"outcome": "approved"},
    "one rare outcome": {"outcome": "rejected"},
}
OF_SEARCH = {
    "one municipality": {"kommune": "kommune07"},
    "one rare outcome": {"udfald": "rejected"},
    "an earlier time": {"til": "2012-06-30"},
}
"""What pages of a word in a quarter of the items are narrowed to."""
ANSWERS = {
    **{"emne": large.COMMON, "ord": large.COMMON, "kommune": "kommune01", "sag": "10/0", "dag": "2025-11-01"},
    **{"fra": "2014-01-01", "til": "2017-12-31", "udfald": "", "organ": "", "siden": "2025-01-01"},
}
"""What is filled in where a question asks for something."""


def rows() -> Iterator[timing.Row]:
    """Count, weigh, and ask Datasette for pages in turn."""
    for told, pairs, expression in (
        ("inflections missed, plain search box", typed_as_in_a_dictionary(), escape_fts),
        ("inflections missed, query made by us", typed_as_in_a_dictionary(), match_expression),
        ("the same, typed inflected", typed_inflected(), match_expression),
    ):
        share = timing.Spread.of([100 * len(missed(pairs, expression)) / len(pairs)])
        yield timing.Row(9, told, _counted(pairs), share, MOST_MISSED, " %")
    ratio = _index_size(with_stems=True) / _index_size(with_stems=False)
    yield timing.Row(9, "index of words and stems", "index of words", timing.Spread.of([ratio]), MOST_INDEX)
    with ExitStack() as opened:
        folder = Path(KEPT or opened.enter_context(tempfile.TemporaryDirectory()))
        path = folder / "raad.db"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            large.fill(path, ITEMS)
        with Store.open(path):
            pass  # one that was kept is brought up to date
        served = opened.enter_context(closing(Served(path)))
        yield from _pages(served)
        yield _questions(served)


def _counted(pairs: list[Pair]) -> str:
    return f"{len(pairs)} pairs"


def _texts() -> list[str]:
    whole = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    return [text[start : start + TEXT_SIZE] for text in whole for start in range(0, len(text), TEXT_SIZE)]


def _index_size(*, with_stems: bool) -> int:
    """Bytes of an index of the labelled documents, many times over so that its vocabulary weighs little."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(
            "create virtual table t using fts5(words, stems, content='', tokenize='unicode61 remove_diacritics 0')"
        )
        indexed = [(text, search_forms([text]) if with_stems else None) for text in _texts()]
        db.executemany("insert into t values (?, ?)", indexed * 20)
        db.execute("insert into t (t) values ('optimize')")
        (size,) = db.execute("select sum(length(block)) from t_data").fetchone()
        return int(size)


class Served:
    """The pages as they are served, asked without a network."""

    def __init__(self, path: Path) -> None:
        """Serve a database."""
        # What is measured in CPU time shall not end by the clock of a machine that has other work.
        with patch.dict(SETTINGS, {"sql_time_limit_ms": 30_000}):
            self.datasette: RaadDatasette = application(path, path.parent)
        self._loop = asyncio.new_event_loop()

    def ask(self, page: str, **query: str) -> Any:
        """Ask for a page; raises RuntimeError where it is not given."""
        answer = self._loop.run_until_complete(self.datasette.client.get(page, params=query or None))
        if answer.status_code != 200:
            raise RuntimeError(f"{page} {query} answered {answer.status_code}")
        return answer

    def close(self) -> None:
        """Close the database."""
        for database in self.datasette.databases.values():
            database.close()
        self._loop.close()


def _pages(served: Served) -> Iterator[timing.Row]:
    meeting, position = large.FIRST_MEETING, 3
    body, municipality = meeting.rpartition(":2010")[0], meeting.partition(":")[0]
    row = partial(served.ask, f"/raad/agenda_items/{tilde_encode(f'{meeting}:{position}')}")

    def compared(told: str, limit: float, page: str, **query: str) -> timing.Row:
        spread = timing.ratio_in_turn(partial(served.ask, page, **query), row, PAGES)
        return timing.Row(9, told, "page of one row", spread, limit)

    (item,) = served.ask(f"/moede/{meeting}.json").json()["items"][position - 1 : position]
    person = served.ask("/raad/attendances.json", meeting_id=meeting, _shape="array").json()[0]["person_id"]
    yield compared(f"table page, {ITEMS:,} items", MOST_TABLE_PAGE, "/raad/agenda_items")
    others = [compared(f"table page, {table}", MOST_TABLE_PAGE, f"/raad/{table}") for table in TABLES]
    slowest = max(others, key=lambda one: one.seen.median)
    yield replace(slowest, ours=f"table page, slowest of {len(TABLES)} others ({slowest.ours.rpartition(' ')[2]})")
    for where, words in SEARCHED.items():
        yield compared(f"table page, search for {where}", MOST_TABLE_PAGE, "/raad/agenda_items", _search=words)
    for where, asked in NARROWED.items():
        told = f"table page, a word in a quarter, {where}"
        yield compared(told, MOST_TABLE_PAGE, "/raad/agenda_items", _search=large.COMMON, **asked)
    for where, words in SEARCHED.items():
        yield compared(f"search page, {where}", MOST_TABLE_PAGE, "/soeg", q=words)
    for where, asked in OF_SEARCH.items():
        yield compared(f"search page, a word in a quarter, {where}", MOST_TABLE_PAGE, "/soeg", q=large.COMMON, **asked)
    told, deep = "search page, a word in a quarter, page 40", f"?{urlencode({'q': large.COMMON})}"
    for _ in range(39):
        deep = served.ask(f"/soeg.json{deep}").json()["next"]
    yield compared(told, MOST_TABLE_PAGE, f"/soeg{deep}")
    beginning = f"{large.COMMON}*"
    yield compared("search page, a beginning of a word in a quarter", MOST_TABLE_PAGE, "/soeg", q=beginning)
    feeds = [compared(f"feed, {where}", MOST_TABLE_PAGE, "/soeg.atom", q=words) for where, words in SEARCHED.items()]
    slowest = max(feeds, key=lambda one: one.seen.median)
    yield replace(slowest, ours=f"feed of a search, slowest of {len(feeds)} ({slowest.ours.partition(', ')[2]})")
    case = f"/sag/{municipality}/{item['case_number']}"
    for told, page in (
        ("front page", "/"),
        ("page of a meeting", f"/moede/{meeting}"),
        ("page of a municipality", f"/kommune/{municipality}"),
        ("page of a body", f"/organ/{body}"),
        ("page of a case", case),
        ("page of a person", f"/person/{person}"),
        ("page of all cases", "/raad/cases"),
        ("page of all tables", "/raad"),
        ("page of changes", "/aendringer"),
        ("feed of all", "/moeder.atom"),
        ("feed of a municipality", f"/kommune/{municipality}.atom"),
        ("feed of a body", f"/organ/{body}.atom"),
        ("feed of a case", f"{case}.atom"),
    ):
        yield compared(told, MOST_PAGE, page)


def _questions(served: Served) -> timing.Row:
    """Ask every question, narrowed and with all left open that may be, and tell of the one that takes longest."""
    times: dict[str, float] = {}
    for query in QUERIES:
        filled = {name: ANSWERS[name] for name in query.parameters}
        open_to_all = {name: filled[name] if name in ("emne", "ord", "dag") else "" for name in query.parameters}
        for asked in (filled, open_to_all):
            work = partial(served.ask, f"/raad/{query.name}", **asked)
            work()
            times[query.name] = max(
                times.get(query.name, 0.0), median(timing.seconds_of(work, time.process_time) for _ in range(3))
            )
    slowest = max(times, key=times.__getitem__)
    ratio = timing.Spread.of([times[slowest] / (SETTINGS["sql_time_limit_ms"] / 1000)])
    return timing.Row(9, f"slowest of {len(QUERIES)} questions ({slowest})", "time limit, in CPU time", ratio, 1.0)
