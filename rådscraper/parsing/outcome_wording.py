"""How Danish minutes tell what a decision came to, as data: a new wording is a new row, here and in its test."""

from __future__ import annotations

from rådscraper.items import Outcome

# The end of a body's name, which a search finds far sooner than the whole word, and the whole word.
_BODY = r"(?:udvalget|rådet|bestyrelsen|magistraten|\benigt? \w*(?:udvalg|råd|bestyrelse))"
WHO = rf"(?:\w*{_BODY})"
_THING = (
    r"(?:(?:\w+s )?indstilling(?:en|er|erne)?(?:s (?:pkt\.?|punkt(?:er)?) [\d ,og-]*\d)?|sagen|punktet|behandlingen"
    r"|drøftelsen|\w*(?:forslaget|lokalplanen|bevillingen|ansøgningen|høringssvaret)|orienteringen|valget"
    r"|beslutning(?:en|(?:en)? om \w+)?|godkendelse(?:n|n? af \w+))"
)
# From the start of a main clause: what a subclause tells (``planen, som er godkendt``) is not what was decided.
_CONJUNCTION = r"(?!(?:som|der|at(?! ?\d)|hvis|når|hvor\w*)\b)"
_MAIN = rf"(?:^|[,;:] )(?!(?:og )?om\b){_CONJUNCTION}(?:[^,;: ]+ {_CONJUNCTION})*?"
_POINTS = r"(?:alle punkter|(?:punkterne|pkt\.|punkt) \d[\d ,og-]*)"
ADOPTED = r"(?:godkendt|vedtaget|tiltrådt)"
IS = r"(?:er |blev |bliver )?"

