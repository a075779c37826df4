"""A site that asks to be asked later: it gets its rest, is asked again, and both are told."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from rådscraper.platforms.patience import seconds_until
from tests.crawl.running import crawl
from tests.crawl.small import agenda_path, month_by_month, paper_path, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite

MEETINGS = month_by_month(4)


def busy(seconds: str, status: int, times: int | None = 1) -> Fault:
    return Fault(status=status, headers={"Retry-After": seconds}, times=times)


@pytest.mark.parametrize("path", [agenda_path(MEETINGS[1]), paper_path(MEETINGS[1])], ids=["meeting", "paper"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_is_left_in_peace_for_as_long_as_it_asks(tmp_path, path, status):
    with FirstAgendaSite(*site_of(*MEETINGS)) as site:
        site.fault(path, busy("2", status))
        run = crawl("koege", site.address, tmp_path, settings={"DOWNLOAD_DELAY": "0"})
        asked = sorted(one.started for one in site.requests if one.host == "dagsordener.koege.dk")
        refused = next(one.started for one in site.requests if one.status == status)
    after = next(one for one in asked if one > refused + 0.5)
    assert after - refused >= 2
    assert max(later - earlier for earlier, later in pairwise(asked)) < 20
    assert run.status == 0, run.log
    assert len(run.rows("meetings")) == len(run.rows("files")) == len(MEETINGS)
    (problem,) = run.rows("problems")
    assert problem["kind"] == "asked_to_slow_down"
    assert f"answered {status} and asked for 2 seconds of rest" in problem["message"]


def test_who_asks_for_more_rest_than_is_given_is_not_asked_again_that_night(tmp_path):
    path = agenda_path(MEETINGS[1])
    with FirstAgendaSite(*site_of(*MEETINGS)) as site:
        site.fault(path, busy("86400", 503, times=None))
        run = crawl("koege", site.address, tmp_path, settings={"RAAD_RETRY_AFTER_MOST": "1"})
        assert [one.path for one in site.requests].count(path) == 1
    assert (run.status, sorted(run.kinds())) == (1, ["asked_to_slow_down", "publication_failed"])
    assert len(run.rows("meetings")) == len(MEETINGS) - 1


NOW = datetime(2026, 10, 25, 0, 59, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 25 Oct 2026 01:00:00 GMT", 30.0),
        ("Sun, 25 Oct 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(retry_after, seconds):
    assert seconds_until(retry_after, NOW) == seconds
