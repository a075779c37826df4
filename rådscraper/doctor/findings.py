"""What a visit to a site brings: findings, each to one question, and the answers they were read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rådscraper.doctor.asking import Answer


class Verdict(StrEnum):
    """How an answer compares with what the crawler takes for granted."""

    DIFFERS = "differs"
    NEW = "new"
    NOT_ASKED = "not asked"
    AS_EXPECTED = "as expected"
    TOLD = "told"


NEEDS_A_PERSON = (Verdict.DIFFERS, Verdict.NEW, Verdict.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with what follows from its answer.

    ``answers`` names it as the page on the doctor does (``first 2``, ``unknown 4``); ``sure`` says where what is
    ``assumed`` comes from: ``recorded``, ``code`` (a scraper relied on it) or ``inferred``; ``module`` is where the
    crawler assumes it, ``advice`` what to do if it is otherwise.
    """

    key: str
    text: str
    answers: str
    sure: str
    assumed: str
    module: str
    advice: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found out; ``where`` names the part of the answer, ``Dagsordenpunkter[].Felter[].Tekst``."""

    question: Question
    verdict: Verdict
    what: str
    url: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer worth keeping: the ``layout`` that reads it and a ``name`` for the case (``referat_2026-09-29``)."""

    layout: str
    name: str
    answer: Answer


@dataclass
class Examination:
    """One site's visit: its findings in the order they were made, the answers to keep, the requests it took."""

    site: str
    municipality: str
    base_url: str
    reached_at: str | None
    budget: int
    requests: int = 0
    findings: list[Finding] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def note(
        self, question: Question, verdict: Verdict, what: str, url: str | None = None, where: str | None = None
    ) -> None:
        """Add a finding; one that is there already is not said again."""
        finding = Finding(question, verdict, what, url, where)
        if finding not in self.findings:
            self.findings.append(finding)

    def keep(self, layout: str, name: str, answer: Answer) -> None:
        """Keep an answer for whoever wants it as a fixture."""
        self.kept.append(Kept(layout, name, answer))

    @property
    def needs_a_person(self) -> bool:
        """Whether anything is not as expected or could not be asked."""
        return any(finding.verdict in NEEDS_A_PERSON for finding in self.findings)
