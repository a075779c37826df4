"""A stand-in of FirstAgenda Publication: a real HTTP server on loopback that behaves as the platform was recorded.

One address serves all hosts of a site; the Host header tells the portal from the two file hosts.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, quote, urlsplit
from uuid import uuid4

from tests.sites.server import Answer, Asked, Fault, LoopbackSite
from tests.sites.shapes import as_served

COOKIE = ".AspNet.Cookies"
S3_HOST = "firstagenda-4.s3.eu-west-1.amazonaws.com"
STATIC_HOST = "staticresources.firstagenda.com"
FILE_HOSTS = (S3_HOST, STATIC_HOST)
PERMISSIVE_ROBOTS = "User-agent: *\nDisallow:\n"

_API = "/api/agenda/"
_PDF = "/vis/pdf/"
_NO_CACHE = {"Cache-Control": "no-cache", "Pragma": "no-cache", "Expires": "-1"}
_NO_HITS = {"Dagsordner": [], "AntalResultater": 0, "MoreToBeSearched": False, "IkkePubliceredeMoeder": False}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes behind a document, and which of the two file hosts serves them."""

    content: bytes
    media_type: str = "application/pdf"
    host: str = S3_HOST


class SiteContent(NamedTuple):
    """What a site serves; `files` is keyed by the end of the portal's address: `bilag/<id>`, `dagsorden/<id>`."""

    listing: Any
    agendas: dict[str, Any]
    files: dict[str, StoredFile]


@dataclass
class _Session:
    api_requests: int = 0


