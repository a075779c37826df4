"""A large database: meetings of many municipalities, texts of real length, in rows laid out by the project itself."""

from __future__ import annotations

import hashlib
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby, product
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from rådscraper.items import (
    AgendaItem,
    Attachment,
    Attendance,
    AttendanceStatus,
    Body,
    Classification,
    Decision,
    DocumentType,
    ItemType,
    Meeting,
    MeetingStatus,
    Municipality,
    Outcome,
    Publication,
    Section,
    SectionKind,
    Vote,
    VoteChoice,
)
from rådscraper.store.cells import Row
from rådscraper.store.rows import TABLES, meeting_rows
from rådscraper.store.search import rebuild_search
from rådscraper.store.writer import Store

DANISH = ZoneInfo("Europe/Copenhagen")
MUNICIPALITIES = 25
BODIES = ("Byrådet", "Økonomiudvalget", "Teknik- og Miljøudvalget", "Børne- og Skoleudvalget", "Ældrerådet")
PERIODS = ((2010, 2013), (2014, 2017), (2018, 2021), (2022, 2025))
ITEMS_OF_MEETING = 15
PRESENT = 11
"""Persons on a meeting's list."""
PAGES_OF_PAPER = 4
PAPERS_A_FILE = 20
"""One paper in so many has its text: the texts of all would be many times the rest."""
MEETINGS_AT_ONCE = 500
SEEN_LAST = "2025-12-31T03:10:00+01:00"
WITHDRAWN, REVISED = 0.002, 0.01
"""Shares of the meetings that are withdrawn, of the items that were changed after publication."""

COMMON, MIDDLING, PAST, RARE = "skolehave", "cykelsti", "mundbind", "lanternefestival"
"""Words of a quarter of all items, of one in a hundred, of most items of 2020 and no other year, and of fifty."""
USUAL = "beslutning"
"""A word that stands in three quarters of the items by itself."""
PHRASE = f"{COMMON} ved havnen"
OF_RARE = 50
PAST_YEAR = 2020
SYLLABLES = ("bo", "ska", "vej", "lin", "gård", "mo", "tre", "ø")
FIRST_MEETING = "kommune01:b01:2010-01-04T18:00"

GOLD = Path(__file__).parents[1] / "gold"
OUTCOMES = (
    *((Outcome.APPROVED, "Godkendt.") for _ in range(9)),
    *((Outcome.NOTED, "Taget til efterretning.") for _ in range(6)),
    *((Outcome.RECOMMENDED, "Anbefales godkendt.") for _ in range(6)),
    *((Outcome.OTHER, "Forvaltningen arbejder videre.") for _ in range(5)),
    *((Outcome.DISCUSSED, "Drøftet."), (Outcome.DISCUSSED, "Udvalget drøftede sagen.")),
    *((Outcome.POSTPONED, "Udsat."), (Outcome.REJECTED, "Afvist.")),
)


def fill(path: Path, items: int) -> None:
    """Write a database of so many items with all that hangs on them, and index it."""
    made = _Made(items)
    with Store.open(path) as store:
        store.db.execute("PRAGMA synchronous = off")
        rows: dict[str, list[Row]] = defaultdict(list)
        for n, meeting in enumerate(made.meetings(), 1):
            _lay_out(rows, meeting, made)
            if n % MEETINGS_AT_ONCE == 0:
                _write(store.db, rows)
                print(f"\r{n * ITEMS_OF_MEETING:,} items written", end="", file=sys.stderr, flush=True)
        _write(store.db, rows)
        _write_bookkeeping(store.db)
        print(f"\rindexing {items:,} items …     ", file=sys.stderr, flush=True)
        rebuild_search(store.db)


