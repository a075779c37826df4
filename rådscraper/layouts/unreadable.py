"""Why a file gave no text, as a word to store and filter on."""

from __future__ import annotations

from enum import StrEnum

from rådscraper.document import UnreadableDocument


class FileStatus(StrEnum):
    """What kept a file from being read."""

    SCANNED = "scanned"
    ENCRYPTED = "encrypted"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"


class UnreadableFile(UnreadableDocument):
    """A file that can't be read; ``status`` says what kind of trouble it is."""

    def __init__(self, message: str, status: FileStatus) -> None:
        """Say what was wrong, in a sentence and in a word."""
        super().__init__(message)
        self.status = status
