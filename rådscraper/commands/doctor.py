"""``scrapy doctor [site …]``: asks the live sites what the crawler takes for granted about them."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from rådscraper.agent import BadContact, user_agent
from rådscraper.doctor.asking import Manners
from rådscraper.doctor.examine import UnknownPlatform, examine
from rådscraper.doctor.findings import Examination
from rådscraper.doctor.report import as_json, print_report
from rådscraper.doctor.saving import PERSONAL_DATA, UnusableFolder, check_folder, save
from rådscraper.platforms.arguments import BadArgument, parse_arguments

DIFFERS, BAD_ARGUMENTS = 1, 2
BUDGET = 40
"""Requests per site: enough for every question, with robots.txt of three hosts and the redirects to papers."""

TIMEOUT = 60.0


class Command(ScrapyCommand):
    """Exit status 0 when all is as expected, 1 when something is not or could not be asked, 2 for bad arguments."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return "[--json] [--save FOLDER] [--earlier FOLDER] [--budget N] [--base-url ADDRESS] [site …]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Hold the live sites against what the crawler expects of them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take what to keep, what to compare with and where to ask."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
        parser.add_argument("--save", metavar="FOLDER", help="keep every answer there as a fixture; overwrites nothing")
        parser.add_argument("--earlier", metavar="FOLDER", help="hold the list of meetings against the one saved there")
        parser.add_argument("--budget", metavar="N", type=int, default=BUDGET, help="most requests per site")
        parser.add_argument("--base-url", metavar="ADDRESS", help="the same as -a base_url=ADDRESS")
        parser.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="base_url only"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Ask site by site, print what was found, set the exit status."""
        loader = get_spider_loader(self._settings())
        known = loader.list()
        if unknown := [name for name in args if name not in known]:
            refuse(f"there is no site {unknown[0]!r}; known are {', '.join(known)}")
        elsewhere = _elsewhere(opts)
        sites = list(dict.fromkeys(args)) or known
        if elsewhere and len(sites) != 1:
            refuse("name one site: only one is reached at a base_url")
        manners = self._manners(opts.budget)
        earlier = Path(opts.earlier) if opts.earlier else None
        if earlier and not earlier.is_dir():
            refuse(f"--earlier {earlier}: there is no such folder")
        logging.getLogger("rådscraper").addHandler(logging.NullHandler())  # what is wrong is told in the report
        try:
            if opts.save:
                check_folder(Path(opts.save))
            examinations = [examine(loader.load(site), manners, elsewhere, earlier) for site in sites]  # type: ignore[arg-type]
        except (UnusableFolder, UnknownPlatform) as error:
            refuse(str(error))
        saved = _kept(examinations, Path(opts.save)) if opts.save else []
        if opts.json:
            told = as_json(examinations, [str(path) for path in saved])
            sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        else:
            print_report(examinations)
        if saved:
            sys.stderr.write(f"{len(saved)} answers are kept in {opts.save}. {PERSONAL_DATA}\n")
        is_kept = not opts.save or len(saved) == sum(len(one.kept) for one in examinations)
        self.exitcode = 0 if is_kept and not any(one.needs_a_person for one in examinations) else DIFFERS

    def _manners(self, budget: int) -> Manners:
        settings = self._settings()
        if budget < 1:
            refuse(f"--budget {budget} is no number of requests; write 1 or more")
        try:
            agent = user_agent(settings["RAAD_VERSION"], settings["RAAD_CONTACT"])
        except BadContact as error:
            refuse(str(error))
        return Manners(
            agent=agent,
            robots_agent=settings["ROBOTSTXT_USER_AGENT"],
            headers=settings.getdict("DEFAULT_REQUEST_HEADERS"),
            delay=settings.getfloat("DOWNLOAD_DELAY"),
            timeout=min(TIMEOUT, settings.getfloat("DOWNLOAD_TIMEOUT")),
            budget=budget,
        )

    def _settings(self) -> BaseSettings:
        if self.settings is None:
            raise RuntimeError("the command was made without settings")
        return self.settings


def refuse(why: str) -> NoReturn:
    """End the command with one line that names what was wrong."""
    sys.stderr.write(f"scrapy doctor: {why}\n")
    raise SystemExit(BAD_ARGUMENTS)


def _kept(examinations: list[Examination], folder: Path) -> list[Path]:
    """Keep the answers; where the disk refuses, say so and go on to the report."""
    saved: list[Path] = []
    try:
        for examination in examinations:
            saved += save(examination, folder)
    except OSError as error:
        sys.stderr.write(f"scrapy doctor: not all answers could be kept: {error}\n")
    return saved


def _elsewhere(opts: argparse.Namespace) -> str | None:
    try:
        given = arglist_to_dict(opts.spargs)
    except ValueError:
        refuse("write -a as NAME=VALUE")
    if other := sorted(given.keys() - {"base_url"}):
        refuse(f"unknown argument {other[0]!r}; only base_url is known here")
    if opts.base_url is not None:
        given["base_url"] = opts.base_url
    try:
        return parse_arguments(given).base_url
    except BadArgument as error:
        refuse(str(error))
