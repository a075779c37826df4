"""The text of an agenda item in FirstAgenda's JSON: its fields and, should there ever be one, its decision."""

from __future__ import annotations

import re
from typing import Any

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.layouts.firstagenda_json import Findings, Record
from rådscraper.layouts.folding import fold
from rådscraper.layouts.html import read_field

# ItemDecision was null wherever anybody looked: the first two are a field's names for a text, the others are guesses.
_TEXT_KEYS = ("Html", "Tekst", "Text", "Decision", "DecisionText", "Content", "Value")
_DEEPEST_DECISION = 10
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\w+|\w+);")


def read_texts(item: Record) -> tuple[list[Block], list[Block]]:
    """The ids of the documents that stand in for a text that isn't there, and the blocks of the texts that are."""
    documents: list[Block] = []
    texts: list[Block] = []
    for field in item.records("Felter"):
        blocks = _field_blocks(field)
        document_id = field.guid("DocumentId")
        if document_id and not any(block.text for block in blocks):
            documents.append(Block(document_id, BlockKind.FIELD, name="document_id"))
        heading = field.text("Navn")
        if heading and not (blocks and blocks[0].kind is BlockKind.HEADING and blocks[0].text == heading):
            texts.append(Block(heading, BlockKind.HEADING, SECTION_LEVEL))
        texts.extend(blocks)
    return documents, texts


def read_decision(item: Record, findings: Findings) -> list[Block]:
    """The item's decision under a heading of its own named ``decision``; nothing where it isn't filled."""
    blocks = _decision_blocks(item, item["ItemDecision"], findings)
    if not any(block.text for block in blocks):
        return []
    heading = ""
    if blocks[0].kind is BlockKind.HEADING:
        heading, *blocks = blocks[0].text, *blocks[1:]
    # A heading within would end the section, and what follows it would no longer be part of the decision.
    inner = [block._replace(kind=BlockKind.PARAGRAPH, level=None) if block.level else block for block in blocks]
    return [
        Block(heading, BlockKind.HEADING, SECTION_LEVEL, name="decision"),
        *(block for block in inner if block.text),
    ]


def _field_blocks(field: Record) -> list[Block]:
    blocks = read_field(field.raw_text("Html"))
    lines = _lines(field.raw_text("Tekst"))
    if not any(block.text for block in blocks):
        return lines or blocks
    if lines and [block.text for block in lines] != [block.text for block in blocks]:
        # Never seen; a second text beside the first would otherwise be passed over unnoticed.
        field.odd("Tekst")
    return blocks


def _decision_blocks(item: Record, value: Any, findings: Findings, depth: int = 0) -> list[Block]:
    if isinstance(value, str):
        return _any_text(findings.clean(value))
    blocks: list[Block] = []
    if isinstance(value, list) and depth < _DEEPEST_DECISION:
        for element in value:
            blocks += _decision_blocks(item, element, findings, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST_DECISION:
        for key in value:
            if key not in _TEXT_KEYS:
                findings.add("unknown_key", f"{key[:80]!r} in ItemDecision is a key nobody has seen")
        if value and value.keys().isdisjoint(_TEXT_KEYS):
            item.odd("ItemDecision")
        texts = [_decision_blocks(item, value.get(key), findings, depth + 1) for key in _TEXT_KEYS]
        # The same text stands under Html and Tekst; two texts that differ are both kept.
        blocks = [block for place, text in enumerate(texts) if text not in texts[:place] for block in text]
    elif value:
        item.odd("ItemDecision")
    return blocks


def _any_text(text: str) -> list[Block]:
    return read_field(text) if _MARKUP.search(text) else _lines(text)


def _lines(text: str) -> list[Block]:
    return [Block(line) for printed in text.splitlines() if (line := fold(printed))]
