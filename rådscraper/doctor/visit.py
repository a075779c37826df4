"""What the visits of all platforms share: asking one question and saying what is wrong with what came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from rådscraper.doctor.asking import Answer, Asker, NotAsked
from rådscraper.doctor.findings import Examination, Question, Verdict
from rådscraper.media import media_type_of


class Visit:
    """One site's visit: asks, notes and keeps. Platforms add what they ask, in ``ask_all``."""

    def __init__(self, asker: Asker, examination: Examination, questions: Mapping[str, Question]) -> None:
        """Begin with nothing asked."""
        self.asker = asker
        self.examination = examination
        self.questions = questions

    def ask_all(self) -> None:
        """Ask everything the platform's sites are asked."""
        raise NotImplementedError

    def run(self) -> Examination:
        """Ask everything, then tell what each host's robots.txt said on the way."""
        self.ask_all()
        for host, robots in self.asker.robots.items():
            self._robots(host, robots.answer, robots.why)
        self.examination.requests = self.asker.requests
        return self.examination

    def note(self, key: str, verdict: Verdict, what: str, url: str | None = None, where: str | None = None) -> None:
        """Add a finding to the question ``key``."""
        self.examination.note(self.questions[key], verdict, what, url, where)

    def ask(self, key: str, url: str, **how: Any) -> Answer | None:
        """Ask for an address; None, with a finding that says why, where it could not be asked."""
        try:
            return self.asker.ask(url, **how)
        except NotAsked as reason:
            self.note(key, Verdict.NOT_ASKED, str(reason), url)
            return None

    def ask_ok(self, key: str, url: str, **how: Any) -> Answer | None:
        """Ask for an address that has to answer 200; None, with a finding, where it does not."""
        answer = self.ask(key, url, **how)
        if answer is None or answer.status == 200:
            return answer
        self.note(key, Verdict.DIFFERS, f"{described(answer)} where 200 was expected", url)
        return None

    def ask_json(self, key: str, url: str, headers: Mapping[str, str]) -> tuple[Answer, Any] | None:
        """Ask for JSON; None, with a finding, where something else came."""
        answer = self.ask_ok(key, url, headers=headers)
        if answer is None:
            return None
        if len(answer.hops) > 1:
            way = " -> ".join(f"{hop.status} {_place(hop.url)}" for hop in answer.hops)
            self.note(key, Verdict.DIFFERS, f"answered only after redirects, as when a session is lost: {way}", url)
        kind = answer.headers.get("content-type", "no content type")
        if answer.body.lstrip()[:1] == b"<":
            self.note(key, Verdict.DIFFERS, f"HTML came where JSON was expected ({kind}): {start_of(answer)}", url)
            return None
        try:
            return answer, json.loads(answer.body.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            self.note(key, Verdict.DIFFERS, f"no JSON came ({kind}, {len(answer.body):,} bytes): {error}", url)
            return None

    def judge_pdf(self, key: str, answer: Answer) -> bool:
        """Say whether a PDF came, and over which redirects."""
        way = " -> ".join(f"{hop.status} {_place(hop.url)}" for hop in answer.hops)
        if answer.stopped:
            self.note(key, Verdict.DIFFERS, f"the redirect was not followed: {answer.stopped}", answer.asked)
        elif answer.status != 200:
            self.note(key, Verdict.DIFFERS, f"{described(answer)} where a PDF was expected ({way})", answer.asked)
        elif (kind := media_type_of(answer.body)) != "application/pdf":
            told = kind or f"a web page ({start_of(answer)})"
            self.note(key, Verdict.DIFFERS, f"{told} came where a PDF was expected ({way})", answer.asked)
        else:
            size = f"a PDF of {len(answer.body):,} bytes{', cut off there' if answer.is_cut else ''}"
            self.note(key, Verdict.AS_EXPECTED, f"{way}: {size}", answer.asked)
            return True
        return False

    def _robots(self, host: str, answer: Answer | None, why: str | None) -> None:
        url = answer.asked if answer else f"https://{host}/robots.txt"
        if why or answer is None:
            self.note("robots", Verdict.NOT_ASKED, f"robots.txt of {host}: {why}, so nothing else was asked there", url)
            return
        if answer.status != 200:
            self.note("robots", Verdict.AS_EXPECTED, f"{host} has none (answered {answer.status})", url)
            return
        self.examination.keep("robots", "robots", answer)
        text = answer.body.decode("utf-8", "replace")
        if answer.body.lstrip()[:1] == b"<":
            self.note("robots", Verdict.AS_EXPECTED, f"{host} answers with a web page, which forbids nothing", url)
            return
        lines = [line.strip() for line in text.splitlines()]
        told = [line for line in lines if line.casefold().startswith(("disallow: ", "crawl-delay"))]
        rules = f"rules, for whomever they are meant: {'; '.join(told[:8])}" if told else "no rule that forbids"
        self.note("robots", Verdict.AS_EXPECTED, f"{host} has {rules}", url)


def described(answer: Answer) -> str:
    """Say what an answer was instead."""
    if answer.stopped:
        return f"a redirect ({answer.status}) that was not followed, because {answer.stopped}"
    if answer.location:
        return f"a redirect ({answer.status}) to {_place(answer.location)}"
    return f"answered {answer.status}"


def start_of(answer: Answer) -> str:
    """The first words of an answer, on one line."""
    return repr(" ".join(answer.body[:400].decode("utf-8", "replace").split())[:80])


def _place(url: str) -> str:
    """Host and path: the rest of a signed address says nothing."""
    parts = urlsplit(url)
    path = parts.path if len(parts.path) <= 60 else f"{parts.path[:59]}…"
    return f"{parts.netloc}{path}"
