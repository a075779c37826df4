"""What a site prints around the minutes, as data: its navigation, words to its visitors, its foot."""

from __future__ import annotations

import re

TO_TOP = frozenset({"Til toppen", "Til top"})
"""Links below each item; a page that marks its items has them inside the items (Køge's archive)."""

TABS = ("Referat", "Sagsfremstilling")
"""Links below each item to its parts, which may be glued to the next item (Holbæk)."""

NAVIGATION = re.compile(
    r"til toppen|- hent som pdf|- kopier link|tilbage til forsiden|hele den åbne dagsorden som pdf\.?"
    r"|side \d{1,3} (?:af|ud af|/) \d{1,3}|first-agenda sagsfremstilling"
    r"|hent hele dagsordenen eller referatet som pdf|skip til hoved ?indholdet"
    r"|hjem politi(?:k|ske) .*|her finder du den seneste dagsorden(?:\.| eller .*)|hent som pdf"  # Aalborg
    r"|se/vælg den samlede dagsorden/referat som pdf|fulde pdf for (?:åben|lukket) dagsorden\.?"
    r"|der gøres opmærksom på, at links i pdf.*"
    r"|vi bruger cookies .*|se vores .?cookiepolitik.*|accepter cookies|you can use google to translate .*|søg|til top"
    r"|(?:- )?udskriv(?: hele dagsord\w+)?|fold alle(?: punkter)?(?: ud| ind| \[ud\] \[ind\])?|se alle bilag"
    r"|bilagsnr\.?"
    r"|sbsys dagsorden preview|[\w-]+ kommunes logo|mødefakta|tilbage|you are here|gå ikke glip af vigtig .*",
    re.IGNORECASE,
)
"""Lines a site prints around the minutes."""

SUFFIX = re.compile(r"Klik her for at folde ud og læse mere om .*|(?<=[.:])(?=Beslutning$)")
"""What stands glued behind a line: a site's words to its visitors, or nothing before the next heading."""

FOOTER = re.compile(r"kontakt|genveje|har du set\.\.\.|kopier linket i nedenstående.*|×", re.IGNORECASE)
"""Lines from which on a page says nothing of the meeting."""
