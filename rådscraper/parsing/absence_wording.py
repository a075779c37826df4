"""How Danish minutes tell who was away from some items, as data: a new wording is a new row, here and in its test."""

from __future__ import annotations

from enum import Enum, auto

from rådscraper.items import AttendanceStatus
from rådscraper.parsing.attendance_wording import RECUSED
from rådscraper.parsing.item_numbers import ITEMS, ONE_ITEM
from rådscraper.parsing.names import NAMES

_ABSENT, _RECUSED = AttendanceStatus.ABSENT, AttendanceStatus.RECUSED


class Reach(Enum):
    """Which items a sentence is about, seen from those it names. Who leaves during an item was not there to decide."""

    THESE = auto()
    OTHERS = auto()
    BEFORE = auto()
    UP_TO = auto()
    AFTER = auto()
    FROM = auto()


_ITEMS, _ONE = rf"(?P<items>{ITEMS})", rf"(?P<items>{ONE_ITEM})"
_THIS = r"(?:dette punkt|punktet)"
_AT = r"(?:,? (?:kl\.|klokken) ?\d{1,2}(?:[.:]\d{2})?,?)?"
_TREATED = r"(?: (?:behandling|drøftelse|afslutning)(?:en)? af)?"
_WHY = r"(?P<why>,? (?:idet|da|fordi|på grund af|grundet|pga\.?|som følge af) [^.]{1,200}| som inhabil)?"
_CAME = rf"(?:mødte(?: op)?|ankom|kom|tilsluttede sig|indtrådte|tiltrådte)(?: (?:til |i )?mødet)?{_AT}"
_LEFT = rf"(?:(?:forlod|måtte forlade|gik fra) mødet|gik){_AT}"
_ROOM = r"(?:lokalet|mødelokalet|salen|byrådssalen)"
_BEGUN = r"(?:under|ved|før|inden)"
_RETURNED = rf"(?:kom|vendte)(?: igen)? tilbage(?: til mødet)?{_AT}"
_BACK = rf"(?P<when>{_BEGUN}|til|efter){_TREATED} (?P<back>{ONE_ITEM})"
_OR_BACK = rf"(?:,? og {_RETURNED} {_BACK})?"
_TOOK_PART = r"deltog(?: i mødet)?"
_NOR = r"(?:,? og deltog ikke i behandlingen(?: heraf)?)?"
_AWAY = r"(?:fraværende|ikke til stede)"

SENTENCES: tuple[tuple[AttendanceStatus, Reach, str], ...] = (
    (_ABSENT, Reach.THESE, rf"(?:deltog|medvirkede) ikke (?:i|på|under|ved){_TREATED} {_ITEMS}{_WHY}"),
    (_ABSENT, Reach.THESE, rf"var {_AWAY} (?:i|på|under|ved){_TREATED} {_ITEMS}{_WHY}"),
    (_ABSENT, Reach.THESE, rf"forlod {_ROOM}{_AT} (?:under|ved){_TREATED} {_ITEMS}{_WHY}"),
    (
        _RECUSED,
        Reach.THESE,
        rf"{RECUSED} (?:og (?:deltog|medvirkede) ikke )?(?:i|på|under|ved){_TREATED} {_ITEMS}{_NOR}",
    ),
    (_RECUSED, Reach.THESE, rf"{_LEFT} (?:under|ved){_TREATED} {_ITEMS}(?P<why>,? [^.]{{0,200}}\binhabil\w*)"),
    (_ABSENT, Reach.OTHERS, rf"deltog (?:kun|alene) (?:i|under|ved){_TREATED} {_ITEMS}"),
    (_ABSENT, Reach.AFTER, rf"{_LEFT} efter{_TREATED} {_ITEMS}{_OR_BACK}{_WHY}"),
    (_ABSENT, Reach.AFTER, rf"{_LEFT} efter{_TREATED} {_THIS}"),
    (_ABSENT, Reach.FROM, rf"{_LEFT} {_BEGUN}{_TREATED} {_ONE}{_OR_BACK}{_WHY}"),
    (_ABSENT, Reach.FROM, rf"{_LEFT} {_BEGUN}{_TREATED} {_THIS}"),
    (_ABSENT, Reach.AFTER, rf"{_TOOK_PART} (?:kun )?til og med {_ONE}"),
    (_ABSENT, Reach.FROM, rf"(?:{_TOOK_PART} ikke|var {_AWAY}) fra(?: og med)? {_ONE}(?: og frem(?:efter)?)?"),
    (_ABSENT, Reach.UP_TO, rf"{_CAME} efter{_TREATED} {_ITEMS}"),
    (_ABSENT, Reach.UP_TO, rf"var {_AWAY} til og med {_ONE}"),
    (_ABSENT, Reach.BEFORE, rf"{_CAME} (?:til|{_BEGUN}){_TREATED} {_ONE}"),
    (_ABSENT, Reach.BEFORE, rf"{_TOOK_PART} (?:først )?fra(?: og med)? {_ONE}"),
)
"""What is said of people, after their names and to the end of the sentence.

The first row that fits decides; ``inhabil`` in the reason recuses.
"""

