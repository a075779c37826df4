"""``/tal/<chart>.svg``: a chart as a picture, drawn on this machine."""

from __future__ import annotations

import asyncio
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from rådscraper.serve.charts.svg import close, svg
from rådscraper.serve.headers import App, Send
from rådscraper.serve.pages.numbers import drawing
from rådscraper.serve.reading import asked_for, read

ROUTE = r"^/tal/(?P<chart>[a-z]+)\.svg$"
POLICY = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


def closing_with(app: App) -> App:
    """Wrap the application: the process that draws ends with it."""

    async def wrapped(scope: Any, receive: Any, send: Send) -> None:
        async def told() -> Any:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                close()
            return message

        await app(scope, told if scope["type"] == "lifespan" else receive, send)

    return wrapped


async def chart(datasette: Datasette, request: Request) -> Response:
    """Draw one chart of a municipality, a body or all."""
    spec = await read(datasette, drawing, asked_for(request))
    picture = await asyncio.to_thread(svg, spec)
    return Response(picture, headers=POLICY, content_type="image/svg+xml; charset=utf-8")
