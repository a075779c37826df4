"""Files that hold CPR numbers: kept, but neither read out nor searched, until an operator decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from rådscraper.items import Problem
from rådscraper.personal_data import find_cpr
from rådscraper.store.masking import PERSONAL_NUMBER
from rådscraper.store.redactions import Action, Redactions

QUARANTINED = "quarantined"
TAKEN_AWAY = "taken away by a decision, see redactions"


@dataclass(frozen=True, slots=True)
class Screened:
    """What may be stored of a file's text: its pages, or none and the status and error to put on the file."""

    pages: tuple[tuple[int, str], ...]
    status: str | None = None
    error: str | None = None
    problem: Problem | None = None


def screen_pages(db: Database, sha256: str, pages: Sequence[tuple[int, str]], url: str | None = None) -> Screened:
    """Say what of a file's pages, each with its number, may be stored; ``url`` is told with the problem.

    Of a file with a number no page is: masked pages would still be those of a paper that should not be out. One that
    was released is stored as it is, one that was taken away never.
    """
    redactions = Redactions.read(db)
    if sha256 in redactions.files(Action.REDACT):
        return Screened((), QUARANTINED, TAKEN_AWAY)
    if sha256 in redactions.files(Action.RELEASE):
        return Screened(tuple(pages))
    found = [str(number) for number, text in pages if find_cpr(text)]
    if not found:
        return Screened(tuple(pages))
    where = f"page{'s' if len(found) > 1 else ''} {', '.join(found)}"
    told = f"the file {sha256} is kept back: a CPR number on {where}; scrapy release or scrapy redact decides"
    return Screened((), QUARANTINED, f"a CPR number on {where}", Problem(PERSONAL_NUMBER, told, url))
