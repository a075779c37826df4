"""Short minutes in the printed layouts of further sites: what the layout's rule is, whatever the document."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from rådscraper.document import Block, BlockKind, Document
from rådscraper.labels import as_label
from rådscraper.layouts.text import read_text
from rådscraper.parsing.meeting import parse_minutes


def label_of(printed: str) -> dict[str, Any]:
    return as_label(parse_minutes(read_text(dedent(printed).encode(), "file:///minutes.txt")))


def told(printed: str, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(item[key] for key in keys) for item in label_of(printed)["items"]]


HOLBAEK = """\
    UDVALG

    Økonomiudvalget

    MØDE

    Referat

    STARTTIDSPUNKT

    08-08-2018 16:30:00

    PUNKTER

    101. Godkendelse af dagsorden
    102. Halvårsregnskab 2018
    103. Orienteringer101. Godkendelse af dagsorden

    Godkendelse af dagsorden

    Indstilling
    Direktøren indstiller at:
     1. dagsordenen bliver godkendt.

    Beslutning i Økonomiudvalget den 08-08-2018
    Godkendt.
    102. Halvårsregnskab 2018

    Halvårsregnskab 2018

    Indstilling
    Direktøren indstiller at:
     1. regnskabet tages til efterretning.

    Beslutning i Udvalget for Børn og Skole den 06-08-2018
    Indstilles godkendt.

    Beslutning i Økonomiudvalget den 08-08-2018
    Afvist.
    103. Orienteringer

    Orienteringer

    Beslutning i Økonomiudvalget den 08-08-2018
    Taget til orientering.
