"""Asking a site outside the crawl: one request at a time, robots.txt obeyed, few requests, cookies as in a crawl.

Everything a question can fail by (robots.txt, a dead host, the budget) is a ``NotAsked`` that says so.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from scrapy.robotstxt import ProtegoRobotParser

from rådscraper.clock import now

REDIRECTS = (301, 302, 303, 307, 308)
MOST_HOPS = 6
MOST_BYTES = 32 * 2**20
ASKED_TO_WAIT = (429, 503)


class NotAsked(Exception):
    """A question could not be asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One request on the way to an answer, and the names of the cookies it set."""

    url: str
    status: int
    location: str | None
    cookies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question.

    ``asked`` is the address asked for, ``url`` the one that answered, ``asked_at`` an ISO time, ``stopped`` why a
    redirect was not followed, ``is_cut`` whether more was to come than is taken.
    """

    asked: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    asked_at: str
    seconds: float
    hops: tuple[Hop, ...] = ()
    stopped: str | None = None
    is_cut: bool = False

    @property
    def location(self) -> str | None:
        """Where a redirect that was not followed leads, as a whole address."""
        return self.hops[-1].location if self.hops else None


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host's robots.txt says: its answer where it gave one, else why not."""

    answer: Answer | None
    why: str | None
    rules: ProtegoRobotParser | None


@dataclass(frozen=True, slots=True)
class Manners:
    """Who asks and how often: ``delay`` and ``timeout`` in seconds, ``budget`` in requests."""

    agent: str
    robots_agent: str
    headers: Mapping[str, str]
    delay: float
    timeout: float
    budget: int


