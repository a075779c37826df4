"""A site of as many meetings as are asked for: prints its address and serves until its input ends."""

from __future__ import annotations

import sys

from tests.bench.meetings import new_meetings
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.shapes import as_served, listing


def main(count: int, items_each: int) -> None:
    """Serve meetings without attachments, written out beforehand so that answering costs little."""
    made = new_meetings(count, items_each, attachments=False)
    agendas = {one.id: as_served(one.agenda) for one in made}
    with FirstAgendaSite(as_served(listing(made)), agendas, {}) as site:
        print(site.address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
