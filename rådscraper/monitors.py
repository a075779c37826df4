"""What a crawl says of its site: how it stands, and what a person should look at. Facts in, judgement out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

REFUSALS = (403, 429)
MOST_REFUSED = 0.05
"""Share of its requests a site may refuse before it is taken for blocking us; three are always let pass."""

MOST_ERRORS = 0.1
"""Share of a crawl's requests that may fail before a person should look."""

MOST_RETRIED = 0.2
"""Share of requests that may need another try."""

OUTAGES = ("empty_listing", "listing_shrunk", "listing_failed", "listing_incomplete", "nothing_listed", "site_failed")
SHAPES = ("unknown_key", "missing_key", "unknown_shape")
PER_READING = ("unknown_heading", "unmatched_items", "unclear_votes", "missing_title")
PER_LISTING = ("unknown_document_title",)
"""Kinds of problems that come one by one as a site's editors write; many more than before is a change of the site."""

RISEN, LEAST_RISEN = 3, 10
"""How many times as many as were usual are too many; fewer than ten more never are."""


class State(StrEnum):
    """How a site stands, the worst last."""

    OK = "ok"
    LATE = "late"
    FAILING = "failing"
    MOVED = "moved"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Compared:
    """How many there are lately, and how many would have been usual for as much as was read."""

    lately: int
    usual: float


@dataclass(frozen=True, slots=True)
class CrawlFacts:
    """What was counted in one crawl; ``statuses`` by HTTP status, ``problems`` and ``wordings`` by kind."""

    finish_reason: str
    requests: int
    site_failed: bool
    meetings_failed: int = 0
    meetings_read: int = 0
    errors: int = 0
    retries: int = 0
    challenges: int = 0
    redirected_elsewhere: int = 0
    statuses: Mapping[int, int] = field(default_factory=dict)
    problems: Mapping[str, int] = field(default_factory=Counter)
    wordings: Mapping[str, Compared] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the monitor that found it, a sentence, and what it makes of the site's state."""

    monitor: str
    message: str
    state: State = State.OK


def judge(facts: CrawlFacts, history: Iterable[Finding] = ()) -> tuple[State, tuple[Finding, ...]]:
    """Say how a site stands after a crawl; ``history`` is what its stored meetings tell."""
    findings = (*_of_crawl(facts), *history)
    order = list(State)
    return max((one.state for one in findings), key=order.index, default=State.OK), findings


def _of_crawl(facts: CrawlFacts) -> Iterator[Finding]:
    refused = sum(facts.statuses.get(status, 0) for status in REFUSALS)
    if facts.challenges:
        told = f"{facts.challenges} answers were pages that ask whether a person is there"
        yield Finding("challenge", told, State.BLOCKED)
    if refused > max(3, MOST_REFUSED * facts.requests) or (refused and facts.site_failed):
        told = " and ".join(f"{facts.statuses[status]} {status}" for status in REFUSALS if facts.statuses.get(status))
        yield Finding("refusals", f"of {facts.requests} requests the site answered {told}", State.BLOCKED)
    if facts.redirected_elsewhere:
        told = f"{facts.redirected_elsewhere} requests were redirected to another host and not followed"
        yield Finding("redirects", told, State.MOVED if facts.site_failed else State.OK)
    for kind in OUTAGES:
        if facts.problems.get(kind):
            yield Finding("listing", f"the list of meetings is not as it should be ({kind})", State.FAILING)
    if facts.site_failed and not any(facts.problems.get(kind) for kind in OUTAGES):
        yield Finding("site", "the crawl failed; the table problems says why", State.FAILING)
    if facts.finish_reason != "finished":
        yield Finding("time", f"the crawl was ended before it was done ({facts.finish_reason})", State.FAILING)
    if facts.meetings_failed:
        total = facts.meetings_failed + facts.meetings_read
        yield Finding("extraction", f"{facts.meetings_failed} of {total} meetings could not be read", State.FAILING)
    if facts.errors > MOST_ERRORS * max(facts.requests, 10):
        yield Finding("errors", f"{facts.errors} of {facts.requests} requests failed", State.FAILING)
    if facts.retries > MOST_RETRIED * max(facts.requests, 10):
        yield Finding("retries", f"{facts.retries} of {facts.requests} requests were tries again")
    for kind in SHAPES:
        if number := facts.problems.get(kind):
            yield Finding("shape", f"the answers have another shape than known: {number} {kind}; run scrapy doctor")
    for kind, found in facts.wordings.items():
        most = found.usual if kind in PER_LISTING else RISEN * found.usual
        if found.lately >= max(most, found.usual + LEAST_RISEN):
            yield Finding("wordings", f"{found.lately} {kind} where {found.usual:.0f} were usual")
