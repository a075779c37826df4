"""How Danish minutes tell who was not there and who came instead, as data: a new wording is a new row and its test."""

from __future__ import annotations

from rådscraper.items import AttendanceStatus
from rådscraper.parsing.names import NAME, NAMES

LIST_LABELS: tuple[tuple[AttendanceStatus, str], ...] = (
    (
        AttendanceStatus.EXCUSED,
        r"(?:(?:fravær(?:ende)?|ikke mødt) med |(?:følgende (?:havde|har) )?meldt )?afbud(?: fra)?"
        r"|(?:(?:fraværende )?med )?lovligt forfald|forfald|med afbud(?=:)",
    ),
    (
        AttendanceStatus.ABSENT,
        r"fraværende(?: medlemmer| uden afbud| i mødet| på mødet| var| i [^,:]{3,60}, [\w. ]{8,20})?"
        r"|fravær(?: uden afbud)?"
        r"|(?:ikke|ej) til ?stede|(?:ikke|ej) mødte?|deltog ikke(?=:)|følgende (?:var|er) fraværende"
        r"|(?:følgende )?udeble(?:v|vet|vne)(?: uden afbud)?(?=:)|uden afbud(?=:)",
    ),
    (AttendanceStatus.RECUSED, r"inhabile?|inhabilitet(?=:)"),
)
"""Words that open a list of people who were not there, on a line of their own or before the names."""

AFTER_SENTENCE = r"(?:(?<=[.!?] )|(?<=[.!?][\"”“»«] ))"
"""Where a sentence may begin after another, also after one that is quoted."""

RECUSED = r"(?:er|var|blev erklæret|erklæredes|erklærede sig|meldte sig) inhabile?"
"""How somebody is told to be disqualified."""

_HERE = r"(?!.*(?:punkt|pkt|sag)\w*\.? (?:nr\.? ?)?\d)"  # said of this item, not of one that is named by its number
_ILL = r"(?:,? (?:på grund af|grundet|pga\.?) [\w ]{3,40}|,? da (?:punktet|sagen) blev (?:behandlet|drøftet))?"
_THIS = r"(?:dette punkt|punktet|sagen|behandlingen|(?:sagens|punktets) behandling)"
_INABLE = rf",? (?:da|idet|fordi) (?:han|hun|de|vedkommende|denne) {RECUSED}"

SENTENCES: tuple[tuple[AttendanceStatus, str], ...] = (
    (
        AttendanceStatus.EXCUSED,
        r"(?:(?:havde|har) (?:(?:meldt|sendt) )?|meldte |sendte |ved |med )afbud"
        rf"(?: på selve mødedagen| til mødet)?{_ILL}"
        r"(?:,? og der (?:er|var) ingen suppleant(?:er)?)?",  # København
    ),
    (AttendanceStatus.EXCUSED, r"(?:havde|har) (?:meldt|lovligt) forfald"),  # Roskilde, Frederikssund
    (AttendanceStatus.RECUSED, rf"{RECUSED}(?: i (?:sagen|punktet))?,? og deltog ikke{_HERE}.*"),
    (AttendanceStatus.RECUSED, rf"{RECUSED},? og forlod (?:lokalet|mødet|salen) under (?:behandlingen af )?{_THIS}"),
    (AttendanceStatus.RECUSED, rf"deltog ikke{_HERE} .*(?:(?:på grund af|grundet|pga\.?) inhabilitet|{_INABLE})"),
    (
        AttendanceStatus.RECUSED,
        rf"forlod (?:lokalet|mødet|salen) under (?:behandlingen af )?{_THIS}.* inhabil\w*",
    ),
    (AttendanceStatus.ABSENT, rf"(?:(?:var|er) )?fraværende(?: (?:uden|med) afbud| (?:på|i|under|ved) mødet)?{_ILL}"),
    (
        AttendanceStatus.ABSENT,
        rf"(?:var|er) (?:fraværende|ikke til ?stede) (?:under|ved) (?:behandlingen af )?{_THIS}",
    ),
    (AttendanceStatus.ABSENT, r"(?:(?:var|er) )?ikke til ?stede(?: (?:på|i|under|ved) mødet)?|udeblev(?: uden afbud)?"),
    (AttendanceStatus.ABSENT, r"deltog ikke (?:i|på|under) (?:behandlingen af )?(?:mødet|dette punkt|punktet|sagen)"),
    (
        AttendanceStatus.ABSENT,
        r"deltog ikke(?: (?:i|under|ved) (?:(?:sagens|punktets) behandling|behandlingen)"
        r"(?: (?:og|eller) (?:i )?afstemning(?:en)?)?)?",
    ),
    (
        AttendanceStatus.ABSENT,
        r"(?:var forhindret i at|kunne ikke) deltage"
        r"(?: i (?:mødet|(?:sagens|punktets) behandling|.*?behandling(?:en)? af (?:sagen|punktet)))?",
    ),
)
"""What is said of people, after their names and to the end of the sentence."""

