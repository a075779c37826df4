"""Where the lines and pages of a PDF break: what belongs together does, and what is parted by type or room does not."""

from __future__ import annotations

import pytest

from rådscraper.document import BlockKind
from tests.layouts.test_pdf import LONG, laid_out, line

TEXT = [line(LONG, y=700), line("drøftelse.", y=686), line(LONG, y=660), line("drøftelse.", y=646)]
"""Paragraphs 26 points apart, their lines 14."""


def texts(*lines) -> list[str]:
    return [text for _, text in laid_out(*lines)]


def headings(*lines) -> list[str]:
    return [text for kind, text in laid_out(*lines) if kind is BlockKind.HEADING]


def test_a_paper_that_fills_the_last_line_of_a_page_is_not_joined_with_the_next():
    full = "Bilag 1 om støj fra den nye vej langs åen og om de andre veje ved åen og i byen ved fjorden"
    lines = [*TEXT, line(full, y=60), line("Kort over vejene", y=780, page=2)]
    assert texts(*lines)[-2:] == [full, "Kort over vejene"]


def test_a_paper_of_two_full_lines_at_a_page_s_end_is_not_joined_with_the_next():
    full = "Bilag 1 om støj fra den nye vej langs åen og om de andre veje ved åen og i byen ved fjorden"
    lines = [*TEXT, line("Bilag", y=600, bold=True), line(full, y=74), line(full.lower(), y=60)]
    assert texts(*lines, line("Kort", y=780, page=2))[-2:] == [f"{full} {full.lower()}", "Kort"]
    assert texts(*lines, line("og broen", y=780, page=2))[-1] == f"{full} {full.lower()} og broen"


def test_a_paragraph_of_several_lines_goes_on_over_the_page_with_a_name():
    lines = [*TEXT, line(LONG, y=74), line(LONG.removesuffix("videre") + "mødet i", y=60)]
    lines += [line("Aalborg.", y=780, page=2)]
    assert texts(*lines)[-1].endswith("uden mødet i Aalborg.")


def test_a_line_that_ends_in_an_abbreviation_goes_on_where_paragraphs_are_further_apart():
    almost = f"{LONG[:70]} ca."
    lines = [*TEXT, line(almost, y=620), line("Økonomiudvalget.", y=606), line("Udsat.", y=580)]
    assert texts(*lines)[-2:] == [f"{almost} Økonomiudvalget.", "Udsat."]


def test_a_number_goes_on_with_the_abbreviation_before_it():
    almost = f"{LONG[:72]} jf. nr."
    lines = [line(LONG), line("drøftelse.", y=688), line(almost, y=676), line("00.22.04.", y=664)]
    assert texts(*lines)[-1] == f"{almost} 00.22.04."


def test_a_line_of_a_title_that_begins_with_a_dash_belongs_to_the_title():
    lines = [line("Punkt 1: Tilskud til foreninger i byen på ca. 2.500 kr.", y=760, size=16, bold=True)]
    lines += [
        line("–", y=738, size=16, bold=True),
        line("som i de sidste to år", x=90, y=738, size=16, bold=True),
        *TEXT,
    ]
    assert headings(*lines) == ["Punkt 1: Tilskud til foreninger i byen på ca. 2.500 kr. – som i de sidste to år"]


def test_a_dash_after_an_abbreviation_is_no_bullet_where_paragraphs_are_further_apart():
    full = f"{LONG[:-8]} jf. ca."
    lines = [*TEXT, line(full, y=620), line("–", y=606), line("som sidst.", x=80, y=606), line("Udsat.", y=580)]
    assert texts(*lines)[-2:] == [f"{full} – som sidst.", "Udsat."]


def test_an_initial_at_a_lines_end_ends_no_list_of_people():
    value = "Lis Lund, Ida Holm, Bo Sø (A), Jørgen Lund, Ann Ås, Per B."
    lines = [line("Mødedeltagere", y=760, bold=True), line(value, x=150, y=760)]
    lines += [line("Kjær-Møller-Holm, Eva Ås", x=150, y=746), line("Punkt 1: Hegn", y=730, size=16, bold=True), *TEXT]
    assert laid_out(*lines)[0] == (BlockKind.FIELD, f"{value} Kjær-Møller-Holm, Eva Ås")


def test_a_heading_that_begins_page_after_page_is_no_running_line():
    lines = []
    for page in range(1, 5):
        lines += [line("Bilag", page=page, y=780, bold=True), line(f"Kort {page}", page=page, y=764)]
        lines += [line(f"Afsnit {n} på side {page}.", page=page, y=764 - 22 * n) for n in range(1, 15)]
        lines += [line("Beslutning", page=page, y=430, bold=True), line("Godkendt.", page=page, y=414)]
        lines += [line(f"Afsnit {n} på side {page}.", page=page, y=764 - 22 * n) for n in range(17, 25)]
    assert headings(*lines).count("Bilag") == 4


def test_a_heading_without_text_that_begins_a_page_as_others_do_is_no_running_line():
    lines = []
    for page in range(1, 5):
        below = line("Bilag", page=page, y=762, bold=True) if page == 3 else line("Udsat.", page=page, y=764)
        lines += [line("Beslutning", page=page, y=780, bold=True), below]
        lines += [line(f"Afsnit {n} på side {page}.", page=page, y=764 - 22 * n) for n in range(1, 15)]
        lines += [line("Indstilling", page=page, y=430, bold=True), line("Godkendes.", page=page, y=414)]
        lines += [line(f"Afsnit {n} på side {page}.", page=page, y=764 - 22 * n) for n in range(17, 25)]
    assert headings(*lines).count("Beslutning") == 4


