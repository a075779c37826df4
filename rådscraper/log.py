"""Log lines: which meeting, not its whole text, no CPR number and no signed address."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult

from rådscraper.addresses import without_signatures
from rådscraper.items import Meeting, Source
from rådscraper.personal_data import mask_line


class ShortLogFormatter(LogFormatter):
    """Names an item by its body and day."""

    def scraped(self, item: Any, response: Any, spider: Spider) -> LogFormatterResult:
        """Log an item that went all the way."""
        return super().scraped(_named(item), response, spider)

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Any | None, spider: Spider
    ) -> LogFormatterResult:
        """Log an item that was reported and dropped."""
        return super().dropped(_named(item), exception, response, spider)

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Any | None, spider: Spider
    ) -> LogFormatterResult:
        """Log an item that a pipeline failed on."""
        return super().item_error(_named(item), exception, response, spider)


class MaskedLog:
    """Masks whatever any part of the crawl logs, tracebacks and Scrapy's own lines included, before it is written."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Mask all that is logged from now on."""
        made = cls()
        made.mask()
        # Scrapy puts a new handler in place of its old one between making the extensions and opening the spider.
        crawler.signals.connect(made.mask, signals.spider_opened)
        return made

    def mask(self) -> None:
        """Let every handler mask what it writes."""
        for handler in logging.root.handlers:
            if not isinstance(handler.formatter, _Masking):
                handler.setFormatter(_Masking(handler.formatter or logging.Formatter()))


class _Masking(logging.Formatter):
    def __init__(self, plain: logging.Formatter) -> None:
        super().__init__()
        self._plain = plain

    def format(self, record: logging.LogRecord) -> str:
        return mask_line(without_signatures(self._plain.format(record)))


def _named(item: Any) -> str:
    if isinstance(item, Meeting | Source):
        return f"{item.municipality.slug}: {item.body.printed_name}, {item.starts_at:%Y-%m-%d %H:%M}"
    return f"a {type(item).__name__}"
