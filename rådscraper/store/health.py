"""How sites stand, kept: the state and findings of each crawl, and what its stored meetings tell a monitor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from rådscraper.monitors import Finding, State
from rådscraper.store.cells import Row, cell
from rådscraper.store.usual import emptied_fields, unknown_headings

LEAST_MEETINGS, YEAR, LATE_AFTER, ENDED_AFTER = 8, 365, 62, 240
"""A body with so many meetings in a year met monthly; so many days without one is late; after so many more it ended."""


def create_health(db: Database) -> None:
    """Make the tables ``site_states`` and ``findings``."""
    db.table("site_states").create(
        {"municipality_id": str, "state": str, "since": str, "checked_at": str, "crawl_id": str},
        pk="municipality_id",
        not_null={"state", "since", "checked_at"},
        foreign_keys=[("municipality_id", "municipalities", "id"), ("crawl_id", "crawls", "id")],
    )
    db.table("findings").create(
        {"id": str, "crawl_id": str, "monitor": str, "state": str, "message": str},
        pk="id",
        not_null={"crawl_id", "monitor", "state", "message"},
        foreign_keys=[("crawl_id", "crawls", "id")],
    )
    db.table("findings").create_index(["crawl_id"])
    db.table("site_states").create_index(["crawl_id"])


def history_findings(db: Database, municipality_id: str, today: date) -> Iterator[Finding]:
    """Tell what the stored meetings say: bodies that fell silent, fields no longer filled, headings never seen."""
    yield from _silent_bodies(db, municipality_id, today)
    yield from emptied_fields(db, municipality_id, today)
    yield from unknown_headings(db, municipality_id, today)


def save_state(
    db: Database, municipality_id: str, crawl_id: str, state: State, findings: Iterable[Finding], now: datetime
) -> None:
    """Keep how a site stands, since when, and what was found."""
    known = next(db.table("site_states").rows_where("municipality_id = ?", [municipality_id]), None)
    since = known["since"] if known and known["state"] == state else cell(now)
    row = {"municipality_id": municipality_id, "state": state.value, "since": since}
    told = (
        {"id": f"{crawl_id}:{n}", "crawl_id": crawl_id, **each}
        for n, each in enumerate(
            ({"monitor": one.monitor, "state": one.state.value, "message": one.message} for one in findings), 1
        )
    )
    with db.atomic():
        db.table("site_states").upsert(row | {"checked_at": cell(now), "crawl_id": crawl_id}, pk="municipality_id")
        db.table("findings").insert_all(told, pk="id")


def states(db: Database) -> list[tuple[Row, list[Row]]]:
    """Give each site's state with the findings of the crawl it was told by, in order of the site."""
    return [
        (row, list(db.table("findings").rows_where("crawl_id = ?", [row["crawl_id"]], order_by="rowid")))
        for row in db.table("site_states").rows_where(order_by="municipality_id")
    ]


def _silent_bodies(db: Database, municipality_id: str, today: date) -> Iterator[Finding]:
    rows = db.query(
        "select bodies.name, max(meetings.date) as last, count(*) as number from meetings"
        " join bodies on bodies.id = meetings.body_id"
        " where meetings.municipality_id = :site and meetings.date <= :today and meetings.date > :from"
        " and meetings.removed_at is null and bodies.is_historic is not 1 group by bodies.id",
        {
            "site": municipality_id,
            "today": today.isoformat(),
            "from": (today - timedelta(days=YEAR + LATE_AFTER)).isoformat(),
        },
    )
    for row in rows:
        silent = (today - date.fromisoformat(row["last"])).days
        if row["number"] >= LEAST_MEETINGS and LATE_AFTER < silent <= ENDED_AFTER:
            told = f"{row['name']} met {row['number']} times in the year before and has no meeting since {row['last']}"
            yield Finding("silence", told, State.LATE)
