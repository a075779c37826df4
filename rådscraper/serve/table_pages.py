"""Datasette's pages of tables, quick also where a table has a million rows: ``table_database.py`` tells how."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.filters import FilterArguments
from datasette.utils import await_me_maybe
from datasette.utils.asgi import Request, Response
from datasette.views.database import DatabaseView
from datasette.views.table import TableView

from rådscraper.search.query import BEGINNING
from rådscraper.serve.csv_cells import written
from rådscraper.serve.finding import FEW
from rådscraper.serve.metadata import DATABASE
from rådscraper.serve.pages.tables import tables
from rådscraper.serve.reading import asked_for, read
from rådscraper.serve.table_database import MAKING, SEARCH, Made

ROUTE = rf"^/(?P<database>{DATABASE})/(?P<table>[^/.]+)(?:\.(?P<format>\w+))?$"
DATABASE_ROUTE = rf"^/(?P<database>{DATABASE})(?:\.(?P<format>(?!db$)\w+))?$"
IN_ORDER = {
    "agenda_items": ("outcome", "meeting_id", "document_id", "case_number"),
    "file_pages": ("file_sha256",),
}
"""Tables that are searched, each with the columns by one value of which its rows are found in the order of its pages,
or are so few that it does not matter."""
ANYTHING = ("_where", "_through")
"""Conditions of the reader's own that may be anything."""
MOST_CASES, MOST_MEETINGS = 10_000, 250
"""Decisions, and meetings of a municipality, whose cases are put in order for a page that nothing else narrows."""
LATEST = 50
"""Meetings whose cases are shown where there are more."""
DECISIONS = "decisions"
MEETINGS = "meetings where removed_at is null"
MEETINGS_OF = f"{MEETINGS} and municipality_id = :municipality"
LATEST_FIRST = "order by date desc, starts_at desc, id limit :latest"


async def table(datasette: Datasette, request: Request, send: Callable[[Any], Awaitable[None]]) -> Any:
    """Show a page of a table, or the answer to a question ready made."""
    return await TablePage.as_view(datasette)(request, send)


async def database(datasette: Datasette, request: Request, send: Callable[[Any], Awaitable[None]]) -> Any:
    """Show which tables and questions there are, or the answer to SQL that was written by hand."""
    format_ = request.url_vars.get("format")
    if request.args.get("sql") or format_ == "json":
        return await DatabaseView.as_view(datasette)(request, send)
    page = await read(datasette, tables, asked_for(request))
    if format_ == "csv":
        return Response(written(page.rows), content_type="text/csv; charset=utf-8")
    context = {"title": page.title, "database": DATABASE, **page.data}
    return Response.html(await datasette.render_template("tabeller.html", context, request=request))


class TablePage(TableView):
    """Datasette's page of a table, telling when there are more rows than were counted."""

    async def data(self, request: Request, *args: Any, **options: Any) -> Any:
        """Gather what the page shows."""
        made = Made(is_for_people=not request.url_vars.get("format"))
        token = MAKING.set(made)
        try:
            shown = await super().data(request, *args, **options)
        finally:
            MAKING.reset(token)
        if isinstance(shown, tuple) and (made.more_than or made.is_uncounted):
            shown[0].update(filtered_table_rows_count=None, more_than=made.more_than)
        return shown


async def quick_filters(told: Any, request: Request, table: str, database: Database) -> Any:
    """Give what a hook of Datasette's tells of the rows that are wanted, a search in the way that is quickest."""
    told, made = await await_me_maybe(told), MAKING.get()
    if isinstance(told, FilterArguments):
        searches = {n: search for n, clause in enumerate(told.where_clauses) if (search := SEARCH.fullmatch(clause))}
        for n, search in searches.items():
            # An order of the reader's own may be one that no index has: then all that is found must be read.
            is_sorted = bool(request.args.get("_sort") or request.args.get("_sort_desc"))
            if not is_sorted and not await _is_few(search, told, database):
                # The rows in the order of the page, held against what is found, until there are enough.
                told.where_clauses[n] = f"+{search[0]}"
                if made and len(searches) == 1 and table in IN_ORDER and _is_read_in_turn(request, told):
                    made.in_order = told.where_clauses[n]
                    made.is_met_in_order = _is_met_in_order(request, table)
    return told


def _is_read_in_turn(request: Request, told: FilterArguments) -> bool:
    """Whether rows may be held against the search one after another."""
    return not _may_be_anything(request) and not any(BEGINNING in str(one) for one in told.params.values())


def _is_met_in_order(request: Request, table: str) -> bool:
    """Whether an index has the rows that are wanted, but for the search, in the order of the page."""
    conditions = _conditions(request)
    return len(conditions) <= 1 and set(conditions) <= set(IN_ORDER[table])


def _may_be_anything(request: Request) -> bool:
    return any(request.args.get(name) for name in ANYTHING)


def _conditions(request: Request) -> list[str]:
    """Name the columns the reader narrows by, as often as each is."""
    names = (name for name in request.args if not name.startswith("_") or "__" in name)
    return [name.removesuffix("__exact") for name in names for _ in request.args.getlist(name)]


async def latest_cases(request: Request, table: str, database: Database) -> FilterArguments | None:
    """Narrow a page of all cases, or of a municipality's, to those of the latest meetings where there are many.

    The view is ordered by columns of several tables, so that a page of it costs as much as all of it. Who fetches rows
    as JSON or CSV gets no part of them for the whole.
    """
    if table != "cases" or request.url_vars.get("format") or _may_be_anything(request):
        return None
    municipality = request.args.get("municipality_id") or request.args.get("municipality_id__exact")
    if _conditions(request) != (["municipality_id"] if municipality else []):
        return None
    rows, most = (MEETINGS_OF, MOST_MEETINGS) if municipality else (DECISIONS, MOST_CASES)
    counting = f"select count(*) from (select 1 from {rows} limit {most + 1})"  # noqa: S608
    if int((await database.execute(counting, {"municipality": municipality})).single_value()) <= most:
        return None
    # One by one: given a query, SQLite would begin with all decisions.
    latest = f"select id from {MEETINGS_OF if municipality else MEETINGS} {LATEST_FIRST}"  # noqa: S608
    asked = {"municipality": municipality, "latest": LATEST}
    meetings = [row["id"] for row in (await database.execute(latest, asked)).rows]
    named = {f"meeting_{n}": meeting for n, meeting in enumerate(meetings)}
    condition = f"meeting_id in ({', '.join(f':{name}' for name in named)})"
    return FilterArguments(
        [condition], named, extra_context={"only_latest": LATEST, "is_of_municipality": bool(municipality)}
    )


async def _is_few(search: re.Match[str], told: FilterArguments, database: Database) -> bool:
    sql = f"select count(*) as hits from ({search['found']} limit {FEW + 1})"  # noqa: S608
    return int((await database.execute(sql, told.params)).single_value()) <= FEW
