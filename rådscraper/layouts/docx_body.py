"""What a Word file says, in order: paragraphs and tables as a reader sees them, without tracked deletions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from rådscraper.layouts.docx_styles import Style, Styles, W, numbering, outline, switch, value
from rådscraper.layouts.folding import fold

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_AROUND = tuple(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
# What is deleted, moved away or a field's code is not text; a drawing is shown twice, the second for old programs.
_LEFT_OUT = (*(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr")), f"{_CHOICE}Fallback")
_DRAWN = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_RAISED = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a line of text for each that ends in a break; ``goes_on`` where its end is deleted."""

    lines: tuple[str, ...]
    style: Style
    is_bold: bool = False
    goes_on: bool = False

    @property
    def text(self) -> str:
        """Its lines as one."""
        return fold(" ".join(self.lines))


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each cell is a list of paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


def read_body(element: etree._Element, styles: Styles) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables in an element; those without text and those of a table of contents left out.

    A table of one column is there for its looks and its paragraphs are read as they are.
    """
    for part in _joined(_parts(element, styles)):
        if isinstance(part, Table):
            if all(len(row) <= 1 for row in part.rows):
                yield from (paragraph for row in part.rows for cell in row for paragraph in cell)
            else:
                yield part
        elif part.lines and not part.style.is_contents:
            yield part


def _joined(parts: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """Put together paragraphs whose end was deleted: the second's style holds."""
    held: Paragraph | None = None
    for part in parts:
        if held is not None and isinstance(part, Paragraph):
            first, *others = part.lines or ("",)
            *before, last = held.lines or ("",)
            lines = tuple(line for line in (*before, fold(f"{last} {first}"), *others) if line)
            part = replace(part, lines=lines, is_bold=part.is_bold and (held.is_bold or not held.lines))
        elif held is not None:
            yield held
        held = part if isinstance(part, Paragraph) and part.goes_on else None
        if held is None:
            yield part
    if held is not None:
        yield held


def _parts(element: etree._Element, styles: Styles) -> Iterator[Paragraph | Table]:
    for child in element:
        if child.tag == f"{W}p":
            yield _paragraph(child, styles)
            for box in _boxes(child):
                yield from _parts(box, styles)
        elif child.tag == f"{W}tbl":
            yield Table(tuple(_rows(child, styles)))
        elif child.tag == f"{W}sdt":
            gallery = value(child, "sdtPr/docPartObj/docPartGallery")
            if gallery != "Table of Contents":
                yield from _parts(child, styles)
        elif child.tag in _AROUND:
            yield from _parts(child, styles)
        elif child.tag == f"{_CHOICE}AlternateContent":
            yield from _parts(child[0], styles) if len(child) else ()


def _paragraph(element: etree._Element, styles: Styles) -> Paragraph:
    properties = element.find(f"{W}pPr")
    style = styles.paragraph(value(properties, "pStyle"))
    own_rank = outline(properties)
    rank = style.rank if own_rank is None else own_rank if own_rank <= 9 else None
    style = replace(style, rank=rank, numbering=numbering(properties) or style.numbering)
    pieces = [*_pieces(element, styles, style.is_bold or False)]
    printed = "".join(text for text, _ in pieces)
    mark = None if properties is None else properties.find(f"{W}rPr")
    return Paragraph(
        tuple(line for text in printed.split("\n") if (line := fold(text))),
        style,
        bool(printed.strip()) and all(is_bold for text, is_bold in pieces if text.strip()),
        mark is not None and mark.find(f"{W}del") is not None,
    )


def _pieces(element: etree._Element, styles: Styles, is_bold: bool) -> Iterator[tuple[str, bool]]:
    """The pieces of text of a paragraph, each with whether it is bold."""
    for child in element:
        if child.tag == f"{W}r":
            properties = child.find(f"{W}rPr")
            if switch(properties, "vanish"):
                continue
            bold = switch(properties, "b")
            if bold is None:
                bold = styles.style(value(properties, "rStyle")).is_bold
            text = "".join(_run(child))
            if value(properties, "vertAlign") == "superscript":
                text = _RAISED.get(text.strip(), text)
            yield text, is_bold if bold is None else bold
        elif child.tag == f"{_MATH}t":
            yield child.text or "", is_bold
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _pieces(child, styles, is_bold)


def _run(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            # A reference to an entity is a node of its own and is never resolved.
            yield (child.text or "") + "".join(node.tail or "" for node in child)
        else:
            yield _SIGNS.get(str(child.tag), "")


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph, the outermost ones."""
    for child in paragraph:
        if child.tag == f"{W}txbxContent":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _boxes(child)


def _rows(table: etree._Element, styles: Styles) -> Iterator[tuple[tuple[Paragraph, ...], ...]]:
    for row in _within(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield tuple(tuple(_flat(read_body(cell, styles))) for cell in _within(row, f"{W}tc"))


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of a name, also those inside a content control or a tracked insertion."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (*_AROUND, f"{W}sdt"):
            yield from _within(child, tag)


def _flat(parts: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """Read a table inside a cell as the paragraphs it holds."""
    for part in parts:
        if isinstance(part, Paragraph):
            yield part
        else:
            yield from (paragraph for row in part.rows for cell in row for paragraph in cell)
