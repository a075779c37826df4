"""Files that hold CPR numbers: kept, but neither read out nor searched, until an operator decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlite_utils import Database

from rådscraper.items import Problem
from rådscraper.personal_data import find_cpr, mask
from rådscraper.store.masking import PERSONAL_NUMBER
from rådscraper.store.redactions import Action, Redactions

QUARANTINED = "quarantined"
TAKEN_AWAY = "taken away by a decision, see redactions"
NAMES_SOMEBODY = "it names a person who was taken away by a decision, see redactions"
IN_ITS_NAME = "a CPR number in its name"
MOST_PLACES = 10
EDGE = 40
"""Characters at the end of a page and at the start of the next in which a broken number is looked for."""

_MUNICIPALITIES_OF = """
select distinct municipality_id from attachments join meetings on meetings.id = meeting_id where file_sha256 = ?
"""


@dataclass(frozen=True, slots=True)
class Screened:
    """What may be stored of a file's text: its pages, or none and the status to put on the file, and an error."""

    pages: tuple[tuple[int, str], ...]
    status: str | None = None
    error: str | None = None
    problem: Problem | None = None


def screen_pages(
    db: Database,
    sha256: str,
    pages: Sequence[tuple[int, str]],
    url: str | None = None,
    unseen: Sequence[str] = (),
) -> Screened:
    """Say what of a file's pages, each with its number, may be stored; ``url`` is told with the problem.

    Of a file with a number in it, in its name or in the places named by ``unseen`` no page is: masked pages would still
    be those of a paper that should not be out. One that was released is stored as it is, one that was taken away never.
    """
    redactions = Redactions.read(db)
    if sha256 in redactions.files(Action.REDACT):
        return Screened((), QUARANTINED, TAKEN_AWAY)
    if sha256 in redactions.files(Action.RELEASE):
        return _without_names(db, redactions, sha256, pages)
    if db.table("attachments").count_where("file_sha256 = ? and is_name_masked = 1", [sha256]):
        return Screened((), QUARANTINED, IN_ITS_NAME)  # told when the meeting was saved
    where = _on_pages(pages) or (f"in {', '.join(unseen[:MOST_PLACES])}" if unseen else "")
    if not where:
        return _without_names(db, redactions, sha256, pages)
    found = mask(f"a CPR number {where}")
    told = f"the file {sha256} is kept back: {found}; scrapy release or scrapy redact decides"
    return Screened((), QUARANTINED, found, Problem(PERSONAL_NUMBER, told, url))


def _on_pages(pages: Sequence[tuple[int, str]]) -> str:
    """Name the pages with a number, also one that is broken by a hyphen at the end of its page; "" where none has."""
    found = {number for number, text in pages if find_cpr(text)}
    for (number, text), (following, others) in pairwise(pages):
        end = text[-EDGE:]
        if any(one.start < len(end) < one.end for one in find_cpr(f"{end}\n{others[:EDGE]}")):
            found |= {number, following}
    return f"on page{'s' if len(found) > 1 else ''} {', '.join(map(str, sorted(found)))}" if found else ""


def _without_names(db: Database, decided: Redactions, sha256: str, pages: Sequence[tuple[int, str]]) -> Screened:
    """Hide who was taken away; the bytes, in which the name stands, are then served no more."""
    towns = _MUNICIPALITIES_OF if any(one.table_name == "people" for one in decided.decided) else None
    hidden = [(number, text) for number, text in pages]
    for (town,) in db.execute(towns, [sha256]).fetchall() if towns else ():
        hidden = [(number, decided.hide_names(text, town)) for number, text in hidden]
    return Screened(tuple(hidden), error=NAMES_SOMEBODY if hidden != list(pages) else None)


def quarantine_named(db: Database, meeting_id: str) -> list[Problem]:
    """Keep back the files of a meeting's papers whose names hold a number, and tell of those that were not yet."""
    decided = Redactions.read(db)
    kept = decided.files(Action.RELEASE) | decided.files(Action.REDACT)
    papers = db.query(
        "select file_sha256, min(attachments.url) as url from attachments join files on sha256 = file_sha256"
        " where meeting_id = ? and is_name_masked = 1 and text_status is not ? group by file_sha256",
        [meeting_id, QUARANTINED],
    )
    problems = []
    for paper in [paper for paper in papers if paper["file_sha256"] not in kept]:
        sha256 = paper["file_sha256"]
        db.table("file_pages").delete_where("file_sha256 = ?", [sha256])
        db.table("files").update(sha256, {"text_status": QUARANTINED, "error": IN_ITS_NAME})
        told = f"the file {sha256} is kept back: {IN_ITS_NAME}; scrapy release or scrapy redact decides"
        problems.append(Problem(PERSONAL_NUMBER, told, paper["url"]))
    return problems


def add_masked_names(db: Database) -> None:
    """Schema step: let a paper say that its name or address held a CPR number."""
    db.table("attachments").add_column("is_name_masked", int)
