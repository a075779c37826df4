"""What a site lists against what is held with its content: by body and year, and meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from rådscraper.store.cells import Row

_HELD = """
    exists (
        select 1 from documents
        where meeting_id = listed_meetings.id and is_current = 1 and content_sha256 is not null
    )
"""
_COUNTED = f"""
    select municipality_id, body_id, cast(substr(starts_at, 1, 4) as integer) as year,
        count(*) as listed, sum(held) as held, sum(not held) as missing,
        min(case when not held then first_listed_at end) as missing_since
    from (select *, {_HELD} as held from listed_meetings where municipality_id = ?)
    group by body_id, year order by body_id, year
"""  # noqa: S608
_MISSING = f"""
    select id, first_listed_at from listed_meetings where municipality_id = ? and not {_HELD} order by starts_at desc
"""  # noqa: S608
_LAST_LISTED = "select listed_at, unreadable from listings where municipality_id = ? order by rowid desc limit 1"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A site's coverage: ``rows`` of the table by body's name and year, ``missing`` pairs of meeting id and since when.

    ``unreadable`` is how many entries of the last listing, of ``listed_at``, could not be read: no row counts them.
    """

    site: str
    rows: tuple[Row, ...]
    missing: tuple[tuple[str, str], ...]
    listed_at: str | None
    unreadable: int

    @property
    def is_complete(self) -> bool:
        """Whether all that the site lists is held, and it lists something."""
        return bool(self.rows) and not self.missing and not self.unreadable

    @property
    def sentence(self) -> str:
        """Say it in one sentence: ``koege: 4,812 of 4,812 meetings held``."""
        if not self.rows:
            return f"{self.site}: no list of its meetings has been read"
        listed, held = (sum(row[name] for row in self.rows) for name in ("listed", "held"))
        unreadable = f", and {self.unreadable:,} entries of the list could not be read" if self.unreadable else ""
        return f"{self.site}: {held:,} of {listed:,} meetings held{unreadable}"


def add_missing_since(db: Database) -> None:
    """Let ``coverage`` tell since when the first of what is missing has been listed."""
    db.table("coverage").add_column("missing_since", str)


def note_coverage(db: Database, municipality: str) -> None:
    """Count anew what a municipality's site lists and what of it is held."""
    with db.atomic():
        db.table("coverage").delete_where("municipality_id = ?", [municipality])
        db.table("coverage").insert_all(list(db.query(_COUNTED, [municipality])), pk=("body_id", "year"))


def coverage_of(db: Database, municipality: str) -> Coverage:
    """Read a municipality's coverage as it was counted last."""
    rows = db.query(
        "select bodies.name, coverage.* from coverage join bodies on bodies.id = body_id"
        " where coverage.municipality_id = ? order by bodies.name, body_id, year",
        [municipality],
    )
    listed_at, unreadable = next(iter(db.execute(_LAST_LISTED, [municipality])), (None, 0))
    missing = tuple(_pairs(db, municipality))
    return Coverage(municipality, tuple(rows), missing, listed_at, unreadable or 0)


def _pairs(db: Database, municipality: str) -> Iterator[tuple[str, str]]:
    for meeting_id, since in db.execute(_MISSING, [municipality]):
        yield str(meeting_id), str(since)
