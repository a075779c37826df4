"""What follows an answer that says "not now": the host is left in peace for a while, asked more slowly, then again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from rådscraper.platforms.base import RaadSpider

TOO_MANY = 429
BACKOFF = 5
"""Before the first retry a host rests for 5 times its delay, before the second for 25: a restart takes a while."""

SLOWEST = 8
"""How many times its usual delay a host gets at most: one address that always answers 429 must not end the night."""

LEAST_DELAY = 0.01
"""Seconds; without any delay Scrapy sends whatever is queued at once, whatever a host asked for."""


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, which by themselves follow at once and take no notice of ``Retry-After``.

    A rest is the whole host's: other requests wait as well. Scrapy's downloader counts a host's delay from when it
    was last asked (``Slot.lastseen``), so a rest is a last request in the future.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Take the longest rest from ``RAAD_RETRY_AFTER_MOST``, that without ``Retry-After`` from AutoThrottle."""
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._most_rest = crawler.settings.getfloat("RAAD_RETRY_AFTER_MOST")
        self._most_backoff = crawler.settings.getfloat("AUTOTHROTTLE_MAX_DELAY")
        self._most_delay = SLOWEST * max(crawler.settings.getfloat("DOWNLOAD_DELAY"), LEAST_DELAY)
        self._told: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PatientRetryMiddleware:
        """Make the middleware of a crawl."""
        return cls(crawler)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Let the host rest where it is out of order; one that wants more rest than is given is not asked again."""
        if response.status not in self.retry_http_codes:
            return response
        header = response.headers.get("Retry-After") or b""
        asked = seconds_until(header.decode("latin-1"), datetime.now(UTC))
        slot = self._slot(request)
        if response.status == TOO_MANY or asked is not None:
            self._slow_down(slot)
            self._tell(request, response, asked)
        if asked is not None and asked > self._most_rest:
            _rest(slot, self._most_rest)
            return response
        _rest(slot, self._backoff(request, slot) if asked is None else asked)
        return super().process_response(request, response)

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        """Let a host rest that could not be reached."""
        if isinstance(exception, self.exceptions_to_retry):
            slot = self._slot(request)
            _rest(slot, self._backoff(request, slot))
        return super().process_exception(request, exception)

    def _slot(self, request: Request) -> Slot | None:
        engine = self.crawler.engine
        return engine.downloader.slots.get(request.meta.get("download_slot", "")) if engine else None

    def _backoff(self, request: Request, slot: Slot | None) -> float:
        tried = int(request.meta.get("retry_times", 0))
        if slot is None or request.meta.get("dont_retry") or tried >= self.max_retry_times:
            return 0.0
        return float(min(slot.delay * BACKOFF ** (tried + 1), self._most_backoff))

    def _slow_down(self, slot: Slot | None) -> None:
        """Double a host's delay; AutoThrottle shortens it again, answer by answer."""
        if slot:
            slot.delay = max(slot.delay, min(max(2 * slot.delay, LEAST_DELAY), self._most_delay))

    def _tell(self, request: Request, response: Response, asked: float | None) -> None:
        host, spider = request.meta.get("download_slot", ""), self.crawler.spider
        if host in self._told or not isinstance(spider, RaadSpider):
            return
        self._told.add(host)
        rest = "" if asked is None else f" and asked for {asked:.0f} seconds of rest"
        if asked is not None and asked > self._most_rest:
            rest += f", more than RAAD_RETRY_AFTER_MOST={self._most_rest:.0f}"
        spider.report("asked_to_slow_down", f"{host} answered {response.status}{rest}; it is asked less", request.url)


def seconds_until(retry_after: str, now: datetime) -> float | None:
    """Read ``Retry-After``, a number of seconds or a date (RFC 9110, 10.2.3); None where it is neither.

    >>> seconds_until("120", datetime.now(UTC)), seconds_until("soon", datetime.now(UTC))
    (120.0, None)
    """
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _rest(slot: Slot | None, seconds: float) -> None:
    if slot and seconds:
        slot.lastseen = max(slot.lastseen, monotonic() + seconds)
