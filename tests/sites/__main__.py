"""Start the stand-ins: `python -m tests.sites` prints `koege http://127.0.0.1:PORT` lines until interrupted."""

from __future__ import annotations

import argparse
import contextlib
import signal
import threading

from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.traps import SITES, site_content


def main() -> None:
    """Serve every site on a port of its own, free ones unless the first is named."""
    arguments = argparse.ArgumentParser(prog="python -m tests.sites", description=__doc__)
    arguments.add_argument("--port", type=int, default=0, help="port of the first site; the others follow")
    arguments.add_argument("--no-traps", action="store_true", help="only the real meetings")
    asked = arguments.parse_args()
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    with contextlib.ExitStack() as running:
        for place, slug in enumerate(SITES):
            content = site_content(slug, with_traps=not asked.no_traps)
            site = running.enter_context(FirstAgendaSite(*content, port=asked.port + place if asked.port else 0))
            print(slug, site.address, flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