def _lay_out(rows: dict[str, list[Row]], meeting: Meeting, made: _Made) -> None:
    seen_at = (meeting.starts_at + timedelta(days=3)).isoformat()
    seen = {"first_seen_at": seen_at, "last_seen_at": SEEN_LAST}
    laid = meeting_rows(meeting)
    for table in TABLES:
        rows[table] += laid[table].values()
    rows["meetings"][-1] |= seen | {"changed_at": seen_at}
    for document in laid["documents"].values():
        document |= seen
    if made.chance(WITHDRAWN):
        rows["meetings"][-1]["removed_at"] = SEEN_LAST
    for item in laid["agenda_items"].values():
        if made.chance(REVISED):
            change = {"before": '{"title": "Før"}', "after": '{"title": "Efter"}'}
            told = {"table_name": "agenda_items", "row_id": item["id"], "meeting_id": item["meeting_id"]}
            rows["revisions"].append(
                {"id": item["id"], "changed_at": seen_at, "cause": "site", "is_after_minutes": 1, **told, **change}
            )
    for sha256 in {paper["file_sha256"] for paper in laid["attachments"].values()} - {None}:
        rows["files"].append({"sha256": sha256, "media_type": "application/pdf", "text_status": "ok", "path": sha256})
        rows["file_pages"] += (
            {"file_sha256": sha256, "page": page, "text": made.page()} for page in range(1, PAGES_OF_PAPER + 1)
        )


def _write(db: Database, rows: dict[str, list[Row]]) -> None:
    """Write rows table by table and forget them; municipalities, bodies and people are told again and again."""
    with db.atomic():
        for table in (*TABLES, "file_pages", "revisions"):
            for columns, alike in groupby(rows[table], key=tuple):
                names, values = ", ".join(columns), ", ".join(f":{name}" for name in columns)
                db.conn.executemany(f"insert or ignore into {table} ({names}) values ({values})", alike)
    rows.clear()


def _write_bookkeeping(db: Database) -> None:
    with db.atomic():
        db.execute(
            "insert into coverage (municipality_id, body_id, year, listed, held, missing)"
            " select municipality_id, body_id, substr(date, 1, 4), count(*), count(*), 0 from meetings group by 2, 3"
        )
        db.execute(
            "with recursive days (n) as (select 1 union all select n + 1 from days where n < 30)"
            " insert into crawls (id, municipality_id, started_at, finished_at, exit_status) select"
            " id || ':' || n, id, printf('2025-12-%02dT03:00:00+01:00', n), printf('2025-12-%02dT03:20:00+01:00', n), 0"
            " from municipalities, days"
        )


