"""Bar 6: a crawl that parses and stores against Scrapy merely fetching the same addresses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rådscraper.settings import DOWNLOAD_DELAY
from tests.bench.meetings import ROOT
from tests.bench.timing import Row, Spread
from tests.crawl.running import FULL_SPEED

MEETINGS = 200
ITEMS = 7
"""As many as the real meetings in the fixtures have."""
PAIRS = 5

MOST_TIME = 3.5
MOST_OF_DELAY = 5.0

_SAME_FOR_BOTH = {
    **FULL_SPEED,
    # Without a delay Scrapy 2.19 starts every waiting request of a host at once, whatever it may run per host; a storm
    # of connections is then what is measured.
    "CONCURRENT_REQUESTS": "1",
    "LOG_LEVEL": "ERROR",
    "STATS_CLASS": "tests.bench.crawl_times.CrawlTimes",
    "TELNETCONSOLE_ENABLED": "False",
}


def rows() -> Iterator[Row]:
    """Crawl and fetch in turn; the stand-in runs in a process of its own."""
    ours, bare = [], []
    with _stand_in() as address, tempfile.TemporaryDirectory() as temporary:
        for pair in range(PAIRS):
            ours.append(_crawl(address, Path(temporary, f"ours_{pair}")))
            bare.append(_fetch(address, Path(temporary, f"bare_{pair}")))
    if len({run["requests"] for run in ours + bare}) != 1 or any(run["meetings"] != MEETINGS for run in ours):
        raise RuntimeError(f"the crawls did not do the same: {ours + bare}")
    told = f"bare Scrapy fetching the same ({MEETINGS} meetings)"
    time = Spread.of(one["seconds"] / other["seconds"] for one, other in zip(ours, bare, strict=True))
    cpu = Spread.of(one["cpu"] / other["cpu"] for one, other in zip(ours, bare, strict=True))
    share = Spread.of(100 * run["cpu_in_all"] / MEETINGS / DOWNLOAD_DELAY for run in ours)
    yield Row(6, "crawling: parse and store, elapsed", told, time, MOST_TIME)
    yield Row(6, "crawling: parse and store, CPU", told, cpu, MOST_TIME)
    yield Row(
        6, "CPU a meeting, start-up included", f"the polite delay of {DOWNLOAD_DELAY:g} s", share, MOST_OF_DELAY, " %"
    )


def _crawl(address: str, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    places = {"RAAD_DATABASE": "raad.db", "FILES_STORE": "files", "RAAD_ARCHIVE": "archive"}
    kept = {name: str(folder / place) for name, place in places.items()}
    return _scrapy(["crawl", "koege", "-a", f"base_url={address}"], ROOT, folder, kept)


def _fetch(address: str, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    # In a folder without scrapy.cfg, so that nothing of ours is set up.
    spider = str(Path(__file__).with_name("bare_spider.py"))
    return _scrapy(["runspider", spider, "-a", f"address={address}"], folder, folder, {})


def _scrapy(words: Sequence[str], place: Path, folder: Path, settings: dict[str, str]) -> dict[str, Any]:
    """Run a scrapy command and give what ``CrawlTimes`` wrote."""
    written = folder / "times.json"
    options = [
        word
        for name, value in (_SAME_FOR_BOTH | settings | {"BENCH_TIMES": str(written)}).items()
        for word in ("-s", f"{name}={value}")
    ]
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "scrapy", *words, *options]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, timeout=300, check=False)
    if done.returncode or not written.is_file():
        raise RuntimeError(f"scrapy {words[0]} ended with {done.returncode}:\n{done.stderr.decode()}")
    times: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
    return times


@contextmanager
def _stand_in() -> Iterator[str]:
    """Run the stand-in until it is no longer needed; it ends when its input does."""
    command = [sys.executable, "-m", "tests.bench.stand_in", str(MEETINGS), str(ITEMS)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        if running.stdin is None or running.stdout is None:
            raise RuntimeError("the stand-in has no pipes")
        try:
            yield running.stdout.readline().strip()
        finally:
            running.stdin.close()
