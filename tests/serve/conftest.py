from __future__ import annotations

from pathlib import Path

import pytest

from tests.demo import crawl_demo
from tests.serve.asking import served


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory) -> Path:
    """What ``make demo`` crawls, in a folder of its own."""
    return crawl_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def demo(demo_folder):
    with served(demo_folder) as made:
        yield made
