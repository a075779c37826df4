"""The two nights a year on which the clock is changed: meetings held in those hours, and crawls made across them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.crawl.kept import content
from tests.crawl.running import assert_whole, crawl
from tests.crawl.small import month_by_month, published, site_of
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.shapes import Publication
from tests.sites.traps_koege import COUNCIL, FINANCE

# What the API says -> when that is in Denmark.
TIMES = {
    "2021-03-28T01:59:00+01:00": "2021-03-28T01:59:00+01:00",
    "2021-03-28T02:30:00+01:00": "2021-03-28T03:30:00+02:00",  # a clock that was not put forward
    "2021-03-28T02:30:00": "2021-03-28T02:30:00+01:00",  # does not exist, and no offset tells what is meant
    "2021-03-28T03:00:00+02:00": "2021-03-28T03:00:00+02:00",
    "2021-10-31T02:30:00+02:00": "2021-10-31T02:30:00+02:00",
    "2021-10-31T01:30:00Z": "2021-10-31T02:30:00+01:00",  # the same hour again
}


def held(number: int, begin: str, kind: str = "Referat") -> Publication:
    """A meeting whose times stand in the listing and in the agenda exactly so; of two bodies in turn."""
    made = published(f"change{number}", "2021-03-01 18:00", body=FINANCE if number % 2 else COUNCIL, kind=kind)
    for place in (made.entry, made.agenda["Moede"]):
        place |= {"MeetingBeginUtc": begin, "Dato": begin, "MeetingEndUtc": None}
    return made


def test_meetings_in_the_hours_of_the_change_keep_their_moment_and_their_ids(tmp_path):
    meetings = [held(number, begin) for number, begin in enumerate(TIMES)]
    with FirstAgendaSite(*site_of(*meetings)) as site:
        first = crawl("koege", site.address, tmp_path)
        stored = content(tmp_path)
        again = crawl("koege", site.address, tmp_path, "full=1")
    assert (first.status, again.status, again.kinds()) == (0, 0, []), first.log
    rows = {row["id"]: row for row in again.rows("meetings")}
    assert sorted(row["starts_at"] for row in rows.values()) == sorted(TIMES.values())
    assert all(key.endswith(row["starts_at"][:16]) for key, row in rows.items())
    assert content(tmp_path) == stored
    assert again.rows("crawls")[1]["meetings_changed"] == 0
    assert_whole(again)


def test_two_publications_of_one_body_at_the_hour_that_comes_twice_are_both_kept(tmp_path):
    """The id of a meeting is its body and what the clock showed: that is one meeting, published twice."""
    meetings = [held(0, "2021-10-31T02:30:00+02:00"), held(2, "2021-10-31T02:30:00+01:00", kind="Dagsorden")]
    with FirstAgendaSite(*site_of(*meetings)) as site:
        run = crawl("koege", site.address, tmp_path)
    (meeting,) = run.rows("meetings")
    assert (run.status, meeting["status"]) == (0, "minutes")
    assert {row["id"] for row in run.rows("documents")} == {f"koege:{one.id}" for one in meetings}


NIGHTS = {
    "2021-03-28T01:59:59+01:00": "+02:00",
    "2021-10-31T02:59:59+02:00": "+01:00",
}


@pytest.mark.parametrize("begun", NIGHTS)
def test_a_crawl_across_the_change_has_its_times_and_its_length_right(tmp_path, monkeypatch, begun):
    slowly = {"DOWNLOAD_DELAY": "0.3", "STATS_CLASS": "tests.crawl.clock_change.Stats"}
    with FirstAgendaSite(*site_of(*month_by_month(3))) as site:
        monkeypatch.setenv("RAAD_TEST_NOW", begun)
        run = crawl("koege", site.address, tmp_path, settings=slowly)
        monkeypatch.delenv("RAAD_TEST_NOW")
        stored, fetched = content(tmp_path), {row["fetched_at"][-6:] for row in run.rows("files")}
        again = crawl("koege", site.address, tmp_path, "full=1")
    assert (run.status, run.kinds(), again.status) == (0, [], 0), run.log
    night = run.rows("crawls")[0]
    started, ended = (datetime.fromisoformat(night[name]) for name in ("started_at", "finished_at"))
    assert (night["started_at"][:16], night["finished_at"][-6:]) == (begun[:16], NIGHTS[begun])
    assert 1 <= ended.timestamp() - started.timestamp() < 120
    (line,) = (line for line in run.output.splitlines() if "│ koege" in line)
    assert 1 <= float(line.split("│")[9]) < 120
    assert fetched == {NIGHTS[begun]}
    assert content(tmp_path) == stored
    assert len(again.rows("meetings")) == 3
