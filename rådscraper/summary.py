"""The summary a person reads when a crawl has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from rådscraper.items import FileStatus
from rådscraper.record import CrawlReport
from rådscraper.reextract import FINISHED, ReextractReport

_MOST_NAMED = 20
_REEXTRACTED = ("read", "new", "changed", "unchanged", "failed", "missing")
_MEETINGS = ("listed", "new", "changed", "unchanged", "failed")


def print_summary(reports: Sequence[CrawlReport], console: Console | None = None) -> None:
    """Print one row a site, and below it what its problems were."""
    console = console or Console(width=None if Console().is_terminal else 100)
    table = Table(title="Meetings", title_justify="left")
    table.add_column("site")
    for name in (*_MEETINGS, "files", "problems", "seconds", "status"):
        table.add_column(name, justify="right")
    for report in reports:
        numbers = [report.meetings[name] for name in _MEETINGS]
        table.add_row(
            report.site,
            *map(str, numbers),
            str(report.files),
            str(report.problems.total()),
            f"{report.seconds:.1f}",
            str(report.exit_status),
        )
    console.print(table)
    for report in reports:
        if report.texts.total():
            console.print(f"{report.site}: papers read: {told_texts(report.texts)}", highlight=False)
        if report.problems:
            told = ", ".join(f"{number} {kind}" for kind, number in report.problems.most_common())
            console.print(f"{report.site}: {told} (table problems has them all)", highlight=False)
        if report.finish_reason != "finished":
            console.print(f"{report.site}: stopped early ({report.finish_reason})", highlight=False)


def print_reextracted(reports: Sequence[ReextractReport], console: Console | None = None) -> None:
    """Print what reading meetings again changed, one row a municipality."""
    console = console or Console(width=None if Console().is_terminal else 100)
    if not reports:
        console.print("nothing to read again: every meeting is as this version reads it", highlight=False)
        return
    table = Table(title="Meetings read again", title_justify="left")
    table.add_column("site")
    for name in (*_REEXTRACTED, "problems", "seconds", "status"):
        table.add_column(name, justify="right")
    for report in reports:
        numbers = [str(report.meetings[name]) for name in _REEXTRACTED]
        ended = (str(report.problems.total()), f"{report.seconds:.1f}", str(report.exit_status))
        table.add_row(report.site, *numbers, *ended)
    console.print(table)
    for report in reports:
        for meeting in report.changed[:_MOST_NAMED]:
            console.print(f"{report.site}: changed {meeting}", highlight=False, soft_wrap=True)
        if len(report.changed) > _MOST_NAMED:
            console.print(f"{report.site}: and {len(report.changed) - _MOST_NAMED} more", highlight=False)
        if report.problems:
            told = ", ".join(f"{number} {kind}" for kind, number in report.problems.most_common())
            console.print(f"{report.site}: {told} (table problems has them all)", highlight=False)
        if report.finish_reason != FINISHED:
            console.print(f"{report.site}: stopped early ({report.finish_reason})", highlight=False)


def told_texts(texts: Mapping[str, int]) -> str:
    """Say what came of reading papers, by status: ``12 ok, 1 scanned``."""
    return ", ".join(f"{number} {status}" for status in (*FileStatus, "unread") if (number := texts.get(status)))
