from __future__ import annotations

import pytest

from rådscraper.items import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Outcome,
)
from rådscraper.store.writer import SaveResult
from tests.store.meetings import (
    ID,
    NOW,
    broken_references,
    column,
    dump,
    items,
    meeting,
)


def test_a_meeting_becomes_rows(store):
    assert store.save(meeting(), None, NOW) is SaveResult.NEW
    rows = dump(store)
    assert rows["bodies"] == [
        {
            "id": "koege:7",
            "municipality_id": "koege",
            "name": "Byrådet",
            "name_key": "byråd",
            "printed_name": "Byrådet 2018-2021",
            "classification": "council",
            "period": "2018-2021",
            "is_historic": 1,
        }
    ]
    assert rows["meetings"] == [
        {
            "id": ID,
            "municipality_id": "koege",
            "body_id": "koege:7",
            "date": "2021-04-12",
            "starts_at": "2021-04-12T18:00:00+02:00",
            "ends_at": None,
            "place": "Byrådssalen",
            "description": "Mødet streames.",
            "status": "minutes",
            "url": "https://site.example/vis?id=p1",
            "pdf_url": None,
            "first_seen_at": "2026-03-02T06:00:00+01:00",
            "last_seen_at": "2026-03-02T06:00:00+01:00",
            "changed_at": "2026-03-02T06:00:00+01:00",
            "removed_at": None,
            "meeting_case_number": None,
            "meeting_document_number": None,
        }
    ]
    assert rows["documents"] == [
        {
            "id": "koege:p1",
            "meeting_id": ID,
            "document_type": "minutes",
            "title": "Åbent referat",
            "is_current": 1,
            "url": "https://site.example/vis?id=p1",
            "pdf_url": None,
            "source_url": "https://site.example/api/p1",
            "published_at": "2021-04-14T09:30:00+02:00",
            "first_seen_at": "2026-03-02T06:00:00+01:00",
            "last_seen_at": "2026-03-02T06:00:00+01:00",
            "removed_at": None,
            "content_sha256": "a" * 64,
            "extractor_version": 1,
        }
    ]
    assert [(row["id"], row["position"], row["document_id"]) for row in rows["agenda_items"]] == [
        (f"{ID}:37", 1, "koege:p1"),
        (f"{ID}:p2", 2, "koege:p1"),
    ]
    assert rows["agenda_items"][0] | {"summary": None} == {
        "id": f"{ID}:37",
        "meeting_id": ID,
        "document_id": "koege:p1",
        "position": 1,
        "number": "37",
        "title": "Budget",
        "is_open": 1,
        "case_number": "21/6904",
        "journal_number": "00.30.00",
        "kle_main_group": "00",
        "document_number": None,
        "item_type": "decision",
        "planned_time": "18:10",
        "url": None,
        "summary": None,
        "recommendation": "At budgettet godkendes.",
        "decision": "Godkendt.",
        "outcome": "approved",
    }
    assert rows["agenda_items"][1]["outcome"] == "none"
    assert broken_references(store) == []


