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
Clock = Callable[[], float]


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


def seconds_of(work: Work, clock: Clock = time.perf_counter) -> float:
    """How long a piece of work takes, with no rubbish of others to collect."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def ratio_in_turn(ours: Work, theirs: Work, pairs: int = PAIRS, clock: Clock = time.process_time) -> Spread:
    """How many times as long ours takes: A B A B, one ratio a pair. Both must be work that can be repeated.

    CPU time of this process, which other work on the machine touches least; what waits for another process takes
    ``time.perf_counter``.
    """
    our_times, their_times = (max(1, math.ceil(SAMPLE_SECONDS / _warm(work, clock))) for work in (ours, theirs))
    return Spread.of(
        seconds_of(_repeated(ours, our_times), clock)
        / our_times
        / (seconds_of(_repeated(theirs, their_times), clock) / their_times)
        for _ in range(pairs)
    )


def _warm(work: Work, clock: Clock) -> float:
    """How long work takes once it has been done before."""
    work()
    return seconds_of(work, clock)


def _repeated(work: Work, times: int) -> Work:
    def repeat() -> None:
        for _ in range(times):
            work()

    return repeat
