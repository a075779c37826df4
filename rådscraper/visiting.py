"""The extension that lets a crawl read only what is due."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Self

from scrapy.crawler import Crawler

from rådscraper import signals
from rådscraper.clock import now
from rådscraper.items import Problem, SiteListing
from rådscraper.record import record_of
from rådscraper.store.listed import held_meetings, listed_meetings
from rådscraper.visits import Plan, Ring, Visit, plan

logger = logging.getLogger(__name__)


class Visiting:
    """Answers which meetings a crawl is to read; switched off, every crawl reads all."""

    def __init__(self, crawler: Crawler) -> None:
        """Take ring and budget from the settings."""
        settings = crawler.settings
        self.crawler = crawler
        self._budget = settings.getint("RAAD_SITE_REQUESTS")
        self._ring = Ring(
            settings.getint("RAAD_RING_PAST_DAYS"),
            settings.getint("RAAD_RING_COMING_DAYS"),
            settings.getint("RAAD_RING_DAYS"),
            settings.getint("RAAD_ALL_DAYS"),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for the question."""
        visiting = cls(crawler)
        crawler.signals.connect(visiting.choose, signals.meetings_wanted)
        return visiting

    def choose(self, listing: SiteListing) -> list[str]:
        """Give the ids of the meetings to read tonight, the worthiest first; what the budget leaves is told."""
        held = held_meetings(record_of(self.crawler).store.db, listing.municipality)
        listed = listed_meetings(listing)
        by_id = dict(zip((one.id for one in listed), map(listing.key, listing.entries), strict=True))
        chosen = plan(listed, held, now(), self._ring, self._budget)
        self._tell(chosen, len(listing.entries))
        return [by_id[visit.meeting.id] for visit in chosen.visits]

    def _tell(self, chosen: Plan, wanted: int) -> None:
        stats = self.crawler.stats
        left, same = len(chosen.left), wanted - len(chosen.visits) - len(chosen.left)
        stats.inc_value("raad/meetings_unchanged", same)
        logger.info("%d meetings to read (%s), %d are as they were", len(chosen.visits), _told(chosen.visits), same)
        if left:
            stats.inc_value("raad/meetings_left", left)
            why = f"{left} meetings are left for later nights ({_told(chosen.left)}): RAAD_SITE_REQUESTS={self._budget}"
            self.crawler.signals.send_catch_log(signals.problem_found, problem=Problem("meetings_left", why))


def _told(visits: tuple[Visit, ...]) -> str:
    counted = Counter(visit.reason for visit in visits)
    return ", ".join(f"{counted[reason]} {reason.name.lower()}" for reason in sorted(counted)) or "none"
