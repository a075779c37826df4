"""All stand-ins by name, whatever platform they are of."""

from __future__ import annotations

from tests.sites.aalborg import AalborgSite
from tests.sites.aalborg_content import aalborg_content
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.traps import SITES, site_content

STAND_INS = ("aalborg", *SITES)


def stand_in(slug: str, *, with_traps: bool = True, port: int = 0) -> AalborgSite | FirstAgendaSite:
    """The stand-in of a municipality's site, to be entered; `port` 0 takes a free one."""
    if slug == "aalborg":
        return AalborgSite(aalborg_content(with_traps=with_traps), port=port)
    return FirstAgendaSite(*site_content(slug, with_traps=with_traps), port=port)
