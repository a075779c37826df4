"""``scrapy crawl <site>``: one site into the database, with an exit status one can rely on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from rådscraper.platforms.arguments import BadArgument, parse_arguments
from rådscraper.record import CrawlRecord
from rådscraper.store.opening import DatabaseHeld, UnusableDatabase
from rådscraper.store.writer import Store
from rådscraper.summary import print_summary

FAILED, BAD_ARGUMENTS, HELD = 1, 2, 3


class Command(ScrapyCrawl):
    """Scrapy's own command, which by itself exits 0 when a callback raises and takes any argument."""

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Crawl one site into the database"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Put who crawls into the User-Agent; what can't be read is refused in one line."""
        try:
            super().process_options(args, opts)
        except UsageError as error:
            refuse(str(error), BAD_ARGUMENTS)
        settings = self.settings
        contact = settings["RAAD_CONTACT"].strip() if settings else ""
        if not contact.isascii() or not contact.isprintable():
            refuse(f"RAAD_CONTACT={contact!r} must be plain ASCII: it is sent in a header", BAD_ARGUMENTS)
        if settings:
            told = f"+{contact}" if contact else "no contact given"
            settings.set("USER_AGENT", f"raadscraper/{settings['RAAD_VERSION']} ({told})", priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, print the summary, set the exit status."""
        process, settings = self.crawler_process, self.settings
        if process is None or settings is None:
            raise UsageError("no crawler process")
        known = process.spider_loader.list()
        if len(args) != 1:
            refuse(f"name one site, as in: scrapy crawl {known[0]}", BAD_ARGUMENTS)
        if args[0] not in known:
            refuse(f"there is no site {args[0]!r}; known are {', '.join(known)}", BAD_ARGUMENTS)
        try:
            parse_arguments(opts.spargs)
            check_writable(Path(settings["FILES_STORE"]))
            store = Store.open(settings["RAAD_DATABASE"], lock=True)
        except (BadArgument, UnusableDatabase, UnusableFolder) as error:
            refuse(str(error), BAD_ARGUMENTS)
        except DatabaseHeld as error:
            refuse(str(error), HELD)
        with store:
            crawler = process.create_crawler(args[0])
            process.crawl(crawler, **opts.spargs)
            process.start()
        record = crawler.get_extension(CrawlRecord) if crawler._extensions else None
        if record is None or record.report is None or process.bootstrap_failed:
            refuse("the crawl could not begin; the log says why", FAILED)
        print_summary([record.report])
        self.exitcode = record.report.exit_status


def refuse(why: str, status: int) -> NoReturn:
    """End the command with one line that names what was wrong."""
    sys.stderr.write(f"scrapy crawl: {why}\n")
    raise SystemExit(status)


class UnusableFolder(Exception):
    """A folder can't be made or written; the message names it and says what to do."""


def check_writable(folder: Path) -> None:
    """Make a folder and write in it, or raise ``UnusableFolder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        why = error.strerror or error
        raise UnusableFolder(
            f"FILES_STORE={folder} can't be made or written ({why}); name a folder that can be written"
        ) from error
