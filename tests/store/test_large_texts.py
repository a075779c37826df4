"""The text of a large file is written in parts, so that a crawl goes on in between, and is whole or not told."""

from __future__ import annotations

from rådscraper.items import FileStatus, FileText
from rådscraper.store import file_text
from rådscraper.store.file_text import save_file_text, saving_file_text, unread_files
from tests.store.meetings import NOW, a_file, column, meeting

SHA256 = "a" * 64
PAGES = tuple((page, f"Side {page} om budgettet. " * 20) for page in range(1, 31))
READ = FileText(FileStatus.OK, PAGES, 30)


def test_a_large_file_is_written_in_parts_and_told_at_the_end(store, monkeypatch):
    monkeypatch.setattr(file_text, "CHARACTERS_AT_ONCE", 2000)
    store.save(meeting(files=(a_file(SHA256),)), None, NOW)
    saving = saving_file_text(store.db, SHA256, READ)
    next(saving)
    assert not store.db.conn.in_transaction
    assert 0 < len(column(store, "file_pages", "page")) < 30
    assert [file.sha256 for file in unread_files(store.db)] == [SHA256]
    assert save_file_text(store.db, SHA256, READ) == (READ, None)
    assert column(store, "file_pages", "page") == list(range(1, 31))
    assert column(store, "files", "text_status") == ["ok"]


def test_a_number_on_the_last_page_keeps_all_of_it_back(store, monkeypatch):
    monkeypatch.setattr(file_text, "CHARACTERS_AT_ONCE", 2000)
    store.save(meeting(files=(a_file(SHA256),)), None, NOW)
    save_file_text(store.db, SHA256, FileText(FileStatus.OK, (*PAGES, (31, "010190-1234")), 31))
    assert column(store, "file_pages", "page") == []
    assert column(store, "files", "text_status") == ["quarantined"]
