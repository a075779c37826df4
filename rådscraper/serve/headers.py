"""What every answer carries so that a browser does nothing with scraped text but show it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from rådscraper.serve.csv_cells import PlainCells

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
App = Callable[[Any, Any, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script stands in a page itself. Datasette's own pages carry styles in their markup."""

ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
READING = ("GET", "HEAD")
"""Here is only something to read: nothing is sent, changed or taken away."""
NOT_INDEXED = ("/person/", "/raad")
"""Pages that tell what one person did, which tables and questions do in many ways: robots are asked to leave them."""


def with_headers(app: App) -> App:
    """Wrap the application: headers on every answer, and cells of CSV that no sheet takes for formulas."""

    async def wrapped(scope: Any, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        cells: PlainCells | None = None

        async def told(message: Message) -> None:
            nonlocal cells
            if message["type"] == "http.response.start":
                headers = [(name.lower(), value) for name, value in message.get("headers", [])]
                if _is_csv(scope, headers):
                    cells = PlainCells()
                    headers = [one for one in headers if one[0] != b"content-length"]
                message = {**message, "headers": _added(headers, scope["path"])}
            elif cells and message["type"] == "http.response.body":
                text = cells.feed(message.get("body", b"").decode())
                text += "" if message.get("more_body") else cells.rest()
                message = {**message, "body": text.encode()}
            await send(message)

        await (app if scope["method"] in READING else _refused)(scope, receive, told)

    return wrapped


async def _refused(scope: Any, receive: Any, send: Send) -> None:
    """Answer whoever asks for anything but to read."""
    headers = [(b"allow", ", ".join(READING).encode()), (b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 405, "headers": headers})
    await send({"type": "http.response.body", "body": "Her kan der kun læses.\n".encode()})


def _added(headers: Headers, path: str) -> Headers:
    """Add what an answer does not carry by itself."""
    told = {name for name, _ in headers}
    added = [(name.encode(), value.encode()) for name, value in ALWAYS.items() if name.encode() not in told]
    if path.lower().startswith(NOT_INDEXED):
        added.append((b"x-robots-tag", b"noindex, nofollow"))
    return headers + added


def _is_csv(scope: Any, headers: Headers) -> bool:
    """Whether an answer is CSV, which Datasette calls plain text when it is not to be saved."""
    types = dict(headers).get(b"content-type", b"").partition(b";")[0]
    return bool(types == b"text/csv" or (types == b"text/plain" and scope["path"].endswith(".csv")))
