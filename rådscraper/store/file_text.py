"""What was read of the papers: the text of a file goes in here and nowhere else, screened, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from rådscraper.items import FileStatus, FileText, Problem, TextSource
from rådscraper.personal_data import mask_line
from rådscraper.store.cells import cell, clean_text
from rådscraper.store.quarantine import screen_pages
from rådscraper.store.search import index_file_pages

CHARACTERS_AT_ONCE = 250_000
"""Written and indexed in one go: a fifth of a second, in which a crawl stands still."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A row of ``files``: ``path`` is relative to the file store, ``place`` grows with the order of arrival."""

    sha256: str
    path: str
    pages: int | None
    place: int


def save_file_text(db: Database, sha256: str, text: FileText) -> tuple[FileText, Problem | None]:
    """Write the text of a file and what came of reading it, in place of what was there; gives what was kept.

    A file that holds a CPR number is quarantined without any text; the problem says on which pages.
    """
    saving = saving_file_text(db, sha256, text)
    while True:
        try:
            next(saving)
        except StopIteration as done:
            saved: tuple[FileText, Problem | None] = done.value
            return saved


def saving_file_text(
    db: Database, sha256: str, text: FileText
) -> Generator[None, None, tuple[FileText, Problem | None]]:
    """Do what ``save_file_text`` does in parts, each a transaction, so that a crawl may go on in between.

    The last part says that the file was read: one that is left half-way is read again from its first page.
    """
    screened = screen_pages(db, sha256, text.texts, address_of(db, sha256), text.unseen)
    parts = list(_parts(screened.pages))
    for pages in parts[:-1]:
        with db.atomic():
            _write_pages(db, sha256, pages, is_first=pages is parts[0])
        yield
    with db.atomic():
        _write_pages(db, sha256, parts[-1], is_first=len(parts) == 1)
        # What was decided or found of its name meanwhile holds for the whole.
        now = screen_pages(db, sha256, ()) if len(parts) > 1 else screened
        if now.status:
            screened = now
            db.table("file_pages").delete_where("file_sha256 = ?", [sha256])
        kept = replace(text, texts=screened.pages, error=text.error and mask_line(text.error))
        if screened.status:
            kept = replace(kept, status=FileStatus(screened.status), error=screened.error)
        told = {
            "text_status": cell(kept.status),
            "text_source": cell(kept.source) if kept.texts else None,
            "pages": kept.pages,
            "error": cell(screened.error or kept.error),
        }
        if kept.media_type:
            told["media_type"] = cell(kept.media_type)
        db.table("files").update(sha256, told)
    return kept, screened.problem


def _parts(pages: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Part pages so that no part but one of a single page has more than so many characters; one part at least."""
    part: list[tuple[int, str]] = []
    size = 0
    for page in pages:
        if part and size + len(page[1]) > CHARACTERS_AT_ONCE:
            yield part
            part, size = [], 0
        part.append(page)
        size += len(page[1])
    yield part


def _write_pages(db: Database, sha256: str, pages: Sequence[tuple[int, str]], *, is_first: bool) -> None:
    if is_first:
        db.table("file_pages").delete_where("file_sha256 = ?", [sha256])
    rows = ({"file_sha256": sha256, "page": page, "text": clean_text(told)} for page, told in pages)
    db.table("file_pages").insert_all(rows, pk=("file_sha256", "page"))
    index_file_pages(db, sha256)


def unread_files(db: Database, after: int = -1, most: int = 1) -> list[StoredFile]:
    """Name the first files behind a place that nobody has read."""
    return _files(db, "text_status is null and path is not null and rowid > ?", [after], most)


def scanned_files(db: Database, media_types: Collection[str], after: int = -1, most: int = 1) -> list[StoredFile]:
    """Name the first files behind a place that hold nothing but pictures, of these types."""
    marks = ",".join("?" * len(media_types))
    where = f"text_status = ? and rowid > ? and media_type in ({marks})"
    return _files(db, where, [FileStatus.SCANNED, after, *media_types], most)


def forget_texts(db: Database, statuses: Collection[str]) -> int:
    """Let files of these statuses be read again, those read by OCR left alone; tells how many."""
    marks = ",".join("?" * len(statuses))
    where = f"text_status in ({marks}) and text_source is not ? and path is not null"
    with db.atomic():
        number = db.table("files").count_where(where, [*statuses, TextSource.OCR])
        db.execute(f"update files set text_status = null where {where}", [*statuses, TextSource.OCR])  # noqa: S608
    return number


def address_of(db: Database, sha256: str) -> str | None:
    """Give an address a file was fetched from."""
    rows = db.table("attachments").rows_where("file_sha256 = ? and url is not null", [sha256], limit=1)
    return next((row["url"] for row in rows), None)


def crawl_of(db: Database, sha256: str) -> str | None:
    """Name the newest crawl of the municipality a file is from: what is wrong with the file is told there."""
    crawls = db.query(
        "select crawls.id from attachments join meetings on meetings.id = attachments.meeting_id"
        " join crawls on crawls.municipality_id = meetings.municipality_id"
        " where attachments.file_sha256 = ? order by datetime(crawls.started_at) desc, crawls.rowid desc limit 1",
        [sha256],
    )
    return next((crawl["id"] for crawl in crawls), None)


def _files(db: Database, where: str, parameters: list[str | int], most: int) -> list[StoredFile]:
    rows = db.query(
        f"select rowid, sha256, path, pages from files where {where} order by rowid limit ?",  # noqa: S608
        [*parameters, most],
    )
    return [StoredFile(row["sha256"], row["path"], row["pages"], row["rowid"]) for row in rows]


def add_text_source(db: Database) -> None:
    """Schema step: tell the text a file holds from that made by OCR, and find at once what is to be read."""
    db.table("files").add_column("text_source", str)
    db.table("files").create_index(["text_status"])