@dataclass
class Asker:
    """Asks the hosts of one site, and none else; ``elsewhere`` is where all of them are reached instead."""

    manners: Manners
    hosts: tuple[str, ...]
    elsewhere: str | None = None
    requests: int = 0
    robots: dict[str, Robots] = field(default_factory=dict)
    _given_up: dict[str, str] = field(default_factory=dict, init=False)
    _last: float | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Begin without any cookie."""
        self._session = self._new_client()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close what is open."""
        self._session.close()

    def ask(
        self, url: str, headers: Mapping[str, str] | None = None, *, follow: bool = True, with_cookies: bool = True
    ) -> Answer:
        """Get an address, redirects followed within the site's hosts; raises ``NotAsked``."""
        self._refuse_forbidden(url)
        if with_cookies:
            return self._get(self._session, url, headers or {}, follow=follow, obeys=True)
        with self._new_client() as client:
            return self._get(client, url, headers or {}, follow=follow, obeys=True)

    def _get(self, client: httpx.Client, url: str, headers: Mapping[str, str], *, follow: bool, obeys: bool) -> Answer:
        hops: list[Hop] = []
        at = url
        while True:
            answer = self._send(client, at, headers)
            location = answer.headers.get("location")
            target = _joined(at, location) if location and answer.status in REDIRECTS else None
            hops.append(Hop(at, answer.status, target, _cookie_names(answer.headers)))
            done = replace(answer, asked=url, hops=tuple(hops))
            if target is None or not follow:
                return done
            if len(hops) >= MOST_HOPS:
                return replace(done, stopped=f"redirected {len(hops)} times, the last time to {target[:200]}")
            try:
                self._refuse_foreign(target)
                if obeys:
                    self._refuse_forbidden(target)
            except NotAsked as reason:
                return replace(done, stopped=str(reason))
            at = target

    def _send(self, client: httpx.Client, url: str, headers: Mapping[str, str]) -> Answer:
        host = self._refuse_foreign(url)
        if self.requests >= self.manners.budget:
            raise NotAsked(f"the budget of {self.manners.budget} requests is used up; --budget takes another number")
        self._wait()
        self.requests += 1
        asked_at, started = now().isoformat(timespec="seconds"), time.monotonic()
        try:
            with client.stream("GET", url, headers=dict(headers)) as response:
                body, is_cut = self._body(response, started)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            why = f"{type(error).__name__}: {error}".strip(": ")
            if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                self._given_up[host] = f"{host} does not answer ({why})"
                raise NotAsked(self._given_up[host]) from error
            raise NotAsked(f"no whole answer came ({why})") from error
        finally:
            self._last = time.monotonic()
        if response.status_code in ASKED_TO_WAIT:
            wait = response.headers.get("retry-after", "it does not say how long")
            self._given_up[host] = f"{host} answered {response.status_code} and is left alone (Retry-After: {wait})"
        seconds = round(time.monotonic() - started, 3)
        return Answer(url, url, response.status_code, response.headers, body, asked_at, seconds, is_cut=is_cut)

    def _body(self, response: httpx.Response, started: float) -> tuple[bytes, bool]:
        taken = bytearray()
        for piece in response.iter_bytes():
            taken += piece
            if len(taken) > MOST_BYTES or time.monotonic() - started > 3 * self.manners.timeout:
                return bytes(taken), True
        return bytes(taken), False

    def _wait(self) -> None:
        if self._last is not None:
            time.sleep(max(0.0, self._last + self.manners.delay - time.monotonic()))

    def _refuse_foreign(self, url: str) -> str:
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            raise NotAsked(f"{url[:200]!r} is no address") from None
        if parts.scheme not in ("http", "https") or host not in self.hosts:
            raise NotAsked(f"{parts.scheme}://{host} is none of the site's hosts ({', '.join(self.hosts)})")
        if host in self._given_up:
            raise NotAsked(self._given_up[host])
        return host

    def _refuse_forbidden(self, url: str) -> None:
        self._refuse_foreign(url)
        parts = urlsplit(url)
        if parts.netloc not in self.robots:
            self.robots[parts.netloc] = self._read_robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        robots = self.robots[parts.netloc]
        self._refuse_foreign(url)
        if robots.why:
            raise NotAsked(f"robots.txt could not be had: {robots.why}")
        if robots.rules and not robots.rules.allowed(url, self.manners.robots_agent):
            raise NotAsked(f"robots.txt of {parts.netloc} forbids it")

    def _read_robots(self, url: str) -> Robots:
        try:
            answer = self._get(self._session, url, {}, follow=True, obeys=False)
        except NotAsked as reason:
            return Robots(None, str(reason), None)
        if answer.status >= 500 or answer.status == 429:
            # A server in trouble has not said that one may come in (RFC 9309, 2.3.1.4).
            return Robots(answer, f"answered {answer.status}", None)
        rules = ProtegoRobotParser(answer.body, None) if answer.status == 200 else None
        return Robots(answer, None, rules)

    def _new_client(self) -> httpx.Client:
        # Without a transport of its own httpx asks through the proxy that the environment names, as Scrapy does.
        transport = _Elsewhere(self.elsewhere) if self.elsewhere else None
        headers = {**self.manners.headers, "User-Agent": self.manners.agent}
        return httpx.Client(headers=headers, timeout=self.manners.timeout, transport=transport)


class _Elsewhere(httpx.HTTPTransport):
    """Fetches every address at ``base``: the last step before the network, so that cookies stay with their host."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the other address, the ``Host`` header left as it was."""
        path = request.url.raw_path.decode("ascii")
        sent = httpx.Request(
            request.method, f"{self._base}{path}", headers=request.headers, extensions=request.extensions
        )
        response = super().handle_request(sent)
        location = response.headers.get("location", "")
        if location.startswith(self._base):
            site = f"{request.url.scheme}://{request.url.netloc.decode('ascii')}"
            response.headers["location"] = site + location.removeprefix(self._base)
        return response


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return location  # no address at all; it is refused as one


def _cookie_names(headers: Mapping[str, str]) -> tuple[str, ...]:
    lines = headers.get_list("set-cookie") if isinstance(headers, httpx.Headers) else []
    return tuple(line.partition("=")[0].strip() for line in lines)
