"""Scrapy's statistics, with the time a crawl took from the spider's opening to its end, written to ``BENCH_TIMES``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.statscollectors import MemoryStatsCollector


class CrawlTimes(MemoryStatsCollector):
    """``cpu_in_all`` counts from the process's start, imports included; ``seconds`` and ``cpu`` do not."""

    def open_spider(self, spider: Spider | None = None) -> None:
        """Start the clocks."""
        self._opened, self._cpu = time.perf_counter(), time.process_time()

    def _persist_stats(self, stats: dict[str, Any]) -> None:
        cpu = time.process_time()
        times = {
            "seconds": time.perf_counter() - self._opened,
            "cpu": cpu - self._cpu,
            "cpu_in_all": cpu,
            "requests": stats.get("downloader/request_count", 0),
            "meetings": stats.get("raad/meetings_new", 0),
        }
        Path(self._crawler.settings["BENCH_TIMES"]).write_text(json.dumps(times), encoding="utf-8")