def test_what_hangs_on_an_item_becomes_rows(store):
    store.save(meeting(), None, NOW)
    rows = dump(store)
    assert rows["sections"][1] == {
        "id": f"{ID}:37:s2",
        "agenda_item_id": f"{ID}:37",
        "position": 2,
        "heading": "Beslutning",
        "kind": "decision",
        "text": "Godkendt.\n",
    }
    assert rows["decisions"][1] == {
        "id": f"{ID}:37:d2",
        "agenda_item_id": f"{ID}:37",
        "meeting_id": ID,
        "position": 2,
        "point": None,
        "body_name": "Økonomiudvalget",
        "body_name_key": "økonomiudvalg",
        "decided_on": "2021-04-06",
        "text": "Anbefales.",
        "outcome": "recommended",
        "is_own": 0,
    }
    own = f"{ID}:37:d1"
    assert [(row["id"], row["decision_id"], row["choice"], row["voter"], row["count"]) for row in rows["votes"]] == [
        (f"{own}:v1", own, "for", None, 14),
        (f"{own}:v2", own, "against", "Enhedslisten (Ø)", None),
    ]
    assert [(row["party"], row["point"]) for row in rows["votes"]] == [(None, None), (None, "2")]
    quoted = f"{ID}:37:d2"
    assert rows["decision_attendances"] == [
        {
            "id": f"{quoted}:m1",
            "decision_id": quoted,
            "person_id": "koege:Ida Holm",
            "name": "Ida Holm",
            "status": "absent",
            "party": "F",
            "substitute_for": None,
        }
    ]
    assert rows["attachments"][0] == {
        "id": f"{ID}:37:a1",
        "meeting_id": ID,
        "agenda_item_id": f"{ID}:37",
        "position": 1,
        "title": "Bilag 1",
        "url": "https://site.example/bilag/1",
        "file_sha256": None,
        "removed_at": None,
        "missed_on": None,
        "missed_days": None,
        "is_name_masked": None,
    }
    assert rows["people"] == [
        {"id": "koege:Ida Holm", "municipality_id": "koege", "name": "Ida Holm"},
        {"id": "koege:Lars Jensen", "municipality_id": "koege", "name": "Lars Jensen"},
        {"id": "koege:Åse Ørn", "municipality_id": "koege", "name": "Åse Ørn"},
    ]
    assert [(row["id"], row["agenda_item_id"], row["person_id"], row["name"]) for row in rows["attendances"]] == [
        (f"{ID}:37:m1", f"{ID}:37", "koege:Lars Jensen", "Lars Jensen"),
        (f"{ID}:m1", None, "koege:Lars Jensen", "Lars  Jensen"),
        (f"{ID}:m2", None, "koege:Åse Ørn", "Åse Ørn"),
    ]


@pytest.mark.parametrize(
    ("numbers", "ids"),
    [
        (("1", "1", "1"), ("1", "1-2", "1-3")),
        (("1", "1", "1-2"), ("1", "1-2", "1-2-2")),
        ((None, None), ("p1", "p2")),
        ((None, "p1", ""), ("p1", "p1-2", "p3")),
        (("5", "5\0", " 5 "), ("5", "5-2", "5-3")),
    ],
)
def test_ids_are_made_from_printed_numbers(store, numbers, ids):
    store.save(meeting(items=items(*numbers)), None, NOW)
    assert column(store, "agenda_items", "id", "position") == [f"{ID}:{number}" for number in ids]


def test_text_that_sqlite_cannot_hold_does_not_stop_a_save(store):
    spoilt = AgendaItem(
        title="Sag\0en \ud800",
        number="4\0",
        summary="",
        outcome=Outcome.OTHER,
        attendances=(Attendance("Bo\0  Bi", AttendanceStatus.RECUSED), Attendance("\0", AttendanceStatus.RECUSED)),
        publication_id="p1",
    )
    told = meeting(items=(spoilt,), place="\ud83d", url="")
    store.save(told, None, NOW)
    (row,) = store.db.table("agenda_items").rows
    assert (row["id"], row["title"], row["summary"]) == (f"{ID}:4", "Sagen \N{REPLACEMENT CHARACTER}", None)
    people = [
        (row["person_id"], row["name"]) for row in store.db.table("attendances").rows_where("agenda_item_id <> ''")
    ]
    assert people == [("koege:Bo Bi", "Bo  Bi"), (None, None)]
    (row,) = store.db.table("meetings").rows
    assert (row["place"], row["url"]) == ("\N{REPLACEMENT CHARACTER}", None)
    assert store.save(told, None, NOW) is SaveResult.UNCHANGED


def test_a_very_long_agenda_is_stored(store):
    store.save(meeting(items=items(*map(str, range(1, 1301)))), None, NOW)
    assert column(store, "agenda_items", "position", "position") == list(range(1, 1301))
    store.save(meeting(items=items("1300")), None, NOW)
    assert column(store, "agenda_items", "id") == [f"{ID}:1300"]
