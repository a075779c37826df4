"""Reading the papers that were fetched: the backlog is the database itself, so whoever stops may go on another time.

Files are read in guarded children, a few at a time, by threads of their own; every row is written by the thread that
opened the store. Crawls of one process share the children, and no file is read by two of them.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from rådscraper.items import FileStatus, FileText, Problem
from rådscraper.layouts.guarded import ReaderPool
from rådscraper.store.file_text import StoredFile, address_of, saving_file_text, unread_files
from rådscraper.store.writer import Store

logger = logging.getLogger(__name__)

READER = "rådscraper.filetext.reading:read_file"
"""By its name: the libraries it needs are loaded in the children alone."""
NOT_KEPT = "file_not_read"

# How often a wait looks whether it should end, in seconds.
_LOOK = 0.5
_UNDER_WAY: set[str] = set()


@dataclass(frozen=True, slots=True)
class TextLimits:
    """How much of one file is read, and by how many children at a time."""

    children: int = 2
    pages: int = 5000
    characters: int = 5_000_000


class PaperReader:
    """Works off the files of a store that nobody has read, from within an event loop.

    ``tell`` hears what came of each file and, where a person should know of it, a problem.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        limits: TextLimits,
        tell: Callable[[StoredFile, FileText | None, Problem | None], None],
    ) -> None:
        """Read files that lie in a folder into their store."""
        self._store = store
        self._folder = folder
        self._limits = limits
        self._tell = tell
        self._tasks: set[asyncio.Task[None]] = set()
        self._place = -1
        self._is_open = True
        self._is_last_round = False
        self._left: int | None = None

    def wake(self) -> None:
        """Begin with the next files, as far as there are children for them; returns at once."""
        while self._is_open and len(self._tasks) < self._limits.children and self._left != 0:
            (file,) = unread_files(self._store.db, self._place) or (None,)
            if file is None:
                return
            self._place = file.place
            if file.sha256 in _UNDER_WAY:
                continue
            _UNDER_WAY.add(file.sha256)
            self._left = None if self._left is None else self._left - 1
            task = asyncio.get_running_loop().create_task(self._read(file))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            task.add_done_callback(lambda _: self.wake())

    async def finish(self, seconds: float | None, is_stopped: Callable[[], bool] = lambda: False) -> None:
        """Read what is left, for so many seconds at most or until it is stopped, and end what is under way."""
        ends = None if seconds is None else time.monotonic() + seconds
        # From the start: what was missing when the crawl began may have been fetched since.
        self._place, self._is_last_round = -1, True
        self.wake()
        while self._tasks:
            if is_stopped() or (ends is not None and time.monotonic() > ends):
                self._is_open = False
            await asyncio.wait(self._tasks, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
        self._is_open = False

    async def read_backlog(self, most: int | None) -> None:
        """Read all that is left, or so many files."""
        self._left = most
        await self.finish(None)

    async def _read(self, file: StoredFile) -> None:
        url = address_of(self._store.db, file.sha256)
        try:
            path = self._folder / file.path
            if not path.is_file():
                if self._is_last_round:
                    message = f"the file is not in the file store any more; {path} is missing"
                    self._tell(file, None, Problem("file_missing", message, url))
                return
            text = await _read_in_child(path, self._limits)
            text, screened = await self._save(file, text)
        except Exception as error:  # noqa: BLE001 (whatever it was, it is told and the others are read)
            message = f"its text could not be kept, {type(error).__name__}: {error}"
            self._tell(file, None, Problem(NOT_KEPT, message, url))
        else:
            self._tell(file, text, screened or problem_of(text, url))
        finally:
            _UNDER_WAY.discard(file.sha256)

    async def _save(self, file: StoredFile, text: FileText) -> tuple[FileText, Problem | None]:
        """Write a file's text, letting the crawl go on after each part of a large one."""
        saving = saving_file_text(self._store.db, file.sha256, text)
        while True:
            try:
                next(saving)
            except StopIteration as done:
                saved: tuple[FileText, Problem | None] = done.value
                return saved
            await asyncio.sleep(0)


def problem_of(text: FileText, url: str | None) -> Problem | None:
    """Say what a person should know of a file: it gave no text although there may be some, or not all of it."""
    if text.status is FileStatus.EMPTY:
        return None
    if text.status is FileStatus.OK:
        return Problem("file_incomplete", text.error, url) if text.error else None
    return Problem(f"file_{text.status}", text.error or "the file holds no text but pictures, as a scan does", url)


async def _read_in_child(path: Path, limits: TextLimits) -> FileText:
    pool, threads = _children(limits.children)
    read = partial(pool.read_text, READER, path, most_pages=limits.pages, most_characters=limits.characters)
    return await asyncio.get_running_loop().run_in_executor(threads, read)


@cache
def _children(number: int) -> tuple[ReaderPool, ThreadPoolExecutor]:
    """Keep children for papers alone, so that the pages of a crawl never wait for a paper."""
    pool = ReaderPool(number)
    atexit.register(pool.close)
    return pool, ThreadPoolExecutor(number, thread_name_prefix="papers")
