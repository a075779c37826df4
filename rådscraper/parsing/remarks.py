"""What other bodies said of an item before this meeting, told inside its recommendation (Aalborg).

``Økonomiudvalget anbefaler indstillingen.`` and the absentees after it are of that committee's meeting, not of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rådscraper.document import Block
from rådscraper.items import Attendance, Decision, Outcome
from rådscraper.parsing.attendance import cut_absence
from rådscraper.parsing.dates import DATE, find_date

_WHAT = r"(?:\w+s )?(?:indstilling(?:en|er|erne|ens (?:pkt\.|punkt(?:er)?) \d[\d ,og-]*)?|forslaget|sagen|planen)"

SAID: tuple[tuple[Outcome, str], ...] = (
    (Outcome.REJECTED, rf"(?:kan|kunne) ikke (?:anbefale|tiltræde|godkende) {_WHAT}"),
    (Outcome.REJECTED, rf"(?:anbefaler|anbefalede|tiltræder|godkendte) ikke {_WHAT}"),
    (
        Outcome.RECOMMENDED,
        rf"(?:anbefaler|anbefalede)(?: enstemmigt)?(?: den {DATE})?(?: over for \w+| byrådet)?,?(?: at)? {_WHAT}",
    ),
    (Outcome.RECOMMENDED, rf"(?:indstiller|indstillede) {_WHAT} (?:godkendt|til godkendelse)"),
    (Outcome.RECOMMENDED, rf"(?:anbefaler|anbefalede),? at \w+ (?:godkender|vedtager|tiltræder) {_WHAT}"),
    (Outcome.NOTED, rf"har haft {_WHAT} til (?:orientering|efterretning)"),
    (Outcome.NOTED, r"(?:tog|tager|har taget) (?:\w+ )+til (?:efterretning|orientering)"),
    (Outcome.APPROVED, rf"(?:godkendte|godkender|har godkendt|tiltrådte|tiltræder|har tiltrådt|vedtog) {_WHAT}"),
    (Outcome.DISCUSSED, rf"(?:drøftede|har drøftet|har haft {_WHAT} til drøftelse)(?: {_WHAT})?"),
    (Outcome.POSTPONED, rf"(?:udsatte|har udsat|besluttede at udsætte) {_WHAT}"),
)
"""What a body is told to have come to, after its name at the start of a sentence; the first row that fits decides."""

_KINDS = r"(?i:udvalget|råd(?:et)?|nævnet|magistraten|bestyrelsen|delegationen)"
_BODY = (
    r"(?=[A-ZÆØÅ])(?P<body>Udvalget for [^.:]{3,60}?"
    rf"|(?:[A-ZÆØÅ][\w-]*,? (?:(?:og|for|[A-ZÆØÅ][\w-]*),? ){{0,5}}?)?[\w-]*{_KINDS})"
)
_MOST = "(?:Et flertal i )?"
_SAYS = tuple((outcome, re.compile(rf"{_MOST}{_BODY} {pattern}\b")) for outcome, pattern in SAID)
_BEGINS = re.compile(rf"{_MOST}{_BODY}[ :]")
_SENDS = re.compile(rf"{_BODY} (?:fremsender|indstiller|anbefaler)\b")
_LABEL = re.compile(rf"{_BODY}:\s+(?=[A-ZÆØÅ])")
_UNNAMED = ("Udvalget", "Rådet")
# A full stop after a single capital is an initial's.
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-ZÆØÅ]\.)\s+(?=[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class _Told:
    body: str | None
    outcome: Outcome
    sentences: tuple[str, ...]
    absent: tuple[Attendance, ...] = ()


def parse_remarks(blocks: Iterable[Block]) -> tuple[Decision, ...]:
    """Find the remarks of other bodies among the blocks of a recommendation, in the order they are told.

    A sentence that begins with a body's name and says what it came to is a remark; the sentences after it in its
    paragraph belong to it, and so do the absentees told after it, or under the body's name (``Udvalget: X var
    fraværende.``). Absentees told before any remark are of the body that sends the recommendation and of no remark.
    """
    told: list[_Told] = []
    sender: str | None = None
    for block in blocks:
        is_going_on = False
        for sentence in _SENTENCE_END.split(block.text.strip()):
            # Each of the patterns begins with it, and few sentences do.
            names_body = _BEGINS.match(sentence) is not None
            label = _LABEL.match(sentence) if names_body else None
            if label and (people := _absent(sentence[label.end() :])):
                told = _with_absent(told, _named(label["body"], sender), people)
            elif people := _absent(sentence):
                told = _with_absent(told, None, people)
            elif names_body and (said := _said(sentence)):
                told.append(replace(said, body=_named(said.body, sender)))
                is_going_on = True
            elif is_going_on:
                told[-1] = replace(told[-1], sentences=(*told[-1].sentences, sentence))
            elif names_body and (sends := _SENDS.match(sentence)) and sends["body"] not in _UNNAMED:
                sender = sends["body"]
    return tuple(_remark(one) for one in told)


def _said(sentence: str) -> _Told | None:
    for outcome, pattern in _SAYS:
        if found := pattern.match(sentence):
            return _Told(found["body"], outcome, (sentence,))
    return None


def _named(body: str | None, sender: str | None) -> str | None:
    return sender if body in _UNNAMED else body


def _absent(sentence: str) -> tuple[Attendance, ...]:
    """The people of a sentence that only says who was not there."""
    kept, people = cut_absence([Block(sentence)])
    return () if kept else tuple(people)


def _with_absent(told: list[_Told], body: str | None, people: tuple[Attendance, ...]) -> list[_Told]:
    """Give absentees to the last remark, of the named body where one is named; to none where there is none."""
    for place in reversed(range(len(told))):
        if body is None or told[place].body == body:
            last = told[place]
            return [*told[:place], replace(last, absent=(*last.absent, *people)), *told[place + 1 :]]
    return told


def _remark(told: _Told) -> Decision:
    decided_on = find_date(told.sentences[0])
    return Decision(" ".join(told.sentences), told.outcome, False, told.body, decided_on, attendances=told.absent)
