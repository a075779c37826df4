from __future__ import annotations

from dataclasses import replace

from rådscraper.items import (
    AgendaItem,
    DocumentType,
)
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import (
    ID,
    LATER,
    NOW,
    column,
    dump,
    full_item,
    items,
    meeting,
    publication,
)


def test_how_a_document_was_read_is_kept_but_is_no_change(store, tmp_path):
    store.save(meeting(), None, NOW)
    store.close()
    with Store.open(tmp_path / "raad.db", extractor_version=2) as store:
        assert store.save(meeting(current=(("p1", "b" * 64),)), None, LATER) is SaveResult.UNCHANGED
        (document,) = store.db.table("documents").rows
        assert (document["content_sha256"], document["extractor_version"]) == ("b" * 64, 2)
        assert column(store, "meetings", "changed_at") == ["2026-03-02T06:00:00+01:00"]


def test_an_agenda_gives_way_to_the_minutes(store):
    agenda = publication("p0", document_type=DocumentType.AGENDA)
    before = meeting(publications=(agenda,), current=(("p0", "0" * 64),), items=items("1", "2", publication_id="p0"))
    store.save(before, None, NOW)
    assert store.save(meeting(publications=(agenda, publication())), None, LATER) is SaveResult.CHANGED
    documents = {row["id"]: row for row in store.db.table("documents").rows}
    assert (documents["koege:p0"]["is_current"], documents["koege:p1"]["is_current"]) == (0, 1)
    assert documents["koege:p0"]["content_sha256"] == "0" * 64
    assert documents["koege:p1"]["first_seen_at"] == "2026-03-03T06:00:00+01:00"
    assert set(column(store, "agenda_items", "document_id")) == {"koege:p1"}


def test_a_document_no_longer_listed_stays_and_is_not_current(store):
    store.save(meeting(), None, NOW)
    renewed = meeting(
        publications=(publication("p9"),), current=(("p9", "9" * 64),), items=items("1", publication_id="p9")
    )
    store.save(renewed, None, LATER)
    documents = {row["id"]: row for row in store.db.table("documents").rows}
    assert documents["koege:p1"]["is_current"] == 0
    assert documents["koege:p1"]["last_seen_at"] == "2026-03-02T06:00:00+01:00"
    assert documents["koege:p9"]["is_current"] == 1
    assert store.save(renewed, None, LATER) is SaveResult.UNCHANGED


def test_a_meeting_that_comes_back_is_no_longer_removed(store):
    store.save(meeting(), None, NOW)
    gone = {"status": "removed", "removed_at": "2026-03-02T09:00:00+01:00"}
    store.db.table("meetings").update(ID, gone)
    assert store.save(meeting(), None, LATER) is SaveResult.CHANGED
    row = store.db.table("meetings").get(ID)
    assert (row["status"], row["removed_at"]) == ("minutes", None)


SUPPLEMENT = publication("p2", document_type=DocumentType.SUPPLEMENTARY_AGENDA)
BOTH = (publication(), SUPPLEMENT)


def test_items_of_a_document_that_could_not_be_read_are_kept(store):
    full = meeting(
        publications=BOTH,
        current=(("p1", "a" * 64), ("p2", "b" * 64)),
        items=(full_item("1"), AgendaItem("Sag 2", "2", publication_id="p2")),
    )
    store.save(full, None, NOW)
    before = dump(store)
    partly = replace(full, current=full.current[1:], unread=("p1",), items=full.items[1:], attendances=())
    assert store.save(partly, None, LATER) is SaveResult.CHANGED
    assert [(row["id"], row["position"]) for row in store.db.table("agenda_items").rows_where(order_by="position")] == [
        (f"{ID}:2", 1),
        (f"{ID}:1", 2),
    ]
    after = dump(store)
    for table in ("sections", "decisions", "votes", "attendances", "attachments"):
        assert after[table] == before[table]
    assert [row["is_current"] for row in after["documents"]] == [1, 1]
    assert [row["content_sha256"] for row in after["documents"]] == ["a" * 64, "b" * 64]
    assert store.save(partly, None, LATER) is SaveResult.UNCHANGED
    store.save(full, None, NOW)
    assert dump(store)["agenda_items"] == before["agenda_items"]


def test_a_kept_item_keeps_its_id(store):
    both = meeting(
        publications=BOTH,
        current=(("p1", "a" * 64), ("p2", "b" * 64)),
        items=items("5") + items("5", publication_id="p2"),
    )
    store.save(both, None, NOW)
    partly = replace(both, current=both.current[1:], unread=("p1",), items=both.items[1:])
    store.save(partly, None, NOW)
    assert {row["id"]: row["document_id"] for row in store.db.table("agenda_items").rows} == {
        f"{ID}:5": "koege:p1",
        f"{ID}:5-2": "koege:p2",
    }


def test_nothing_was_kept_of_what_was_never_read(store):
    unread = meeting(current=(), unread=("p1",), items=(), attendances=())
    assert store.save(unread, None, NOW) is SaveResult.NEW
    (document,) = store.db.table("documents").rows
    assert (document["is_current"], document["content_sha256"], document["extractor_version"]) == (1, None, None)


def test_who_took_part_stays_only_while_something_is_unread(store):
    store.save(meeting(), None, NOW)
    store.save(meeting(current=(), unread=("p1",), items=(), attendances=()), None, NOW)
    assert column(store, "attendances", "id", "id") == [f"{ID}:37:m1", f"{ID}:m1", f"{ID}:m2"]
    store.save(meeting(attendances=()), None, NOW)
    assert column(store, "attendances", "id") == [f"{ID}:37:m1"]