"""


def test_short_lines_are_paragraphs_and_not_broken_ones():
    assert told(HOLBAEK, "number", "decision", "outcome") == [
        ("101", "Godkendt.", "approved"),
        ("102", "Afvist.", "rejected"),
        ("103", "Taget til orientering.", "noted"),
    ]


def test_the_heading_of_a_quoted_decision_is_no_standing_heading():
    assert told(HOLBAEK, "section_headings")[1] == (["Indstilling", "Beslutning i Økonomiudvalget den 08-08-2018"],)


def test_an_index_page_with_short_lines_has_its_items():
    printed = """\
        Sundheds- og Kulturudvalget

        Sundheds- og Kulturudvalget 25. november 2020
        Hent hele dagsordenen eller referatet som PDF

        Åben

        Hele den åbne dagsorden som pdf.
        1. Godkendelse af dagsorden
        Beslutning: Godkendt
        2. Anlægsbevilling på 1.250.000,50 kr. til Haraldslund, 2. etape
        Bilag til punkt 2
        Beslutning: Anbefales
        3. Status på projekt 3.0
        Beslutning: Drøftedes med bemærkninger
        4. Ansøgning om frikommune
        Beslutning: Ikke godkendt

        Lukket

        5. Køb af ejendom
        Beslutning: Anbefales

        Åben

        6. Eventuelt
        Beslutning: Intet
        7. Godkendelse af referat
        Beslutning: Godkendt
        8. Orientering fra formanden
        Beslutning: Til orientering
        """
    assert label_of(printed)["date"] == "2020-11-25"
    assert told(printed, "number", "is_open", "outcome") == [
        ("1", True, "approved"),
        ("2", True, "recommended"),
        ("3", True, "discussed"),
        ("4", True, "rejected"),
        ("5", False, "recommended"),
        ("6", True, "other"),
        ("7", True, "approved"),
        ("8", True, "noted"),
    ]


def test_a_title_that_asks_and_a_number_left_out_do_not_end_the_items():
    printed = """\
        Referat af møde i Klima- og Planudvalget

        Den 04.03.2021 kl. 14:00 i Rådhuset

        31.   Godkendelse af dagsorden

        Beslutning

        Godkendt.

        32.   Skal byen have en ny skole?

        Indstilling

        Det indstilles, at
        1. Skolen bygges
        2. Lånet optages
        3. Anlægget sælges

        Beslutning

        Anbefales.

        35.   Orienteringer

        Beslutning

        Udsat.
        """
    assert told(printed, "number", "title", "outcome") == [
        ("31", "Godkendelse af dagsorden", "approved"),
        ("32", "Skal byen have en ny skole?", "recommended"),
        ("35", "Orienteringer", "postponed"),
    ]


def test_items_may_begin_with_pkt_or_nr():
    roskilde = "Pkt. 42 Lokalplan 600\n\nBeslutning\n\nGodkendt.\n\nPkt. 43 Eventuelt\n\nBeslutning\n\nIntet.\n"
    assert told(roskilde, "number", "title") == [("42", "Lokalplan 600"), ("43", "Eventuelt")]
    fredensborg = "Nr.178 - Lokalplan 600\n\nBeslutning\n\nGodkendt.\n\nNr.179 - Eventuelt\n\nBeslutning\n\nIntet.\n"
    assert told(fredensborg, "number", "title") == [("178", "Lokalplan 600"), ("179", "Eventuelt")]


def test_a_closed_point_without_text_ends_where_the_next_begins():
    printed = """\
        REFERAT R&N, 2022-25: Ældreråd d. 05-10-2023

        Punkt 1: Lukket: Personsag

        Punkt 2: Høring om budget 2024

        23/40112

        Beslutning Ældreråd d. 05-10-2023

        Rådet drøftede budgettet.
        """
    assert told(printed, "number", "title", "is_open", "outcome") == [
        ("1", "Lukket: Personsag", False, "none"),
        ("2", "Høring om budget 2024", None, "discussed"),
    ]


def test_a_case_number_above_a_title_is_that_items_and_a_ruling_stands_above_narrative():
    mariagerfjord = """\
        Referat

        Udvalget for Teknik og Miljø

        Mødedato: 22. juni 2020
        Mødetidspunkt: 15:00
        Møde slut: 16:30
        Fraværende: Ole Ro

        85.02.02-G01-5-17

        114. Lokalplan 155

        Beslutning

        Udvalget drøftede planen.
        Dialogen blev taget til efterretning.
        Godkendt.
        Fraværende: Ole Ro (A).

        01.02.05-P16-3-19

        115. Eventuelt

        Beslutning

        Intet.
        """
    label = label_of(mariagerfjord)
    assert (label["body"], label["start_time"], label["end_time"]) == ("Udvalget for Teknik og Miljø", "15:00", "16:30")
    assert [(person["name"], person["status"]) for person in label["attendees"]] == [("Ole Ro", "absent")]
    assert told(mariagerfjord, "number", "case_number", "outcome", "absent") == [
        ("114", "85.02.02-G01-5-17", "approved", ["Ole Ro"]),
        ("115", "01.02.05-P16-3-19", "other", []),
    ]


def test_items_may_begin_with_a_bullet_and_a_number():
    viborg = """\
        Byrådet onsdag den 15. december 2021 kl. 17:00

         • 1 Godkendelse af dagsorden

        Sagsid.: 21/16998

        Beslutning i Byrådet den 15-12-2021

        Fraværende Ingen

        Dagsordenen blev godkendt.

         • 2 Udpegning af medlemmer

        Sagsid.: 21/40001

        Indstilling

        Direktøren indstiller

        • 1 medlem
        • 2 suppleanter

        Beslutning i Byrådet den 15-12-2021

        Åse Bo udpeges som medlem.
        """
    assert told(viborg, "number", "case_number", "outcome") == [
        ("1", "21/16998", "approved"),
        ("2", "21/40001", "other"),
    ]
    stevns = "• 419. Valg\n\nBeslutning\n\nValget blev godkendt.\n\n• 420. Salg (Lukket)\n\nBeslutning\n\nAfvist.\n"
    assert told(stevns, "number", "is_open", "outcome") == [("419", None, "approved"), ("420", False, "rejected")]


def test_a_span_of_time_ends_the_meeting():
    printed = """\
        Referat

        Møde Møde i Ældrerådet

        Tid 5. februar 2019 kl. 09:30 - 12:00

        1. 09:30 Godkendelse af dagsorden

        Godkendt.
        """
    label = label_of(printed)
    assert (label["start_time"], label["end_time"]) == ("09:30", "12:00")


def test_a_title_that_runs_on_over_a_page_is_one_title():
    lines = [("Punkt 1: Budget", 2, 1), ("Beslutning", 3, 1), ("Godkendt.", None, 1)]
    lines += [("Punkt 2: Lukket: Salg af", 2, 1), ("kommunens grund", 2, 2)]
    blocks = [
        Block(text, BlockKind.HEADING if level else BlockKind.PARAGRAPH, level, page=page)
        for text, level, page in lines
    ]
    items = parse_minutes(Document(tuple(blocks))).items
    assert [(item.number, item.title) for item in items] == [("1", "Budget"), ("2", "Lukket: Salg af kommunens grund")]


@pytest.mark.parametrize(
    ("head", "body", "day", "start", "end", "place"),
    [
        (
            "Integrationsrådet\n\nTorsdag d. 25. februar 2021 kl. 17:15",
            "Integrationsrådet",
            "2021-02-25",
            "17:15",
            "",
            "",
        ),
        ("Kulturrådet\n\nMandag den 08-12-2014 kl. 19:00", "Kulturrådet", "2014-12-08", "19:00", "", ""),
        ("Ældrerådet 5. februar 2019 kl. 09:30 - 12:00", "Ældrerådet", "2019-02-05", "09:30", "12:00", ""),
        ("Byrådet\n\nMødedato: 3. maj 2018\n\nMødet hævet kl. 19.30", "Byrådet", "2018-05-03", "", "19:30", ""),
        (
            "Dagsorden til ekstraordinært møde i Byrådet\n\nDen 01.02.2021 kl. 15:30 i Virtuelt",
            *("Byrådet", "2021-02-01", "15:30", "", "Virtuelt"),
        ),
        (
            "Åbent referat for Økonomiudvalgets møde den 3. maj 2018 kl. 14:00 i Byrådssalen",
            *("Økonomiudvalget", "2018-05-03", "14:00", "", "Byrådssalen"),
        ),
        (
            "Referat fra møde i Byrådet onsdag den 4. december 2013 kl. 19.00 i Byrådssalen",
            *("Byrådet", "2013-12-04", "19:00", "", "Byrådssalen"),
        ),
        (
            "Referat Økonomiudvalget tirsdag den 24. juni 2014 Kl. 16:00 i Mødelokale 2",
            *("Økonomiudvalget", "2014-06-24", "16:00", "", "Mødelokale 2"),
        ),
        ("Publiceret 09-12-2014\n\nByrådet\n\n08-12-2014", "Byrådet", "2014-12-08", "", "", ""),
    ],
)
def test_a_head_tells_body_day_times_and_place_in_many_orders(head, body, day, start, end, place):
    label = label_of(f"{head}\n\n1. Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt.\n")
    told = [label[key] or "" for key in ("body", "date", "start_time", "end_time", "place")]
    assert told == [body, day, start, end, place]


def test_a_list_that_a_recommendation_opens_begins_no_item():
    printed = """\
        Resume

        En plan.

        Indstilling

        Forvaltningen indstiller, at

        1. Planen vedtages.

        Beslutning

        Godkendt.

        Resume

        En anden plan.

        Beslutning

        Udsat.
        """
    assert told(printed, "number", "recommendation", "outcome") == [
        (None, "Forvaltningen indstiller, at\n1. Planen vedtages.", "approved"),
        (None, None, "postponed"),
    ]


def test_text_of_a_case_cut_off_before_its_decision_is_no_decision():
    printed = """\
        Referat

        Økonomiudvalget den 3. maj 2018

        1. Salg af grund

        Initialer: ABC

        Sagsfremstilling

        Grunden er til salg.
        """
    assert told(printed, "decision", "outcome") == [(None, "none")]


@pytest.mark.parametrize("body", ["Byrådet", "Social- og Sundhedsudvalget", "§17, stk. 4 udvalg"])
def test_a_supplementary_agenda_of_koeges_archive_names_its_body(body):
    head = f"Tillægsdagsorden til møde i {body}\n\nDen 01.02.2018 kl. 08:00 i Rådhuset\n\n\nIndholdsfortegnelse"
    label = label_of(f"{head}\n\n7.   Salg af grund\n\nIndstilling\n\nGrunden sælges.\n")
    assert (label["body"], label["document_type"], label["date"]) == (body, "dagsorden", "2018-02-01")


@pytest.mark.parametrize("named", ["Ordinært møde i Ældrerådet", "Ekstraordinært møde i Ældrerådet"])
def test_a_board_may_meet_ordinarily(named):
    assert label_of(f"Referat\n\nMøde {named}\n\nTid 1. februar 2019 kl. 16:30\n\n1. Valg\n")["body"] == "Ældrerådet"


def test_a_list_of_people_may_be_broken_in_a_name():
    head = "REFERAT Ældreråd d. 25-02-2021\n\nMødedeltagere Ida Holm, Ahmed Al-\nKhatib (Fravær), Per\nVang"
    label = label_of(f"{head}\n\nPunkt 1: Valg\n\nBeslutning\n\nGodkendt.\n")
    assert [(one["name"], one["status"]) for one in label["attendees"]] == [
        ("Ida Holm", "present"),
        ("Ahmed Al-Khatib", "absent"),
        ("Per Vang", "present"),
    ]


@pytest.mark.parametrize(
    "body", ["Teknik-, Natur- og Miljøudvalget", "Udvalget for Natur, Miljø og Klima", "Økonomiudvalget"]
)
@pytest.mark.parametrize("day", ["5. november 2025", "05-11-2025 kl. 16.30", "onsdag den 5. november 2025"])
def test_the_name_of_a_body_may_hold_commas(body, day):
    items = "Budget\n\n24-031190 -\n\nBeslutning\n\nGodkendt.\n"
    label = label_of(f"Kalundborg\n\n{body} {day}\n\n{items}")
    assert (label["body"], label["date"]) == (body, "2025-11-05")
    assert label_of(f"Referat\n\n{body}\n\n{day}\n\n{items}")["body"] == body