DEPUTIES = (
    rf"(?P<who>{NAME}) (?:havde|har) meldt afbud,? og (?P<deputy>{NAME}) deltog i stedet",  # København
    rf"[Ff]raværende: (?P<who>{NAME}) [-–] (?P<deputy>{NAME}) mødte som stedfortræder",  # Roskilde
    rf"(?:[Aa]fbud(?: fra|:)|[Ff]raværende:) (?P<who>{NAME}),? (?:med )?stedfortræder:? (?P<deputy>{NAME})",  # Hvidovre
    rf"(?:[Ff]raværende:? )?(?P<who>{NAME})(?: var fraværende)?,? (?:[-–] )?i stedet (?:deltog|mødte) "
    rf"(?P<deputy>{NAME})",
    rf"(?P<deputy>{NAME}),? (?:(?:deltog|mødte|var|er) (?:som )?)?[Ss](?:tedfortræder|uppleant) for (?P<who>{NAME})",
    rf"(?:[Ff]raværende:? )?(?P<who>{NAME})(?: var fraværende| havde meldt afbud)?,? (?:og |[-–] )?"
    rf"(?:suppleant|stedfortræder)(?:en)? (?P<deputy>{NAME}) (?:deltog|mødte)(?: i stedet)?",
    rf"[Ss](?:uppleant|tedfortræder) (?P<deputies>{NAME}) (?:deltog|mødte)(?: i stedet)?",
    rf"(?:[Ff]raværende: )?(?P<deputy>{NAME}) (?:deltog|deltager|mødte) (?:i mødet )?(?:i stedet )?for (?P<who>{NAME})",
    rf"(?P<deputies>{NAMES}) (?:deltog|mødte) som (?:suppleant|stedfortræder)(?:er)?",  # Hedensted
    rf"[Ss]tedfortrædere?: (?P<deputies>{NAMES})",  # Halsnæs
    rf"Som (?:stedfortrædere?|suppleant(?:er)?) (?:deltog|deltager|er indkaldt) (?P<deputies>{NAMES})",  # Hedensted
    rf"(?P<deputies>{NAME}) var indkaldt som (?:stedfortræder|suppleant)",  # Roskilde
)
"""Who came instead, and for whom where that is said."""

REASONS = r"sygdom|arbejde|tjenesterejse|ferie|orlov|barsel(?:sorlov)?|graviditet|bortrejst|private årsager"
"""Why somebody on a list was not there, behind the name (København)."""

SAID = (
    *("afbud", "inhabil", "deltog ikke", "fraværende", "udeblev", "forhindret", "ikke til stede", "ikke tilstede"),
    *("i stedet", "kunne ikke deltage", "deltog for", "deltager for", "mødte for", "stedfortræder", "suppleant"),
    "forfald",
)
"""Every sentence above holds one of these; most texts hold none and need not be searched."""
