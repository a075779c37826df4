"""How requests leave: only to hosts of the site, and to ``base_url`` instead of them where that is asked for."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import cookies
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from tldextract import TLDExtract

from rådscraper.platforms.base import RaadSpider

# Which domains may set cookies is told by a list that comes with the package; Scrapy's own instance asks two foreign
# hosts for a newer one at every crawl. Without a cache, since a service's user has no home to keep it in.
cookies._split_domain = TLDExtract(include_psl_private_domains=True, suffix_list_urls=(), cache_dir=None)


class ElsewhereDownloadHandler(HTTP11DownloadHandler):
    """Fetch a site's addresses from ``base_url``: the rest of the crawl sees the site's own addresses all along.

    So cookies, robots.txt, delays and stored addresses are a real crawl's, and the server may tell hosts apart by the
    ``Host`` header, which names the site's host.
    """

    async def download_request(self, request: Request) -> Response:
        """Fetch a request, elsewhere where the spider says so."""
        spider = self._crawler.spider
        elsewhere = spider.reached_at(request.url) if isinstance(spider, RaadSpider) else None
        if elsewhere is None or not isinstance(spider, RaadSpider):
            return await super().download_request(request)
        site = urlsplit(request.url)
        sent = request.replace(url=elsewhere)
        sent.headers["Host"] = site.netloc
        response = await super().download_request(sent)
        request.meta.update(sent.meta)
        base = spider.arguments.base_url or ""
        location = response.headers.get("Location", b"") or b""
        if location.startswith(base.encode()):
            response.headers["Location"] = f"{site.scheme}://{site.netloc}".encode() + location[len(base) :]
        return response.replace(url=request.url)


CHALLENGES = (b"cf-chl", b"challenge-platform", b"<title>Just a moment", b"captcha", b"_Incapsula_Resource")
"""What pages hold that ask whether a person is there, in place of the answer."""

_LOOKED_AT = 20_000


class ChallengeMiddleware:
    """Count the answers that are a challenge and no answer; the site is then told to be blocking us."""

    def __init__(self, crawler: Crawler) -> None:
        """Count into the crawl's stats."""
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawl."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Pass every answer on."""
        start = response.body[:_LOOKED_AT]
        if start.lstrip()[:1] == b"<" and any(mark in start for mark in CHALLENGES):
            self.stats.inc_value("raad/challenges")
        return response


class OwnHostsOnlyMiddleware(OffsiteMiddleware):
    """Refuse every request that leaves the site's hosts, redirects and requests exempt from filtering included."""

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        """Let it pass for now: a request refused when it is scheduled is dropped without its errback hearing of it."""

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Let a request pass or raise ``IgnoreRequest``, which its errback hears of."""
        parts = urlsplit(request.url)
        crawled = self.crawler.spider
        if parts.scheme not in ("http", "https") or (crawled and not self.should_follow(request, crawled)):
            if "redirect_urls" in request.meta:
                self.stats.inc_value("raad/redirected_elsewhere")
            raise IgnoreRequest(f"refused to leave the site for {parts.scheme}://{parts.hostname}")
