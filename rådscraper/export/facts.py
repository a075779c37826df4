"""What is told of a release besides its rows: when the sites were read, what is unsolved, how much was left out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

LEFT_OUT = {
    "meetings removed at the source": "select count(*) from source.meetings where removed_at is not null",
    "publications removed at the source": "select count(*) from source.documents where removed_at is not null",
    "papers removed at the source": "select count(*) from source.attachments where removed_at is not null",
    "files held back or taken away": "select count(*) from source.files where text_status = 'quarantined'",
    "decisions to take something away": "select count(*) from source.redactions where action = 'redact'",
}
COVERED = """
select
    municipalities.id,
    municipalities.name,
    municipalities.website,
    (select max(finished_at) from source.crawls
        where crawls.municipality_id = municipalities.id and finish_reason = 'finished') as read_at,
    (select count(*) from source.problems join source.crawls on crawls.id = crawl_id
        where crawls.municipality_id = municipalities.id) as problems,
    count(meetings.id) as meetings,
    min(meetings.date) as first_date,
    max(meetings.date) as last_date,
    (select sum(listed) from main.coverage where coverage.municipality_id = municipalities.id) as listed,
    (select sum(missing) from main.coverage where coverage.municipality_id = municipalities.id) as missing
from main.municipalities left join main.meetings on meetings.municipality_id = municipalities.id
group by municipalities.id order by municipalities.name
"""


@dataclass(frozen=True, slots=True)
class Covered:
    """What a release has of one municipality; times and dates as in the tables, numbers None where nobody counted."""

    id: str
    name: str | None
    website: str | None
    read_at: str | None
    problems: int
    meetings: int
    first_date: str | None
    last_date: str | None
    listed: int | None
    missing: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Coverage by municipality, and what was left out with its number."""

    covered: tuple[Covered, ...]
    left_out: dict[str, int]


def gather_facts(db: Database) -> Facts:
    """Ask the source and what was taken out of it, both at the same moment."""
    return Facts(
        tuple(Covered(**row) for row in db.query(COVERED)),
        {what: db.execute(query).fetchone()[0] for what, query in LEFT_OUT.items()},
    )
