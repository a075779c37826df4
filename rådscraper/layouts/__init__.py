"""How documents are laid out: one module a layout, each a function from bytes and their address to a Document."""

from __future__ import annotations

from collections.abc import Callable

from rådscraper.document import Document
from rådscraper.layouts.firstagenda import read_firstagenda

Reader = Callable[[bytes, str], Document]

READERS: dict[str, Reader] = {
    "firstagenda": read_firstagenda,
}
"""Layout name -> reader. A reader raises ``UnreadableDocument`` and nothing else."""
