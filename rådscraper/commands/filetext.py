"""``scrapy filetext``: read the papers that no crawl has come to, without the network."""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings

from rådscraper.items import FileStatus, FileText, Problem
from rådscraper.papers import NOT_KEPT, PaperReader, TextLimits
from rådscraper.store.file_text import StoredFile, crawl_of, forget_texts
from rådscraper.store.opening import DatabaseHeld, UnusableDatabase
from rådscraper.store.writer import Store
from rådscraper.summary import told_texts

STOPPED, BAD_ARGUMENTS, HELD = 1, 2, 3


class Command(ScrapyCommand):
    """Works off the backlog of papers; stopped at any moment, it goes on when it is called again."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return "[--limit N] [--again STATUS …]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Read the text of the papers that were fetched"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take how many files to read, and which of those read before."""
        super().add_options(parser)
        parser.add_argument("--limit", type=positive, metavar="N", help="read no more than N files")
        parser.add_argument(
            "--again",
            action="append",
            default=[],
            choices=list(FileStatus),
            metavar="STATUS",
            help=f"read those again that came out as {', '.join(FileStatus)}; may be given several times",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, tell what came of it, set the exit status."""
        if args:
            refuse("filetext", f"takes no argument, was given {args[0]!r}", BAD_ARGUMENTS)
        settings = self.settings or BaseSettings()
        with open_store("filetext", settings) as store:
            if opts.again:
                forget_texts(store.db, opts.again)
            run = PaperRun(store)
            reader = PaperReader(store, Path(settings["FILES_STORE"]), text_limits(settings), run.tell)
            try:
                asyncio.run(reader.read_backlog(opts.limit))
            except KeyboardInterrupt:
                sys.stderr.write("scrapy filetext: stopped; call it again and it goes on\n")
                self.exitcode = STOPPED
        if run.not_kept:
            sys.stderr.write(f"scrapy filetext: the text of {run.not_kept} papers could not be kept; call it again\n")
            self.exitcode = STOPPED
        sys.stdout.write(f"papers read: {told_texts(run.texts) or 'none, all have been read'}\n")


class PaperRun:
    """What came of the papers that were read outside a crawl: counted, and told in the newest crawl's problems."""

    def __init__(self, store: Store) -> None:
        """Count from nothing."""
        self.texts: Counter[str] = Counter()
        self.not_kept = 0
        self._store = store

    def tell(self, file: StoredFile, text: FileText | None, problem: Problem | None) -> None:
        """Count a file; keep its problem."""
        self.texts[text.status if text else "unread"] += 1
        self.not_kept += problem is not None and problem.kind == NOT_KEPT
        if problem:
            problem = self._store.tellable(problem)
            sys.stderr.write(f"{problem.kind}: {problem.message} ({problem.url or file.path})\n")
            if crawl_id := crawl_of(self._store.db, file.sha256):
                with suppress(sqlite3.OperationalError):  # a full disk; the exit status tells of it as well
                    self._store.add_problem(crawl_id, problem)


def open_store(command: str, settings: BaseSettings) -> Store:
    """Open the database that is there, with its lock; what can't be is refused in one line."""
    path = Path(settings["RAAD_DATABASE"])
    if not path.is_file():
        refuse(command, f"there is no database {path}; crawl a site first", BAD_ARGUMENTS)
    try:
        return Store.open(path, lock=True)
    except UnusableDatabase as error:
        refuse(command, str(error), BAD_ARGUMENTS)
    except DatabaseHeld as error:
        refuse(command, str(error), HELD)


def text_limits(settings: BaseSettings) -> TextLimits:
    """Take the limits from the settings; a command that reads papers has one child at least."""
    return TextLimits(
        max(settings.getint("RAAD_TEXT_CHILDREN"), 1),
        settings.getint("RAAD_TEXT_PAGES"),
        settings.getint("RAAD_TEXT_CHARACTERS"),
    )


def positive(word: str) -> int:
    """Read a number above 0."""
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{word} is not above 0")
    return number


def refuse(command: str, why: str, status: int) -> NoReturn:
    """End the command with one line that names what was wrong."""
    sys.stderr.write(f"scrapy {command}: {why}\n")
    raise SystemExit(status)
