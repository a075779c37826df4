"""Asking the database for what a page shows, bounded in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound, Request

from rådscraper.serve.asking import Asked
from rådscraper.serve.metadata import DATABASE

Shown = TypeVar("Shown")
Asking = Callable[[sqlite3.Connection, Asked], Shown | None]

PAGE_SECONDS = 3.0
"""What reading a page may take; a search for a common word in a large database takes longest."""


def asked_for(request: Request) -> Asked:
    """Give what a request asks for."""
    parts = {name: unquote(part) for name, part in request.url_vars.items() if part is not None}
    return Asked(parts, {key: request.args[key] for key in request.args})


async def read(datasette: Datasette, asking: Asking[Shown], asked: Asked) -> Shown:
    """Ask the database; raises ``NotFound`` where there is nothing and ``QueryInterrupted`` where it takes too long."""

    def within_time(connection: sqlite3.Connection) -> Shown | None:
        # One transaction, so that no half of a page is from before a crawl wrote and the other from after.
        connection.execute("begin")
        try:
            with sqlite_timelimit(connection, PAGE_SECONDS * 1000):
                return asking(connection, asked)
        finally:
            connection.rollback()

    try:
        found: Shown | None = await datasette.get_database(DATABASE).execute_fn(within_time)
    except sqlite3.OperationalError as error:
        if error.args != ("interrupted",):
            raise
        raise QueryInterrupted(error, "", {}) from error
    if found is None:
        raise NotFound("Her er ingen side. Den kan være stavet forkert.")
    return found
