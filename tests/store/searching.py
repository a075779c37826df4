"""Asking the index the way Datasette does, and holding it against the tables."""

from __future__ import annotations

from typing import Any

from rådscraper.search.query import match_expression
from rådscraper.store.search import check_search
from rådscraper.store.writer import Store
from tests.store.meetings import NOW, a_file, meeting


def found(store: Store, typed: str, table: str = "agenda_items", shown: str = "title") -> list[Any]:
    """What a search finds, joined by row number as Datasette joins."""
    rows = store.db.execute(
        f"select {shown} from {table} where rowid in (select rowid from {table}_fts where {table}_fts match ?)",
        [match_expression(typed)],
    )
    return [value for (value,) in rows]


def faults(store: Store) -> list[str]:
    """What a check of both indexes finds wrong."""
    return [fault for checked in check_search(store.db) for fault in checked.faults]


def put_pages(store: Store, sha256: str, *texts: str) -> None:
    """Write the pages of a paper of the first item there is, without indexing them."""
    if not store.db.table("agenda_items").count:
        store.save(meeting(), None, NOW)
    item = next(store.db.table("agenda_items").rows)
    of_item = {"meeting_id": item["meeting_id"], "agenda_item_id": item["id"], "position": 99}
    paper = {"id": f"{item['id']}:a{sha256[:4]}", **of_item, "title": "Bilag", "file_sha256": sha256}
    file = a_file(sha256)
    row = {"sha256": sha256, "path": file.path, "media_type": file.media_type, "text_status": "ok"}
    with store.db.atomic():
        store.db.table("files").upsert(row, pk="sha256")
        if not store.db.table("attachments").count_where("file_sha256 = ?", [sha256]):
            store.db.table("attachments").insert(paper)
        pages = [{"file_sha256": sha256, "page": n, "text": text} for n, text in enumerate(texts, 1)]
        store.db.table("file_pages").upsert_all(pages, pk=("file_sha256", "page"))
