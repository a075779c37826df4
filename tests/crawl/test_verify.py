"""``scrapy verify``: what is missing or damaged is named, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.crawl.kept import all_rows, change, original
from tests.crawl.running import Run, crawl, scrapy
from tests.crawl.small import month_by_month, site_of
from tests.sites.firstagenda import FirstAgendaSite

THREE = month_by_month(3)


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verified")
    with FirstAgendaSite(*site_of(*THREE)) as site:
        crawl("koege", site.address, folder)
    return folder


@pytest.fixture
def kept(night, tmp_path):
    shutil.copytree(night, tmp_path / "own")
    return tmp_path / "own"


def numbers(run: Run, what: str) -> list[str]:
    """Whole, bytes, missing and damaged, as the table says."""
    line = next(line for line in run.output.splitlines() if line.startswith(f"│ {what}"))
    return [cell.strip() for cell in line.split("│")][2:6]


def test_what_is_whole_is_counted_with_its_size_and_left_as_it_is(kept):
    before = all_rows(kept)
    run = scrapy(kept, "verify")
    originals, files = run.rows("originals"), run.rows("files")
    assert run.status == 0, run.log
    assert numbers(run, "originals") == ["4", f"{sum(row['size'] for row in originals):,}", "0", "0"]
    assert numbers(run, "files") == ["3", f"{sum(row['size'] for row in files):,}", "0", "0"]
    assert "the database is sound" in run.output
    assert all_rows(kept) == before


def test_a_missing_and_a_damaged_original_are_named(kept):
    first, second, *_ = Run(0, "", "", kept).rows("document_originals")
    original(kept, first["sha256"]).unlink()
    damaged = original(kept, second["sha256"])
    damaged.write_bytes(damaged.read_bytes()[:-9])
    run = scrapy(kept, "verify")
    assert run.status == 1
    assert numbers(run, "originals")[0::2] == ["2", "1"]
    assert numbers(run, "originals")[3] == "1"
    (missing,) = (line for line in run.output.splitlines() if line.startswith("missing: "))
    (spoilt,) = (line for line in run.output.splitlines() if line.startswith("damaged: "))
    assert first["sha256"] in missing
    assert first["url"] in missing
    assert second["sha256"] in spoilt
    assert second["url"] in spoilt


def test_a_missing_and_a_damaged_file_are_named(kept):
    first, second, _ = Run(0, "", "", kept).rows("files")
    (kept / "files" / first["path"]).unlink()
    damaged = kept / "files" / second["path"]
    damaged.write_bytes(b"x" * second["size"])  # as long as it was
    run = scrapy(kept, "verify")
    assert run.status == 1
    assert numbers(run, "files")[0] == "1"
    assert numbers(run, "files")[2:] == ["1", "1"]
    assert f"missing: file {first['sha256']} ({first['size']:,} bytes)" in run.output
    assert f"damaged: file {second['sha256']}" in run.output


def test_a_reference_that_leads_nowhere_is_named(kept):
    change(kept, "update attachments set agenda_item_id = 'nowhere'")
    run = scrapy(kept, "verify")
    assert run.status == 1
    assert "of attachments refers to no row of agenda_items" in run.output
    assert "the database is damaged" in run.output


def test_a_broken_index_is_named(kept):
    with closing(sqlite3.connect(kept / "raad.db")) as db:
        (page,) = db.execute("select rootpage from sqlite_master where name = 'idx_meetings_date'").fetchone()
        (size,) = db.execute("pragma page_size").fetchone()
        db.execute("pragma wal_checkpoint(truncate)")
    with (kept / "raad.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x0a" + b"\0" * (size - 1))  # an empty leaf of an index
    run = scrapy(kept, "verify")
    assert run.status == 1
    assert "damaged: database: " in run.output


def test_unfinished_files_of_ended_crawls_are_told_and_no_fault(kept):
    (kept / "archive" / "abc.part").write_bytes(b"half")
    run = scrapy(kept, "verify")
    assert run.status == 0
    assert "1 unfinished files" in run.output
