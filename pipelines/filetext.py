"""File -> the text of its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from rådscraper import signals
from rådscraper.items import FileText, Meeting, Problem
from rådscraper.papers import PaperReader, TextLimits
from rådscraper.record import record_of
from rådscraper.store.file_text import StoredFile


class FileTextPipeline:
    """Have the papers read beside the crawl, those of earlier crawls first; none holds up a meeting."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the limits from the settings; no children, no reading."""
        settings = crawler.settings
        self.crawler = crawler
        self._limits = TextLimits(
            settings.getint("RAAD_TEXT_CHILDREN"),
            settings.getint("RAAD_TEXT_PAGES"),
            settings.getint("RAAD_TEXT_CHARACTERS"),
        )
        if not self._limits.children:
            raise NotConfigured("RAAD_TEXT_CHILDREN is 0: scrapy filetext reads the papers")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Go on with what an earlier crawl left."""
        folder = Path(self.crawler.settings["FILES_STORE"])
        self._reader = PaperReader(record_of(self.crawler).store, folder, self._limits, self._tell)
        self._reader.wake()

    def process_item(self, item: Meeting) -> Meeting:
        """Let the files of a meeting that was stored be read when their turn comes."""
        self._reader.wake()
        return item

    async def close_spider(self) -> None:
        """Read what is left, as long as a crawl may take for that; when it is stopped, only what is under way."""
        seconds = self.crawler.settings.getfloat("RAAD_TEXT_CLOSING_SECONDS")
        await self._reader.finish(seconds, lambda: not self.crawler.crawling)

    def _tell(self, file: StoredFile, text: FileText | None, problem: Problem | None) -> None:
        self.crawler.stats.inc_value(f"raad/texts_{text.status if text else 'unread'}")
        if problem:
            self.crawler.signals.send_catch_log(signals.problem_found, problem=problem)
