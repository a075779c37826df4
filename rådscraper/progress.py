"""One line that moves on a terminal while a crawl runs; elsewhere Scrapy's own log lines tell."""

from __future__ import annotations

from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured


class ProgressLine:
    """Shows how many of the listed meetings are done."""

    def __init__(self, crawler: Crawler) -> None:
        """Prepare the line; without a terminal there is none."""
        console = Console(stderr=True)
        if not console.is_terminal:
            raise NotConfigured
        self.crawler = crawler
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task(crawler.spidercls.name, total=None)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Follow a crawl."""
        line = cls(crawler)
        crawler.signals.connect(line._begin, scrapy_signals.spider_opened)
        crawler.signals.connect(line._move, scrapy_signals.response_received)
        crawler.signals.connect(line._end, scrapy_signals.spider_closed)
        return line

    def _begin(self, **_: Any) -> None:
        self._progress.start()

    def _move(self, **_: Any) -> None:
        count = self.crawler.stats.get_value
        done = sum(count(f"raad/meetings_{name}", 0) for name in ("new", "changed", "unchanged", "failed"))
        self._progress.update(self._task, completed=done, total=count("raad/meetings_listed") or None)

    def _end(self, **_: Any) -> None:
        self._progress.stop()
