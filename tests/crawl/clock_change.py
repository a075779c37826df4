"""Statistics that set the crawl's clock, when Scrapy loads them: it goes on from ``RAAD_TEST_NOW``."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from typing import Self

from scrapy.statscollectors import MemoryStatsCollector

import rådscraper.clock

BEGUN = datetime.now(UTC)
START = datetime.fromisoformat(os.environ["RAAD_TEST_NOW"])


class ClockOfThatNight(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        moment = START + (datetime.now(UTC) - BEGUN)
        return cls.fromtimestamp(moment.timestamp(), tz)


class Stats(MemoryStatsCollector):
    """Scrapy's own."""


rådscraper.clock.datetime = ClockOfThatNight  # type: ignore[attr-defined]
