"""Read the text of minutes as FirstAgenda prints them, helped by their labels, to put them back into wire format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.sites.markup import Block, Section


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """One `Punkt N: Title` and what is printed under it."""

    number: str
    title: str
    case_number: str
    sections: tuple[Section, ...]
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedMinutes:
    """A whole document; attendees are names, true for those marked absent."""

    begin: datetime
    place: str
    attendees: tuple[tuple[str, bool], ...]
    items: tuple[PrintedItem, ...]


def read_printed(text: str, labels: Mapping[str, Any], headings: Sequence[str] | None = None) -> PrintedMinutes:
    """Cut the text at its points and at the labelled headings, or at these `headings` only."""
    head, *rest = re.split(r"^Punkt (?=\d+: )", text, flags=re.MULTILINE)
    day = _after(r"REFERAT .* d\. ", head)
    clock = re.search(r"^Mødedato .* kl\. (\d\d:\d\d)$", head, re.MULTILINE)
    assert clock, "no Mødedato"
    assert len(rest) == len(labels["items"]), "the text has other points than its labels"
    return PrintedMinutes(
        begin=datetime.strptime(f"{day} {clock[1]}", "%d-%m-%Y %H:%M"),  # noqa: DTZ007 - local time, as printed
        place=_after("Mødested ", head),
        attendees=tuple(
            (name.removesuffix(" (Fravær)"), name.endswith(" (Fravær)"))
            for name in _after("Mødedeltagere ", head).split(", ")
            if name
        ),
        items=tuple(
            _read_item(point, label, headings or label["section_headings"])
            for point, label in zip(rest, labels["items"], strict=True)
        ),
    )


def _read_item(point: str, label: Mapping[str, Any], headings: Sequence[str]) -> PrintedItem:
    (first,), *blocks = (tuple(block.split("\n")) for block in re.split(r"\n{2,}", point.strip()))
    number, title = first.split(": ", 1)
    case_number = ""
    if blocks and blocks[0] == (label["case_number"],):
        case_number = blocks.pop(0)[0]
    sections = _sections(blocks, [*headings, *(["Bilag"] if label["attachments"] else [])])
    attachments = [name for heading, names in sections if heading == "Bilag" for (name,) in names]
    return PrintedItem(
        number,
        title,
        case_number,
        tuple(section for section in sections if section[0] != "Bilag"),
        tuple(attachments),
    )


def _sections(blocks: Sequence[Block], headings: Sequence[str]) -> list[Section]:
    """Each heading is looked for once, in the labelled order."""
    waiting = list(dict.fromkeys(headings))
    sections: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if waiting and block == (waiting[0],):
            sections.append((waiting.pop(0), []))
        else:
            assert sections, f"text before the first heading: {block}"
            sections[-1][1].append(block)
    assert not waiting, f"headings not found: {waiting}"
    return list(sections)


def _after(label: str, head: str) -> str:
    found = re.search(rf"^{label}(.*)$", head, re.MULTILINE)
    return found[1] if found else ""
