"""Aalborg's own application and pages: every list first, so that a meeting reached both ways is walked once.

Scrapers tell that the application lists one body a number, that numbers die when committees are formed anew and that
no list of them exists. So the known ones are data of the spider, and each crawl tries a few around them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import unquote

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from rådscraper.clock import now
from rådscraper.items import Content, Publication, Source
from rådscraper.parsing.publications import choose_current
from rådscraper.platforms.aalborg_meetings import Listed, ListedMeeting, join_lists, next_step, pdf_of
from rådscraper.platforms.aalborg_pages import Listing, read_listing
from rådscraper.platforms.base import RaadSpider, address_asked, reason
from rådscraper.platforms.budget import BudgetSpent

GONE = (404, 410)
Walk = Iterator[Request | Source]


@dataclass(frozen=True, slots=True)
class _Ask:
    """A list to ask for; ``is_probe`` when nobody has said that the number is in use."""

    url: str
    number: str | None = None
    name: str | None = None
    is_probe: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """How far one meeting is read: the publications left, the first being read, and what was had."""

    meeting: ListedMeeting
    left: tuple[Publication, ...]
    own: tuple[Content, ...] = ()
    tried: tuple[str, ...] = ()
    read: tuple[Content, ...] = ()
    unread: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


class AalborgApplicationSpider(RaadSpider):
    """Walks Aalborg's application, overview pages and PDFs.

    ``body_numbers`` are the application's numbers and the year they were known in; ``overviews`` the addresses of
    overview pages and the names of their bodies; ``most_probes`` how many unknown numbers one crawl may try.
    """

    application = "https://apps.aalborgkommune.dk/dagsordenreferat"
    body_numbers: ClassVar[Mapping[int, int]]
    overviews: ClassVar[Mapping[str, str]]
    most_probes = 4

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the first list; the others follow one by one."""
        asks = [self._numbered(number) for number in self.body_numbers]
        asks += [_Ask(url, name=name) for url, name in self.overviews.items()]
        for request in self._list_next(tuple(asks), (), are_probed=False):
            if isinstance(request, Request):
                yield request

    def parse_list(self, response: Response, ask: _Ask, **walked: Any) -> Walk:
        """Keep what a list holds and ask for the next."""
        self.keep(response)
        listing = read_listing(response.body, response.url)
        yield from self._go_on(ask, listing, response.url, **walked)

    def list_failed(self, failure: Failure) -> Walk:
        """Note a list that could not be had; a number that is gone is as good as empty."""
        request: Request = failure.request  # type: ignore[attr-defined]
        ask: _Ask = request.cb_kwargs["ask"]
        response = getattr(failure.value, "response", None)
        if not ask.is_probe and (response is None or response.status not in GONE):
            self.count("site_failed")
            self.report("listing_failed", f"the list of meetings could not be had: {reason(failure)}", request.url)
            walked = {**request.cb_kwargs, "failed": request.cb_kwargs["failed"] or ask.number is not None}
            del walked["ask"]
            yield from self._list_next(**walked)
            return
        yield from self._go_on(url=request.url, listing=Listing(()), **request.cb_kwargs)

    def _go_on(self, ask: _Ask, listing: Listing, url: str, lists: tuple[Listed, ...], **walked: Any) -> Walk:
        if not ask.is_probe or listing.links:
            for problem in listing.problems:
                self.report(problem.kind, problem.message, problem.url)
            self.count("meetings_failed", listing.failed)
            self.count("meetings_listed", listing.failed)
        if ask.is_probe and listing.links:
            names = ", ".join(sorted({link.title.body_name or "no name" for link in listing.links}))
            message = f"the number {ask.number} lists meetings ({names}) and is not among the known ones; add it"
            self.report("unknown_body_number", message, url)
        elif ask.number and not ask.is_probe and not listing.links:
            self.lists_are_whole = False
            known = self.body_numbers[int(ask.number)]
            message = f"the number {ask.number}, known in {known}, lists no meetings; it may have died"
            self.report("body_without_meetings", message, url)
        elif not ask.number and not listing.links:
            self.lists_are_whole = False
            self.report("overview_without_meetings", f"the overview of {ask.name} links to no meeting", url)
        lists = (*lists, Listed(listing, ask.url, ask.number, ask.name))
        yield from self._list_next(lists=lists, **walked)

    def _list_next(
        self, left: tuple[_Ask, ...], lists: tuple[Listed, ...], *, are_probed: bool, failed: bool = False
    ) -> Walk:
        if not left and not are_probed:
            left, are_probed = self._probes(lists), True
        if not left:
            yield from self._walk(lists, numbers_failed=failed)
            return
        walked = {"ask": left[0], "left": left[1:], "lists": lists, "are_probed": are_probed, "failed": failed}
        meta = {"dont_retry": True} if left[0].is_probe else {}
        yield Request(
            left[0].url, self.parse_list, errback=self.list_failed, dont_filter=True, cb_kwargs=walked, meta=meta
        )

    def _probes(self, lists: tuple[Listed, ...]) -> tuple[_Ask, ...]:
        """The numbers to try: those that links name, then those next to the known ones, the highest first."""
        named = [int(number) for listed in lists for number in listed.listing.numbers]
        around = [number + step for number in sorted(self.body_numbers, reverse=True) for step in (1, 2, -1)]
        unknown = [
            number for number in dict.fromkeys([*named, *around]) if number not in self.body_numbers and number > 0
        ]
        return tuple(replace(self._numbered(number), is_probe=True) for number in unknown[: self.most_probes])

    def _numbered(self, number: int) -> _Ask:
        return _Ask(f"{self.application}/?Id={number}", str(number))

    def _walk(self, lists: tuple[Listed, ...], *, numbers_failed: bool) -> Walk:
        """Ask for the meetings that are wanted."""
        joined = join_lists(lists, f"{self.application}/visreferat", now())
        for problem in joined.problems:
            self.report(problem.kind, problem.message, problem.url)
        meetings = joined.meetings
        if numbers_failed:
            # Which number an overview's body has is told by that number's list: without it its meetings would get
            # other ids than they had.
            meetings = tuple(meeting for meeting in meetings if meeting.body.id.isdigit())
            left_out = len(joined.meetings) - len(meetings)
            message = f"{left_out} meetings that only overview pages list are left out until all numbers answer"
            self.report("listing_incomplete", message, f"{self.application}/")
        wanted = [meeting for meeting in meetings if self._wants(meeting)]
        self.count("meetings_listed", len(wanted))
        due = self.choose_due(meetings, wanted)
        if not joined.meetings:
            self.count("site_failed")
            self.report("empty_listing", "the site lists no meetings at all", f"{self.application}/")
        elif not wanted:
            self.report("nothing_wanted", "no meeting the site lists fits the arguments", f"{self.application}/")
        for meeting in due:
            yield from self.begin(self._read_next(_Reading(meeting, choose_current(meeting.publications))))

    def _read_next(self, reading: _Reading) -> Walk:
        """Ask for the next content of the publication being read, go on to the next one, or hand the meeting on."""
        meeting = reading.meeting
        if reading.left:
            publication = reading.left[0]
            step = next_step(meeting, publication, reading.own, reading.tried)
            if step:
                layout, url = step
                walked = {"reading": replace(reading, tried=(*reading.tried, layout)), "layout": layout}
                yield Request(url, self.parse_content, errback=self.content_failed, dont_filter=True, cb_kwargs=walked)
                return
            unread = reading.unread if reading.own else (*reading.unread, publication.id)
            meeting = _with_pdf(meeting, publication, pdf_of(meeting, reading.own))
            read = (*reading.read, *reading.own)
            left = _Reading(meeting, reading.left[1:], read=read, unread=unread, missed=reading.missed)
            yield from self._read_next(left)
        elif reading.read:
            found = (meeting.publications, reading.read, reading.unread, reading.missed)
            yield Source(self.source, meeting.body, meeting.starts_at, *found)
        else:
            self.count("meetings_failed")

    def parse_content(self, response: Response, reading: _Reading, layout: str) -> Walk:
        """Keep one content's bytes."""
        content = Content(reading.left[0].id, layout, address_asked(response), response.body, now())
        yield from self._read_next(replace(reading, own=(*reading.own, content)))

    def content_failed(self, failure: Failure) -> Walk:
        """Note what could not be had and go on with what can."""
        if isinstance(failure.value, BudgetSpent):
            return
        request: Request = failure.request  # type: ignore[attr-defined]
        reading: _Reading = request.cb_kwargs["reading"]
        message = f"{reading.left[0].title} was not had ({request.cb_kwargs['layout']}): {reason(failure)}"
        self.report("publication_failed", message, request.url)
        yield from self._read_next(replace(reading, missed=(*reading.missed, request.url)))

    def _wants(self, meeting: ListedMeeting) -> bool:
        asked = self.arguments.meeting
        known = [name for one in meeting.publications for name in (one.id, one.url, one.source_url)]
        return (
            self.arguments.wants_day(meeting.starts_at.date())
            and self.arguments.wants_body(meeting.body.printed_name)
            and (asked is None or unquote(asked) in map(unquote, known))
        )


def _with_pdf(meeting: ListedMeeting, publication: Publication, pdf: str | None) -> ListedMeeting:
    if pdf is None:
        return meeting
    found = (replace(one, pdf_url=pdf) if one.id == publication.id else one for one in meeting.publications)
    return replace(meeting, publications=tuple(found))
