"""Values after the question mark that are refused: what is neither JSON nor a number where it should be, long searches.

Datasette itself fails at the former with an exception that tells a fault of ours. A search looks each of its words up
in every row that has the others, and SQLite can't be ended meanwhile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils import ValueAsBooleanError, async_call_with_supported_arguments, value_as_boolean
from datasette.utils.asgi import Request

from rådscraper.search.stems import WORD
from rådscraper.serve import errors
from rådscraper.serve.headers import Send
from rådscraper.serve.metadata import DATABASE

View = Callable[[Datasette, Request, Send], Awaitable[Any]]

MOST_DIGITS = 15
MOST_WORDS = 50
"""Words of a search: of a sentence, not of a page."""
FACETS = ("_facet", "_facet_array", "_facet_date")
MOST_FACETS = 6
"""Columns that are counted by at once: each may take its time."""
NOT_READABLE = "Det, der står efter {}=, kan ikke læses."
TOO_MANY = f"Der kan søges efter højst {MOST_WORDS} ord ad gangen."
TOO_MANY_FACETS = f"Der kan tælles op efter højst {MOST_FACETS} kolonner ad gangen."
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


def _is_comparable(value: str) -> bool:
    """Whether it is text, or a number SQLite can hold: digits are compared as a number."""
    return not value.isdigit() or _is_number(value)


def _is_boolean(value: str) -> bool:
    try:
        value_as_boolean(value)
    except ValueAsBooleanError:
        return False
    return True


def _is_short(value: str) -> bool:
    return len(WORD.findall(value)) <= MOST_WORDS


READ: tuple[tuple[re.Pattern[str], Callable[[str], bool], str], ...] = (
    (re.compile(r"_facet.*"), _is_facet, NOT_READABLE),
    (re.compile(r"_through"), _is_through, NOT_READABLE),
    (re.compile(r".*__(not)?in"), _is_list, NOT_READABLE),
    (re.compile(r".*__[gl]te?"), _is_comparable, NOT_READABLE),
    (re.compile(r"_timelimit"), _is_number, NOT_READABLE),
    (re.compile(r"_json_infinity"), _is_boolean, NOT_READABLE),
    (re.compile(r"q|emne|ord|_search.*"), _is_short, TOO_MANY),
)


def checked(view: Callable[..., Awaitable[Any]]) -> View:
    """Wrap a page; raises ``NotReadable`` before anything is made of what can't be read."""

    async def wrapped(datasette: Datasette, request: Request, send: Send) -> Any:
        told = await _unreadable(datasette, request)
        if told:
            raise errors.NotReadable(told)
        return await async_call_with_supported_arguments(view, datasette=datasette, request=request, send=send)

    return wrapped


async def _unreadable(datasette: Datasette, request: Request) -> str | None:
    for name in request.args:
        if "\0" in name or any("\0" in value for value in request.args.getlist(name)):
            return NOT_READABLE.format(name)
        for pattern, is_readable, told in READ:
            if pattern.fullmatch(name) and not all(map(is_readable, request.args.getlist(name))):
                return told.format(name)
    if sum(len(request.args.getlist(name)) for name in FACETS) > MOST_FACETS:
        return TOO_MANY_FACETS
    # Where the next page of a view begins is counted; that of a table is the key of a row.
    if not _is_number(request.args.get("_next") or ""):
        is_view = request.url_vars.get("table") in await datasette.get_database(DATABASE).view_names()
        return NOT_READABLE.format("_next") if is_view else None
    return None
