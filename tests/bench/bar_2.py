"""Bar 2: what the worst of the hostile PDFs takes before it ends, and whether the next file is read."""

from __future__ import annotations

import logging
import resource
import time
from collections.abc import Callable, Iterator

from rådscraper.layouts.guarded import READERS, Limits, ReaderPool
from rådscraper.layouts.unreadable import UnreadableFile
from tests.bench.timing import Row, Spread
from tests.layouts.test_guarded import HOSTILE, TEXT, URL, page

MOST_CPU = 20.0
MOST_MEMORY = 1024.0


def rows() -> Iterator[Row]:
    """Each file in a fresh child, whose start is taken off its CPU time; a harmless file follows it."""
    logging.getLogger("rådscraper.layouts.guarded").setLevel(logging.ERROR)  # that children die is meant
    harmless = page(TEXT)
    start = min(_read(harmless, harmless)[1] for _ in range(3))
    makers: dict[str, Callable[[], bytes]] = dict(HOSTILE)
    seen = {name: _read(make(), harmless) for name, make in makers.items()}
    slowest = max(seen, key=lambda name: seen[name][1])
    wall = max(elapsed for elapsed, _, _ in seen.values())
    longest = f"CPU of the worst of {len(seen)} hostile PDFs: {slowest} (longest elapsed: {wall:.1f} s)"
    yield Row(2, longest, "the child's limit", Spread.of([seen[slowest][1] - start]), MOST_CPU, " s")
    # The children's peak, or this process's own if that is higher: never less than it was.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Row(2, "peak resident memory of any child", "the child's limit", Spread.of([peak]), MOST_MEMORY, " MiB")
    failed = sum(not went_on for _, _, went_on in seen.values())
    yield Row(2, "of them without a status, or the next file unread", "none", Spread.of([failed]), 0, "")


def _read(body: bytes, harmless: bytes) -> tuple[float, float, bool]:
    """Seconds elapsed and of CPU, and whether the file ended as it should and the harmless one after it was read."""
    pool = ReaderPool(1, Limits())
    before, start = _children_cpu(), time.perf_counter()
    try:
        ended_well = _ends_with_status(pool, body)
        elapsed = time.perf_counter() - start
        at_end = _children_cpu() - before  # nothing when the child lives on
        went_on = pool.read(READERS["pdf"], harmless, URL).blocks[0].text == "Godkendt."
    finally:
        pool.close()
    return elapsed, at_end or _children_cpu() - before, ended_well and went_on


def _ends_with_status(pool: ReaderPool, body: bytes) -> bool:
    try:
        pool.read(READERS["pdf"], body, URL)
    except UnreadableFile as error:
        return bool(error.status)
    except Exception:  # noqa: BLE001 (what would stop a crawl is counted)
        return False
    return True


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
