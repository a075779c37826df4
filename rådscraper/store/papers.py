"""The papers of items that are read again: each keeps its id, and one that is gone is not forgotten in silence."""

from __future__ import annotations

from rådscraper.items import Problem
from rådscraper.store.cells import Row, Rows

DAYS_UNTIL_REMOVED = 3
PRESENT = {"missed_on": None, "missed_days": None, "removed_at": None}


def settle_papers(wanted: Rows, stored: Rows, seen: str) -> list[Problem]:
    """Match the papers read with those stored, by address, and tell which are marked as removed.

    A paper that the publication it came with no longer names stays, the last of its item, and is marked as removed on
    the third day it is missed (``seen`` is the moment of this one). Another publication has papers of its own, and one
    that has the same title again took its place: then the stored one goes.
    """
    problems: list[Problem] = []
    of_stored, of_wanted = _by_item(stored), _by_item(wanted)
    for item_id, held in of_stored.items():
        item = wanted["agenda_items"].get(item_id)
        if item and item["document_id"] == stored["agenda_items"][item_id]["document_id"]:
            for row in of_wanted.get(item_id, []):
                del wanted["attachments"][row["id"]]
            rows, told = _settle(of_wanted.get(item_id, []), held, seen)
            wanted["attachments"] |= {row["id"]: row for row in rows}
            problems += told
    return problems


def _settle(named: list[Row], held: list[Row], seen: str) -> tuple[list[Row], list[Problem]]:
    left: dict[str, list[Row]] = {}
    for row in held:
        left.setdefault(_key(row), []).append(row)
    matched = [left[_key(row)].pop(0) if left.get(_key(row)) else None for row in named]
    new_titles = {row["title"] for row, known in zip(named, matched, strict=True) if known is None}
    gone = [row for row in held if any(row is one for one in left[_key(row)]) and row["title"] not in new_titles]
    used = {row["id"] for row in gone} | {known["id"] for known in matched if known}
    rows = []
    for row, known in zip(named, matched, strict=True):
        rows.append(row | PRESENT | {"id": known["id"] if known else _free(row["id"], used)})
    problems = []
    for position, row in enumerate(gone, len(rows) + 1):
        missed, is_removed = _missed(row, seen)
        rows.append(missed | {"position": position})
        if is_removed:
            told = f"attachments {row['id']} is no longer among the papers of its item; marked as removed"
            problems.append(Problem("removed_at_source", told, row["url"]))
    return rows, problems


def _missed(row: Row, seen: str) -> tuple[Row, bool]:
    """A paper missed once more, and whether this is the day it is marked; several times a day count once."""
    today = seen[:10]
    if row["removed_at"] is not None or row["missed_on"] == today:
        return row, False
    days = (row["missed_days"] or 0) + 1
    is_removed = days >= DAYS_UNTIL_REMOVED
    return row | {"missed_on": today, "missed_days": days, "removed_at": seen if is_removed else None}, is_removed


def _free(wanted: str, used: set[str]) -> str:
    """The id asked for, or the next number that is free."""
    stem, _, number = wanted.rpartition(":a")
    n = int(number)
    while f"{stem}:a{n}" in used:
        n += 1
    used.add(f"{stem}:a{n}")
    return f"{stem}:a{n}"


def _key(row: Row) -> str:
    return row["url"] or f"titled {row['title']}"


def _by_item(rows: Rows) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows["attachments"].values(), key=lambda one: int(one["position"])):
        found.setdefault(row["agenda_item_id"], []).append(row)
    return found
