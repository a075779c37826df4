"""CSV that a spreadsheet shows as text: what a sheet would take for a formula gets an apostrophe before it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

FORMULA = re.compile(r"\s*[=+\-@\t\r|%＝＋－＠]")
WITHIN = re.compile(r"([;\n][^\S;\n]*)(?=[=+@＝＋－＠]|-\S)")
"""Where a Danish spreadsheet, which parts cells by semicolons and knows no quotation marks amid one, begins a cell. A
list's ``- `` stays."""
MOST_BYTES = 64 << 20
"""What one value may hold: no stored text comes near it, and SQL that asks for a gigabyte is refused at once."""
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")

# Python gives up at 128 KiB; a sheet's text is one cell and may be longer.
csv.field_size_limit(MOST_BYTES)


def plain_cell(value: Any) -> Any:
    """Give a cell that is text in every sheet (OWASP, "CSV injection"); numbers stay as they are."""
    if not isinstance(value, str) or NUMBER.fullmatch(value):
        return value
    plain = WITHIN.sub(r"\1'", value)
    return f"'{plain}" if FORMULA.match(plain) else plain


def written(rows: list[dict[str, Any]]) -> str:
    """Write rows with a head; none at all is an empty file."""
    text = io.StringIO()
    if rows:
        out = csv.writer(text, lineterminator="\r\n")
        out.writerow(rows[0])
        out.writerows([plain_cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


class PlainCells:
    """CSV as it passes by in pieces, with its cells made plain; a cell may go over lines and pieces."""

    def __init__(self) -> None:
        """Begin with nothing held back."""
        self._held = ""

    def feed(self, piece: str) -> str:
        """Take a piece and give the rows that are whole by now."""
        self._held += piece
        ends = [match.end() for match in re.finditer("\n", self._held)]
        # A line's end within quotes is part of a cell: whole rows have an even number of quotes.
        whole = next((end for end in reversed(ends) if self._held.count('"', 0, end) % 2 == 0), 0)
        told, self._held = self._held[:whole], self._held[whole:]
        return "".join(_plain_rows(told))

    def rest(self) -> str:
        """Give what is left at the end."""
        told, self._held = self._held, ""
        return "".join(_plain_rows(told))


def _plain_rows(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text, newline="")):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow([plain_cell(cell) for cell in row])
        yield out.getvalue()
