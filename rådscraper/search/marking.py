"""Where in a text the words of a question stand, as the search finds them: inflected, side by side, or begun."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rådscraper.search.query import PART
from rådscraper.search.stems import WORD, search_forms, stem

Test = Callable[[str], bool]
Span = tuple[int, int]

AROUND = 60
"""Characters shown before and after the first word that was found."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a question asks for: runs of words side by side, each word with a test of its own."""

    runs: tuple[tuple[Test, ...], ...]

    @classmethod
    def of(cls, typed: str) -> Marks:
        """Read a question as ``match_expression`` does."""
        parts = PART.findall(unicodedata.normalize("NFC", typed))
        runs = (_phrase(phrase) if phrase else _run(run) for phrase, run in parts)
        return cls(tuple(run for run in runs if run))

    def spans(self, text: str) -> list[Span]:
        """Tell where the words stand, from the first on, none twice."""
        words = list(WORD.finditer(text))
        lowered = [word.group().lower() for word in words]
        found = sorted(
            (words[n].start(), words[n + len(run) - 1].end()) for run in self.runs for n in _places(run, lowered)
        )
        apart: list[Span] = []
        for start, end in found:
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart

    def snippet(self, text: str, mark: str = "*") -> str | None:
        """Show the first place with its surroundings on one line, words marked on both sides; None where none is."""
        spans = self.spans(text)
        if not spans:
            return None
        start, end = _edges(text, spans[0])
        shown, last = "…" if start else "", start
        for one, other in spans:
            if other > end:
                break
            shown += f"{text[last:one]}{mark}{text[one:other]}{mark}"
            last = other
        return " ".join((shown + text[last:end] + ("…" if end < len(text) else "")).split())


def _phrase(text: str) -> tuple[Test, ...]:
    return tuple(_is(word.lower()) for word in WORD.findall(text))


def _run(text: str) -> tuple[Test, ...]:
    words = [word.lower() for word in WORD.findall(text)]
    if not words:
        return ()
    if text.endswith("*"):
        return (*map(_is, words[:-1]), _begins(words[-1]))
    return tuple(map(_is, words)) if len(words) > 1 else (_has_form(words[0]),)


def _is(wanted: str) -> Test:
    return lambda word: word == wanted


def _begins(wanted: str) -> Test:
    return lambda word: any(form.startswith(wanted) for form in _forms(word))


def _has_form(wanted: str) -> Test:
    forms = {wanted, stem(wanted)}
    return lambda word: not forms.isdisjoint(_forms(word))


def _forms(word: str) -> list[str]:
    return [word, *(search_forms([word]) or "").split()]


def _places(run: Sequence[Test], words: Sequence[str]) -> Iterator[int]:
    for n in range(len(words) - len(run) + 1):
        if all(test(word) for test, word in zip(run, words[n:], strict=False)):
            yield n


def _edges(text: str, span: Span) -> Span:
    """Give the part to show: some characters on both sides, no word cut."""
    start, end = max(span[0] - AROUND, 0), min(span[1] + AROUND, len(text))
    if start:
        start = next((n + 1 for n in range(start, span[0]) if text[n].isspace()), span[0])
    if end < len(text):
        end = next((n for n in range(end, span[1], -1) if text[n].isspace()), span[1])
    return start, end