class _Made:
    """Draws texts and meetings by chance, the same for the same number of items."""

    def __init__(self, items: int) -> None:
        """Prepare the sentences that all texts are drawn from."""
        self._drawn = random.Random(9)
        self._items, self._told = items, 0
        words = [word for path in sorted(GOLD.glob("*.txt")) for word in path.read_text(encoding="utf-8").split()]
        words += ["".join(self._drawn.choices(SYLLABLES, k=4)) for _ in range(len(words) // 4)]
        self._sentences = [" ".join(self._drawn.choices(words, k=12)) + "." for _ in range(20_000)]

    def chance(self, share: float) -> bool:
        """Draw whether it is so, for a share of all."""
        return self._drawn.random() < share

    def page(self) -> str:
        """Make the text of a page of a paper."""
        mark = f" {PHRASE}" if self.chance(0.25) else ""
        return f"{self._text(15)}{mark}\n"

    def meetings(self) -> Iterator[Meeting]:
        """Give the meetings in the order in which first crawls would: body by body."""
        count = -(-self._items // ITEMS_OF_MEETING)
        places = list(product(range(MUNICIPALITIES), BODIES, PERIODS))
        for place, (municipality, name, (first, last)) in enumerate(places):
            here = count * (place + 1) // len(places) - count * place // len(places)
            slug = f"kommune{municipality + 1:02}"
            of = Municipality(
                slug, f"Kommune {municipality + 1}", f"{901 + municipality:04}", f"https://{slug}.example"
            )
            kind = Classification.COUNCIL if name == BODIES[0] else Classification.COMMITTEE
            number = f"b{place % (len(BODIES) * len(PERIODS)) + 1:02}"
            body = Body(number, name, f"{name} {first}-{last}", kind, f"{first}-{last}", last < PERIODS[-1][1])
            start = datetime(first, 1, 4, 18, tzinfo=DANISH)
            days = (datetime(last, 12, 20, 18, tzinfo=DANISH) - start).days
            for n in range(here):
                # Some minutes apart, so that two meetings of one day are two.
                yield self._meeting(of, body, start + timedelta(days=days * n // here, minutes=n % 60))

    def _meeting(self, municipality: Municipality, body: Body, starts_at: datetime) -> Meeting:
        key = f"{body.id}-{starts_at:%Y%m%d%H%M}"
        page = f"{municipality.website}/vis?id={key}"
        told = starts_at + timedelta(days=2)
        minutes = Publication(key, DocumentType.MINUTES, "Åbent referat", page, page, published_at=told)
        size = min(ITEMS_OF_MEETING, self._items - self._told)
        return Meeting(
            municipality=municipality,
            body=body,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            place="Rådssalen",
            description=None,
            status=MeetingStatus.MINUTES,
            url=page,
            pdf_url=None,
            publications=(minutes,),
            current=((key, "a" * 64),),
            items=tuple(self._item(n, key, page, starts_at) for n in range(1, size + 1)),
            attendances=tuple(self._person(body, n) for n in range(PRESENT)),
        )

    def _person(self, body: Body, n: int) -> Attendance:
        status = AttendanceStatus.EXCUSED if self.chance(0.08) else AttendanceStatus.PRESENT
        return Attendance(f"Medlem {n + 1} af {body.name}", status, party="ABCFOVØ"[n % 7])

    def _item(self, number: int, key: str, page: str, starts_at: datetime) -> AgendaItem:
        n, self._told = self._told, self._told + 1
        outcome, words = self._drawn.choice(OUTCOMES)
        recommendation = self._text(3) if self.chance(0.6) else None
        decision = f"{words} {self._text(1)}"
        sections = [Section("Sagsfremstilling", SectionKind.CASE, f"{self._text(14)} {self._marks(n, starts_at)}\n")]
        sections += [Section("Indstilling", SectionKind.RECOMMENDATION, recommendation)] if recommendation else []
        sections += [Section("Beslutning", SectionKind.DECISION, decision)]
        votes = (Vote(VoteChoice.FOR, None, 9), Vote(VoteChoice.AGAINST, "Liste Ø", 2)) if self.chance(0.03) else ()
        decisions = [Decision(decision, outcome, is_own=True, votes=votes)]
        if self.chance(0.1):
            day = (starts_at - timedelta(days=14)).date()
            decisions.append(Decision("Anbefales.", Outcome.RECOMMENDED, False, BODIES[1], day))
        sha256 = hashlib.sha256(str(n).encode()).hexdigest() if n % PAPERS_A_FILE == 1 else None
        return AgendaItem(
            title=self._text(1)[:60].strip(),
            number=str(number),
            is_open=not self.chance(0.05),
            case_number=f"{starts_at.year % 100}/{n // 3}",
            journal_number="00.30.00",
            item_type=ItemType.DECISION,
            url=f"{page}#{number}",
            summary=self._text(2) if self.chance(0.2) else None,
            recommendation=recommendation,
            decision=decision,
            outcome=outcome,
            sections=tuple(sections),
            decisions=tuple(decisions),
            attachments=tuple(
                Attachment(f"Bilag {one}", f"{page}&bilag={number}.{one}", sha256) for one in range(n % 3)
            ),
            publication_id=key,
        )

    def _text(self, sentences: int) -> str:
        return " ".join(self._drawn.choices(self._sentences, k=sentences))

    def _marks(self, n: int, starts_at: datetime) -> str:
        """The words that searches of the bench ask for, each in its share of the items."""
        marks = [f"Sagen har nr. {n}."]
        marks += [f"En {PHRASE if self.chance(0.2) else COMMON}."] if self.chance(0.25) else []
        marks += [f"En {MIDDLING}."] if self.chance(0.01) else []
        marks += [f"Krav om {PAST}."] if starts_at.year == PAST_YEAR and self.chance(0.7) else []
        marks += [f"Årets {RARE}."] if n % max(1, self._items // OF_RARE) == 0 else []
        return " ".join(marks)
