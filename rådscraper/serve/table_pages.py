"""Datasette's pages of tables, quick also where a table has a million rows.

Datasette reads every row a search finds, sorts them, and counts them all. Here a search picks its way by how much it
finds (``finding.py`` tells why), and pages for people count up to ``MOST`` and say so; JSON counts to the end.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from datasette.app import Datasette
from datasette.database import Database, Results
from datasette.filters import FilterArguments
from datasette.utils import await_me_maybe, escape_sqlite
from datasette.utils.asgi import Request
from datasette.views.table import TableView

from rådscraper.serve.finding import FEW, MANY
from rådscraper.serve.metadata import DATABASE
from rådscraper.serve.published import PUBLISHED

ROUTE = rf"^/(?P<database>{DATABASE})/(?P<table>[^/.]+)(?:\.(?P<format>\w+))?$"
MOST = 10_000
"""Rows that are counted for a page people read."""
COUNT_MS = 200
"""What counting them may take; a page without a count is better than none."""
COUNT = "select count(*) from "
SEARCH = re.compile(
    r"rowid in \((?P<found>select rowid from (?P<index>\w+) where (?P<matched>\w+ match (?:escape_fts\()?:\w+\)?))\)"
)
"""A condition by which Datasette searches, in all columns or in one."""


@dataclass
class _Asked:
    """What is known of the page that is being made: the searches by the condition that stands for each."""

    is_for_people: bool
    searches: dict[str, str] = field(default_factory=dict)


_asked: ContextVar[_Asked | None] = ContextVar("asked", default=None)


async def table(datasette: Datasette, request: Request, send: Callable[[Any], Awaitable[None]]) -> Any:
    """Show a page of a table, or the answer to a question ready made."""
    return await TablePage.as_view(datasette)(request, send)


class TablePage(TableView):
    """Datasette's page of a table, telling when there are more rows than were counted."""

    async def data(self, request: Request, *args: Any, **options: Any) -> Any:
        """Gather what the page shows."""
        token = _asked.set(_Asked(is_for_people=not request.url_vars.get("format")))
        try:
            shown = await super().data(request, *args, **options)
        finally:
            _asked.reset(token)
        told = shown[0] if isinstance(shown, tuple) else {}
        if not request.url_vars.get("format") and (told.get("filtered_table_rows_count") or 0) > MOST:
            told["filtered_table_rows_count"] = None
            told["more_than"] = MOST
        return shown


async def quick_filters(told: Any, request: Request, name: str, database: Database) -> Any:
    """Give what a hook of Datasette's tells of the rows that are wanted, a search in the way that is quickest."""
    told = await await_me_maybe(told)
    asked = _asked.get()
    if isinstance(told, FilterArguments) and asked:
        for n, clause in enumerate(told.where_clauses):
            search = SEARCH.fullmatch(clause)
            if search:
                is_sorted = bool(request.args.get("_sort") or request.args.get("_sort_desc"))
                way = _way(search, name, await _hits(search, told, database), is_sorted)
                asked.searches[way] = clause
                told.where_clauses[n] = way
    return told


async def _hits(search: re.Match[str], told: FilterArguments, database: Database) -> int:
    """Count what a search finds, as far as it matters."""
    sql = f"select count(*) as hits from ({search['found']} limit {MANY + 1})"  # noqa: S608
    return int((await database.execute(sql, told.params)).single_value())


def _way(search: re.Match[str], name: str, hits: int, is_sorted: bool) -> str:
    """Choose how rows are found: from the hits, or in the order of the page until there are enough."""
    if hits > MANY:
        table = escape_sqlite(name)
        return (
            f"exists (select 1 from {search['index']}"  # noqa: S608
            f" where {search['matched']} and {search['index']}.rowid = {table}.rowid)"
        )
    # An order of the reader's own may be one that no index has: then all that is found must be read.
    return search[0] if hits <= FEW or is_sorted else f"+{search[0]}"


class TableDatabase(Database):
    """A database that counts the rows of a page for people only as far as they are told."""

    async def execute(self, sql: str, params: Any = None, truncate: bool = False, **options: Any) -> Results:
        """Ask; a count that Datasette wants for a page is asked in the way that is quickest."""
        asked = _asked.get()
        # SQL that people write is cut off at some number of rows; Datasette's own counts are not.
        if asked and sql.startswith(COUNT) and not truncate and not options:
            sql = _counting(sql, asked.searches)
            if asked.is_for_people:
                counted = f"{COUNT}(select 1 from {sql.removeprefix(COUNT)} limit {MOST + 1})"  # noqa: S608
                return await super().execute(counted, params, custom_time_limit=COUNT_MS)
        return await super().execute(sql, params, truncate, **options)


def _counting(sql: str, searches: dict[str, str]) -> str:
    """Count what a search finds in its index, which holds nothing that is not public, unless more is asked."""
    for way, search in searches.items():
        sql = sql.replace(way, search)
        found = SEARCH.fullmatch(search)
        name = found["index"].removesuffix("_fts") if found else ""
        if found and sql.strip() == f"{COUNT}{name} where {search} and ({PUBLISHED.get(name)})":
            return f"{COUNT}({found['found']})"
    return sql
