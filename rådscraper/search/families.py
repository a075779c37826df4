"""Words that belong together although their endings don't tell, as data: one family a row, its usual word first.

Every word of a family is found by every other, in all their inflections. The rows hold what the Danish Snowball
stemmer keeps apart: nouns made of verbs, vowels that change, and the words of Latin and Greek. One word for each stem
is enough. Left out are pairs whose words also mean something else.
"""

from __future__ import annotations

FAMILIES = (
    # what councils do
    "beslutning beslutte",
    "indstilling indstille",
    "anbefaling anbefale",
    "ansøgning ansøge",
    "bevilling bevilge",
    "orientering orientere",
    "behandling behandle",
    "afstemning afstemme",
    "drøftelse drøfte",
    "godkendelse godkende",
    "vedtagelse vedtage vedtog",
    "tiltrædelse tiltræde tiltrådt",
    "udsættelse udsætte udsat",
    "fastsættelse fastsætte fastsat",
    "nedsættelse nedsætte nedsat",
    "ansættelse ansætte ansat",
    "forelæggelse forelægge forelagt",
    "fremlæggelse fremlægge fremlagt",
    "henvisning henvise henvist",
    "redegørelse redegøre redegjort",
    "gennemgang gennemgå gennemgik",
    "afslag afslå afslog",
    "forslag foreslå foreslog",
    "valg vælge valgt",
    "udpegning udpege",
    "evaluering evaluere",
    "finansiering finansiere",
    "planlægning planlægge planlagt",
    "etablering etablere",
    "renovering renovere",
    "udvikling udvikle",
    "vurdering vurdere",
    "ændring ændre",
    "nedlæggelse nedlægge nedlagt",
    "lukning lukke",
    "udbygning udbygge",
    "udgå udgik",
    "afvisning afvise afvist",
    # adjectives
    "ny nyt nye nyere",
    "stor stort",
    "grøn grønt",
    "åben åbent åbne",
    # vowels that change
    "barn børn",
    "mand mænd",
    "formand formænd",
    "bog bøger",
    "fod fødder",
    "hånd hænder",
    "tand tænder",
    "nat nætter",
    "stad stæder",
    "kraft kræfter",
    "stang stænger",
    # words of Latin and Greek
    "center centret centre",
    "museum museet museer",
    "gymnasium gymnasiet gymnasier",
    "kriterium kriteriet kriterier",
    "ministerium ministeriet ministerier",
    "teater teatret teatre",
    "register registret registre",
)
