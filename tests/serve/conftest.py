from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawl.running import crawl
from tests.serve.asking import served
from tests.sites.stand_ins import STAND_INS, stand_in


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory) -> Path:
    """What ``make demo`` crawls, in a folder of its own."""
    folder: Path = tmp_path_factory.mktemp("demo")
    for slug in STAND_INS:
        with stand_in(slug) as site:
            run = crawl(slug, site.address, folder, settings={"DOWNLOAD_DELAY": "0"})
        assert run.status == 0, run.log
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder):
    with served(demo_folder) as made:
        yield made