OPERATIVE: tuple[tuple[Outcome, str], ...] = (
    # Rejections first: they hold the words of an approval.
    (Outcome.REJECTED, r"\bikke (?:godkendt|vedtaget|tiltrådt|imødekommet|fulgt|anbefalet|godkendes|anbefales)\b"),
    (Outcome.REJECTED, r"\bikke (?:tiltrædes|vedtages)\b|\bbesluttede (?:herefter )?at (?:meddele|give) afslag\b"),
    (
        Outcome.REJECTED,
        r"\b(?:godkendt|godkendte|vedtaget|anbefales|tiltrædes|godkendes|vedtages) ikke\b"
        r"|\bikke imødekommes\b|^(?:\w+ )?imødekommes ikke",
    ),
    (Outcome.REJECTED, rf"{_MAIN}(afvist|forkastet|afvises)\b"),
    (Outcome.REJECTED, r"^(?:der )?(?:gives|meddeles|meddelt) afslag|^afslag\b"),
    (Outcome.REJECTED, rf"{_BODY} (?:giver|gav|meddeler|meddelte) afslag\b"),
    (
        Outcome.REJECTED,
        rf"\bafslog\b|{_BODY} (?:kunne|kan) ikke (?:anbefale|godkende|tiltræde)|flertal\b.* ikke (?:godkende|tiltræde)",
    ),
    (Outcome.REJECTED, rf"\bafslås\b|^(?:\w+ {IS})?afslået\b|{_BODY} afviste\b|^{_THING} {IS}(?:bort)?faldt\b"),
    (Outcome.REJECTED, rf"^{_THING} {IS}nedstemt\b|^{_THING} opnåede ikke flertal\b|\bikke flertal for {_THING}"),
    (
        Outcome.REJECTED,
        rf"\b(?:indstillingen|forslaget) følges ikke\b|^{_THING} anbefales ikke\b|\bdermed (?:bort)?faldt\b",
    ),
    (Outcome.REJECTED, rf"{_BODY} (?:godkendte|vedtog|tiltrådte) ikke\b|{_BODY} forkastede\b|^der blev givet afslag\b"),
    (Outcome.REJECTED, rf"{_BODY} besluttede (?:herefter )?at (?:afvise|forkaste)\b"),
    (Outcome.WITHDRAWN, rf"^(?:{_THING} )?(?:er )?(?:udgår|udgik|udgået)\b|\b(?:taget|tages) af dagsordenen\b"),
    (Outcome.WITHDRAWN, rf"^(?:{_THING} )?{IS}(?:trukket|trækkes|aflyst)\b|^(?:{_THING} )?{IS}taget af[.!]?$"),
    (
        Outcome.WITHDRAWN,
        rf"^(?:{_THING} )?tages af[.!]?$|^(?:(?:punktet|sagen) )?bortfalder\b|\btrak (?:punktet|sagen)\b",
    ),
    (Outcome.POSTPONED, rf"^(?:{_THING} )?{IS}(?:udsat|udsættes|videreføres|genoptages|udskydes|udskudt)\b"),
    (Outcome.POSTPONED, r"^drøftelsen fortsættes på næste\b"),
    (Outcome.POSTPONED, rf"^{_THING} (?:nåede|nås|blev) ikke\b.* og {IS}(?:udsat|udsættes|udskydes|udskudt)\b"),
    (Outcome.POSTPONED, rf"^(?:{_THING} )?{IS}(?:(?:stilles|stillet|sat|sættes) i bero|hjemvist|hjemvises)\b"),
    (Outcome.POSTPONED, rf"^(?:{_THING} )?{IS}(?:tilbagevist|tilbagevises) til\b"),
    (
        Outcome.POSTPONED,
        rf"^(?:(?:behandling|drøftelse)en af {_THING}|behandling) {IS}(?:udsat|udsættes|udskydes|udskudt)\b",
    ),
    (Outcome.POSTPONED, rf"^(?:sagens|punktets) behandling {IS}(?:udsat|udsættes|udskydes|udskudt)\b"),
    (Outcome.POSTPONED, r"\bbesluttede (?:herefter )?at udsætte\b"),
    (Outcome.POSTPONED, r"\b(?:sendes|sendt) tilbage til (?:forvaltningen|administrationen|\w*udvalget|fornyet)\b"),
    (Outcome.POSTPONED, rf"^(?:{_THING} )?{IS}(?:tilbagesendes|tilbagesendt) til\b"),
    (Outcome.POSTPONED, rf"^{WHO} (?:udsatte|udsætter)\b"),
    (
        Outcome.POSTPONED,
        r"\b(?:videreføres|overføres|flyttes|rykkes) til næste\b|\budsættes til\b|\bgenoptages (?:i|på|til)\b",
    ),
    (
        Outcome.POSTPONED,
        rf"^{_THING} (?:tages|optages|behandles|forelægges) (?:igen |op )?på (?:næste|et (?:kommende|senere))\b",
    ),
    (
        Outcome.RECOMMENDED,
        rf"^(?:ad \d+\S? )?(?:{_THING} |{_POINTS} |enstemmigt |det )?{IS}(?:anbefales|anbefalet|anbefaledes)\b",
    ),
    (Outcome.RECOMMENDED, r"\bbesluttede (?:\w+ )?at (?:anbefale|indstille)\b"),
    (
        Outcome.RECOMMENDED,
        rf"^(?:ad \d+\S? )?(?:{_THING} |enstemmigt |det )?{IS}(?:indstilles|indstillet|indstilledes)\b",
    ),
    (Outcome.RECOMMENDED, rf"^(?:{_THING} )?\w*send(?:es|t)\b.* med (?:\w+ )?anbefaling|\bindstilles (?:til )?godkend"),
    (Outcome.RECOMMENDED, rf"{_BODY}\b.*\b(?:anbefaler|indstiller|anbefalede|indstillede)\b|\banbefales {ADOPTED}\b"),
    (Outcome.RECOMMENDED, r"\banbefaler (?:indstillingen|over for|,? ?at)\b|^et flertal\b.* anbefaler\b"),
    (Outcome.APPROVED, rf"^(?:\w+ )?{ADOPTED}\b|^(?:\w+ )?(?:godkendes|vedtages|tiltrædes|tiltrådtes|godkendtes)\b"),
    (Outcome.APPROVED, rf"{_MAIN}((?:er|blev|bliver) (?:herefter |enstemmigt )?{ADOPTED})\b"),
    (
        Outcome.APPROVED,
        rf"^(?:besluttet |{_THING} )?som indstillet[.!]?$|^{_THING} kan (?:godkendes|vedtages|tiltrædes)\b",
    ),
    (Outcome.APPROVED, rf"^(?:{_THING} )?{IS}(?:bevilget|bevilges)\b"),
    (
        Outcome.APPROVED,
        rf"\benstemmigt {ADOPTED}\b|^(?:{_THING} )?vedtoges\b|^{WHO} tilslutter sig (?:indstillingen|forslaget)\b",
    ),
    (
        Outcome.APPROVED,
        rf"{_MAIN}(?<!har )(?<!havde )({ADOPTED})(?:,? (?:med|uden|som|i henhold|dog|idet)\b.*)?[.!]?$",
    ),
    (Outcome.APPROVED, r"(?<!\bbør )(?<!\bskal )(?<!\bkan )\bgodkendes(?: (?:med|uden)\b.*)?[.!]?$"),
    (Outcome.APPROVED, r"\bindstilling(?:en)? (?:følges|tiltrædes)\b"),
    (Outcome.APPROVED, rf"\bindstilling(?:en)? {IS}fulgt\b|^(?:\w+ )?{IS}(?:imødekommes|imødekommet)\b"),
    (Outcome.APPROVED, rf"{_BODY}\b.*\bhar {ADOPTED}\b.*\bindstilling"),
    (Outcome.APPROVED, rf"{_MAIN}({WHO} (?:godkendte|vedtog|tiltrådte))\b"),
    (
        Outcome.APPROVED,
        rf"\b(?:dagsordenen|referatet), (?:som|der) (?:hermed |herefter )?(?:er|blev|bliver) {ADOPTED}\b",
    ),
    (Outcome.APPROVED, rf"^{WHO} (?:godkender|vedtager|tiltræder)\b|\bflertal\b.* (?:godkendte|vedtog|tiltrådte)\b"),
    (Outcome.APPROVED, r"\bflertal\b.*\bkunne tiltræde\b|\bbesluttede (?:\w+ )?at (?:godkende|vedtage|tiltræde)\b"),
    (Outcome.APPROVED, r"\bbesluttede (?:\w+ )?at (?:imødekomme|følge indstillingen)\b"),
    (Outcome.APPROVED, rf"{_BODY} (?:kan|kunne) (?:godkende|vedtage|tiltræde)\b"),
    (
        Outcome.NOTED,
        r"\b(?:taget|tages|tager|tog|toges)\b.*\btil (?:efterretning|orientering)\b|^(?:\w+ )?til orientering\b",
    ),
    (Outcome.NOTED, r"^(?:til )?efterretning\b|^orienteret\b|^orientering(?:en)? (?:blev |er )?(?:givet|taget)\b"),
    (Outcome.NOTED, r"^orientering[.!]?$"),
    (Outcome.DISCUSSED, r"^(?:\w+ )?(?:(?:er|har været) )?(?:drøftet|drøftedes)\b|^drøftelse[.!]?$"),
)
"""Rows of outcome and operative wording, matched against one sentence in lower case; among rows that match, the one
whose words stand first decides, and of those that stand at one place the upper row. The words are a row's group
where it has one, else all that it matches."""

TOLD: tuple[tuple[Outcome, str], ...] = (
    (Outcome.NOTED, rf"\bblev orienteret om\b|{_BODY} (?:er|blev) orienteret\b"),
    (Outcome.DISCUSSED, rf"\bblev drøftet\b|{_BODY}(?: \w+)? drøftede\b|{_BODY} har drøftet\b"),
    (Outcome.DISCUSSED, r"(?:\bhavde|^der var) en (?:\w+ )?drøftelse\b"),
)
"""Wording that tells what went on: it decides where no sentence has operative words."""

STEMS = (
    *("godkend", "vedt", "tiltr", "imødekom", "følges", "afvi", "forkast", "afsl", "udg", "tage", "tog", "trukket"),
    *("trækkes", "uds", "udsk", "videreføres", "genoptages", "sendes", "anbefal", "indstil", "efterretning"),
    *("orienter", "drøft", "faldt", "flertal", "nedstem", "overføres", "fulgt", "bortfalder", "flyttes", "rykkes"),
    *("tilslutter", "sendt", "trak ", "aflyst", " i bero", "hjemvis", "tilbagevis", "bevilge"),
)
"""Every row above holds one of these; a sentence is matched against the rows whose stem it holds."""
