"""How wide letters are, and where lines of them may be broken: between words, at their hyphens, in their midst."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

ENCODING = "cp1252"
SOFT = "\N{SOFT HYPHEN}"
"""Windows-1252 has no U+2010; a file tells that this is what it means by its soft hyphen."""

SAYS_SOFT_IS_HYPHEN = b"""/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <AD> <2010> endbfchar endcmap end"""

_HYPHENS = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")
# About where Danish syllables begin: a consonant and a vowel, after a vowel.
_SYLLABLES = re.compile(r"(?<=[^\W\d_]{2})(?<![bcdfghjklmnpqrstvwxz]{2})(?=[bcdfghjklmnpqrstvwxz][aeiouyæøå][^\W\d_])")


@dataclass(frozen=True, slots=True)
class Setting:
    """A face and its bold, and how its lines and lists are set.

    Words are broken with a ``hyphen``, at their own hyphens alone (``""``), or not at all. A paragraph stands ``gap``
    times its size below the last. What hangs beside list items is a ``bullet``, drawn where there is none; without
    ``hangs`` a list is set as any text. A title ``opens_pages`` in FirstAgenda's files, and Chromium writes a page's
    ``foot_first``.
    """

    fonts: tuple[str, str] = ("Courier", "Courier-Bold")
    hyphen: str | None = None
    gap: float = 2.0
    hangs: bool = False
    bullet: str = ""
    opens_pages: bool = False
    foot_first: bool = False

    def width(self, text: str, font: str, size: float) -> float:
        """How wide a text is."""
        widths = _widths(self.fonts[font == "F2"])
        return sum(widths[byte] for byte in encoded(text.replace("\N{HYPHEN}", "-"))) * size / 1000

    def broken(self, text: str, room: float, font: str, size: float) -> list[str]:
        """The lines of a text as wide as there is room, each filled."""
        lines, line = [], ""
        for word in text.split():
            joined = f"{line} {word}" if line else word
            if self.width(joined, font, size) <= room:
                line = joined
                continue
            before = f"{line} " if line else ""
            for head, rest in self._parted(word, must=not line):
                if self.width(before + head, font, size) <= room:
                    lines.append(before + head)
                    line = rest
                    break
            else:
                lines.append(line)
                line = word
            while self.width(line, font, size) > room:
                head, line = next(
                    (head, rest) for head, rest in self._parted(line, must=True) if self.width(head, font, size) <= room
                )
                lines.append(head)
        return [*lines, line]

    def _parted(self, word: str, *, must: bool) -> Iterator[tuple[str, str]]:
        """A word in two, the first part as long as may be; ``must`` where a line holds nothing else."""
        places: dict[int, str] = {}
        if self.hyphen is not None:
            places |= dict.fromkeys((found.start() for found in _HYPHENS.finditer(word)), "")
        if self.hyphen:
            places |= dict.fromkeys((found.start() for found in _SYLLABLES.finditer(word)), self.hyphen)
        for place in sorted(places, reverse=True):
            yield word[:place] + places[place], word[place:]
        if must:
            for place in range(len(word) - 1, 0, -1):
                yield word[:place], word[place:]


COURIER = Setting()


def encoded(text: str) -> bytes:
    """A text as it stands in the file."""
    return text.replace("\N{HYPHEN}", SOFT).encode(ENCODING)


@cache
def _widths(name: str) -> list[float]:
    """The widths of a standard font's letters, in thousandths of their size."""
    document = pypdfium2.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document.raw, name.encode())
    widths = []
    for byte in range(256):
        width = ctypes.c_float()
        raw.FPDFFont_GetGlyphWidth(font, byte, 1000.0, ctypes.byref(width))
        widths.append(width.value)
    raw.FPDFFont_Close(font)
    document.close()
    return widths
