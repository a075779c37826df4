"""The report of a night: what every site's crawl came to, for people (Markdown) and for programs (JSON)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rådscraper.monitors import State
from rådscraper.record import CrawlReport

MEETINGS = ("listed", "new", "changed", "unchanged", "failed")


@dataclass(frozen=True, slots=True)
class NightReport:
    """All crawls of a night; ``failures`` are what went wrong beside them (a message that could not be sent)."""

    started_at: datetime
    finished_at: datetime
    crawls: tuple[CrawlReport, ...]
    failures: tuple[str, ...] = field(default=())

    @property
    def exit_status(self) -> int:
        """1 when a person should look at a site, or when something else went wrong."""
        return int(bool(self.failures) or any(should_look(report) for report in self.crawls))

    @property
    def headline(self) -> str:
        """Say in one line how the night went, as the subject of a mail."""
        wrong = [report.site for report in self.crawls if should_look(report)]
        if wrong:
            return f"rådscraper: look at {', '.join(wrong)}"
        return f"rådscraper: {len(self.crawls)} sites crawled" + (", but see below" if self.failures else "")


def should_look(report: CrawlReport) -> bool:
    """Whether a person should look at a site: its crawl says so, or how it stands."""
    return bool(report.exit_status) or report.state is not State.OK


def as_json(night: NightReport) -> dict[str, Any]:
    """Lay a night out for programs; ``exit_status`` is that of ``scrapy nightly``, times are ISO 8601 with offset."""
    return {
        "started_at": night.started_at.isoformat(timespec="seconds"),
        "finished_at": night.finished_at.isoformat(timespec="seconds"),
        "exit_status": night.exit_status,
        "headline": night.headline,
        "failures": list(night.failures),
        "sites": [
            {
                "site": report.site,
                "exit_status": report.exit_status,
                "state": report.state.value,
                "findings": [{"monitor": one.monitor, "message": one.message} for one in report.findings],
                "finish_reason": report.finish_reason,
                "seconds": round(report.seconds, 1),
                "requests": report.requests,
                "bytes": report.bytes,
                "meetings": {name: report.meetings[name] for name in MEETINGS},
                "files": report.files,
                "problems": dict(report.problems.most_common()),
            }
            for report in night.crawls
        ],
    }


def as_markdown(night: NightReport) -> str:
    """Lay a night out for people: the sites to look at first, a table of all, and what their problems were."""
    lines = [f"# {night.headline}", "", f"From {_minute(night.started_at)} to {_minute(night.finished_at)}.", ""]
    lines += [f"* {failure}" for failure in night.failures] + ([""] if night.failures else [])
    lines += [f"| site | status | {' | '.join(MEETINGS)} | files | requests | problems | minutes |"]
    lines += ["| --- |" + " ---: |" * (len(MEETINGS) + 5)]
    for report in sorted(night.crawls, key=lambda one: (not should_look(one), one.site)):
        numbers = " | ".join(str(report.meetings[name]) for name in MEETINGS)
        status = f"**look** ({report.state})" if should_look(report) else str(report.state)
        told = f"{report.files} | {report.requests} | {report.problems.total()} | {report.seconds / 60:.1f}"
        lines.append(f"| {report.site} | {status} | {numbers} | {told} |")
    for report in night.crawls:
        if report.problems or report.findings:
            lines += ["", f"## {report.site}", ""]
            lines += [f"* {one.message}" for one in report.findings]
            lines += [f"* {number} `{kind}`" for kind, number in report.problems.most_common()]
    lines += ["", "Every problem with its address stands in the table `problems`.", ""]
    return "\n".join(lines)


def write_reports(folder: Path, night: NightReport) -> Sequence[Path]:
    """Write a night's report as Markdown and as JSON, named by when it began; raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{night.started_at:%Y-%m-%dT%H%M%S}"
    texts = {".md": as_markdown(night), ".json": json.dumps(as_json(night), ensure_ascii=False, indent=2) + "\n"}
    for suffix, text in texts.items():
        (folder / f"{stem}{suffix}").write_text(text, encoding="utf-8")
    return [folder / f"{stem}{suffix}" for suffix in texts]


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