@dataclass
class FirstAgendaSite:
    """`with FirstAgendaSite(listing, agendas, files) as site: site.address`.

    `listing`, `agendas` (by meeting id) and `files` may be changed while it runs; bytes are served as they are,
    anything else as JSON. Tests read `requests` and set `fault` and `expire_session_after`.
    """

    listing: Any
    agendas: Mapping[str, Any]
    files: Mapping[str, StoredFile]
    robots: str = PERMISSIVE_ROBOTS
    port: int = 0
    _sessions: dict[str, _Session] = field(default_factory=dict, init=False)
    _signed: dict[str, StoredFile] = field(default_factory=dict, init=False)
    _session_length: int | None = field(default=None, init=False)
    _login_page: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._server = LoopbackSite(self._answer, self._sends_cookie, port=self.port)
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
        """Where every host of the site is reached: `http://127.0.0.1:PORT`."""
        return self._server.address

    def expire_session_after(self, api_requests: int | None, *, login_page: bool = False) -> None:
        """Let each session last this many API requests (None: for ever).

        Afterwards the cookie is no longer accepted: a redirect to a new one, or with `login_page` an HTML page with
        status 200 at API addresses (other addresses still redirect).
        """
        self._session_length, self._login_page = api_requests, login_page

    def forget_signatures(self) -> None:
        """Make all signed addresses given out so far answer 403, as they do after 300 seconds."""
        self._signed.clear()

    def _sends_cookie(self, asked: Asked) -> bool:
        return COOKIE in SimpleCookie(asked.headers.get("Cookie", ""))

    def _answer(self, asked: Asked) -> tuple[Answer, bool]:
        """The answer, and whether faults may change it: not while a session is being had."""
        path = urlsplit(asked.target).path.lower()
        if asked.host in FILE_HOSTS:
            return self._file(asked), True
        if path == "/robots.txt":
            return Answer(200, self.robots.encode(), "text/plain"), True
        if path == "/home/anonymousauthentication":
            return self._new_session(asked), True
        session = self._session(asked)
        if session is None:
            expired_at_api = self._login_page and self._sends_cookie(asked) and path.startswith(_API)
            return (_html("Log ind", "<form></form>") if expired_at_api else _to_session(asked)), False
        if path.startswith(_API):
            session.api_requests += 1
            return self._api(path.removeprefix(_API)), True
        if path.startswith(_PDF):
            return self._pdf(asked, path.removeprefix(_PDF).strip("/")), True
        if path in ("/", "/vis"):
            return _html("Dagsordener og referater", '<div id="resultaterplaceholder"></div>'), True
        return _html("Siden findes ikke", "", 404), True

    def _session(self, asked: Asked) -> _Session | None:
        cookie = SimpleCookie(asked.headers.get("Cookie", "")).get(COOKIE)
        session = self._sessions.get(cookie.value) if cookie else None
        if session and self._session_length is not None and session.api_requests >= self._session_length:
            return None
        return session

    def _new_session(self, asked: Asked) -> Answer:
        token = secrets.token_urlsafe(225)
        self._sessions[token] = _Session()
        back = parse_qs(urlsplit(asked.target).query).get("callback", ["/"])[0]
        return Answer(302, headers={"Location": back, "Set-Cookie": f"{COOKIE}={token}; path=/; HttpOnly"})

    def _api(self, path: str) -> Answer:
        if path == "apiversion":
            return _json(1)
        if path == "udvalgsliste":
            return _json(self.listing)
        if path.startswith("soeg"):
            return _json(_NO_HITS)
        kind, _, meeting_id = path.partition("/")
        agenda = self.agendas.get(meeting_id.strip("/")) if kind == "dagsorden" else None
        return _json({"Message": "Not found"}, 404) if agenda is None else _json(agenda)

    def _pdf(self, asked: Asked, document: str) -> Answer:
        if asked.method == "HEAD":
            return Answer(405, headers={"Allow": "GET"})
        stored = self.files.get(document)
        if stored is None:
            return _html("Dokumentet findes ikke", "", 404)
        signed = self._sign(stored)
        query = {name.lower(): value for name, value in parse_qs(urlsplit(asked.target).query).items()}
        directly = query.get("redirectdirectlytopdf", [""])[0].lower()
        if directly == "true" or (document.startswith("dagsorden") and directly != "false"):
            return Answer(302, headers=_NO_CACHE | {"Location": signed})
        frame = f'<iframe src="{escape(signed)}" id="pdfframe"></iframe>\n<div id="spinner">Henter indhold</div>'
        return _html("Dokumentvisning", f'<div style="position: relative;">\n{frame}\n</div>')

    def _sign(self, stored: StoredFile) -> str:
        """A fresh signed address, another one each time."""
        if stored.host == STATIC_HOST:
            target = f"/api/v1/signed/{secrets.randbelow(10**8)}?k={secrets.token_hex(32)}"
        else:
            now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
            shown = quote("inline; filename =\"document.pdf\"; filename*=UTF-8''document.pdf", safe="")
            credential = quote(f"STANDIN/{now[:8]}/eu-west-1/s3/aws4_request", safe="")
            target = (
                f"/{uuid4()}?X-Amz-Expires=300&response-content-disposition={shown}"
                f"&response-content-type={quote(stored.media_type, safe='')}&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                f"&X-Amz-Credential={credential}&X-Amz-Date={now}&X-Amz-SignedHeaders=host"
                f"&X-Amz-Signature={secrets.token_hex(32)}"
            )
        self._signed[target] = stored
        return f"https://{stored.host}{target}"

    def _file(self, asked: Asked) -> Answer:
        stored = self._signed.get(asked.target)
        if stored is None or stored.host != asked.host:
            error = b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SignatureDoesNotMatch</Code></Error>'
            return Answer(403, error, "application/xml")
        shown = "inline; filename =\"document.pdf\"; filename*=UTF-8''document.pdf"
        return Answer(200, stored.content, stored.media_type, {"Content-Disposition": shown})


def _to_session(asked: Asked) -> Answer:
    callback = quote(asked.target, safe="")
    return Answer(302, headers=_NO_CACHE | {"Location": f"/Home/AnonymousAuthentication?callback={callback}"})


def _json(answer: Any, status: int = 200) -> Answer:
    body = answer if isinstance(answer, bytes) else as_served(answer)
    return Answer(status, body, "application/json; charset=utf-8", _NO_CACHE)


def _html(title: str, body: str, status: int = 200) -> Answer:
    page = f'<!DOCTYPE html>\n<html lang="da">\n<head><title>{title}</title></head>\n<body>\n{body}\n</body>\n</html>\n'
    return Answer(status, page.encode(), "text/html; charset=utf-8", _NO_CACHE)


__all__ = ["FILE_HOSTS", "Fault", "FirstAgendaSite", "SiteContent", "StoredFile"]
