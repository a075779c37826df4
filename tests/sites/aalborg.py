"""A stand-in of Aalborg's application and pages: a real HTTP server on loopback, built from what scrapers tell of them.

One address serves all three hosts; the Host header tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from tests.sites.aalborg_content import SWAPPED, AalborgContent
from tests.sites.aalborg_markup import (
    APPLICATION_HOST,
    Meeting,
    application_answer,
    application_list,
    meeting_page,
    overview,
)
from tests.sites.server import Answer, Asked, LoopbackSite
from tests.sites.wire import TESTS

PDFS = TESTS / "fixtures" / "pdf"
PAPER = PDFS / "koege_integrationsraadet_2021-04-12.pdf"


@dataclass
class AalborgSite:
    """`with AalborgSite(content) as site: site.address`; `content` may be changed while it runs."""

    content: AalborgContent
    port: int = 0

    def __post_init__(self) -> None:
        self._server = LoopbackSite(self._answer, port=self.port)
        self.requests = self._server.requests
        self.fault = self._server.fault
        self.clear_faults = self._server.clear_faults

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.stop()

    @property
    def address(self) -> str:
        """Where all three hosts are reached: `http://127.0.0.1:PORT`."""
        return self._server.address

    def _answer(self, asked: Asked) -> tuple[Answer, bool]:
        parts = urlsplit(asked.target)
        query = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/robots.txt":
            return Answer(200, b"User-agent: *\nDisallow:\n", "text/plain"), True
        if asked.host == APPLICATION_HOST:
            return self._application(parts.path.rstrip("/"), query), True
        return self._page(f"//{asked.host}{parts.path}", query), True

    def _application(self, path: str, query: dict[str, str]) -> Answer:
        start = query.get("moedetitel")
        if path == "/dagsordenreferat":
            number = query.get("id", "")
            meetings = self.content.numbers.get(number, ())
            return _html(application_list(meetings, number, attributes_swapped=number == SWAPPED))
        if path == "/dagsordenreferat/visreferat":
            meeting = _of(self.content.numbers.get(query.get("udvalgid", ""), ()), start)
            return _html(application_answer(meeting)) if meeting else _html("<p>Ikke fundet</p>", 404)
        if path == "/aakReferater/Pdf.aspx":
            wanted = query.get("pdfnavn", "").removesuffix(".pdf")
            meeting = _of((one for meetings in self.content.pages.values() for one in meetings), wanted)
            if meeting and meeting.pdf:
                return Answer(200, (PDFS / meeting.pdf).read_bytes(), "application/pdf")
        if path == "/Bilag/Vis.aspx":
            return Answer(200, PAPER.read_bytes(), "application/pdf")
        return _html("<p>Siden findes ikke</p>", 404)

    def _page(self, address: str, query: dict[str, str]) -> Answer:
        meetings = self.content.pages.get(address)
        if meetings is None:
            return _html("<p>Siden findes ikke</p>", 404)
        if "moedetitel" not in query:
            return _html(overview(meetings, urlsplit(address).path))
        # A meeting it does not have is answered with the newest one.
        return _html(meeting_page(_of(meetings, query["moedetitel"]) or meetings[0]))


def _of(meetings: Iterable[Meeting], start: str | None) -> Meeting | None:
    return next((meeting for meeting in meetings if meeting.start == start), None)


def _html(text: str, status: int = 200) -> Answer:
    return Answer(status, text.encode())
