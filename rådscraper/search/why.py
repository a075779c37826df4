"""Why something was found: in which of its texts the words of a question stand, and how they stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rådscraper.search.marking import Marks, Part, starred

COLUMNS = {
    "title": "titel",
    "decision": "beslutning",
    "recommendation": "indstilling",
    "summary": "resumé",
    "text": "sagsfremstilling og øvrig tekst",
}
"""The searched columns of an item, what tells most first, and what they are called for readers."""


@dataclass(frozen=True, slots=True)
class Why:
    """Where the words stand: in a column of the item or on a page of a paper, with what is around them."""

    place: str
    parts: tuple[Part, ...]

    @property
    def snippet(self) -> str | None:
        """The surroundings with stars on both sides of what was found."""
        return starred(self.parts)

    def told(self) -> dict[str, str | None]:
        """As JSON tells it."""
        return {"place": self.place, "snippet": self.snippet}

    def line(self) -> str:
        """As a line of text tells it."""
        return f"Fundet i {self.place}" + (f": {self.snippet}" if self.parts else "")


def of_item(texts: Mapping[str, str | None], marks: Marks) -> Iterator[Why]:
    """Tell in which columns of an item the words stand."""
    for name, told in COLUMNS.items():
        parts = marks.around(texts[name] or "")
        if parts:
            yield Why(told, parts)


def of_page(paper: str | None, page: int, text: str | None, marks: Marks) -> Why:
    """Tell how the words stand on a page of a paper."""
    named = f"bilaget »{paper}«" if paper else "et bilag uden titel"
    return Why(f"{named}, side {page}", marks.around(text or ""))
