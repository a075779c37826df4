"""Pages set as PDF, in Courier unless told otherwise: the least a reader of type needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.sites.faces import COURIER, SAYS_SOFT_IS_HYPHEN, Setting, encoded

Style = tuple[str, int]

BIG, TITLE, HEADING, TEXT = ("F2", 24), ("F2", 18), ("F2", 12), ("F1", 11)

LEADER = "\x01"
"""Parts an entry of the contents from its page's number: dots go there."""

_LEFT, _RIGHT, _TOP, _FOOT, _COLUMN, _HANGING = 60, 535, 800, 60, 190, 16
_SMALL, _HEAD, _LOWEST = 8, 820, 30
_LEADING = 1.35
_ROOM_FOR_DOTS = " ......999"
_SENTENCE = re.compile(r"[.:][\"”«]?$")
_LISTED = re.compile(r"( *)(-|\d{1,2}\.) (?=\S)")


def typeset(
    lines: Sequence[tuple[str, Style]], *, over: str = "", under: str = "", setting: Setting = COURIER
) -> bytes:
    """Set paragraphs below each other, each in a font (bold is F2) and size, broken at the page's width.

    What stands ``over`` and ``under`` each of several pages may tell ``{page}`` and ``{count}``.

    A tab parts a bold label from the text set in a column beside it. Letters beyond Windows-1252 are not to be had.
    """
    paragraphs = [_Paragraph(text, style, setting) for text, style in lines]
    pages = list(_pages(paragraphs))
    if len(pages) > 1:
        told = [{"page": number, "count": len(pages)} for number in range(1, len(pages) + 1)]
        pages = [
            "\n".join(_with_running(drawn, over.format(**of), under.format(**of), setting))
            for drawn, of in zip(pages, told, strict=True)
        ]
    return _file(pages, setting)


def _with_running(drawn: str, over: str, under: str, setting: Setting) -> list[str]:
    head, foot = _small(over, _HEAD), _small(under, _LOWEST)
    return [foot, head, drawn] if setting.foot_first else [head, drawn, foot]


def _small(text: str, y: float) -> str:
    return _shown(text, "F1", _SMALL, _LEFT, y) if text else ""


class _Paragraph:
    """A paragraph broken into lines, and the label or the sign of a list that stands beside its first."""

    def __init__(self, text: str, style: Style, setting: Setting) -> None:
        self.text, (self.font, self.size), self.setting = text, style, setting
        self.label, tab, beside = text.rpartition("\t")
        self.left = float(_COLUMN if tab else _LEFT)
        self.sign = ""
        listed = _LISTED.match(text)
        # A title repeated with its number is no item of a list: those end as sentences do.
        if setting.hangs and listed and style == TEXT and text.endswith("."):
            self.sign, beside = listed[2], text[listed.end() :]
            self.left += _HANGING * (1 + len(listed[1]) // 2)
        if self.label and setting.hyphen == "-":
            setting = replace(setting, hyphen="")  # nothing tells it from a hyphen of the word, so nobody sets lists so
        title, leader, page = beside.rpartition(LEADER)
        room = _RIGHT - self.left
        if leader:
            room -= setting.width(_ROOM_FOR_DOTS, self.font, self.size)
        self.broken = setting.broken(title if leader else beside, room, self.font, self.size)
        if leader:
            last = self.broken[-1]
            left = _RIGHT - self.left - setting.width(f"{last} {page}", self.font, self.size)
            self.broken[-1] = f"{last} {'.' * int(left / setting.width('.', self.font, self.size))}{page}"

    @property
    def above(self) -> float:
        """From the line before it to its first."""
        # Where paragraphs are as close as lines are, headings are not, nor are names of papers.
        gap = max(2.0, self.setting.gap) if self.is_name else self.setting.gap
        return self.size * gap

    @property
    def is_name(self) -> bool:
        """Whether it is none of the running text's: a heading, a field or a name."""
        return self.font == "F2" or bool(self.label) or not _SENTENCE.search(self.text)

    def drawn(self, place: int, y: float) -> Iterator[str]:
        """A line of it, and what stands beside it."""
        if not place and self.label:
            yield _shown(self.label, "F2", self.size, _LEFT, y)
        if not place and self.sign == "-" and not self.setting.bullet:
            yield f"{self.left - 10:.2f} {y + 2:.2f} 3 3 re f"
        elif not place and self.sign:
            sign = self.setting.bullet if self.sign == "-" else self.sign
            width = self.setting.width(sign, self.font, self.size)
            yield _shown(sign, self.font, self.size, self.left - 5 - width, y)
        yield _shown(self.broken[place], self.font, self.size, self.left, y)


def _pages(paragraphs: Sequence[_Paragraph]) -> Iterator[str]:
    drawn: list[str] = []
    y = float(_TOP)
    for paragraph, height in zip(paragraphs, _kept_together(paragraphs), strict=True):
        size, count = paragraph.size, len(paragraph.broken)
        opens = paragraph.setting.opens_pages and (paragraph.font, size) == TITLE and drawn
        if opens or y - height < _FOOT < _TOP - height:
            yield "\n".join(drawn)
            drawn, y = [], _TOP
        for place in range(count):
            y -= size * _LEADING if place else paragraph.above
            # As all typesetters do: neither the first line of a paragraph nor its last stands alone on a page.
            if y - _LEADING * size * _lines_below(place, count) < _FOOT:
                yield "\n".join(drawn)
                drawn, y = [], _TOP - 2.0 * size
            drawn += paragraph.drawn(place, y)
    yield "\n".join(drawn)


def _kept_together(paragraphs: Sequence[_Paragraph]) -> list[float]:
    """How much room must be left below for each paragraph: what ends as no sentence does stays with what follows.

    A heading stays with its text, and the names of a list on one page: at a page's end nothing would tell one that
    fills its line from one that goes on. Larger type below tells, so a title may begin the next page.
    """
    heights = [0.0] * (len(paragraphs) + 1)
    below = 0.0
    for place in reversed(range(len(paragraphs))):
        paragraph = paragraphs[place]
        size, broken = paragraph.size, len(paragraph.broken)
        if not paragraph.text.endswith((".", ":")):
            is_told = place + 1 < len(paragraphs) and paragraphs[place + 1].size > size + 1
            heights[place] = size * (2 + _LEADING * (broken - 1)) + (0 if is_told else max(heights[place + 1], below))
        below = size * (2 + _LEADING * min(broken - 1, 2))
    return heights[:-1]


def _lines_below(place: int, count: int) -> int:
    """How many lines stay on the page with this one: the second with the first, the last with the last but one."""
    if place == 0:
        return min(count - 1, 2 if count == 3 else 1)
    return 1 if place == count - 2 else 0


def _shown(text: str, font: str, size: int, x: float, y: float) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET"


def _file(pages: Sequence[str], setting: Setting) -> bytes:
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /ToUnicode 5 0 R "
            f"/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [173 /hyphen] >> >>".encode()
            for name in setting.fonts
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(SAYS_SOFT_IS_HYPHEN), SAYS_SOFT_IS_HYPHEN),
    ]
    for place, drawn in enumerate(pages):
        stream = encoded(drawn)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * place} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer
