"""What random meetings found, each as the smallest document that shows it."""

from __future__ import annotations

import docx
import pytest

from rådscraper.items import AttendanceStatus, Minutes
from rådscraper.layouts import READERS
from rådscraper.parsing.meeting import parse_minutes
from tests.layouts.word import saved, type_lines
from tests.sites.typeset import BIG, HEADING, TEXT, TITLE, typeset


def read(text: str) -> Minutes:
    return parse_minutes(READERS["text"](text.encode(), ""))


def test_a_member_with_party_and_absence_in_brackets_is_in_the_list():
    minutes = read(
        "REFERAT Byrådet d. 02-03-2021\nMødedeltagere Ida Holm (A) (Fravær), Bo Lund (V)\n\nPunkt 1: Budget\nBeslutning"
    )
    assert [(one.name, one.party, one.status) for one in minutes.attendances] == [
        ("Ida Holm", "A", AttendanceStatus.ABSENT),
        ("Bo Lund", "V", AttendanceStatus.PRESENT),
    ]


def test_a_page_whose_only_item_is_closed_and_without_text_has_that_item():
    (item,) = read("Byrådet 2. marts 2021\n\nLukket\n\nKontakt\n\nBoulevarden 13").items
    assert item.is_open is False


def test_short_papers_in_a_short_pdf_stay_apart():
    names = ["Bilag 1 om hegnet", "Et langt navn på et bilag om hegnet", "Kort om vej"]
    lines = [("REFERAT Byrådet d. 02-03-2021", BIG), ("Punkt 1: Hegn", TITLE), ("Beslutning", HEADING)]
    lines += [("Godkendt.", TEXT), ("Bilag", HEADING), *((name, TEXT) for name in names)]
    (item,) = parse_minutes(READERS["pdf"](typeset(lines), "")).items
    assert [paper.title for paper in item.attachments] == names


def test_text_at_the_top_of_several_pages_above_a_heading_stays_text():
    lines = [("REFERAT Byrådet d. 02-03-2021", BIG)]
    for number, filling in enumerate((26, 25, 3), 1):
        lines += [(f"Punkt {number}: Sag {number}", TITLE), ("Sagsfremstilling", HEADING)]
        lines += [(f"Ord nummer {number * 100 + place} i sagen.", TEXT) for place in range(filling)]
        lines += [
            ("Beslutning", HEADING),
            ("Udsat.", TEXT),
            ("Intet mere.", TEXT),
            ("Bilag", HEADING),
            (f"Kort {number}", TEXT),
        ]
    items = parse_minutes(READERS["pdf"](typeset(lines), "")).items
    assert [item.decision for item in items] == ["Udsat.\nIntet mere."] * 3


def test_a_paper_may_bear_the_title_of_the_next_item():
    lines = [("REFERAT Byrådet d. 02-03-2021", BIG), ("Indholdsfortegnelse", TITLE)]
    lines += [(f"{title} ".ljust(60, ".") + page, TEXT) for title, page in (("Hegn", "3"), ("Ny vej", "4"))]
    lines += [("Punkt 1: Hegn", TITLE), ("Beslutning", HEADING), ("Godkendt.", TEXT)]
    lines += [("Bilag", HEADING), ("Ny vej", TEXT), ("Punkt 2: Ny vej", TITLE), ("Beslutning", HEADING)]
    first, second = parse_minutes(READERS["pdf"](typeset([*lines, ("Udsat.", TEXT)]), "")).items
    assert ([paper.title for paper in first.attachments], second.title) == (["Ny vej"], "Ny vej")


@pytest.mark.parametrize("title", ["4.000 kr. til hegnet", "12-04-2021 er en frist", "2. behandling af budget 2022"])
def test_the_first_title_of_a_page_may_begin_with_a_number_or_a_date(title):
    page = f"<h2>Byrådet 2. marts 2021</h2><h3>1. {title}</h3><p>Åben</p><h3>2. Ny vej</h3><p>Åben</p>"
    items = parse_minutes(READERS["aalborg_page"](page.encode(), "")).items
    assert [(item.number, item.title) for item in items] == [("1", title), ("2", "Ny vej")]


