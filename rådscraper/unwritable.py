"""A database that can't be written, as on a full disk: told in one line by the commands that write."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

FAILED = 1


@contextmanager
def ends_where_unwritable(command: str) -> Iterator[None]:
    """End a command with status 1 where SQLite can't write; each step is a transaction, so none is half done."""
    try:
        yield
    except sqlite3.OperationalError as error:
        told = f"the database can't be written ({error}); what was done until now is kept, call it again for the rest"
        sys.stderr.write(f"scrapy {command}: {told}\n")
        raise SystemExit(FAILED) from error
