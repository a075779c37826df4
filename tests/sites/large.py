"""A site of thousands of meetings that are made when they are asked for; ``python -m tests.sites.large 5000 20``.

Prints its address and serves until its input ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cached_property

from tests.bench.meetings import new_meeting
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.shapes import as_served, guid, listing


class MadeAgendas(Mapping[str, bytes]):
    """The meetings by id, as served; none of them is held."""

    def __init__(self, count: int, items_each: int) -> None:
        self._count = count
        self._items_each = items_each

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {guid("bench", number): number for number in range(self._count)}

    def __getitem__(self, meeting_id: str) -> bytes:
        return as_served(new_meeting(self._numbers[meeting_id], self._items_each).agenda)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return self._count


def large_site(count: int, items_each: int) -> FirstAgendaSite:
    """A site of so many meetings of so many items without attachments; meetings lie a day apart."""
    entries = as_served(listing(new_meeting(number, 0) for number in range(count)))
    return FirstAgendaSite(entries, MadeAgendas(count, items_each), {})


if __name__ == "__main__":
    with large_site(int(sys.argv[1]), int(sys.argv[2])) as site:
        print(site.address, flush=True)
        sys.stdin.read()
