"""Sites on FirstAgenda Publication: front page for the cookie, one listing, then the publications that are wanted.

The order, the anonymous cookie and the signs of an expired session are as scrapers of some 85 such sites found them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from rådscraper.clock import now
from rådscraper.items import Content, Publication, Source
from rådscraper.media import media_type_of, pdf_behind_viewer
from rådscraper.parsing.publications import choose_current
from rådscraper.platforms.base import RaadSpider, reason
from rådscraper.platforms.budget import BudgetSpent
from rådscraper.platforms.firstagenda_listing import ListedMeeting, UnreadableListing, parse_listing
from rådscraper.platforms.firstagenda_papers import papers_with_text

API_HEADERS = {"X-Requested-With": "XMLHttpRequest", "Accept": "*/*"}
REDIRECTS = [301, 302, 303, 307, 308]
MOST_RENEWALS = 2
"""In how many new sessions, before they have served anything, a request may fail until it is given up."""

RENEWED = 100
"""Priority of what a lost session is made good with, before anything else is asked for."""

Walk = Iterator[Request | Source]


class FirstAgendaSpider(RaadSpider):
    """Walks one site on FirstAgenda Publication."""

    # Papers are answered by a redirect to a signed address on one of these.
    file_hosts = ("firstagenda-4.s3.eu-west-1.amazonaws.com", "staticresources.firstagenda.com")

    def __init__(self, name: str | None = None, **kwargs: str) -> None:
        """Read the arguments; raises ``BadArgument``."""
        super().__init__(name, **kwargs)
        self._lost: list[Request] = []
        self._session = 0
        self._session_serves = False

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the front page: its redirects give the cookie every other address wants."""
        yield Request(f"{self.base_url}/", self.parse_front, errback=self.request_failed, dont_filter=True)

    def parse_front(self, response: Response) -> Walk:
        """Ask for the listing."""
        yield self._api(f"{self.base_url}/api/agenda/udvalgsliste", self.parse_listing)

    def parse_listing(self, response: Response) -> Walk:
        """Ask for the publications of every meeting that is wanted."""
        if _is_session_lost(response):
            yield from self._renew_session(response)
            return
        self._session_serves = True
        self.keep(response)
        try:
            listing = parse_listing(response.body, self.base_url)
        except UnreadableListing as error:
            self._site_failed("unreadable_listing", str(error), response.url)
            return
        for problem in listing.problems:
            self.report(problem.kind, problem.message, problem.url)
        wanted = [meeting for meeting in listing.meetings if self._wants(meeting)]
        self.count("meetings_failed", listing.failed)
        self.count("meetings_listed", len(wanted) + listing.failed)
        due = self.choose_due(listing.meetings, wanted)
        if not listing.meetings:
            self._site_failed("empty_listing", "the site lists no meetings at all", response.url)
        elif not wanted:
            self.report("nothing_wanted", "no meeting the site lists fits the arguments", response.url)
            self.count("site_failed", int(self.arguments.meeting is not None))
        for meeting in due:
            yield from self.begin(self._next(meeting, choose_current(meeting.publications), (), ()))

    def parse_publication(self, response: Response, **walked: Any) -> Walk:
        """Keep one publication's bytes and go on to the meeting's next, or hand the meeting on."""
        if _is_session_lost(response):
            yield from self._renew_session(response)
            return
        self._session_serves = True
        publication: Publication = walked["left"][0]
        content = Content(publication.id, "firstagenda", publication.source_url, response.body, now())
        papers = papers_with_text(response.body, publication, self.base_url)
        read = (*walked["read"], content)
        yield from self._next(**{**walked, "left": walked["left"][1:], "read": read, "papers": papers})

    def parse_paper(self, response: Response, **walked: Any) -> Walk:
        """Keep the PDF of an item that has no text of its own, also from behind the viewer page."""
        url, *papers = walked["papers"]
        read, missed = walked["read"], walked["missed"]
        if framed := pdf_behind_viewer(response.body):
            yield self._paper(response.urljoin(framed), walked)
            return
        if media_type_of(response.body) == "application/pdf":
            read = (*read, Content(read[-1].publication_id, "pdf", url, response.body, now()))
        else:
            self._paper_failed(url, "what came is no PDF")
            missed = (*missed, url)
        yield from self._next(**{**walked, "read": read, "missed": missed, "papers": tuple(papers)})

    def paper_failed(self, failure: Failure) -> Walk:
        """Note a PDF that could not be had; the item stays without text."""
        walked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        url, *papers = walked["papers"]
        self._paper_failed(url, reason(failure))
        yield from self._next(**{**walked, "missed": (*walked["missed"], url), "papers": tuple(papers)})

    def request_failed(self, failure: Failure) -> Walk:
        """Note what could not be had and go on with what can."""
        if not isinstance(failure.value, BudgetSpent):
            yield from self._give_up(failure.request, reason(failure))  # type: ignore[attr-defined]

    def _next(
        self,
        meeting: ListedMeeting,
        left: tuple[Publication, ...],
        read: tuple[Content, ...],
        unread: tuple[str, ...],
        missed: tuple[str, ...] = (),
        papers: tuple[str, ...] = (),
    ) -> Walk:
        walked = {"meeting": meeting, "left": left, "read": read, "unread": unread, "missed": missed}
        if papers:
            yield self._paper(papers[0], walked | {"papers": papers})
        elif left:
            yield self._api(left[0].source_url, self.parse_publication, walked)
        elif read:
            yield Source(self.source, meeting.body, meeting.starts_at, meeting.publications, read, unread, missed)
        else:
            self.count("meetings_failed")

    def _api(self, url: str, callback: Callable[..., Walk], walked: dict[str, Any] | None = None) -> Request:
        # A redirect means a lost session. Followed by Scrapy it would come back here and be dropped as seen before.
        meta = {"dont_redirect": True, "handle_httpstatus_list": REDIRECTS}
        return Request(url, callback, errback=self.request_failed, headers=API_HEADERS, meta=meta, cb_kwargs=walked)

    def _paper(self, url: str, walked: dict[str, Any]) -> Request:
        # Exempt from filtering: the way to a new session comes back to the same address.
        return Request(url, self.parse_paper, errback=self.paper_failed, dont_filter=True, cb_kwargs=walked)

    def _paper_failed(self, url: str, why: str) -> None:
        self.count("errors")
        self.report("item_text_failed", f"the PDF of an item without text was not had: {why}", url)

    def _renew_session(self, response: Response) -> Walk:
        lost = response.request
        if lost is None:
            raise ValueError(f"{response.url} was answered without having been asked for")
        # A session that served others first has merely run out, and one that is over says nothing: neither is held
        # against the request. Each new session serves the first of the lost or counts against it, so this ends.
        fruitless = lost.meta.get("session") == self._session and not self._session_serves
        renewals = lost.meta.get("renewals", 0) + int(fruitless)
        if renewals >= MOST_RENEWALS:
            answer = "HTML" if response.status == 200 else f"a redirect ({response.status})"
            yield from self._give_up(lost, f"answered {answer} where JSON was due, also in a new session")
            return
        meta = {**lost.meta, "renewals": renewals}
        self._lost.append(lost.replace(dont_filter=True, meta=meta, priority=RENEWED))
        if len(self._lost) == 1:
            front = f"{self.base_url}/"
            yield Request(front, self.parse_renewal, errback=self.renewal_failed, dont_filter=True, priority=RENEWED)

    def parse_renewal(self, response: Response) -> Walk:
        """Ask again, in the new session, for all that the lost one did not give."""
        lost, self._lost = self._lost, []
        self._session, self._session_serves = self._session + 1, False
        for request in lost:
            request.meta["session"] = self._session
            yield request

    def renewal_failed(self, failure: Failure) -> Walk:
        """Give up what a new session was needed for."""
        lost, self._lost = self._lost, []
        for request in lost:
            yield from self._give_up(request, reason(failure))

    def _give_up(self, request: Request, why: str) -> Walk:
        walked = request.cb_kwargs
        if "left" not in walked:
            self._site_failed("site_failed", f"the site could not be listed: {why}", request.url)
            return
        publication: Publication = walked["left"][0]
        self.report("publication_failed", f"{publication.title or 'a publication'} was not had: {why}", request.url)
        left, unread = walked["left"][1:], (*walked["unread"], publication.id)
        yield from self._next(**{**walked, "left": left, "unread": unread})

    def _site_failed(self, kind: str, message: str, url: str) -> None:
        self.count("site_failed")
        self.report(kind, message, url)

    def _wants(self, meeting: ListedMeeting) -> bool:
        asked = self.arguments.meeting
        return (
            self.arguments.wants_day(meeting.starts_at.date())
            and self.arguments.wants_body(meeting.body.printed_name)
            and (asked is None or any(asked in (one.id, one.url) for one in meeting.publications))
        )


def _is_session_lost(response: Response) -> bool:
    """Whether an answer is a redirect to the log-in, or its page in place of JSON."""
    return response.status in REDIRECTS or response.body.lstrip()[:1] == b"<"
