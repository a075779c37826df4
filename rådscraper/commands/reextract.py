"""``scrapy reextract [site …]``: meetings read again from the archived originals, without the network."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from rådscraper.archive import Archive
from rådscraper.commands.crawl import BAD_ARGUMENTS, HELD
from rådscraper.reextract import reextract
from rådscraper.store.choosing import choose_sources, unknown_names
from rådscraper.store.opening import DatabaseHeld, UnusableDatabase
from rådscraper.store.rows import EXTRACTOR_VERSION
from rådscraper.store.writer import Store
from rådscraper.summary import print_reextracted
from rådscraper.unwritable import ends_where_unwritable


class Command(ScrapyCommand):
    """Read what an older version of the extraction read, or what is named, and tell what changed."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}

    def syntax(self) -> str:
        """Say how it is called."""
        return "[site …] [--meeting ID …] [--all]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Read meetings again from the archived originals"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take what to read although it is up to date."""
        super().add_options(parser)
        parser.add_argument(
            "--meeting", metavar="ID", action="append", help="the id of a meeting or of a document, as in the database"
        )
        parser.add_argument("--all", action="store_true", help="read every meeting of the sites again")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read again, print the summary, set the exit status."""
        if self.settings is None:
            raise UsageError("no settings")
        known = get_spider_loader(self.settings).list()
        if unknown := [site for site in args if site not in known]:
            self._refuse(f"there is no site {unknown[0]!r}; known are {', '.join(known)}")
        if opts.all and opts.meeting:
            self._refuse("--all and --meeting don't go together; name meetings, or take all")
        path = Path(self.settings["RAAD_DATABASE"])
        if not path.is_file():
            self._refuse(f"there is no database {path}; crawl first")
        try:
            store = Store.open(path, lock=True)
        except UnusableDatabase as error:
            self._refuse(str(error))
        except DatabaseHeld as error:
            self._refuse(str(error), HELD)
        with store, ends_where_unwritable("reextract"):
            named = opts.meeting or []
            if missing := unknown_names(store.db, named):
                self._refuse(f"there is no meeting or document {missing[0]!r} in {path}")
            ids = json.dumps(named) if named else None
            chosen = choose_sources(store.db, EXTRACTOR_VERSION, sites=args, named=ids, all_of_them=opts.all)
            reports = list(reextract(store, Archive(Path(self.settings["RAAD_ARCHIVE"])), chosen))
        print_reextracted(reports)
        self.exitcode = max((report.exit_status for report in reports), default=0)

    def _refuse(self, why: str, status: int = BAD_ARGUMENTS) -> NoReturn:
        sys.stderr.write(f"scrapy reextract: {why}\n")
        raise SystemExit(status)
