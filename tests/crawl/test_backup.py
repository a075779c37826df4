"""``scrapy backup`` and ``scrapy restore`` on crawled databases."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from rådscraper.store.schema import APPLICATION_ID, MIGRATIONS, STEPS
from rådscraper.store.writer import Store
from tests.crawl.running import Run, assert_whole, crawl, crawl_words, scrapy, started, wait_for
from tests.crawl.small import agenda_path, month_by_month, site_of
from tests.sites.firstagenda import Fault, FirstAgendaSite
from tests.store.meetings import KOEGE, NOW, meeting

MEETINGS = month_by_month(8)
SLOW = agenda_path(MEETINGS[3])
COPY = re.compile(r"raad-\d{8}T\d{6}Z\.db")


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table with its rowid, those of full-text indexes too, and how everything is declared."""
    with closing(sqlite3.connect(path)) as db:
        db.text_factory = bytes
        tables = db.execute(
            "select name, wr from pragma_table_list where schema = 'main' and type <> 'view'"
        ).fetchall()
        told = {"": db.execute("select type, name, sql from sqlite_schema order by type, name").fetchall()}
        for name, without_rowid in tables:
            columns = "*" if without_rowid or name == b"sqlite_schema" else "rowid, *"
            table = name.decode()
            if table != "sqlite_schema":  # names pages, which a copy numbers anew
                told[table] = sorted(db.execute(f'select {columns} from "{table}"').fetchall(), key=repr)
        return told


def backup(folder: Path, *words: str, **settings: str) -> Run:
    return scrapy(folder, "backup", *words, settings={"RAAD_BACKUPS": str(folder / "backups")} | settings)


def copies(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "backups").iterdir() if COPY.fullmatch(path.name))


def small_database(folder: Path) -> Path:
    with Store.open(folder / "raad.db") as store:
        store.save(meeting(), None, NOW)
    return folder / "raad.db"


def test_a_restored_database_holds_every_row_under_its_rowid(trapped, tmp_path):
    run = trapped("koege").run
    made = backup(tmp_path, RAAD_DATABASE=str(run.folder / "raad.db"))
    assert made.status == 0, made.log
    (copy,) = copies(tmp_path)
    assert made.output.startswith(f"{copy}: ")
    restored = scrapy(tmp_path, "restore", str(copy))
    assert restored.status == 0, restored.log
    assert f"{len(run.rows('meetings'))} meetings" in restored.output
    before = content(run.folder / "raad.db")
    assert min(len(before[table]) for table in ("meetings", "agenda_items", "sections", "attachments", "problems")) > 0
    assert content(tmp_path / "raad.db") == before == content(copy)
    assert_whole(restored)
    with Store.open(tmp_path / "raad.db") as store:
        assert store.db.journal_mode == "wal"


def test_a_backup_is_made_while_a_crawl_writes_and_another_reads(tmp_path):
    with FirstAgendaSite(*site_of(*MEETINGS[:3])) as site:
        crawl("koege", site.address, tmp_path)
    with FirstAgendaSite(*site_of(*MEETINGS)) as site:
        site.fault(SLOW, Fault(delay=60, times=1))
        crawling = started(tmp_path, *crawl_words("koege", site.address))
        wait_for(lambda: any(one.path == SLOW for one in site.requests), crawling)
        with closing(sqlite3.connect(f"file:{tmp_path / 'raad.db'}?mode=ro", uri=True)) as reader:
            reader.execute("begin")
            (held,) = reader.execute("select count(*) from meetings").fetchone()
            made = backup(tmp_path)
        assert made.status == 0, made.log
        (copy,) = copies(tmp_path)
        refused = scrapy(tmp_path, "restore", str(copy))
        assert crawling.poll() is None
        with crawling:
            crawling.kill()
        crawled = crawl("koege", site.address, tmp_path)
    assert refused.status == 3
    assert f"raad.db is held by `scrapy crawl koege` (process {crawling.pid}, since 20" in refused.log
    assert crawled.status == 0, crawled.log
    assert held <= len(meetings_in(copy)) < len(meetings_in(tmp_path / "raad.db")) == len(MEETINGS)


def test_after_a_restore_the_next_crawl_fetches_what_came_since(tmp_path):
    with FirstAgendaSite(*site_of(*MEETINGS[:3])) as site:
        crawl("koege", site.address, tmp_path)
    assert backup(tmp_path).status == 0
    with FirstAgendaSite(*site_of(*MEETINGS)) as site:
        whole = crawl("koege", site.address, tmp_path)
        held = [row["id"] for row in whole.rows("meetings", "1 = 1")]
        assert scrapy(tmp_path, "restore", str(copies(tmp_path)[0])).status == 0
        assert len(meetings_in(tmp_path / "raad.db")) == 3
        again = crawl("koege", site.address, tmp_path)
    assert again.status == 0, again.log
    assert again.rows("crawls")[-1]["meetings_new"] == len(MEETINGS) - 3
    assert sorted(meetings_in(tmp_path / "raad.db")) == sorted(held)


