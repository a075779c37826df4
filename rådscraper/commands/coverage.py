"""``scrapy coverage [site …]``: what the sites list, what of it is held, and what is missing since when."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from rådscraper.commands.crawl import BAD_ARGUMENTS
from rådscraper.store.coverage import Coverage, coverage_of
from rådscraper.store.opening import UnusableDatabase
from rådscraper.store.writer import Store

INCOMPLETE = 1
MOST_NAMED = 20


class Command(ScrapyCommand):
    """Print coverage by body and year; exit status 1 when anything a site lists is missing."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how the command is written."""
        return "[site ...]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Tell what the sites list and what of it is held"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print a table and a sentence for each site, set the exit status."""
        if self.settings is None:
            raise UsageError("no settings")
        known = sorted(get_spider_loader(self.settings).list())
        if unknown := [site for site in args if site not in known]:
            _refuse(f"there is no site {unknown[0]!r}; known are {', '.join(known)}")
        path = Path(self.settings["RAAD_DATABASE"])
        if not path.is_file():
            _refuse(f"there is no database {path}; crawl first, or name it with -s RAAD_DATABASE=…")
        try:
            store = Store.open(path, lock=False)
        except UnusableDatabase as error:
            _refuse(str(error))
        with store:
            crawled = [row["id"] for row in store.db.table("municipalities").rows_where(order_by="id")]
            told = [coverage_of(store.db, site) for site in args or crawled]
        if not told:
            _refuse(f"nothing has been crawled into {path}")
        _print(told)
        self.exitcode = 0 if all(one.is_complete for one in told) else INCOMPLETE


def _print(told: Sequence[Coverage]) -> None:
    console = Console(width=None if Console().is_terminal else 100)
    table = Table(title="Meetings", title_justify="left")
    for name in ("site", "body", "year"):
        table.add_column(name)
    for name in ("listed", "held", "missing"):
        table.add_column(name, justify="right")
    table.add_column("missing since")
    for one in told:
        for row in one.rows:
            numbers = [f"{row[name]:,}" for name in ("listed", "held", "missing")]
            table.add_row(one.site, row["name"], str(row["year"]), *numbers, (row["missing_since"] or "")[:10])
    console.print(table)
    for one in told:
        for meeting_id, since in one.missing[:MOST_NAMED]:
            line = f"missing: {meeting_id}, listed since {since[:10]}"
            console.print(line, highlight=False, soft_wrap=True, markup=False)
        if len(one.missing) > MOST_NAMED:
            console.print(f"missing: and {len(one.missing) - MOST_NAMED:,} more of {one.site}", highlight=False)
    for one in told:
        as_of = f" (listed {one.listed_at[:16].replace('T', ' ')})" if one.listed_at else ""
        console.print(f"{one.sentence}{as_of}", highlight=False, soft_wrap=True)


def _refuse(why: str) -> NoReturn:
    sys.stderr.write(f"scrapy coverage: {why}\n")
    raise SystemExit(BAD_ARGUMENTS)
