from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rådscraper.items import Attachment, Problem
from rådscraper.store.writer import Store
from tests.store.meetings import KOEGE, LATER, NOW, a_file, full_item, meeting


def test_a_crawl_is_kept_from_its_beginning(store):
    crawl = store.begin_crawl(KOEGE, NOW)
    assert crawl == "koege:2026-03-02T06:00:00.000000+01:00"
    (row,) = store.db.table("crawls").rows
    assert (row["municipality_id"], row["started_at"]) == ("koege", "2026-03-02T06:00:00+01:00")
    assert row["finished_at"] is None
    (municipality,) = store.db.table("municipalities").rows
    assert municipality == {
        "id": "koege",
        "name": "Køge Kommune",
        "code": "0259",
        "website": "https://www.koege.dk",
    }


def test_a_crawl_ends_with_its_counts(store):
    crawl = store.begin_crawl(KOEGE, NOW)
    store.end_crawl(crawl, finished_at=LATER, finish_reason="finished", requests=12, exit_status=0)
    row = store.db.table("crawls").get(crawl)
    assert row["finished_at"] == "2026-03-03T06:00:00+01:00"
    assert (row["finish_reason"], row["requests"], row["exit_status"], row["errors"]) == ("finished", 12, 0, None)


def test_a_second_crawl_keeps_the_municipality(store):
    store.begin_crawl(KOEGE, NOW)
    store.begin_crawl(KOEGE, NOW + timedelta(microseconds=1))
    assert store.db.table("crawls").count == 2
    assert store.db.table("municipalities").count == 1


def test_problems_are_numbered_and_kept_at_once(tmp_path):
    with Store.open(tmp_path / "raad.db") as store:
        crawl = store.begin_crawl(KOEGE, NOW)
        store.add_problem(crawl, Problem("unread", "Kunne ikke\0 læses", "https://site.example/1"))
        store.add_problem(crawl, Problem("unread", "Heller ikke"))
        with Store.open(tmp_path / "raad.db", lock=False) as other:
            problems = list(other.db.table("problems").rows)
            other.add_problem(crawl, Problem("late", "Fra en anden"))
    assert [row["id"] for row in problems] == [f"{crawl}:1", f"{crawl}:2"]
    assert problems[0] == {
        "id": f"{crawl}:1",
        "crawl_id": crawl,
        "url": "https://site.example/1",
        "kind": "unread",
        "message": "Kunne ikke læses",
    }
    with Store.open(tmp_path / "raad.db") as store:
        assert store.db.table("problems").get(f"{crawl}:3")["kind"] == "late"


def test_the_newest_file_of_an_address_is_known(store):
    address = "https://site.example/bilag/1"
    assert store.known_file(address) is None
    for sha256, now, number in (("e" * 64, LATER, "1"), ("f" * 64, NOW, "2")):
        paper = Attachment("Bilag", address, sha256)
        held = meeting(
            starts_at=meeting().starts_at + timedelta(days=int(number)),
            items=(replace(full_item(number), attachments=(paper,), publication_id=None),),
            publications=(),
            current=(),
            files=(a_file(sha256, now, address),),
        )
        store.save(held, None, now)
    assert store.known_file(address) == a_file("e" * 64, LATER, address)
    assert store.known_file("https://site.example/andet") is None
