"""However a save ends too early, the meeting stored before is whole."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rådscraper.items import Section, SectionKind
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import ID, LATER, NOW, broken_references, dump, full_item, items, meeting

ROOT = Path(__file__).parents[2]
CHANGED_ITEM = replace(
    full_item(), title="Ændret", sections=(*full_item().sections, Section("Økonomi", SectionKind.ECONOMY, "Ingen."))
)
CHANGED = meeting(items=(*items("1", "2"), CHANGED_ITEM), place="Rådhuset")


def is_sound(store: Store) -> bool:
    return store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",) and not broken_references(store)


@pytest.mark.parametrize("action", ["ABORT", "FAIL", "ROLLBACK"])
@pytest.mark.parametrize(
    "when", ["insert on agenda_items", "insert on sections", "delete on agenda_items", "update on meetings"]
)
def test_an_error_in_the_middle_leaves_the_old_meeting_whole(store, action, when):
    store.save(meeting(), None, NOW)
    before = dump(store)
    store.db.execute(f"create trigger full before {when} begin select raise({action}, 'disk full'); end")
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        store.save(CHANGED, None, LATER)
    assert dump(store) == before
    assert is_sound(store)
    store.db.execute("drop trigger full")
    assert store.save(CHANGED, None, LATER) is SaveResult.CHANGED


def test_a_full_disk_leaves_the_old_meeting_whole(store):
    store.save(meeting(), None, NOW)
    before = dump(store)
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()
    large = meeting(items=tuple(replace(item, summary="lang " * 5000) for item in items(*"123456789")))
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store.save(large, None, LATER)
    assert dump(store) == before
    assert is_sound(store)
    store.db.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert store.save(large, None, LATER) is SaveResult.CHANGED


def test_an_interrupt_between_any_two_statements_leaves_the_old_meeting_whole(store):
    store.save(meeting(), None, NOW)
    before = dump(store)
    for allowed in range(1000):
        left = allowed

        def interrupt(_sql, _parameters):
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt

        try:
            with store.db.tracer(interrupt):
                store.save(CHANGED, None, LATER)
        except KeyboardInterrupt:
            assert not store.db.conn.in_transaction
            assert dump(store) == before
        else:
            break
    assert allowed > 20
    assert store.save(CHANGED, None, LATER) is SaveResult.UNCHANGED
    assert is_sound(store)


SAVER = """
import sys
from rådscraper.items import Section, SectionKind
from rådscraper.store.writer import Store
from tests.store.meetings import NOW, meeting
from tests.store.test_interrupted import CHANGED
store = Store.open(sys.argv[1])
while True:
    store.save(meeting(), None, NOW)
    print("saved", flush=True)
    store.save(CHANGED, None, NOW)
"""


def test_a_killed_process_leaves_a_whole_meeting(tmp_path):
    whole: list[dict[str, list[dict[str, Any]]]] = []
    for told in (meeting(), CHANGED):
        with Store.open(tmp_path / f"{len(whole)}.db") as store:
            store.save(told, None, NOW)
            whole.append(dump(store))
    path = tmp_path / "raad.db"
    pauses = random.Random(5)
    for _ in range(6):
        command = [sys.executable, "-X", "utf8", "-c", SAVER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as saver:
            assert saver.stdout
            assert saver.stdout.readline() == b"saved\n"
            time.sleep(pauses.uniform(0, 0.05))
            saver.send_signal(signal.SIGKILL)
        with Store.open(path) as store:
            assert is_sound(store)
            assert dump(store) in whole
            assert store.db.table("meetings").get(ID)
