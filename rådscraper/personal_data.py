"""CPR numbers, the Danish personal identity numbers, in text: where they stand, and the text without them.

A number is six digits that are a possible birth date, a hyphen, a blank or nothing, and four digits; a dash is a hyphen
as well, and ``%20`` in the name of a file a blank. It stands for itself: not within a longer number, a hash or a GUID,
and not after a word such as ``sagsnr.`` that says it is something else. A word that is glued to it, as in
``Brev010190-1234.pdf``, changes nothing.
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
BLANK = r"(?:[^\S\r\n]|[+\u200b\u2060]|%20)"
HYPHEN = r"(?:[-\xad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]|%2[Dd])"
NUMBER = re.compile(
    r"(?:(?<![0-9])(?<![0-9][-.])|(?<=%[0-9A-Fa-f][0-9A-Fa-f]))"
    rf"{BIRTH_DATE}(?:{BLANK}?{HYPHEN}(?:{BLANK}|\r?\n)?|{BLANK})?[0-9]{{4}}"
    r"(?![0-9])(?![-.][0-9])"
)
"""The number by itself; what is glued to it and said before it is looked at for each one found."""

FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}

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
"""Characters before a number in which the word that explains it is looked for, and around it of what is glued to it."""

_GLUED_BEFORE, _GLUED_AFTER = re.compile(r"[^\W_]*\Z"), re.compile(r"[^\W_]*")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}\Z")
_WORD = re.compile(r"(?=.*[^\W\dA-Fa-f])[^\W0-9]*\Z")
"""A word, and no piece of a hash: it has no digit, and a letter that hashes don't have."""

_ADDRESS = re.compile(r"https?://[^\s<>\"']*")
_DIGITS = re.compile(r"[0-9]+")
_DIGIT = re.compile(r"(%[0-9A-Fa-f]{2})|[0-9\uff10-\uff19]")
_AS_ZEROS = bytes(ord("0") if chr(byte) in "0123456789" else ord(" ") for byte in range(256))
_SIX = b"000000"


class Span(NamedTuple):
    """Where a number stands: ``text[start:end]``."""

    start: int
    end: int


def find_cpr(text: str) -> list[Span]:
    """Find every number, in order; a text without any costs little more than looking for six digits in a row."""
    return [span for span in _of_this_form(text) if is_meant(text, span)]


def with_plain_digits(text: str) -> str:
    """Give a text of the same length in which digits as wide as a Chinese letter are plain ones."""
    is_wide = not text.isascii() and any(chr(digit) in text for digit in FULL_WIDTH)
    return text.translate(FULL_WIDTH) if is_wide else text


def is_meant(text: str, span: Span) -> bool:
    """Whether what stands around something of a number's form lets it be one."""
    start, end = span
    begin = max(0, start - BEFORE)
    if OTHER_NUMBER.search(text, begin, start):
        return False
    before = "" if _ESCAPED.search(text, begin, start) else _GLUED_BEFORE.search(text, begin, start)[0]  # type: ignore[index]
    after = _GLUED_AFTER.match(text, end, end + BEFORE)[0]  # type: ignore[index]
    return all(_WORD.match(glued) for glued in (before, after) if glued)


def may_hold_cpr(texts: Iterable[str]) -> bool:
    """Whether any of many texts may hold a number: one look at all of them, never wrong when it says no."""
    return any(_of_this_form("\n".join(texts)))


def _of_this_form(text: str) -> Iterator[Span]:
    if len(text) < SHORTEST:
        return
    text = with_plain_digits(text)
    # One byte a character, whatever it is: places in the bytes are places in the text.
    digits = text.encode("latin-1", "replace").translate(_AS_ZEROS)
    has_escapes = "%" in text
    start = digits.find(_SIX)
    while start >= 0:
        found = NUMBER.match(text, start) or (_behind_escape(text, start) if has_escapes else None)
        if found:
            yield Span(*found.span())
            start = digits.find(_SIX, found.end())
        else:
            run = _DIGITS.match(text, start)
            start = digits.find(_SIX, run.end() if run else start + 1)


def _behind_escape(text: str, start: int) -> re.Match[str] | None:
    """The number whose digits follow those of ``%20`` or of another character that is written so."""
    place = text.rfind("%", max(0, start - 2), start)
    return NUMBER.match(text, place + 3) if place >= 0 else None


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
        parts += [text[last:start], _DIGIT.sub(lambda one: one[1] or "*", text[start:end])]
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
