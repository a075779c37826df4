"""RaadSpider: what the spiders of all platforms share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from rådscraper import signals
from rådscraper.items import Body, ListedEntry, Municipality, Problem, Publication, SiteListing, Source
from rådscraper.parsing.publications import choose_current
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


_M = TypeVar("_M", bound=Listed)

BEGINS = "raad_begins"
"""Marks in its ``meta`` the request a meeting's reading begins with."""


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

    def choose_due(self, meetings: Iterable[Listed], wanted: Sequence[_M]) -> list[_M]:
        """Tell once what the site lists, and give those of the ``wanted`` meetings that are due to be read.

        Called when all that failed or could not be read of the lists has been counted. Who asks for all (``full=1``) or
        for one meeting by name is given all that is wanted; so is a crawl in which nothing compares.
        """
        stats = self.crawler.stats
        unreadable = stats.get_value("raad/meetings_failed", 0)
        is_whole = self.lists_are_whole and not (
            stats.get_value("raad/site_failed") or unreadable or self.arguments.narrows
        )
        entries = tuple(_entry(one) for one in meetings)
        self._send(signals.site_listed, listing=SiteListing(self.source, entries, is_whole, unreadable))
        if self.arguments.full or self.arguments.meeting:
            return list(wanted)
        asked = SiteListing(self.source, tuple(_entry(one) for one in wanted), is_whole=False)
        answers = self._send(signals.meetings_wanted, listing=asked)
        if not answers:
            return list(wanted)
        order = {key: place for place, key in enumerate(answers[0])}
        due = [
            (order[key], one) for one, key in zip(wanted, map(asked.key, asked.entries), strict=True) if key in order
        ]
        return [one for _, one in sorted(due, key=lambda one: one[0])]

    def begin(self, walk: Iterable[Request | Source]) -> Iterator[Request | Source]:
        """Mark the request that begins a meeting; it waits until those that have begun are read to their end."""
        for step in walk:
            yield step.replace(meta={**step.meta, BEGINS: True}, priority=-1) if isinstance(step, Request) else step

    def _send(self, signal: object, **told: Any) -> list[Any]:
        """Send a signal and give what its receivers answered; what one raises is raised, for it must not be lost."""
        answers = [answer for _, answer in self.crawler.signals.send_catch_log(signal, **told)]
        for answer in answers:
            if isinstance(answer, Failure):
                answer.raiseException()
        return answers

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


def _entry(meeting: Listed) -> ListedEntry:
    current = tuple(one.id for one in choose_current(meeting.publications))
    return ListedEntry(meeting.body, meeting.starts_at, meeting.publications, current)


def reason(failure: Failure) -> str:
    """Say in one line why a request failed."""
    error: Any = failure.value
    response = getattr(error, "response", None)
    if response is not None:
        return f"answered {response.status}"
    return f"{type(error).__name__}: {error}".strip(": ")
