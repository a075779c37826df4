"""``scrapy reindex``: the full-text search made anew from the tables, and checked."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.store.opening import DatabaseHeld, UnusableDatabase
from rådscraper.store.search import check_search, rebuild_search
from rådscraper.store.writer import Store
from rådscraper.unwritable import ends_where_unwritable

FAILED, BAD_ARGUMENTS, HELD = 1, 2, 3


class Command(ScrapyCommand):
    """Rebuild both indexes in one transaction; nothing is fetched and no other table is touched."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Make the full-text search anew from the tables, and check it"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Rebuild, check, print a line for each index, set the exit status."""
        if self.settings is None:
            raise UsageError("no settings")
        if args:
            _refuse(f"takes no argument, not {args[0]!r}", BAD_ARGUMENTS)
        path = Path(self.settings["RAAD_DATABASE"])
        if not path.is_file():
            _refuse(f"there is no database {path}; crawl first, or name it with -s RAAD_DATABASE=…", BAD_ARGUMENTS)
        try:
            store = Store.open(path)
        except UnusableDatabase as error:
            _refuse(str(error), BAD_ARGUMENTS)
        except DatabaseHeld as error:
            _refuse(str(error), HELD)
        with store, ends_where_unwritable("reindex"):
            rebuild_search(store.db)
            for checked in check_search(store.db):
                sys.stdout.write(f"{checked.table}: {checked.rows} rows can be searched\n")
                for fault in checked.faults:
                    sys.stderr.write(f"scrapy reindex: {fault}\n")
                    self.exitcode = FAILED


def _refuse(why: str, status: int) -> NoReturn:
    sys.stderr.write(f"scrapy reindex: {why}\n")
    raise SystemExit(status)
