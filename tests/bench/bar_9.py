"""Bar 9: inflections found, what the stems cost, and Datasette's table and search pages against a page of one row."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import escape_fts

from rådscraper.search.query import match_expression
from rådscraper.search.stems import search_forms
from rådscraper.store.search import rebuild_search
from rådscraper.store.writer import Store
from tests.bench import timing
from tests.search.inflections import Pair, missed, typed_as_in_a_dictionary, typed_inflected
from tests.store.meetings import ID, NOW, meeting

ITEMS = int(os.environ.get("RAAD_BENCH_ITEMS", "20000"))
"""Items in the database whose pages are measured; a million take some minutes to make."""

TEXTS = Path(__file__).parents[1] / "gold"
TEXT_SIZE = 1800
"""Letters of a text whose index is weighed, about those of an item."""

MOST_MISSED = 100 * (1 - 64 / 77)
MOST_INDEX = 2.0
MOST_PAGE = 8.0
PAGES = 15
COMMON = "beslutning"
SENTENCE = 30
"""Words of a made item."""


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
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raad.db"
        _fill(path)
        yield from _pages(path)


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


def _fill(path: Path) -> None:
    """Write items of words drawn by chance from the labelled documents, of one meeting, and index them."""
    drawn = random.Random(9)
    words = [word for text in _texts() for word in text.split()]
    with Store.open(path) as store:
        store.save(meeting(), None, NOW)
        sentences = [" ".join(drawn.choices(words, k=SENTENCE)) for _ in range(min(ITEMS, 20_000))]
        with store.db.atomic():
            store.db.conn.executemany(
                "insert into agenda_items (id, meeting_id, position, title, decision, outcome)"
                " values (?, ?, ?, ?, ?, 'none')",
                (
                    (f"{ID}:b{n}", ID, n, text[:60], f"{text} nr{n % (ITEMS // 50)}")
                    for n, text in enumerate(islice(cycle(sentences), ITEMS), 10)
                ),
            )
        print(f"indexing {ITEMS} items …", file=sys.stderr, flush=True)
        rebuild_search(store.db)


def _share(path: Path, word: str) -> float:
    with closing(sqlite3.connect(path)) as db:
        hits = db.execute("select count(*) from agenda_items_fts where agenda_items_fts match ?", [word]).fetchone()[0]
        return float(hits) / ITEMS


def _pages(path: Path) -> Iterator[timing.Row]:
    datasette = Datasette([str(path)], settings={"suggest_facets": False})
    loop = asyncio.new_event_loop()

    def ask(page: str, **query: str) -> None:
        answer = loop.run_until_complete(datasette.client.get(f"/raad/{page}?{urlencode(query)}"))
        if answer.status_code != 200:
            raise RuntimeError(f"{page} answered {answer.status_code}")

    row = partial(ask, f"agenda_items/{ID.replace(':', '~3A')}~3Ab10")
    compared = "page of one row"
    for told, page in (
        (f"table page, {ITEMS} items", partial(ask, "agenda_items")),
        ("search page, a word in 50 items", partial(ask, "agenda_items", _search="nr7")),
        (
            f"search page, a word in {_share(path, 'beslutning'):.0%} of them",
            partial(ask, "agenda_items", _search="beslutning"),
        ),
    ):
        yield timing.Row(9, told, compared, timing.ratio_in_turn(page, row, PAGES), MOST_PAGE)
    for database in datasette.databases.values():
        database.close()
    loop.close()
