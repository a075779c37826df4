"""Signed addresses: good for minutes, worth nothing afterwards, and a key as long as they last. They are not kept."""

from __future__ import annotations

import re
from dataclasses import replace

from rådscraper.items import Problem

_ADDRESS = re.compile(r"""https?://[^\s<>"']+""")
_SIGNED = re.compile(r"[?&](?:X-(?:Amz|Goog)-|[\w.-]*signature=|sig=|Key-Pair-Id=)|/signed/", re.IGNORECASE)


def without_signatures(text: str) -> str:
    """Cut the queries off all signed addresses in a text.

    >>> without_signatures("from <https://s3.example/a?X-Amz-Signature=1f> it came")
    'from <https://s3.example/a> it came'
    """
    return _ADDRESS.sub(lambda found: found[0].partition("?")[0] if _SIGNED.search(found[0]) else found[0], text)


def unsigned(problem: Problem) -> Problem:
    """Take the signatures out of what a problem says."""
    url = problem.url and without_signatures(problem.url)
    return replace(problem, message=without_signatures(problem.message), url=url)
