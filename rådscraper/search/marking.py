"""Where in a text the words of a question stand, as the search finds them: inflected, side by side, or begun."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from rådscraper.search.query import parts_of
from rådscraper.search.stems import WORD, forms_of, stem

Test = Callable[[str], bool]
Span = tuple[int, int]

AROUND = 60
"""Characters shown before and after the first word that was found."""
BLANKS = re.compile(r"\s+")


class Part(NamedTuple):
    """A piece of a text: words that were found, or what stands between them."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What a question asks for: runs of words side by side, each word with a test of its own."""

    runs: tuple[tuple[Test, ...], ...]

    @classmethod
    def of(cls, typed: str) -> Marks:
        """Read a question as ``match_expression`` does."""
        runs = (_phrase(phrase) if phrase else _run(run) for phrase, run in parts_of(typed))
        return cls(tuple(run for run in runs if run))

    def parts(self, text: str) -> tuple[Part, ...]:
        """Part a whole text, as it is, at what was found in it."""
        return _parted(text, _apart(self._places(text)), (0, len(text)))

    def around(self, text: str) -> tuple[Part, ...]:
        """Part the surroundings, on one line, of the first place that has most of what is asked for; () for none."""
        places = self._places(text)
        if not places:
            return ()
        edges = _edges(text, _best(places))
        parts = _on_one_line(
            _parted(text, [span for span in _apart(places) if edges[0] <= span[0] and span[1] <= edges[1]], edges)
        )
        return (
            *([Part("…", False)] if edges[0] else ()),
            *parts,
            *([Part("…", False)] if edges[1] < len(text) else ()),
        )

    def _places(self, text: str) -> list[tuple[int, int, int]]:
        """Tell where each run stands: from, to, and which of the runs it is; from the first on."""
        words = list(WORD.finditer(text))
        lowered = [word.group().lower() for word in words]
        return sorted(
            (words[n].start(), words[n + len(run) - 1].end(), which)
            for which, run in enumerate(self.runs)
            for n in _standing(run, lowered)
        )


def starred(parts: Iterable[Part]) -> str | None:
    """Write parts as one text with stars on both sides of what was found; None where there is nothing."""
    return "".join(f"*{text}*" if is_found else text for text, is_found in parts) or None


def _apart(places: Sequence[tuple[int, int, int]]) -> list[Span]:
    """Leave out what lies within another."""
    apart: list[Span] = []
    for start, end, _ in places:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _best(places: Sequence[tuple[int, int, int]]) -> Span:
    """Pick the first place that has most different runs close behind it."""

    def near(n: int) -> int:
        within = takewhile(lambda k: places[k][0] <= places[n][1] + AROUND, range(n, len(places)))
        return len({places[k][2] for k in within})

    start, end, _ = places[max(range(len(places)), key=near)]
    return start, end


def _parted(text: str, spans: Sequence[Span], edges: Span) -> tuple[Part, ...]:
    """Cut a text at spans between two edges."""
    cuts, last = [], edges[0]
    for start, end in spans:
        cuts += [Part(text[last:start], False), Part(text[start:end], True)]
        last = end
    cuts.append(Part(text[last : edges[1]], False))
    return tuple(part for part in cuts if part.text)


def _on_one_line(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Make blanks one, and take them away from both ends."""
    told = [Part(BLANKS.sub(" ", text), is_found) for text, is_found in parts]
    told[0] = told[0]._replace(text=told[0].text.lstrip())
    told[-1] = told[-1]._replace(text=told[-1].text.rstrip())
    return tuple(part for part in told if part.text)


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
    return cache(lambda word: any(form.startswith(wanted) for form in _forms(word)))


def _has_form(wanted: str) -> Test:
    forms = {wanted, stem(wanted)}
    # A text says most words more than once, and so do the texts of one answer.
    return cache(lambda word: not forms.isdisjoint(_forms(word)))


def _forms(word: str) -> tuple[str, ...]:
    return (word, *forms_of(word))


def _standing(run: Sequence[Test], words: Sequence[str]) -> Iterator[int]:
    first, *others = run
    for n, word in enumerate(words[: max(0, len(words) - len(others))]):
        if first(word) and all(test(words[n + k]) for k, test in enumerate(others, 1)):
            yield n


def _edges(text: str, span: Span) -> Span:
    """Give the part to show: some characters on both sides, no word cut."""
    start, end = max(span[0] - AROUND, 0), min(span[1] + AROUND, len(text))
    if start:
        start = next((n + 1 for n in range(start, span[0]) if text[n].isspace()), span[0])
    if end < len(text):
        end = next((n for n in range(end, span[1], -1) if text[n].isspace()), span[1])
    return start, end
