"""A decision on votes parted into sentences: lines break inside counts and lists, and party letters end sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rådscraper.parsing.vote_wording import NUMBER, UNIT

_BROKEN_LINE = re.compile(
    r"(?<=[,(])\n+|(?<=\bog)\n+|(?:(?<=\bmed)|(?<=\b[Ii]mod)|(?<=\bmod)|(?<=stemte))\n+(?=\d)|(?<=[\w,)])\n+(?=[a-zæøå(])"
)
_NEW_SENTENCE = re.compile(
    rf"(?<=[.!?])\s+(?=[A-ZÆØÅ]|{NUMBER} (?:{UNIT}|stemte|undlod))|\n+"
    r"|\s+(?=(?:For|Imod|Undlod at stemme|Undlod|Hverken for eller imod):|(?:For|Imod) stemte\b)"
    r"|(?:[;,]|\s\(|\sog|\smens)\s*(?=(?:i?mod|for) stemte\b|undlod(?: at stemme)?:)"
    rf"|,\s*(?={NUMBER} (?:{UNIT} )?stemte (?:for|i?mod)\b)"
    r"|,?\s(?:og|mens?|medens)\s(?=(?:et (?:mindre|fler)tal|(?:mindre|fler)tallet)\b)"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?!(?:Liste|Parti|Gruppe) )[A-ZÆØÅ][\w'’-]+ (?:[A-ZÆØÅ]\. ?)?(?:[A-ZÆØÅ]|Chr|Kr|Fr|Th)\.$"
)
_LISTED_INITIAL = re.compile(r", [A-ZÆØÅ]\.$")
_REST_OF_NAME = re.compile(r"(?:[A-ZÆØÅ][\w'’-]+ )+\(")


def _is_initial(before: str, after: str) -> bool:
    """Whether a letter in a list of voters begins a name (``C, A. Ben Lund (løsgænger)``) and is no party."""
    return _LISTED_INITIAL.search(before) is not None and _REST_OF_NAME.match(after) is not None


def split_sentences(text: str) -> Iterator[str]:
    r"""Part a text into sentences and lists; an initial's full stop (``Per B. Lund``) ends none.

    >>> list(split_sentences("Godkendt med 9 stemmer\nimod 3. 2 undlod. Per B. Lund og V. Imod stemte A."))
    ['Godkendt med 9 stemmer imod 3.', '2 undlod.', 'Per B. Lund og V.', 'Imod stemte A.']
    """
    joined = _BROKEN_LINE.sub(" ", "\n".join(line.strip() for line in text.splitlines()))
    start = 0
    for end in _NEW_SENTENCE.finditer(joined):
        before = joined[max(0, end.start() - 60) : end.start()]
        if "\n" not in end[0] and (_ABBREVIATED.search(before) or _is_initial(before, joined[end.end() :])):
            continue
        if sentence := joined[start : end.start()].strip():
            yield " ".join(sentence.split())
        start = end.end()
    if sentence := joined[start:].strip():
        yield " ".join(sentence.split())
