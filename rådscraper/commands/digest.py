"""``scrapy digest --query "…" --since …``: what is new for a saved question, printed or mailed."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.clock import DANISH_TIME
from rådscraper.digest import Question, as_text, find_hits, headline
from rådscraper.mailing import send_mail
from rådscraper.search.query import NOTHING, match_expression
from rådscraper.store.opening import UnusableDatabase
from rådscraper.store.reading import opened_to_read

FAILED, BAD_ARGUMENTS = 1, 2


class Command(ScrapyCommand):
    """Tell items and pages of papers that came or changed since a moment, and why each was found."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return '--query "…" --since DATE [--body NAME] [--municipality SITE] [--mail ADDRESS] [--json]'

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Tell what is new for a question since a day"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take the question, since when, of whom, and where to tell it."""
        super().add_options(parser)
        parser.add_argument("--query", metavar="WORDS", help="as typed into a search box")
        parser.add_argument("--since", metavar="DATE", help="2026-01-01, or with a time: 2026-01-01T06:00 (Danish)")
        parser.add_argument("--body", metavar="NAME", help="only bodies whose name contains this")
        parser.add_argument("--municipality", metavar="SITE", help="only this one, such as koege")
        parser.add_argument("--mail", metavar="ADDRESS", help="mail it there when there is something, by MAIL_*")
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Search, print or mail, set the exit status: 0 also when nothing is new, 1 when a mail could not be sent."""
        if self.settings is None:
            raise UsageError("no settings")
        if args:
            _refuse(f"takes no argument, not {args[0]!r}; the question goes after --query")
        question = _question(opts)
        try:
            with opened_to_read(Path(self.settings["RAAD_DATABASE"])) as db:
                if question.municipality and not db.table("municipalities").count_where(
                    "id = ?", [question.municipality]
                ):
                    _refuse(f"--municipality {question.municipality}: the database has no such municipality")
                hits = find_hits(db, question)
        except UnusableDatabase as error:
            _refuse(str(error))
        except sqlite3.Error as error:
            sys.stderr.write(f"scrapy digest: the database could not be searched: {error}\n")
            self.exitcode = FAILED
            return
        if opts.json:
            told = [asdict(hit) | {"why": [why.told() for why in hit.why]} for hit in hits]
            sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        elif not opts.mail or not hits:
            sys.stdout.write(as_text(question, hits))
        if opts.mail and hits:
            self._mail(headline(question, hits), as_text(question, hits), opts.mail)

    def _mail(self, subject: str, text: str, to: str) -> None:
        try:
            send_mail(subject, text, to, self.settings or {})
        except (OSError, ValueError) as error:
            sys.stderr.write(f"scrapy digest: the mail to {to} was not sent: {error}\n")
            self.exitcode = FAILED
        else:
            sys.stdout.write(f"mailed to {to}: {subject}\n")


def _question(opts: argparse.Namespace) -> Question:
    if not opts.query or match_expression(opts.query) == NOTHING:
        _refuse('say what is asked, as in: --query "skolehave*"')
    if not opts.since:
        _refuse("say since when, as in: --since 2026-01-01")
    try:
        moment = datetime.fromisoformat(opts.since)
    except ValueError:
        _refuse(f"--since {opts.since}: no date; write it as 2026-01-01")
    since = moment if moment.tzinfo else moment.replace(tzinfo=DANISH_TIME)
    return Question(opts.query, since, opts.municipality, opts.body)


def _refuse(why: str) -> NoReturn:
    sys.stderr.write(f"scrapy digest: {why}\n")
    raise SystemExit(BAD_ARGUMENTS)
