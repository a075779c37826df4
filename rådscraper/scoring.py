"""How right extraction is, field by field: what was read held against labels made by hand.

A value that is read and labelled alike counts as found; one read otherwise is both wrong and missed. Lists are held
against each other entry by entry. Texts are compared after folding white space, names exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

HEAD = ("body", "document_type", "date", "start_time", "end_time", "place")
ITEM = (
    *("number", "title", "is_open", "planned_time", "case_number", "journal_number", "document_number"),
    *("recommendation", "decision", "outcome"),
)
ITEM_LISTS = ("section_headings", "absent", "attachments", "votes", "quoted_decisions", "attendance_changes")
FIELDS = (*HEAD, "attendees", *ITEM, "decision_sentences", *ITEM_LISTS)

FREE_FORM = ("decision", "decision_sentences")
"""Where the paper itself does not part the agenda's words from the minutes', every labelled sentence must be found."""

_MARKS = str.maketrans({"*": None} | dict.fromkeys("•·▪●◦‣\uf0b7\uf0a7", "-"))
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


@dataclass(slots=True)
class Tally:
    """What was found, read wrongly and missed of one field; ``beyond`` was read besides and is not counted against."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    beyond: int = 0

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was read."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was read; 1 where nothing is labelled."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Score:
    """The tallies of all fields over all documents, and each difference in one line."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    documents: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def macro_f1(self) -> float:
        """The mean of the fields' F1, of fields that occur."""
        occurring = [tally.f1 for tally in self.tallies.values() if tally.found + tally.wrong + tally.missed]
        return sum(occurring) / len(occurring) if occurring else 1.0

    def add(self, name: str, read: Mapping[str, Any], label: Mapping[str, Any], *, is_free_form: bool) -> None:
        """Hold one document against its label."""
        self.documents += 1
        for key in HEAD:
            self._scalar(f"{name}: ", key, read.get(key), label.get(key))
        self._list(f"{name}: ", "attendees", map(_person, read["attendees"]), map(_person, label["attendees"]))
        for place, (item, labelled) in enumerate(_paired(read["items"], label["items"]), 1):
            where = f"{name} item {labelled.get('number') or place}: "
            for key in ITEM:
                if is_free_form and key in FREE_FORM:
                    self._sentences(where, item.get(key), labelled.get(key))
                else:
                    self._scalar(where, key, item.get(key), labelled.get(key))
            for key in ITEM_LISTS:
                if key in labelled:
                    ours = (_within(one, labelled[key]) for one in item.get(key, ()))
                    self._list(where, key, map(_entry, ours), map(_entry, labelled[key]))

    def _scalar(self, where: str, key: str, read: Any, label: Any) -> None:
        one, other = fold(read), fold(label)
        tally = self.tallies[key]
        if one == other:
            tally.found += one is not None
            return
        tally.wrong += one is not None
        tally.missed += other is not None
        self.differences.append(f"{where}{key}: {_short(one)} instead of {_short(other)}")

    def _list(self, where: str, key: str, read: Iterable[str], label: Iterable[str]) -> None:
        ours, theirs = Counter(read), Counter(label)
        tally = self.tallies[key]
        tally.found += (ours & theirs).total()
        tally.wrong += (ours - theirs).total()
        tally.missed += (theirs - ours).total()
        self.differences += [f"{where}{key}: {_short(one)} is not labelled" for one in ours - theirs]
        self.differences += [f"{where}{key}: {_short(one)} was not read" for one in theirs - ours]

    def _sentences(self, where: str, read: str | None, label: str | None) -> None:
        ours, theirs = Counter(_split(read)), Counter(_split(label))
        tally = self.tallies["decision_sentences"]
        tally.found += (ours & theirs).total()
        tally.missed += (theirs - ours).total()
        tally.beyond += (ours - theirs).total()
        self.differences += [f"{where}decision: {_short(one)} was not read" for one in theirs - ours]


def fold(value: Any) -> Any:
    """Fold a value for comparison: white space to single blanks, a bullet to ``-``, no ``*`` of emphasis.

    >>> fold(" at  godkende   • dagsordenen "), fold("· at")
    ('at godkende - dagsordenen', '- at')
    """
    return " ".join(value.translate(_MARKS).split()) or None if isinstance(value, str) else value


def _paired(
    read: list[dict[str, Any]], labels: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pair items by number where all labels have one of their own, else by order; the unpaired against nothing."""
    numbers = [label["number"] for label in labels]
    if all(numbers) and len(set(numbers)) == len(numbers):
        by_number = {item["number"]: item for item in reversed(read)}
        yield from ((by_number.pop(label["number"], {}), label) for label in labels)
        yield from ((item, {}) for item in by_number.values())
        return
    for place in range(max(len(read), len(labels))):
        yield (read[place] if place < len(read) else {}, labels[place] if place < len(labels) else {})


def _person(person: Mapping[str, Any]) -> str:
    return " | ".join(str(person.get(key)) for key in ("name", "status", "role", "affiliation"))


def _entry(value: Any) -> str:
    if isinstance(value, Mapping):
        return " | ".join(f"{key}={fold(value[key])}" for key in sorted(value))
    return str(fold(value)).rstrip(":")


def _within(read: Any, labels: Iterable[Any]) -> Any:
    """Leave out of an entry what no label of its list tells."""
    known = {key for label in labels if isinstance(label, Mapping) for key in label}
    if not isinstance(read, Mapping) or not known:
        return read
    return {key: value for key, value in read.items() if key in known}


def _split(text: str | None) -> list[str]:
    return [sentence for part in _SENTENCE_END.split(text or "") if (sentence := fold(part))]


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 100 else f"{text[:97]}…"
