"""What addresses gave: a row whenever another content came than the last time, so that old and new are both told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from rådscraper.items import File
from rådscraper.personal_data import mask_address
from rådscraper.store.cells import Row, cell, clean_text
from rådscraper.store.hidden_names import REMOVED
from rådscraper.store.redactions import Redactions

NEWEST = "order by datetime(fetched_at) desc, rowid desc limit 1"


def note_fetch(db: Database, table: str, column: str, url: str, sha256: str, fetched_at: datetime) -> None:
    """Note in ``original_fetches`` or ``file_fetches`` what an address gave, unless that is what it gave before."""
    address = _address(url)
    last = db.execute(f"select {column} from {table} where url = ? {NEWEST}", [address]).fetchone()  # noqa: S608
    if last is None or last[0] != sha256:
        db.table(table).insert({"url": address, column: sha256, "fetched_at": cell(fetched_at)}, ignore=True)


def note_file_fetches(db: Database, files: Iterable[File]) -> None:
    """Note where files came from; an address that gave one is no longer told to be oversized."""
    decided, files = Redactions.read(db), list(files)
    gone = {file.sha256 for file in files_without_row(db, files)}
    for file in files:
        if file.url and file.sha256 not in gone and not decided.is_address_hidden(file.url):
            note_fetch(db, "file_fetches", "file_sha256", file.url, file.sha256, file.fetched_at)
            db.table("oversized_files").delete_where("url = ?", [_address(file.url)])


def files_without_row(db: Database, files: Iterable[File]) -> list[File]:
    """Name the files that no row tells of: all papers they are of were taken away."""
    return [file for file in files if not db.table("files").count_where("sha256 = ?", [file.sha256])]


def last_file(db: Database, url: str) -> File | None:
    """Find the file an address gave last."""
    newest = f"select file_sha256 from file_fetches where url = ? {NEWEST}"  # noqa: S608
    for file in db.table("files").rows_where(f"sha256 = ({newest})", [_address(url)]):
        fetched_at = datetime.fromisoformat(file["fetched_at"])
        return File(file["sha256"], file["path"] or "", file["size"], file["media_type"], fetched_at, url)
    return None


def give_known_files(db: Database, attachments: Mapping[str, Row]) -> None:
    """Give attachments without a file the one their address gave last, unless they were taken away."""
    for attachment in attachments.values():
        if attachment["url"] and attachment["file_sha256"] is None and attachment["title"] != REMOVED:
            file = last_file(db, attachment["url"])
            attachment["file_sha256"] = file and file.sha256


def note_oversized(db: Database, url: str, size: int | None, max_bytes: int, now: datetime) -> None:
    """Note that an address holds more than may be fetched; ``size`` None where only that much is known."""
    if Redactions.read(db).is_address_hidden(url):
        return
    row = {"url": _address(url), "size": size, "max_bytes": max_bytes, "noticed_at": cell(now)}
    db.table("oversized_files").upsert(row, pk="url")


def is_oversized(db: Database, url: str, max_bytes: int) -> bool:
    """Whether an address is known to hold more than so many bytes."""
    known = db.execute("select max(ifnull(size, 0), max_bytes + 1) from oversized_files where url = ?", [_address(url)])
    return any(at_least > max_bytes for (at_least,) in known)


def _address(url: str) -> str | None:
    """An address as it may be kept: without any CPR number."""
    return clean_text(mask_address(url))
