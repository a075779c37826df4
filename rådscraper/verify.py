"""Whether what the database leads to is there and whole: originals, files, and the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from rådscraper.archive import Archive, DamagedOriginal, MissingOriginal
from rådscraper.whole_files import UNFINISHED

MISSING, DAMAGED = "missing", "damaged"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: ``what`` is ``original``, ``file`` or ``database``."""

    what: str
    state: str
    message: str


@dataclass
class Verified:
    """What was looked at: numbers and sizes in bytes of contents that are whole, and what is wrong."""

    numbers: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unfinished: list[Path] = field(default_factory=list)

    def add(self, what: str, size: int) -> None:
        """Count something that is whole."""
        self.numbers[what] = self.numbers.get(what, 0) + 1
        self.sizes[what] = self.sizes.get(what, 0) + size


def verify(db: Database, archive: Archive, files: Path) -> Verified:
    """Look at every original, every file and the database; changes nothing."""
    verified = Verified()
    for row in db.query("select sha256, size from originals order by sha256"):
        _check(verified, "original", row["sha256"], row["size"], _original(archive, row["sha256"]), _led_to(db, row))
    for row in db.query("select sha256, size, path from files where path is not null order by sha256"):
        _check(verified, "file", row["sha256"], row["size"], _file(files / row["path"]), _led_to_file(db, row))
    verified.findings += _of_database(db)
    for folder in (archive.folder, files):
        verified.unfinished += sorted(folder.rglob(f"*{UNFINISHED}"))
    return verified


def _check(verified: Verified, what: str, name: str, size: int, found: bytes | Finding, leads: str) -> None:
    told = f"{what} {name} ({size:,} bytes) of {leads}"
    if isinstance(found, Finding):
        verified.findings.append(Finding(what, found.state, f"{told}: {found.message}"))
    elif sha256(found).hexdigest() != name or len(found) != size:
        message = f"{told}: another content, of {len(found):,} bytes"
        verified.findings.append(Finding(what, DAMAGED, message))
    else:
        verified.add(what, size)


def _original(archive: Archive, name: str) -> bytes | Finding:
    try:
        return archive.read(name)
    except MissingOriginal:
        return Finding("original", MISSING, "not there")
    except DamagedOriginal as error:
        return Finding("original", DAMAGED, str(error))
    except OSError as error:
        return Finding("original", DAMAGED, f"can't be read: {error.strerror or error}")


def _file(path: Path) -> bytes | Finding:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return Finding("file", MISSING, "not there")
    except OSError as error:
        return Finding("file", DAMAGED, f"can't be read: {error.strerror or error}")


def _led_to(db: Database, row: dict[str, str]) -> str:
    return _first(db, "select url from original_fetches where sha256 = ? order by fetched_at", row["sha256"])


def _led_to_file(db: Database, row: dict[str, str]) -> str:
    return _first(db, "select url from file_fetches where file_sha256 = ? order by fetched_at", row["sha256"])


def _first(db: Database, query: str, name: str) -> str:
    found = db.execute(f"{query} limit 1", [name]).fetchone()
    return str(found[0]) if found else "no known address"


def _of_database(db: Database) -> Iterator[Finding]:
    for (said,) in db.execute("PRAGMA integrity_check").fetchall():
        if said != "ok":
            yield Finding("database", DAMAGED, f"database: {said}")
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding("database", DAMAGED, f"database: row {rowid} of {table} refers to no row of {parent}")
