from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.items import AgendaItem, Attachment, Section, SectionKind
from rådscraper.store.search import (
    create_search,
    index_file_pages,
    index_meeting,
    is_out_of_step,
    rebuild_search,
)
from rådscraper.store.search_tables import INDEXES, drop_index
from rådscraper.store.writer import SaveResult, Store
from tests.conftest import examples
from tests.store.meetings import ID, LATER, NOW, a_file, full_item, items, meeting, publication
from tests.store.searching import faults, found, put_pages
from tests.store.test_any_meeting import meetings

SHA = "a" * 64


def item(title: str, *sections: Section, **facts: str) -> AgendaItem:
    return AgendaItem(title, sections=sections, publication_id="p1", **facts)  # type: ignore[arg-type]


def test_an_item_is_found_by_all_its_text(store):
    case = Section("Sagsfremstilling", SectionKind.CASE, "Legepladsen er slidt.\n")
    unusual = Section("Vejrforhold", SectionKind.OTHER, "Det blæser.\n")
    texts = {"summary": "Kort om kloakken.", "recommendation": "At broen males.", "decision": "Udsat til maj."}
    store.save(meeting(items=(item("Cykelsti", case, unusual, **texts), item("Eventuelt"))), None, NOW)
    for typed in ("cykelstien", "kloak", "broer", "maj", "legepladser", "slidt", "vejrforhold", "blæser"):
        assert found(store, typed) == ["Cykelsti"], typed


def test_a_standing_heading_finds_nothing(store):
    store.save(meeting(items=(item("Vej", Section("Sagsfremstilling", SectionKind.CASE, "Ny vej.\n")),)), None, NOW)
    assert found(store, "sagsfremstilling") == []


def test_what_stands_in_a_column_and_in_a_section_is_indexed_once(store):
    told = Section("Resumé", SectionKind.SUMMARY, "Kort om kloakken.")
    store.save(meeting(items=(item("Vej", told, summary="Kort om kloakken."),)), None, NOW)
    assert [row["text"] for row in store.db.query("select text from searchable_items")] == [None]


def test_letters_are_the_letters_they_are(store):
    store.save(meeting(items=(item("Byens råd"), item("En rad træer"))), None, NOW)
    assert found(store, "råd") == ["Byens råd"]
    assert found(store, "rad") == ["En rad træer"]


def test_a_changed_item_is_found_by_its_new_words_only(store):
    store.save(meeting(items=(item("Skole", Section("Sag", SectionKind.CASE, "Taget er utæt.\n")),)), None, NOW)
    store.save(meeting(items=(item("Skole", Section("Sag", SectionKind.CASE, "Vinduet er rødt.\n")),)), None, LATER)
    assert found(store, "utæt") == []
    assert found(store, "vinduer") == ["Skole"]
    assert faults(store) == []


def test_an_item_that_goes_is_found_no_more(store):
    store.save(meeting(items=(item("Havnen"), item("Skoven"))), None, NOW)
    store.save(meeting(items=(item("Havnen"),)), None, LATER)
    assert found(store, "skov") == []
    assert found(store, "havn") == ["Havnen"]
    assert faults(store) == []


def test_a_removed_meeting_leaves_the_search_until_it_is_back(store):
    store.save(meeting(), None, NOW)
    store.db.table("meetings").update(ID, {"removed_at": "2026-03-02T06:00:00+01:00", "status": "removed"})
    assert found(store, "budget") == []
    assert index_meeting(store.db, ID) == 0
    rebuild_search(store.db)
    assert found(store, "budget") == []
    assert faults(store) == []
    assert store.save(meeting(), None, LATER) is SaveResult.CHANGED
    assert found(store, "budget") == ["Budget"]


def test_pages_are_found_once_they_are_indexed(store):
    put_pages(store, SHA, "Forside", "Skolehaveprojektet begynder.")
    assert found(store, "skolehave*", "file_pages", "page") == []
    assert index_file_pages(store.db, SHA) == 2
    assert found(store, "skolehave*", "file_pages", "page") == [2]
    assert faults(store) == []


def test_a_page_rewritten_is_found_by_its_new_words_only(store):
    put_pages(store, SHA, "Cpr 010203-1234", "Uændret")
    index_file_pages(store.db, SHA)
    put_pages(store, SHA, "Cpr udeladt", "Uændret")
    assert found(store, "010203", "file_pages", "page") == []
    assert index_file_pages(store.db, SHA) == 2
    assert found(store, "udeladt", "file_pages", "page") == [1]
    assert faults(store) == []


def test_a_quarantined_file_leaves_the_search(store):
    put_pages(store, SHA, "Hemmeligt")
    index_file_pages(store.db, SHA)
    store.db.table("files").update(SHA, {"text_status": "quarantined"})
    assert found(store, "hemmeligt", "file_pages", "page") == []
    assert index_file_pages(store.db, SHA) == 0
    rebuild_search(store.db)
    assert found(store, "hemmeligt", "file_pages", "page") == []
    assert faults(store) == []


