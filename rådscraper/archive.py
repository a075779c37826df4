"""The originals: every answer a row was read from, once, as a file named by the SHA-256 of its content.

``ab/abcd…`` holds the content itself, ``ab/abcd….gz`` the same packed by gzip, where that pays; the hash is that of
the content. ``sha256sum`` and ``zcat | sha256sum`` check them without this program. See ``docs/originals.md``.
"""

from __future__ import annotations

import gzip
import zlib
from hashlib import sha256
from pathlib import Path

from rådscraper.whole_files import write_whole

PAYS = 0.9
"""A content is packed when that leaves less than this share of it; PDFs are packed already."""


class MissingOriginal(Exception):
    """There is no file for this hash."""


class DamagedOriginal(Exception):
    """The file's content does not have the hash in its name, or can't be unpacked; the message says which."""


class Archive:
    """The folder of originals."""

    def __init__(self, folder: Path) -> None:
        """Keep originals in this folder, which is made when the first comes."""
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Keep a content and give its SHA-256; one that is held whole is not written again, one damaged is mended.

        Raises ``OSError`` when it can't be written.
        """
        name = sha256(content).hexdigest()
        try:
            self.read(name)
        except (MissingOriginal, DamagedOriginal):
            plain, packed = self._places(name)
            small = gzip.compress(content, mtime=0)
            pays = len(small) < PAYS * len(content)
            write_whole(*((packed, small) if pays else (plain, content)))
            (plain if pays else packed).unlink(missing_ok=True)
        return name

    def read(self, name: str) -> bytes:
        """Give the content with this SHA-256; raises ``MissingOriginal``, ``DamagedOriginal`` or ``OSError``."""
        plain, packed = self._places(name)
        try:
            content = gzip.decompress(packed.read_bytes()) if packed.is_file() else plain.read_bytes()
        except FileNotFoundError:
            raise MissingOriginal(f"there is no original {name} in {self.folder}") from None
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise DamagedOriginal(f"the original {name} can't be unpacked: {error}") from error
        found = sha256(content).hexdigest()
        if found != name:
            raise DamagedOriginal(f"the original {name} has another content, of the hash {found}")
        return content

    def _places(self, name: str) -> tuple[Path, Path]:
        plain = self.folder / name[:2] / name
        return plain, plain.with_name(f"{name}.gz")
