"""``/tal/<chart>.svg``: a chart as a picture, drawn on this machine."""

from __future__ import annotations

import asyncio

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from rådscraper.serve.charts.svg import svg
from rådscraper.serve.pages.numbers import drawing
from rådscraper.serve.reading import asked_for, read

ROUTE = r"^/tal/(?P<chart>[a-z]+)\.svg$"
POLICY = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


async def chart(datasette: Datasette, request: Request) -> Response:
    """Draw one chart of a municipality, a body or all."""
    spec = await read(datasette, drawing, asked_for(request))
    picture = await asyncio.to_thread(svg, spec)
    return Response(picture, headers=POLICY, content_type="image/svg+xml; charset=utf-8")
