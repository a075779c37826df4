"""Datasette's pages of one row, which its hooks can't narrow: rows that are withdrawn are not there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils import escape_sqlite, tilde_decode, urlsafe_components
from datasette.utils.asgi import NotFound, Request
from datasette.views.row import RowView

from rådscraper.serve.metadata import DATABASE
from rådscraper.serve.published import PUBLISHED

ROUTE = rf"^/(?P<database>{DATABASE})/(?P<table>[^/]+)/(?P<pks>[^/]+?)(?:\.(?P<format>\w+))?$"


async def row(datasette: Datasette, request: Request, send: Callable[[Any], Awaitable[None]]) -> Any:
    """Show a row if it is still public."""
    table = tilde_decode(request.url_vars["table"])
    condition = PUBLISHED.get(table.lower())
    db = datasette.get_database(DATABASE)
    if table in await db.view_names():
        raise NotFound("a view has no rows of its own")
    if condition:
        keys = await db.primary_keys(table) or ["rowid"]
        values = urlsafe_components(request.url_vars["pks"])
        named = " and ".join(f"{escape_sqlite(key)} = ?" for key in keys)
        sql = f"select 1 from {escape_sqlite(table)} where {named} and {condition}"  # noqa: S608
        if len(values) != len(keys) or not (await db.execute(sql, values)).rows:
            raise NotFound("no such row")
    return await RowView.as_view(datasette)(request, send)
