"""Files that are whole or not there at all, whenever the process ends or the disk is full."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

UNFINISHED = ".part"
"""How the names of files end that are being written; a killed process may leave one."""


def write_whole(target: Path, content: bytes | memoryview) -> None:
    """Write a file beside its place, see it on the disk and move it there; raises ``OSError`` and leaves nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=UNFINISHED, delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(target)
        except BaseException:
            Path(part.name).unlink()
            raise
