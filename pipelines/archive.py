"""Source -> the same source, its originals kept."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler

from rådscraper import signals
from rådscraper.archive import Archive
from rådscraper.clock import now
from rådscraper.items import KeptSource, Problem, Source
from rådscraper.media import type_of_answer
from rådscraper.record import record_of


class ArchivePipeline:
    """Keep the bytes of every answer before anybody reads them, so that what can't be read today can be tomorrow."""

    def __init__(self, crawler: Crawler) -> None:
        """Keep originals in the folder ``RAAD_ARCHIVE``."""
        self.crawler = crawler
        self.archive = Archive(Path(crawler.settings["RAAD_ARCHIVE"]))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawl, which keeps lists of meetings as well."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.keep_list, signals.list_fetched)
        return pipeline

    async def process_item(self, item: Source) -> Source:
        """Keep a source's originals; the meeting is stored also when one can't be kept, and that is told."""
        for content in item.contents:
            try:
                sha256 = await asyncio.to_thread(self.archive.keep, content.body)
            except OSError as error:
                self._not_kept(content.url, error)
            else:
                self._note(sha256, content.body, content.url, content.fetched_at or now())
        record_of(self.crawler).store.originals.begin(KeptSource.of(item), now())
        return item

    def keep_list(self, url: str, body: bytes) -> None:
        """Keep a list of meetings."""
        try:
            sha256 = self.archive.keep(body)
        except OSError as error:
            self._not_kept(url, error)
        else:
            self._note(sha256, body, url, now())

    def _note(self, sha256: str, body: bytes, url: str, fetched_at: datetime) -> None:
        originals = record_of(self.crawler).store.originals
        originals.note_fetched(sha256, len(body), type_of_answer(body), url, fetched_at)

    def _not_kept(self, url: str, error: OSError) -> None:
        why = f"the original could not be kept: {error.strerror or error}"
        self.crawler.stats.inc_value("raad/originals_lost")
        self.crawler.signals.send_catch_log(signals.problem_found, problem=Problem("original_not_kept", why, url))
