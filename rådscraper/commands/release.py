"""``scrapy release FILE --reason …``: let a file out of quarantine, for ever."""

from __future__ import annotations

from rådscraper.deciding import DecidingCommand
from rådscraper.store.redacting import Operator


class Command(DecidingCommand):
    """Let a file out of quarantine: what was taken for a CPR number is none."""

    name = "release"
    what = "FILE"
    about = "Let a file out of quarantine, for ever"

    def decide(self, operator: Operator, name: str) -> list[str]:
        """Release it."""
        return operator.release(name)
