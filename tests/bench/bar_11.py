"""Bar 11: a backlog of papers is read beside a polite crawl, which keeps its pace meanwhile."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tests.bench.meetings import ROOT, new_meeting, new_meetings
from tests.bench.timing import Row, Spread
from tests.crawl.running import FULL_SPEED
from tests.sites.firstagenda import FirstAgendaSite, SiteContent, StoredFile
from tests.sites.shapes import as_served, guid, listing
from tests.sites.typeset import TEXT, typeset

MEETINGS = 20
PAPERS, FEW_PAPERS = 1000, 100
PAPERS_OF_A_MEETING = 20
PAGES = 40
LETTERS_OF_A_PAGE = 2400
SETS = 20
"""So many papers are typeset; the others differ from them in their last bytes alone."""
CORES = 2

MOST_IDLE = 25.0
MOST_PACE = 1.2
MOST_MEMORY = 1.3


class Crawled(NamedTuple):
    """What a crawl took: seconds and CPU seconds of it and its children, its peak in MiB, seconds between requests."""

    seconds: float
    cpu: float
    peak: float
    gaps: list[float]


def rows() -> Iterator[Row]:
    """Crawl politely with nothing to read, with few papers and with many, all left by an earlier crawl."""
    with tempfile.TemporaryDirectory() as temporary:
        alone, few, many = (_with_backlog(Path(temporary, str(count)), count) for count in (0, FEW_PAPERS, PAPERS))
    told = f"{PAPERS} papers of {PAGES} pages, {many.seconds:.0f} s"
    idle = 100 * (1 - many.cpu / (CORES * many.seconds))
    yield Row(11, "two cores, left idle by a backlog", told, Spread.of([idle]), MOST_IDLE, " %")
    pace = Spread.of(gap / Spread.of(alone.gaps).median for gap in many.gaps)
    yield Row(11, "time between requests meanwhile", "the same without a backlog", pace, MOST_PACE)
    memory = Spread.of([many.peak / few.peak])
    yield Row(11, f"peak memory, {PAPERS} papers: {many.peak:.0f} MiB", f"{FEW_PAPERS} papers", memory, MOST_MEMORY)


def _with_backlog(folder: Path, papers: int) -> Crawled:
    folder.mkdir()
    if papers:
        # In a process of its own: what the one that starts a crawl holds counts as the crawl's peak, as Linux has it.
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            apart.submit(_leave_papers, folder, papers).result()
    made = new_meetings(MEETINGS, 7, attachments=False)
    with FirstAgendaSite(as_served(listing(made)), {one.id: as_served(one.agenda) for one in made}, {}) as site:
        crawled = _crawl("koege", site, folder, {})
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        (read,) = db.execute("select count(*) from files where text_status = 'ok'").fetchone()
    if read != papers:
        raise RuntimeError(f"{read} of {papers} papers were read")
    return crawled


def _leave_papers(folder: Path, count: int) -> None:
    """Have so many papers fetched and none read, as by a crawl that had no time for them."""
    with FirstAgendaSite(*_papers(count)) as site:
        _crawl("kalundborg", site, folder, FULL_SPEED | {"RAAD_TEXT_CHILDREN": "0"})


def _papers(count: int) -> SiteContent:
    """Some meetings with so many papers, no two of which are the same."""
    made = [new_meeting(number, 1) for number in range(count // PAPERS_OF_A_MEETING)]
    names = [guid("paper", number) for number in range(count)]
    for meeting, one in enumerate(made):
        own = names[meeting * PAPERS_OF_A_MEETING :][:PAPERS_OF_A_MEETING]
        one.agenda["Dagsordenpunkter"][0]["Bilag"] = [
            {"HarPdfVersion": "true", "Order": place, "Navn": f"Bilag {place}", "Id": name}
            for place, name in enumerate(own)
        ]
    sets = [_paper(number) for number in range(min(count, SETS))]
    files = {
        f"bilag/{name}": StoredFile(sets[number % SETS] + b"%% %d\n%%%%EOF\n" % number)
        for number, name in enumerate(names)
    }
    return SiteContent(listing(made), {one.id: one.agenda for one in made}, files)


def _paper(number: int) -> bytes:
    """Set pages of words of the meetings' own, mixed."""
    words = (ROOT / "tests" / "gold" / "koege_integrationsraadet_2021-04-12.txt").read_text(encoding="utf-8").split()
    mixed = random.Random(number)
    text, letters = [], PAGES * LETTERS_OF_A_PAGE
    while letters > 0:
        paragraph = " ".join(mixed.choices(words, k=60)).encode("cp1252", "ignore").decode("cp1252")
        text.append((paragraph, TEXT))
        letters -= len(paragraph)
    return typeset(text)


def _crawl(spider: str, site: FirstAgendaSite, folder: Path, pace: Mapping[str, str]) -> Crawled:
    places = {"RAAD_DATABASE": "raad.db", "FILES_STORE": "files", "RAAD_ARCHIVE": "archive"}
    settings = {**{name: str(folder / place) for name, place in places.items()}, "LOG_LEVEL": "ERROR", **pace}
    options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", spider, "-a", f"base_url={site.address}", *options]
    begun = time.monotonic()
    with (folder / "errors.txt").open("w", encoding="utf-8") as told:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=told)
        # With the children it has waited for, which read the papers.
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begun
    if process.returncode:
        raise RuntimeError(f"the crawl ended with {process.returncode}:\n{(folder / 'errors.txt').read_text('utf-8')}")
    started = [request.started for request in site.requests if "/dagsorden/" in request.path]
    gaps = [later - earlier for earlier, later in pairwise(started)]
    return Crawled(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, gaps)
