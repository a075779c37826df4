"""Meeting -> rows."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from rådscraper import signals
from rådscraper.clock import now
from rådscraper.items import Meeting, Problem
from rådscraper.record import record_of


class StorePipeline:
    """Write each meeting, whole, in one transaction."""

    def __init__(self, crawler: Crawler) -> None:
        """Write to the database of the crawl's record."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawl."""
        return cls(crawler)

    def process_item(self, item: Meeting) -> Meeting:
        """Save a meeting and tell what that changed."""
        record = record_of(self.crawler)
        result = record.store.save(item, record.crawl_id, now(), self._report)
        # A paper of what was taken away may come at another address than it did.
        for file in record.store.unwanted_files(item):
            (Path(self.crawler.settings["FILES_STORE"]) / file.path).unlink(missing_ok=True)
        self.crawler.signals.send_catch_log(signals.meeting_saved, result=result)
        return item

    def _report(self, problem: Problem) -> None:
        self.crawler.signals.send_catch_log(signals.problem_found, problem=problem)
