"""A dated release: a folder that is there whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from sqlite_utils import Database

from rådscraper.export.csv_files import write_csv, write_guarded_csv
from rådscraper.export.datapackage import data_package
from rådscraper.export.fields import TableFields, fields_of
from rådscraper.export.meetings import whole_meetings
from rådscraper.export.oparl import OParl
from rådscraper.export.parquet_files import write_parquet
from rådscraper.export.popolo import meeting_object
from rådscraper.export.popolo_schema import MEETING_SCHEMA
from rådscraper.export.readme import readme
from rådscraper.export.snapshot import write_snapshot
from rådscraper.export.sums import write_sums

FORMATS = ("sqlite", "csv", "parquet", "ndjson", "oparl")
DATABASE = "raad.db"
UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write: the formats, under which address OParl's ids are, and what the README says of the making."""

    formats: Collection[str]
    base: str
    made_at: datetime
    version: str


def write_release(source: Path, target: Path, wanted: Wanted) -> dict[str, int]:
    """Write a release of a database into a folder that is not there yet; gives the number of rows by table.

    It is made beside its place and moved there when it is whole; a failure leaves nothing. Raises ``OSError``,
    ``sqlite3.Error`` and ``BrokenRelease``, and ``ImportError`` where Parquet is asked for and can't be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=UNFINISHED, dir=target.parent))
    try:
        rows = _write(source, folder, target.name, wanted)
        folder.chmod(0o755)  # made for its owner alone
        folder.rename(target)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return rows


def _write(source: Path, folder: Path, name: str, wanted: Wanted) -> dict[str, int]:
    facts = write_snapshot(source, folder / DATABASE)
    with Database(folder / DATABASE, execute_plugins=False) as db:
        tables = fields_of(db)
        rows = {table.name: db.table(table.name).count for table in tables}
        if "csv" in wanted.formats:
            sources = [(one.name or one.id, one.website) for one in facts.covered]
            _write_tables(db, tables, folder, data_package(name, wanted.made_at, tables, sources))
        if "parquet" in wanted.formats:
            write_parquet(db, tables, folder / "parquet")
        if "ndjson" in wanted.formats:
            _write_meetings(db, folder / "ndjson")
        if "oparl" in wanted.formats:
            _write_oparl(OParl(db, wanted.base), folder / "oparl")
    if "sqlite" not in wanted.formats:
        (folder / DATABASE).unlink()
    told = readme(name, wanted.made_at, wanted.version, wanted.formats, facts, rows, wanted.base)
    (folder / "README.md").write_text(told, encoding="utf-8")
    write_sums(folder)
    return rows


def _write_tables(db: Database, tables: Iterable[TableFields], folder: Path, package: dict[str, Any]) -> None:
    write_csv(db, tables, folder / "csv")
    write_guarded_csv(db, tables, folder / "csv-excel")
    _write_json(folder / "datapackage.json", package)


def _write_meetings(db: Database, folder: Path) -> None:
    folder.mkdir()
    _write_json(folder / "meetings.schema.json", MEETING_SCHEMA)
    with (folder / "meetings.ndjson").open("w", encoding="utf-8") as file:
        for whole in whole_meetings(db):
            _write_line(file, meeting_object(whole))


def _write_oparl(oparl: OParl, folder: Path) -> None:
    folder.mkdir()
    with ExitStack() as opened:
        files: dict[str, TextIO] = {}
        for kind, told in oparl.objects():
            if kind not in files:
                path = folder / f"{kind.lower()}.ndjson"
                files[kind] = opened.enter_context(path.open("w", encoding="utf-8"))
            _write_line(files[kind], told)


def _write_line(file: TextIO, told: dict[str, Any]) -> None:
    file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")


def _write_json(path: Path, told: dict[str, Any]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
