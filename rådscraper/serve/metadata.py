"""What Datasette is told of the database: titles, descriptions, facets, what is hidden, the questions ready made."""

from __future__ import annotations

from typing import Any

from rådscraper.serve.descriptions import describe_column, described
from rådscraper.serve.queries import QUERIES

DATABASE = "raad"
"""The name in Datasette's addresses, whatever the file is called: saved links keep."""

PRIVATE = ("meeting_sources", "redactions", "unread_sources")
"""Needed to read meetings again and to keep away what was taken away; nobody is shown them by any route."""

BOOKKEEPING = (
    *("absences_from_listing", "crawls", "document_originals", "file_fetches", "files", "findings", "listings"),
    *("original_fetches", "originals", "oversized_files", "people_suggestions", "problems", "revisions", "site_states"),
    *("_sqlite_migrations", "agenda_items_fts_stems", "file_pages_fts_stems", "searchable_items", "searchable_pages"),
)
"""Hidden from the first look at the database; they can be opened."""

SEARCH_TABLES = tuple(
    f"{table}_fts{part}"
    for table in ("agenda_items", "file_pages")
    for part in ("", "_config", "_data", "_docsize", "_idx", "_stems", "_order")
)
"""What the search is made of; no page shows them."""

FACETS = {
    "bodies": ["municipality_id", "classification"],
    "crawls": ["municipality_id", "exit_status"],
    "coverage": ["municipality_id", "year"],
    "files": ["text_status"],
    "meetings": ["municipality_id", "status"],
    "problems": ["kind"],
}
"""Small columns of tables that stay small, so that a page stays quick."""

LABEL_COLUMNS = {"bodies": "name", "municipalities": "name", "people": "name", "agenda_items": "title"}
NEWEST_FIRST = {"meetings": "date", "crawls": "started_at", "revisions": "changed_at", "published_items": "date"}

SETTINGS = {
    "allow_download": False,
    "default_cache_ttl": 0,
    "facet_time_limit_ms": 200,
    "max_csv_mb": 50,
    "max_returned_rows": 1000,
    # Time is limited by the clock, so many slow questions side by side end sooner than in a queue before the pages.
    "num_sql_threads": 16,
    "sql_time_limit_ms": 1000,
    "suggest_facets": False,
    "template_debug": False,
}


def metadata(columns: dict[str, list[str]]) -> dict[str, Any]:
    """Put the metadata together for the tables and views a database has, each with its columns."""
    tables: dict[str, dict[str, Any]] = {name: _table(name, columns[name]) for name in columns}
    for name in (*PRIVATE, *SEARCH_TABLES):
        tables.setdefault(name, {}).update(hidden=True, allow=False)
    return {
        "title": "Rådssøgning",
        "description": "Dagsordener og referater fra kommunernes byråd, udvalg og råd.",
        "databases": {
            DATABASE: {
                "description": "Alle tabeller og spørgsmål. Kun til at læse i.",
                "tables": tables,
                "queries": {query.name: query.metadata() for query in QUERIES},
            }
        },
    }


def _table(name: str, columns: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"hidden": True} if name in BOOKKEEPING else {}
    if name in described():
        told |= {"title": described()[name].title, "description": described()[name].description}
    told["columns"] = {column: words for column in columns if (words := describe_column(name, column))}
    for key, settings in (("facets", FACETS), ("label_column", LABEL_COLUMNS), ("sort_desc", NEWEST_FIRST)):
        if name in settings:
            told[key] = settings[name]
    return told
