from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rådscraper.document import Block, BlockKind, UnreadableDocument
from rådscraper.items import Problem
from rådscraper.layouts.text import read_text

URL = "https://example.dk/referat.txt"
FULL = "Byrådet behandlede på sit møde det forslag som udvalget havde sendt videre og som"


def texts(text: str) -> list[str]:
    return [block.text for block in read_text(text.encode(), URL).blocks]


def typeset(*lines: str) -> str:
    """Lines among enough others of a page's width to show that lines are broken there."""
    return "\n".join([*lines, "", *([FULL, "kort linje.", ""] * 20)])


def test_a_line_is_a_paragraph():
    assert texts("REFERAT\r\n\r\nPunkt 1: Budget\rBeslutning\n\n Godkendt. \n") == [
        "REFERAT",
        "Punkt 1: Budget",
        "Beslutning",
        "Godkendt.",
    ]


def test_text_has_no_headings():
    assert {block.level for block in read_text(b"Punkt 1: Budget\nBeslutning", URL).blocks} == {None}


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("- et", Block("- et", BlockKind.LIST_ITEM, page=1)),
        ("•  et", Block("- et", BlockKind.LIST_ITEM, page=1)),
        ("– et", Block("- et", BlockKind.LIST_ITEM, page=1)),
        ("* et", Block("- et", BlockKind.LIST_ITEM, page=1)),
        ("## Et", Block("Et", page=1)),
        ("**Et to**", Block("Et to", page=1)),
        ("**Et** to", Block("**Et** to", page=1)),
        ("#1 et", Block("#1 et", page=1)),
        ("·        et", Block("- et", BlockKind.LIST_ITEM, page=1)),
        ("\uf0b7 et", Block("- et", BlockKind.LIST_ITEM, page=1)),
        ("1. et", Block("1. et", BlockKind.LIST_ITEM, page=1)),
        ("12) et", Block("12) et", BlockKind.LIST_ITEM, page=1)),
        ("183. et", Block("183. et", page=1)),
        ("-et", Block("-et", page=1)),
        ("Et\u00a0 to\u00ad\u200b A\u030a", Block("Et to Å", page=1)),
    ],
)
def test_a_line_may_be_a_list_item(line, block):
    assert read_text(line.encode(), URL).blocks == (block,)


def test_form_feeds_count_pages():
    blocks = read_text(b"Et\nTo\n\fTre\n\n\f\fFire", URL).blocks
    assert [(block.text, block.page) for block in blocks] == [("Et", 1), ("To", 1), ("Tre", 2), ("Fire", 4)]


def test_what_runs_over_the_pages_is_left_out():
    pages = [
        f"Byrådet    Referat\nPunkt {n}: Lukket punkt\nGodkendt.\nÅse Bo\n   Side {n} af 4\n\f" for n in (1, 2, 3, 4)
    ]
    told = texts("".join(pages))
    assert told[0] == "Byrådet Referat"  # once, for it may be the document's title
    assert told[1:] == [text for n in (1, 2, 3, 4) for text in (f"Punkt {n}: Lukket punkt", "Godkendt.", "Åse Bo")]


def test_numbers_at_the_foot_that_count_no_pages_stay():
    assert texts("Et\n10\n\fTo\n30\n\fTre\n20\n") == ["Et", "10", "To", "30", "Tre", "20"]


def test_typeset_lines_run_on_to_the_end_of_their_paragraph():
    assert texts(typeset(FULL, "nu blev vedtaget.", "Ny linje."))[:2] == [f"{FULL} nu blev vedtaget.", "Ny linje."]


def test_a_line_that_had_room_for_the_next_ones_first_word_is_no_broken_one():
    people = [
        "Ida Holm, formand, udpeget af kommunens samråd for de unge boligere",
        "Per Lund, Høreforeningen i den by",
    ]
    assert texts(typeset(*people))[:2] == people


def test_a_word_broken_at_the_lines_end_keeps_its_hyphen():
    assert texts(typeset(f"{FULL} for-", "valtningen indstiller."))[0] == f"{FULL} for- valtningen indstiller."


@pytest.mark.parametrize(
    "lines",
    [
        (f"{FULL}.", "Ny sætning her."),
        ("En kort linje", "og en til"),
        (FULL, "- et listepunkt"),
        (FULL, "", "efter en tom linje"),
        (f"{FULL} ....... 3", "efter en indholdsfortegnelse"),
    ],
)
def test_typeset_lines_do_not_run_on_where_a_paragraph_ends(lines):
    assert texts(typeset(*lines))[:2] == [line for line in lines if line][:2]


def test_neither_a_case_number_nor_the_head_of_a_list_of_contents_goes_on_a_full_line():
    told = texts(typeset(FULL, "21/6904", FULL, "Contents", "Budget......... 3"))
    assert told[:4] == [FULL, "21/6904", FULL, "Contents"]


def test_lines_of_any_length_stand_alone_where_a_line_is_a_paragraph():
    long = "x " * 300
    assert texts(typeset(FULL, "nu blev vedtaget.", long))[:2] == [FULL, "nu blev vedtaget."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_danish_letters_survive_their_encodings(encoding):
    document = read_text("Åbent møde på Ærø – kl. 18".encode(encoding), URL)
    assert [block.text for block in document.blocks] == ["Åbent møde på Ærø – kl. 18"]
    assert document.problems == ()


def test_bytes_that_windows_1252_lacks_do_not_stop_it():
    assert texts_of(b"M\xf8de \x81 slut") == ["Møde \ufffd slut"]


def texts_of(body: bytes) -> list[str]:
    return [block.text for block in read_text(body, URL).blocks]


def test_a_nul_is_left_out_and_told():
    document = read_text(b"Bud\0get", URL)
    assert [block.text for block in document.blocks] == ["Budget"]
    assert document.problems == (Problem("nul_in_text", "the text holds NUL characters; they were left out", URL),)


@pytest.mark.parametrize(
    ("body", "message"),
    [(b"", "holds no text"), (b" \r\n\f\n", "holds no text"), (b"ab\0\0cd", "binary data"), (b"\0", "holds no text")],
)
def test_what_is_no_text_says_why(body, message):
    with pytest.raises(UnreadableDocument, match=message):
        read_text(body, URL)


@given(
    st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=90), min_size=1, max_size=60)
)
def test_no_letter_is_lost(lines):
    printed = unicodedata.normalize("NFC", "\n".join(lines))
    assume(_letters(printed))  # bars and nothing else are no text
    read = "".join(block.text for block in read_text(printed.encode(), URL).blocks)
    assert _letters(read) == _letters(printed)


def _letters(text: str) -> list[str]:
    return [letter for letter in text if letter.isalpha() and letter.isascii()]
