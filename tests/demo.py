"""``make demo``: start the stand-ins, crawl each as one would the real site on some nights, show what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlite_utils import Database

from rådscraper.clock import DANISH_TIME, now
from tests.sites.aalborg import AalborgSite
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.stand_ins import STAND_INS, stand_in
from tests.sites.traps import koege_later

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
DATABASE = DATA / "demo.db"
FULL_SPEED = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS=1", "AUTOTHROTTLE_ENABLED=False", "LOG_LEVEL=ERROR")
THAT_NIGHT = "STATS_CLASS=tests.crawl.clock_change.Stats"

AT = time(2, 15)
"""When ``deploy/raadscraper.timer`` begins a night."""
NIGHTS = (
    "Køge, for the first time",
    "Køge again: minutes have been put right, and a meeting of August 2021 is gone from the list",
    "Køge again: nothing is new, and the meeting is still gone",
    "all sites; Køge's meeting has been gone for three days and is marked as withdrawn",
)

Tell = Callable[[str], None]


def main() -> int:
    """Crawl every site into ``data/demo.db``, made anew; 0 when every crawl ended well."""
    for old in DATA.glob("demo.db*"):
        old.unlink()
    places = {"RAAD_DATABASE": DATABASE, "FILES_STORE": DATA / "demo-files", "RAAD_ARCHIVE": DATA / "demo-archive"}
    failed = crawl_nights(places, lambda line: print(line, flush=True))
    show(Console(width=100))
    if failed:
        print(f"demo: failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def crawl_demo(folder: Path) -> Path:
    """Crawl all nights into a folder as tests have it, and give it."""
    places = {"RAAD_DATABASE": folder / "raad.db", "FILES_STORE": folder / "files", "RAAD_ARCHIVE": folder / "archive"}
    failed = crawl_nights(places, lambda _: None)
    if failed:
        raise RuntimeError(f"failed: {', '.join(failed)}")
    return folder


def crawl_nights(places: Mapping[str, Path], tell: Tell) -> list[str]:
    """Crawl what there is on each night, the clock set to it; gives the sites whose crawl did not end well."""
    settings = (*(f"{name}={place}" for name, place in places.items()), *FULL_SPEED, THAT_NIGHT)
    options = [word for setting in settings for word in ("-s", setting)]
    environment = {**os.environ, "PYTHONUTF8": "1", "RAAD_CONTACT": "demo@example.org"}
    failed = []
    for number, (night, told) in enumerate(zip(_last_nights(len(NIGHTS)), NIGHTS, strict=True), 1):
        tell(f"Night {number} of {len(NIGHTS)}, {night:%Y-%m-%d %H:%M}: {told}")
        for slug, site in _sites(number):
            with site:
                command = [sys.executable, "-m", "scrapy", "crawl", slug, "-a", f"base_url={site.address}", *options]
                clock = {"RAAD_TEST_NOW": night.isoformat()}
                if subprocess.run(command, cwd=ROOT, env=environment | clock, check=False).returncode:
                    failed.append(slug)
    return failed


def _last_nights(number: int) -> list[datetime]:
    """Nights on days that follow each other; the last of them is the latest that has begun."""
    today = now()
    last = today.date() - timedelta(days=today.time() < AT)
    return [datetime.combine(last - timedelta(days=ago), AT, DANISH_TIME) for ago in reversed(range(number))]


def _sites(night: int) -> Iterator[tuple[str, AalborgSite | FirstAgendaSite]]:
    """The sites that are crawled on a night, Køge's as it is then."""
    for slug in STAND_INS if night == len(NIGHTS) else ("koege",):
        is_later = slug == "koege" and night > 1
        yield slug, FirstAgendaSite(*koege_later()) if is_later else stand_in(slug)


def show(console: Console) -> None:
    """Print what the database holds."""
    db = Database(DATABASE)
    table = Table(title=f"In {DATABASE.relative_to(ROOT)}", title_justify="left")
    columns = ("meetings", "agenda_items", "decisions", "attendances", "attachments", "files", "revisions", "problems")
    for name in columns:
        table.add_column(name, justify="right")
    table.add_row(*(str(db.table(name).count) for name in columns))
    console.print(table)
    db.close()
    print(f"Look at it with: make serve DB={DATABASE.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
