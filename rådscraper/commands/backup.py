"""``scrapy backup``: a checked copy of the database, made while others read and write."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.clock import now
from rådscraper.commands.crawl import BAD_ARGUMENTS, HELD, refuse
from rådscraper.store.backup import DAYS, CopyFailed, back_up
from rådscraper.store.lock import HeldElsewhere
from rådscraper.store.opening import UnusableDatabase

FAILED = 1


class Command(ScrapyCommand):
    """Exit status 0 when the copy is there and sound, 1 when none could be made, 2 for bad arguments, 3 when held."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return "[--keep DAYS] [--to FOLDER]"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Copy the database, check the copy, let go of old ones"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take where to and how many."""
        super().add_options(parser)
        parser.add_argument(
            "--keep", metavar="DAYS", default=str(DAYS), help=f"days whose newest copy is kept (default {DAYS})"
        )
        parser.add_argument("--to", metavar="FOLDER", help="where copies are kept (default: the setting RAAD_BACKUPS)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Copy, say what came of it, set the exit status."""
        if self.settings is None:
            raise UsageError("no settings")
        if args:
            refuse(f"backup takes no argument, not {args[0]!r}; name a folder with --to", BAD_ARGUMENTS)
        if not opts.keep.isdecimal() or int(opts.keep) < 1:
            refuse(f"--keep {opts.keep} is no number of days; write 1 or more", BAD_ARGUMENTS)
        folder = Path(opts.to or self.settings["RAAD_BACKUPS"])
        try:
            backup = back_up(Path(self.settings["RAAD_DATABASE"]), folder, now(), int(opts.keep))
        except UnusableDatabase as error:
            refuse(str(error), BAD_ARGUMENTS)
        except HeldElsewhere as holder:
            refuse(f"{folder} is being written by {holder}; wait until that has finished", HELD)
        except CopyFailed as error:
            refuse(str(error), FAILED)
        except OSError as error:
            refuse(f"the copy could not be made in {folder}: {error.strerror or error}", FAILED)
        sys.stdout.write(f"{backup.path}: {backup.size / 1e6:,.1f} MB, sound\n")
        sys.stdout.write("".join(f"let go of {path}\n" for path in backup.removed))
