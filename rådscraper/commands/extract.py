"""``scrapy extract FILE``: one document on disk to JSON, without crawling and without a flag for its layout."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.document import UnreadableDocument
from rådscraper.items import Minutes
from rådscraper.labels import as_label
from rådscraper.layouts import READERS
from rådscraper.layouts.detect import detect
from rådscraper.parsing.meeting import parse_minutes

UNREADABLE = 1


class Command(ScrapyCommand):
    """Print what a document says in the form of the label files (``tests/gold/README.md``)."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return "FILE [--url ADDRESS] [--municipality SLUG]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Print what a document on disk says, as JSON"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take where the document is from, which the document itself does not say."""
        super().add_options(parser)
        parser.add_argument("--url", metavar="ADDRESS", help="where it was published; attachments' addresses need it")
        parser.add_argument("--municipality", metavar="SLUG", help="whose it is, such as koege")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the file, print the JSON, tell problems on standard error, set the exit status."""
        if len(args) != 1:
            raise UsageError("name one file, as in: scrapy extract referat.pdf", print_help=False)
        path = Path(args[0])
        logging.getLogger("rådscraper").addHandler(logging.NullHandler())  # what is wrong is told below, once
        try:
            minutes = read_minutes(_content(path), opts.url or "")
        except OSError as error:
            self._refuse(path, f"can't be read: {error.strerror or error}")
        except UnreadableDocument as error:
            self._refuse(path, str(error))
        else:
            told = {"source": path.name, "url": opts.url, "municipality": opts.municipality, "truncated": False}
            printed = json.dumps(told | as_label(minutes), ensure_ascii=False, indent=2)
            sys.stdout.buffer.write(printed.encode(errors="replace") + b"\n")
            sys.stdout.buffer.flush()
            for problem in minutes.problems:
                _tell(f"{path}: {problem.kind}: {problem.message}")

    def _refuse(self, path: Path, why: str) -> None:
        _tell(f"scrapy extract: {path}: {why}")
        self.exitcode = UNREADABLE


def read_minutes(body: bytes, url: str) -> Minutes:
    """Read a document of any layout; raises ``UnreadableDocument`` where it is of none or tells no meeting."""
    minutes = parse_minutes(READERS[detect(body)](body, url))
    if not (minutes.items or minutes.body_name or minutes.date):
        raise UnreadableDocument("neither an agenda nor minutes: no item, no body and no date can be found in it")
    return minutes


def _content(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise UnreadableDocument("is no file")
    return path.read_bytes()


def _tell(line: str) -> None:
    sys.stderr.write(" ".join(line.split()) + "\n")
