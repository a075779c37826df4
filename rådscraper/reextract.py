"""Extraction again from the archived originals, without the network."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from rådscraper.archive import Archive, DamagedOriginal, MissingOriginal
from rådscraper.clock import now
from rådscraper.document import UnreadableDocument
from rådscraper.extract import extract
from rådscraper.items import Content, KeptSource, Problem, Source
from rådscraper.store.choosing import ChosenSource, is_superseded, source_of
from rådscraper.store.writer import SaveResult, Store

logger = logging.getLogger(__name__)

FINISHED, STOPPED = "reextracted", "shutdown"


@dataclass
class ReextractReport:
    """What reading one municipality's meetings again came to: counted facts, for the summary and the exit status.

    ``meetings`` counts ``read``, ``new``, ``changed``, ``unchanged``, ``failed`` and ``missing``, which are those with
    an original that is missing or damaged.
    """

    site: str
    meetings: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    finish_reason: str = FINISHED

    @property
    def exit_status(self) -> int:
        """1 when a person should look: a meeting could not be read, or not all were tried."""
        return int(bool(self.meetings["failed"] or self.meetings["missing"] or self.finish_reason != FINISHED))


def reextract(store: Store, archive: Archive, chosen: Iterable[ChosenSource]) -> Iterator[ReextractReport]:
    """Read meetings again, municipality by municipality; each has a row in ``crawls`` and reports its problems there.

    What can't be read leaves what is stored. Ends after the municipality in which it is interrupted.
    """
    by_site = sorted(chosen, key=lambda one: one.municipality_id)
    for site, of_site in groupby(by_site, key=lambda one: one.municipality_id):
        report = _Reading(store, archive, site).read_all(list(of_site))
        yield report
        if report.finish_reason != FINISHED:
            return


class _Reading:
    """The meetings of one municipality, being read again."""

    def __init__(self, store: Store, archive: Archive, site: str) -> None:
        self.store = store
        self.archive = archive
        self.report = ReextractReport(site)
        self._started = now()
        self._crawl_id = store.begin_crawl_of(site, self._started)

    def read_all(self, chosen: list[ChosenSource]) -> ReextractReport:
        try:
            for one in chosen:
                self._read(one)
        except KeyboardInterrupt:
            self.report.finish_reason = STOPPED
        ended, meetings = now(), self.report.meetings
        # Not their difference, which is that of the clock: it may have been put back between.
        self.report.seconds = ended.timestamp() - self._started.timestamp()
        self.store.end_crawl(
            self._crawl_id,
            finished_at=ended,
            finish_reason=self.report.finish_reason,
            requests=0,
            bytes=0,
            meetings_new=meetings["new"],
            meetings_changed=meetings["changed"],
            errors=meetings["failed"] + meetings["missing"],
            exit_status=self.report.exit_status,
        )
        return self.report

    def _read(self, chosen: ChosenSource) -> None:
        meetings = self.report.meetings
        kept = source_of(self.store.db, chosen)
        if kept is None and not chosen.is_stored:
            return
        if kept is None:
            message = "no original of this meeting is kept; crawl it to have it read again"
            self._lost(Problem("original_missing", message, chosen.url))
            return
        if not chosen.is_stored and is_superseded(self.store.db, kept, chosen.seen_at):
            self.store.db.table("unread_sources").delete(chosen.meeting_id)
            return
        try:
            source = self._with_bytes(kept)
        except _OriginalLost as lost:
            self._lost(lost.problem)
            return
        meetings["read"] += 1
        try:
            self._save(source, chosen)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one meeting must not end the reading of all others
            meetings["failed"] += 1
            kind = "unreadable_document" if isinstance(error, UnreadableDocument) else "meeting_failed"
            told = str(error) if isinstance(error, UnreadableDocument) else f"{type(error).__name__}: {error}"
            if not chosen.is_stored:
                self.store.originals.note_failed(chosen.meeting_id, error)
            self._tell(Problem(kind, told, source.contents[0].url if source.contents else chosen.url))

    def _save(self, source: Source, chosen: ChosenSource) -> None:
        meeting = extract(source, now())
        for problem in meeting.problems:
            self._tell(problem)
        result = self.store.save(meeting, self._crawl_id, now(), self._tell, seen_at=chosen.seen_at)
        self.report.meetings[result] += 1
        if result is not SaveResult.UNCHANGED:
            self.report.changed.append(meeting.key)

    def _with_bytes(self, kept: KeptSource) -> Source:
        contents = []
        for original in kept.originals:
            try:
                body = self.archive.read(original.sha256)
            except (MissingOriginal, DamagedOriginal, OSError) as error:
                kind = "original_missing" if isinstance(error, MissingOriginal) else "original_damaged"
                raise _OriginalLost(Problem(kind, str(error), original.url)) from error
            contents.append(Content(original.publication_id, original.layout, original.url, body))
        facts = (kept.municipality, kept.body, kept.starts_at, kept.publications)
        return Source(*facts, tuple(contents), kept.unread)

    def _lost(self, problem: Problem) -> None:
        self.report.meetings["missing"] += 1
        self._tell(problem)

    def _tell(self, problem: Problem) -> None:
        problem = self.store.tellable(problem)
        self.report.problems[problem.kind] += 1
        logger.warning("%s: %s (%s)", problem.kind, problem.message, problem.url or "no address")
        self.store.add_problem(self._crawl_id, problem)


class _OriginalLost(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
