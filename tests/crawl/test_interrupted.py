"""A crawl that is ended from outside, and a place it can't write to."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawl.running import Run, assert_whole, crawl, crawl_words, finished, started, wait_for
from tests.crawl.small import agenda_path, month_by_month, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite

MEETINGS = month_by_month(8)
SLOW = agenda_path(MEETINGS[3])


def interrupted(folder: Path, number: signal.Signals, delay: float) -> tuple[Run, Run]:
    """A crawl that gets a signal while it waits for the fourth meeting, and the site it was of."""
    site = FirstAgendaSite(*site_of(*MEETINGS))
    with site:
        site.fault(SLOW, Fault(delay=delay, times=1))
        process = started(folder, *crawl_words("koege", site.address))
        wait_for(lambda: any(one.path == SLOW for one in site.requests), process)
        process.send_signal(number)
        run = finished(process, folder)
        site.clear_faults()
        return run, crawl("koege", site.address, folder)


@pytest.fixture(scope="module", params=[signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def stopped(request, tmp_path_factory):
    return interrupted(tmp_path_factory.mktemp("stopped"), request.param, 1.0)


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    return interrupted(tmp_path_factory.mktemp("killed"), signal.SIGKILL, 5.0)


def test_a_crawl_that_is_stopped_ends_its_record_and_exits_1(stopped):
    run, _ = stopped
    row = run.rows("crawls")[0]
    assert run.status == 1
    assert row["finished_at"]
    assert (row["finish_reason"], row["exit_status"]) == ("shutdown", 1)
    assert "stopped early (shutdown)" in run.output
    assert "Traceback" not in run.log


def test_a_crawl_that_was_stopped_is_completed_by_the_next(stopped):
    first, then = stopped
    assert then.status == 0, then.log
    assert first.rows("crawls")[0]["meetings_new"] + then.rows("crawls")[1]["meetings_new"] == len(MEETINGS)
    assert_complete(then)


def test_a_crawl_that_was_killed_is_completed_by_the_next(killed):
    run, then = killed
    assert run.status == -signal.SIGKILL
    assert then.status == 0, then.log
    first, second = then.rows("crawls")
    assert (first["finished_at"], first["exit_status"]) == (None, None)
    assert second["exit_status"] == 0
    assert_complete(then)


def assert_complete(run: Run) -> None:
    assert_whole(run)
    assert len(run.rows("meetings")) == len(run.rows("agenda_items")) == len(MEETINGS)
    papers = run.rows("attachments")
    assert len(papers) == len(MEETINGS)
    for paper in papers:
        (file,) = run.rows("files", "sha256 = :hash", hash=paper["file_sha256"])
        assert (run.folder / "files" / file["path"]).stat().st_size == file["size"]


def of_another_program(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table bogreol (titel text)")


def from_a_newer_version(path):
    with closing(sqlite3.connect(path)) as db:
        row = "('raadscraper', 'of_the_future', '2030-01-01')"
        db.execute(f"insert into _sqlite_migrations (migration_set, name, applied_at) values {row}")
        db.commit()


def no_database(path):
    path.write_bytes(b"nummer;titel\n1;Budget\n")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (of_another_program, "raad.db is a database of another program"),
        (from_a_newer_version, "raad.db was made by a newer version of rådscraper (of_the_future)"),
        (no_database, "raad.db is not an SQLite database"),
    ],
)
def test_a_database_that_is_not_ours_to_write_is_refused_and_left_alone(tmp_path, spoil, said):
    with FirstAgendaSite(*site_of()) as site:
        if spoil is from_a_newer_version:
            crawl("koege", site.address, tmp_path)
        site.requests.clear()
        spoil(tmp_path / "raad.db")
        before = (tmp_path / "raad.db").read_bytes()
        run = crawl("koege", site.address, tmp_path, settings={"LOG_LEVEL": "ERROR"})
        assert site.requests == []
    assert_refused(run, said)
    assert (tmp_path / "raad.db").read_bytes() == before


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("RAAD_DATABASE", "file/raad.db"),
        ("FILES_STORE", "file"),
        ("FILES_STORE", "file/files"),
        ("RAAD_ARCHIVE", "file/archive"),
    ],
)
def test_a_place_that_cannot_be_made_is_refused(tmp_path, setting, place):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    path = tmp_path / place
    run = crawl("koege", "http://127.0.0.1:9", tmp_path, settings={setting: str(path), "LOG_LEVEL": "ERROR"})
    assert_refused(run, str(path))
    assert not (tmp_path / "raad.db").exists()


def assert_refused(run: Run, said: str) -> None:
    assert run.status == 2
    assert run.output == ""
    (line,) = run.log.splitlines()
    assert said in line