@pytest.mark.parametrize("count", [3, 4])
def test_a_line_of_text_that_begins_two_pages_is_no_running_line(count):
    lines = []
    for page in range(1, count + 1):
        first = "Økonomiske konsekvenser" if page in (2, count) else f"Afsnit 0 på side {page}."
        lines += [line(first, page=page, y=780)]
        lines += [line(f"{LONG} {n} på side {page}.", page=page, y=780 - 20 * n) for n in range(1, 20)]
    assert texts(*lines).count("Økonomiske konsekvenser") == 2


def test_a_running_line_stands_apart_from_the_text_and_is_left_out():
    lines = []
    for page in range(1, 5):
        lines += [line("Aalborg Kommune", page=page, y=800)]
        lines += [line(f"{LONG} {n} på side {page}.", page=page, y=780 - 20 * n) for n in range(1, 20)]
    assert not any("Aalborg Kommune" in text for text in texts(*lines))


def test_lines_that_hang_beside_a_number_belong_to_its_item():
    lines = [line(f"1. {LONG[:60]} om hjem", hyphen="\u2010"), line("mepleje i Aalborg.", x=84, y=686)]
    lines += [line("2. Drøftelse.", y=660), line("Udsat.", y=640)]
    assert texts(*TEXT[:2], *(one._replace(y=one.y - 60) for one in lines))[1:] == [
        f"1. {LONG[:60]} om hjemmepleje i Aalborg.",
        "2. Drøftelse.",
        "Udsat.",
    ]


def test_a_suspended_hyphen_at_a_lines_end_stays_apart_from_a_word_that_stands_everywhere():
    lines = [line(f"{LONG} og og og", y=700), line("drøftelse.", y=686)]
    lines += [line(f"{LONG[:74]} i Kultur", y=660, hyphen="-"), line("og Fritidsudvalget.", y=646)]
    lines += [line(f"{LONG[:70]} i integrationspris", y=620, hyphen="-"), line("arrangementer.", y=606)]
    assert [text.rpartition(" i ")[2] for text in texts(*lines)[1:]] == [
        "Kultur- og Fritidsudvalget.",
        "integrationspris-arrangementer.",
    ]


CLOSE = [line(LONG, y=700), line("drøftelse.", y=686), line("Udsat.", y=672), line("Intet.", y=658)]
"""Paragraphs as close to each other as their lines are."""


def test_a_short_line_that_introduces_what_is_below_goes_on_with_no_full_line():
    lines = [line(f"{LONG[:-14]}behandlet.", y=644), line("Økonomiudvalgets møde den 4. januar 2018:", y=630)]
    assert texts(*CLOSE, *lines, line("Drøftet.", y=616))[3:] == [*(one.text for one in lines), "Drøftet."]


def test_a_sentence_ends_with_the_quotation_marks_around_it():
    quoted = f"{LONG[:58]}: ”Sagen er afvist.”"
    lines = [line(quoted, y=644), line("Fraværende Ida Holm.", y=630)]
    assert texts(*CLOSE, *lines)[3:] == [quoted, "Fraværende Ida Holm."]


def test_a_line_that_had_room_up_to_the_next_word_s_hyphen_ends_its_paragraph():
    full = f"{LONG[:70]} uden videre."
    lines = [line("Bor", y=644, hyphen="-"), line("gerne.", y=630), line(full, y=602), line("Anne-Mette gik.", y=588)]
    assert texts(*CLOSE, *lines)[-2:] == [full, "Anne-Mette gik."]


def test_a_broken_word_is_known_by_its_genitive():
    lines = [line("REFERAT Børne- og Uddannelsesudval", y=760, size=20, bold=True, hyphen="-")]
    lines += [line("get d. 02-03-2021", y=736, size=20, bold=True), *TEXT, line("Uddannelsesudvalgets sag.", y=600)]
    assert headings(*lines) == ["REFERAT Børne- og Uddannelsesudvalget d. 02-03-2021"]


def test_a_line_that_just_misses_the_edge_goes_on_where_paragraphs_are_further_apart():
    almost = f"{LONG[:-6]} 50"
    lines = [line(almost, y=620), line("% af alle", y=606)]
    assert texts(*TEXT, *lines)[-1] == f"{almost} % af alle"


def test_a_paper_s_lines_belong_together_where_papers_alone_are_further_apart():
    almost = f"{LONG[:-6]} 50"
    lines = [line("Bilag", y=630, bold=True), line(almost, y=606), line("% af alle", y=592), line("Kort", y=568)]
    assert texts(*CLOSE, *lines)[-2:] == [f"{almost} % af alle", "Kort"]
    assert texts(*CLOSE, *lines[:3])[-2:] == [almost, "% af alle"]


def test_a_suspended_hyphen_at_a_lines_end_is_no_sign_that_words_are_broken():
    almost = f"{LONG[:78]} her."
    lines = [line(f"{LONG[:70]} i Kultur", y=644, hyphen="-"), line("og Fritidsudvalget i Aalborg og Hals.", y=630)]
    assert (
        texts(*CLOSE, *lines, line(almost, y=602), line("Anne-Mette Kjær.", y=588))[-1] == f"{almost} Anne-Mette Kjær."
    )
