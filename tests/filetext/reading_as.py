"""Reads a paper with the reader of one media type, whatever its bytes say it is; runs in a guarded child."""

from __future__ import annotations

from pathlib import Path

from rådscraper.filetext.reading import READERS, gather
from rådscraper.items import FileText

KINDS = tuple(dict.fromkeys(READERS))


def read_as(path: Path, kind: int) -> FileText:
    """Read the file by the reader of ``KINDS[kind]``; raises what that raises."""
    return gather(READERS[KINDS[kind]](path.read_bytes()), 50, 100_000)
