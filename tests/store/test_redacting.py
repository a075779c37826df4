"""Decisions on rows and files as the store honours them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rådscraper.items import FileStatus, FileText, Section, SectionKind
from rådscraper.store.file_text import forget_texts, save_file_text, unread_files
from rådscraper.store.redacting import NothingSuch, Operator
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import ID, LATER, NOW, a_file, broken_references, column, full_item, meeting

SECRET = Section("Sagen", SectionKind.CASE, "Om en borgers helbred.\n")
OTHER = Section("Økonomi", SectionKind.ECONOMY, "Ingen.\n")


def operator(store: Store, files: Path = Path("none")) -> Operator:
    return Operator(store, files, NOW, "en grund")


def texts(store: Store) -> list[str]:
    return column(store, "sections", "text", "position")


def told_in(*sections: Section):
    return meeting(items=(replace(full_item(), sections=sections),))


def test_a_redacted_section_is_known_wherever_it_stands_later(store):
    store.save(told_in(OTHER, SECRET), None, NOW)
    operator(store).redact(f"{ID}:37:s2")
    assert texts(store) == ["Ingen.\n", "[fjernet]"]
    assert store.save(told_in(OTHER, SECRET), None, LATER) is SaveResult.UNCHANGED
    store.save(told_in(SECRET, OTHER), None, LATER)
    assert texts(store) == ["[fjernet]", "Ingen.\n"]
    store.save(told_in(OTHER, replace(SECRET, text="Om en borgers sygdom.\n")), None, LATER)
    assert texts(store) == ["Ingen.\n", "[fjernet]"]


@pytest.mark.parametrize(
    ("row", "table", "name", "left"),
    [
        (ID, "agenda_items", "title", ["[fjernet]", "[fjernet]"]),
        (ID, "attendances", "name", ["[fjernet]"] * 3),
        (ID, "people", "name", []),
        ("koege:p1", "documents", "title", ["[fjernet]"]),
        (f"{ID}:37", "votes", "voter", [None, "[fjernet]"]),
        (f"{ID}:37:d2", "decisions", "text", ["Godkendt.", "[fjernet]"]),
        (f"{ID}:37:d1:v2", "votes", "voter", [None, "[fjernet]"]),
        (f"{ID}:m2", "attendances", "name", ["Lars  Jensen", "[fjernet]", "Lars Jensen"]),
        (f"{ID}:m2", "people", "name", ["Lars Jensen", "Ida Holm"]),
        (ID, "decision_attendances", "name", ["[fjernet]"]),
        ("koege:Ida Holm", "decision_attendances", "name", ["[fjernet]"]),
        (f"{ID}:37:a2", "attachments", "title", ["Bilag 1", "[fjernet]"]),
        ("koege:Lars Jensen", "attendances", "name", ["[fjernet]", "Åse Ørn", "[fjernet]"]),
        ("koege:Lars Jensen", "people", "name", ["Åse Ørn", "Ida Holm"]),
    ],
)
def test_any_row_with_text_can_be_taken_away(store, row, table, name, left):
    store.save(meeting(), None, NOW)
    operator(store).redact(row)
    assert column(store, table, name) == left
    assert broken_references(store) == []
    assert store.save(meeting(), None, LATER) is SaveResult.UNCHANGED
    assert column(store, table, name) == left
    with pytest.raises(NothingSuch):
        operator(store).redact(row)


def test_a_redaction_is_a_change_people_can_see(store):
    store.save(meeting(), None, NOW)
    Operator(store, Path("none"), LATER, "en grund").redact(f"{ID}:37")
    assert column(store, "meetings", "changed_at") == ["2026-03-03T06:00:00+01:00"]


def test_a_paper_with_a_number_is_kept_back_until_it_is_released(store):
    sha256 = "a" * 64
    store.save(meeting(files=(a_file(sha256),)), None, NOW)
    told = FileText(FileStatus.OK, ((1, "Plan"), (3, "Brev til 010190-1234")), 3)
    kept, problem = save_file_text(store.db, sha256, told)
    assert (kept.status, kept.texts, kept.error) == (FileStatus.QUARANTINED, (), "a CPR number on page 3")
    assert column(store, "files", "text_status") == ["quarantined"]
    assert column(store, "file_pages", "text") == []
    assert problem is not None
    assert problem.kind == "personal_number"
    assert "010190" not in problem.message
    operator(store).release(sha256)
    assert save_file_text(store.db, sha256, told) == (told, None)
    assert column(store, "file_pages", "page") == [1, 3]
    operator(store).redact(sha256)
    assert column(store, "file_pages", "text") == []
    assert save_file_text(store.db, sha256, told)[0].texts == ()
    assert unread_files(store.db) == []
    assert forget_texts(store.db, ["quarantined"]) == 0