@pytest.mark.parametrize(
    ("statement", "found_then"),
    [
        ("update attachments set removed_at = '2026-03-02T06:00:00+01:00'", []),
        ("update meetings set removed_at = '2026-03-02T06:00:00+01:00'", []),
        ("delete from attachments where file_sha256 is not null", []),
        ("update attachments set file_sha256 = null", []),
        ("update attachments set removed_at = '2026-03-02T06:00:00+01:00' where file_sha256 is null", [1]),
    ],
)
def test_a_paper_that_is_withdrawn_leaves_the_search(store, statement, found_then):
    put_pages(store, SHA, "Skolehave")
    index_file_pages(store.db, SHA)
    store.db.execute(statement)
    assert found(store, "skolehave", "file_pages", "page") == found_then
    assert index_file_pages(store.db, SHA) == 0
    assert faults(store) == []


def test_a_paper_of_two_items_stays_while_one_of_them_has_it(store):
    put_pages(store, SHA, "Skolehave")
    columns = "meeting_id, agenda_item_id, position, title, file_sha256"
    store.db.execute(
        f"insert into attachments (id, {columns}) select 'x', {columns} from attachments where file_sha256 = ?", [SHA]
    )
    index_file_pages(store.db, SHA)
    store.db.table("attachments").delete("x")
    assert found(store, "skolehave", "file_pages", "page") == [1]
    assert faults(store) == []


def test_pages_that_are_deleted_are_found_no_more(store):
    put_pages(store, SHA, "Side et", "Side to")
    index_file_pages(store.db, SHA)
    store.db.table("file_pages").delete_where("page = 1")
    assert found(store, "side", "file_pages", "page") == [2]
    assert faults(store) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update agenda_items set title = 'Ny'",
        "update agenda_items set position = 9",
        "insert or replace into agenda_items (id, meeting_id, position, title, outcome)"
        " select id, meeting_id, position, 'Ny', 'none' from agenda_items where number = '37'",
        "update sections set text = 'Ny'",
        "update or replace sections set id = (select max(id) from sections)",
        "insert or replace into sections (id, agenda_item_id, position, kind, text)"
        " select id, agenda_item_id, position, 'other', 'Ny' from sections",
        "delete from sections",
        "update agenda_items_fts_stems set stems = 'andre'",
        "delete from agenda_items_fts_stems",
        "insert or replace into file_pages select file_sha256, page, 'Ny' from file_pages",
        "update file_pages set text = 'Ny'",
        "delete from file_pages",
    ],
)
def test_whatever_others_write_the_index_holds_no_words_but_those_of_the_texts(store, statement):
    store.save(meeting(), None, NOW)
    put_pages(store, SHA, "Forside", "Bagside")
    index_file_pages(store.db, SHA)
    with store.db.atomic():
        store.db.execute("PRAGMA defer_foreign_keys = ON")
        store.db.execute(statement)
        store.db.execute("insert into agenda_items_fts (agenda_items_fts, rank) values ('integrity-check', 1)")
        store.db.execute("insert into file_pages_fts (file_pages_fts, rank) values ('integrity-check', 1)")
    rebuild_search(store.db)
    assert faults(store) == []


def test_a_check_tells_what_is_missing_and_what_is_wrong(store):
    store.save(meeting(), None, NOW)
    store.db.table("agenda_items_fts_stems").delete_where("docid = 1")
    assert faults(store) == [
        "of 2 rows of agenda_items that may be found the index holds 1; it has 1 entries and 1 rows of stems"
    ]
    store.db.execute("drop trigger agenda_items_fts_update")
    store.db.table("agenda_items").update(f"{ID}:p2", {"title": "Andet"})
    assert "does not hold the words of the texts" in faults(store)[0]
    rebuild_search(store.db)
    assert faults(store) == []
    assert found(store, "andet") == ["Andet"]


def test_a_database_from_before_search_is_indexed_when_it_is_opened(tmp_path):
    path = tmp_path / "raad.db"
    with Store.open(path) as store:
        store.save(meeting(), None, NOW)
        put_pages(store, SHA, "Forside")
        store.db.execute("drop view file_page_links")
        for index in INDEXES:
            drop_index(store.db, index)
        store.db.table("_sqlite_migrations").delete_where("name = ?", [create_search.__name__])
    with Store.open(path) as store:
        assert found(store, "budgettet") == ["Budget"]
        assert found(store, "forsider", "file_pages", "page") == [1]
        assert faults(store) == []


@pytest.mark.parametrize("how", ["vacuum", "vacuum into '{}'"])
def test_rows_found_are_the_same_after_a_vacuum(tmp_path, how):
    path, copy = tmp_path / "raad.db", tmp_path / "copy.db"
    with Store.open(path) as store:
        fill_with_gaps(store)
        store.db.conn.commit()
        store.db.execute(how.format(copy))
    with Store.open(copy if copy.exists() else path) as store:
        assert not is_out_of_step(store.db)
        assert found(store, "skov") == ["Skoven"]
        assert found(store, "bagside", "file_pages", "page") == [2]
        assert faults(store) == []


