"""Whatever meetings come, in whatever order and however often: the tables agree with one another."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rådscraper.items import (
    AgendaItem,
    Attachment,
    Attendance,
    AttendanceStatus,
    Decision,
    File,
    Meeting,
    MeetingStatus,
    Outcome,
    Section,
    SectionKind,
    Vote,
    VoteChoice,
)
from rådscraper.store.writer import SaveResult, Store
from tests.conftest import examples
from tests.store.meetings import COUNCIL, KOEGE, NOW, STARTS_AT, a_file, broken_references, publication

TEXTS = st.none() | st.text(st.characters() | st.sampled_from("\0\ud800 æøå"), max_size=6)
NAMES = st.sampled_from(["Bo", "Åse  Ørn", "Åse Ørn", "", "\0"]) | st.text(max_size=4)
FILES: dict[str, File] = {letter * 64: a_file(letter * 64) for letter in "ab"}
PUBLICATIONS = ("p1", "p2", "p3")
DAYS = (12, 19)

attendances = st.lists(
    st.builds(Attendance, NAMES, st.sampled_from(AttendanceStatus), role=TEXTS, party=TEXTS), max_size=3
).map(tuple)
votes = st.lists(
    st.builds(Vote, st.sampled_from(VoteChoice), TEXTS, st.none() | st.integers(0, 31), TEXTS, TEXTS), max_size=2
)
decisions = st.builds(
    Decision,
    st.text(max_size=4),
    st.sampled_from(Outcome),
    st.booleans(),
    TEXTS,
    votes=votes.map(tuple),
    point=TEXTS,
    attendances=attendances,
)
attachments = st.builds(
    Attachment, st.text(max_size=4), st.none() | st.sampled_from(["u1", "u2"]), st.none() | st.sampled_from([*FILES])
)
sections = st.builds(Section, TEXTS, st.sampled_from(SectionKind), TEXTS)


def few(things: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(things, max_size=2).map(tuple)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    listed = draw(st.lists(st.sampled_from(PUBLICATIONS), unique=True))
    states = {name: draw(st.sampled_from(["read", "unread", "superseded"])) for name in listed}
    read = [name for name in listed if states[name] == "read"]
    item = st.builds(
        AgendaItem,
        title=TEXTS,
        number=st.sampled_from([None, "1", "2", "p1", "1-2", "1\0"]),
        summary=TEXTS,
        outcome=st.sampled_from(Outcome),
        sections=few(sections),
        decisions=few(decisions),
        attendances=attendances,
        attachments=few(attachments),
        publication_id=st.sampled_from(read) if read else st.none(),
    )
    return Meeting(
        municipality=KOEGE,
        body=COUNCIL,
        starts_at=STARTS_AT.replace(day=draw(st.sampled_from(DAYS))),
        ends_at=None,
        place=draw(TEXTS),
        status=draw(st.sampled_from(MeetingStatus)),
        url="https://site.example",
        pdf_url=None,
        publications=tuple(map(publication, listed)),
        current=tuple((name, draw(st.sampled_from(["0", "1"])) * 64) for name in read),
        items=draw(st.lists(item, max_size=4).map(tuple)) if read else (),
        attendances=draw(attendances),
        unread=tuple(name for name in listed if states[name] == "unread"),
        files=tuple(FILES.values()),
    )


@examples(short=60, long=500)
@given(st.lists(meetings(), min_size=1, max_size=6))
def test_the_tables_agree_whatever_comes(coming):
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "raad.db") as store:
        for meeting in coming:
            before = {row["id"] for row in store.db.table("meetings").rows}
            held = {row["id"]: row["meeting_id"] for row in store.db.table("documents").rows}
            result = store.save(meeting, None, NOW)
            after = {row["id"] for row in store.db.table("meetings").rows}
            assert result is not SaveResult.NEW or meeting.key not in before
            assert result is SaveResult.NEW or meeting.key in before or not before <= after
            # One that is gone was moved: this meeting has publications of it now.
            assert after - before <= {meeting.key}
            assert before - after <= {held.get(f"koege:{one.id}") for one in meeting.publications}
            assert_stored(store, meeting)
            writes = store.db.conn.total_changes
            assert store.save(meeting, None, NOW) is SaveResult.UNCHANGED
            assert store.db.conn.total_changes == writes


def assert_stored(store: Store, meeting: Meeting) -> None:
    """The meeting is there as told, next to nothing but items of documents that could not be read."""
    db = store.db
    assert broken_references(store) == []
    rows = list(db.table("agenda_items").rows_where("meeting_id = ?", [meeting.key], order_by="position"))
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    told, kept = rows[: len(meeting.items)], rows[len(meeting.items) :]
    assert [row["outcome"] for row in told] == [item.outcome for item in meeting.items]
    assert [row["document_id"] for row in told] == [
        item.publication_id and f"koege:{item.publication_id}" for item in meeting.items
    ]
    assert {row["document_id"] for row in kept} <= {f"koege:{name}" for name in meeting.unread}
    for row, item in zip(told, meeting.items, strict=True):
        here = db.table("attachments").count_where("agenda_item_id = ? and missed_on is null", [row["id"]])
        assert here == len(item.attachments)
    for table, parts in (("sections", "sections"), ("decisions", "decisions")):
        for row, item in zip(told, meeting.items, strict=True):
            assert db.table(table).count_where("agenda_item_id = ?", [row["id"]]) == len(getattr(item, parts))
    for row, item in zip(told, meeting.items, strict=True):
        assert db.table("attendances").count_where("agenda_item_id = ?", [row["id"]]) == len(item.attendances)
    if meeting.attendances or not meeting.unread:
        whole = db.table("attendances").count_where("meeting_id = ? and agenda_item_id is null", [meeting.key])
        assert whole == len(meeting.attendances)
    listed = {f"koege:{publication.id}" for publication in meeting.publications}
    current = {f"koege:{name}" for name in (*dict(meeting.current), *meeting.unread)}
    for document in db.table("documents").rows_where("meeting_id = ?", [meeting.key]):
        assert document["is_current"] == (document["id"] in current)
        listed.discard(document["id"])
    assert not listed
    elsewhere = (
        "select 1 from agenda_items join documents d on d.id = document_id where d.meeting_id <> {} and d.id = ?"
    )
    for name in dict(meeting.current):
        assert db.execute(elsewhere.format("agenda_items.meeting_id"), [f"koege:{name}"]).fetchall() == []
    for any_table in db.tables:
        for column, kind in any_table.columns_dict.items():
            assert kind is not str or not any_table.count_where(f"\"{column}\" = ''")
