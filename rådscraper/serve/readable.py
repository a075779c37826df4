"""Values after the question mark that Datasette reads as JSON or as numbers, refused where they are neither.

Datasette itself fails at them with an exception that tells a fault of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils import ValueAsBooleanError, value_as_boolean
from datasette.utils.asgi import Request

from rådscraper.serve import errors
from rådscraper.serve.headers import Send
from rådscraper.serve.metadata import DATABASE

View = Callable[[Datasette, Request, Send], Awaitable[Any]]

MOST_DIGITS = 15
SCALARS = (str, int, float, type(None))


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _is_facet(value: str) -> bool:
    told = _json(value) if value.startswith("{") else {"simple": value}
    return isinstance(told, dict) and isinstance(told.get("column") or told.get("simple"), str)


def _is_through(value: str) -> bool:
    told = _json(value)
    return (
        isinstance(told, dict)
        and all(isinstance(told.get(name), str) for name in ("table", "column"))
        and "value" in told
        and isinstance(told["value"], SCALARS)
    )


def _is_list(value: str) -> bool:
    told = _json(value) if value.startswith("[") else []
    return isinstance(told, list) and all(isinstance(one, SCALARS) for one in told)


def _is_number(value: str) -> bool:
    return not value or (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS)


def _is_boolean(value: str) -> bool:
    try:
        value_as_boolean(value)
    except ValueAsBooleanError:
        return False
    return True


READ: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (re.compile(r"_facet.*"), _is_facet),
    (re.compile(r"_through"), _is_through),
    (re.compile(r".+__(not)?in"), _is_list),
    (re.compile(r"_timelimit"), _is_number),
    (re.compile(r"_json_infinity"), _is_boolean),
)


def checked(view: View) -> View:
    """Wrap a page of Datasette's; raises ``NotReadable`` before anything is made of what can't be read."""

    async def wrapped(datasette: Datasette, request: Request, send: Send) -> Any:
        name = await _unreadable(datasette, request)
        if name:
            raise errors.NotReadable(f"Det, der står efter {name}=, kan ikke læses.")
        return await view(datasette, request, send)

    return wrapped


async def _unreadable(datasette: Datasette, request: Request) -> str | None:
    for name in request.args:
        for pattern, is_readable in READ:
            if pattern.fullmatch(name) and not all(map(is_readable, request.args.getlist(name))):
                return str(name)
    # Where the next page of a view begins is counted; that of a table is the key of a row.
    if not _is_number(request.args.get("_next") or ""):
        is_view = request.url_vars.get("table") in await datasette.get_database(DATABASE).view_names()
        return "_next" if is_view else None
    return None
