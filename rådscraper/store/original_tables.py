"""A step of the schema: where rows and files came from, and what is needed to read them again."""

from __future__ import annotations

from sqlite_utils import Database


def create_originals(db: Database) -> None:
    """Make the tables of originals, of sources and of what addresses gave.

    ``original_fetches`` and ``file_fetches`` have a row whenever an address gave another content than before.
    ``meeting_sources`` has what each meeting was read from, ``unread_sources`` what was fetched and is not stored.
    """
    db.table("originals").create(
        {"sha256": str, "size": int, "media_type": str, "first_fetched_at": str},
        pk="sha256",
        not_null={"sha256", "size", "media_type", "first_fetched_at"},
    )
    for table, column, other in (
        ("original_fetches", "sha256", "originals"),
        ("file_fetches", "file_sha256", "files"),
    ):
        db.table(table).create(
            {"url": str, column: str, "fetched_at": str},
            pk=("url", column, "fetched_at"),
            not_null={"url", column, "fetched_at"},
            foreign_keys=[(column, other, "sha256")],
        )
        db.table(table).create_index([column])
    db.table("document_originals").create(
        {"document_id": str, "position": int, "sha256": str, "url": str, "layout": str, "fetched_at": str},
        pk=("document_id", "position"),
        not_null={"document_id", "position", "sha256", "url", "layout", "fetched_at"},
        foreign_keys=[("document_id", "documents", "id"), ("sha256", "originals", "sha256")],
    )
    db.table("document_originals").create_index(["sha256"])
    _create_sources(db)
    db.table("oversized_files").create(
        {"url": str, "size": int, "max_bytes": int, "noticed_at": str},
        pk="url",
        not_null={"url", "max_bytes", "noticed_at"},
    )
    # Databases made before know the addresses of their files from the attachments alone.
    db.execute(
        "insert or ignore into file_fetches (url, file_sha256, fetched_at)"
        " select attachments.url, files.sha256, files.fetched_at"
        " from attachments join files on files.sha256 = attachments.file_sha256"
        " where attachments.url is not null and files.fetched_at is not null"
    )


def _create_sources(db: Database) -> None:
    db.table("meeting_sources").create(
        {"meeting_id": str, "source": str, "extractor_version": int},
        pk="meeting_id",
        not_null={"meeting_id", "source", "extractor_version"},
        foreign_keys=[("meeting_id", "meetings", "id")],
    )
    db.table("unread_sources").create(
        {
            "meeting_id": str,
            "municipality_id": str,
            "source": str,
            "fetched_at": str,
            "extractor_version": int,
            "error": str,
        },
        pk="meeting_id",
        not_null={"meeting_id", "municipality_id", "source", "fetched_at"},
        foreign_keys=[("municipality_id", "municipalities", "id")],
    )
    db.table("unread_sources").create_index(["municipality_id"])
