"""Which address gives which feed or calendar; they lie beside the pages of the same."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from rådscraper.feeds import atom, ical
from rådscraper.serve import coming, following
from rådscraper.serve.coming import Coming
from rådscraper.serve.following import Followed
from rådscraper.serve.readable import checked
from rådscraper.serve.reading import Asking, asked_for, read

View = Callable[[Datasette, Request], Awaitable[Response]]

AUTHOR = "Rådssøgning"
HOST = "raadscraper"
"""Part of a meeting's name in calendars; not the host that serves it, since the meeting is the same on every one."""


def _feed(told: Asking[Followed]) -> View:
    async def view(datasette: Datasette, request: Request) -> Response:
        found = await read(datasette, told, asked_for(request))
        absolute = partial(datasette.absolute_url, request)
        feed = atom.Feed(found.title, absolute(found.path), absolute(found.page), AUTHOR, found.made_at)
        entries = [replace(entry, url=absolute(entry.url)) for entry in found.entries]
        return _answer(request, atom.atom_feed(feed, entries), atom.MEDIA_TYPE)

    return view


def _calendar(told: Asking[Coming]) -> View:
    async def view(datasette: Datasette, request: Request) -> Response:
        found = await read(datasette, told, asked_for(request))
        absolute = partial(datasette.absolute_url, request)
        meetings = [replace(one, url=absolute(one.url)) if one.url else one for one in found.meetings]
        body = ical.calendar(found.title, absolute(found.path), meetings, HOST)
        return _answer(request, body, ical.MEDIA_TYPE)

    return view


def _answer(request: Request, body: bytes, media_type: str) -> Response:
    """Send a feed, or say that it is the one the reader has: programs ask again and again."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # A server in front of this one that packs what it sends on makes the tag a weak one.
    if tag in (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")):
        return Response("", 304, {"etag": tag}, media_type)
    return Response(body, 200, {"etag": tag}, media_type)


ID = r"(?P<id>[^/]+?)"
ROUTES: tuple[tuple[str, Callable[..., Awaitable[Response]]], ...] = (
    (r"^/moeder\.atom$", _feed(following.everywhere)),
    (rf"^/kommune/{ID}\.atom$", _feed(following.municipality)),
    (rf"^/organ/{ID}\.atom$", _feed(following.body)),
    (r"^/sag/(?P<municipality>[^/]+)/(?P<id>.+?)\.atom$", _feed(following.case)),
    (r"^/soeg\.atom$", checked(_feed(following.search))),
    (r"^/moeder\.ics$", _calendar(coming.everywhere)),
    (rf"^/kommune/{ID}\.ics$", _calendar(coming.municipality)),
    (rf"^/organ/{ID}\.ics$", _calendar(coming.body)),
)
