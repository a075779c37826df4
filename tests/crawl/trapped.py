"""The database after a crawl of a site full of traps, asked by the traps' names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.crawl.running import Run
from tests.sites.server import Record
from tests.sites.traps import trap_id

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trapped:
    """What a crawl of one site with its traps left, and what the site was asked."""

    slug: str
    run: Run
    requests: tuple[Record, ...]

    def document(self, trap: str) -> Row:
        """The row of a trap's publication."""
        (document,) = self.run.rows("documents", "id = :id", id=f"{self.slug}:{trap_id(trap)}")
        return document

    def meeting(self, trap: str) -> Row:
        """The row of the meeting a trap's publication belongs to."""
        (meeting,) = self.run.rows("meetings", "id = :id", id=self.document(trap)["meeting_id"])
        return meeting

    def body(self, trap: str) -> Row:
        """The row of the body that met."""
        (body,) = self.run.rows("bodies", "id = :id", id=self.meeting(trap)["body_id"])
        return body

    def items(self, trap: str) -> list[Row]:
        """The items of the meeting, in their order."""
        items = self.run.rows("agenda_items", "meeting_id = :id", id=self.meeting(trap)["id"])
        return sorted(items, key=lambda item: int(item["position"]))

    def item(self, trap: str) -> Row:
        """The meeting's only item."""
        (item,) = self.items(trap)
        return item

    def of_item(self, table: str, item: Row) -> list[Row]:
        """Rows that hang on an item."""
        return self.run.rows(table, "agenda_item_id = :id", id=item["id"])

    def attendances(self, trap: str) -> list[tuple[str, str]]:
        """Who took part in the whole meeting, and how."""
        rows = self.run.rows("attendances", "meeting_id = :id and agenda_item_id is null", id=self.meeting(trap)["id"])
        return [(row["name"], row["status"]) for row in rows]

    def problems(self, trap: str) -> list[Row]:
        """The problems whose address names the trap's publication."""
        return self.run.rows("problems", "instr(url, :id)", id=trap_id(trap))