def test_an_id_broken_by_a_line_stays_on_one_line():
    page = b"<table id='dagsordenDetaljer'><tr class='punktrow' id='punktrow_1\n2'><td></td></tr></table>"
    document = READERS["firstagenda_page"](page, "")
    assert [block.text for block in document.blocks if block.name == "item_id"] == ["1 2"]


def test_the_only_item_of_a_word_file_may_have_a_year_in_its_title():
    word = docx.Document()
    lines = ["REFERAT Byrådet d. 02-03-2021", "Punkt 1: Budget 2022-2025", "Beslutning", "Godkendt."]
    type_lines(word, lines, {"Beslutning"}, with_styles=True)
    (item,) = parse_minutes(READERS["docx"](saved(word), "")).items
    assert (item.number, item.title, item.decision) == ("1", "Budget 2022-2025", "Godkendt.")


def test_a_line_that_says_contact_in_an_item_ends_no_document():
    lines = ["REFERAT Byrådet d. 02-03-2021", "Punkt 1: Hegn", "Beslutning", "Godkendt.", "Kontakt", "Ring til os."]
    lines += ["Punkt 2: Vej", "Beslutning", "Udsat.", "Kontakt", "Boulevarden 13"]
    first, second = read("\n\n".join(lines)).items
    assert (first.decision, second.decision) == ("Godkendt.\nKontakt\nRing til os.", "Udsat.")


def test_an_entry_of_the_contents_that_begins_as_a_label_tells_no_fact_of_the_meeting():
    lines = ["REFERAT Byrådet d. 02-03-2021", "Mødested Rådhuset", "Indholdsfortegnelse", "Sted for hegnet.....3"]
    minutes = read("\n\n".join([*lines, "Punkt 1: Sted for hegnet", "Beslutning", "Udsat."]))
    assert minutes.place == "Rådhuset"


def test_a_title_that_begins_with_its_type_may_stand_in_the_contents():
    lines = [
        "REFERAT Byrådet d. 02-03-2021",
        "Indholdsfortegnelse",
        "Beslutning: Hegn.....3",
        "Punkt 1: Beslutning: Hegn",
    ]
    assert [item.title for item in read("\n\n".join(lines)).items] == ["Beslutning: Hegn"]


def test_members_with_deputies_roles_and_absence_are_each_in_the_list():
    people = "Ida Holm (A) (Formand) (Fravær), Bo Lund (V), Suppleant for Per Sø (V), Eva Ås stedfortræder for Jo Ek"
    minutes = read(f"REFERAT Byrådet d. 02-03-2021\nMødedeltagere {people}\n\nPunkt 1: Budget\nBeslutning")
    assert [(one.name, one.role, one.status.value, one.substitute_for) for one in minutes.attendances] == [
        ("Ida Holm", "formand", "absent", None),
        ("Bo Lund", None, "present", "Per Sø"),
        ("Eva Ås", None, "present", "Jo Ek"),
    ]


def test_the_only_member_may_have_party_role_and_absence():
    (one,) = read(
        "REFERAT Byrådet d. 02-03-2021\nMødedeltagere Ida Holm (A) (Formand) (Afbud)\n\nPunkt 1: B"
    ).attendances
    assert (one.name, one.party, one.role, one.status) == ("Ida Holm", "A", "formand", AttendanceStatus.EXCUSED)


def test_a_title_repeated_in_the_text_may_be_broken_elsewhere():
    case = ["3. Byggeri på Nygade - lokal- plan", "Åbent", "Sagsnr.: 326-2018-14", "Sagstype", "Orientering."]
    lines = ["REFERAT Byrådet d. 02-03-2021", "Punkt 3: Byggeri på Nygade - lokal-plan", "Sagsfremstilling", *case]
    (item,) = read("\n\n".join(lines)).items
    assert [(one.heading, one.text) for one in item.sections] == [
        ("Sagsfremstilling", None),
        ("Sagstype", "Orientering."),
    ]
