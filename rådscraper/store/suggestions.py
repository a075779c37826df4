"""Names that may be one person's: suggested to a reader with a score, never merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz import fuzz
from sqlite_utils import Database

LEAST_SCORE = 85.0
"""The least likeness, of 100, that is suggested: two letters of twelve changed, or an initial left out."""

_FIRST_PERIOD, _YEARS = 2006, 4

_SEEN = """
select meetings.body_id, substr(meetings.date, 1, 4) as year, attendances.person_id, people.name, count(*) as times
from attendances
join meetings on meetings.id = attendances.meeting_id
join people on people.id = attendances.person_id
where meetings.municipality_id = ?
group by meetings.body_id, year, attendances.person_id
"""

_ON_ONE_LIST = """
select 1
from attendances as one
join attendances as other
    on other.meeting_id = one.meeting_id and other.agenda_item_id is one.agenda_item_id
where one.person_id = ? and other.person_id = ?
limit 1
"""

_KEY = ("person_id", "other_person_id", "body_id", "period")


def suggest_people(db: Database, municipality_id: str) -> None:
    """Bring the municipality's rows of ``people_suggestions`` up to date; what stays the same is not written.

    Names are held against those of one body and election period. The rarer of two is ``person_id``, the other
    ``other_person_id``. Two names that stand on one list anywhere are two people.
    """
    table = db.table("people_suggestions")
    wanted = {tuple(row[column] for column in _KEY): row for row in _suggestions(db, municipality_id)}
    where = "person_id in (select id from people where municipality_id = ?)"
    stored = {tuple(row[column] for column in _KEY): row for row in table.rows_where(where, [municipality_id])}
    with db.atomic():
        for key in stored.keys() - wanted.keys():
            table.delete(key)
        table.upsert_all([row for key, row in wanted.items() if stored.get(key) != row], pk=_KEY)


def _suggestions(db: Database, municipality_id: str) -> Iterator[dict[str, str | float]]:
    seen: dict[tuple[str, str], Counter[str]] = {}
    names: dict[str, str] = {}
    for row in db.query(_SEEN, [municipality_id]):
        names[row["person_id"]] = row["name"].casefold()
        seen.setdefault((row["body_id"], _period(int(row["year"]))), Counter())[row["person_id"]] += row["times"]
    apart: dict[tuple[str, str], bool] = {}
    for (body_id, period), times in seen.items():
        for one, other, score in _alike(times, names):
            if (one, other) not in apart:
                apart[one, other] = bool(db.execute(_ON_ONE_LIST, [one, other]).fetchone())
            if not apart[one, other]:
                rarer, known = sorted((one, other), key=lambda person: (times[person], person))
                yield dict(zip((*_KEY, "score"), (rarer, known, body_id, period, score), strict=True))


def _alike(people: Iterable[str], names: dict[str, str]) -> Iterator[tuple[str, str, float]]:
    for one, other in combinations(sorted(people), 2):
        score = fuzz.ratio(names[one], names[other], score_cutoff=LEAST_SCORE)
        if score:
            yield one, other, round(score, 1)


def _period(year: int) -> str:
    """Name the election period of a year: four years from 2006 on, the first of January after each election."""
    first = year - (year - _FIRST_PERIOD) % _YEARS
    return f"{first}-{first + _YEARS - 1}"
