"""After each crawl ``coverage`` says what the site lists, what of it is held and what is missing since when."""

from __future__ import annotations

import json

import pytest

from tests.crawl.running import crawl, scrapy
from tests.crawl.small import agenda_path, month_by_month, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """Fourteen meetings of two years, one of which fails on the first night and comes on the second."""
    folder = tmp_path_factory.mktemp("coverage")
    meetings = month_by_month(14)
    runs, told = [], []
    with FirstAgendaSite(*site_of(*meetings)) as site:
        site.fault(agenda_path(meetings[3]), Fault(status=500))
        for _ in range(2):
            run = crawl("koege", site.address, folder)
            runs.append((run, run.rows("coverage")))
            told.append(scrapy(folder, "coverage"))
            site.clear_faults()
    return runs, told


def test_a_meeting_that_fails_is_missing_since_it_was_listed(nights):
    ((run, rows), _), (told, _) = nights
    assert run.status == 1
    assert [(row["year"], row["listed"], row["held"], row["missing"]) for row in rows] == [
        (2020, 12, 11, 1),
        (2021, 2, 2, 0),
    ]
    (listing,) = run.rows("listings", "crawl_id = :id", id=run.rows("crawls")[0]["id"])
    assert [row["missing_since"] for row in rows] == [listing["listed_at"], None]
    assert told.status == 1
    (missing,) = [line for line in told.output.splitlines() if line.startswith("missing:")]
    assert ":2020-04-14T18:00, listed since " in missing
    assert "koege: 13 of 14 meetings held (listed 20" in told.output


def test_all_that_is_listed_is_held_when_it_has_come(nights):
    (_, (_, rows)), (_, told) = nights
    assert [(row["listed"], row["held"], row["missing"]) for row in rows] == [(12, 12, 0), (2, 2, 0)]
    assert told.status == 0
    assert "koege: 14 of 14 meetings held" in told.output


def test_a_narrowed_crawl_counts_what_the_whole_site_lists(tmp_path):
    with FirstAgendaSite(*site_of(*month_by_month(14))) as site:
        crawl("koege", site.address, tmp_path, "since=2021-01-01")
        told = scrapy(tmp_path, "coverage", "koege")
    assert "koege: 2 of 14 meetings held" in told.output
    assert told.status == 1


def test_an_entry_that_can_not_be_read_is_told(tmp_path):
    content = site_of(*month_by_month(3))
    listing = json.loads(json.dumps(content.listing))
    (committee,) = next(iter(listing["Udvalg"].values()))
    committee["Moeder"][0]["MeetingBeginUtc"] = committee["Moeder"][0]["Dato"] = "snart"
    with FirstAgendaSite(*content._replace(listing=listing)) as site:
        crawl("koege", site.address, tmp_path)
        told = scrapy(tmp_path, "coverage")
    assert "koege: 2 of 2 meetings held, and 1 entries of the list could not be read" in told.output
    assert told.status == 1


def test_what_can_not_be_told_is_refused_or_said(tmp_path):
    assert scrapy(tmp_path, "coverage").status == 2
    with FirstAgendaSite(*site_of(*month_by_month(2))) as site:
        crawl("koege", site.address, tmp_path)
    unknown, never = scrapy(tmp_path, "coverage", "atlantis"), scrapy(tmp_path, "coverage", "aalborg")
    assert (unknown.status, unknown.log.count("\n")) == (2, 1)
    assert (never.status, "aalborg: no list of its meetings has been read" in never.output) == (1, True)
