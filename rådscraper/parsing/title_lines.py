"""Titles of documents as sites print them, as patterns: body, kind, day, time and place in one line."""

from __future__ import annotations

import re

from rådscraper.parsing.dates import DATE

DAY = rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,? )?(?:den |d\.? ?)?(?P<date>{DATE})"
CLOCK = r"(?:kl\.?|klokken) ?\d{1,2}(?:[.:]\d{2})?(?: ?(?:[-–]|til) ?(?:kl\. ?)?\d{1,2}(?:[.:]\d{2})?)?"
AT = rf",? {CLOCK}"
_MEETING = r"(?:(?:(?:ekstra)?ordinært )?mødet? i )?"
_NAMED = (
    r"(?!(?:man|tirs|ons|tors|fre|lør|søn)dag\b|publiceret\b|opdateret\b|mødereferat\b|mødet\b|fra\b|\w+ møde\b)"
    r"(?P<body>{})"
)
# Commas only within a name: ``Teknik-, Natur- og Miljøudvalget``, ``Udvalget for Natur, Miljø og Klima``.
_WITHOUT_DAY = r"(?:[^0-9,:]|(?<=-),|,(?= [A-ZÆØÅ][\w-]*(?:,| og) ))+?"
TITLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Svendborg and Halsnæs, below the body
        rf"(?P<kind>referat|dagsorden) (?:[•·|–-] |(?:fra|af|til) (?:(?:ekstra)?ordinært )?mødet? )?{DAY}(?:{AT})?"
        r"(?:,? (?:i|på) (?P<place>.+))?",
        # FirstAgenda's PDFs; the titles of Aalborg's links; Mariagerfjord, with the place
        r"(?:udskrift af )?(?:(?:åbent|lukket) )?"
        r"(?P<kind>referat|dagsorden|tillægsdagsorden|beslutningsprotokol)(?:len|et)? "
        rf"(?:fra |for |af |til )?{_MEETING}(?![•·|] )(?P<body>.+?)(?:(?:['’])?s møde)?,? {DAY}(?:{AT})?"
        rf"(?:(?:,? (?:i|på)|,|(?<=[.:]\d\d)) (?P<place>.+?)(?:{AT})?)?",
        # Køge's archive
        rf"(?P<kind>referat|dagsorden|tillægsdagsorden) (?:af|til|fra) {_MEETING[:-1]}"
        rf"(?!.*{DATE})(?P<body>.+?)(?: kl\.? i .+)?",
        rf"(?:(?:åbent|lukket) møde for )?(?P<body>[^\d]+?)s møde {DAY}(?:{AT})?(?: i (?P<place>.+))?",  # Aalborg
        rf"(?P<body>[^\d]+?) [-–|] (?P<kind>referat|dagsorden)(?: fra mødet| [-–|])? {DAY}",  # Viborg, Slagelse
        rf"(?P<body>[^\d]+?)s møde {DAY}(?:{AT})? [-–|] (?P<kind>referat|dagsorden)",
        rf"(?:ekstra)?ordinært møde i (?P<body>[^\d]+?),? {DAY}(?:{AT})?(?:,? (?:i|på) (?P<place>.+))?",
        rf"(?P<body>[^\d]+?) [-–] {DAY} [-–] (?P<kind>referat|dagsorden)",  # Faxe
        r"konstituerende møde i (?P<body>[^\d,]+)",  # Rødovre
        rf"{_NAMED.format(_WITHOUT_DAY)},? (?:møde )?{DAY}(?:{AT})?",  # Aalborg's and Kalundborg's pages
        r"(?:år \d{4} ?[-–] ?\d{4} )?(?P<body>[^\d]+?) [-–] (?P<kind>referat|dagsorden)",  # Brønderslev
        rf"(?P<kind>beslutninger fra mødet) {DAY}{AT} (?:ekstra)?ordinært møde (?P<body>.+)",  # Hørsholm
        r"(?P<kind>referat) (?P<body>\w+(?:udvalget|rådet|bestyrelsen)|udvalget for [^\d.:]+)",  # Haderslev
        # boards of schools and of the old
        r"(?P<kind>referat|dagsorden) (?:af|til|fra) (?:(?:ekstra)?ordinært )?(?P<body>\w+(?:råds|udvalgs|lses)møde)",
    )
)
"""Lines that name body, kind or day of a meeting and nothing else, each in its site's way."""

_PLAINER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:godkendt|udkast til|foreløbigt|endeligt) (?=\w*(?:referat|dagsorden)\b)", re.IGNORECASE), ""),
    (re.compile(r"^(?:møde|beslutnings)referat\b|^dagsorden og referat\b", re.IGNORECASE), "Referat"),
    (re.compile(r"^(?:møde)?protokol (?=(?:for|fra|af) )", re.IGNORECASE), "Referat "),
    (re.compile(r"^(referat|dagsorden): (?=[A-ZÆØÅ])", re.IGNORECASE), r"\1 "),
    (re.compile(r"\bmøde nr\. ?\d+ i\b", re.IGNORECASE), "møde i"),
    (re.compile(r",? møde nr\. ?\d+(?=,? )", re.IGNORECASE), ""),
    (re.compile(r" [-–] (?:ekstra)?ordinært møde(?= [-–] )", re.IGNORECASE), ""),
    (re.compile(r" [-–] (?=(?:den |d\. ?)?\d{1,2}\. )"), " "),
    (re.compile(r", [A-ZÆØÅ][\w-]* Kommune(?=, )"), ""),
    (re.compile(r" \((?:19|20)\d\d-(?:19|20)?\d\d\)"), ""),
)


def plainer(title: str) -> str:
    """Put a title as most are: without what it is a draft of, the meeting's number, the kommune, the period.

    >>> plainer("Udkast til mødereferat fra Ældrerådet, Odder Kommune, den 3. marts 2020")
    'Referat fra Ældrerådet, den 3. marts 2020'
    """
    for pattern, instead in _PLAINER:
        title = pattern.sub(instead, title)
    return title
