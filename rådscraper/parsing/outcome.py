"""What a decision came to. The operative words decide, wherever votes or a change of the agenda stand before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rådscraper.items import Outcome
from rådscraper.parsing.outcome_wording import ADOPTED, IS, OPERATIVE, STEMS, TOLD, WHO
from rådscraper.parsing.wording import holds_any

_Rows = dict[str, list[tuple[int, Outcome, re.Pattern[str]]]]


def _by_stem(rows: tuple[tuple[Outcome, str], ...]) -> _Rows:
    compiled = [(row, outcome, re.compile(pattern)) for row, (outcome, pattern) in enumerate(rows)]
    return {stem: [one for one in compiled if stem in one[2].pattern] for stem in STEMS}


_OPERATIVE = _by_stem(OPERATIVE)
_TOLD = _by_stem(TOLD)
QUOTED = re.compile(r"\"[^\"]*\"|[”“„][^”“]*[”“]|»[^«]*«")
# A blank first: it is soon found. What goes on in lower case on the next line is a broken line's rest.
_SENTENCE_END = re.compile(r"\s(?:(?<=[.!?]\s)\s*(?=[A-ZÆØÅ])|(?<=\n)\n*(?![a-zæøå]{2}))")
_AGENDA_CHANGE = re.compile(  # but not of a point of the item's own: ``Pkt. 1 og 2 godkendt.``
    rf"^(?:herefter )?(?:sag|punkt|pkt\.?) (?:nr\. ?)?\d+\b(?![\d ,og-]*:? {IS}(?:{ADOPTED}|anbefales)[.!]?$)",
    re.IGNORECASE,
)
_MOTION = re.compile(r"\b(?:stillede|fremsatte|stiller|fremsætter) (?:\w+ )?forslag(?:et)? om\b")  # no ruling
_AMENDMENT = re.compile(
    r"[^,:;]*\b(?:under)?ændringsforslag\w*\b[^,:;]*\b(?:forkastet|afvist|nedstemt|(?:bort)?faldt|ikke vedtaget)\b"
)
_OPENING = re.compile(r"(?:taget|drøftet|drøftedes|udsat|anbefales|indstilles|til|ikke)\b", re.IGNORECASE)
_AGENDA = rf"dagsorden(?:en)?(?: og tillægsdagsorden(?:en)?)? {IS}(?:herefter )?"
_RULED = rf"(?:herefter |{_AGENDA}|(?:herefter blev |\w+s )?indstillingen {IS}(?:herefter )?)?"
_RULING = re.compile(rf"{_RULED}(?:enstemmigt )?(?:ikke )?{ADOPTED}[.!]?", re.IGNORECASE)
_DISSENTS = ("tiltræde", "forbehold", "stemte", "undlod")
_DISSENT = re.compile(r"\bkunne ikke tiltræde\b|\btog forbehold\b|\bstemte imod\b|\bundlod at stemme\b", re.IGNORECASE)
_REFUSES = re.compile(rf"(?:{WHO}) kunne ikke tiltræde\b")
_REPORTS = ("orienter", "oplys", "fortalt", "spurg", "foresl", "bemærke", "meddelt", "nævnt", "håber")
_NEWS = re.compile(r"\b(?:nyt|orienter\w+|meddelelser|status)\b[^.:]*:$", re.IGNORECASE)
_REPORTED = re.compile(  # what somebody tells, asks or wishes is not decided, but for what is told of the item itself
    r"\b(?:orienter(?:ede|er|et)|oplys(?:te|er|t)|fortalt?e?|spurgte?|foresl(?:og|år)|bemærke(?:de|r)|meddelte|nævnte|håber)"
    r"(?:(?: (?:om|til))?,? (?:at|hvor\w*)|(?:(?: til)?,|(?<=spurgte)) om)\b"
    r"(?! punktet| sagen (?:er )?(?:udgå|udgik|trukket))"
)
_AD = re.compile(r"ad\.? ?(?:(?:pkt\.? ?|punkt ?)?\d|[a-h][.:)])")  # on text in lower case; every point has it
_DIGITS = re.compile(r"\d+")
AD_POINT = re.compile(
    r"(?:^|\n|(?<=[.:] ))(?:- )?ad\.? ?(?:pkt\.? ?|punkt ?)?"
    r"(?:\d+(?:(?:, ?\d+)*(?: og | ?[-–] ?)\d+)?[.:)]?|(?<=[ .])[a-h][.:)])\s*",
    re.IGNORECASE,
)
"""What opens a point of a decision: ``Ad 1.``, ``Ad pkt. 2:``, ``Ad 3 og 4``, ``Ad a)``."""

_NUMBERS = r"\d{1,2}(?:[.)]? ?(?:[-–,]|og) ?\d{1,2})*"
_NUMBER_ENDS = r"(?:[:)]\s+|\.\s+(?=[A-ZÆØÅ]))"
NUMBERED_POINT = re.compile(rf"(?:^|\n)(?:- )?(?:At )?{_NUMBERS}{_NUMBER_ENDS}")
"""What opens one where the decision begins with its first point's number: ``1) Godkendt.``, ``At 1: Godkendt.``."""

