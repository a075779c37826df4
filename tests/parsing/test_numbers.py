"""Numbers of cases, journals and documents under an item's title, in every form met, and an item's type."""

from __future__ import annotations

import pytest

from rådscraper.document import SECTION_LEVEL, Block, BlockKind
from rådscraper.items import AgendaItem, ItemType
from rådscraper.kle import journal_number_in, main_group_of
from rådscraper.parsing.agenda import parse_item
from rådscraper.parsing.decisions import Held


def item(*lines: str, title: str = "Salg af grund") -> AgendaItem:
    blocks = [Block(title), *map(Block, lines), Block("Beslutning", BlockKind.HEADING, SECTION_LEVEL)]
    return parse_item([*blocks, Block("Godkendt.")], Held("Byrådet", None), numbered_title=False)


@pytest.mark.parametrize(
    ("lines", "case_number", "journal_number", "document_number"),
    [
        (["2020/012345"], "2020/012345", None, None),
        (["21/6904"], "21/6904", None, None),
        (["2021-000299"], "2021-000299", None, None),
        (["25-008754 -"], "25-008754", None, None),
        (["EMN-2025-003383"], "EMN-2025-003383", None, None),
        (["Sagsnr. 299835"], "299835", None, None),
        (["Sagsnr. 299835 Kultur- og Idrætsudvalget Åbent punkt"], "299835", None, None),
        (["Sagsnr.: 330-2018-3619    Dok.nr.: 330-2018-500301    Åbent"], "330-2018-3619", None, "330-2018-500301"),
        (["Sagsid.: 22/2694, Sagsinitialer: abc"], "22/2694", None, None),
        (["Sagsid.: 21/16998"], "21/16998", None, None),
        (["ABC / 08/1085"], "08/1085", None, None),
        (["BR 40/04"], "BR 40/04", None, None),
        (["Sag 306-2009-600", "Dok. 306-2019-263412"], "306-2009-600", None, "306-2019-263412"),
        (["Sagsnr.: 330-2018-3619           Dok.nr.: 330-2018-500301"], "330-2018-3619", None, "330-2018-500301"),
        (
            ["Sagsnr.: 326-2018-1498 J.nr.: 00.22.04 Dokumentnr.: 326-2018-9291"],
            "326-2018-1498",
            "00.22.04",
            "326-2018-9291",
        ),
        (
            ["Sagsnr.: 326-2018-1498", "J.nr.: 00.22.04", "Dokumentnr.: 326-2018-9291"],
            "326-2018-1498",
            "00.22.04",
            "326-2018-9291",
        ),
        (["J.nr.: 00.01.00.A10-0001/2013", "Sagsnr.: 6628"], "6628", "00.01.00.A10-0001/2013", None),
        (["01.24.20-P20-1-21"], "01.24.20-P20-1-21", "01.24.20", None),
        (["00.00.00-G01-216-21"], "00.00.00-G01-216-21", "00.00.00", None),
        (["18.00Ø00 - 2014/06569"], "18.00Ø00 - 2014/06569", "18.00", None),
    ],
)
def test_numbers_under_a_title_are_told_apart(lines, case_number, journal_number, document_number):
    read = item(*lines, "Kommunen ejer grunden.")
    assert (read.case_number, read.journal_number, read.document_number) == (
        case_number,
        journal_number,
        document_number,
    )
    assert read.sections[0].text == "Kommunen ejer grunden."


@pytest.mark.parametrize("line", ["Initialer: ABC", "Sagen handler om 21/6904.", "2021", "12.04.2021"])
def test_what_is_no_number_stays_text(line):
    read = item(line)
    assert (read.case_number, read.journal_number, read.document_number) == (None, None, None)
    assert read.sections[0].text == line


@pytest.mark.parametrize(
    ("printed", "journal", "group"),
    [
        ("01.24.20-P20-1-21", "01.24.20", "01"),
        ("18.00Ø00 - 2014/06569", "18.00", "18"),
        ("00.22.04", None, "00"),
        ("00.01.00.A10-0001/2013", "00.01.00", "00"),
        ("326-2018-1498", None, None),
        ("12.04.2021", None, None),
        ("21/6904", None, None),
        (None, None, None),
    ],
)
def test_a_journal_number_is_known_by_its_form(printed, journal, group):
    assert (journal_number_in(printed), main_group_of(printed)) == (journal, group)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Orientering: Budget", ItemType.INFORMATION),
        ("Orientering om budgettet", ItemType.INFORMATION),
        ("Til drøftelse: Budget", ItemType.DISCUSSION),
        ("Lukket: Beslutning - Salg", ItemType.DECISION),
        ("(B) Budget", ItemType.DECISION),
        ("Orienteringstavler", None),
        ("Budget", None),
    ],
)
def test_the_word_that_opens_a_title_tells_the_type(title, kind):
    assert item(title=title).item_type is kind
