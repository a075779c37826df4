"""Checksums of a folder, in the form that ``sha256sum -c`` reads."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write_sums(folder: Path) -> None:
    """Write the SHA-256 of every file below a folder into ``SHA256SUMS`` there."""
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.relative_to(folder).as_posix()}\n")
    (folder / NAME).write_text("".join(lines), encoding="utf-8")
