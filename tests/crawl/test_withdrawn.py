"""What a municipality takes down: marked after three nights of three days, while an outage changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawl.running import assert_whole, crawl
from tests.crawl.small import month_by_month, site_of
from tests.sites.firstagenda import FirstAgendaSite


def a_day_passes(folder: Path) -> None:
    """Let what was missed today have been missed the day before."""
    with closing(sqlite3.connect(folder / "raad.db")) as db, db:
        for column in ("first_missed_on", "last_missed_on"):
            db.execute(f"update absences_from_listing set {column} = date({column}, '-1 day')")


def _published(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "raad.db")) as db:
        return [key for (key,) in db.execute("select id from published_items")]


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """All is listed; then one meeting is missing on three days, once more on the first; then it is back."""
    folder = tmp_path_factory.mktemp("withdrawn")
    meetings = month_by_month(12)
    told = []
    with FirstAgendaSite(*site_of(*meetings)) as site:
        for listed, passes in (
            (meetings, False),
            (meetings[:-1], False),
            (meetings[:-1], True),
            (meetings[:-1], True),
            (meetings, False),
        ):
            site.listing = site_of(*listed).listing
            run = crawl("koege", site.address, folder)
            told.append((run, run.rows("meetings"), run.rows("documents"), _published(folder)))
            if passes or len(told) == 2:
                a_day_passes(folder)
    return told


def test_the_third_day_marks_the_meeting_and_its_publication(nights):
    removed = [[row for row in meetings if row["removed_at"]] for _, meetings, _, _ in nights]
    assert [len(rows) for rows in removed] == [0, 0, 0, 1, 0]
    assert [row["status"] for row in removed[3]] == ["removed"]
    assert [len([row for row in documents if row["removed_at"]]) for _, _, documents, _ in nights] == [0, 0, 0, 1, 0]
    assert [len(items) for *_, items in nights] == [12, 12, 12, 11, 12]


def test_the_crawl_tells_of_it_and_goes_well(nights):
    assert [run.status for run, *_ in nights] == [0] * 5
    assert "2 removed_at_source" in nights[3][0].output
    assert nights[-1][0].kinds() == ["removed_at_source"] * 2
    assert_whole(nights[-1][0])


def test_what_is_back_is_as_it_was(nights):
    (_, before, *_), (_, after, *_) = nights[0], nights[-1]
    times = ("changed_at", "last_seen_at")
    assert [{**row, **dict.fromkeys(times)} for row in after] == [{**row, **dict.fromkeys(times)} for row in before]


def test_a_listing_that_shrank_fails_the_site_and_marks_nothing(tmp_path):
    meetings = month_by_month(12)
    with FirstAgendaSite(*site_of(*meetings)) as site:
        crawl("koege", site.address, tmp_path)
        site.listing = site_of(*meetings[:10]).listing
        run = crawl("koege", site.address, tmp_path)
        narrowed = crawl("koege", site.address, tmp_path, "since=2020-09-01")
    assert (run.status, run.kinds()) == (1, ["listing_shrunk"])
    assert "10 meetings are listed where 12 were" in run.rows("problems")[0]["message"]
    assert narrowed.status == 0
    assert narrowed.rows("absences_from_listing") == []
    assert [row["is_healthy"] for row in narrowed.rows("listings")] == [1, 0, 0]
