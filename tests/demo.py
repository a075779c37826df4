"""``make demo``: start the stand-ins, crawl each as one would the real site, show what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlite_utils import Database

from tests.sites.stand_ins import STAND_INS, stand_in

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
DATABASE = DATA / "demo.db"
FULL_SPEED = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS=1", "AUTOTHROTTLE_ENABLED=False", "LOG_LEVEL=ERROR")


def main() -> int:
    """Crawl every site into ``data/demo.db``, made anew; 0 when every crawl ended well."""
    for old in DATA.glob("demo.db*"):
        old.unlink()
    folders = (f"FILES_STORE={DATA / 'demo-files'}", f"RAAD_ARCHIVE={DATA / 'demo-archive'}")
    settings = (f"RAAD_DATABASE={DATABASE}", *folders, *FULL_SPEED)
    options = [word for setting in settings for word in ("-s", setting)]
    environment = {**os.environ, "PYTHONUTF8": "1", "RAAD_CONTACT": "demo@example.org"}
    failed = []
    with ExitStack() as running:
        for slug in STAND_INS:
            site = stand_in(slug)
            running.enter_context(site)
            command = [sys.executable, "-m", "scrapy", "crawl", slug, "-a", f"base_url={site.address}", *options]
            if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                failed.append(slug)
    show(Console(width=100))
    if failed:
        print(f"demo: failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def show(console: Console) -> None:
    """Print what the database holds."""
    db = Database(DATABASE)
    table = Table(title=f"In {DATABASE.relative_to(ROOT)}", title_justify="left")
    columns = ("meetings", "agenda_items", "decisions", "attendances", "attachments", "files", "problems")
    for name in columns:
        table.add_column(name, justify="right")
    table.add_row(*(str(db.table(name).count) for name in columns))
    console.print(table)
    db.close()


if __name__ == "__main__":
    sys.exit(main())
