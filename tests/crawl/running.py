"""A real ``scrapy crawl`` in a process of its own, and the rows it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

ROOT = Path(__file__).resolve().parent.parent.parent
FULL_SPEED = {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_ENABLED": "False", "RETRY_TIMES": "1"}


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did: its exit status, what it printed, and where it kept things."""

    status: int
    output: str
    log: str
    folder: Path

    def rows(self, table: str, where: str | None = None, **values: Any) -> list[dict[str, Any]]:
        """Rows of a table in the order they were written."""
        db = Database(self.folder / "raad.db")
        try:
            return list(db.table(table).rows_where(where, values, order_by="rowid"))
        finally:
            db.close()

    def kinds(self) -> list[str]:
        """The kinds of all problems kept, in order."""
        return [row["kind"] for row in self.rows("problems")]


def scrapy(folder: Path, *words: str, settings: dict[str, str] | None = None) -> Run:
    """Run a scrapy command whose database and files lie in a folder; deprecations are errors."""
    kept = {"RAAD_DATABASE": str(folder / "raad.db"), "FILES_STORE": str(folder / "files"), **FULL_SPEED}
    options = [word for name, value in (kept | (settings or {})).items() for word in ("-s", f"{name}={value}")]
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120"}
    warnings = ["-W", "error::scrapy.exceptions.ScrapyDeprecationWarning"]
    command = [sys.executable, *warnings, "-m", "scrapy", *words, *options]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), folder)


def crawl(site: str, address: str, folder: Path, *arguments: str, settings: dict[str, str] | None = None) -> Run:
    """Crawl a stand-in at an address with further spider arguments (``since=2021-01-01``)."""
    given = [word for argument in (f"base_url={address}", *arguments) for word in ("-a", argument)]
    return scrapy(folder, "crawl", site, *given, settings=settings)
