"""The arguments every spider takes (``-a``), read and refused in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
AALBORG_ID = re.compile(r"[\w-]+:\d{4}-\d{2}-\d{2} \d{2}\.\d{2}:\w+")
"""Aalborg's site has no ids; there a publication is named by body, start and kind."""


class BadArgument(ValueError):
    """A spider argument is unknown or can't be read; the message names it and says what is wanted."""


@dataclass(frozen=True, slots=True)
class SpiderArguments:
    """What to crawl: days are inclusive, ``body`` is a part of a name, ``meeting`` a publication id or page address."""

    base_url: str | None = None
    since: date | None = None
    until: date | None = None
    body: str | None = None
    meeting: str | None = None
    full: bool = False

    @property
    def narrows(self) -> bool:
        """Whether only some of the meetings are asked for."""
        return any((self.since, self.until, self.body, self.meeting))

    def wants_day(self, day: date) -> bool:
        """Whether meetings of this day are asked for."""
        return not (self.since and day < self.since) and not (self.until and day > self.until)

    def wants_body(self, name: str) -> bool:
        """Whether meetings of this body are asked for; letter case does not count."""
        return self.body is None or self.body.casefold() in name.casefold()


def parse_arguments(given: Mapping[str, str]) -> SpiderArguments:
    """Read spider arguments; raises ``BadArgument`` on the first that is unknown or can't be read."""
    unknown = sorted(set(given) - set(SpiderArguments.__slots__))
    if unknown:
        raise BadArgument(f"unknown argument {unknown[0]!r}; known are {', '.join(sorted(SpiderArguments.__slots__))}")
    arguments = SpiderArguments(
        base_url=_address(given["base_url"]) if "base_url" in given else None,
        since=_day("since", given["since"]) if "since" in given else None,
        until=_day("until", given["until"]) if "until" in given else None,
        body=_words("body", given["body"]) if "body" in given else None,
        meeting=_meeting(given["meeting"]) if "meeting" in given else None,
        full=_flag(given["full"]) if "full" in given else False,
    )
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise BadArgument(f"since={arguments.since} is after until={arguments.until}")
    return arguments


def _day(name: str, text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise BadArgument(f"{name}={text!r} is no date; write it as 2021-12-31") from None


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
        _ = parts.port
    except ValueError:
        usable = None
    if not usable:
        raise BadArgument(f"base_url={text!r} is no address; write it as http://127.0.0.1:8080")
    return text.rstrip("/")


def _words(name: str, text: str) -> str:
    if not text.strip():
        raise BadArgument(f"{name} is empty; write a part of a name, as {name}=integrationsråd")
    return text.strip()


def _meeting(text: str) -> str:
    """Read a publication id, from itself or from the address of its page; other addresses stay as they are."""
    ids = parse_qs(urlsplit(text).query).get("id", []) if "://" in text else [text]
    found = GUID.search(ids[0] if ids else text)
    if found:
        return found[0].lower()
    if "://" in text or AALBORG_ID.fullmatch(text):
        return text
    raise BadArgument(f"meeting={text!r} is neither a publication id nor the address of a meeting's page")


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise BadArgument(f"full={text!r} is neither 0 nor 1")
    return text == "1"
