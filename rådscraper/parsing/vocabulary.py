"""Danish headings and labels, as data: a new wording is a new row here and a new row in its test table.

Headings are matched folded: lower case, blanks folded, without a closing colon. Where they were met is told in the
rows; "local" are the municipalities this project crawls.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rådscraper.items import ItemType, SectionKind

SECTION_KINDS: tuple[tuple[SectionKind, str], ...] = (
    (SectionKind.DECISION, r"beslutning(?:er)?"),
    (SectionKind.DECISION, r"offentlig beslutning der skal udfyldes, hvis punktet er lukket"),  # Ishøj
    (
        SectionKind.DECISION,
        r"beslutning(?:er)? (?!om )(?:i |på |fra )?.+ (?:den|d\.) .+",
    ),  # Sønderborg, Hvidovre: body and date
    (
        SectionKind.DECISION,
        r"(?:mødets|nævnets|[\w-]*udvalgets|[\w-]*rådets|[\w-]*bestyrelsens|politisk) beslutning(?:er)?",
    ),
    (SectionKind.DECISION, r"beslutning(?:er)? (?:på|fra|i) mødet|beslutning(?:er)? (?:den|d\.) .+"),
    (SectionKind.DECISION, r"beslutning/referat|referat/beslutning|vedtagelse"),
    (SectionKind.RECOMMENDATION, r"indstilling(?:er)?|indstilling og beslutning|beslutningspunkter"),  # local, Aarhus
    (
        SectionKind.RECOMMENDATION,
        r"administrativ indstilling|indstilling (?:fra (?:forvaltningen|administrationen|direktionen)|til beslutning)"
        r"|(?:administrationens|[\w-]*forvaltningens|direktionens|[\w-]*direktørens|[\w-]*chefens|borgmesterens"
        r"|formandens|sekretariatets|centrets) indstilling|forslag til beslutning",
    ),
    (SectionKind.RECOMMENDATION, r"(?:administrationen|forvaltningen|direktionen|direktøren) indstiller"),
    (SectionKind.SUMMARY, r"(?:kort )?resum[eé]|sagsresum[eé]|resum[eé] og sagens baggrund"),  # Kalundborg, Sønderborg
    (SectionKind.SUMMARY, r"beslutningstema|sagstema|sagens (?:kerne|opståen)|anledning"),
    (SectionKind.CASE, r"(?:supplerende )?sagsfremstilling|sagsfremstilling og økonomi|sagsbeskrivelse"),
    (SectionKind.CASE, r"beskrivelse(?: af (?:sagen|alternativ .+))?"),
    (SectionKind.CASE, r"redegørelse"),  # Thisted
    (SectionKind.CASE, r"baggrund(?: og vurdering)?|sagens baggrund"),  # Køge
    (
        SectionKind.PROCEEDINGS,
        r"sagens forløb|sagsforløb|behandling|sagsgang(?: og sagstype)?|sagens gang|sagen behandles i",
    ),  # Køge, Aarhus
    (
        SectionKind.PROCEEDINGS,
        r"forventet sagsgang|(?:sags)?historik(?:, henvisninger)?|tidligere behandling"
        r"|politiske beslutninger og aftaler",
    ),
    (
        SectionKind.ECONOMY,
        r"økonomi(?: og [\w-]+(?: \w+)?)?|(?:\w+e og )?økonomiske (?:og \w+e )?(?:konsekvenser|forhold)(?: og .+)?",
    ),
    (
        SectionKind.LEGAL,
        r"(?:rets|lov|lov- og plan|retligt )grundlag(?: – link)?|juridiske .+|(?:beslutnings)?kompetence"
        r"|sagen afgøres af",
    ),
    (SectionKind.LEGAL, r"retsregler og andre forskrifter"),
    (SectionKind.HEARING, r"(?:(?:inddragelse|udtalelser) og )?høring(?:er| og inddragelse)?|(?:borger)?inddragelse"),
    (SectionKind.HEARING, r"høring og sagsgang"),  # Thisted
    (SectionKind.COMMUNICATION, r"kommunikation"),
    (SectionKind.ATTACHMENTS, r"bilag(?: til (?:punkt \d+|sagen)| \(\d+\))?|bilagsliste|bilagsoversigt"),
    (SectionKind.ATTACHMENTS, r"(?:vedlagte|åbne|lukkede) bilag|vedhæftede (?:bilag|filer)"),
)

STANDING_OTHER = (  # standing headings that are none of the above
    r"sagstype|punkttype|alternativ indstilling|øvrige konsekvenser"
    r"|alternativer|tidsperspektiv|tidsplan|personale(?:mæssige konsekvenser)?|supplerende bemærkninger"
    r"|borgmesterens afdelings påtegning|(?:klima|andre )konsekvenser"
    r"|(?:klima-, miljø- og bæredygtigheds|sundheds|miljø|klima|handicap)(?:mæssige|politiske) konsekvenser"
    r"|co2-konsekvensvurdering|(?:\w+e, )+\w+e og \w+e konsekvenser"
)

TYPE_HEADINGS = ("sagstype", "punkttype")
"""Headings below which a word tells what the body is asked to do."""

WRAPPED_CASE_MARKS = frozenset({"sagstype", "resume og sagens baggrund", "resumé og sagens baggrund", "indstillinger"})
"""Headings that show a whole old document lies inside one section (Kalundborg, before 2019 and since 2025)."""

ITEM_TYPES: tuple[tuple[ItemType, str], ...] = (
    (ItemType.DECISION, r"(?:(?:sag )?til )?beslutning(?:ssag)?|\(b\)"),
    (ItemType.INFORMATION, r"(?:(?:sag )?til )?orientering(?:ssag)?|\(o\)"),
    (ItemType.DISCUSSION, r"(?:(?:sag )?til )?drøftelse(?:ssag)?|\(d\)"),
)

DOCUMENT_TITLES = {
    "referat": "minutes",
    "beslutningsprotokol": "minutes",
    "beslutninger fra mødet": "minutes",
    "tillægsdagsorden": "supplementary_agenda",
    "dagsorden": "agenda",
}
"""Words in a publication's printed title that tell its type, tried in this order."""

