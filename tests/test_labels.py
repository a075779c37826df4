"""What `scrapy extract` prints beyond the label files, and how a label that does not tell it is held against it."""

from __future__ import annotations

from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Block, BlockKind, Document
from rådscraper.labels import as_label
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.scoring import Score


def heading(text: str, level: int) -> Block:
    return Block(text, BlockKind.HEADING, level)


def printed(*decision: str) -> dict[str, object]:
    """The label of minutes with one item, as read."""
    blocks = [
        Block("Byrådet", BlockKind.FIELD, name="body"),
        heading("Salg af grund", ITEM_LEVEL),
        heading("Indstilling", SECTION_LEVEL),
        *map(Block, ("At grunden sælges.", "Økonomiudvalget 12-01-2021", "Anbefales.", "Fraværende: Ida Holm")),
        heading("Beslutning", SECTION_LEVEL),
        *map(Block, decision),
    ]
    return as_label(parse_minutes(Document(tuple(blocks))))


def only_item(told: dict[str, object]) -> dict[str, object]:
    items = told["items"]
    assert isinstance(items, list)
    (item,) = items
    assert isinstance(item, dict)
    return item


def test_what_labels_do_not_know_stands_only_where_it_is_told():
    item = only_item(printed("Ad 1. Godkendt. Imod stemte Ø (Bo Ask).", "Ad 2. Udsat. Venstre tog forbehold."))
    assert item["votes"] == [
        {"choice": "against", "voter": "Bo Ask", "count": None, "party": "Ø", "point": "1"},
        {"choice": "reserved", "voter": "Venstre", "count": None, "point": "2"},
    ]
    assert item["points"] == [
        {"point": "1", "outcome": "approved", "text": "Godkendt. Imod stemte Ø (Bo Ask)."},
        {"point": "2", "outcome": "postponed", "text": "Udsat. Venstre tog forbehold."},
    ]
    assert item["quoted_decisions"] == [
        {
            "body": "Økonomiudvalget",
            "date": "2021-01-12",
            "outcome": "recommended",
            "text": "Anbefales.",
            "absent": ["Ida Holm"],
        }
    ]
    assert "points" not in only_item(printed("Godkendt."))


def test_what_a_label_does_not_tell_is_not_held_against_it():
    read = printed("Godkendt. Imod stemte Ø (Bo Ask).")
    vote = {"choice": "against", "voter": "Bo Ask", "count": None}
    quoted = {"body": "Økonomiudvalget", "date": "2021-01-12", "outcome": "recommended", "text": "Anbefales."}
    score = Score()
    score.add(
        "møde",
        read,
        read | {"items": [only_item(read) | {"votes": [vote], "quoted_decisions": [quoted]}]},
        is_free_form=False,
    )
    assert score.differences == []
    score.add(
        "møde", read, read | {"items": [only_item(read) | {"votes": [vote | {"voter": "Bo"}]}]}, is_free_form=False
    )
    assert len(score.differences) == 2
