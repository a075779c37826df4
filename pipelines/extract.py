"""Source -> Meeting."""

from __future__ import annotations

import asyncio
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from rådscraper import signals
from rådscraper.clock import now
from rådscraper.document import UnreadableDocument
from rådscraper.extract import extract
from rådscraper.items import Meeting, Problem, Source, meeting_key
from rådscraper.record import record_of


class ExtractPipeline:
    """Turn each source into a meeting, off the event loop: a large agenda takes a while to read."""

    def __init__(self, crawler: Crawler) -> None:
        """Report to the crawl's record."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawl."""
        return cls(crawler)

    async def process_item(self, item: Source) -> Meeting:
        """Extract a meeting; one of which nothing can be read is reported, dropped, and kept to be read again."""
        try:
            meeting = await asyncio.to_thread(extract, item, now())
        except Exception as error:
            meeting_id = meeting_key(item.municipality, item.body, item.starts_at)
            record_of(self.crawler).store.originals.note_failed(meeting_id, error)
            if not isinstance(error, UnreadableDocument):
                raise
            self.crawler.stats.inc_value("raad/meetings_failed")
            self._report(Problem("unreadable_document", str(error), item.contents[0].url))
            raise DropItem(str(error)) from error
        for problem in meeting.problems:
            self._report(problem)
        return meeting

    def _report(self, problem: Problem) -> None:
        self.crawler.signals.send_catch_log(signals.problem_found, problem=problem)