POINTS_IN_LINE = (
    re.compile(rf"(?:^|\n|(?<=[.!] ))(?:- )?(?:At )?{_NUMBERS}{_NUMBER_ENDS}"),
    re.compile(
        rf"(?:^|\n|(?<=[.!] ))(?:- )?(?:Pkt\.?|Punkt) {_NUMBERS}"
        rf"(?:{_NUMBER_ENDS}|\s(?=(?:er |blev )?(?:{ADOPTED}|anbefales|afvist|udsat|udgår)\b))"
    ),
)
"""What opens several in one line: ``1. Godkendt. 2. Udsat.``, ``Pkt. 1: Godkendt. Pkt. 2: Udsat.``; from 1 on."""


def point_pattern(text: str) -> re.Pattern[str]:
    """What opens the points of this decision; numbers that begin again are no points'."""
    if not text[:9].strip("-aAtPpkun. \n")[:1].isdecimal():  # most decisions begin with no number
        return AD_POINT
    marked = NUMBERED_POINT.findall(text) if NUMBERED_POINT.match(text) else []
    for pattern in POINTS_IN_LINE:
        marks = [int(mark[0]) for found in pattern.findall(text) if (mark := _DIGITS.search(found))]
        if len(marks) > max(1, len(marked)) and marks[0] == 1 and marks == sorted(set(marks)):
            return pattern
    return NUMBERED_POINT if marked and len({mark.strip() for mark in marked}) == len(marked) else AD_POINT


@lru_cache(maxsize=256)  # most decisions are one of a few sentences, and each is asked about more than once
def classify_decision(text: str | None) -> Outcome:
    """Tell what a decision came to; no text is ``none``, narrative without operative words ``other``.

    >>> str(classify_decision("Punkt 6 udgår. Dagsordenen blev godkendt."))
    'approved'
    """
    if not text or not text.strip():
        return Outcome.NONE
    plain = QUOTED.sub(" ", text)
    folded = plain.casefold()
    stems = [stem for stem in STEMS if stem in folded]
    if not stems:
        return Outcome.OTHER
    opens = point_pattern(plain)
    if opens is AD_POINT and not _AD.search(folded):
        return _classify_plain(plain, stems)
    points = [part for part in opens.split(plain)[1:] if part.strip()]
    if len(points) > 1:
        outcomes = {_classify_plain(point, stems) for point in points}
        if opens in POINTS_IN_LINE and len(outcomes) > 1:
            outcomes.discard(Outcome.OTHER)  # a narrative numbered sentence by sentence
        return outcomes.pop() if len(outcomes) == 1 else Outcome.OTHER
    return _classify_plain(opens.sub("", plain), stems)


def _classify_plain(text: str, stems: Sequence[str]) -> Outcome:
    sentences = [" ".join(sentence.split()).strip("* ") for sentence in _SENTENCE_END.split(text)]
    if not _OPENING.match(sentences[0]):
        # After narrative, what was ruled in a sentence of its own is what the decision came to.
        sentences = [sentence for sentence in sentences if _RULING.fullmatch(sentence)] or sentences
    clauses = [clause for sentence in _decided(sentences) if (clause := _operative_clause(sentence, stems))]
    told = [(clause, said) for clause in clauses if (said := [stem for stem in stems if stem in clause])]
    for rows in (_OPERATIVE, _TOLD):
        for clause, said in told:
            if outcome := _classify_clause(clause, rows, said):
                return outcome
    return Outcome.OTHER


def _decided(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences without lists of what somebody told (``Kort nyt:``)."""
    is_reported = False
    for sentence in sentences:
        if not (is_reported and sentence.startswith("- ")):
            is_reported = _NEWS.search(sentence) is not None
            yield sentence


def _operative_clause(sentence: str, stems: Sequence[str]) -> str | None:
    """The part of a sentence, in lower case, that may tell the outcome: what comes before somebody's dissent."""
    folded = sentence.casefold().removeprefix("- ")
    if not holds_any(folded, stems):
        return None
    if (
        _AGENDA_CHANGE.match(sentence)
        or ("forslag" in folded and _MOTION.search(folded))
        or ("ændringsforslag" in folded and _AMENDMENT.match(folded))
    ):
        return None
    if holds_any(folded, _DISSENTS) and "flertal" not in folded and (dissent := _dissent(folded)):
        folded = folded[: dissent.start()]
    if holds_any(folded, _REPORTS) and (reported := _REPORTED.search(folded)):
        folded = folded[: reported.end()]
    return folded


def _dissent(folded: str) -> re.Match[str] | None:
    return None if _REFUSES.match(folded) else _DISSENT.search(folded)


def _classify_clause(clause: str, rows: _Rows, said: Iterable[str]) -> Outcome | None:
    asked = {row for stem in said for row in rows[stem]}
    hits = [
        (found.start(pattern.groups), row, outcome)
        for row, outcome, pattern in asked
        if (found := pattern.search(clause))
    ]
    return min(hits)[2] if hits else None
