"""``scrapy serve``: Datasette on the database, for this machine alone."""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

HOST = "127.0.0.1"
PORT = 8001
BAD_ARGUMENTS = 2


class Command(ScrapyCommand):
    """Serve the database read-only until interrupted."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Serve the database to a browser on this machine, read-only"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the port."""
        super().add_options(parser)
        parser.add_argument("--port", default=str(PORT), help=f"port on {HOST} (default {PORT})")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve; what can't be served ends in one line and exit status 2."""
        if self.settings is None:
            raise UsageError("no settings")
        if args:
            _refuse(f"takes no argument, not {args[0]!r}")
        if not opts.port.isascii() or not opts.port.isdigit() or not 0 < int(opts.port) < 65536:
            _refuse(f"the port is a number from 1 to 65535, not {opts.port!r}")
        # Every scrapy command imports this module, so Datasette and its server are left until they are needed.
        import uvicorn

        from rådscraper.serve.application import CannotServe, application

        try:
            made = application(Path(self.settings["RAAD_DATABASE"]), Path(self.settings["FILES_STORE"]))
        except CannotServe as error:
            _refuse(str(error))
        listening = _listen(int(opts.port))
        sys.stdout.write(f"http://{HOST}:{opts.port}/\n")
        sys.stdout.flush()
        config = uvicorn.Config(made.app(), log_level="warning", lifespan="on", server_header=False)
        uvicorn.Server(config).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        _refuse(f"port {port} can't be used ({error.strerror}); give another with PORT=…")


def _refuse(why: str) -> NoReturn:
    sys.stderr.write(f"scrapy serve: {why}\n")
    raise SystemExit(BAD_ARGUMENTS)
