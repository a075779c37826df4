"""Which meetings are read tonight: a table of what is listed, what is held, and why it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from rådscraper.clock import DANISH_TIME
from rådscraper.visits import HeldMeeting, ListedMeeting, ListedPublication, Publications, Reason, Ring, plan, why

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=DANISH_TIME)
TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
RING = Ring(past_days=90, coming_days=60, days=7, all_days=90)
AGENDA = {"a": ListedPublication("agenda", 0, "1")}
SUPPLEMENTED = AGENDA | {"s": ListedPublication("supplementary_agenda", 1, "1")}
MINUTES = {"m": ListedPublication("minutes", 0, "1")}
BOTH = {"a": ListedPublication("agenda", None, "1")} | MINUTES


def listed(publications: Publications = MINUTES, days: int = -1000, name: str = "koege:7:x") -> ListedMeeting:
    return ListedMeeting(name, NOW + timedelta(days=days), publications)


def held(read_as: Publications | None = MINUTES, read_on: date | None = TODAY, **facts: Any) -> HeldMeeting:
    return HeldMeeting(read_on, read_as, **facts)


def changed(publications: Publications, **facts: Any) -> Publications:
    return {key: replace(one, **facts) for key, one in publications.items()}


@pytest.mark.parametrize(
    ("meeting", "known", "reason"),
    [
        (listed(), HeldMeeting(), Reason.NEW),
        (listed(), held(), None),
        (listed(changed(MINUTES, facts="2")), held(), Reason.CHANGED),
        (listed(changed(MINUTES, document_type="agenda")), held(), Reason.CHANGED),
        (listed({"m2": MINUTES["m"]}), held(), Reason.CHANGED),
        (listed(BOTH), held(AGENDA), Reason.CHANGED),
        (listed(SUPPLEMENTED), held(AGENDA), Reason.CHANGED),
        (listed(MINUTES), held(BOTH), None),
        (listed(MINUTES), held(AGENDA), Reason.CHANGED),
        (listed(), held(None), Reason.UNREAD),
        (listed(), held(is_unread=True), Reason.UNREAD),
        (listed(AGENDA, days=-1), held(AGENDA, is_planned=True), Reason.BEGUN),
        (listed(AGENDA, days=1), held(AGENDA, is_planned=True), None),
        (listed(), held(misses_paper=True), None),
        (listed(), held(misses_paper=True, read_on=YESTERDAY), Reason.PAPER_MISSED),
        (listed(), held(lacking=1), None),
        (listed(), held(lacking=1, read_on=YESTERDAY), Reason.LACKING),
    ],
)
def test_a_meeting_is_read_when_something_speaks_for_it(meeting, known, reason):
    assert why(meeting, known, NOW, RING) is reason


@pytest.mark.parametrize(
    ("now", "before"),
    [(AGENDA, SUPPLEMENTED), ({"a": AGENDA["a"]}, BOTH), ({**AGENDA, "s2": SUPPLEMENTED["s"]}, BOTH)],
)
def test_what_is_gone_without_a_successor_waits_until_it_counts_as_removed(now, before):
    (gone,) = {"a", "s", "m"} & (before.keys() - now.keys())
    long_ago = held(before, TODAY - timedelta(days=100))
    assert why(listed(now, days=-1), long_ago, NOW, RING) is None
    assert why(listed(now, days=-1), replace(long_ago, removed=frozenset({gone})), NOW, RING) is Reason.CHANGED


@pytest.mark.parametrize(("lacking", "waits"), [(1, 1), (2, 2), (3, 4), (4, 7), (9, 7)])
def test_what_could_not_be_had_is_asked_for_less_and_less_often(lacking, waits):
    nights = [days for days in range(9) if why(listed(), held(lacking=lacking, read_on=_before(days)), NOW, RING)]
    # Once in ninety nights it is the meeting's turn anyway; this is not the night.
    assert nights == list(range(waits, 9))


@pytest.mark.parametrize(("days", "ring"), [(-91, 90), (-90, 7), (0, 7), (60, 7), (61, 90)])
def test_the_ring_reads_each_meeting_as_often_as_it_says(days, ring):
    """A year of nights: how long a meeting goes unread at most, whenever it was read first."""
    read_on, waited = TODAY, 0
    for night in range(1, 366):
        now = NOW + timedelta(days=night)
        if why(listed(days=days + night), held(read_on=read_on), now, RING):
            waited = max(waited, (now.date() - read_on).days)
            read_on = now.date()
    assert waited == ring


def test_no_night_reads_much_more_than_its_share():
    meetings = [listed(name=f"koege:7:{number}") for number in range(4812)]
    known = {one.id: held(read_on=YESTERDAY) for one in meetings}
    nights = [plan(meetings, known, NOW + timedelta(days=night), RING) for night in range(89)]
    assert {visit.reason for visits in nights for visit in visits} == {Reason.ALL}
    # 53 each; a stable hash spreads them like dice.
    assert max(map(len, nights)) < 53 * 1.6
    assert min(map(len, nights)) > 53 * 0.4


def test_zero_days_read_all_in_every_crawl():
    assert why(listed(days=-1), held(), NOW, replace(RING, days=0)) is Reason.RING
    assert why(listed(), held(), NOW, replace(RING, days=0)) is None
    assert why(listed(), held(), NOW, replace(RING, all_days=0)) is Reason.ALL


def test_what_is_worth_most_comes_first():
    old = listed(BOTH, name="koege:7:old")
    meetings = [listed(name="koege:7:ring", days=-1), old, listed(name="koege:7:new")]
    known = {
        "koege:7:ring": held(read_on=TODAY - timedelta(days=8)),
        "koege:7:old": held(AGENDA),
    }
    assert [(visit.meeting.id, visit.reason.name) for visit in plan(meetings, known, NOW, RING)] == [
        ("koege:7:new", "NEW"),
        ("koege:7:old", "CHANGED"),
        ("koege:7:ring", "RING"),
    ]


def _before(days: int) -> date:
    return TODAY - timedelta(days=days)
