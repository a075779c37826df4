"""Log lines about items: which meeting, not its whole text."""

from __future__ import annotations

from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult

from rådscraper.items import Meeting, Source


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


def _named(item: Any) -> str:
    if isinstance(item, Meeting | Source):
        return f"{item.municipality.slug}: {item.body.printed_name}, {item.starts_at:%Y-%m-%d %H:%M}"
    return f"a {type(item).__name__}"
