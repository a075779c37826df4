from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rådscraper.store.backup import CopyFailed, back_up, stamp, surplus
from rådscraper.store.lock import HeldElsewhere, Lock
from rådscraper.store.redacting import Operator
from rådscraper.store.restore import restore
from rådscraper.store.writer import Store
from tests.store.meetings import ID, LATER, NOW, column, meeting

NIGHT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "raad.db") as store:
        store.save(meeting(), None, NOW)
    return tmp_path / "raad.db"


def named(moment: datetime) -> Path:
    return Path(f"raad-{stamp(moment)}.db")


def test_of_two_years_of_nights_the_last_days_weeks_and_months_are_kept():
    copies: list[Path] = []
    for night in range(730):
        made = named(NIGHT + timedelta(days=night))
        copies.append(made)
        for gone in surplus(copies, made, days=7):
            copies.remove(gone)
    # The last night is 29 February 2028, a Tuesday: 7 days, the Sundays before, the last day of each month before.
    assert [path.name[5:13] for path in copies] == [
        *("20270331", "20270430", "20270531", "20270630", "20270731", "20270831"),
        *("20270930", "20271031", "20271130", "20271231", "20280131"),
        *("20280213", "20280220"),
        *("20280223", "20280224", "20280225", "20280226", "20280227", "20280228", "20280229"),
    ]


def test_of_one_day_the_newest_copy_is_kept():
    day = [named(NIGHT + timedelta(hours=hour)) for hour in range(3)]
    assert surplus(day, day[2], days=1) == [day[1], day[0]]


def test_nothing_goes_because_nothing_came():
    copies = [named(NIGHT + timedelta(days=day)) for day in range(5)]
    made = named(NIGHT + timedelta(days=4000))
    assert surplus([*copies, made], made, days=7) == []


def test_the_copy_just_made_stays_also_when_the_clock_went_back():
    ahead = [named(NIGHT + timedelta(days=day)) for day in range(400, 410)]
    made = named(NIGHT)
    assert made not in surplus([*ahead, made], made, days=1)


def test_old_copies_go_once_the_new_one_is_there_and_other_files_stay(database, tmp_path):
    folder = tmp_path / "backups"
    for day in range(3):
        backup = back_up(database, folder, NIGHT + timedelta(days=day), days=1)
    (folder / "raad-unfinished.db").write_bytes(b"of a killed backup")
    (folder / "demo-20200101T000000Z.db").write_bytes(b"of another database")
    backup = back_up(database, folder, NIGHT + timedelta(days=3), days=1)
    # 1 March is a Sunday: the weeks keep none but its newest night.
    assert [path.name for path in backup.removed] == ["raad-20260304T013000Z.db"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "demo-20200101T000000Z.db",
        "raad-20260305T013000Z.db",
        "raad.lock",
    ]
    assert backup.path.stat().st_size == backup.size


def test_without_room_no_copy_is_made_and_none_goes(database, tmp_path, monkeypatch):
    first = back_up(database, tmp_path / "backups", NIGHT)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(100, 99, 4096))
    with pytest.raises(CopyFailed, match=r"raad\.db takes 0\.\d MB and only 0\.0 MB are free in .+backups; make room"):
        back_up(database, tmp_path / "backups", NIGHT + timedelta(hours=1), days=1)
    assert sorted(path.name for path in first.path.parent.iterdir()) == [first.path.name, "raad.lock"]


def test_a_damaged_database_gives_no_copy_and_the_old_ones_stay(database, tmp_path):
    first = back_up(database, tmp_path / "backups", NIGHT)
    whole = database.read_bytes()
    database.write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
    with pytest.raises(CopyFailed, match="malformed"):
        back_up(database, tmp_path / "backups", NIGHT + timedelta(hours=1), days=1)
    assert sorted(path.name for path in first.path.parent.iterdir()) == [first.path.name, "raad.lock"]


def test_two_backups_into_one_folder_do_not_meet(database, tmp_path):
    (tmp_path / "backups").mkdir()
    running = Lock(tmp_path / "backups" / "raad")
    try:
        with pytest.raises(HeldElsewhere):
            back_up(database, tmp_path / "backups", NIGHT)
    finally:
        running.release()
    assert back_up(database, tmp_path / "backups", NIGHT).size > 0


def test_what_was_taken_away_after_the_copy_is_taken_away_from_it_and_stays_away(database, tmp_path):
    copied = back_up(database, tmp_path / "backups", NIGHT).path
    with Store.open(database) as store:
        Operator(store, tmp_path / "files", NOW, "en grund").redact(f"{ID}:37")
        assert column(store, "agenda_items", "title")[0] == "[fjernet]"
        decided = [row["row_id"] for row in store.db.table("redactions").rows]
    restored = restore(copied, database, tmp_path / "files", LATER)
    assert [sentence.split()[2].removesuffix(":") for sentence in restored.carried_out] == decided
    assert restored.carried_out[0].startswith(f"redact agenda_items {ID}:37: decided 2026")
    with Store.open(database) as store:
        assert column(store, "agenda_items", "title")[0] == "[fjernet]"
        store.save(meeting(), None, LATER)
        assert column(store, "agenda_items", "title")[0] == "[fjernet]"
    assert restore(copied, database, tmp_path / "files", LATER).carried_out == restored.carried_out


def test_a_damaged_present_database_is_told_and_replaced(database, tmp_path):
    copied = back_up(database, tmp_path / "backups", NIGHT).path
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    restored = restore(copied, database, tmp_path / "files", LATER)
    assert "what was taken away since the copy is not known" in restored.to_do[0]
    with Store.open(database) as store:
        assert column(store, "agenda_items", "title")[0] == "Budget"
