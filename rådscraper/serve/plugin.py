"""The hooks by which Datasette becomes ours; on any other Datasette of the same process they do nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.filters import FilterArguments
from datasette.utils.asgi import Forbidden, Request, Response
from jinja2 import Environment
from markupsafe import Markup

from rådscraper.search.query import match_expression
from rådscraper.serve import choosing, errors, table_pages
from rådscraper.serve.chart_routes import closing_with
from rådscraper.serve.csv_cells import MOST_BYTES
from rådscraper.serve.headers import App, with_headers
from rådscraper.serve.labels import LABELS
from rådscraper.serve.metadata import PRIVATE
from rådscraper.serve.paths import path_of
from rådscraper.serve.published import PUBLISHED
from rådscraper.serve.routes import ROUTES
from rådscraper.serve.wording import FILTERS


def is_ours(datasette: Datasette) -> bool:
    """Whether this Datasette was made by ``application``."""
    return hasattr(datasette, "papers")


@hookimpl(trylast=True)  # Datasette's own functions are registered by such a hook, too
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Let every search box find inflections, and refuse what nobody is shown, also to SQL people write."""
    if not is_ours(datasette):
        return
    for name in ("match_expression", "escape_fts"):
        # Datasette's own search boxes ask through escape_fts.
        conn.create_function(name, 1, lambda typed: match_expression(str(typed or "")), deterministic=True)
    conn.set_authorizer(_authorize)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)


COUNTED = ("", "meeting_id", "municipality_id")
"""What Datasette reads of every table: it counts rows, and those that hang on the row of a page."""


def _authorize(action: int, first: str | None, second: str | None, database: str | None, inner: str | None) -> int:
    named = (first or "").lower()
    is_refused = (
        (action == sqlite3.SQLITE_READ and named in PRIVATE and second not in COUNTED)
        or (action == sqlite3.SQLITE_READ and named in OF_THE_MACHINE)
        # The index itself, which holds words of deleted texts until SQLite tidies up; searching reads it otherwise.
        or (action == sqlite3.SQLITE_READ and named.endswith("_fts_data") and second not in COUNTED)
        or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() == "fts3_tokenizer")
    )
    return sqlite3.SQLITE_DENY if is_refused else sqlite3.SQLITE_OK


OF_THE_MACHINE = ("dbstat", "pragma_database_list", "sqlite_dbpage", "sqlite_stmt")
"""What SQLite tells of the file's place and pages, and of what others asked."""


OPENED = {"meeting_id": "moede", "next_meeting_id": "moede", "body_id": "organ", "person_id": "person"}
"""Columns of answers to questions that lead to a page of ours."""
LINKED = {**OPENED, "taken_at_meeting_id": "moede", "taken_by_body_id": "organ", "municipality_id": "kommune"}
"""Columns of tables and views that do, where Datasette has no link of its own."""


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    """Put the Danish label beside an English value, and let ids lead to our pages."""
    if not is_ours(datasette) or not isinstance(value, str):
        return None
    linked = OPENED if table is None else LINKED
    if column in linked:
        return Markup('<a href="{}">{}</a>').format(path_of(linked[column], value), "Åbn" if table is None else value)
    label = LABELS.get((table or "", column), {}).get(value)
    return Markup("{} <small>({})</small>").format(label, value) if label else None


@hookimpl
def filters_from_request(table: str, datasette: Datasette) -> FilterArguments | None:
    """Leave what is withdrawn out of the pages of tables, their facets, searches, JSON and CSV."""
    condition = PUBLISHED.get(table.lower()) if is_ours(datasette) else None
    if condition is None:
        return None
    return FilterArguments([f"({condition})"], human_descriptions=["uden det, kommunen har trukket tilbage"])


@hookimpl(specname="filters_from_request")
def latest_cases(
    request: Request, database: str, table: str, datasette: Datasette
) -> Awaitable[FilterArguments | None] | None:
    """Narrow a page of all cases to those of the latest meetings, where there are many."""
    asked = datasette.get_database(database)
    return table_pages.latest_cases(request, table, asked) if is_ours(datasette) else None


@hookimpl(specname="filters_from_request", hookwrapper=True)
def search_in_the_quickest_way(
    request: Request, database: str, table: str, datasette: Datasette
) -> Generator[None, Any, None]:
    """Let Datasette's searches pick their way by how much they find."""
    outcome = yield
    if is_ours(datasette):
        # A wrapper, since the condition of the search is made by a hook of Datasette's own.
        asked = datasette.get_database(database)
        hooks = [told for told in outcome.get_result() if told]
        outcome.force_result([table_pages.quick_filters(told, request, table, asked) for told in hooks])


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Add our pages; they come before Datasette's own."""
    return list(ROUTES) if is_ours(datasette) else []


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates write dates, labels and addresses."""
    if is_ours(datasette):
        env.filters.update({**FILTERS, **choosing.FILTERS, "paa_dansk": errors.in_danish})
        env.globals["unread_tables"] = PRIVATE


@hookimpl
def extra_template_vars(template: str, datasette: Datasette) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Let the fields of a question offer what can be written there."""

    async def told() -> dict[str, Any]:
        return {"choices": await choosing.choices(datasette)}

    return told if is_ours(datasette) and template == "query.html" else None


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Put the headers on every answer, and end with the application what it began."""
    return (lambda app: closing_with(with_headers(app))) if is_ours(datasette) else lambda app: app


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Generator[None, Any, None]:
    """Answer for what is not there and for faults of ours."""
    outcome = yield
    if is_ours(datasette):
        # A wrapper, since Datasette would run its own handler as well, which shows whoever asked what Python said.
        outcome.force_result([errors.answer(datasette, request, exception)])


@hookimpl
def forbidden(datasette: Datasette, request: Request, message: str) -> Awaitable[Response] | None:
    """Answer for what nobody is shown."""
    return errors.answer(datasette, request, Forbidden(message)) if is_ours(datasette) else None
