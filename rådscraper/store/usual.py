"""What is usual at a site, so that a monitor can tell what is not: by as much as was read, however quiet the nights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlite_utils import Database

from rådscraper.monitors import PER_LISTING, PER_READING, Compared, Finding, State

NIGHTS = 30
"""How many crawls are looked back on for what is usual."""

LEAST_READ = 20
"""Meetings it takes to say something: quiet nights are taken together until so many were read."""

LATELY, BEFORE = 60, 365
"""Days: the meetings of the last two months are held against those of the year before."""

ITEM_FIELDS = {
    "decision": "decision is not null",
    "recommendation": "recommendation is not null",
    "case_number": "case_number is not null",
    "attachments": "exists (select 1 from attachments where agenda_item_id = agenda_items.id)",
}
MEETING_FIELDS = {
    "attendances": "exists (select 1 from attendances where meeting_id = meetings.id)",
    "place": "place is not null",
}
FILLED_BEFORE = 0.3
"""The share of rows that had a field to call it usual."""

LEAST_ITEMS, LEAST_MEETINGS, LEAST_HEADINGS = 20, 10, 10
MOST_UNKNOWN = 0.05
"""The share of sections whose heading may always be unknown; above, three times as many as before are too many."""


def add_meetings_read(db: Database) -> None:
    """Let ``crawls`` tell how many meetings were read: most that are listed are not, on most nights."""
    db.table("crawls").add_column("meetings_read", int)


def compared_wordings(db: Database, municipality_id: str, crawl_id: str, read: int) -> dict[str, Compared]:
    """Hold this crawl's problems of wording against those of the crawls before; none where there is too little."""
    before = [
        (str(crawl), int(number))
        for crawl, number in db.execute(
            "select id, meetings_read from crawls where municipality_id = ? and id <> ? and finish_reason = 'finished'"
            " and meetings_read is not null order by datetime(started_at) desc limit ?",
            [municipality_id, crawl_id, 2 * NIGHTS],
        )
    ]
    crawls = [(crawl_id, read), *before]
    counted = _counted(db, [crawl for crawl, _ in crawls])
    return dict(_by_listing(crawls, counted)) | dict(_by_reading(crawls, counted))


def emptied_fields(db: Database, municipality_id: str, today: date) -> Iterator[Finding]:
    """Tell the fields that the minutes of the year before had and those of the last two months have not."""
    of_items = "agenda_items join meetings on meetings.id = meeting_id"
    for fields, rows, least in (
        (ITEM_FIELDS, f"{of_items} where is_open is not 0 and", LEAST_ITEMS),
        (MEETING_FIELDS, "meetings where", LEAST_MEETINGS),
    ):
        was, now = _shares(db, f"{rows} status = 'minutes'", fields, municipality_id, today, least)
        for name in was if now else ():
            if was[name] >= FILLED_BEFORE and now[name] < was[name] / 2:
                told = f"{name} is filled in {now[name]:.0%} of what was held in the last {LATELY} days, in the year"
                yield Finding("emptied", f"{told} before in {was[name]:.0%}", State.FAILING)


def unknown_headings(db: Database, municipality_id: str, today: date) -> Iterator[Finding]:
    """Tell when many more sections than before are of no kind that is known, as when a site names them anew."""
    rows = (
        "sections join agenda_items on agenda_items.id = agenda_item_id join meetings on meetings.id = meeting_id"
        " where heading is not null"
    )
    was, now = _shares(db, rows, {"unknown": "kind = 'other'"}, municipality_id, today, LEAST_HEADINGS)
    if was and now and now["unknown"] > max(MOST_UNKNOWN, min(3 * was["unknown"], (1 + was["unknown"]) / 2)):
        told = f"{now['unknown']:.0%} of the headings of the last {LATELY} days are of no kind known, in the year"
        yield Finding("wordings", f"{told} before {was['unknown']:.0%}")


def _counted(db: Database, crawls: Sequence[str]) -> dict[tuple[str, str], int]:
    marks = ",".join("?" * len(crawls))
    counts = f"select kind, crawl_id, count(*) from problems where crawl_id in ({marks}) group by kind, crawl_id"  # noqa: S608
    return {(kind, crawl): int(number) for kind, crawl, number in db.execute(counts, list(crawls))}


def _by_listing(
    crawls: Sequence[tuple[str, int]], counted: Mapping[tuple[str, str], int]
) -> Iterator[tuple[str, Compared]]:
    """What lists tell is told anew each night: against the fewest, for it grows by a few a night."""
    tonight, *before = (crawl for crawl, _ in crawls[: NIGHTS + 1])
    if before:
        for kind in PER_LISTING:
            least = min(counted.get((kind, crawl), 0) for crawl in before)
            yield kind, Compared(counted.get((kind, tonight), 0), least)


def _by_reading(
    crawls: Sequence[tuple[str, int]], counted: Mapping[tuple[str, str], int]
) -> Iterator[tuple[str, Compared]]:
    """What documents tell is told when they are read: this crawl and as many as it takes against those before them."""
    lately, read = 0, 0
    while lately < len(crawls) and read < LEAST_READ:
        read += crawls[lately][1]
        lately += 1
    recent, before = crawls[:lately], crawls[lately : lately + NIGHTS]
    read_before = sum(number for _, number in before)
    if read < LEAST_READ or read_before < LEAST_READ:
        return
    for kind in PER_READING:
        number, number_before = (sum(counted.get((kind, crawl), 0) for crawl, _ in those) for those in (recent, before))
        yield kind, Compared(number, number_before / read_before * read)


def _shares(
    db: Database, rows: str, fields: Mapping[str, str], municipality_id: str, today: date, least: int
) -> tuple[dict[str, float], dict[str, float]]:
    """The share of rows that have each field, in the year before and lately; empty where there are too few."""
    shares = ", ".join(f"avg({condition})" for condition in fields.values())
    split = today - timedelta(days=LATELY)
    told = []
    for first, last in ((split - timedelta(days=BEFORE), split), (split, today)):
        count, *numbers = db.execute(
            f"select count(*), {shares} from {rows}"  # noqa: S608
            " and meetings.municipality_id = ? and meetings.removed_at is null and date > ? and date <= ?",
            [municipality_id, first.isoformat(), last.isoformat()],
        ).fetchone()
        told.append(dict(zip(fields, numbers, strict=True)) if count >= least else {})
    return told[0], told[1]
