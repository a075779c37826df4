"""Papers keep their ids, and one that a publication no longer names is marked after three days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rådscraper.items import Attachment, Problem
from rådscraper.store.writer import SaveResult, Store
from tests.store.meetings import ID, NOW, full_item, meeting, publication

PLAN, MAP, LETTER = (Attachment(title, f"https://site.example/{title}") for title in ("Plan", "Kort", "Brev"))


def papers(store: Store) -> list[tuple[str, str, bool]]:
    rows = store.db.table("attachments").rows_where(order_by="position")
    return [(row["id"].removeprefix(f"{ID}:37:"), row["title"], row["removed_at"] is not None) for row in rows]


def save(store: Store, day: float, *named: Attachment, publication_id: str = "p1") -> tuple[SaveResult, list[Problem]]:
    told: list[Problem] = []
    item = replace(full_item(publication_id=publication_id), attachments=named)
    read = {"publications": (publication(publication_id),), "current": ((publication_id, "a" * 64),)}
    return store.save(meeting(items=(item,), **read), None, NOW + timedelta(days=day), told.append), told


def test_papers_keep_their_ids_in_whatever_order_they_come(store):
    save(store, 0, PLAN, MAP)
    assert save(store, 1, LETTER, MAP, PLAN)[0] is SaveResult.CHANGED
    assert papers(store) == [("a3", "Brev", False), ("a2", "Kort", False), ("a1", "Plan", False)]


def test_a_paper_that_is_missed_on_three_days_is_marked(store):
    save(store, 0, PLAN, MAP)
    results = [save(store, day, MAP) for day in (1, 1.2, 2, 3, 4)]
    assert [result for result, _ in results] == ["changed", "unchanged", "unchanged", "changed", "unchanged"]
    assert [len(told) for _, told in results] == [0, 0, 0, 1, 0]
    assert results[3][1][0].kind == "removed_at_source"
    assert papers(store) == [("a2", "Kort", False), ("a1", "Plan", True)]
    save(store, 5, PLAN, MAP)
    assert papers(store) == [("a1", "Plan", False), ("a2", "Kort", False)]


def test_a_paper_seen_in_between_is_counted_anew(store):
    save(store, 0, PLAN, MAP)
    for day, named in ((1, (MAP,)), (2, (MAP,)), (3, (PLAN, MAP)), (4, (MAP,)), (5, (MAP,))):
        save(store, day, *named)
    assert papers(store) == [("a2", "Kort", False), ("a1", "Plan", False)]


def test_a_paper_of_the_same_title_takes_the_place_of_the_old(store):
    save(store, 0, PLAN, MAP)
    save(store, 1, replace(PLAN, url="https://site.example/ny"), MAP)
    assert papers(store) == [("a1", "Plan", False), ("a2", "Kort", False)]


def test_another_publication_has_papers_of_its_own(store):
    save(store, 0, PLAN, MAP)
    save(store, 1, LETTER, publication_id="p2")
    assert papers(store) == [("a1", "Brev", False)]
