"""``scrapy crawl <site>``: one site into the database, with an exit status one can rely on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from rådscraper.agent import BadContact, user_agent
from rådscraper.platforms.arguments import BadArgument, parse_arguments
from rådscraper.record import CrawlRecord, CrawlReport
from rådscraper.store.opening import DatabaseHeld, UnusableDatabase
from rådscraper.store.writer import Store
from rådscraper.summary import print_summary

BAD_ARGUMENTS, HELD = 2, 3
COUNTS = (
    *("RAAD_RING_PAST_DAYS", "RAAD_RING_COMING_DAYS", "RAAD_RING_DAYS", "RAAD_ALL_DAYS"),
    *("RAAD_SITE_REQUESTS", "RAAD_SITE_BYTES"),
)


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
        most = str(settings["RAAD_FILE_MAX_BYTES"]) if settings else "1"
        if not most.isdecimal() or int(most) < 1:
            refuse(f"RAAD_FILE_MAX_BYTES={most!r} is no number of bytes; write it as 100000000", BAD_ARGUMENTS)
        if settings:
            for name in COUNTS:
                whole_number(name, settings[name])
            try:
                agent = user_agent(settings["RAAD_VERSION"], settings["RAAD_CONTACT"])
            except BadContact as error:
                refuse(str(error), BAD_ARGUMENTS)
            settings.set("USER_AGENT", agent, priority="project")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, print the summary, set the exit status."""
        known = self.known_sites()
        if len(args) != 1:
            refuse(f"name one site, as in: scrapy crawl {known[0]}", BAD_ARGUMENTS)
        reports = self.crawl_sites({args[0]: opts.spargs})
        print_summary(reports)
        self.exitcode = max(report.exit_status for report in reports)

    def known_sites(self) -> list[str]:
        """Name the sites there are."""
        if self.crawler_process is None:
            raise UsageError("no crawler process")
        return self.crawler_process.spider_loader.list()

    def crawl_sites(self, sites: Mapping[str, dict[str, str]]) -> list[CrawlReport]:
        """Crawl sites with their spider arguments, side by side in this process; what can't be read is refused.

        A site whose crawl could not even begin is reported as failed.
        """
        process, settings = self.crawler_process, self.settings
        if process is None or settings is None:
            raise UsageError("no crawler process")
        for site in sites:
            if site not in self.known_sites():
                refuse(f"there is no site {site!r}; known are {', '.join(self.known_sites())}", BAD_ARGUMENTS)
        try:
            for arguments in sites.values():
                parse_arguments(arguments)
            for name in ("FILES_STORE", "RAAD_ARCHIVE"):
                check_writable(name, Path(settings[name]))
            store = Store.open(settings["RAAD_DATABASE"], lock=True)
        except (BadArgument, UnusableDatabase, UnusableFolder) as error:
            refuse(str(error), BAD_ARGUMENTS)
        except DatabaseHeld as error:
            refuse(str(error), HELD)
        with store:
            crawlers = {site: process.create_crawler(site) for site in sites}
            for site, crawler in crawlers.items():
                process.crawl(crawler, **sites[site])
            process.start()
        return [_report_of(site, crawler) for site, crawler in crawlers.items()]


def _report_of(site: str, crawler: Crawler) -> CrawlReport:
    record = crawler.get_extension(CrawlRecord) if crawler._extensions else None
    if record is None or record.report is None:
        sys.stderr.write(f"{site}: the crawl could not begin; the log says why\n")
        return CrawlReport(site, "not begun", seconds=0, requests=0, site_failed=True)
    return record.report


def refuse(why: str, status: int) -> NoReturn:
    """End the command with one line that names what was wrong."""
    sys.stderr.write(f"scrapy: {why}\n")
    raise SystemExit(status)


class UnusableFolder(Exception):
    """A folder can't be made or written; the message names it and says what to do."""


def check_writable(name: str, folder: Path) -> None:
    """Make a folder and write in it, or raise ``UnusableFolder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        why = error.strerror or error
        raise UnusableFolder(
            f"{name}={folder} can't be made or written ({why}); name a folder that can be written"
        ) from error


def whole_number(name: str, given: object) -> int:
    """Read a setting that is a whole number; anything else is refused."""
    if not str(given).isdecimal():
        refuse(f"{name}={given!r} is no whole number", BAD_ARGUMENTS)
    return int(str(given))
