"""RaadSpider: what the spiders of all platforms share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from rådscraper import signals
from rådscraper.items import Body, ListedEntry, Municipality, Problem, Publication, SiteListing
from rådscraper.platforms.arguments import parse_arguments


class Listed(Protocol):
    """A listed meeting, as every platform's own kind has it."""

    @property
    def body(self) -> Body:
        """Whose it is."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""

    @property
    def publications(self) -> tuple[Publication, ...]:
        """What is published of it."""


class RaadSpider(Spider):
    """A spider of one municipality's site: its facts, its arguments, and the hosts it may ask.

    ``base_url`` is the site's own address, ``file_hosts`` further hosts its papers lie on.
    """

    municipality: str
    code: str
    website: str
    base_url: str
    file_hosts: tuple[str, ...] = ()
    lists_are_whole = True
    """False once a part of the site's lists is missing although nothing failed."""

    def __init__(self, name: str | None = None, **kwargs: str) -> None:
        """Read the arguments; raises ``BadArgument``."""
        super().__init__(name)
        self.arguments = parse_arguments(kwargs)
        self.source = Municipality(self.name, self.municipality, self.code, self.website)
        self.allowed_domains = [*self.hosts]

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host of the site."""
        return (urlsplit(self.base_url).hostname or "", *self.file_hosts)

    def reached_at(self, url: str) -> str | None:
        """Where an address of the site is really fetched, when the argument ``base_url`` says elsewhere."""
        parts = urlsplit(url)
        if self.arguments.base_url is None or parts.hostname not in self.hosts:
            return None
        return f"{self.arguments.base_url}{parts._replace(scheme='', netloc='').geturl() or '/'}"

    def report(self, kind: str, message: str, url: str | None = None) -> None:
        """Tell the crawl's record of a problem."""
        problem = Problem(kind, message, url)
        self.crawler.signals.send_catch_log(signals.problem_found, problem=problem)

    def tell_listing(self, meetings: Iterable[Listed]) -> None:
        """Tell once what the site lists, when all that failed or could not be read of its lists has been counted."""
        failed = self.crawler.stats.get_value("raad/site_failed") or self.crawler.stats.get_value(
            "raad/meetings_failed"
        )
        entries = (
            ListedEntry(one.body, one.starts_at, tuple(each.id for each in one.publications)) for one in meetings
        )
        is_whole = self.lists_are_whole and not failed and not self.arguments.narrows
        listing = SiteListing(self.source, tuple(entries), is_whole)
        self.crawler.signals.send_catch_log(signals.site_listed, listing=listing)

    def keep(self, response: Response) -> None:
        """Hand a list of meetings on to the archive: what it tells of them is in no other answer."""
        self.crawler.signals.send_catch_log(signals.list_fetched, url=address_asked(response), body=response.body)

    def count(self, what: str, number: int = 1) -> None:
        """Add to one of the crawl's counted facts (``meetings_listed``, ``meetings_failed``)."""
        self.crawler.stats.inc_value(f"raad/{what}", number)


def address_asked(response: Response) -> str:
    """Give the address that was asked for: where a redirect led may be signed and soon be gone."""
    redirects: list[str] = response.meta.get("redirect_urls", [])
    return redirects[0] if redirects else response.url


def reason(failure: Failure) -> str:
    """Say in one line why a request failed."""
    error: Any = failure.value
    response = getattr(error, "response", None)
    if response is not None:
        return f"answered {response.status}"
    return f"{type(error).__name__}: {error}".strip(": ")
