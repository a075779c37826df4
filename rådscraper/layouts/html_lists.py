"""The lists of an HTML page: what is printed before each item and how far in it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rådscraper.document import Block, BlockKind

# Deeper items stand no further in, so that a page of nothing but nested lists stays small.
_DEEPEST_INDENT = 10
_BULLET = "- "
# The last is Word's bullet, from the private part of its Symbol font.
_TYPED_BULLETS = ("- ", "• ", "· ", "– ", "\uf0b7 ")
# Nine digits hold every real number and keep the text of a hostile one short.
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


class ItemList:
    """An open ``ul`` or ``ol``: knows the number its next item prints."""

    __slots__ = ("_depth", "_next", "_numbering")

    def __init__(self, attributes: Mapping[str, str], *, is_numbered: bool, depth: int) -> None:
        """Begin a list; ``depth`` is 0 for the outermost."""
        self._depth = min(depth, _DEEPEST_INDENT)
        self._numbering = attributes.get("type", "1") if is_numbered else None
        self._next = _number(attributes.get("start"), 1)

    def item(self, attributes: Mapping[str, str]) -> ListItem:
        """Begin the next item, whose own ``value`` and ``type`` go before the list's."""
        marker = _BULLET
        if self._numbering is not None:
            number = _number(attributes.get("value"), self._next)
            self._next = number + 1
            marker = f"{printed_number(number, attributes.get('type', self._numbering))}. "
        return ListItem(marker, self._depth)


class ListItem:
    """An open ``li``: its first text is the item, what follows are paragraphs under it."""

    __slots__ = ("_indent", "_is_begun", "_marker")

    def __init__(self, marker: str = _BULLET, depth: int = 0) -> None:
        """Begin an item; the marker waits for the first text."""
        self._marker = marker
        self._indent = "  " * depth
        self._is_begun = False

    def block(self, text: str) -> Block:
        """The block for the item's next piece of text."""
        if self._is_begun:
            return Block(self._indent + " " * len(self._marker) + text)
        self._is_begun = True
        return Block(self._indent + self._marker + self._unmarked(text), BlockKind.LIST_ITEM)

    def _unmarked(self, text: str) -> str:
        """The text without a bullet or number that was typed where the page prints one as well."""
        if text.startswith(self._marker):
            return text[len(self._marker) :]
        if self._marker == _BULLET and text.startswith(_TYPED_BULLETS):
            return text[2:]
        return text


def _number(text: str | None, otherwise: int) -> int:
    found = _NUMBER.match(text or "")
    return int(found[1]) if found else otherwise


def printed_number(number: int, numbering: str) -> str:
    """A number as the list's ``type`` prints it; zero and less have no letters, as in a browser.

    >>> [printed_number(28, numbering) for numbering in ("1", "a", "I")]
    ['28', 'ab', 'XXVIII']
    """
    if numbering in ("a", "A") and number > 0:
        letters = _letters(number)
    elif numbering in ("i", "I") and 0 < number < 4000:
        letters = _roman(number)
    else:
        return str(number)
    return letters.upper() if numbering.isupper() else letters


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def _roman(number: int) -> str:
    letters = ""
    for worth, sign in _ROMAN:
        count, number = divmod(number, worth)
        letters += sign * count
    return letters
