"""Long lists of finds shown page by page, each as quick as the first: a page goes on where the one before it ended."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any, Self

from rådscraper.serve.asking import Row
from rådscraper.serve.finding import Finding

A_PAGE = 25
END = "slut"
_PLACE = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})\.(?P<shown>\d{1,6})")


@dataclass(frozen=True, slots=True)
class Place:
    """How far finds were shown, the latest first: down to ``day``, and ``shown`` of that day's; None where none was."""

    day: str | None = None
    shown: int = 0
    is_end: bool = False

    @classmethod
    def of(cls, told: str | None) -> Self:
        """Read it from an address; what is no place is the beginning."""
        found = _PLACE.fullmatch(told or "")
        return cls(found["day"], int(found["shown"])) if found else cls(is_end=told == END)

    def __str__(self) -> str:
        """As an address tells it."""
        return f"{self.day}.{self.shown}" if self.day else END if self.is_end else ""

    def find(self, db: sqlite3.Connection, finding: Finding, values: dict[str, Any]) -> tuple[list[Row], Place]:
        """Find a page of what was not shown, and tell where the next begins."""
        if self.is_end:
            return [], self
        until = min((day for day in (values["until"], self.day) if day), default=None)
        skipped = self.shown if until == self.day else 0
        found = finding.rows(db, **values | {"until": until}, limit=A_PAGE + 1, offset=skipped)
        if len(found) <= A_PAGE:
            return found, Place(is_end=True)
        shown = found[:A_PAGE]
        day = shown[-1]["date"]
        of_day = sum(row["date"] == day for row in shown)
        return shown, Place(day, of_day + (skipped if day == until else 0))
