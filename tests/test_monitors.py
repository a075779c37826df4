"""What is counted in a crawl, and what is made of it."""

from __future__ import annotations

from typing import Any

import pytest

from rådscraper.monitors import CrawlFacts, Finding, State, judge

HEALTHY: dict[str, Any] = {"finish_reason": "finished", "requests": 100, "site_failed": False, "meetings_stored": 40}


@pytest.mark.parametrize(
    ("counted", "state", "monitors"),
    [
        ({}, State.OK, []),
        ({"statuses": {403: 3}}, State.OK, []),
        ({"statuses": {403: 4, 429: 2, 200: 94}}, State.BLOCKED, ["refusals"]),
        ({"statuses": {403: 1}, "site_failed": True}, State.BLOCKED, ["refusals", "site"]),
        ({"challenges": 1}, State.BLOCKED, ["challenge"]),
        ({"redirected_elsewhere": 1}, State.OK, ["redirects"]),
        (
            {"redirected_elsewhere": 1, "site_failed": True, "problems": {"site_failed": 1}},
            State.MOVED,
            ["redirects", "listing"],
        ),
        ({"site_failed": True, "problems": {"listing_shrunk": 1}}, State.FAILING, ["listing"]),
        ({"finish_reason": "closespider_timeout"}, State.FAILING, ["time"]),
        ({"meetings_failed": 1}, State.FAILING, ["extraction"]),
        ({"errors": 10}, State.OK, []),
        ({"errors": 11}, State.FAILING, ["errors"]),
        ({"retries": 30}, State.OK, ["retries"]),
        ({"problems": {"unknown_key": 2}}, State.OK, ["shape"]),
        ({"problems": {"unknown_heading": 30}}, State.OK, []),  # nothing to compare with
        ({"problems": {"unknown_heading": 30}, "before": {"unknown_heading": 10}}, State.OK, ["wordings"]),
        ({"problems": {"unknown_heading": 29}, "before": {"unknown_heading": 10}}, State.OK, []),
        ({"problems": {"unknown_heading": 9}, "before": {"unknown_heading": 0}}, State.OK, []),
    ],
)
def test_a_crawl_says_how_its_site_stands(counted, state, monitors):
    judged, findings = judge(CrawlFacts(**HEALTHY | counted))
    assert (judged, [finding.monitor for finding in findings]) == (state, monitors)


def test_the_worst_finding_decides():
    late, failing = Finding("silence", "", State.LATE), Finding("emptied", "", State.FAILING)
    assert judge(CrawlFacts(**HEALTHY), [failing, late])[0] is State.FAILING
    assert judge(CrawlFacts(**HEALTHY), [late])[0] is State.LATE
