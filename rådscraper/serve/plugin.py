"""The hooks by which Datasette becomes ours; on any other Datasette of the same process they do nothing."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from markupsafe import Markup, escape

from rådscraper.search.query import match_expression
from rådscraper.serve.labels import LABELS
from rådscraper.serve.metadata import PRIVATE


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


def _authorize(action: int, first: str | None, second: str | None, database: str | None, inner: str | None) -> int:
    if action == sqlite3.SQLITE_READ and first is not None and first.lower() in PRIVATE:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    """Put the Danish label beside an English value."""
    label = LABELS.get((table or "", column), {}).get(value) if isinstance(value, str) else None
    if not is_ours(datasette) or label is None:
        return None
    return Markup("{} <small>({})</small>").format(escape(label), escape(value))
