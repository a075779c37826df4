"""Plain text of an agenda or minutes, as it comes from a PDF or a web page: a line a block, no headings.

Two shapes are recorded under ``recorded/minutes/``: text of web pages, where a line is a paragraph however long, and
the text of typeset pages (``aarhus_byraad_2025-08-27.txt``), where paragraphs are broken at the page's width.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from rådscraper.document import Block, BlockKind, Document, UnreadableDocument
from rådscraper.items import Problem
from rådscraper.layouts.folding import fold

_LIST_ITEM = re.compile(r"[-•–*·▪●◦‣\uf0b7\uf0a7]\s+|\d{1,2}[.)]\s+")
_BULLET = re.compile(r"^[•–*·▪●◦‣\uf0b7\uf0a7]\s+")
_MARKED_UP = re.compile(r"^#{1,6} (?P<text>\S.*)$|^\*\*(?P<bold>[^*]+)\*\*$")
_BARS = re.compile(r"[\s|-]*$|[^|]*\|")
_LEADERS = re.compile(r"\.{3,}|\s{3,}\d+$")
_ENDED = re.compile(r"[.:;!?]$")
_NUMBER = re.compile(r"(?:[A-Z]{2,4}-)?\d+(?:[/-]\d+)+")  # of a case, below a title as long as a line
_LONGEST_TYPESET_LINE = 160
_FEWEST_TYPESET_LINES = 20
_FEWEST_BROKEN = 3
_FULL = 0.75
_ROOM = 0.95
_EDGE = 2
_LAST_NUMBERS = re.compile(r"\b\d{1,4}\b(?=\W{0,2}$|\D{1,6}\d{1,4}\W{0,2}$)")

_Line = tuple[str, int, bool]


def read_text(body: bytes, url: str) -> Document:
    """Read text in UTF-8, or in Windows-1252 where it is no UTF-8; raises ``UnreadableDocument`` for binary files."""
    if b"\0\0" in body:
        raise UnreadableDocument("the file holds binary data, not text")
    text = _decoded(body)
    found = [Problem("nul_in_text", "the text holds NUL characters; they were left out", url)] if "\0" in text else []
    lines = _without_running(list(_lines(text.replace("\0", ""))))
    if not lines:
        raise UnreadableDocument("the file holds no text")
    return Document(tuple(_joined(lines)), tuple(found))


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterator[_Line]:
    """Each line with its page, and whether nothing parts it from the line before."""
    page, follows = 1, False
    for printed in re.split(r"\r\n|[\n\r]|(?=\f)", text):
        page += printed.count("\f")
        line = _without_bars(printed.replace("\f", "").rstrip())
        if line.strip():
            yield line, page, follows
        follows = bool(line.strip())


def _without_bars(line: str) -> str:
    """Cut the bars off a row of a table drawn in text; a rule between rows is no line."""
    if not line.endswith("|"):
        return line
    return " ".join(cell for cell in map(str.strip, line.split("|")) if cell.strip("-")) if _BARS.match(line) else line


def _without_running(lines: list[_Line]) -> list[_Line]:
    """Leave out what stands first on page after page, and a line at either edge that counts the pages.

    What is the same at the foot of pages may be text: an item a page, each with the same absentees at its end.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for place, (_, page, _) in enumerate(lines):
        pages[page].append(place)
    tops = [[(at, _running_keys(*lines[at][:2], is_top=True)) for at in page[:_EDGE]] for page in pages.values()]
    feet = [
        [(at, _running_keys(*lines[at][:2], is_top=False)) for at in page[: -_EDGE - 1 : -1]] for page in pages.values()
    ]
    needed = max(2, (len(pages) + 1) // 2)
    running: set[int] = set()
    for edges in (tops, feet):
        seen = Counter(key for edge in edges for key in {key for _, keys in edge for key in keys})
        for edge in edges:
            for at, keys in edge:  # inwards from the edge, as far as it goes
                told = [key for key in keys if seen[key] >= needed]
                if not told:
                    break
                # The first page's title may be what the others repeat.
                running |= {at} if lines[at][1] > 1 or any("#" in key for key in told) else set()
    return [line for at, line in enumerate(lines) if at not in running]


def _running_keys(line: str, page: int, *, is_top: bool) -> set[str]:
    """How a line is known again on other pages: by its words, and by a number at its end that grows with the pages."""
    text = " ".join(line.split())
    counted = {
        f"{text[: number.start()]}#{int(number[0]) - page}{text[number.end() :]}"
        for number in _LAST_NUMBERS.finditer(text)
    }
    return counted | {text} if is_top else counted


def _joined(lines: list[_Line]) -> Iterator[Block]:
    width = _typeset_width(lines)
    kept: list[tuple[str, int]] = []
    last = ""
    below = [*(line for line, _, _ in lines[1:]), ""]
    for (line, page, follows), following in zip(lines, below, strict=True):
        # What stands right above lines with leaders heads a list of contents.
        goes_on = follows and not _LEADERS.search(following)
        if width and goes_on and _is_full(last, width) and _runs_on(last, line) and not _had_room(last, line, width):
            before, first_page = kept[-1]
            # A hyphen at a line's end may belong to the word or to the line: it stays, and so does the break.
            kept[-1] = (f"{before} {line.strip()}", first_page)
        else:
            kept.append((line, page))
        last = line
    for line, page in kept:
        yield _block(line, page)


def _is_full(line: str, width: int) -> bool:
    return len(line) >= _FULL * width and not _LEADERS.search(line)


def _had_room(last: str, line: str, width: int) -> bool:
    """Whether the next line begins anew: its first word, in a capital, would well have stood at the end of the last."""
    text = line.strip()
    word = text.split(" ", 1)[0]
    return not text[:1].islower() and len(last) + 1 + len(word) < _ROOM * width


def _runs_on(last: str, line: str) -> bool:
    text = line.strip()
    return (
        not _LIST_ITEM.match(text) and not _NUMBER.fullmatch(text) and (not _ENDED.search(last) or text[:1].islower())
    )


def _typeset_width(lines: list[_Line]) -> int | None:
    """How many letters a full line holds where lines are broken at the page's width; None where they are not.

    Broken lines stop in the midst of a sentence, which a line that is a paragraph never does, however short.
    """
    lengths = sorted(len(line) for line, _, _ in lines if not _LEADERS.search(line))
    if len(lengths) < _FEWEST_TYPESET_LINES or lengths[-1] > _LONGEST_TYPESET_LINE:
        return None
    widest = lengths[int(len(lengths) * 0.95)]
    followed = [(last, line) for (last, _, _), (line, _, follows) in pairwise(lines) if follows]
    full = [(last, line.strip()) for last, line in followed if _is_full(last, widest)]
    broken = sum(line[:1].islower() and not _ENDED.search(last) for last, line in full)
    return widest if broken >= max(_FEWEST_BROKEN, len(full) / 5) else None


def _block(line: str, page: int) -> Block:
    text = _BULLET.sub("- ", _MARKED_UP.sub(lambda found: found["text"] or found["bold"], fold(line)))
    is_item = _LIST_ITEM.match(text) is not None
    return Block(text, BlockKind.LIST_ITEM if is_item else BlockKind.PARAGRAPH, page=page)
