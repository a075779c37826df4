"""Word files made of labelled minutes' texts, as a municipality's secretary might have typed them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

GOLD = Path(__file__).parents[1] / "gold"

_POINT = re.compile(r"Punkt \d+: ")
_LABEL = re.compile(r"(Mødedato|Mødested|Mødedeltagere) (.+)")


def saved(word: WordDocument) -> bytes:
    """The bytes of a Word file."""
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def typed(stem: str, *, with_styles: bool) -> bytes:
    """The text of labelled minutes in Word: headings by style, or in bold alone."""
    labels = json.loads((GOLD / f"{stem}.gold.json").read_text(encoding="utf-8"))
    sections = {heading for item in labels["items"] for heading in item["section_headings"]}
    lines = (GOLD / f"{stem}.txt").read_text(encoding="utf-8").splitlines()
    word = docx.Document()
    type_lines(word, filter(None, map(str.strip, lines)), sections, with_styles=with_styles)
    return saved(word)


def type_lines(word: WordDocument, lines: Iterable[str], sections: Collection[str], *, with_styles: bool) -> None:
    """Type printed minutes: labels in a table, headings by style or in bold alone, lists with bullets."""
    word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    facts, is_head = None, True
    for line in lines:
        is_head = is_head and not (_POINT.match(line) or line == "Indholdsfortegnelse")
        if is_head and (found := _LABEL.fullmatch(line)):
            facts = facts or word.add_table(rows=0, cols=2)
            cells = facts.add_row().cells
            cells[0].text, cells[1].text = found.groups()
        elif line.startswith(("REFERAT ", "DAGSORDEN ", "TILLÆGSDAGSORDEN ")):
            _heading(word, line, 0, with_styles=with_styles)
        elif _POINT.match(line):
            _heading(word, line, 1, with_styles=with_styles)
        elif line in sections:
            _heading(word, line, 2, with_styles=with_styles)
        elif line.startswith(("- ", "• ")):
            word.add_paragraph(line[2:], style="List Bullet")
        else:
            word.add_paragraph(line, style="toc 1" if "....." in line or line == "Indholdsfortegnelse" else None)


def _heading(word: WordDocument, text: str, level: int, *, with_styles: bool) -> None:
    if with_styles:
        word.add_heading(text, level)
    else:
        word.add_paragraph().add_run(text).bold = True
