"""Køge Kommune."""

from rådscraper.platforms.firstagenda import FirstAgendaSpider


class KoegeSpider(FirstAgendaSpider):
    """Køge Kommune, on FirstAgenda Publication."""

    name = "koege"
    municipality = "Køge Kommune"
    code = "0259"
    website = "https://www.koege.dk"
    base_url = "https://dagsordener.koege.dk"
