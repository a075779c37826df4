"""Datasette's pages of tables, quick also where a table has a million rows.

Datasette reads every row a search finds, sorts them, and counts them all. Here a search picks its way by how much it
finds (``finding.py`` tells why), and pages for people count up to ``MOST`` and say so; JSON counts to the end.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from itertools import permutations
from typing import Any

from datasette.app import Datasette
from datasette.database import Database, Results
from datasette.filters import FilterArguments
from datasette.utils import await_me_maybe, escape_sqlite
from datasette.utils.asgi import Request
from datasette.views.database import DatabaseView
from datasette.views.table import TableView

from rådscraper.serve.finding import FEW
from rådscraper.serve.metadata import DATABASE
from rådscraper.serve.published import PUBLISHED
from rådscraper.store.search_tables import INDEXES

ROUTE = rf"^/(?P<database>{DATABASE})/(?P<table>[^/.]+)(?:\.(?P<format>\w+))?$"
DATABASE_ROUTE = rf"^/(?P<database>{DATABASE})(?:\.(?P<format>(?!db$)\w+))?$"
MOST = 10_000
"""Rows that are counted for a page people read."""
COUNT_MS = 200
"""What counting them may take; a page without a count is better than none."""
UNCOUNTED = tuple(index.fts for index in INDEXES)
"""To count them, SQLite would put together the text of every row."""
COUNT = "select count(*) from "
SEARCH = re.compile(
    r"rowid in \((?P<found>select rowid from (?P<index>\w+) where (?P<matched>\w+ match (?:escape_fts\()?:\w+\)?))\)"
)
"""A condition by which Datasette searches, in all columns or in one."""


_is_for_people: ContextVar[bool | None] = ContextVar("is_for_people", default=None)
"""Of the page of a table that is being made, None where none is."""


async def table(datasette: Datasette, request: Request, send: Callable[[Any], Awaitable[None]]) -> Any:
    """Show a page of a table, or the answer to a question ready made."""
    return await TablePage.as_view(datasette)(request, send)


async def database(datasette: Datasette, request: Request, send: Callable[[Any], Awaitable[None]]) -> Any:
    """Show the page of the database, or the answer to SQL that was written by hand."""
    return await DatabaseView.as_view(datasette)(request, send)


class TablePage(TableView):
    """Datasette's page of a table, telling when there are more rows than were counted."""

    async def data(self, request: Request, *args: Any, **options: Any) -> Any:
        """Gather what the page shows."""
        token = _is_for_people.set(not request.url_vars.get("format"))
        try:
            shown = await super().data(request, *args, **options)
        finally:
            _is_for_people.reset(token)
        told = shown[0] if isinstance(shown, tuple) else {}
        if not request.url_vars.get("format") and (told.get("filtered_table_rows_count") or 0) > MOST:
            told["filtered_table_rows_count"] = None
            told["more_than"] = MOST
        return shown


async def quick_filters(told: Any, request: Request, database: Database) -> Any:
    """Give what a hook of Datasette's tells of the rows that are wanted, a search in the way that is quickest."""
    told = await await_me_maybe(told)
    if isinstance(told, FilterArguments):
        for n, clause in enumerate(told.where_clauses):
            search = SEARCH.fullmatch(clause)
            if search:
                # An order of the reader's own may be one that no index has: then all that is found must be read.
                is_sorted = bool(request.args.get("_sort") or request.args.get("_sort_desc"))
                if not is_sorted and not await _is_few(search, told, database):
                    # The rows in the order of the page, held against what is found, until there are enough.
                    told.where_clauses[n] = f"+{clause}"
    return told


async def _is_few(search: re.Match[str], told: FilterArguments, database: Database) -> bool:
    sql = f"select count(*) as hits from ({search['found']} limit {FEW + 1})"  # noqa: S608
    return int((await database.execute(sql, told.params)).single_value()) <= FEW


class TableDatabase(Database):
    """A database that counts the rows of a page for people only as far as they are told."""

    async def execute(self, sql: str, params: Any = None, truncate: bool = False, **options: Any) -> Results:
        """Ask; a count that Datasette wants for a page is asked in the way that is quickest."""
        is_for_people = _is_for_people.get()
        # SQL that people write is cut off at some number of rows; Datasette's own counts are not.
        if is_for_people is not None and sql.startswith(COUNT) and not truncate and not options:
            sql = _counting(sql)
            if is_for_people:
                counted = f"{COUNT}(select 1 from {sql.removeprefix(COUNT)} limit {MOST + 1})"  # noqa: S608
                return await super().execute(counted, params, custom_time_limit=COUNT_MS)
        return await super().execute(sql, params, truncate, **options)

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """Count the rows of every table for the page of the database, None where there are more than ``MOST``."""
        counts: dict[str, int | None] = {}
        for name in await self.table_names():
            counts[name] = None
            if name not in UNCOUNTED:
                sql = f"select count(*) as n from (select 1 from {escape_sqlite(name)} limit {MOST + 1})"  # noqa: S608
                counted = int((await self.execute(sql)).single_value())
                counts[name] = counted if counted <= MOST else None
        return counts


def _counting(sql: str) -> str:
    """Count what a search finds in its index, which holds nothing that is not public, unless more is asked."""
    search = SEARCH.search(sql)
    if not search:
        return sql
    sql = sql.replace(f"+{search[0]}", search[0])
    name = search["index"].removesuffix("_fts")
    public = f"({PUBLISHED.get(name)})"
    # Conditions come in the order of the hooks that tell them.
    is_all = sql.strip() in (f"{COUNT}{name} where {' and '.join(both)}" for both in permutations((search[0], public)))
    return f"{COUNT}({search['found']})" if is_all else sql
