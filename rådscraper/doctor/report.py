"""What a visit found, for a person (tables) and for a program (JSON)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rådscraper.doctor.findings import NEEDS_A_PERSON, Examination, Finding, Verdict

_TITLES = {
    Verdict.DIFFERS: "What differs",
    Verdict.NEW: "What is new",
    Verdict.NOT_ASKED: "What could not be asked",
    Verdict.AS_EXPECTED: "As expected",
    Verdict.TOLD: "Told besides",
}
_WIDTH = 140


def print_report(examinations: Sequence[Examination], console: Console | None = None) -> None:
    """Print every site's findings: what is as expected first, what a person should act on last."""
    console = console or Console(width=None if Console().is_terminal else _WIDTH)
    for examination in examinations:
        reached = f", reached at {examination.reached_at}" if examination.reached_at else ""
        requests = f"{examination.requests} requests of at most {examination.budget}"
        console.rule(f"{examination.site} ({examination.base_url}{reached}), {requests}", align="left")
        for verdict in reversed(Verdict):
            found = [finding for finding in examination.findings if finding.verdict is verdict]
            if found:
                console.print(_table(verdict, found))
                if verdict in NEEDS_A_PERSON:
                    _print_addresses(found, console)
    _print_verdict(examinations, console)


def as_json(examinations: Sequence[Examination], saved: Sequence[str]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "as_expected": not any(one.needs_a_person for one in examinations),
        "saved": list(saved),
        "sites": [_site(examination) for examination in examinations],
    }


def _table(verdict: Verdict, findings: Sequence[Finding]) -> Table:
    acts = verdict in NEEDS_A_PERSON
    table = Table(title=f"{_TITLES[verdict]} ({len(findings)})", title_justify="left", show_lines=acts)
    if acts:
        table.add_column("no.", justify="right")
    table.add_column("question", ratio=3, overflow="fold")
    table.add_column("what came", ratio=6, overflow="fold")
    if acts:
        table.add_column("the crawler assumes, and what to do", ratio=6, overflow="fold")
    for number, finding in enumerate(findings, start=1):
        question = finding.question
        if acts:
            asked = f"{question.answers}: {question.text}"
            assumed = f"Assumed ({question.sure}) in {question.module}: {question.assumed}."
            cells = [str(number), asked, _what(finding), f"{assumed}\nTo do: {question.advice}."]
        else:
            cells = [f"{question.answers}: {question.key}", _what(finding)]
        table.add_row(*map(Text, cells))
    return table


def _print_addresses(findings: Sequence[Finding], console: Console) -> None:
    """Below the table, where they are not broken over lines and can be copied."""
    for number, finding in enumerate(findings, start=1):
        if finding.url:
            console.print(Text(f"{number:>3}  {finding.url}"), soft_wrap=True)


def _print_verdict(examinations: Sequence[Examination], console: Console) -> None:
    for examination in examinations:
        counts = Counter(finding.verdict for finding in examination.findings)
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in reversed(Verdict) if counts[verdict])
        verdict = "a person should look" if examination.needs_a_person else "all as expected"
        console.print(Text(f"{examination.site}: {verdict} ({told})"))


def _what(finding: Finding) -> str:
    return f"{finding.where}: {finding.what}" if finding.where else finding.what


def _site(examination: Examination) -> dict[str, Any]:
    return {
        "site": examination.site,
        "base_url": examination.base_url,
        "reached_at": examination.reached_at,
        "requests": examination.requests,
        "budget": examination.budget,
        "needs_a_person": examination.needs_a_person,
        "findings": [_finding(finding) for finding in examination.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    question = finding.question
    return {
        "verdict": str(finding.verdict),
        "key": question.key,
        "question": question.text,
        "answers": question.answers,
        "where": finding.where,
        "what": finding.what,
        "url": finding.url,
        "assumed": question.assumed,
        "sure": question.sure,
        "module": question.module,
        "to_do": question.advice if finding.verdict in NEEDS_A_PERSON else None,
    }
