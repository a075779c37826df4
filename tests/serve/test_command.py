"""``scrapy serve`` and ``make serve``: what is refused, and a database that a crawl is writing to."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing, contextmanager

import httpx
import pytest

from rådscraper.store.writer import Store
from tests.crawl.running import crawl_words, finished, scrapy, started, wait_for
from tests.crawl.small import month_by_month, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite


@contextmanager
def serving(folder):
    """The address of ``scrapy serve`` on the database in a folder; it ends without a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = started(folder, "serve", "--port", str(port))
    try:
        wait_for(lambda: _answers(port), process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        log = finished(process, folder).log
    assert log == ""


def _answers(port: int) -> bool:
    with closing(socket.socket()) as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def test_what_cannot_be_served_is_told_in_one_line(tmp_path):
    missing = scrapy(tmp_path, "serve")
    assert (missing.status, len(missing.log.splitlines())) == (2, 1)
    assert "there is no database" in missing.log
    with closing(sqlite3.connect(tmp_path / "raad.db")) as db:
        db.execute("create table t (x)")
    other = scrapy(tmp_path, "serve")
    assert (other.status, len(other.log.splitlines())) == (2, 1)


@pytest.mark.parametrize("words", [["--port", "0"], ["--port", "otte"], ["koege"]])
def test_a_bad_argument_is_refused(tmp_path, words):
    refused = scrapy(tmp_path, "serve", *words)
    assert (refused.status, len(refused.log.splitlines())) == (2, 1)


def test_a_database_of_an_older_version_is_refused(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        store.db.execute("delete from _sqlite_migrations where name = 'create_search'")
    refused = scrapy(tmp_path, "serve")
    assert refused.status == 2
    assert "older version" in refused.log


def test_a_database_is_served_while_a_crawl_writes_to_it_and_after(tmp_path):
    meetings = month_by_month(6)
    with FirstAgendaSite(*site_of(*meetings)) as site:
        site.fault("/api/agenda/dagsorden", Fault(delay=3))
        process = started(tmp_path, *crawl_words("koege", site.address))
        wait_for(lambda: sum("/dagsorden/" in one.path for one in site.requests) > 3, process)
        with serving(tmp_path) as address:
            during = httpx.get(f"{address}/raad/meetings.json?_shape=array").json()
            assert process.poll() is None
            run = finished(process, tmp_path)
            after = httpx.get(f"{address}/raad/meetings.json?_shape=array").json()
    assert run.status == 0, run.log
    assert 0 < len(during) < len(after) == len(meetings)
    with serving(tmp_path) as address:
        assert len(httpx.get(f"{address}/raad/meetings.json?_shape=array").json()) == len(meetings)


def test_what_draws_charts_ends_with_the_server(demo_folder):
    with serving(demo_folder) as address:
        assert httpx.get(f"{address}/tal/moeder.svg", timeout=60).status_code == 200
    # The server's output ends when the last process that could write to it has ended: ``serving`` waited for that.


def test_what_draws_the_charts_ends_with_the_service_and_leaves_nothing(demo_folder):
    with serving(demo_folder) as address:
        assert httpx.get(f"{address}/tal/moeder.svg", timeout=30).status_code == 200
