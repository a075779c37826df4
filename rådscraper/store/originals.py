"""What meetings were read from: originals by hash, and sources that can be read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from rådscraper.items import KeptSource, Meeting, Original
from rådscraper.personal_data import mask_address, mask_line
from rådscraper.store.cells import Row, cell, clean_text
from rådscraper.store.fetches import NEWEST, note_fetch
from rådscraper.store.redactions import Redactions
from rådscraper.store.rows import document_id
from rådscraper.store.source_json import as_json, from_json
from rådscraper.store.traces import is_touched, without


class Originals:
    """The tables that tell where rows came from; bytes lie in the archive."""

    def __init__(self, db: Database, extractor_version: int) -> None:
        """Write to an open database; ``extractor_version`` is noted on what is read."""
        self.db = db
        self._extractor_version = extractor_version

    def note_fetched(self, sha256: str, size: int, media_type: str, url: str, fetched_at: datetime) -> None:
        """Note an original that lies in the archive now, and where it came from."""
        row = {"sha256": sha256, "size": size, "media_type": media_type, "first_fetched_at": cell(fetched_at)}
        with self.db.atomic():
            self.db.table("originals").insert(row, pk="sha256", ignore=True)
            note_fetch(self.db, "original_fetches", "sha256", url, sha256, fetched_at)

    def begin(self, source: KeptSource, now: datetime) -> None:
        """Note a source that is about to be read; it stays noted until its meeting is stored, whatever happens."""
        row = {
            "meeting_id": clean_text(source.key),
            "municipality_id": source.municipality.slug,
            "source": self._written(source),
            "fetched_at": cell(now),
            "extractor_version": None,
            "error": None,
        }
        self.db.table("unread_sources").upsert(row, pk="meeting_id")

    def note_failed(self, meeting_id: str, error: Exception) -> None:
        """Note why a source that was begun could not be read."""
        key, why, decided = clean_text(meeting_id) or "", type(error).__name__, Redactions.read(self.db)
        if not is_touched(self.db, decided, key):
            why = decided.hide_names(mask_line(f"{why}: {error}"))
        told = {"error": why, "extractor_version": self._extractor_version}
        self.db.table("unread_sources").update(key, told)

    def is_read_from(self, source: KeptSource) -> bool:
        """Whether what is stored of a meeting was read from the very same publications and bytes."""
        key = clean_text(source.key)
        known = self.db.execute("select source from meeting_sources where meeting_id = ?", [key]).fetchone()
        return bool(known) and known[0] == self._written(source)

    def save(self, meeting: Meeting, moved: Sequence[Row]) -> None:
        """Note what a meeting was read from, within the transaction that stores it.

        ``moved`` are documents of it that were another meeting's until now: that one's source no longer holds.
        """
        if meeting.source is None:
            return
        self._release(moved)
        meeting_id = clean_text(meeting.key)
        begun = self._written(meeting.source)
        source = self._with_former(meeting.source, meeting_id)
        row = {
            "source": begun if source is meeting.source else self._written(source),
            "extractor_version": self._extractor_version,
        }
        known = self.db.execute(
            "select source, extractor_version from meeting_sources where meeting_id = ?", [meeting_id]
        ).fetchone()
        if known != tuple(row.values()):
            self.db.table("meeting_sources").upsert({"meeting_id": meeting_id, **row}, pk="meeting_id")
        # One that was fetched later and could not be read stays noted while an older one is read again.
        self.db.execute("delete from unread_sources where meeting_id = ? and source = ?", [meeting_id, begun])
        for publication, _ in meeting.current:
            read = [original for original in source.originals if original.publication_id == publication]
            self._save_document(document_id(meeting.municipality, publication), read)

    def _written(self, source: KeptSource) -> str:
        """Write a source down as it may be kept."""
        return as_json(without(Redactions.read(self.db), source))

    def _save_document(self, document: str, read: Iterable[Original]) -> None:
        """Name the originals a document was read from, with the time each content was first had at its address."""
        rows = [
            {
                "document_id": document,
                "position": n,
                "sha256": one.sha256,
                "url": clean_text(mask_address(one.url)),
                "layout": one.layout,
            }
            for n, one in enumerate(read, 1)
        ]
        columns = ", ".join(rows[0]) if rows else "document_id"
        known = f"select {columns} from document_originals where document_id = ? order by position"  # noqa: S608
        if self.db.execute(known, [document]).fetchall() == [tuple(row.values()) for row in rows]:
            return
        self.db.table("document_originals").delete_where("document_id = ?", [document])
        for row in rows:
            fetched_at = self._fetched_at(row)
            if fetched_at:  # None where the original could not be kept, which is told
                self.db.table("document_originals").insert(row | {"fetched_at": fetched_at})

    def _fetched_at(self, row: Row) -> str | None:
        fetches = f"select fetched_at from original_fetches where url = ? and sha256 = ? {NEWEST}"  # noqa: S608
        found = self.db.execute(fetches, [row["url"], row["sha256"]]).fetchone()
        return found and str(found[0])

    def _with_former(self, source: KeptSource, meeting_id: str | None) -> KeptSource:
        """Add the originals of publications that could not be fetched this time, whose rows stay as well."""
        if not source.unread:
            return source
        known = self.db.execute("select source from meeting_sources where meeting_id = ?", [meeting_id]).fetchone()
        former = from_json(known[0]).originals if known else ()
        originals = list(source.originals)
        order = list(dict.fromkeys(original.publication_id for original in former))
        for n, publication in enumerate(order):
            if publication in source.unread:
                before = [place for place, one in enumerate(originals, 1) if one.publication_id in order[:n]]
                place = max(before, default=0)
                originals[place:place] = [original for original in former if original.publication_id == publication]
        had = {original.publication_id for original in originals}
        return replace(source, originals=tuple(originals), unread=tuple(one for one in source.unread if one not in had))

    def _release(self, moved: Sequence[Row]) -> None:
        for meeting_id in {document["meeting_id"] for document in moved}:
            gone = {document["id"] for document in moved if document["meeting_id"] == meeting_id}
            known = self.db.execute("select source from meeting_sources where meeting_id = ?", [meeting_id]).fetchone()
            if known:
                source = from_json(known[0])
                if gone & {document_id(source.municipality, one.id) for one in source.publications}:
                    self.db.table("meeting_sources").delete_where("meeting_id = ?", [meeting_id])
