"""Answers held against the recorded shapes, key by key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from rådscraper.doctor.findings import Verdict
from rådscraper.doctor.shapes import Expected, shape_of

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ZERO_GUID = "00000000-0000-0000-0000-000000000000"
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T")
_LONGEST_EXAMPLE = 60
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Difference:
    """One key compared; ``question`` is the open question it answers, if any."""

    where: str
    verdict: Verdict
    what: str
    question: str | None = None


def kinds_of(value: object) -> tuple[str, ...]:
    """Name what a value is, the narrowest kind first.

    >>> kinds_of("00000000-0000-0000-0000-000000000000"), kinds_of(0), kinds_of([])
    (('zero-guid', 'guid', 'text'), ('0', 'number'), ('[]', 'list'))
    """
    match value:
        case None:
            return ("null",)
        case bool():
            return (str(value).lower(), "bool")
        case int() | float():
            return ("0", "number") if value == 0 else ("number",)
        case str():
            return (*_kinds_of_text(value), "text")
        case []:
            return ("[]", "list")
        case list():
            return ("list",)
        case _:
            return ("object",)


def compare(name: str, value: object, where: str) -> Iterator[Difference]:
    """Hold an answer against the shape ``name``; ``where`` names it in what is said.

    Every object of the shape gets a line that counts its keys, every key that is missing, new or of another kind one
    of its own.
    """
    tally = _Tally()
    tally.add(name, value, where)
    yield from tally.differences()


class _Tally:
    """All objects of an answer, those at one place counted together."""

    def __init__(self) -> None:
        self._shapes: dict[str, str] = {}
        self._objects: Counter[str] = Counter()
        self._here: dict[str, Counter[str]] = {}
        self._other: dict[tuple[str, str], tuple[Counter[str], Any]] = {}
        self._no_objects: dict[str, tuple[Counter[str], Any]] = {}

    def add(self, name: str, value: object, where: str) -> None:
        """Count one object and what is inside it."""
        if not isinstance(value, dict):
            _count(self._no_objects, where, value)
            return
        self._shapes[where] = name
        self._objects[where] += 1
        here = self._here.setdefault(where, Counter())
        for key, inner in value.items():
            here[key] += 1
            expected = shape_of(name).get(key)
            if expected is None or not self._fits(expected, inner):
                _count(self._other, (where, key), inner)
            elif expected.inside:
                self._enter(expected.inside, inner, f"{where}.{key}", is_map="map" in expected.kinds)

    def differences(self) -> Iterator[Difference]:
        """What was counted, place by place."""
        for where, (kinds, example) in self._no_objects.items():
            told = f"{_named(kinds)} where an object was recorded, as {_example(example)}"
            yield Difference(where, Verdict.DIFFERS, told)
        for where, name in self._shapes.items():
            yield from self._at(where, shape_of(name))

    def _at(self, where: str, shape: dict[str, Expected]) -> Iterator[Difference]:
        number, here = self._objects[where], self._here[where]
        usual = [key for key in shape if here[key] == number and (where, key) not in self._other]
        told = f"{len(usual)} of {len(shape)} keys as recorded, in {_many(number, 'object')}"
        if usual:
            yield Difference(where, Verdict.AS_EXPECTED, told)
        for key, expected in shape.items():
            if here[key] < number:
                told = f"missing in {number - here[key]} of {number}"
                yield Difference(f"{where}.{key}", Verdict.DIFFERS, told, expected.question)
            if (where, key) in self._other:
                kinds, example = self._other[where, key]
                told = f"{_named(kinds)} where {expected} was recorded, as {_example(example)}"
                yield Difference(f"{where}.{key}", Verdict.DIFFERS, told, expected.question)
        for key in here:
            if key not in shape:
                kinds, example = self._other[where, key]
                told = f"a key nobody has seen: {_named(kinds)}, as {_example(example)}"
                yield Difference(f"{where}.{key[:80]}", Verdict.NEW, told)

    def _enter(self, inside: str, value: Any, where: str, *, is_map: bool = False) -> None:
        if isinstance(value, list):
            for element in value:
                self.add(inside, element, f"{where}[]")
        elif is_map:
            for group in value.values():
                self._enter(inside, group, f"{where}.*")
        else:
            self.add(inside, value, where)

    def _fits(self, expected: Expected, value: Any) -> bool:
        if "map" in expected.kinds:
            return isinstance(value, dict) and all(isinstance(group, list) for group in value.values())
        return not expected.kinds.isdisjoint(kinds_of(value))


def _kinds_of_text(text: str) -> tuple[str, ...]:
    if text == _ZERO_GUID:
        return ("zero-guid", "guid")
    if _GUID.fullmatch(text):
        return ("guid",)
    if _TIME.match(text) and _is_time(text):
        return ("time",)
    return (f'"{text}"',) if text in ("", "true", "false") else ()


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _count(counted: dict[_Key, tuple[Counter[str], Any]], key: _Key, value: Any) -> None:
    kinds, _ = counted.setdefault(key, (Counter(), value))
    kinds[kinds_of(value)[0]] += 1


def _named(kinds: Counter[str]) -> str:
    return " and ".join(f"{kind} ({number} times)" if number > 1 else kind for kind, number in kinds.most_common())


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _example(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[: _LONGEST_EXAMPLE - 1]}…"
