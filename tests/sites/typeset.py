"""Pages set in Courier, as PDF: the least a reader of type needs. All letters of Courier are equally wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

Style = tuple[str, int]

BIG, TITLE, HEADING, TEXT = ("F2", 24), ("F2", 18), ("F2", 12), ("F1", 11)

_LEFT, _RIGHT, _TOP, _FOOT, _COLUMN = 60, 535, 800, 60, 190
_WIDTH = 0.6
_SMALL, _HEAD, _LOWEST = 8, 820, 30

LETTERS_IN_LINE = int((_RIGHT - _LEFT) / (_WIDTH * TEXT[1]))


def typeset(lines: Sequence[tuple[str, Style]], *, over: str = "", under: str = "") -> bytes:
    """Set paragraphs below each other, each in a font (bold is F2) and size, broken at the page's width.

    What stands ``over`` and ``under`` each of several pages may tell ``{page}`` and ``{count}``.

    A tab parts a bold label from the text set in a column beside it. Letters beyond Windows-1252 are not to be had.
    """
    pages = list(_pages(lines))
    if len(pages) > 1:
        told = [{"page": number, "count": len(pages)} for number in range(1, len(pages) + 1)]
        pages = [
            "\n".join([_small(over.format(**of), _HEAD), drawn, _small(under.format(**of), _LOWEST)])
            for drawn, of in zip(pages, told, strict=True)
        ]
    return _file(pages)


def _small(text: str, y: float) -> str:
    return _shown(text, "F1", _SMALL, _LEFT, y) if text else ""


def _pages(lines: Sequence[tuple[str, Style]]) -> Iterator[str]:
    drawn: list[str] = []
    y = float(_TOP)
    for (text, (font, size)), height in zip(lines, _kept_together(lines), strict=True):
        label, tab, _ = text.rpartition("\t")
        left = _COLUMN if tab else _LEFT
        broken = _broken_for(text, size)
        if y - height < _FOOT < _TOP - height:
            yield "\n".join(drawn)
            drawn, y = [], _TOP
        for place, line in enumerate(broken):
            y -= size * (1.35 if place else 2)
            # As all typesetters do: neither the first line of a paragraph nor its last stands alone on a page.
            if y - 1.35 * size * _lines_below(place, len(broken)) < _FOOT:
                yield "\n".join(drawn)
                drawn, y = [], _TOP - 2.0 * size
            if tab and not place:
                drawn.append(_shown(label, "F2", size, _LEFT, y))
            drawn.append(_shown(line, font, size, left, y))
    yield "\n".join(drawn)


def _kept_together(lines: Sequence[tuple[str, Style]]) -> list[float]:
    """How much room must be left below for each paragraph: what ends as no sentence does stays with what follows.

    A heading stays with its text, and the names of a list on one page: at a page's end nothing would tell one that
    fills its line from one that goes on. Larger type below tells, so a title may begin the next page.
    """
    heights = [0.0] * (len(lines) + 1)
    below = 0.0
    for place in reversed(range(len(lines))):
        text, (_, size) = lines[place]
        broken = len(_broken_for(text, size))
        if not text.endswith((".", ":")):
            is_told = place + 1 < len(lines) and lines[place + 1][1][1] > size + 1
            heights[place] = size * (2 + 1.35 * (broken - 1)) + (0 if is_told else max(heights[place + 1], below))
        below = size * (2 + 1.35 * min(broken - 1, 2))
    return heights[:-1]


def _lines_below(place: int, count: int) -> int:
    """How many lines stay on the page with this one: the second with the first, the last with the last but one."""
    if place == 0:
        return min(count - 1, 2 if count == 3 else 1)
    return 1 if place == count - 2 else 0


def _broken_for(text: str, size: int) -> list[str]:
    _, tab, beside = text.rpartition("\t")
    return _broken(beside, (_RIGHT - (_COLUMN if tab else _LEFT)) / (_WIDTH * size))


def _broken(text: str, width: float) -> list[str]:
    return wrap(text, int(width), break_on_hyphens=False) or [""]


def _shown(text: str, font: str, size: int, x: float, y: float) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y:.2f} Td ({escaped}) Tj ET"


def _file(pages: Sequence[str]) -> bytes:
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
            for name in ("Courier", "Courier-Bold")
        ),
    ]
    for place, drawn in enumerate(pages):
        stream = drawn.encode("cp1252")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * place} 0 R "
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
