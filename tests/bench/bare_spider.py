"""What Scrapy costs by itself: fetch the addresses a crawl would fetch, and throw the answers away."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

from scrapy import Request, Spider
from scrapy.http import Response

_LISTED = re.compile(rb'"Id":"([^"]+)","MeetingBeginUtc"')


class BareSpider(Spider):
    """Run by ``scrapy runspider`` with ``-a address=http://127.0.0.1:PORT``."""

    name = "bare"
    address: str

    async def start(self) -> AsyncIterator[Request]:
        """Ask for robots.txt, as a polite crawl does, and for the front page, which gives the cookie."""
        yield Request(f"{self.address}/robots.txt", self.drop)
        yield Request(f"{self.address}/", self.ask_for_listing, dont_filter=True)

    def ask_for_listing(self, response: Response) -> Iterator[Request]:
        """Ask for the listing."""
        yield Request(f"{self.address}/api/agenda/udvalgsliste", self.ask_for_meetings)

    def ask_for_meetings(self, response: Response) -> Iterator[Request]:
        """Ask for every meeting the listing names; one search in it is all the parsing there is."""
        for meeting_id in _LISTED.findall(response.body):
            yield Request(f"{self.address}/api/agenda/dagsorden/{meeting_id.decode()}", self.drop)

    def drop(self, response: Response) -> None:
        """Do nothing with an answer."""
