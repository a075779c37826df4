"""``scrapy nightly [site …]``: all sites side by side in one process, one report, one exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from rådscraper.clock import now
from rådscraper.commands.crawl import BAD_ARGUMENTS, refuse, whole_number
from rådscraper.commands.crawl import Command as CrawlCommand
from rådscraper.nightly import NightReport, write_reports
from rådscraper.notify import notify
from rådscraper.summary import print_summary


class Command(CrawlCommand):
    """The crawl that a schedule starts."""

    def syntax(self) -> str:
        """Say how the command is written."""
        return "[options] [site ...]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Crawl all sites, or those named, and report how it went"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Give each site its limit of time, and the terminal no lines that move: there would be one a site."""
        super().process_options(args, opts)
        if self.settings is not None:
            seconds = whole_number("RAAD_SITE_SECONDS", self.settings["RAAD_SITE_SECONDS"])
            self.settings.set("CLOSESPIDER_TIMEOUT", seconds, priority="cmdline")
            whole_number("MAIL_PORT", self.settings["MAIL_PORT"])
            self.settings["EXTENSIONS"]["rådscraper.progress.ProgressLine"] = None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, report, tell a person when something is wrong, set the exit status."""
        started_at = now()
        crawls = self.crawl_sites(arguments_of(args or self.known_sites(), opts.spargs))
        night = NightReport(started_at, now(), tuple(crawls))
        print_summary(night.crawls)
        if night.exit_status and self.settings is not None:
            night = replace(night, failures=tuple(notify(night, self.settings)))
        try:
            written = write_reports(Path(self.settings["RAAD_REPORTS"]), night) if self.settings is not None else ()
            sys.stdout.write("".join(f"{path}\n" for path in written))
        except OSError as error:
            failure = f"the report could not be written: {error}"
            night = replace(night, failures=(*night.failures, failure))
        for failure in night.failures:
            sys.stderr.write(f"scrapy nightly: {failure}\n")
        self.exitcode = night.exit_status


def arguments_of(sites: Iterable[str], given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Tell which spider arguments each site gets: ``full=1`` is for all of them, ``koege.full=1`` for one.

    >>> arguments_of(["aalborg", "koege"], {"koege.full": "1"})
    {'aalborg': {}, 'koege': {'full': '1'}}
    """
    arguments: dict[str, dict[str, str]] = {site: {} for site in sites}
    for name, value in given.items():
        site, dot, own = name.partition(".")
        if dot and site not in arguments:
            refuse(f"-a {name}={value}: {site!r} is not among the sites to be crawled", BAD_ARGUMENTS)
        for told in [arguments[site]] if dot else arguments.values():
            told[own if dot else name] = value
    return arguments
