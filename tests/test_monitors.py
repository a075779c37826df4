"""What is counted in a crawl, and what is made of it."""

from __future__ import annotations

from typing import Any

import pytest

from rådscraper.monitors import Compared, CrawlFacts, Finding, State, judge

HEALTHY: dict[str, Any] = {"finish_reason": "finished", "requests": 100, "site_failed": False, "meetings_read": 40}


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
        ({"problems": {"unclear_votes": 30}}, State.OK, []),  # nothing to compare with
        ({"wordings": {"unclear_votes": Compared(30, 10)}}, State.OK, ["wordings"]),
        ({"wordings": {"unclear_votes": Compared(29, 10)}}, State.OK, []),
        ({"wordings": {"unclear_votes": Compared(10, 0)}}, State.OK, ["wordings"]),
        ({"wordings": {"unclear_votes": Compared(9, 0)}}, State.OK, []),
        # Lists tell all of theirs anew each night, so that ten more are ten new ones.
        ({"wordings": {"unknown_document_title": Compared(210, 200)}}, State.OK, ["wordings"]),
        ({"wordings": {"unknown_document_title": Compared(209, 200)}}, State.OK, []),
    ],
)
def test_a_crawl_says_how_its_site_stands(counted, state, monitors):
    judged, findings = judge(CrawlFacts(**HEALTHY | counted))
    assert (judged, [finding.monitor for finding in findings]) == (state, monitors)


def test_the_worst_finding_decides():
    late, failing = Finding("silence", "", State.LATE), Finding("emptied", "", State.FAILING)
    assert judge(CrawlFacts(**HEALTHY), [failing, late])[0] is State.FAILING
    assert judge(CrawlFacts(**HEALTHY), [late])[0] is State.LATE
