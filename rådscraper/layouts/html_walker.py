"""What stands in a field's HTML, event by event: sections, paragraphs, list items, table rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.layouts.folding import fold
from rådscraper.layouts.html_lists import ItemList, ListItem

CONTAINER = "sagsfremstillingContainer"
# Tables inside more tables than this are read as the text of the cell they stand in.
_DEEPEST_TABLE = 8
_RAISED = {"2": "²", "3": "³"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "main", "nav", "option", "p", "pre",
    "section", "summary", "tbody", "tfoot", "thead",
))  # fmt: skip

_Attributes = Mapping[str, str]
_Row = list[list[Block]]


class Walker:
    """What lxml calls while it reads: ``start``, ``data`` and ``end``; each tag that is opened is closed."""

    def __init__(self) -> None:
        """Make the parser, which may read one text after the other."""
        self._parts: list[str] = []
        self.data = self._parts.append
        self._begin()
        # Events, not a tree: libxml2 cuts its trees off at a depth of 2048 and drops what stands after a stray </html>.
        # The stubs want a target that takes bytes as well and comments; lxml asks for neither.
        self._parser = etree.HTMLParser(target=self, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]

    def read(self, served: bytes) -> list[Block]:
        """The blocks of a text, given in UTF-8."""
        self._begin()
        self._parser.feed(served)
        self._parser.close()
        return self.blocks

    def _begin(self) -> None:
        self.blocks: list[Block] = []
        self._parts.clear()
        # Whether the element that is open stands in the shell, and whether those around it do.
        self._in_shell = True
        self._shells: list[bool] = []
        # A section heading is open and has had no text so far.
        self._is_heading = False
        # Where in the parts the last title, script, style or sup began.
        self._mark = 0
        self._lists: list[ItemList] = []
        self._items: list[ListItem] = []
        self._tables: list[list[_Row] | None] = []
        self._outside_cell: list[tuple[list[Block], list[ItemList], list[ListItem]]] = []

    def start(self, tag: str, attributes: _Attributes) -> None:
        """Begin an element; one that isn't named below is part of its line."""
        self._shells.append(self._in_shell)
        self._in_shell = False
        if tag in _PARAGRAPHS:
            if self._parts:
                self._flush()
        elif tag in _OPENS:
            _OPENS[tag](self, attributes)

    def end(self, tag: str) -> None:
        """End the element that was begun last."""
        if tag in _PARAGRAPHS:
            if self._parts:
                self._flush()
        elif tag in _CLOSES:
            _CLOSES[tag](self)
        self._in_shell = self._shells.pop()

    def close(self) -> None:
        """End the text."""
        self._flush()

    def _flush(self) -> None:
        """End the paragraph, the heading or the item's line that was being read."""
        if not self._parts:
            return
        data = "".join(self._parts)
        self._parts.clear()
        # What stands between two elements is blank more often than not.
        if data.isspace() or not (text := fold(data)):
            return
        if self._is_heading:
            self._is_heading = False
            self.blocks.append(Block(text, BlockKind.HEADING, SECTION_LEVEL))
        elif self._items:
            self.blocks.append(self._items[-1].block(text))
        else:
            self.blocks.append(Block(text))

    def _open_page(self, _: _Attributes) -> None:
        self._in_shell = self._shells[-1]

    def _open_div(self, attributes: _Attributes) -> None:
        self._flush()
        if attributes:
            self._in_shell = attributes.get("id") == CONTAINER or (
                self._shells[-1] and "id" not in attributes and "class" not in attributes
            )
        else:
            self._in_shell = self._shells[-1]

    def _open_heading(self, _: _Attributes) -> None:
        self._flush()
        self._is_heading = self._is_heading or self._shells[-1]
        # A heading that is never closed swallows the sections after it; theirs are section headings all the same.
        self._in_shell = self._shells[-1]

    def _close_heading(self) -> None:
        self._flush()
        if self._is_heading and self._shells[-1]:
            self._is_heading = False
            self.blocks.append(Block("", BlockKind.HEADING, SECTION_LEVEL))

    def _open_line(self, _: _Attributes) -> None:
        if self._is_heading:
            self._parts.append(" ")
        else:
            self._flush()

    def _open_marked(self, _: _Attributes) -> None:
        self._mark = len(self._parts)

    def _close_hidden(self) -> None:
        del self._parts[self._mark :]

    def _close_raised(self) -> None:
        if len(self._parts) == self._mark + 1:
            raised = self._parts[-1]
            self._parts[-1] = _RAISED.get(raised.strip(), raised)

    def _open_list(self, attributes: _Attributes) -> None:
        self._flush()
        self._lists.append(ItemList(attributes, is_numbered=False, depth=len(self._lists)))

    def _open_numbered_list(self, attributes: _Attributes) -> None:
        self._flush()
        self._lists.append(ItemList(attributes, is_numbered=True, depth=len(self._lists)))

    def _close_list(self) -> None:
        self._flush()
        self._lists.pop()

    def _open_item(self, attributes: _Attributes) -> None:
        self._flush()
        self._items.append(self._lists[-1].item(attributes) if self._lists else ListItem())

    def _close_item(self) -> None:
        self._flush()
        self._items.pop()

    def _open_table(self, _: _Attributes) -> None:
        self._flush()
        self._tables.append([] if len(self._tables) < _DEEPEST_TABLE else None)

    def _close_table(self) -> None:
        self._flush()
        rows = self._tables.pop()
        if rows is not None:
            self.blocks.extend(_table_blocks(rows))

    def _open_row(self, _: _Attributes) -> None:
        self._flush()
        if self._tables and self._tables[-1] is not None:
            self._tables[-1].append([])

    def _open_cell(self, _: _Attributes) -> None:
        self._flush()
        rows = self._tables[-1] if self._tables else None
        if rows is None:
            return
        self._outside_cell.append((self.blocks, self._lists, self._items))
        self.blocks, self._lists, self._items = [], [], []
        if not rows:
            rows.append([])
        rows[-1].append(self.blocks)

    def _close_cell(self) -> None:
        self._flush()
        if self._tables and self._tables[-1] is not None:
            self.blocks, self._lists, self._items = self._outside_cell.pop()


