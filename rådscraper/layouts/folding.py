"""Text as it is stored: one blank where white space was, nothing invisible, Unicode NFC."""

from __future__ import annotations

import re
from unicodedata import normalize

# Control characters, soft hyphens, zero-width characters, marks of direction and code points that are no characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)


def fold(text: str) -> str:
    r"""Put text on one line with single blanks; a no-break space counts as a blank.

    >>> fold(" Anders\xa0 Lil\xadtorp\r\n")
    'Anders Liltorp'
    """
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join(_INVISIBLE.sub("", text).split())
    return text if text.isascii() else normalize("NFC", text)


def replace_surrogates(text: str) -> str:
    """Put U+FFFD for each lone surrogate, which no file and no database can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
