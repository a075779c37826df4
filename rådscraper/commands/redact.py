"""``scrapy redact ROW|FILE --reason …``: take away what should not be out, for ever."""

from __future__ import annotations

from rådscraper.deciding import DecidingCommand
from rådscraper.store.redacting import Operator


class Command(DecidingCommand):
    """Take away the text of a row and all that hangs on it, a person wherever named, or a file with its bytes."""

    name = "redact"
    what = "ROW|FILE"
    about = "Take away a row's text, a person's name or a file, for ever"

    def decide(self, operator: Operator, name: str) -> list[str]:
        """Take it away."""
        return operator.redact(name)