def _table_blocks(rows: list[_Row]) -> list[Block]:
    """A row a block; a table of one column is there for its looks and its cells read as they are."""
    if all(len(row) <= 1 for row in rows):
        return [block for row in rows for cell in row for block in cell]
    return [
        Block(" | ".join(" ".join(block.text.strip() for block in cell) for cell in row).strip(), BlockKind.TABLE_ROW)
        for row in rows
        if any(block.text for cell in row for block in cell)
    ]


_OPENS: dict[str, Callable[[Walker, _Attributes], None]] = {
    **dict.fromkeys(_HEADINGS, Walker._open_heading),
    **dict.fromkeys(("html", "body"), Walker._open_page),
    **dict.fromkeys(("title", "script", "style", "sup"), Walker._open_marked),
    **dict.fromkeys(("ul", "menu", "dir"), Walker._open_list),
    **dict.fromkeys(("td", "th"), Walker._open_cell),
    "div": Walker._open_div,
    "br": Walker._open_line,
    "ol": Walker._open_numbered_list,
    "li": Walker._open_item,
    "table": Walker._open_table,
    "tr": Walker._open_row,
}
_CLOSES: dict[str, Callable[[Walker], None]] = {
    **dict.fromkeys(("div", "tr"), Walker._flush),
    **dict.fromkeys(_HEADINGS, Walker._close_heading),
    **dict.fromkeys(("title", "script", "style"), Walker._close_hidden),
    **dict.fromkeys(("ul", "menu", "dir", "ol"), Walker._close_list),
    **dict.fromkeys(("td", "th"), Walker._close_cell),
    "sup": Walker._close_raised,
    "li": Walker._close_item,
    "table": Walker._close_table,
}
