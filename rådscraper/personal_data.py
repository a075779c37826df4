"""CPR numbers, the Danish personal identity numbers, in text: where they stand, and the text without them.

A number is six digits that are a possible birth date, a hyphen, a blank or nothing, and four digits. It stands for
itself: not within a longer number, a hash or a GUID, and not after a word such as ``sagsnr.`` that says it is
something else.
Modulus 11 is not asked: since 2007 numbers are given out that do not hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

SHORTEST = 10
"""No text of fewer characters holds a number."""

BIRTH_DATE = (
    r"(?:(?:(?:0[1-9]|1[0-9]|2[0-8])(?:0[1-9]|1[0-2])|(?:29|30)(?:0[13-9]|1[0-2])|31(?:0[13578]|1[02]))[0-9]{2}"
    r"|2902(?:[02468][048]|[13579][26]))"
)
BLANK = r"[ \t\u00a0\u202f]"
HYPHEN = r"[-\u2010\u2011\u2012\u2013\u2212]"
NUMBER = re.compile(
    r"(?:(?<![^\W_])(?<![0-9][-.])|(?<=[Cc][Pp][Rr]))"
    rf"{BIRTH_DATE}(?:{BLANK}?{HYPHEN}[ \t\u00a0\u202f\n]?|{BLANK})?[0-9]{{4}}"
    r"(?![^\W_])(?![-.][0-9])"
)
"""The number by itself; what is said before it is looked at for each one found."""

NAMING = (
    r"(?:sag|journal|dokument|dok|ean|gln|cvr|(?:bank|giro)?konto|matrikel|matr|(?:mobil)?(?:telefon|tlf)|mobil"
    r"|telefax|fax)(?:en|s|ens)?"
)
NAMING_WITH_NR = r"(?:j|p|se|reg|akt|faktura|ordre|produktionsenhed)s?"
"""Words that say nothing of a number by themselves: ``se`` is also "see"."""

NR = r"[ .\-]{0,2}(?:nr|no|nummer|numre|id|kode)"
OTHER_NUMBER = re.compile(
    rf"(?<![^\W_])(?:{NAMING}(?:{NR})?|{NAMING_WITH_NR}{NR})[\s.:#=\-]{{0,4}}"
    r"(?:[0-9]{4}[ \-])?\Z",  # a bank's number stands before that of the account
    re.IGNORECASE,
)
"""What stands before a number that is something else."""

BEFORE = 40
"""Characters before a number in which the word that explains it is looked for."""

_ADDRESS = re.compile(r"https?://[^\s<>\"']*")
_DIGITS = re.compile(r"[0-9]+")
_DIGIT = re.compile(r"[0-9]")
_AS_ZEROS = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_SIX = b"000000"


class Span(NamedTuple):
    """Where a number stands: ``text[start:end]``."""

    start: int
    end: int


def find_cpr(text: str) -> list[Span]:
    """Find every number, in order; a text without any costs little more than looking for six digits in a row."""
    return [
        span for span in _of_this_form(text) if not OTHER_NUMBER.search(text, max(0, span.start - BEFORE), span.start)
    ]


def may_hold_cpr(texts: Iterable[str]) -> bool:
    """Whether any of many texts may hold a number: one look at all of them, never wrong when it says no."""
    return any(_of_this_form("\n".join(texts)))


def _of_this_form(text: str) -> Iterator[Span]:
    if len(text) < SHORTEST:
        return
    # One byte a character, whatever it is: places in the bytes are places in the text.
    digits = text.encode("latin-1", "replace").translate(_AS_ZEROS)
    start = digits.find(_SIX)
    while start >= 0:
        found = NUMBER.match(text, start)
        if found:
            yield Span(*found.span())
            start = digits.find(_SIX, found.end())
        else:
            run = _DIGITS.match(text, start)
            start = digits.find(_SIX, run.end() if run else start + 1)


def mask(text: str) -> str:
    """Put asterisks for the digits of every number; a text without one is given back as it is.

    >>> mask("Brev fra 010190-1234.")
    'Brev fra ******-****.'
    """
    spans = find_cpr(text)
    if not spans:
        return text
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], _DIGIT.sub("*", text[start:end])]
        last = end
    return "".join([*parts, text[last:]])


def mask_address(url: str) -> str:
    """Mask an address, also where its characters are written as ``%20``; one without a number stays as it is.

    >>> mask_address("https://site.example/Brev%20010190-1234.pdf")
    'https://site.example/Brev%20******-****.pdf'
    """
    read = as_read(url)
    masked = mask(read)
    return url if masked == read else quote(masked, safe="/:?#[]@!$&'()*+,;=~")


def mask_line(text: str) -> str:
    """Mask a line that may quote addresses, such as a log line."""
    return mask(_ADDRESS.sub(lambda address: mask_address(address[0]), text))


def as_read(url: str) -> str:
    """Write an address as a person reads it, blanks as blanks."""
    return unquote(url).replace("+", " ") if "%" in url or "+" in url else url
