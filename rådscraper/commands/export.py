"""``scrapy export``: a dated release of the database in open formats."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.clock import now
from rådscraper.export.release import FORMATS, Wanted, write_release
from rådscraper.export.snapshot import BrokenRelease
from rådscraper.store.opening import UnusableDatabase
from rådscraper.store.reading import opened_to_read

FAILED, BAD_ARGUMENTS = 1, 2
WITHOUT_PYARROW = "Parquet needs an extra: pip install 'raadscraper[export]', or name the others: --only "


class Command(ScrapyCommand):
    """Write a release; nothing is changed in the database, and a crawl may go on meanwhile."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return f"[--to FOLDER] [--only {','.join(FORMATS)}]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Write a dated release: SQLite, CSV, Parquet, NDJSON, OParl"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take where to, and which formats."""
        super().add_options(parser)
        parser.add_argument("--to", metavar="FOLDER", help="a new folder (default: raad-<date> in RAAD_EXPORTS)")
        parser.add_argument("--only", metavar="FORMATS", help=f"some of {','.join(FORMATS)} (default: all)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the release, tell where it is and how many rows it has, set the exit status."""
        if self.settings is None:
            raise UsageError("no settings")
        if args:
            _refuse(f"takes no argument, not {args[0]!r}; name a folder with --to")
        formats = _formats(opts.only)
        moment = now()
        target = Path(opts.to or Path(self.settings["RAAD_EXPORTS"]) / f"raad-{moment:%Y-%m-%d}")
        if target.exists():
            _refuse(f"{target} exists already; a release is never changed, name another folder with --to")
        base = str(self.settings["RAAD_PUBLIC_URL"])
        if not base.startswith(("http://", "https://")):
            _refuse(f"RAAD_PUBLIC_URL={base!r} is no address; it begins with https://")
        source = Path(self.settings["RAAD_DATABASE"])
        wanted = Wanted(formats, base, moment, self.settings["RAAD_VERSION"])
        try:
            with opened_to_read(source):
                rows = write_release(source, target, wanted)
        except UnusableDatabase as error:
            _refuse(str(error))
        except (OSError, sqlite3.Error, BrokenRelease, shutil.Error) as error:
            sys.stderr.write(f"scrapy export: no release was written: {error}\n")
            self.exitcode = FAILED
        else:
            sys.stdout.write(f"{target}: {rows['meetings']} meetings, {sum(rows.values())} rows in all\n")


def _formats(only: str | None) -> tuple[str, ...]:
    asked = [name.strip() for name in only.split(",")] if only is not None else list(FORMATS)
    unknown = [name for name in asked if name not in FORMATS]
    if unknown:
        _refuse(f"--only {only}: {unknown[0]!r} is none of {', '.join(FORMATS)}")
    if "parquet" in asked and find_spec("pyarrow") is None:
        _refuse(WITHOUT_PYARROW + ",".join(name for name in asked if name != "parquet"))
    return tuple(name for name in FORMATS if name in asked)


def _refuse(why: str) -> NoReturn:
    sys.stderr.write(f"scrapy export: {why}\n")
    raise SystemExit(BAD_ARGUMENTS)
