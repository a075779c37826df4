"""The HTML inside `Felter[].Html`, in the two dialects seen on FirstAgenda Publication.

A block of text is the tuple of its lines: one line makes a paragraph, lines that all begin with `- ` or `1. ` a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Block = tuple[str, ...]
Section = tuple[str, Sequence[Block]]

NO_TEXT = "<div><div id='sagsfremstillingContainer'>\r\n\r\n\r\n\r\n</div></div>"
EMPTY_PARAGRAPH = "<p><span>\u00a0</span></p>"


@dataclass(frozen=True, slots=True)
class Together:
    """Sections that share one plain `<div>`, as recommendation and decisions do at Hvidovre."""

    sections: Sequence[Section]


_WORD_HEAD = (
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    '<meta http-equiv="Content-Style-Type" content="text/css">'
    '<meta name="generator" content="Aspose.Words for .NET 22.1.0"><title>Dagsordenspunkt</title>'
)
_CLASSES = {"beslutningstema": "beslutningstema", "indstilling": "indstilling", "sagsfremstilling": ""}
_BULLET = re.compile(r"- (?=\S)")
_NUMBER = re.compile(r"\d+\. (?=\S)")


def plain(sections: Sequence[Section]) -> str:
    """The plain dialect (recorded at Aarhus): one `<div>`, every span of class resume, paragraphs are `<div>`."""
    if not sections:
        return NO_TEXT
    written = "\r\n".join(f"<h3>{_text(heading)}</h3>\r\n{plain_span(blocks)}" for heading, blocks in sections)
    return _contained(f"<div>{written}\r\n</div>\r\n")


def plain_span(blocks: Iterable[Block]) -> str:
    """A section's text in the plain dialect."""
    return f"<span class='resume'>{''.join(map(_plain_block, blocks))}</span>"


def word(*parts: Section | Together) -> str:
    """The Word-made dialect (recorded at Hvidovre)."""
    if not parts:
        return NO_TEXT
    return _contained("".join(map(_word_part, parts)))


def word_section(heading: str, inner: str) -> str:
    """A section of the Word-made dialect around ready HTML."""
    return f"<h3>{_text(heading)}</h3>\r\n<span{_class_of(heading)}>{_WORD_HEAD}<div>{inner}</div></span>\r\n"


def word_blocks(blocks: Sequence[Block]) -> str:
    """Paragraphs with empty ones between them, and lists, as Word leaves them."""
    written = []
    for place, block in enumerate(blocks):
        kind = _list_kind(block)
        if place and not kind:
            written.append(EMPTY_PARAGRAPH)
        written.append(_word_list(kind, block) if kind else _word_paragraph(block, place))
    return "".join(written)


def _word_part(part: Section | Together) -> str:
    if isinstance(part, Together):
        inner = "".join(word_section(heading, word_blocks(blocks)) for heading, blocks in part.sections)
        return f"<div>{inner}</div>\r\n"
    heading, blocks = part
    return word_section(heading, word_blocks(blocks)) + "\r\n"


def _class_of(heading: str) -> str:
    first = heading.casefold()
    name = "" if first.startswith("beslutning ") or first == "beslutning" else _CLASSES.get(first, "ukendt")
    return f" class='{name}'" if name else ""


def _word_list(kind: re.Pattern[str], block: Block) -> str:
    items = "".join(f"<li><span>{_text(kind.sub('', line, count=1))}</span></li>" for line in block)
    return f"<ul>{items}</ul>" if kind is _BULLET else f'<ol type="1">{items}</ol>'


def _word_paragraph(block: Block, place: int) -> str:
    text = " ".join(block)
    # Word splits runs at will, inside words too.
    runs = [text[: len(text) // 3], text[len(text) // 3 :]] if place % 2 == 0 and len(text) > 60 else [text]
    return f"<p>{''.join(f'<span>{_text(run)}</span>' for run in runs)}</p>"


def _plain_block(block: Block) -> str:
    kind = _list_kind(block)
    if not kind:
        return f"<div>{_text(' '.join(block))}</div>"
    items = "".join(f"<li>{_text(kind.sub('', line, count=1))}</li>" for line in block)
    return f"<ul>{items}</ul>" if kind is _BULLET else f"<ol>{items}</ol>"


def _list_kind(block: Block) -> re.Pattern[str] | None:
    """Which list it is; numbers count only from 1 on, for a list loses its first number in HTML."""
    if all(map(_BULLET.match, block)):
        return _BULLET
    if len(block) > 1 and block[0].startswith("1. ") and all(map(_NUMBER.match, block)):
        return _NUMBER
    return None


def _contained(inner: str) -> str:
    return f"<div><div id='sagsfremstillingContainer'>\r\n\r\n{inner}\r\n</div></div>"


def _text(text: str) -> str:
    return escape(text, quote=False)
