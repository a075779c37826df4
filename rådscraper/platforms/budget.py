"""What a site may be asked for in one crawl: so many requests and bytes, and then no further meeting."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from rådscraper.platforms.base import BEGINS, RaadSpider

COUNTED = {"RAAD_SITE_REQUESTS": "downloader/request_count", "RAAD_SITE_BYTES": "downloader/response_bytes"}
"""The settings that limit a crawl, and the counts of Scrapy's they limit."""


class BudgetSpent(IgnoreRequest):
    """A meeting is left for a later night; nothing of it was asked for."""


class BudgetMiddleware:
    """Lets no meeting begin once the budget is spent; one that has begun is read to its end, its papers included.

    Who asks for all (``full=1``) or for one meeting by name is given all of it.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Take the budget from the settings."""
        self.crawler = crawler
        self._most = {name: crawler.settings.getint(name) for name in COUNTED}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass, or raise ``BudgetSpent`` and count the meeting that is left."""
        spider, stats = self.crawler.spider, self.crawler.stats
        if BEGINS not in request.meta or not isinstance(spider, RaadSpider):
            return
        if spider.arguments.full or spider.arguments.meeting:
            return
        for name, most in self._most.items():
            if stats.get_value(COUNTED[name], 0) >= most:
                stats.inc_value("raad/meetings_left")
                stats.set_value("raad/budget_spent", f"{name}={most}")
                raise BudgetSpent(f"{name}={most} is spent")
