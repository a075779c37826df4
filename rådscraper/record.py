"""The record of a crawl: its row in ``crawls``, its rows in ``problems``, and what it comes to in the end."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from rådscraper import signals
from rådscraper.addresses import unsigned
from rådscraper.clock import now
from rådscraper.items import FileStatus, Problem, SiteListing, Source
from rådscraper.monitors import MOST_ERRORS, CrawlFacts, Finding, State, judge
from rådscraper.platforms.base import RaadSpider
from rådscraper.store.coverage import note_coverage
from rådscraper.store.health import history_findings, save_state
from rådscraper.store.listings import note_listing
from rådscraper.store.suggestions import suggest_people
from rådscraper.store.usual import compared_wordings
from rådscraper.store.writer import SaveResult, Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl came to: counted facts, for the summary and the exit status."""

    site: str
    finish_reason: str
    seconds: float
    requests: int
    bytes: int = 0
    meetings: Counter[str] = field(default_factory=Counter)
    files: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    site_failed: bool = False
    errors: int = 0
    originals_lost: int = 0
    state: State = State.FAILING
    findings: tuple[Finding, ...] = ()

    @property
    def exit_status(self) -> int:
        """1 when a person should look: the site or a meeting failed, it did not finish, or too many requests failed."""
        lost = self.meetings["failed"] or self.originals_lost
        failed = self.site_failed or lost or self.finish_reason != "finished"
        return int(bool(failed) or self.errors > MOST_ERRORS * max(self.requests, 10))


