"""Bar 8: the memory of a crawl of many meetings against that of few, its second night, and Datasette meanwhile."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from datasette.app import Datasette

from tests.bench.meetings import ROOT
from tests.bench.timing import Row, Spread
from tests.crawl.running import FULL_SPEED

MEETINGS = int(os.environ.get("RAAD_BENCH_MEETINGS", "5000"))
"""Meetings of the large site; five thousand take some ten minutes and more."""
FEW = 200
ITEMS = 20

RINGS = {"RAAD_ALL_DAYS": "90"}
"""As they are set for everyone: of what is unchanged, a ninetieth is read each night."""

MOST_MEMORY = 1.3
MOST_SECONDS = 10.0
MOST_PAGE_SECONDS = 2.0


class Crawled(NamedTuple):
    """What a crawl took: the process's peak in MiB and its seconds, start-up included; pages Datasette gave in it."""

    peak: float
    seconds: float
    pages: list[float]


def rows() -> Iterator[Row]:
    """Crawl few meetings, then many with Datasette open on their database, then those again."""
    with tempfile.TemporaryDirectory() as temporary:
        with _site(FEW) as address:
            few = _crawl(address, Path(temporary, "few"), FEW)
        with _site(MEETINGS) as address:
            many = _crawl(address, Path(temporary, "many"), MEETINGS, ask=True)
            _let_a_day_pass(Path(temporary, "many", "raad.db"))
            again = _crawl(address, Path(temporary, "many"), MEETINGS)
    told = f"{MEETINGS} meetings: {many.peak:.0f} MiB in {many.seconds:.0f} s"
    yield Row(8, told, f"{FEW} meetings: {few.peak:.0f} MiB", Spread.of([many.peak / few.peak]), MOST_MEMORY)
    yield Row(8, f"second night of {MEETINGS} meetings", "seconds", Spread.of([again.seconds]), MOST_SECONDS, " s")
    yield Row(
        8, f"Datasette's pages meanwhile ({len(many.pages)})", "seconds", Spread.of(many.pages), MOST_PAGE_SECONDS, " s"
    )


@contextmanager
def _site(count: int) -> Iterator[str]:
    """Serve so many meetings from a process of its own; it ends when its input does."""
    command = [sys.executable, "-m", "tests.sites.large", str(count), str(ITEMS)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        if running.stdin is None or running.stdout is None:
            raise RuntimeError("the stand-in has no pipes")
        try:
            yield running.stdout.readline().strip()
        finally:
            running.stdin.close()


def _crawl(address: str, folder: Path, listed: int, *, ask: bool = False) -> Crawled:
    """Crawl to the end; the peak is the operating system's count of what the process held."""
    folder.mkdir(exist_ok=True)
    places = {"RAAD_DATABASE": "raad.db", "FILES_STORE": "files", "RAAD_ARCHIVE": "archive"}
    kept = {name: str(folder / place) for name, place in places.items()}
    settings = FULL_SPEED | RINGS | kept | {"LOG_LEVEL": "ERROR"}
    options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", "koege", "-a", f"base_url={address}", *options]
    begun, pages = time.monotonic(), []
    errors = folder / "errors.txt"
    with errors.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=told)
        ended = 0
        while not ended:
            if ask:
                pages += _pages(folder / "raad.db")
            time.sleep(0.2)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begun
    if process.returncode:
        raise RuntimeError(f"the crawl ended with {process.returncode}:\n{errors.read_text(encoding='utf-8')}")
    if ask and len(pages) < 3:
        raise RuntimeError("Datasette gave no pages meanwhile")
    held = _held(folder / "raad.db")
    if held != listed:
        raise RuntimeError(f"{held} of {listed} meetings are held")
    return Crawled(used.ru_maxrss / 1024, seconds, pages)  # Linux counts in KiB


def _let_a_day_pass(path: Path) -> None:
    """Let all have been read the night before: on the day itself nothing has its turn."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update listed_meetings set read_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', read_at, '-1 day')")


def _pages(path: Path) -> list[float]:
    """The seconds Datasette takes for two pages of a database that is being written; none before there are tables."""
    if not path.is_file():
        return []
    return asyncio.run(_asked(path))


async def _asked(path: Path) -> list[float]:
    datasette = Datasette([str(path)], settings={"suggest_facets": False})
    taken = []
    try:
        for page in ("meetings", "agenda_items?_search=budget"):
            begun = time.monotonic()
            answer = await datasette.client.get(f"/raad/{page}")
            if answer.status_code == 404:
                return []  # its tables are still being made
            if answer.status_code != 200:
                raise RuntimeError(f"{page} answered {answer.status_code} while the crawl wrote")
            taken.append(time.monotonic() - begun)
    finally:
        for database in datasette.databases.values():
            database.close()
    return taken


def _held(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute("select count(*) from meetings").fetchone()
        return int(count)
