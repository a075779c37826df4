"""What the commands of an operator's decisions share: a name, a reason, the database's lock, one clear line."""

from __future__ import annotations

import argparse
import sys
from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.clock import now
from rådscraper.store.opening import DatabaseHeld, UnusableDatabase
from rådscraper.store.redacting import NotDeleted, NothingSuch, Operator
from rådscraper.store.writer import Store
from rådscraper.unwritable import FAILED, ends_where_unwritable

BAD_ARGUMENTS, HELD = 2, 3


class DecidingCommand(ScrapyCommand):
    """Decide on one row or file, with a reason; nothing is done to what is unknown."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
    name: ClassVar[str]
    what: ClassVar[str]
    about: ClassVar[str]

    @abstractmethod
    def decide(self, operator: Operator, name: str) -> list[str]:
        """Carry the decision out; raises ``NothingSuch``."""

    def syntax(self) -> str:
        """Say how it is called."""
        return f'{self.what} --reason "…" [--by NAME]'

    def short_desc(self) -> str:
        """Say what the command does."""
        return self.about

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take why, and who decided."""
        super().add_options(parser)
        parser.add_argument("--reason", help="why; kept in the table redactions, so without personal data")
        parser.add_argument("--by", metavar="NAME", help="who decided, kept with it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options; what can't be read is refused in one line."""
        try:
            super().process_options(args, opts)
        except UsageError as error:
            self._refuse(str(error), BAD_ARGUMENTS)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Carry the decision out and print what it came to."""
        settings, reason = self.settings, (opts.reason or "").strip()
        if settings is None:
            raise UsageError("no settings")
        if len(args) != 1:
            return self._refuse(f"name one {self.what}, as the database calls it", BAD_ARGUMENTS)
        if not reason:
            return self._refuse('say why, as in: --reason "asked for by the person concerned"', BAD_ARGUMENTS)
        path = Path(settings["RAAD_DATABASE"])
        if not path.is_file():
            return self._refuse(f"there is no database {path}", BAD_ARGUMENTS)
        try:
            with Store.open(path) as store, ends_where_unwritable(self.name):
                operator = Operator(store, Path(settings["FILES_STORE"]), now(), reason, opts.by)
                for line in self.decide(operator, args[0]):
                    sys.stdout.write(f"{line}\n")
        except (NothingSuch, UnusableDatabase) as error:
            self._refuse(str(error), BAD_ARGUMENTS)
        except NotDeleted as error:
            self._refuse(str(error), FAILED)
        except DatabaseHeld as error:
            self._refuse(str(error), HELD)
        return None

    def _refuse(self, why: str, status: int) -> None:
        sys.stderr.write(f"scrapy {self.name}: {why}\n")
        self.exitcode = status
