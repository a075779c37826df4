"""Danish time: what all moments are given in."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """Give the present moment in Danish local time."""
    return datetime.now(DANISH_TIME)
