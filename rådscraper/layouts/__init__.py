"""How documents are laid out: one module a layout, each a function from bytes and their address to a Document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rådscraper.document import Document
from rådscraper.layouts.aalborg import read_application, read_page
from rådscraper.layouts.firstagenda import read_firstagenda
from rådscraper.layouts.firstagenda_page import read_firstagenda_page
from rådscraper.layouts.guarded import read_guarded
from rådscraper.layouts.text import read_text

Reader = Callable[[bytes, str], Document]

READERS: dict[str, Reader] = {
    "aalborg_application": read_application,
    "aalborg_page": read_page,
    "docx": partial(read_guarded, "docx"),
    "firstagenda": read_firstagenda,
    "firstagenda_page": read_firstagenda_page,
    "pdf": partial(read_guarded, "pdf"),
    "text": read_text,
}
"""Layout name -> reader. A reader raises ``UnreadableDocument`` and nothing else."""
