"""What all stand-ins share: an HTTP/1.1 server on loopback that records what it is asked and can be told to fail."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `target` is path and query as sent, `host` the Host header without port."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One request for the tests to look at; `started` is monotonic time in seconds."""

    method: str
    host: str
    path: str
    status: int
    had_cookie: bool
    user_agent: str
    started: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body and the headers beside its type and length."""

    status: int
    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with an answer; what is left None stays as it was."""

    status: int | None = None
    body: bytes | None = None
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Added to the answer's: `{"Retry-After": "1"}`."""
    cut: int | None = None
    """The body ends after so many bytes, and the length says so."""
    close_after: int | None = None
    """The connection is closed after so many bytes of the body, though the length promised all."""
    content_length: int | None = None
    """The length that is claimed; the connection is closed after the body."""
    chunked: bool = False
    """No length is told; the body comes in chunks, the last of which is missing where `close_after` is given."""
    endless: bool = False
    """No length is told; the body ends where the connection does."""
    flood: bool = False
    """No length is told, and the body is sent over and over until the client goes."""
    drip: float = 0.0
    """Seconds between any ten bytes of the body."""
    reset: bool = False
    """The connection is not closed but reset, after `close_after` bytes of the body."""
    delay: float = 0.0
    """Seconds before the answer."""
    times: int | None = None
    """Only the first so many requests fail."""

    def spoil(self, answer: Answer) -> Answer:
        """The answer with this fault's status, body and headers."""
        body = answer.body if self.body is None else self.body
        if self.status is not None and self.status >= 400 and self.body is None:
            body = b""
        return replace(
            answer,
            status=self.status or answer.status,
            body=body[: self.cut],
            media_type=self.media_type or answer.media_type,
            headers=dict(answer.headers) | dict(self.headers),
        )


class LoopbackSite:
    """Runs `answer` behind a port of 127.0.0.1; `answer` tells besides whether faults apply to what it answers."""

    def __init__(
        self,
        answer: Callable[[Asked], tuple[Answer, bool]],
        had_cookie: Callable[[Asked], bool] = lambda asked: "Cookie" in asked.headers,
        port: int = 0,
    ) -> None:
        self.requests: list[Record] = []
        self._answer = answer
        self._had_cookie = had_cookie
        self._faults: list[tuple[str, Fault, int]] = []
        self._lock = threading.Lock()
        self._port = port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        self._server = _Server(self, self._port)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fault(self, path_prefix: str, fault: Fault) -> None:
        """Spoil answers to targets beginning so, in any letter case; `//host/…` names a host too. The last one wins."""
        with self._lock:
            self._faults.insert(0, (path_prefix.lower(), fault, 0))

    def clear_faults(self) -> None:
        with self._lock:
            self._faults.clear()

    def handle(self, asked: Asked, started: float) -> tuple[Answer, Fault]:
        """Answer one request and put it on record."""
        with self._lock:
            answer, may_fail = self._answer(asked)
            fault = self._take_fault(asked) if may_fail else Fault()
            answer = fault.spoil(answer)
            agent = asked.headers.get("User-Agent", "")
            self.requests.append(
                Record(asked.method, asked.host, asked.target, answer.status, self._had_cookie(asked), agent, started)
            )
        return answer, fault

    def _take_fault(self, asked: Asked) -> Fault:
        targets = (asked.target.lower(), f"//{asked.host}{asked.target}".lower())
        for place, (prefix, fault, taken) in enumerate(self._faults):
            exhausted = fault.times is not None and taken >= fault.times
            if not exhausted and any(target.startswith(prefix) for target in targets):
                self._faults[place] = (prefix, fault, taken + 1)
                return fault
        return Fault()


@contextmanager
def answering(*statuses: int) -> Iterator[LoopbackSite]:
    """A server that answers each request with the next status and keeps what it was asked."""
    left = list(statuses)
    site = LoopbackSite(lambda asked: (Answer(left.pop(0)), False))
    site.start()
    try:
        yield site
    finally:
        site.stop()


def free_port() -> int:
    """A port of this machine at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, site: LoopbackSite, port: int) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, client = super().get_request()
        self._open.add(connection)
        return connection, client

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        # Connections kept alive would hold their threads until the client goes.
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                self._open.discard(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "standin"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        started = time.monotonic()
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.title(): value for name, value in self.headers.items()}
        host = headers.get("Host", "").rpartition(":")[0] or headers.get("Host", "")
        answer, fault = self.server.site.handle(Asked(self.command, host.lower(), self.path, headers), started)
        time.sleep(fault.delay)
        length = len(answer.body) if fault.content_length is None else fault.content_length
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        if fault.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif not fault.endless and not fault.flood:
            self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if fault.close_after is not None or fault.content_length is not None or fault.endless or fault.flood:
            self.close_connection = True
        self.end_headers()
        if self.command != "HEAD":
            self._send_body(answer.body[: fault.close_after], fault)

    def _send_body(self, body: bytes, fault: Fault) -> None:
        if fault.chunked:
            end = b"0\r\n\r\n" if fault.close_after is None else b""
            self.wfile.write(b"%x\r\n%b\r\n%b" % (len(body), body, end))
        elif fault.drip:
            for start in range(0, len(body), 10):
                self.wfile.write(body[start : start + 10])
                time.sleep(fault.drip)
        else:
            self.wfile.write(body)
        while fault.flood:
            self.wfile.write(body)
        if fault.reset:
            # A socket that lingers for no time at all is ended by RST. What was sent arrives before it.
            time.sleep(0.05)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    do_HEAD = do_POST = do_GET  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Stay quiet."""
