"""``scrapy ocr``: the text of scanned papers, where the extra for it is installed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings

from rådscraper.commands.filetext import BAD_ARGUMENTS, STOPPED, PaperRun, open_store, positive, refuse, text_limits
from rådscraper.scans import NoOcr, check_ocr, read_scans
from rådscraper.summary import told_texts
from rådscraper.unwritable import ends_where_unwritable


class Command(ScrapyCommand):
    """Reads papers whose status is ``scanned``; stopped at any moment, it goes on when it is called again."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return "[--limit N]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Read scanned papers by OCR (needs the extra ocr and tesseract)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take how many files to read."""
        super().add_options(parser)
        parser.add_argument("--limit", type=positive, metavar="N", help="read no more than N files")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read, tell what came of it, set the exit status."""
        if args:
            refuse("ocr", f"takes no argument, was given {args[0]!r}", BAD_ARGUMENTS)
        try:
            check_ocr()
        except NoOcr as error:
            refuse("ocr", str(error), BAD_ARGUMENTS)
        settings = self.settings or BaseSettings()
        with open_store("ocr", settings) as store, ends_where_unwritable("ocr"):
            run = PaperRun(store)
            try:
                read_scans(store, Path(settings["FILES_STORE"]), text_limits(settings), opts.limit, run.tell)
            except KeyboardInterrupt:
                sys.stderr.write("scrapy ocr: stopped; call it again and it goes on\n")
                self.exitcode = STOPPED
        sys.stdout.write(f"scans read: {told_texts(run.texts) or 'none, there are none left'}\n")
