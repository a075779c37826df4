"""A real ``scrapy crawl`` in a process of its own, and the rows it leaves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

ROOT = Path(__file__).resolve().parent.parent.parent
# Not 0: without any delay Scrapy 2.19 sends whatever is queued at once, also where one request at a time is asked for.
FULL_SPEED = {
    "DOWNLOAD_DELAY": "0.001",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "1",
    "RETRY_TIMES": "1",
    # Tests of a second night ask what reading again does; those of what is left alone (test_incremental.py) say so.
    "RAAD_ALL_DAYS": "0",
}

# Python's own -W can't name a class of a package that isn't imported yet; it says so and goes on without it.
STRICT_SCRAPY = """
import sys, warnings
from scrapy.cmdline import execute
from scrapy.exceptions import ScrapyDeprecationWarning
warnings.simplefilter("error", ScrapyDeprecationWarning)
sys.argv[0] = "scrapy"
execute()
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did: its exit status, what it printed, and where it kept things."""

    status: int
    output: str
    log: str
    folder: Path

    def rows(self, table: str, where: str | None = None, **values: Any) -> list[dict[str, Any]]:
        """Rows of a table in the order they were written."""
        db = Database(self.folder / "raad.db")
        try:
            return list(db.table(table).rows_where(where, values, order_by="rowid"))
        finally:
            db.close()

    def view(self, name: str, where: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of a view, in its own order."""
        db = Database(self.folder / "raad.db")
        try:
            return list(db.view(name).rows_where(where, values))
        finally:
            db.close()

    def kinds(self) -> list[str]:
        """The kinds of all problems kept, in order."""
        return [row["kind"] for row in self.rows("problems")]


def started(folder: Path, *words: str, settings: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a scrapy command whose database and files lie in a folder; deprecations are errors."""
    places = {"RAAD_DATABASE": "raad.db", "FILES_STORE": "files", "RAAD_ARCHIVE": "archive"}
    kept = FULL_SPEED | {name: str(folder / place) for name, place in places.items()}
    options = [word for name, value in (kept | (settings or {})).items() for word in ("-s", f"{name}={value}")]
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120"}
    command = [sys.executable, "-c", STRICT_SCRAPY, *words, *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(process: subprocess.Popen[bytes], folder: Path) -> Run:
    """Wait for a started command and tell what it did; one that takes too long is ended and fails the test."""
    with process:
        try:
            output, log = process.communicate(timeout=120)
        except BaseException:
            process.kill()
            raise
    return Run(process.returncode, output.decode(), log.decode(), folder)


def scrapy(folder: Path, *words: str, settings: dict[str, str] | None = None) -> Run:
    """Run a scrapy command to its end."""
    return finished(started(folder, *words, settings=settings), folder)


def crawl_words(site: str, address: str, *arguments: str) -> list[str]:
    """Write the command that crawls a stand-in at an address with further spider arguments (``since=2021-01-01``)."""
    return ["crawl", site, *(word for argument in (f"base_url={address}", *arguments) for word in ("-a", argument))]


def crawl(site: str, address: str, folder: Path, *arguments: str, settings: dict[str, str] | None = None) -> Run:
    """Crawl a stand-in to the end."""
    return scrapy(folder, *crawl_words(site, address, *arguments), settings=settings)


def wait_for(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Wait until something is so while a command runs; fails when it ends before or nothing comes of it."""
    last = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, "the command ended before"
        assert time.monotonic() < last, "waited for a minute"
        time.sleep(0.02)


def assert_whole(run: Run) -> None:
    """Assert that the database is sound and holds no half meeting."""
    with closing(sqlite3.connect(run.folder / "raad.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    read = {row["meeting_id"] for row in run.rows("documents", "is_current = 1")}
    assert {row["id"] for row in run.rows("meetings")} == read