class CrawlRecord:
    """Keeps the record of one crawl as it goes; ``store`` is the database every part of the crawl writes to."""

    def __init__(self, crawler: Crawler) -> None:
        """Open the database; the command that started the crawl holds its lock."""
        self.crawler = crawler
        self.store = Store.open(crawler.settings["RAAD_DATABASE"], lock=False)
        self.crawl_id: str | None = None
        self.report: CrawlReport | None = None
        self._problems: Counter[str] = Counter()
        self._started = now()
        self._municipality = ""
        self._is_given_up = False
        self._closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to what the crawl tells."""
        record = cls(crawler)
        connect = crawler.signals.connect
        connect(record.spider_opened, scrapy_signals.spider_opened)
        connect(record.spider_closed, scrapy_signals.spider_closed)
        connect(record.spider_error, scrapy_signals.spider_error)
        connect(record.item_error, scrapy_signals.item_error)
        connect(record.problem_found, signals.problem_found)
        connect(record.site_listed, signals.site_listed)
        connect(record.meeting_saved, signals.meeting_saved)
        return record

    def spider_opened(self, spider: Spider) -> None:
        """Begin the record."""
        if not isinstance(spider, RaadSpider):
            raise TypeError(f"{spider.name} is no RaadSpider")
        self._municipality = spider.source.slug
        self.crawl_id = self.store.begin_crawl(spider.source, self._started)

    def problem_found(self, problem: Problem) -> None:
        """Keep a problem and log it in one line, without any CPR number, signature or what was taken away."""
        problem = self.store.tellable(unsigned(problem))
        self._problems[problem.kind] += 1
        logger.warning("%s: %s (%s)", problem.kind, problem.message, problem.url or "no address")
        if self.crawl_id:
            try:
                self.store.add_problem(self.crawl_id, problem)
            except sqlite3.OperationalError as error:
                self._give_up(error)

    def site_listed(self, listing: SiteListing) -> None:
        """Hold what the site lists against what is held; one that lists much less than before failed."""
        if self.crawl_id is None:
            raise RuntimeError("a site was listed before its crawl began")
        noted = note_listing(self.store.db, self.crawl_id, listing, now())
        for problem in noted.problems:
            self.problem_found(problem)
        if not noted.is_healthy:
            self.crawler.stats.inc_value("raad/site_failed")

    def meeting_saved(self, result: SaveResult) -> None:
        """Count a meeting that was written."""
        self.crawler.stats.inc_value(f"raad/meetings_{result}")
        self.crawler.stats.inc_value("raad/meetings_read")

    def spider_error(self, failure: Failure, response: Any) -> None:
        """Keep what a callback raised: a fault of ours that lost whatever the answer held."""
        self.crawler.stats.inc_value("raad/site_failed")
        self.problem_found(Problem("callback_failed", _told(failure), getattr(response, "url", None)))

    def item_error(self, item: object, failure: Failure) -> None:
        """Keep what a pipeline raised: the meeting was not stored."""
        self.crawler.stats.inc_value("raad/meetings_failed")
        url = item.publications[0].url if isinstance(item, Source) else getattr(item, "url", None)
        self.problem_found(Problem("meeting_failed", _told(failure), url))

    def spider_closed(self, reason: str) -> None:
        """End the record."""
        ended, stats = now(), self.crawler.stats
        if stats.get_value("raad/meetings_listed") is None and not stats.get_value("raad/site_failed"):
            stats.inc_value("raad/site_failed")
            self.problem_found(Problem("nothing_listed", f"the crawl ended ({reason}) before the site was listed"))
        if left := stats.get_value("raad/meetings_left"):
            why = f"{left} meetings are left for later nights: {stats.get_value('raad/budget_spent')}"
            self.problem_found(Problem("meetings_left", why))
        names = ("listed", "read", "new", "changed", "unchanged", "failed")
        report = CrawlReport(
            site=self.crawler.spidercls.name,
            finish_reason=reason,
            # Not their difference, which is that of the clock: it may have been put back between.
            seconds=ended.timestamp() - self._started.timestamp(),
            requests=stats.get_value("downloader/request_count", 0),
            bytes=stats.get_value("downloader/response_bytes", 0),
            meetings=Counter({name: stats.get_value(f"raad/meetings_{name}", 0) for name in names}),
            files=stats.get_value("raad/files", 0),
            texts=Counter({status: stats.get_value(f"raad/texts_{status}", 0) for status in (*FileStatus, "unread")}),
            problems=self._problems,
            site_failed=bool(stats.get_value("raad/site_failed", 0)),
            errors=stats.get_value("raad/errors", 0),
            originals_lost=stats.get_value("raad/originals_lost", 0),
        )
        try:
            if self.crawl_id:
                state, findings = self._judge(report)
                report = replace(report, state=state, findings=findings)
                self._end(self.crawl_id, report, ended)
        except sqlite3.OperationalError as error:
            logger.error("the end of the crawl could not be noted in the database: %s", error)  # noqa: TRY400
            report = replace(report, site_failed=True)
        finally:
            self.report = report
            self.store.close()

    def _end(self, crawl_id: str, report: CrawlReport, ended: datetime) -> None:
        suggest_people(self.store.db, self._municipality)
        note_coverage(self.store.db, self._municipality)
        self.store.end_crawl(
            crawl_id,
            finished_at=ended,
            finish_reason=report.finish_reason,
            requests=report.requests,
            bytes=report.bytes,
            meetings_listed=report.meetings["listed"],
            meetings_read=report.meetings["read"],
            meetings_new=report.meetings["new"],
            meetings_changed=report.meetings["changed"],
            errors=report.errors + report.originals_lost + report.meetings["failed"] + report.site_failed,
            exit_status=report.exit_status,
        )

    def _give_up(self, error: sqlite3.OperationalError) -> None:
        """End a crawl that can't even write what goes wrong, as on a full disk: it would ask a site for nothing."""
        if self._is_given_up:
            return
        self._is_given_up = True
        logger.error("the database can't be written (%s); the crawl is ended", error)
        self.crawler.stats.inc_value("raad/site_failed")
        if self.crawler.engine and self.crawler.engine.running:
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="database_failed"))

    def _judge(self, report: CrawlReport) -> tuple[State, tuple[Finding, ...]]:
        """Say how the site stands after this crawl, and keep it."""
        count, prefix = self.crawler.stats.get_value, "downloader/response_status_count/"
        told = self.crawler.stats.get_stats()
        facts = CrawlFacts(
            finish_reason=report.finish_reason,
            requests=report.requests,
            site_failed=report.site_failed,
            meetings_failed=report.meetings["failed"],
            meetings_read=report.meetings["read"],
            errors=report.errors,
            retries=count("retry/count", 0),
            challenges=count("raad/challenges", 0),
            redirected_elsewhere=count("raad/redirected_elsewhere", 0),
            statuses={int(name.removeprefix(prefix)): told[name] for name in told if name.startswith(prefix)},
            problems=report.problems,
            wordings=compared_wordings(self.store.db, self._municipality, self.crawl_id or "", report.meetings["read"]),
        )
        moment = now()
        state, findings = judge(facts, history_findings(self.store.db, self._municipality, moment.date()))
        save_state(self.store.db, self._municipality, self.crawl_id or "", state, findings, moment)
        return state, findings


def _told(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {failure.value}".strip(": ")


def record_of(crawler: Crawler) -> CrawlRecord:
    """Give the record of a running crawl."""
    record = crawler.get_extension(CrawlRecord)
    if record is None:
        raise RuntimeError("the extension CrawlRecord is switched off; a crawl can't be kept without it")
    return record
