"""Kalundborg Kommune."""

from rådscraper.platforms.firstagenda import FirstAgendaSpider


class KalundborgSpider(FirstAgendaSpider):
    """Kalundborg Kommune, on FirstAgenda Publication."""

    name = "kalundborg"
    municipality = "Kalundborg Kommune"
    code = "0326"
    website = "https://www.kalundborg.dk"
    base_url = "https://dagsordener.kalundborg.dk"
