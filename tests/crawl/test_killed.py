"""A crawl that is killed, or whose disk is full, at any moment: all there is is sound, and the next crawl completes it.

A few moments in the ordinary suite; ``RAAD_LONG=1`` asks for fifty and twenty, ``RAAD_SEED`` for others.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from rådscraper.archive import Archive
from rådscraper.verify import verify
from tests.crawl.kept import content, found, half_files
from tests.crawl.running import Run, crawl, crawl_words, finished, scrapy, started, wait_for
from tests.crawl.small import month_by_month, site_of
from tests.sites.firstagenda import FirstAgendaSite

IS_LONG = bool(os.environ.get("RAAD_LONG"))
KILLS, FULL_DISKS = (50, 20) if IS_LONG else (5, 4)
SEED = int(os.environ.get("RAAD_SEED", "28032021"))
CONTENT = site_of(*month_by_month(12))
SLOWLY = {"DOWNLOAD_DELAY": "0.02"}
"""So that most of the time goes on the crawl and not on its start."""


@pytest.fixture(scope="module")
def healthy(tmp_path_factory) -> tuple[Run, float, float]:
    """A healthy crawl, the seconds until its first request, and those until its end."""
    with FirstAgendaSite(*CONTENT) as site:
        begun = time.monotonic()
        run = crawl("koege", site.address, tmp_path_factory.mktemp("healthy"), settings=SLOWLY)
        first, ended = site.requests[0].started - begun, time.monotonic() - begun
    assert (run.status, run.kinds()) == (0, []), run.log
    return run, first, ended


def hurt(folder: Path, seconds: float, how: Callable[[subprocess.Popen[bytes]], None]) -> tuple[Run, Run]:
    """A crawl that is hurt so many seconds after its first request, or before it where they are negative; the next."""
    with FirstAgendaSite(*CONTENT) as site:
        process = started(folder, *crawl_words("koege", site.address), settings=SLOWLY)
        while not site.requests and process.poll() is None:
            time.sleep(0.005)
        time.sleep(seconds)
        if process.poll() is None:
            how(process)
        run = finished(process, folder)
        assert_sound(folder)
        return run, crawl("koege", site.address, folder)


def assert_sound(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert half_files(folder) == []


def assert_completed(then: Run, healthy: Run) -> None:
    assert then.status == 0, then.log
    assert_sound(then.folder)
    assert content(then.folder) == content(healthy.folder)
    assert found(then.folder, "sag") == found(healthy.folder, "sag")
    with closing(Database(then.folder / "raad.db")) as db:
        assert verify(db, Archive(then.folder / "archive"), then.folder / "files").findings == []


def moments(number: int, name: str) -> list[float]:
    """So many random shares of a crawl."""
    drawn = random.Random(f"{SEED} {name}")
    return [drawn.random() for _ in range(number)]


@pytest.mark.parametrize("moment", moments(KILLS, "kill"))
def test_a_crawl_killed_at_any_moment_is_made_good_by_the_next(tmp_path, healthy, moment):
    whole, first, ended = healthy
    run, then = hurt(tmp_path, moment * (ended - first), lambda process: process.send_signal(signal.SIGKILL))
    assert run.status in (-signal.SIGKILL, 0)
    assert_completed(then, whole)


def fill_the_disk(process: subprocess.Popen[bytes], size: int = 0) -> None:
    """From now on no file can be written beyond so many bytes: what writes gets an error, as on a disk that is full."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("moment", moments(FULL_DISKS // 2, "full"))
def test_a_disk_that_is_full_from_any_moment_on_is_told_and_made_good_by_the_next(tmp_path, healthy, moment):
    whole, first, ended = healthy
    run, then = hurt(tmp_path, moment * (ended - first), fill_the_disk)
    assert_told(run, whole)
    assert_completed(then, whole)


@pytest.mark.parametrize("share", moments(FULL_DISKS // 2, "size"))
def test_a_disk_that_is_full_in_the_middle_of_a_file_is_told_and_made_good_by_the_next(tmp_path, healthy, share):
    whole, _, _ = healthy
    size = int(share * max(path.stat().st_size for path in whole.folder.iterdir() if path.is_file()))
    run, then = hurt(tmp_path, 0.0, lambda process: fill_the_disk(process, size))
    assert_told(run, whole)
    assert_completed(then, whole)


def assert_told(run: Run, healthy: Run) -> None:
    """Whoever lacks anything in the end says so by the exit status; nothing is left without a word on why."""
    if run.status == 0:
        assert content(run.folder) == content(healthy.folder)
    else:
        assert run.status == 1
        assert any(said in run.log for said in ("disk I/O error", "disk is full", "File too large"))


def test_a_disk_that_is_full_ends_the_crawl_instead_of_asking_the_site_for_nothing(tmp_path):
    slower = SLOWLY | {"DOWNLOAD_DELAY": "0.2"}
    with FirstAgendaSite(*CONTENT) as site:
        process = started(tmp_path, *crawl_words("koege", site.address), settings=slower)
        wait_for(lambda: any(one.path.startswith("/api/agenda/dagsorden") for one in site.requests), process)
        fill_the_disk(process)
        run = finished(process, tmp_path)
        assert len(site.requests) < 25  # a whole crawl has more than 50
    assert run.status == 1
    assert "stopped early (database_failed)" in run.output
    assert run.log.count("the database can't be written (disk I/O error); the crawl is ended") == 1
    assert "the end of the crawl could not be noted" in run.log


@pytest.mark.parametrize("command", ["redact", "filetext", "reindex"])
def test_a_command_that_finds_the_disk_full_says_so_in_one_line_and_is_made_good_when_called_again(
    tmp_path, healthy, command
):
    shutil.copytree(healthy[0].folder, tmp_path, dirs_exist_ok=True)
    with closing(Database(tmp_path / "raad.db")) as db:
        db.execute("update files set text_status = null")
        (item,) = db.execute("select id from agenda_items limit 1").fetchone()
        db.conn.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    words = (command, item, "--reason", "ønske") if command == "redact" else (command,)
    process = started(tmp_path, *words)
    fill_the_disk(process, 40_000)  # room for opening the database, and for little more
    run = finished(process, tmp_path)
    assert run.status == 1
    assert run.log.splitlines()[-1].startswith(f"scrapy {command}: the ")
    assert "Traceback" not in run.log
    assert_sound(tmp_path)
    again = scrapy(tmp_path, *words)
    assert again.status == 0, again.log
    assert_sound(tmp_path)
    assert again.rows("files", "text_status is null") == [] or command != "filetext"
