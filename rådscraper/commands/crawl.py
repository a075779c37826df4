"""``scrapy crawl <site>``: one site into the database, with an exit status one can rely on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

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
        """Put who crawls into the User-Agent."""
        super().process_options(args, opts)
        settings = self.settings
        if settings is None:
            raise UsageError("no settings")
        contact = settings["RAAD_CONTACT"].strip()
        if not contact.isascii() or not contact.isprintable():
            raise UsageError(f"RAAD_CONTACT={contact!r} must be plain ASCII: it is sent in a header", print_help=False)
        told = f"+{contact}" if contact else "no contact given"
        settings.set("USER_AGENT", f"raadscraper/{settings['RAAD_VERSION']} ({told})", priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, print the summary, set the exit status."""
        process, settings = self.crawler_process, self.settings
        if process is None or settings is None:
            raise UsageError("no crawler process")
        if len(args) != 1:
            raise UsageError("name one site, as in: scrapy crawl koege", print_help=False)
        if args[0] not in process.spider_loader.list():
            known = ", ".join(process.spider_loader.list())
            self._refuse(f"there is no site {args[0]!r}; known are {known}", BAD_ARGUMENTS)
            return
        try:
            parse_arguments(opts.spargs)
            check_writable(Path(settings["FILES_STORE"]))
            store = Store.open(settings["RAAD_DATABASE"], lock=True)
        except (BadArgument, UnusableDatabase, UnusableFolder) as error:
            self._refuse(str(error), BAD_ARGUMENTS)
            return
        except DatabaseHeld as error:
            self._refuse(str(error), HELD)
            return
        with store:
            crawler = process.create_crawler(args[0])
            process.crawl(crawler, **opts.spargs)
            process.start()
        record = crawler.get_extension(CrawlRecord) if crawler._extensions else None
        report = record.report if record else None
        if report is None or process.bootstrap_failed:
            self._refuse("the crawl could not begin; the log says why", FAILED)
            return
        print_summary([report])
        self.exitcode = report.exit_status

    def _refuse(self, why: str, status: int) -> None:
        sys.stderr.write(f"scrapy crawl: {why}\n")
        self.exitcode = status


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
