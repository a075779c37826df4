"""What a Word file's styles and numberings say of a paragraph: how high a heading, how bold, what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from rådscraper.layouts.html_lists import printed_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "-"

_OFF = ("0", "false", "off", "none")
_BODY_TEXT = 9
_HEADING = re.compile(r"heading ([1-9])")
_PLACE = re.compile(r"%([1-9])")
_NUMBERINGS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


def value(element: etree._Element | None, path: str) -> str | None:
    """The ``w:val`` of what lies under a path of names parted by ``/``; None where there is nothing."""
    for name in path.split("/"):
        element = None if element is None else element.find(f"{W}{name}")
    return None if element is None else element.get(f"{W}val")


def switch(element: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on; None where it is not set."""
    found = None if element is None else element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val") not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """A style, or what a paragraph sets by itself; ``rank`` is 0 for a title, 1 to 9 for headings, None for text."""

    name: str = ""
    rank: int | None = None
    is_bold: bool | None = None
    numbering: tuple[str, int] | None = None

    @property
    def is_contents(self) -> bool:
        """Whether it is for the lines of a table of contents, or the heading above them."""
        return self.name.startswith(("toc ", "table of figures"))


class Styles:
    """The styles of a file by id."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the part ``styles.xml``."""
        listed = [] if root is None else root.findall(f"{W}style")
        self._elements = {element.get(f"{W}styleId"): element for element in listed}
        ours = (one for one in listed if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true"))
        self._usual = next((one.get(f"{W}styleId") for one in ours), None)
        self._known: dict[str | None, Style] = {}

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; one without has the file's usual one."""
        return self.style(self._usual if style_id is None else style_id)

    def style(self, style_id: str | None) -> Style:
        """A style with all it takes from those it is based on; an unknown one sets nothing."""
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def _resolved(self, style_id: str | None) -> Style:
        chain = [*self._chain(style_id)]
        told = [_told(element) for element in chain]
        outlines = [rank for one in told if (rank := one.rank) is not None]
        return Style(
            told[0].name if told else "",
            None if not outlines or outlines[0] > _BODY_TEXT else outlines[0],
            next((one.is_bold for one in told if one.is_bold is not None), None),
            next((one.numbering for one in told if one.numbering), None),
        )

    def _chain(self, style_id: str | None) -> Iterator[etree._Element]:
        seen: set[str | None] = set()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            yield self._elements[style_id]
            style_id = value(self._elements[style_id], "basedOn")


def _told(element: etree._Element) -> Style:
    name = (value(element, "name") or "").lower()
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    found = _HEADING.fullmatch(name)
    # Word and others write the names of the built-in styles in English, whatever their own language.
    rank = 0 if name == "title" else int(found[1]) if found else outline(paragraph)
    return Style(name, rank, switch(run, "b"), numbering(paragraph))


def outline(properties: etree._Element | None) -> int | None:
    """The rank of a heading that paragraph properties set; more than 9 for text, None where nothing is set."""
    level = value(properties, "outlineLvl")
    return int(level) + 1 if level and level.isdecimal() else None


def numbering(properties: etree._Element | None) -> tuple[str, int] | None:
    """The numbering and the level in it that paragraph properties set."""
    number = value(properties, "numPr/numId")
    level = value(properties, "numPr/ilvl") or "0"
    return (number, int(level) if level.isdecimal() else 0) if number else None


@dataclass(frozen=True, slots=True)
class _Level:
    numbering: str | None
    text: str
    start: int


class Numberings:
    """Counts as the file's lists go: asks once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the part ``numbering.xml``."""
        self._kinds: dict[str | None, dict[int, _Level]] = {}
        self._uses: dict[str | None, etree._Element] = {}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._begun: set[str] = set()
        for element in [] if root is None else root:
            if element.tag == f"{W}abstractNum":
                self._kinds[element.get(f"{W}abstractNumId")] = dict(_levels(element))
            elif element.tag == f"{W}num":
                self._uses[element.get(f"{W}numId")] = element

    def marker(self, number: str, level: int) -> str:
        """What stands before the next paragraph of a list: ``BULLET``, its number, or nothing."""
        use = self._uses.get(number)
        kind = value(use, "abstractNumId")
        levels = self._kinds.get(kind)
        if number == "0" or (levels is not None and level not in levels):
            return ""
        if levels is None:
            return BULLET
        counts = self._counts.setdefault(kind, {})
        if number not in self._begun and use is not None:
            self._begun.add(number)
            for override in use.findall(f"{W}lvlOverride"):
                if start := value(override, "startOverride"):
                    counts[_whole(override.get(f"{W}ilvl"), 0)] = _whole(start, 1) - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].numbering is None:
            return BULLET
        return _PLACE.sub(lambda found: _printed(int(found[1]) - 1, levels, counts), levels[level].text).strip()


def _levels(element: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in element.findall(f"{W}lvl"):
        kind, start = value(level, "numFmt") or "decimal", _whole(value(level, "start"), 1)
        printed = None if kind == "bullet" else _NUMBERINGS.get(kind, "1")
        yield _whole(level.get(f"{W}ilvl"), 0), _Level(printed, value(level, "lvlText") or "", start)


def _printed(place: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    level = levels.get(place)
    return "" if level is None else printed_number(counts.get(place, level.start), level.numbering or "1")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise
