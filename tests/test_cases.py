"""Every answer kept under ``tests/fixtures`` by ``scrapy doctor --save``: adding a folder adds a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import cases_in, read_case

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("case", cases_in(FIXTURES), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_kept_answer_is_read(case):
    assert read_case(case) is not None