INVERTED: tuple[tuple[AttendanceStatus, Reach, str], ...] = (
    (_ABSENT, Reach.THESE, rf"(?:I|På|Under|Ved){_TREATED} {_ITEMS} (?:deltog|medvirkede) (?P<who>{NAMES}) ikke{_WHY}"),
    (_ABSENT, Reach.THESE, rf"(?:I|På|Under|Ved){_TREATED} {_ITEMS} var (?P<who>{NAMES}) {_AWAY}{_WHY}"),
    (_RECUSED, Reach.THESE, rf"(?:I|På|Under|Ved){_TREATED} {_ITEMS} (?:er|var) (?P<who>{NAMES}) inhabile?"),
    (_ABSENT, Reach.AFTER, rf"Efter{_TREATED} {_ITEMS} forlod (?P<who>{NAMES}) mødet{_AT}{_WHY}"),
    (_ABSENT, Reach.FROM, rf"(?:Under|Ved|Før|Inden){_TREATED} {_ONE} forlod (?P<who>{NAMES}) mødet{_AT}{_WHY}"),
    (_ABSENT, Reach.FROM, rf"Fra(?: og med)? {_ONE} deltog (?P<who>{NAMES}) ikke"),
)
"""The same in sentences that name the items first."""

RETURNS: tuple[str, ...] = (
    rf"{_RETURNED}(?: {_BACK})?[^.]*",
    rf"deltog igen(?: (?P<when>fra)(?: og med)? (?P<back>{ONE_ITEM}))?[^.]*",
)
"""What is said of people who were away and came back, after their names or ``han`` and ``hun``."""

LISTED: tuple[tuple[Reach, str], ...] = (
    (Reach.THESE, rf"\(?(?:i |under |ved )?{_ITEMS}\)?"),
    (Reach.FROM, rf"fra(?: og med)? {_ONE}"),
    (Reach.BEFORE, rf"til (?:kl\. ?\d{{1,2}}[.:]\d{{2}} )?(?:i|under) {_ONE}"),
    (Reach.FROM, rf"fra (?:kl\. ?\d{{1,2}}[.:]\d{{2}} )?(?:i|under) {_ONE}"),
)
"""What stands after a name in a list of absentees: ``X (A), sag 129-138``, ``X fra kl. 21.33 i punkt 12``."""

WORDS = (
    *("deltog", "medvirkede", "forlod", "forlade", "gik", "mødte", "ankom", "kom ", "tilsluttede", "trådte"),
    *("inhabil", "fravær", "afbud", "til stede", "vendte"),
)
"""Every wording above holds one of these, or stands in a list under one; most texts hold none."""
