"""Rows and problems without CPR numbers: what a crawl writes goes through here, and nothing is masked in silence."""

from __future__ import annotations

from rådscraper.items import Problem
from rådscraper.personal_data import as_read, mask, mask_address, mask_line, may_hold_cpr
from rådscraper.store.cells import Row, Rows

PERSONAL_NUMBER = "personal_number"
ADDRESSES = frozenset({"url", "pdf_url", "source_url"})


def mask_rows(rows: Rows) -> list[Problem]:
    """Mask every text of some rows, in place, and tell of each row where, without the number.

    Ids stay: they are the site's own or made of what was masked before. A paper whose name or address held a number
    says so in ``is_name_masked``, since its file is then to be quarantined.
    """
    if not _may_hold_any(rows):
        return []
    problems = []
    for table, kept in rows.items():
        for key, row in kept.items():
            if masked := _mask_row(row):
                if table == "attachments":
                    row["is_name_masked"] = 1
                told = f"a CPR number in {' and '.join(masked)} of {table} {key} was masked"
                problems.append(Problem(PERSONAL_NUMBER, told, row.get("url")))
    return problems


def masked_problem(problem: Problem) -> Problem:
    """Give a problem without any number; nearly always the one that came."""
    message, url = mask_line(problem.message), problem.url and mask_address(problem.url)
    return problem if (message, url) == (problem.message, problem.url) else Problem(problem.kind, message, url)


def _may_hold_any(rows: Rows) -> bool:
    """Look at all texts at once: hardly any meeting holds a number."""
    texts, addresses = [], set()
    for kept in rows.values():
        for row in kept.values():
            for column, value in row.items():
                if type(value) is not str or _is_id(column):
                    continue
                if column in ADDRESSES:
                    addresses.add(value)
                else:
                    texts.append(value)
    return may_hold_cpr(texts) or may_hold_cpr(map(as_read, addresses))


def _mask_row(row: Row) -> list[str]:
    """Mask a row's texts, and name the columns that held a number."""
    masked = []
    for column, value in row.items():
        if type(value) is not str or _is_id(column):
            continue
        without = mask_address(value) if column in ADDRESSES else mask(value)
        if without != value:
            row[column] = without
            masked.append(column)
    return masked


def _is_id(column: str) -> bool:
    return column in ("id", "path") or column.endswith(("_id", "sha256"))
