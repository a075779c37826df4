from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from rådscraper.clock import now
from rådscraper.items import Decision, Outcome
from rådscraper.store.opening import DatabaseHeld, UnusableDatabase
from rådscraper.store.rows import meeting_rows
from rådscraper.store.schema import APPLICATION_ID, MIGRATIONS
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import NOW, column, full_item, meeting

ROOT = Path(__file__).parents[2]


def pragma(store: Store, name: str) -> Any:
    return store.db.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_database_is_made_with_its_folders(tmp_path):
    path = tmp_path / "nye" / "mapper" / "råd.db"
    with Store.open(path) as store:
        assert pragma(store, "journal_mode") == "wal"
        assert pragma(store, "busy_timeout") == 30_000
        assert pragma(store, "synchronous") == 1
        assert pragma(store, "foreign_keys") == 1
        assert pragma(store, "application_id") == APPLICATION_ID
        assert store.db.table("meetings").count == 0


def test_an_empty_file_is_a_new_database(tmp_path):
    (tmp_path / "raad.db").touch()
    with Store.open(tmp_path / "raad.db") as store:
        assert store.save(meeting(), None, NOW) is SaveResult.NEW


def test_what_was_stored_is_there_when_opened_again(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        store.save(meeting(), None, NOW)
    with Store.open(str(tmp_path / "raad.db")) as store:
        assert store.save(meeting(), None, NOW) is SaveResult.UNCHANGED


def test_a_database_whose_making_was_cut_short_is_made_whole(tmp_path):
    with closing(sqlite3.connect(tmp_path / "raad.db")) as half:
        half.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with Store.open(tmp_path / "raad.db") as store:
        assert store.save(meeting(), None, NOW) is SaveResult.NEW


@pytest.mark.parametrize("statement", ["create table t (x)", "create view v as select 1", "PRAGMA application_id = 5"])
def test_a_database_of_another_program_is_left_alone(tmp_path, statement):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()
    before = path.read_bytes()
    with pytest.raises(UnusableDatabase, match=r"other\.db is a database of another program; give the path"):
        Store.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id,name\n1,a\n" * 400, "is not an SQLite database"),
        (b"x", "is not an SQLite database"),
        (b"SQLite format 3\0" + b"x" * 4000, r"cannot be used as the database \(file is not a database\)"),
    ],
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path, content, reason):
    path = tmp_path / "notes.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableDatabase, match=rf"notes\.csv {reason};.* give "):
        Store.open(path)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["notes.csv"]


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(UnusableDatabase, match="cannot be used as the database"):
        Store.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UnusableDatabase, match=r"raad\.db cannot be made or written \(.+\); give a path in a folder"):
        Store.open(tmp_path / "file" / "raad.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_that_may_only_be_read_is_refused(tmp_path):
    path = tmp_path / "raad.db"
    Store.open(path).close()
    path.chmod(0o444)
    with pytest.raises(UnusableDatabase, match="readonly"):
        Store.open(path)


def test_a_newer_database_is_refused(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        row = {"migration_set": "raadscraper", "name": "of_the_future", "applied_at": "2030-01-01"}
        store.db.table("_sqlite_migrations").insert(row)
    with pytest.raises(UnusableDatabase, match=r"newer version of rådscraper \(of_the_future\); upgrade"):
        Store.open(tmp_path / "raad.db")
    assert not is_held(tmp_path / "raad.db")


def is_held(path: Path) -> bool:
    try:
        Store.open(path).close()
    except DatabaseHeld:
        return True
    except UnusableDatabase:
        return False
    return False


def test_only_one_holds_the_database(tmp_path):
    path = tmp_path / "raad.db"
    with Store.open(path):
        with pytest.raises(DatabaseHeld, match=r"raad\.db is held by `.+` \(process \d+, since 20.+\); wait until"):
            Store.open(path)
        Store.open(path, lock=False).close()
        assert is_held(path)
    assert not is_held(path)


HOLDER = """
import sys, time
from rådscraper.store.writer import Store
store = Store.open(sys.argv[1])
print("held", flush=True)
time.sleep(60)
"""


@contextmanager
def held_by_another_process(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-X", "utf8", "-c", HOLDER, str(path), "--password=secret"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_who_holds_the_database_and_since_when_is_told(tmp_path):
    path = tmp_path / "raad.db"
    before = now().replace(microsecond=0)
    with held_by_another_process(path) as holder, pytest.raises(DatabaseHeld) as refused:
        Store.open(path)
    told = re.search(
        rf"held by `python {re.escape(str(path))}` \(process {holder.pid}, since (.+)\); ", str(refused.value)
    )
    assert told, refused.value
    assert before <= datetime.fromisoformat(told[1]) <= now()
    assert "secret" not in str(refused.value)


def test_the_lock_of_a_killed_process_is_taken_over_and_that_is_told(tmp_path, caplog):
    path = tmp_path / "raad.db"
    with held_by_another_process(path) as holder:
        assert is_held(path)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with Store.open(path):
        assert f"(process {holder.pid}, since " in caplog.text
        assert "ended without letting go" in caplog.text
        with pytest.raises(DatabaseHeld, match=rf"\(process {os.getpid()}, since "):
            Store.open(path)
    caplog.clear()
    Store.open(path).close()
    assert caplog.text == ""


def test_what_a_killed_process_noted_is_not_told_of_the_one_that_came_after(tmp_path):
    path = tmp_path / "raad.db"
    note = tmp_path / "raad.db.holder"
    with held_by_another_process(path) as holder:
        left = note.read_text(encoding="utf-8")
        holder.kill()
        holder.wait()
    with Store.open(path):
        note.write_text(left, encoding="utf-8")  # as in the moment before the new holder's own note
        with pytest.raises(DatabaseHeld, match="held by another process;"):
            Store.open(path)


def test_a_holder_in_another_container_is_named_with_its_host(tmp_path):
    path = tmp_path / "raad.db"
    with Store.open(path):
        elsewhere = {
            "pid": 2**22 + 1,
            "host": "f00d",
            "command": "scrapy nightly",
            "since": "2026-03-02T06:00:00+01:00",
        }
        (tmp_path / "raad.db.holder").write_text(json.dumps(elsewhere), encoding="utf-8")
        with pytest.raises(DatabaseHeld, match=r"held by `scrapy nightly` \(process \d+ on f00d, since 2026-03-02T06"):
            Store.open(path)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": 1}', "null"])
def test_a_note_that_says_nothing_leaves_the_lock_as_it_is(tmp_path, note):
    path = tmp_path / "raad.db"
    with Store.open(path):
        (tmp_path / "raad.db.holder").write_text(note, encoding="utf-8")
        with pytest.raises(DatabaseHeld, match="held by another process;"):
            Store.open(path)


def test_nothing_is_noted_of_a_lock_that_was_let_go(tmp_path):
    path = tmp_path / "raad.db"
    with Store.open(path) as store:
        assert (tmp_path / "raad.db.holder").exists()
        store.close()
        assert not (tmp_path / "raad.db.holder").exists()


def test_a_database_of_the_first_steps_is_brought_up_to_date_and_its_meetings_stay_unchanged(tmp_path):
    quoted = Decision("Anbefales.", Outcome.RECOMMENDED, False, "Økonomiudvalget", date(2021, 4, 6))
    item = replace(full_item(), case_number="01.24.20-P20-1-21", journal_number="01.24.20", decisions=(quoted,))
    told = meeting(items=(item,))
    added = {"name_key", "body_name_key", "kle_main_group", "point", "party", "is_name_masked", "other_role"}
    of_meeting = {"meeting_case_number", "meeting_document_number"}
    with closing(sqlite3.connect(tmp_path / "raad.db")) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old = Database(connection)
        MIGRATIONS.apply(old, stop_before="add_chain")
        seen = {"first_seen_at": NOW.isoformat(), "last_seen_at": NOW.isoformat()}
        for table, rows in meeting_rows(told).items():
            for row in rows.values():
                more = seen if table in ("meetings", "documents") else {}
                more = more | {"changed_at": NOW.isoformat()} if table == "meetings" else more
                new = added - {"party"} if table == "attendances" else added
                new = new | of_meeting if table == "meetings" else new
                kept = {name: value for name, value in row.items() if name not in new}
                if table == "agenda_items":
                    kept["journal_number"] = None
                old.table(table).insert(kept | more)
    with Store.open(tmp_path / "raad.db") as store:
        assert column(store, "bodies", "name_key") == ["byråd"]
        assert column(store, "decisions", "body_name_key") == ["økonomiudvalg"]
        assert column(store, "agenda_items", "journal_number") == ["01.24.20"]
        assert column(store, "agenda_items", "kle_main_group") == ["01"]
        assert [row["decided_on"] for row in store.db.view("cases").rows] == ["2021-04-06"]
        assert store.save(told, None, NOW) is SaveResult.UNCHANGED


def test_a_reader_that_comes_and_goes_leaves_the_log_of_whoever_writes(tmp_path):
    path = tmp_path / "raad.db"
    with Store.open(path) as first, Store.open(path, lock=False) as second:
        look = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('select count(*) from meetings').fetchone()"
        log = path.with_name("raad.db-wal")
        before = log.stat().st_ino
        subprocess.run([sys.executable, "-c", look, str(path)], check=True)
        assert log.stat().st_ino == before
        assert first.db.execute("select 1").fetchone() == second.db.execute("select 1").fetchone()
