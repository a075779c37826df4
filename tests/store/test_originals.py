"""Where rows came from: the same fetch is one row, and a source comes back as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from rådscraper.items import Attachment, Content, KeptSource, Source
from rådscraper.store.choosing import choose_sources, is_superseded, source_of
from rådscraper.store.original_tables import create_originals
from rådscraper.store.source_json import as_json, from_json
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import COUNCIL, DANISH, ID, KOEGE, LATER, NOW, STARTS_AT, a_file, items, meeting, publication

CONTENTS = tuple(Content("p1", layout, f"https://site.example/{layout}", layout.encode()) for layout in ("json", "pdf"))
SOURCE = KeptSource.of(
    Source(KOEGE, COUNCIL, STARTS_AT, (publication(ends_at=STARTS_AT, place="Å"),), CONTENTS, ("p2",))
)
ADDRESS = "https://site.example/bilag/1"


def fetched(store: Store, sha256: str, now: datetime = NOW, url: str = ADDRESS) -> None:
    store.originals.note_fetched(sha256, 5, "text/html", url, now)


def test_a_source_comes_back_as_it_was():
    again = from_json(as_json(SOURCE))
    assert again == SOURCE
    assert as_json(again) == as_json(SOURCE)
    assert again.key == ID


def test_a_number_in_what_a_source_tells_is_written_nowhere(store):
    number, address = "010190-1234", "https://site.example/Referat%20010190-1234.pdf"
    told = publication(title=f"Om {number}", place=number, url=address, source_url=address, pdf_url=address)
    body = replace(COUNCIL, name=f"Udvalg {number}", printed_name=f"Udvalg {number}")
    contents = (Content("p1", "pdf", address, b"%PDF-"),)
    source = KeptSource.of(Source(KOEGE, body, STARTS_AT, (told,), contents))
    made = meeting(source=source, body=body, publications=(told,), url=address, pdf_url=address)
    store.begin_crawl(KOEGE, NOW)
    for now in (NOW, LATER):
        fetched(store, source.originals[0].sha256, now, address)
        store.originals.begin(source, now)
        result = store.save(made, None, now)
    assert result is SaveResult.UNCHANGED
    (row,) = store.db.table("document_originals").rows
    assert row["url"] == "https://site.example/Referat%20******-****.pdf"
    assert number not in "\n".join(store.db.conn.iterdump())


def test_half_a_surrogate_pair_and_a_nul_do_no_harm(store):
    odd = KeptSource.of(Source(KOEGE, COUNCIL, STARTS_AT, (publication(title="A\ud83d\0B"),), CONTENTS))
    store.save(meeting(source=odd), None, NOW)
    (row,) = store.db.table("meeting_sources").rows
    assert from_json(row["source"]).publications[0].title == "A\N{REPLACEMENT CHARACTER}\0B"


def test_an_address_has_a_row_whenever_it_gives_something_else(store):
    for n, sha256 in enumerate(["a" * 64, "a" * 64, "b" * 64, "a" * 64, "a" * 64]):
        fetched(store, sha256, datetime(2026, 3, 1 + n, tzinfo=DANISH))
    rows = [(row["sha256"][0], row["fetched_at"][:10]) for row in store.db.table("original_fetches").rows]
    assert rows == [("a", "2026-03-01"), ("b", "2026-03-03"), ("a", "2026-03-04")]
    assert [row["first_fetched_at"][:10] for row in store.db.table("originals").rows] == ["2026-03-01", "2026-03-03"]


def test_what_is_fetched_again_is_no_change(store):
    store.begin_crawl(KOEGE, NOW)
    hashes = [original.sha256 for original in SOURCE.originals]
    for now in (NOW, LATER):
        for original in SOURCE.originals:
            fetched(store, original.sha256, now, original.url)
        store.originals.begin(SOURCE, now)
        result = store.save(meeting(source=SOURCE), None, now)
        told = [(row["sha256"], row["fetched_at"]) for row in store.db.table("document_originals").rows]
        assert told == [(sha256, NOW.isoformat()) for sha256 in hashes]
        assert list(store.db.table("unread_sources").rows) == []
    assert result is SaveResult.UNCHANGED


def test_what_could_not_be_read_stays_noted_while_the_older_source_is_read_again(store):
    newer = KeptSource.of(Source(KOEGE, COUNCIL, STARTS_AT, (publication(),), CONTENTS[:1]))
    store.save(meeting(source=SOURCE), None, NOW)
    store.originals.begin(newer, LATER)
    store.originals.note_failed(newer.key, ValueError("ulæseligt"))
    store.save(meeting(source=SOURCE), None, LATER, seen_at=NOW)
    (row,) = store.db.table("unread_sources").rows
    assert (row["meeting_id"], row["error"]) == (ID, "ValueError: ulæseligt")
    chosen = choose_sources(store.db, 99)
    assert [(one.is_stored, source_of(store.db, one)) for one in chosen] == [(True, SOURCE), (False, newer)]
    store.save(meeting(source=newer), None, LATER)
    assert list(store.db.table("unread_sources").rows) == []


def test_what_the_site_lists_elsewhere_since_is_overtaken(store):
    store.save(meeting(source=SOURCE), None, LATER)
    moved = KeptSource.of(Source(KOEGE, COUNCIL, STARTS_AT.replace(hour=9), (publication(),), CONTENTS))
    assert is_superseded(store.db, moved, NOW)
    assert not is_superseded(store.db, moved, datetime(2026, 4, 1, tzinfo=DANISH))
    assert not is_superseded(store.db, SOURCE, NOW)


def test_a_meeting_whose_documents_have_moved_is_not_read_again(store):
    store.save(meeting(source=SOURCE), None, NOW)
    late = KeptSource.of(Source(KOEGE, COUNCIL, STARTS_AT.replace(hour=20), (publication(),), CONTENTS))
    store.save(meeting(starts_at=late.starts_at, source=late), None, LATER)
    assert [source_of(store.db, one) for one in choose_sources(store.db, 99)] == [late]


def test_reading_again_finds_the_file_of_an_attachment_by_its_address(store):
    held, unfetched = (Attachment("Bilag", ADDRESS, "f" * 64),), (Attachment("Bilag", ADDRESS),)
    first = replace(items("1")[0], attachments=held)
    store.save(meeting(items=(first,), files=(a_file("f" * 64, url=ADDRESS),)), None, NOW)
    renumbered = replace(first, number="2", attachments=unfetched)
    store.save(meeting(items=(renumbered,)), None, LATER, seen_at=NOW)
    (row,) = store.db.table("attachments").rows
    assert (row["id"], row["file_sha256"]) == (f"{ID}:2:a1", "f" * 64)


def test_a_database_from_before_learns_the_addresses_of_its_files(tmp_path):
    path = tmp_path / "raad.db"
    with Store.open(path) as store:
        paper = type(items("1")[0])(
            "Sag", "1", attachments=(Attachment("Bilag", ADDRESS, "f" * 64),), publication_id="p1"
        )
        store.save(meeting(items=(paper,), files=(a_file("f" * 64),)), None, NOW)
        assert store.known_file(ADDRESS) is None
    with closing(sqlite3.connect(path)) as db:
        made = ("document_originals", "original_fetches", "file_fetches", "meeting_sources", "unread_sources")
        for table in (*made, "oversized_files", "originals"):
            db.execute(f"drop table {table}")
        db.execute("delete from _sqlite_migrations where name = ?", [create_originals.__name__])
        db.commit()
    with Store.open(path) as store:
        assert store.known_file(ADDRESS) == a_file("f" * 64, url=ADDRESS)


@pytest.mark.parametrize("table", ["original_fetches", "document_originals", "meeting_sources", "file_fetches"])
def test_every_reference_leads_somewhere_and_is_indexed(store, table):
    told = store.db.table(table)
    led = {index.columns[0] for index in told.indexes}
    keys = [column.name for column in told.columns if column.is_pk]
    assert told.foreign_keys
    assert all(reference.column in led | {keys[0]} for reference in told.foreign_keys)
