"""How Danish minutes tell votes, as data: a new wording is a new row here and a new row in the test table."""

from __future__ import annotations

from rådscraper.items import VoteChoice

_FOR, _AGAINST, _ABSTAINED = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED
_RESERVED = VoteChoice.RESERVED

NUMBERS = ["nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]
NUMBER = rf"(?:\d{{1,3}}\b|\b(?:et|{'|'.join(NUMBERS)})\b)"
UNIT = r"(?:stemmer?|(?:byråds)?medlem(?:mer)?|personer)"

OPENERS: tuple[tuple[VoteChoice, str], ...] = (
    (_ABSTAINED, r"(?:følgende )?(?:undlod|undlader)(?: at stemme)?\b"),
    (_ABSTAINED, r"hverken for eller i?mod(?: stemte)?\b|(?:følgende )?stemte (?:blankt|hverken for eller i?mod)\b"),
    (_ABSTAINED, r"blankt?(?: stemte)?(?=:)"),
    (_FOR, r"for(?: [^:.()]{1,80}?)? (?:stemte\b|stemmer(?=:))"),
    (_FOR, r"(?:følgende )?stemte for\b(?: \w+)?(?=:)|(?:stemmer )?for ?(?=:)"),
    (_AGAINST, r"i?mod(?: [^:.()]{1,80}?)? (?:stemte\b|stemmer(?=:))|(?:følgende )?stemte i?mod\b(?: \w+)?(?=:)"),
    (_AGAINST, r"(?:stemmer )?i?mod ?(?=:)"),
)
"""What opens a list of voters, a number or both, at the start of a sentence."""

_THING = r"(?:(?: [\w-]+s)* (?:indstilling\w*|forslag(?:et)?|sagen|punktet|planen|beslutningen)\b|(?=[.,)]?$|, ))"

VERBS: tuple[tuple[VoteChoice, str], ...] = (
    (_AGAINST, rf"(?:kan|kunne) ikke (?:tiltræde|godkende|støtte|anbefale|stemme for){_THING}"),
    (_AGAINST, r"(?:stemte|stemmer) (?:i?mod|nej)\b|(?:var |er )?imod(?=[.,)]?$)"),
    (_ABSTAINED, r"(?:undlod|undlader|afstod fra|ønskede ikke)(?: at stemme\b|(?=[.,)]?$))"),
    (_ABSTAINED, r"(?:stemte|stemmer) (?:blankt|hverken for eller i?mod)\b"),
    (_FOR, r"(?:stemte|stemmer) (?:for|ja)\b"),
    (_FOR, rf"(?:kan|kunne) (?:tiltræde|godkende|støtte|anbefale){_THING}"),
    (_AGAINST, rf"(?:støtter|anbefaler|godkender|tiltræder) ikke{_THING}"),
    (_FOR, rf"anbefaler{_THING}"),
    (_RESERVED, r"(?:tog|tager|har taget) (?:\w+ )?forbehold\b|forbeholder sig (?:sin )?stilling\b"),
)
"""What is said of voters, after their names."""

CAMPS: tuple[tuple[VoteChoice, str], ...] = (
    (_FOR, r"(?:godkend(?:te|er)|ved(?:tog|tager)|tiltr(?:ådte|æder)|støtte(?:de|r)|anbefal(?:ede|er))\b(?! ikke\b)"),
    (_FOR, r"besluttede at (?:godkende|vedtage|tiltræde|anbefale)\b"),
    (
        _AGAINST,
        r"(?:ønske(?:de|r)|foreslog|foreslår|ville)(?: \w+){0,3}? (?:at (?:afvise|forkaste)|afvist|forkastet)\b",
    ),
    (_AGAINST, r"ønske(?:de|r) ikke at (?:godkende|vedtage|tiltræde|støtte|anbefale)\b"),
)
"""What is said of a majority or minority whose voters are told, after them; of a body it says how it decided."""

TOTALS: tuple[tuple[VoteChoice, str], ...] = (
    (_FOR, rf"(?P<n>{NUMBER}) (?:stemmer? for|{UNIT} stemte for|stemte for)\b"),
    (_FOR, rf"(?P<n>{NUMBER}) for(?=(?: \([^()]*\))?,? (?:og )?{NUMBER} imod\b)"),
    (_AGAINST, rf"(?P<n>{NUMBER}) {UNIT} (?:stemte )?imod\b(?! {NUMBER})"),
    (_AGAINST, rf"(?P<n>{NUMBER}) (?:stemte )?imod(?= *[.,;:()]| *$| og\b| mens\b)"),
    (_ABSTAINED, rf"(?P<n>{NUMBER}) (?:{UNIT} )?(?:har )?(?:undlod|undlader|undladt)\b(?: at stemme)?"),
    (_ABSTAINED, rf"(?P<n>{NUMBER}) (?:{UNIT} )?(?:stemte )?(?:hverken for eller i?mod|blankt?e?)\b"),
    (_FOR, rf"(?:godkendt|vedtaget|tiltrådt) med (?P<n>{NUMBER}) stemmer(?= *[.,]| *$)"),
)
"""Printed totals inside a sentence."""

WORDS = (
    rf"stemm|stemt|undl|hverken|afstod|blank|forbehold(?:er)?\b|i?mod ?:|for ?:|imod\b|mod {NUMBER}"
    r"|(?:kan|kunne)\s(?:ikke\s)?(?:tilt|godk|støt|anb|stem)|\) anbefaler\b|flertal|mindretal"
    r"|(?:støtter|anbefaler|godkender|tiltræder) ikke"
)
"""Beginnings of words, in lower case, of which every vote holds one; most sentences hold none."""

STEMS = (
    *("stem", "undl", "hverken", "afstod", "blank", "forbehold", "mod", "for:", "for :"),
    *("tilt", "godk", "støt", "anb", "flertal", "mindretal"),
)
"""Letters of which each of these holds some; a text that holds none need not be searched for the words."""
