"""Which visit a site gets: told by the platform its spider is of."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from rådscraper.doctor.aalborg import AalborgVisit
from rådscraper.doctor.asking import Asker, Manners
from rådscraper.doctor.findings import Examination
from rådscraper.doctor.firstagenda import FirstAgendaVisit
from rådscraper.platforms.aalborg import AalborgApplicationSpider
from rådscraper.platforms.base import RaadSpider
from rådscraper.platforms.firstagenda import FirstAgendaSpider


class UnknownPlatform(Exception):
    """A site is of a platform that nobody has written questions for; the message names it."""


def examine(
    spider: type[RaadSpider], manners: Manners, elsewhere: str | None = None, earlier: Path | None = None
) -> Examination:
    """Ask a site its platform's questions; raises ``UnknownPlatform``."""
    name = str(spider.name)
    base_url = spider.base_url.rstrip("/")
    examination = Examination(name, spider.municipality, base_url, elsewhere, manners.budget)
    hosts = hosts_of(spider)
    with Asker(manners, hosts, elsewhere) as asker:
        if issubclass(spider, FirstAgendaSpider):
            return FirstAgendaVisit(asker, examination, earlier).run()
        if issubclass(spider, AalborgApplicationSpider):
            return AalborgVisit(asker, examination, spider).run()
    raise UnknownPlatform(f"{name} is of a platform that there are no questions for")


def hosts_of(spider: type[RaadSpider]) -> tuple[str, ...]:
    """Every host of a site."""
    return (urlsplit(spider.base_url).hostname or "", *spider.file_hosts)
