from __future__ import annotations

import sqlite3

import pytest

from tests.store.meetings import NOW, meeting

COLUMNS = {
    "municipalities": "id name code website",
    "bodies": "id municipality_id name printed_name classification period is_historic",
    "meetings": "id municipality_id body_id date starts_at ends_at place status url pdf_url first_seen_at"
    " last_seen_at changed_at removed_at",
    "documents": "id meeting_id document_type title is_current url pdf_url source_url published_at first_seen_at"
    " last_seen_at removed_at content_sha256 extractor_version",
    "agenda_items": "id meeting_id document_id position number title is_open case_number journal_number"
    " document_number item_type planned_time url summary recommendation decision outcome",
    "sections": "id agenda_item_id position heading kind text",
    "decisions": "id agenda_item_id meeting_id position body_name decided_on text outcome is_own point",
    "votes": "id decision_id choice voter count party point",
    "decision_attendances": "id decision_id person_id name status party substitute_for",
    "people_suggestions": "person_id other_person_id body_id period score",
    "people": "id municipality_id name",
    "attendances": "id meeting_id agenda_item_id person_id name status role affiliation party substitute_for",
    "attachments": "id meeting_id agenda_item_id position title url file_sha256",
    "files": "sha256 path size media_type pages text_status error fetched_at",
    "file_pages": "file_sha256 page text",
    "crawls": "id municipality_id started_at finished_at finish_reason requests bytes meetings_listed meetings_new"
    " meetings_changed errors exit_status",
    "coverage": "municipality_id body_id year listed held missing",
    "problems": "id crawl_id url kind message",
    "revisions": "id crawl_id table_name row_id changed_at before after",
}
"""The contract to the letter, and what was added to it."""

KEYS = {"files": ["sha256"], "file_pages": ["file_sha256", "page"], "coverage": ["body_id", "year"]}
KEYS["people_suggestions"] = ["person_id", "other_person_id", "body_id", "period"]


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_the_columns_others_rely_on(store, table):
    columns = COLUMNS[table].split()
    assert [name for name in store.db.table(table).columns_dict if name in columns] == columns


@pytest.mark.parametrize("table", COLUMNS)
def test_keys_are_text_and_never_missing(store, table):
    keys = [column for column in store.db.table(table).columns if column.is_pk]
    assert sorted(key.name for key in keys) == sorted(KEYS.get(table, ["id"]))
    assert all(key.notnull for key in keys)
    assert all(key.type == "TEXT" for key in keys if key.name not in ("page", "year"))


@pytest.mark.parametrize("table", COLUMNS)
def test_every_reference_is_declared_and_indexed(store, table):
    table = store.db.table(table)
    references = {reference.column for reference in table.foreign_keys}
    declared = {name for name in table.columns_dict if name.endswith("_id") and name != "row_id"}
    assert references == declared | ({"file_sha256"} & set(table.columns_dict))
    assert references <= {index.columns[0] for index in table.indexes}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("meetings", "date"),
        ("meetings", "starts_at"),
        ("agenda_items", "case_number"),
        ("agenda_items", "outcome"),
        ("decisions", "outcome"),
        ("documents", "published_at"),
        ("attachments", "url"),
        ("problems", "kind"),
    ],
)
def test_what_people_ask_by_is_indexed(store, table, column):
    assert [column] in [index.columns for index in store.db.table(table).indexes]


def test_references_are_enforced(store):
    store.save(meeting(), None, NOW)
    with pytest.raises(sqlite3.IntegrityError):
        store.db.table("meetings").delete_where()
    assert store.db.table("meetings").count == 1
