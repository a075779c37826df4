"""The questions ready made: Danish title, explanation, parameters and SQL, as data."""

from __future__ import annotations

from rådscraper.serve.query import Query

QUERIES: tuple[Query, ...] = ()
