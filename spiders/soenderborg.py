"""Sønderborg Kommune."""

from rådscraper.platforms.firstagenda import FirstAgendaSpider


class SoenderborgSpider(FirstAgendaSpider):
    """Sønderborg Kommune, on FirstAgenda Publication."""

    name = "soenderborg"
    municipality = "Sønderborg Kommune"
    code = "0540"
    website = "https://sonderborgkommune.dk"
    base_url = "https://dagsordener.sonderborgkommune.dk"
