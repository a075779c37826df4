"""Fetch the papers of a meeting and keep them by the hash of their content."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.pipelines.files import FilesPipeline, FSFilesStore
from scrapy.pipelines.media import FileException, FileInfo, FileInfoOrError, MediaPipeline
from scrapy.utils._compression import _DecompressionMaxSizeExceeded
from twisted.python.failure import Failure

from rådscraper import signals
from rådscraper.clock import now
from rådscraper.items import AgendaItem, Attachment, File, Meeting, Problem
from rådscraper.media import is_named_page, is_surely_whole, media_type_of, pdf_behind_viewer, type_of_answer
from rådscraper.platforms.base import RaadSpider, reason
from rådscraper.record import record_of
from rådscraper.store.fetches import is_oversized, note_oversized
from rådscraper.store.redactions import Action
from rådscraper.whole_files import write_whole

# It logs each paper that fails with two tracebacks; a failure is reported once, in one line, below.
logging.getLogger("scrapy.pipelines.media").setLevel(logging.CRITICAL)


_EXPECTED = re.compile(r"Expected to receive (\d+) bytes")
"""How Scrapy says that the length a server told is too much."""


class WholeFilesStore(FSFilesStore):
    """Files on disk that are whole or not there at all, whenever the process ends."""

    def persist_file(self, path: str | os.PathLike[str], buf: BytesIO, *args: Any, **kwargs: Any) -> None:
        """Write a file beside its place and move it there."""
        write_whole(Path(self._get_filesystem_path(path)), buf.getbuffer())


class AttachmentsPipeline(FilesPipeline):
    """Give a meeting's attachments the hashes of their files; a file that is already held is not fetched again."""

    STORE_SCHEMES: ClassVar[dict[str, Any]] = {
        **FilesPipeline.STORE_SCHEMES,
        "": WholeFilesStore,
        "file": WholeFilesStore,
    }

    def open_spider(self) -> None:  # type: ignore[override]
        """Begin without any file."""
        super().open_spider()
        self._files: dict[str, File] = {}
        self._most = self.crawler.settings.getint("RAAD_FILE_MAX_BYTES")

    def get_media_requests(self, item: Meeting, info: MediaPipeline.SpiderInfo) -> list[Request]:
        """Ask for every paper whose file is not held and not known to be too large."""
        spider = info.spider
        wants_all = isinstance(spider, RaadSpider) and spider.arguments.full
        urls = {paper.url for one in item.items for paper in one.attachments if paper.url}
        wanted = (url for url in sorted(urls) if not self._is_removed(url))
        return [self._request(url) for url in wanted if wants_all or not self._is_known(url)]

    def media_to_download(self, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None) -> None:
        """Download whatever was asked for: what an address holds is not known before."""

    def media_failed(self, failure: Failure, request: Request, info: MediaPipeline.SpiderInfo) -> Any:
        """Report a paper that could not be had; its row stays, without a file."""
        error = failure.value
        _let_go(error)
        if isinstance(error, DownloadCancelledError) or isinstance(
            getattr(error, "__cause__", None), _DecompressionMaxSizeExceeded
        ):
            self._report_oversized(request.url, str(error))
            raise FileException("too large")
        why = str(error) if isinstance(error, FileException) else reason(failure)
        self.crawler.stats.inc_value("raad/errors")
        self._report(Problem("attachment_failed", f"the paper could not be fetched: {why}", request.url))
        raise FileException(why)

    async def media_downloaded(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None
    ) -> FileInfo:
        """Keep a file, looked for behind the viewer page where that is what came."""
        if framed := pdf_behind_viewer(response.body) if response.status == 200 else None:
            response = await self.crawler.engine.download_async(self._request(response.urljoin(framed)))
        media_type = _checked_type(response)
        sha256 = hashlib.sha256(response.body).hexdigest()
        path = f"{sha256[:2]}/{sha256}"
        is_removed = sha256 in record_of(self.crawler).store.redactions().files(Action.REDACT)
        if not is_removed and not self._holds(path, response.body):
            self.store.persist_file(path, BytesIO(response.body), info)
        self._files[request.url] = File(sha256, path, len(response.body), media_type, now(), request.url)
        self.crawler.stats.inc_value("raad/files")
        return {"url": request.url, "path": path, "checksum": sha256, "status": "downloaded"}

    def item_completed(self, results: list[FileInfoOrError], item: Meeting, info: MediaPipeline.SpiderInfo) -> Meeting:
        """Give each attachment its file's hash."""
        fetched = {result["url"]: self._files[result["url"]] for ok, result in results if ok}  # type: ignore[index]
        items = tuple(self._with_files(one, fetched) for one in item.items)
        return replace(item, items=items, files=tuple(fetched.values()))

    def _with_files(self, item: AgendaItem, fetched: dict[str, File]) -> AgendaItem:
        return replace(item, attachments=tuple(self._with_file(paper, fetched) for paper in item.attachments))

    def _with_file(self, paper: Attachment, fetched: dict[str, File]) -> Attachment:
        file = fetched.get(paper.url or "") or (self._held(paper.url) if paper.url else None)
        return replace(paper, file_sha256=file.sha256) if file else paper

    def _request(self, url: str) -> Request:
        # The limit goes along on every redirect; the size that Scrapy itself warns at is of no interest here.
        return Request(url, meta={"download_maxsize": self._most, "download_warnsize": 0})

    def _is_known(self, url: str) -> bool:
        return bool(self._held(url)) or is_oversized(record_of(self.crawler).store.db, url, self._most)

    def _held(self, url: str) -> File | None:
        file = record_of(self.crawler).store.known_file(url)
        return file if file and self._is_stored(file.path, file.size) else None

    def _is_removed(self, url: str) -> bool:
        """Whether an operator took away what was fetched from an address: it is not fetched again."""
        store = record_of(self.crawler).store
        removed, file = store.redactions(), store.known_file(url)
        return removed.is_address_removed(url) or bool(file and file.sha256 in removed.files(Action.REDACT))

    def _place(self, path: str) -> Path:
        return Path(self.crawler.settings["FILES_STORE"]) / path

    def _is_stored(self, path: str, size: int) -> bool:
        place = self._place(path)
        return place.is_file() and place.stat().st_size == size

    def _holds(self, path: str, content: bytes) -> bool:
        return self._is_stored(path, len(content)) and self._place(path).read_bytes() == content

    def _report_oversized(self, url: str, said: str) -> None:
        found = _EXPECTED.search(said)
        size = int(found[1]) if found else None
        note_oversized(record_of(self.crawler).store.db, url, size, self._most, now())
        known = f"has {size} bytes" if size else "is too large"
        message = f"the paper {known} and was not fetched: RAAD_FILE_MAX_BYTES={self._most} is the most"
        self._report(Problem("file_too_large", message, url))

    def _report(self, problem: Problem) -> None:
        self.crawler.signals.send_catch_log(signals.problem_found, problem=problem)


def _let_go(error: BaseException | None) -> None:
    """Let go of where an error came from, which Scrapy keeps to the crawl's end with all that was unpacked there."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _checked_type(response: Response) -> str:
    """Give the media type of a file that came whole; raises ``FileException`` where what came is something else."""
    if response.status != 200:
        raise FileException(f"answered {response.status}")
    media_type = media_type_of(response.body)
    named = (response.headers.get("Content-Disposition") or b"").decode("latin-1")
    if media_type is None and response.body.strip() and is_named_page(named):
        media_type = "text/html"
    if media_type is None:
        raise FileException("what came is empty" if not response.body else "what came is no file but a web page")
    called = response.headers.get("Content-Type") or b""
    if b"json" in called and type_of_answer(response.body) == "application/json":
        raise FileException("what came is no file but JSON, as a server's message is")
    if "partial" in response.flags and not is_surely_whole(response.body):
        raise FileException("the server did not say how long it is, and what came has no end")
    return media_type
