"""The extension that lets a crawl read only what is due."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Self

from scrapy.crawler import Crawler

from rådscraper import signals
from rådscraper.clock import now
from rådscraper.items import SiteListing
from rådscraper.record import record_of
from rådscraper.store.listed import held_meetings, listed_meetings
from rådscraper.visits import Ring, Visit, plan

logger = logging.getLogger(__name__)


class Visiting:
    """Answers which meetings a crawl is to read; switched off, every crawl reads all."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the rings from the settings."""
        settings = crawler.settings
        self.crawler = crawler
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
        """Give the ids of the meetings to read tonight, the worthiest first."""
        held = held_meetings(record_of(self.crawler).store.db, listing.municipality)
        listed = listed_meetings(listing)
        by_id = dict(zip((one.id for one in listed), map(listing.key, listing.entries), strict=True))
        visits = plan(listed, held, now(), self._ring)
        same = len(listing.entries) - len(visits)
        self.crawler.stats.inc_value("raad/meetings_unchanged", same)
        logger.info("%d meetings to read (%s), %d are as they were", len(visits), _told(visits), same)
        return [by_id[visit.meeting.id] for visit in visits]


def _told(visits: tuple[Visit, ...]) -> str:
    counted = Counter(visit.reason for visit in visits)
    return ", ".join(f"{counted[reason]} {reason.name.lower()}" for reason in sorted(counted)) or "none"
