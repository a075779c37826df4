from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.crawl.running import crawl
from tests.crawl.trapped import Trapped
from tests.sites.firstagenda import FirstAgendaSite
from tests.sites.traps import site_content


@pytest.fixture(scope="session")
def trapped(tmp_path_factory) -> Callable[[str], Trapped]:
    """Crawls a site with its traps, once for all tests."""

    @cache
    def crawled(slug: str) -> Trapped:
        with FirstAgendaSite(*site_content(slug)) as site:
            folder = tmp_path_factory.mktemp(slug)
            run = crawl(
                slug, site.address, folder, settings={"RAAD_CONTACT": "drift@raad.example", "DOWNLOAD_DELAY": "0"}
            )
            return Trapped(slug, run, tuple(site.requests))

    return crawled
