"""A question ready made, as Datasette takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

PARAMETER = re.compile(r":([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its Danish title and explanation; ``parameters`` says of each what to write there.

    An empty parameter leaves its condition out, but for those ``needed``, without which nothing is asked.
    """

    name: str
    title: str
    description: str
    sql: str
    parameters: dict[str, str]
    needed: tuple[str, ...] = ()

    def metadata(self) -> dict[str, Any]:
        """Give what Datasette's metadata wants; ``fields`` and ``needed`` are read by our template."""
        return {
            "title": self.title,
            "description": self.description,
            "sql": self.sql.strip(),
            "hide_sql": True,
            "params": list(self.parameters),
            "fields": self.parameters,
            "needed": list(self.needed),
        }
