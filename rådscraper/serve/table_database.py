"""What Datasette asks for its pages of tables, asked in the way that is quickest: the rows of a search, and counts.

Datasette gathers all that a search finds before it shows the first hundred in the order of the page, and counts all
rows to the end. Here the first rows in that order are looked through for what is found, and pages for people count only
as far as they tell.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from datasette.database import Database, Results
from datasette.utils import escape_sqlite

from rådscraper.serve.finding import AT_ONCE
from rådscraper.serve.metadata import SEARCH_TABLES
from rådscraper.serve.pages.tables import MOST
from rådscraper.serve.published import PUBLISHED
from rådscraper.store.search_tables import INDEXES

MOST_MET = 1_000
"""Rows that are counted where each costs more: those of a view, and those a search shares with another condition."""
MOST_HITS = 5_000
"""Hits that are held against another condition for that."""
COUNT_MS = 200
"""What counting may take; a page without a count is better than none."""
NEAR = (8, 30)
"""Rows that are looked through for each that a search shall show, from where the page begins: enough for common words
at first, then for most."""
UNCOUNTED = frozenset((*SEARCH_TABLES, *(index.fts for index in INDEXES)))
"""What the search is made of: no page shows it, and a row of the index is put together from the texts."""
COUNT = "select count(*) from "
SEARCH = re.compile(
    r"rowid in \((?P<found>select rowid from (?P<index>\w+) where (?P<matched>\w+ match (?:escape_fts\()?:\w+\)?))\)"
)
"""A condition by which Datasette searches, in all columns or in one."""
ROWS = re.compile(
    r"select .+? from (?P<table>\w+) where (?P<where>.+) order by (?P<order>.+?) limit (?P<limit>\d+)", re.DOTALL
)

OF_CASE = re.compile(r"from cases where .*\"case_number\" = :", re.DOTALL)
OF_MUNICIPALITY = '"municipality_id" = :'
"""Conditions as Datasette writes them."""


@dataclass(slots=True)
class Made:
    """A page of a table that is being made.

    ``in_order`` is the condition of its search where the rows can be looked through for it, and ``is_met_in_order``
    whether an index has the rows that fulfil the other conditions in the order of the page; ``more_than`` tells how
    many rows were counted where there are more, and ``is_uncounted`` that not even so many are known.
    """

    is_for_people: bool
    in_order: str | None = None
    is_met_in_order: bool = True
    more_than: int | None = None
    is_uncounted: bool = False


MAKING: ContextVar[Made | None] = ContextVar("making", default=None)


class TableDatabase(Database):
    """A database that asks no more for a page than the page shows."""

    async def execute(self, sql: str, params: Any = None, truncate: bool = False, **options: Any) -> Results:
        """Ask; what Datasette asks for a page of a table is asked in the way that is quickest."""
        made = MAKING.get()
        sql = _by_number(sql) if made else sql
        # SQL that people write and the rows of a page are cut off at some number; Datasette's own counts are not.
        if made and sql.startswith(COUNT) and not truncate and not options:
            return await self._count(sql, params, made)
        if made and made.in_order and truncate and made.in_order in sql:
            near = await self._near(sql, params, made, options)
            if near:
                return near
        return await super().execute(sql, params, truncate, **options)

    async def _near(self, sql: str, params: Any, made: Made, options: dict[str, Any]) -> Results | None:
        """Give the rows of a page where those near its beginning have enough or are all there are."""
        in_order = made.in_order or ""
        asked, search = ROWS.fullmatch(sql.strip()), SEARCH.search(in_order)
        if not asked or not search:
            return None
        table, order, limit, index = asked["table"], asked["order"], int(asked["limit"]), search["index"]
        # What stands behind the search tells where the page begins; what stands before it, which rows are wanted.
        wanted, _, begins = asked["where"].partition(in_order)
        rows = f"from {table} where {wanted if made.is_met_in_order else ''}true{begins}"
        for most in (near * limit for near in NEAR):
            numbers = f"""
with near as materialized (
    select rowid as number, {order} {rows} order by {order} limit {most}
), spans as materialized (
    select min(number) as first, max(number) as last from near group by number / {AT_ONCE}
)
select number from near where number in (
    select {index}.rowid from spans cross join {index}
        on {search["matched"]} and {index}.rowid between spans.first and spans.last
) order by {order} limit {limit if made.is_met_in_order else most}"""  # noqa: S608
            page = sql.replace(in_order, f"rowid in ({numbers})")
            found = await super().execute(page, params, truncate=True, **options)
            looked_through = f"{COUNT}(select 1 {rows} limit {most})"
            if len(found.rows) == limit or int((await super().execute(looked_through, params)).single_value()) < most:
                return found
        return None

    async def _count(self, sql: str, params: Any, made: Made) -> Results:
        search = SEARCH.search(sql)
        sql = _counting(sql, search) if search else sql
        if not made.is_for_people:
            return await super().execute(sql, params)
        most = MOST
        if search and search[0] in sql:
            most = MOST_MET
            sql = sql.replace(search[0], f"rowid in ({search['found']} limit {MOST_HITS + 1})")
        elif _table_of(sql) in await self.view_names():
            most = MOST_MET
        counted = f"{COUNT}(select 1 from {sql.removeprefix(COUNT)} limit {most + 1})"  # noqa: S608
        results = await super().execute(counted, params, custom_time_limit=COUNT_MS)
        count = int(results.single_value())
        if count > most:
            made.more_than = most
        elif search and most == MOST_MET:
            hits = f"{COUNT}({search['found']} limit {MOST_HITS + 1})"
            made.is_uncounted = int((await super().execute(hits, params)).single_value()) > MOST_HITS
        return results

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


def _by_number(sql: str) -> str:
    """Look for decisions on a case by its number first: SQLite would look through all of its municipality."""
    return sql.replace(OF_MUNICIPALITY, f"+{OF_MUNICIPALITY}") if OF_CASE.search(sql) else sql


def _table_of(sql: str) -> str:
    return sql.removeprefix(COUNT).partition(" ")[0]


def _counting(sql: str, search: re.Match[str]) -> str:
    """Count what a search finds in its index, which holds nothing that is not public, unless more is asked."""
    sql = sql.replace(f"+{search[0]}", search[0])
    name = search["index"].removesuffix("_fts")
    public = f"({PUBLISHED.get(name)})"
    # Conditions come in the order of the hooks that tell them.
    is_all = sql.strip() in (f"{COUNT}{name} where {' and '.join(both)}" for both in permutations((search[0], public)))
    return f"{COUNT}({search['found']})" if is_all else sql
