"""Start the stand-ins: `python -m tests.sites` prints `koege http://127.0.0.1:PORT` lines until interrupted."""

from __future__ import annotations

import argparse
import contextlib
import signal
import threading

from tests.sites.stand_ins import STAND_INS, stand_in


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
        for place, slug in enumerate(STAND_INS):
            port = asked.port + place if asked.port else 0
            site = stand_in(slug, with_traps=not asked.no_traps, port=port)
            running.enter_context(site)
            print(slug, site.address, flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
