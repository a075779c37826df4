"""How sites stand, kept: what the stored meetings tell a monitor, and the state and findings of each crawl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from statistics import median

from sqlite_utils import Database

from rådscraper.monitors import Finding, State
from rådscraper.store.cells import cell
from rådscraper.store.rows import Row

NIGHTS = 7
"""How many crawls before are looked at for what is usual."""

LEAST_MEETINGS, YEAR, LATE_AFTER, ENDED_AFTER = 8, 365, 62, 240
"""A body with so many meetings in a year met monthly; so many days without one is late; after so many more it ended."""

FIELDS = ("decision", "recommendation", "case_number")
FILLED_BEFORE, LEAST_BEFORE, LEAST_NOW = 0.3, 50, 20
"""The share of items that had a field to call it usual, of how many items, and how many new ones it takes to say so."""


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


def usual_problems(db: Database, municipality_id: str, crawl_id: str) -> dict[str, float]:
    """Tell how many problems of each kind the crawls before had, as the median; nothing before there are three."""
    crawls = [
        row["id"]
        for row in db.query(
            "select id from crawls where municipality_id = ? and id <> ? and finish_reason = 'finished'"
            " order by datetime(started_at) desc limit ?",
            [municipality_id, crawl_id, NIGHTS],
        )
    ]
    if len(crawls) < 3:
        return {}
    marks = ",".join("?" * len(crawls))
    counted = "select kind, crawl_id, count(*) as number from problems where crawl_id in"
    rows = db.query(f"{counted} ({marks}) group by kind, crawl_id", crawls)
    numbers: dict[str, dict[str, int]] = {}
    for row in rows:
        numbers.setdefault(row["kind"], {})[row["crawl_id"]] = row["number"]
    kinds = {row["kind"] for row in db.query("select distinct kind from problems")}
    return {kind: median(numbers.get(kind, {}).get(crawl, 0) for crawl in crawls) for kind in kinds}


def history_findings(db: Database, municipality_id: str, today: date) -> Iterator[Finding]:
    """Tell what the stored meetings say: bodies that fell silent, and fields that used to be filled."""
    yield from _silent_bodies(db, municipality_id, today)
    yield from _emptied_fields(db, municipality_id, today)


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


def _emptied_fields(db: Database, municipality_id: str, today: date) -> Iterator[Finding]:
    recent = (today - timedelta(days=30)).isoformat()
    counts = ", ".join(f"count({name}) as {name}" for name in FIELDS)
    rows = {
        row["is_new"]: row
        for row in db.query(
            f"select meetings.first_seen_at >= ? as is_new, count(*) as items, {counts} from agenda_items"  # noqa: S608
            " join meetings on meetings.id = agenda_items.meeting_id"
            " where meetings.municipality_id = ? and meetings.status = 'minutes' and agenda_items.is_open is not 0"
            " group by is_new",
            [recent, municipality_id],
        )
    }
    before, now = rows.get(0), rows.get(1)
    if not before or not now or before["items"] < LEAST_BEFORE or now["items"] < LEAST_NOW:
        return
    for name in FIELDS:
        was, share = before[name] / before["items"], now[name] / now["items"]
        if was >= FILLED_BEFORE and share < was / 2:
            told = f"{name} is filled in {share:.0%} of the items of the last 30 days, before in {was:.0%}"
            yield Finding("emptied", told, State.FAILING)
