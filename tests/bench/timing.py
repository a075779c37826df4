"""Two contestants measured in turn, and the ratio between them: absolute times drift, the ratio of neighbours holds."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Self

PAIRS = 25
SAMPLE_SECONDS = 0.03
"""A sample repeats its work until it lasts about this long, so that the clock's own grain is no part of it."""

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of what was seen, and its least and most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, seen: Iterable[float]) -> Self:
        """Sum up what was seen."""
        values = sorted(seen)
        return cls(median(values), values[0], values[-1])


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: ``ours`` compared with ``theirs``, what was seen, and the most it should be."""

    bar: int
    ours: str
    theirs: str
    seen: Spread
    limit: float
    unit: str = "x"

    @property
    def is_held(self) -> bool:
        """Whether the median keeps to the bar."""
        return self.seen.median <= self.limit


def seconds_of(work: Work) -> float:
    """How long a piece of work takes, with no rubbish of others to collect."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio_in_turn(ours: Work, theirs: Work, pairs: int = PAIRS) -> Spread:
    """How many times as long ours takes: A B A B, one ratio a pair. Both must be work that can be repeated."""
    our_times, their_times = _repetitions(ours), _repetitions(theirs)
    return Spread.of(
        seconds_of(_repeated(ours, our_times)) / our_times / (seconds_of(_repeated(theirs, their_times)) / their_times)
        for _ in range(pairs)
    )


def _repetitions(work: Work) -> int:
    """How often a sample repeats its work; asking warms it up as well."""
    work()
    return max(1, math.ceil(SAMPLE_SECONDS / seconds_of(work)))


def _repeated(work: Work, times: int) -> Work:
    def repeat() -> None:
        for _ in range(times):
            work()

    return repeat
