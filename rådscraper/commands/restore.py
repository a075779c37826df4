"""``scrapy restore FILE``: a copy put in the database's place."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.clock import now
from rådscraper.commands.crawl import BAD_ARGUMENTS, HELD, refuse
from rådscraper.store.backup import CopyFailed
from rådscraper.store.lock import HeldElsewhere
from rådscraper.store.opening import UnusableDatabase
from rådscraper.store.restore import restore

FAILED = 1


class Command(ScrapyCommand):
    """Exit status 0 when it is restored; 1 failed, 2 no sound database of ours, 3 held: then all is as it was.

    Also 1, but restored, when what was taken away after the copy was made is not known, and so is in it again.
    """

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return "FILE"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Put a backup in the place of the database, which is kept under another name"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Restore, say what is where, set the exit status."""
        if self.settings is None:
            raise UsageError("no settings")
        if len(args) != 1:
            refuse("name one file, as in: scrapy restore data/backups/raad-20260302T050000Z.db", BAD_ARGUMENTS)
        database = Path(self.settings["RAAD_DATABASE"])
        try:
            restored = restore(Path(args[0]), database, Path(self.settings["FILES_STORE"]), now())
        except UnusableDatabase as error:
            refuse(str(error), BAD_ARGUMENTS)
        except HeldElsewhere as holder:
            refuse(f"{database} is held by {holder}; wait until that has finished", HELD)
        except CopyFailed as error:
            refuse(str(error), FAILED)
        except OSError as error:
            refuse(f"{database} could not be restored: {error}", FAILED)
        sys.stdout.write(f"{database} is restored from {args[0]}: {restored.meetings:,} meetings\n")
        if restored.aside:
            sys.stdout.write(f"what was there is kept as {restored.aside}\n")
        for decision in restored.carried_out:
            sys.stdout.write(f"carried out again: {decision}\n")
        for sentence in restored.to_do:
            sys.stderr.write(f"scrapy restore: {sentence}\n")
            self.exitcode = FAILED