OPEN_WORDS = {
    **dict.fromkeys(("åben", "åbent", "åben sag", "åbent punkt"), True),
    **dict.fromkeys(("lukket", "lukket sag", "lukket punkt"), False),
}

OPEN_WORD = r"(?:åbent?|lukket)(?: (?:sag|punkt))?"

OPEN_GROUPS = {
    **dict.fromkeys(("åbne dagsordenspunkter", "åben dagsorden", "åbent møde"), True),
    **dict.fromkeys(("lukkede dagsordenspunkter", "lukket dagsorden", "lukket møde"), False),
    "disse sager behandles for åbne døre": True,
    "disse sager behandles for lukkede døre": False,
}
"""Headings of groups of items."""

PAIRED_GROUPS = {"åbne punkter": True}
CLOSING_GROUPS = {"lukkede punkter": False}
"""Closes items where ``Åbne punkter`` opens others (København); the bare one of Køge's archive closes nothing."""

HEAD_WORDS = {
    *("møde", "mødet", "referat", "dagsorden", "tillægsdagsorden", "åben", "åbent", "åbne", "lukket", "ordinært"),
    *("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "kl", "klokken"),
    *("punkt", "pkt", "nr", "i", "d", "s", "den", "af", "fra", "for", "til", "og"),
}
"""Words of a head's titles and dates that say nothing by themselves."""

CONTENTS = re.compile(r"indhold(?:sfortegnelse)?|lukkede punkter|punkter|punkt|titel", re.IGNORECASE)
"""Headings of a list of contents or its columns; the bare ``Lukkede Punkter`` of Køge's archive closes nothing."""

INLINE_HEADING = re.compile(r"(?P<heading>Beslutning|Indstilling|Sagsfremstilling|Sagsbeskrivelse): (?P<text>\S.*)")
"""A heading with its text on the same line."""

PAPERS_INLINE = re.compile(r"Bilag: (?P<titles>\S.*(?:[^.:!?]|\.(?:pdf|docx?|xlsx?|pptx?)))")
"""Papers on the line of their heading."""

NO_PAPERS = re.compile(r"-|[Ii]ngen(?: bilag)?\.?")
"""What stands below the heading of papers where there are none."""

TOLD_HEADING = re.compile(
    r"(?P<heading>Referat|Konklusion|Drøftelse og beslutning)(?::(?: (?P<text>\S.*))?|(?<=Referat))"
)
"""What heads the decision in minutes, most of boards, that have no other heading for it; its text may follow."""

PROPOSAL = ("forslag", re.compile(r"[A-ZÆØÅ][^.:]{2,80} foreslår,"))
"""A heading, and the line right below it without which it is none (Kolding)."""

PROPOSES = re.compile(
    r"[A-ZÆØÅ][\w ,&-]{2,60} indstiller(?: til [^.:]{3,70})?(?:[,:]|,? at[,:]?)"
    r"|Administrationen indstiller til [^.:]{3,70}"
    r"|Indstilling om,|Det foreslås,"
)
"""A line that opens the recommendation of an item that has no heading for it (Gribskov, København until 2010)."""

RULED = re.compile(
    r"[A-ZÆØÅ][\w ]{3,40} blev (?:ikke )?(?:godkendt|vedtaget|tiltrådt|forkastet|afvist)(?: (?:med|uden)\b.*|\.)"
)
"""A paragraph that begins the decision of an item that has no heading for it (København until 2010)."""

RULED_LAST = re.compile(
    r"(?:^|(?<=[.:!?]) )(?P<ruling>(?:Taget til (?:efterretning|orientering)|Godkendt|Tiltrådt|Vedtaget|Drøftet|Udsat"
    r"|Indstillingen (?:blev )?(?:godkendt|tiltrådt|vedtaget))(?: [^.]{0,80})?\.?)$"
)
"""What ends an item that has no heading for its decision (transcripts of Haderslev's minutes)."""

ROLES = (
    r"(?:[1-3]\. )?(?:vice)?borgmester|(?:1\. |2\. )?(?:næst)?formand|mødeleder|referent|ref\.|sekretær"
    r"|rådmand(?: for .+)?|repræsentant fra .+|observatør|praktikant"
)

PARTY_NAMES = (
    r"løsgænger|frie liberale|nye borgerlige|liberal alliance|borgerliste.*|socialdemokrat(?:iet|erne)|enhedslisten"
    r"|venstre|(?:det )?radikale venstre|(?:det )?konservative folkeparti|(?:dansk|socialistisk) folkeparti"
    r"|alternativet|uden for parti"
)

ATTENDANCE_HEADINGS = ("fremmøde og inhabilitet",)
"""Headings of what is told of an item's attendance apart from its decision (København)."""

_LONGEST_HEADING = 120
TOGETHER = frozenset({"problemstilling", "løsning", "videre proces"})
"""Headings of København's cases: one of them alone is a sub-heading of another site's case."""

_LOOSE = ("baggrund",)  # a heading where a layout marks it as one, else more often a sub-heading of one case

TYPESET_HEADING = re.compile(r"(?:BESLUTNINGSFORSLAG|INDSTILLING) FRA (?:\bog\b|[^a-zæøå]){1,120}")
"""Headings of a proposal, in capitals but for ``og``, that Aarhus's PDFs print in bold and its pages as text."""

_OPEN_AT_END = re.compile(rf"sags?nr\b.* (?P<word>{OPEN_WORD})")
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in SECTION_KINDS)
_STANDING = re.compile("|".join((*(pattern for _, pattern in SECTION_KINDS), STANDING_OTHER)))
_TYPES = tuple((kind, re.compile(rf"(?:{pattern})(?=[:. )-]|$)")) for kind, pattern in ITEM_TYPES)


