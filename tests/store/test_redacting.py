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


DECISION = "Byrådet afviser klagen fra ejeren af Kirsebærsti 4, da huset er hendes bolig."
TOLD = Section("Beslutning", SectionKind.DECISION, f"{DECISION}\n\nBo Bak deltog ikke.\n")


@pytest.mark.parametrize("row", [f"{ID}:37:s1", f"{ID}:37:d1"])
def test_what_is_told_by_section_item_and_decision_goes_from_all_three(store, row):
    told = replace(full_item(), sections=(TOLD, OTHER), decision=TOLD.text, recommendation="Godkendes.")
    decision = replace(full_item().decisions[0], text=DECISION)
    made = meeting(items=(replace(told, decisions=(decision, *full_item().decisions[1:])),))
    store.save(made, None, NOW)
    operator(store).redact(row)
    for result in (None, store.save(made, None, LATER)):
        assert result in (None, SaveResult.UNCHANGED)
        for table in ("agenda_items", "sections", "decisions", "searchable_items", "revisions"):
            rows = store.db.execute(f"select * from {table}").fetchall()
            assert "Kirsebærsti" not in str(rows), table
        (item,) = store.db.table("agenda_items").rows
        assert item["recommendation"] == "Godkendes."
        assert texts(store)[1] == "Ingen.\n"
        assert column(store, "decisions", "text")[1] == "Anbefales."


def test_a_redacted_vote_or_attendance_is_known_by_its_name_where_others_come_before_it(store):
    before = full_item()
    store.save(meeting(), None, NOW)
    names, voters = column(store, "attendances", "name"), column(store, "votes", "voter")
    place = names.index("Åse Ørn")
    operator(store).redact(f"{ID}:m{place + 1}")
    operator(store).redact(f"{ID}:37:d1:v2")
    new = replace(meeting().attendances[0], name="Zeta Ny")
    decision = before.decisions[0]
    vote = replace(decision.votes[1], voter="Dan Dam")
    item = replace(before, decisions=(replace(decision, votes=(vote, *decision.votes)), *before.decisions[1:]))
    store.save(meeting(attendances=(new, *meeting().attendances), items=(item,)), None, LATER)
    assert column(store, "votes", "voter") == ["Dan Dam", *(None if one is None else "[fjernet]" for one in voters)]
    assert "Åse Ørn" not in column(store, "attendances", "name")
    assert "Zeta Ny" in column(store, "attendances", "name")
    assert column(store, "attendances", "name").count("[fjernet]") == 1


def test_a_number_in_a_reason_is_masked(store):
    store.save(meeting(), None, NOW)
    Operator(store, Path("none"), NOW, "borgeren 010190-1234 har bedt om det").redact(f"{ID}:37")
    assert set(column(store, "redactions", "reason")) == {"borgeren ******-**** har bedt om det"}
