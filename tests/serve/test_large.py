"""The large database of the bench is one a crawl could have left."""

from __future__ import annotations

from rådscraper.store.rows import TABLES
from rådscraper.store.search import check_search
from rådscraper.store.writer import Store
from tests.bench import large
from tests.store.meetings import broken_references

ITEMS = 9000


def test_what_is_made_for_the_bench_is_whole(tmp_path):
    large.fill(tmp_path / "raad.db", ITEMS)
    with Store.open(tmp_path / "raad.db") as store:
        assert store.db.table("agenda_items").count == ITEMS
        assert store.db.table("meetings").get(large.FIRST_MEETING)["removed_at"] is None
        assert broken_references(store) == []
        assert [checked.faults for checked in check_search(store.db)] == [(), ()]
        assert not {row["count"] for row in _counts(store)} & {0}
        found = {word: _share(store, word) for word in (large.RARE, large.MIDDLING, large.COMMON, large.USUAL)}
    assert found[large.RARE] == large.OF_RARE / ITEMS
    assert found[large.RARE] < found[large.MIDDLING] < 0.02
    assert 0.2 < found[large.COMMON] < 0.3 < 0.6 < found[large.USUAL]


def _counts(store: Store) -> list[dict[str, int]]:
    tables = (*TABLES, "file_pages", "revisions", "crawls", "coverage")
    unused = {"decision_attendances"}
    return [{"count": store.db.table(table).count} for table in tables if table not in unused]


def _share(store: Store, word: str) -> float:
    found = store.db.execute("select count(*) from agenda_items_fts where agenda_items_fts match ?", [word])
    return float(found.fetchone()[0]) / ITEMS