@pytest.mark.parametrize("table", ["agenda_items", "sections", "file_pages", "meetings"])
def test_a_table_made_anew_is_indexed_anew_when_it_is_opened(tmp_path, table):
    with Store.open(tmp_path / "raad.db") as store:
        fill_with_gaps(store)
        store.db.table(table).transform()
        assert is_out_of_step(store.db)
    with Store.open(tmp_path / "raad.db") as store:
        assert not is_out_of_step(store.db)
        assert found(store, "skov") == ["Skoven"]
        assert found(store, "bagside", "file_pages", "page") == [2]
        assert faults(store) == []
        assert store.save(meeting(items=(item("Søen"),)), None, LATER) is SaveResult.CHANGED
        assert faults(store) == []


def test_rows_numbered_anew_are_indexed_anew_when_it_is_opened(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        fill_with_gaps(store)
        with store.db.atomic():
            store.db.execute("update agenda_items set rowid = 2 where rowid = 4")
        assert is_out_of_step(store.db)
    with Store.open(tmp_path / "raad.db") as store:
        assert found(store, "skov") == ["Skoven"]
        assert faults(store) == []


def fill_with_gaps(store: Store) -> None:
    """Rows whose numbers have gaps before them, since earlier ones are gone."""
    council = meeting(items=items("1", "2", "3"))
    store.save(council, None, NOW)
    later = meeting(
        starts_at=council.starts_at.replace(day=19),
        publications=(publication("p2"),),
        current=(("p2", "b" * 64),),
        items=(AgendaItem("Skoven", publication_id="p2"),),
    )
    store.save(later, None, NOW)
    store.save(meeting(items=items("1")), None, LATER)
    put_pages(store, SHA, "Forside", "Bagside")
    index_file_pages(store.db, SHA)
    store.db.table("file_pages").delete_where("page = 1")
    assert store.db.execute("select max(rowid), count(*) from agenda_items").fetchone() == (4, 2)


def test_a_page_is_linked_to_its_place_in_the_pdf_its_item_and_its_meeting(store):
    papers = (
        Attachment("Lokalplan", "https://site.example/bilag/1", SHA),
        Attachment("Uden adresse", None, SHA),
        Attachment("Anker", "https://site.example/bilag/2#top", SHA),
        Attachment("Notat", "https://site.example/bilag/3", "b" * 64),
    )
    word = a_file("b" * 64)
    told = AgendaItem("Byggeri", "4", attachments=papers, publication_id="p1")
    store.save(meeting(items=(told,), files=(a_file(SHA), word)), None, NOW)
    put_pages(store, SHA, "Forside", "Skolehaveprojektet")
    put_pages(store, "b" * 64, "Skolehave")
    store.db.table("files").update("b" * 64, {"media_type": "application/msword"})
    for sha256 in (SHA, "b" * 64):
        index_file_pages(store.db, sha256)
    rows = list(
        store.db.query(
            "select * from file_page_links where rowid in"
            " (select rowid from file_pages_fts where file_pages_fts match 'skolehave*') order by attachment_id"
        )
    )
    assert [(row["attachment_title"], row["page_url"]) for row in rows] == [
        ("Lokalplan", "https://site.example/bilag/1#page=2"),
        ("Uden adresse", None),
        ("Anker", "https://site.example/bilag/2#page=2"),
        ("Notat", "https://site.example/bilag/3"),
    ]
    assert {(row["meeting_id"], row["item_title"], row["date"]) for row in rows} == {(ID, "Byggeri", "2021-04-12")}
    assert rows[0]["agenda_item_id"] == f"{ID}:4"


def test_a_passage_can_be_shown(store):
    store.save(meeting(), None, NOW)
    (shown,) = store.db.execute(
        "select snippet(agenda_items_fts, 1, '[', ']', '…', 3) from agenda_items_fts where agenda_items_fts match ?",
        ["behandler"],
    ).fetchone()
    assert shown == "Byrådet [behandler] budgettet."


def test_a_save_that_fails_leaves_the_index_as_it_was(store):
    store.save(meeting(), None, NOW)
    store.db.execute("create temp trigger fail before insert on attendances begin select raise(abort, 'full'); end")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        store.save(meeting(items=(full_item("1"), item("Skoven"))), None, LATER)
    assert found(store, "skov") == []
    assert found(store, "budget") == ["Budget"]
    assert faults(store) == []


@examples(short=30, long=500)
@given(st.lists(meetings(), min_size=1, max_size=5))
def test_the_index_agrees_with_the_tables_whatever_comes(tmp_path_factory, coming):
    with Store.open(tmp_path_factory.mktemp("any") / "raad.db") as store:
        for each in coming:
            store.save(each, None, NOW)
            assert faults(store) == []
