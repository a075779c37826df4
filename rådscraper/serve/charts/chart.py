"""What a chart is: a question of few rows, and a drawing of them in Vega-Lite."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from rådscraper.serve.asking import Row
from rådscraper.serve.metadata import DATABASE


@dataclass(frozen=True, slots=True)
class Value:
    """A mark of a chart: how much of ``what`` there is in ``group`` (a year, a body)."""

    group: str
    what: str
    amount: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in words for people; ``name`` is part of its address.

    ``sql`` asks for the rows of a municipality (``:kommune``) or body (``:organ``), either blank for all, and reads
    tables with a row a body and year, so that it is quick however many meetings there are. ``headings`` name the
    columns. Of the rows come ``values``, of these the specification that is drawn.
    """

    name: str
    title: str
    explanation: str
    table: str
    sql: str
    headings: dict[str, str]
    values: Callable[[list[Row]], list[Value]]
    drawn: Callable[[list[Value]], dict[str, Any]]
    told: Callable[[list[Value]], str]
    is_wide: bool = False
    """Whether it can't be read on a phone without moving it sideways."""

    def sql_address(self, municipality: str, body: str) -> str:
        """Where its question can be seen, changed and asked."""
        asked = {"sql": self.sql.strip(), "kommune": municipality, "organ": body}
        return f"/{DATABASE}?{urlencode(asked)}"


def columns_as_values(**named: str) -> Callable[[list[Row]], list[Value]]:
    """Take columns of a row as amounts of what they are named, for the year in the row's first column."""

    def values(rows: list[Row]) -> list[Value]:
        return [Value(str(row["aar"]), what, row[column]) for row in rows for column, what in named.items()]

    return values


def most(values: Iterable[Value]) -> tuple[str, float]:
    """Find the group with most in all."""
    sums: dict[str, float] = {}
    for value in values:
        sums[value.group] = sums.get(value.group, 0) + value.amount
    return max(sums.items(), key=lambda one: one[1])
