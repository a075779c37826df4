"""Scrapy signals of our own: how spiders and pipelines tell what the crawl's record should know."""

from __future__ import annotations

problem_found = object()
"""Something was not understood or could not be had; sent with ``problem``, a ``Problem``."""

site_listed = object()
"""A site has been listed, before any meeting of it is read; sent once with ``listing``, a ``SiteListing``."""

meetings_wanted = object()
"""The meetings a crawl could read, sent after ``site_listed`` with ``listing``, a ``SiteListing`` of them.

Whoever answers gives the ids of those that are due, in the order they are to be read."""

meeting_saved = object()
"""A meeting was written; sent with ``result``, a ``SaveResult``."""

list_fetched = object()
"""A list of meetings came; sent with its ``url`` and ``body`` (bytes)."""
