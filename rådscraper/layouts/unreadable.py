"""Why a file gave no text, as a word to store and filter on."""

from __future__ import annotations

from rådscraper.document import UnreadableDocument
from rådscraper.items import FileStatus

__all__ = ["FileStatus", "UnreadableFile"]


class UnreadableFile(UnreadableDocument):
    """A file that can't be read; ``status`` says what kind of trouble it is."""

    def __init__(self, message: str, status: FileStatus) -> None:
        """Say what was wrong, in a sentence and in a word."""
        super().__init__(message)
        self.status = status