def meetings_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return [str(row[0]) for row in db.execute("select id from meetings")]


def test_what_was_there_is_kept_with_what_only_its_log_holds(tmp_path):
    live = tmp_path / "live"
    live.mkdir()
    with Store.open(small_database(live)) as store:
        assert backup(tmp_path, RAAD_DATABASE=str(live / "raad.db")).status == 0
        store.begin_crawl(KOEGE, NOW)
        for end in ("", "-wal"):  # as a killed crawl leaves them
            shutil.copy(live / f"raad.db{end}", tmp_path / f"raad.db{end}")
    assert (tmp_path / "raad.db-wal").stat().st_size > 0
    run = scrapy(tmp_path, "restore", str(copies(tmp_path)[0]))
    assert run.status == 0, run.log
    (aside,) = tmp_path.glob("raad-before-restore-*.db")
    assert f"what was there is kept as {aside}" in run.output
    assert not list(tmp_path.glob("raad.db-*"))
    assert not list(tmp_path.glob("raad.db.restor*"))
    assert run.rows("crawls") == []
    with closing(sqlite3.connect(aside)) as kept:
        assert kept.execute("select municipality_id from crawls").fetchall() == [("koege",)]


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path):
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        MIGRATIONS.apply(Database(connection), stop_before=STEPS[1].__name__)
    before = old.read_bytes()
    assert scrapy(tmp_path, "restore", str(old)).status == 0
    with closing(sqlite3.connect(tmp_path / "raad.db")) as connection:
        assert {step.name for step in MIGRATIONS.applied(Database(connection))} == {step.__name__ for step in STEPS}
    assert old.read_bytes() == before


def single_file(folder: Path) -> Path:
    path = small_database(folder)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = delete")
    return path


def damaged(path: Path) -> None:
    whole = single_file(path.parent / "other").read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])


def cut_short(path: Path) -> None:
    whole = single_file(path.parent / "other").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table bogreol (titel text)")


def of_a_newer_version(path: Path) -> None:
    shutil.copy(single_file(path.parent / "other"), path)
    with closing(sqlite3.connect(path)) as db:
        row = "('raadscraper', 'of_the_future', '2030-01-01')"
        db.execute(f"insert into _sqlite_migrations (migration_set, name, applied_at) values {row}")
        db.commit()


def no_database(path: Path) -> None:
    path.write_bytes(b"nummer;titel\n1;Budget\n" * 100)


def nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "status", "told"),
    [
        (damaged, 2, "copy.db"),
        (cut_short, 2, "copy.db"),
        (of_another_program, 2, "copy.db is no database made by rådscraper"),
        (of_a_newer_version, 2, "copy.db was made by a newer version of rådscraper (of_the_future)"),
        (no_database, 2, "copy.db cannot be read as a database"),
        (nothing, 2, "there is no database"),
    ],
)
def test_what_cannot_be_restored_is_refused_and_the_database_stays(tmp_path, make, status, told):
    (tmp_path / "other").mkdir()
    database = small_database(tmp_path)
    make(tmp_path / "copy.db")
    before = database.read_bytes()
    names = {path.name for path in tmp_path.iterdir()}
    run = scrapy(tmp_path, "restore", str(tmp_path / "copy.db"))
    assert run.status == status, run.log
    (line,) = run.log.splitlines()
    assert told in line
    assert database.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} - names <= {"raad.db.lock"}


def test_the_database_is_not_restored_from_itself(tmp_path):
    run = scrapy(tmp_path, "restore", str(small_database(tmp_path)))
    assert (run.status, run.output) == (2, "")
    assert "raad.db is the database itself" in run.log


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["backup"], "there is no database"),
        (["backup", "elsewhere"], "backup takes no argument, not 'elsewhere'"),
        (["backup", "--keep", "0"], "--keep 0 is no number of days"),
        (["backup", "--keep", "alle"], "--keep alle is no number of days"),
        (["restore"], "name one file"),
        (["restore", "a.db", "b.db"], "name one file"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, words, told):
    run = scrapy(tmp_path, *words, settings={"RAAD_BACKUPS": str(tmp_path / "backups")})
    assert run.status == 2
    (line,) = run.log.splitlines()
    assert told in line
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    small_database(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    run = backup(tmp_path, "--to", str(tmp_path / "file" / "backups"))
    assert run.status == 1
    assert str(tmp_path / "file" / "backups") in run.log
