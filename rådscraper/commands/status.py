"""``scrapy status``: how each site stands after its last crawl, and what to look at."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.commands.crawl import BAD_ARGUMENTS, refuse
from rådscraper.monitors import State
from rådscraper.store.health import states
from rådscraper.store.opening import UnusableDatabase
from rådscraper.store.writer import Store


class Command(ScrapyCommand):
    """Reads the states the crawls have kept."""

    requires_project = True

    def syntax(self) -> str:
        """Say how the command is written."""
        return "[options]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Tell how each site stands: ok, late, failing, moved or blocked"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the states; exit status 1 when one is not ok, as ``scrapy nightly`` has it."""
        if self.settings is None:
            raise UsageError("no settings")
        database = Path(self.settings["RAAD_DATABASE"])
        if args:
            refuse(f"scrapy status takes no argument, {args[0]!r} was given", BAD_ARGUMENTS)
        if not database.is_file():
            refuse(f"there is no database {database}; crawl first, or name one with -s RAAD_DATABASE=…", BAD_ARGUMENTS)
        try:
            with Store.open(database, lock=False) as store:
                told = states(store.db)
        except UnusableDatabase as error:
            refuse(str(error), BAD_ARGUMENTS)
        console = Console(width=None if Console().is_terminal else 120)
        table = Table(title="Sites", title_justify="left")
        for name in ("site", "state", "since", "last crawl"):
            table.add_column(name)
        for row, _ in told:
            table.add_row(row["municipality_id"], row["state"], row["since"][:16], row["checked_at"][:16])
        console.print(table)
        for row, findings in told:
            for finding in findings:
                line = f"{row['municipality_id']}: {finding['monitor']}: {finding['message']}"
                console.print(line, highlight=False, soft_wrap=True)
        if not told:
            console.print("no site has been crawled yet", highlight=False)
        self.exitcode = int(any(row["state"] != State.OK for row, _ in told))
