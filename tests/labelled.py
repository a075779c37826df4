"""The labelled documents, and in what a document read differs from its label."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rådscraper.items import Minutes
from rådscraper.labels import as_label

GOLD = Path(__file__).parent / "gold"
NOT_OF_THE_TEXT = ("source", "url", "municipality", "truncated", "cut")


def label(stem: str, folder: Path = GOLD) -> dict[str, Any]:
    """The label of a document."""
    told: dict[str, Any] = json.loads((folder / f"{stem}.gold.json").read_text(encoding="utf-8"))
    return told


def differences(minutes: Minutes, labelled: dict[str, Any]) -> list[str]:
    """What was read otherwise than labelled, one line a fact; blanks, bullets and a heading's colon don't count."""
    return list(_differences(as_label(minutes), labelled, ""))


def _differences(told: Any, labelled: Any, place: str) -> Iterator[str]:
    if isinstance(labelled, dict) and isinstance(told, dict):
        for key in labelled.keys() - NOT_OF_THE_TEXT:
            yield from _differences(told.get(key), labelled[key], f"{place}.{key}".lstrip("."))
    elif isinstance(labelled, list) and isinstance(told, list) and len(told) == len(labelled):
        for number, (one, other) in enumerate(zip(told, labelled, strict=True)):
            yield from _differences(one, other, f"{place}[{number}]")
    elif folded(told) != folded(labelled):
        yield f"{place}: {told!r} instead of {labelled!r}"


def folded(value: Any) -> Any:
    """A value for comparison: texts with single blanks, without stars for emphasis and hyphens at a line's end."""
    if isinstance(value, list):
        return [folded(one) for one in value]
    if not isinstance(value, str):
        return value
    text = " ".join(value.replace("•", "-").replace("*", "").split()).rstrip(":")
    return re.sub(r"(?<=[a-zæøå])- ?(?=[a-zæøå])", "", text)