def fold(text: str) -> str:
    """Fold a printed heading or label for comparison.

    >>> fold(" Sagens  forløb: ")
    'sagens forløb'
    """
    return " ".join(text.split()).rstrip(":").rstrip().casefold()


def open_word(line: str) -> bool | None:
    """Whether a line is, or ends in, a word that tells an item open or closed; None where it doesn't.

    >>> open_word("ÅBEN SAG"), open_word("Sagsnr. 299835 Byrådet Lukket punkt"), open_word("Åbent hus")
    (True, False, None)
    """
    folded = fold(line)
    if folded in OPEN_WORDS:
        return OPEN_WORDS[folded]
    found = _OPEN_AT_END.fullmatch(folded)
    return OPEN_WORDS.get(found["word"]) if found else None


@lru_cache(maxsize=1024)  # headings are few and come again in every item
def fold_heading(heading: str) -> str:
    """Fold the heading of a section, as ``fold`` does."""
    return fold(heading)


@lru_cache(maxsize=1024)
def classify_heading(heading: str) -> SectionKind:
    """Tell what a section is about by its printed heading; an unknown one is ``other``."""
    folded = fold_heading(heading)
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(folded)), SectionKind.OTHER)


def is_standing_heading(text: str) -> bool:
    """Whether a line is a heading that a layout prints again and again, not a sub-heading of one case."""
    if len(text) > _LONGEST_HEADING:
        return False
    folded = fold(text)
    if folded.endswith((".", ",")) or folded in _LOOSE:
        return False
    return folded in ATTENDANCE_HEADINGS or _STANDING.fullmatch(folded) is not None


def classify_item_type(text: str) -> ItemType | None:
    """Tell an item's type by the word that opens its title (``Orientering - …``) or its ``Sagstype``."""
    folded = text.strip().casefold()
    return next((kind for kind, pattern in _TYPES if pattern.match(folded)), None)
