"""A real ``scrapy doctor`` in a process of its own, and what it reported."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crawl.running import Run, scrapy

NOT_AS_EXPECTED = ("differs", "new", "not asked")


@dataclass(frozen=True, slots=True)
class Report:
    """What ``--json`` said of one site."""

    run: Run
    told: dict[str, Any]

    @property
    def site(self) -> dict[str, Any]:
        """The one site examined."""
        (site,) = self.told["sites"]
        return dict(site)

    def said(self, *verdicts: str) -> set[tuple[str, str, str]]:
        """Verdict, question and what was found (with its place), of these verdicts."""
        return {
            (one["verdict"], one["key"], f"{one['where']}: {one['what']}" if one["where"] else one["what"])
            for one in self.site["findings"]
            if one["verdict"] in verdicts
        }

    @property
    def deviations(self) -> set[tuple[str, str, str]]:
        """All that a person should look at."""
        return self.said(*NOT_AS_EXPECTED)

    def of(self, key: str) -> list[dict[str, Any]]:
        """The findings on one question."""
        return [one for one in self.site["findings"] if one["key"] == key]


def doctor(site: str, address: str, folder: Path, *words: str, settings: dict[str, str] | None = None) -> Report:
    """Examine a stand-in."""
    run = scrapy(folder, "doctor", site, "--base-url", address, "--json", *words, settings=settings)
    assert run.output, run.log
    return Report(run, json.loads(run.output))
