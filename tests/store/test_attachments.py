from __future__ import annotations

from dataclasses import replace

from rådscraper.items import (
    AgendaItem,
    Attachment,
    Meeting,
)
from rådscraper.store.writer import SaveResult
from tests.store.meetings import (
    LATER,
    NOW,
    a_file,
    column,
    meeting,
)


def paper(sha256: str | None, url: str = "https://site.example/bilag/1") -> Meeting:
    return meeting(
        items=(AgendaItem("Sag", "1", attachments=(Attachment("Bilag", url, sha256),), publication_id="p1"),),
        files=(a_file(sha256, url=url),) if sha256 else (),
    )


def test_an_attachment_keeps_its_file_when_not_fetched_again(store):
    store.save(paper("f" * 64), None, NOW)
    assert store.save(paper(None), None, NOW) is SaveResult.UNCHANGED
    assert column(store, "attachments", "file_sha256") == ["f" * 64]
    assert store.save(paper("e" * 64), None, NOW) is SaveResult.CHANGED
    assert column(store, "attachments", "file_sha256") == ["e" * 64]
    assert store.save(paper(None, "https://site.example/bilag/2"), None, NOW) is SaveResult.CHANGED
    assert column(store, "attachments", "file_sha256") == [None]
    assert column(store, "files", "sha256", "sha256") == ["e" * 64, "f" * 64]


def test_what_others_found_in_a_file_stays(store):
    store.save(paper("f" * 64), None, NOW)
    store.db.table("files").update("f" * 64, {"pages": 3, "text_status": "ok"})
    again = replace(paper("f" * 64), files=(a_file("f" * 64, LATER),))
    assert store.save(again, None, LATER) is SaveResult.UNCHANGED
    (row,) = store.db.table("files").rows
    assert (row["pages"], row["text_status"], row["fetched_at"]) == (3, "ok", "2026-03-03T06:00:00+01:00")
