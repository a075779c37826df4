"""Writing meetings: each whole, in one transaction, and repeatable."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from rådscraper.items import DocumentType, File, Meeting, Municipality, Problem
from rådscraper.personal_data import mask_address
from rådscraper.store.cells import Rows, cell
from rådscraper.store.changes import add_kept, compare, keep_files, keep_place, keep_removed, retire_unlisted
from rådscraper.store.counting import count_years
from rådscraper.store.fetches import files_without_row, give_known_files, last_file, note_file_fetches
from rådscraper.store.listed import is_lacking, note_read
from rådscraper.store.lock import Lock
from rådscraper.store.masking import mask_rows, masked_problem
from rådscraper.store.moving import drop_emptied, follow_meeting
from rådscraper.store.opening import open_database
from rådscraper.store.originals import Originals
from rådscraper.store.papers import settle_papers
from rådscraper.store.quarantine import quarantine_named
from rådscraper.store.redactions import Redactions
from rådscraper.store.revisions import Cause, Occasion, note_changes, note_rows
from rådscraper.store.rows import EXTRACTOR_VERSION, document_id, meeting_rows, municipality_row
from rådscraper.store.search import index_meeting
from rådscraper.store.stored import keep_unread, read_stored, release_moved
from rådscraper.store.traces import tellable
from rådscraper.store.writing import note_seen, write_changes


class SaveResult(StrEnum):
    """What saving a meeting did to what a reader of the database sees."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Store:
    """The database, open for writing from the thread that opened it.

    ``db`` is there for reading and for other tables, ``originals`` for what meetings are read from;
    ``extractor_version`` is noted on every document read.
    """

    def __init__(self, db: Database, lock: Lock | None = None, extractor_version: int = EXTRACTOR_VERSION):
        """Write to a database that ``open_database`` opened."""
        self.db = db
        self._lock = lock
        self._extractor_version = extractor_version
        self.originals = Originals(db, extractor_version)
        self._problems: dict[str, int] = {}

    @classmethod
    def open(cls, path: str | PathLike[str], lock: bool = True, extractor_version: int = EXTRACTOR_VERSION) -> Self:
        """Open the database at a path, made where missing; ``lock`` keeps other writers out until ``close``.

        Raises UnusableDatabase when the path can't be our database, DatabaseHeld when another process holds it.
        """
        db, held = open_database(Path(path), lock=lock)
        return cls(db, held, extractor_version)

    def close(self) -> None:
        """Close the database and let go of its lock."""
        try:
            self.db.close()
        finally:
            if self._lock:
                self._lock.release()

    def __enter__(self) -> Self:
        """Give the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def save(
        self,
        meeting: Meeting,
        crawl_id: str | None,
        now: datetime,
        report: Callable[[Problem], None] | None = None,
        *,
        seen_at: datetime | None = None,
    ) -> SaveResult:
        """Write a meeting whole; saving it again replaces what was there and touches only the rows that differ.

        What is stored of documents that could not be read this time stays. A meeting that is the same costs a
        comparison and the note that it was seen ``now``. ``crawl_id`` names the crawl that found it; ``report`` is
        told, once all is written, where a CPR number was masked and which papers were marked as removed, else these are
        kept as problems of the crawl.

        One that is read again from its originals was not seen again: it was ``seen_at`` an earlier time, and what was
        removed since stays removed.
        """
        changed = now.isoformat(timespec="seconds")
        seen = (seen_at or now).isoformat(timespec="seconds")
        wanted, masked = self._rows(meeting)
        (meeting_id,) = wanted["meetings"]
        with self.db.atomic():
            # First, because a transaction that begins by writing waits for its turn; one that begins by reading fails.
            of_meeting = {"meetings": [meeting_id], "documents": list(wanted["documents"])}
            note_seen(self.db, {table: [] for table in of_meeting} if seen_at else of_meeting, seen)
            occasion = Occasion(crawl_id, changed)
            if not seen_at and follow_meeting(self.db, occasion, wanted):
                self.redactions().apply(wanted)
            stored = read_stored(self.db, wanted)
            moved = [row for row in stored["documents"].values() if row["meeting_id"] != meeting_id]
            wanted, removed = self._settle(meeting, wanted, stored, seen)
            if seen_at:
                keep_removed(wanted, stored)
            released = release_moved(self.db, meeting_id, _readable(meeting), changed)
            changes = compare(wanted, stored)
            is_new = meeting_id not in stored["meetings"]
            if changes.visible:
                row = {"first_seen_at": seen, "last_seen_at": seen} | stored["meetings"].get(meeting_id, {})
                changes.writes["meetings"] = [row | wanted["meetings"][meeting_id] | {"changed_at": changed}]
            if not is_new and not changes.is_empty:
                note_changes(self.db, self._occasion(meeting, crawl_id, changed, stored), meeting_id, changes, stored)
            write_changes(self.db, changes, seen)
            if changes.visible:
                index_meeting(self.db, meeting_id)
            note_rows(self.db, occasion, meeting_id, (("agenda_items", one["id"], one, None) for one in released))
            self.originals.save(meeting, moved)
            drop_emptied(self.db, occasion, meeting_id, {str(row["meeting_id"]) for row in moved})
            if not seen_at:
                lacks = bool(meeting.missed) or is_lacking(self.db, wanted["attachments"].values())
                note_read(self.db, meeting_id, seen, is_whole=not _unread(meeting), is_lacking=lacks)
            note_file_fetches(self.db, meeting.files)
            if any(paper["is_name_masked"] for paper in wanted["attachments"].values()):
                masked += quarantine_named(self.db, meeting_id)
        for problem in (*masked, *removed):
            if report:
                report(problem)
            elif crawl_id:
                self.add_problem(crawl_id, problem)
        if is_new:
            return SaveResult.NEW
        return SaveResult.CHANGED if changes.visible else SaveResult.UNCHANGED

    def unwanted_files(self, meeting: Meeting) -> list[File]:
        """Name the files of a meeting that was saved whose bytes are not to be kept, since they were taken away."""
        return files_without_row(self.db, meeting.files)

    def known_file(self, url: str) -> File | None:
        """Find the file last fetched for an attachment's address; of one that holds a CPR number none is known."""
        if mask_address(url) != url:  # kept without the number, several may be the same
            return None
        return last_file(self.db, url)

    def begin_crawl(self, municipality: Municipality, now: datetime) -> str:
        """Note that a crawl has begun and give its id; one that never ends is one that was killed."""
        with self.db.atomic():
            self.db.table("municipalities").insert(municipality_row(municipality), pk="id", ignore=True)
            return self.begin_crawl_of(municipality.slug, now)

    def begin_crawl_of(self, municipality_id: str, now: datetime) -> str:
        """Note that a crawl of a municipality that is known has begun, and give its id."""
        crawl_id = f"{municipality_id}:{now.isoformat(timespec='microseconds')}"
        row = {"id": crawl_id, "municipality_id": municipality_id, "started_at": cell(now)}
        self.db.table("crawls").insert(row, pk="id")
        return crawl_id

    def end_crawl(self, crawl_id: str, **columns: str | int | datetime | None) -> None:
        """Note how a crawl ended, in columns of ``crawls``, and count the municipality's years."""
        crawls = self.db.table("crawls")
        count_years(self.db, crawls.get(crawl_id)["municipality_id"])
        crawls.update(crawl_id, {name: cell(value) for name, value in columns.items()})

    def tellable(self, problem: Problem) -> Problem:
        """Give a problem as it may be kept and logged: without CPR numbers and what was taken away."""
        return tellable(self.db, self.redactions(), masked_problem(problem))

    def add_problem(self, crawl_id: str, problem: Problem) -> None:
        """Keep a problem at once, so that a crawl that is killed loses none."""
        problem = self.tellable(problem)
        problems = self.db.table("problems")
        if crawl_id not in self._problems:
            self._problems[crawl_id] = problems.count_where("crawl_id = ?", [crawl_id])
        n = self._problems[crawl_id] + 1
        told = {"url": cell(problem.url), "kind": cell(problem.kind), "message": cell(problem.message)}
        problems.insert({"id": f"{crawl_id}:{n}", "crawl_id": crawl_id, **told}, pk="id")
        self._problems[crawl_id] = n

    def _rows(self, meeting: Meeting, taken: Collection[str] = ()) -> tuple[Rows, list[Problem]]:
        """Lay a meeting out as it may be stored, and tell what was masked for that."""
        rows = meeting_rows(meeting, taken, self._extractor_version)
        masked = mask_rows(rows)
        self.redactions().apply(rows)
        return rows, masked

    def redactions(self) -> Redactions:
        """Read what an operator has decided to take away or to let stand."""
        return Redactions.read(self.db)

    def _occasion(self, meeting: Meeting, crawl_id: str | None, changed: str, stored: Rows) -> Occasion:
        """Tell why what is stored of a meeting may change now."""
        is_same = meeting.source is not None and self.originals.is_read_from(meeting.source)
        documents = stored["documents"].values()
        held = any(one["document_type"] == DocumentType.MINUTES and one["content_sha256"] for one in documents)
        return Occasion(crawl_id, changed, Cause.READING if is_same else Cause.SITE, held)

    def _settle(self, meeting: Meeting, wanted: Rows, stored: Rows, seen: str) -> tuple[Rows, list[Problem]]:
        """Join what was read with what stays of what is stored, and tell what is marked as removed."""
        current = {document_id(meeting.municipality, publication) for publication, _ in meeting.current}
        unread = _unread(meeting)
        kept = keep_unread(stored, unread, keep_people=not meeting.attendances) if unread else None
        if kept:
            wanted, _ = self._rows(meeting, kept["agenda_items"])
        removed = settle_papers(wanted, stored, seen)
        if kept:
            add_kept(wanted, kept)
        retire_unlisted(wanted, stored, current | unread)
        keep_files(wanted, stored)
        give_known_files(self.db, wanted["attachments"])
        keep_place(wanted, stored)
        return wanted, removed


def _unread(meeting: Meeting) -> set[str]:
    """Name the documents that were to be read and could not be."""
    read = {item.publication_id for item in meeting.items}
    return {document_id(meeting.municipality, publication) for publication in meeting.unread if publication not in read}


def _readable(meeting: Meeting) -> set[str]:
    """Name the documents whose items, if they have any, are this meeting's own as it is now."""
    return {document_id(meeting.municipality, publication.id) for publication in meeting.publications} - _unread(
        meeting
    )
