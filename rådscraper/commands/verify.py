"""``scrapy verify``: whether originals, files and the database are there and whole."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.archive import Archive
from rådscraper.commands.crawl import BAD_ARGUMENTS
from rådscraper.store.opening import UnusableDatabase
from rådscraper.store.writer import Store
from rådscraper.verify import DAMAGED, MISSING, Verified, verify

WRONG = 1


class Command(ScrapyCommand):
    """Check every original and every file against its hash, and the database; exit status 1 when any is wrong."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Check originals and files against their hashes, and the database"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check, print what is wrong and what was looked at, set the exit status."""
        if self.settings is None or args:
            raise UsageError("takes no arguments, as in: scrapy verify", print_help=False)
        path = Path(self.settings["RAAD_DATABASE"])
        if not path.is_file():
            self._refuse(f"there is no database {path}; crawl first")
        try:
            store = Store.open(path, lock=False)
        except UnusableDatabase as error:
            self._refuse(str(error))
        with store:
            archive, files = Archive(Path(self.settings["RAAD_ARCHIVE"])), Path(self.settings["FILES_STORE"])
            verified = verify(store.db, archive, files)
        _print(verified)
        self.exitcode = WRONG if verified.findings else 0

    def _refuse(self, why: str) -> NoReturn:
        sys.stderr.write(f"scrapy verify: {why}\n")
        raise SystemExit(BAD_ARGUMENTS)


def _print(verified: Verified) -> None:
    console = Console(width=None if Console().is_terminal else 100)
    table = Table(title="Verified", title_justify="left")
    table.add_column("kept")
    for name in ("whole", "bytes", MISSING, DAMAGED):
        table.add_column(name, justify="right")
    for what in ("original", "file"):
        numbers = [verified.numbers.get(what, 0), verified.sizes.get(what, 0)]
        numbers += [
            sum(one.what == what and one.state == state for one in verified.findings) for state in (MISSING, DAMAGED)
        ]
        table.add_row(f"{what}s", *(f"{number:,}" for number in numbers))
    console.print(table)
    for finding in verified.findings:
        console.print(f"{finding.state}: {finding.message}", highlight=False, soft_wrap=True, markup=False)
    sound = not any(finding.what == "database" for finding in verified.findings)
    console.print(f"the database is {'sound' if sound else 'damaged'}", highlight=False)
    if verified.unfinished:
        console.print(
            f"{len(verified.unfinished)} unfinished files of ended crawls; they may be deleted", highlight=False
        )
