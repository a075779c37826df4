"""Names that were taken away, known by their hashes alone: found in a text, and the text without them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

REMOVED = "[fjernet]"

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def fingerprint(text: str | None) -> str | None:
    """The hash a text is known by; None of none."""
    return hashlib.sha256(text.casefold().encode()).hexdigest() if text else None


def without_names(text: str, words: int, names: set[str]) -> str:
    """Put ``[fjernet]`` for every name of so many words whose hash is among these."""
    found: list[re.Match[str]] = list(_WORD.finditer(text))
    parts: list[str] = []
    last = 0
    for first, final in zip(found, found[words - 1 :], strict=False):
        start, end = first.start(), final.end()
        if start < last:
            continue
        for ending in _endings(" ".join(text[start:end].split())):
            if fingerprint(ending) in names:
                parts += [text[last:start], REMOVED]
                last = end
                break
    return "".join([*parts, text[last:]]) if parts else text


def _endings(name: str) -> Iterator[str]:
    """A name as it may stand in a sentence: at its end, or in the genitive."""
    yield name
    plain = name.rstrip(".-'’")
    yield plain
    yield plain.removesuffix("s").rstrip("'’")
