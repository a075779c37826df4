"""Aalborg Kommune."""

from typing import ClassVar

from rådscraper.platforms.aalborg import AalborgApplicationSpider

_KNOWN_IN_2026 = (15, 31, 35, 56, 57, 58, 59)
_BOARDS = "https://www.aalborg.dk/politik-og-indflydelse/raad-naevn-og-andre-udvalg/raad"


class AalborgSpider(AalborgApplicationSpider):
    """Aalborg Kommune, on its own application and pages."""

    name = "aalborg"
    municipality = "Aalborg Kommune"
    code = "0851"
    website = "https://www.aalborg.dk"
    base_url = "https://apps.aalborgkommune.dk"
    file_hosts = ("referater.aalborg.dk", "www.aalborg.dk")
    body_numbers: ClassVar = dict.fromkeys(_KNOWN_IN_2026, 2026)
    overviews: ClassVar = {
        "https://referater.aalborg.dk/politiske-udvalg/seneste-fra-byraadet": "Byrådet",
        "https://referater.aalborg.dk/politiske-udvalg/oekonomiudvalget": "Økonomiudvalget",
        f"{_BOARDS}/dagsorden-eller-referat-integrationsraadet": "Integrationsrådet",
    }
