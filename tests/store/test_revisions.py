"""Every change of a stored row that a reader could see is told with what stood before and what stands now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rådscraper.items import AgendaItem, DocumentType, KeptSource, MeetingStatus, Original, Outcome
from rådscraper.store.redacting import Operator
from rådscraper.store.writer import Store
from tests.store.meetings import COUNCIL, ID, KOEGE, LATER, NOW, STARTS_AT, full_item, items, meeting, publication

CPR = "010190-1234"


def told(store: Store, **where: Any) -> list[tuple[str, str, Any, Any]]:
    """Revisions as table, id, before and after."""
    wanted = " and ".join(f"{column} = :{column}" for column in where) or "1"
    return [
        (row["table_name"], row["row_id"], *(row[column] and json.loads(row[column]) for column in ("before", "after")))
        for row in store.db.table("revisions").rows_where(wanted, where, order_by="rowid")
    ]


def source_of(sha256: str) -> KeptSource:
    return KeptSource(
        KOEGE, COUNCIL, STARTS_AT, (publication(),), (Original("p1", "text", "https://x.example", sha256),)
    )


@pytest.fixture
def stored(store):
    store.save(meeting(source=source_of("a" * 64)), None, NOW)
    return store


def test_a_new_meeting_and_one_that_is_the_same_tell_nothing(stored):
    stored.save(meeting(source=source_of("a" * 64)), None, LATER)
    assert told(stored) == []


def test_only_the_columns_that_changed_are_told(stored):
    item = replace(full_item(), title="Budget 2022")
    crawl = stored.begin_crawl(KOEGE, LATER)
    stored.save(meeting(items=(item, AgendaItem("Eventuelt", publication_id="p1"))), crawl, LATER)
    assert told(stored) == [("agenda_items", f"{ID}:37", {"title": "Budget"}, {"title": "Budget 2022"})]
    (row,) = stored.db.table("revisions").rows
    assert (row["crawl_id"], row["meeting_id"], row["changed_at"]) == (crawl, ID, "2026-03-03T06:00:00+01:00")


def test_what_comes_has_no_before_and_what_goes_no_after(stored):
    stored.save(meeting(items=(full_item(), AgendaItem("Lukket punkt", "38", publication_id="p1"))), None, LATER)
    found = {(table, key): (before, after) for table, key, before, after in told(stored)}
    assert set(found) == {("agenda_items", f"{ID}:38"), ("agenda_items", f"{ID}:p2")}
    before, after = found["agenda_items", f"{ID}:38"]
    assert (before, after["title"]) == (None, "Lukket punkt")
    before, after = found["agenda_items", f"{ID}:p2"]
    assert (before["title"], after) == ("Eventuelt", None)


def test_what_the_agenda_said_stays_when_minutes_take_over_with_the_ids_of_its_items(store):
    agenda = publication("a1", document_type=DocumentType.AGENDA, title="Dagsorden")
    planned = {"publications": (agenda,), "current": (("a1", "b" * 64),), "status": MeetingStatus.PLANNED}
    store.save(meeting(**planned, items=items("1", "2", "3", publication_id="a1")), None, NOW)
    ids = [row["id"] for row in store.db.table("agenda_items").rows]
    minutes = (AgendaItem("Sag 1", "1", decision="Udsat.", outcome=Outcome.POSTPONED, publication_id="p1"),)
    store.save(meeting(publications=(agenda, publication()), items=(*minutes, *items("2", "3"))), None, LATER)
    assert [row["id"] for row in store.db.table("agenda_items").rows] == ids
    of_items = [one for one in told(store, table_name="agenda_items") if one[1] == f"{ID}:1"]
    (told_before,) = [before for _, _, before, _ in of_items]
    assert told_before == {"document_id": "koege:a1", "decision": None, "outcome": "none"}
    assert ("meetings", ID, {"status": "planned"}, {"status": "minutes"}) in [
        (table, key, {"status": before.get("status")}, {"status": after.get("status")})
        for table, key, before, after in told(store, table_name="meetings")
    ]
    assert list(store.db.view("changed_after_publication").rows) == []


def test_what_is_altered_when_the_minutes_are_out_is_in_the_view(stored):
    item = replace(full_item(), decision="Ikke godkendt.", outcome=Outcome.REJECTED)
    item = replace(item, decisions=(replace(item.decisions[0], text="Ikke godkendt."), *item.decisions[1:]))
    altered = meeting(items=(item, AgendaItem("Eventuelt", publication_id="p1")), source=source_of("b" * 64))
    stored.save(altered, None, LATER)
    rows = list(stored.db.view("changed_after_publication").rows)
    assert {(row["table_name"], row["title"], row["body_name"], row["date"]) for row in rows} == {
        ("agenda_items", "Budget", "Byrådet", "2021-04-12"),
        ("decisions", "Budget", "Byrådet", "2021-04-12"),
    }
    assert {row["agenda_item_id"] for row in rows} == {f"{ID}:37"}
    assert json.loads(rows[0]["before"]) == {"decision": "Godkendt.", "outcome": "approved"}


def test_what_is_only_read_otherwise_is_told_and_not_in_the_view(stored):
    item = replace(full_item(), decision="Vedtaget.")
    stored.save(
        meeting(items=(item, AgendaItem("Eventuelt", publication_id="p1")), source=source_of("a" * 64)), None, LATER
    )
    assert [key for _, key, _, _ in told(stored, cause="reading")] == [f"{ID}:37"]
    assert list(stored.db.view("changed_after_publication").rows) == []


def test_no_personal_number_enters(stored):
    """Neither what is masked when it comes nor what an older version stored unmasked."""
    with stored.db.atomic():
        stored.db.table("agenda_items").update(f"{ID}:37", {"summary": f"Ansøgning fra {CPR}."})
    stored.save(meeting(items=(replace(full_item(), summary=f"Klage fra {CPR}."),)), None, LATER)
    before, after = next((before, after) for _, key, before, after in told(stored) if key == f"{ID}:37")
    assert before == {"summary": "Ansøgning fra ******-****."}
    assert after == {"summary": "Klage fra ******-****."}


def test_what_is_taken_away_is_forgotten_with_all_that_hung_on_it(stored, tmp_path: Path):
    item = replace(full_item(), title="Klage", sections=(), decisions=())
    stored.save(meeting(items=(item, AgendaItem("Andet", publication_id="p1"))), None, LATER)
    assert {"sections", "decisions"} <= {table for table, *_ in told(stored)}
    Operator(stored, tmp_path, LATER + timedelta(days=1), "en klage").redact(f"{ID}:37")
    assert [key for _, key, _, _ in told(stored)] == [f"{ID}:p2"]
