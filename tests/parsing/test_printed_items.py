"""Where an item of printed minutes begins, and what is no heading in it: titles and lines of every kind."""

from __future__ import annotations

import pytest

from rådscraper.layouts import READERS
from rådscraper.parsing.meeting import parse_minutes
from tests.parsing.test_printed_layouts import label_of, told


@pytest.mark.parametrize(
    "title",
    [
        "2. behandling af takster 2020: vand mv.",
        "2020-budget: opfølgning pr. 31. marts?",
        '"Mød en nabo" - status',
        "§ 18-midler, fordeling",
        "Hvem vælger vi?",
    ],
)
@pytest.mark.parametrize("below", ["Beslutning\n\nAnbefales.", "Beslutning: Anbefales.", "Bilag\nKort\n\nBeslutning"])
def test_a_title_may_begin_and_end_in_any_way(title, below):
    printed = (
        f"1.   Orientering\n\nBeslutning\n\nGodkendt.\n\n2.   {title}\n\n{below}\n\n3.   Eventuelt\n\nBeslutning\n"
    )
    assert told(printed, "number", "title") == [("1", "Orientering"), ("2", title), ("3", "Eventuelt")]


BOARD = """\
    Referat

    Møde i Ældrerådet

    Tid Mandag den 3. december 2018 kl. 16:30

    Deltagere
    Eva Holm
    Per Lund

    {0} Godkendelse af dagsorden
    Godkendt.

    {1} Nyt fra formanden
    Formanden fortalte om:
    1) turen
    2) Festen
    Taget til efterretning.

    {2} Eventuelt
    Intet.
    """


@pytest.mark.parametrize("mark", ["{}", "{}   ", "{})"])
def test_free_form_items_may_begin_with_a_bare_number_or_one_in_brackets(mark):
    printed = BOARD.format(*map(mark.format, (1, 2, 3)))
    assert told(printed, "number", "title", "outcome") == [
        ("1", "Godkendelse af dagsorden", "approved"),
        ("2", "Nyt fra formanden", "noted"),
        ("3", "Eventuelt", "other"),
    ]


@pytest.mark.parametrize("mark", ["{}", "{})"])
def test_items_with_sections_may_begin_with_a_bare_number_or_one_in_brackets(mark):
    lines = ["Referat", mark.format(7) + " Salg af grund", "Indstilling", "Vi indstiller, at", "1) grunden sælges"]
    lines += ["2) Prisen er 2 kr.", "Beslutning", "Godkendt.", mark.format(8) + " Hegn", "Beslutning", "Udsat."]
    assert told("\n\n".join(lines), "number", "title", "decision") == [
        ("7", "Salg af grund", "Godkendt."),
        ("8", "Hegn", "Udsat."),
    ]


@pytest.mark.parametrize("mark", ["{}", "{})"])
def test_a_list_in_an_item_begins_none(mark):
    points = [mark.format(number) + " Noget" for number in (1, 2, 3)]
    lines = ["Referat", "1. Salg af grund", "Vi ser på:", *points, "Godkendt.", "2. Hegn", "Udsat."]
    assert told("\n\n".join(lines), "number", "title") == [("1", "Salg af grund"), ("2", "Hegn")]
    lines = ["Referat", "Indstilling", "Vi indstiller:", *points, "Beslutning", "Godkendt.", "Beslutning", "Udsat."]
    assert told("\n\n".join(lines), "number", "decision") == [(None, "Godkendt."), (None, "Udsat.")]


FREE_FORM = """\
    Referat

    Møde Ældrerådet

    Tid Mandag den 3. december 2018 kl. 16:30 - 19:00

    Sted
    Lokale 390

    1. 16:30 Hvad skal vi nå?

    Rådet takkede:

    1. formanden
    2. Sekretæren

    2. 16.45 "Mød en nabo" - hvem, herunder indsatser
    for frivillige

    Drøftet.

    3. § 18-midler

    Rådet spurgte:

    1. Hvornår?
    2. Hvor meget?
    3. Hvorfor?
    4. Hvordan?

    4. Hvad nu?

    Intet.
"""


def test_items_of_free_form_minutes_are_told_from_the_lists_inside():
    assert told(FREE_FORM, "number", "title", "planned_time") == [
        ("1", "Hvad skal vi nå?", "16:30"),
        ("2", '"Mød en nabo" - hvem, herunder indsatser for frivillige', "16:45"),
        ("3", "§ 18-midler", None),
        ("4", "Hvad nu?", None),
    ]


def test_a_board_may_be_named_alone_and_a_place_may_begin_like_a_label():
    label = label_of(FREE_FORM)
    assert (label["body"], label["place"], label["end_time"]) == ("Ældrerådet", "Lokale 390", "19:00")


def test_a_typeset_title_runs_on_over_several_lines():
    printed = """\
        Punkt 1: Svar på forslag om at styrke naturen i kommunens
        egne skove og langs vandløb, herunder åen, samt på arealer
        ejet af staten: hvad koster det?
        EMN-2024-003383
        Beslutninger
        Godkendt.
        Punkt 2: Eventuelt
        Beslutninger
        Intet.
        """
    title = (
        "Svar på forslag om at styrke naturen i kommunens egne skove og langs vandløb, herunder åen, samt på arealer "
        "ejet af staten: hvad koster det?"
    )
    assert told(printed, "title", "case_number") == [(title, "EMN-2024-003383"), ("Eventuelt", None)]


def test_a_number_in_a_list_begins_no_item_where_a_section_stands_below():
    printed = """\
        Punkt
        Titel

        1

        Forslag om to punkter

        EMN-2025-000517

        Resume

        1

        2

        Beslutningspunkter

        Det indstilles, at forslaget afvises.

        2

        Økonomi

        EMN-2025-000003

        Resume

        Intet.
        """
    assert told(printed, "number", "title", "recommendation") == [
        ("1", "Forslag om to punkter", "Det indstilles, at forslaget afvises."),
        ("2", "Økonomi", None),
    ]


KALUNDBORG = """\
    REFERAT Integrationsrådet d. 14-03-2019

    Punkt 1: Valg af formand

    Sagsfremstilling

    1. Valg af formand

    Åbent

    Sagsnr.: 326-2019-144

    Sagstype

    Beslutning

    Indstillinger

    Chefen indstiller, at rådet vælger en formand.

    Bilag:

    Forretningsorden

    Integrationsrådets møde den 14. marts 2019:

    Åse Bo blev valgt.

    Afbud: Ida Holm

    Punkt 2: Køb af hus

    Sagsfremstilling

    2. Køb af hus

    Lukket

    Integrationsrådets møde den 14. marts 2019:

    Afvist.
"""


def test_the_heading_of_the_decision_ends_the_papers_and_a_type_of_case_is_no_heading():
    keys = ("section_headings", "decision", "absent", "attachments")
    decided = "Integrationsrådets møde den 14. marts 2019:"
    assert told(KALUNDBORG, *keys)[0] == (
        ["Sagsfremstilling", "Sagstype", "Indstillinger", "Bilag", decided],
        "Åse Bo blev valgt.",
        ["Ida Holm"],
        ["Forretningsorden"],
    )


def test_a_closed_item_that_repeats_only_its_title_is_opened_too():
    assert told(KALUNDBORG, "is_open", "decision")[1] == (False, "Afvist.")


def test_a_bare_beslutning_is_text_where_the_decision_names_body_and_day():
    printed = """\
        REFERAT R&N, 2018-21: Integrationsråd d. 12-09-2019

        Punkt 1: Valg

        Sagsfremstilling

        Beslutning

        Rådet kan trække lod.

        Beslutning Integrationsråd den 12-09-2019

        Udsat.
        """
    assert told(printed, "section_headings", "decision") == [
        (["Sagsfremstilling", "Beslutning Integrationsråd den 12-09-2019"], "Udsat.")
    ]


def test_the_count_of_pages_is_no_text():
    printed = "Punkt 1: Valg\n\nBeslutning\n\nUdsat.\n\nSide 2 af 4\n\nPunkt 2: Salg\n\nBeslutning\n\nGodkendt.\n"
    assert told(printed, "decision") == [("Udsat.",), ("Godkendt.",)]


def test_a_meeting_may_begin_at_a_whole_hour():
    printed = "Amager Lokaludvalg, møde 3. december 2019 kl. 17\n\n1. Valg\n\nBeslutning\n\nGodkendt.\n"
    label = label_of(printed)
    assert (label["body"], label["date"], label["start_time"]) == ("Amager Lokaludvalg", "2019-12-03", "17:00")


def test_a_type_of_case_below_the_bodies_it_goes_through_is_no_heading():
    printed = """\
        1. Valg

        Sagsgang og sagstype
        Udvalget for Ældre, Byrådet
        Beslutning

        Indstilling
        Direktøren indstiller, at:
         1. planen godkendes

        Beskrivelse af alternativ indstilling
        Planen kan ændres.
        """
    headings = ["Sagsgang og sagstype", "Indstilling", "Beskrivelse af alternativ indstilling"]
    recommendation = "Direktøren indstiller, at:\n1. planen godkendes"
    assert told(printed, "section_headings", "recommendation", "decision") == [(headings, recommendation, None)]


def test_a_sentence_of_a_department_named_by_the_economy_is_no_heading():
    printed = "Byrådet 24. april 2023\n\nÅben\n\nIndstilling\n\nØkonomi og Erhverv indstiller, at byrådet vælger\n"
    assert told(printed, "section_headings", "recommendation") == [
        (["Indstilling"], "Økonomi og Erhverv indstiller, at byrådet vælger")
    ]


def test_who_is_away_is_told_of_an_item_without_a_decision():
    printed = "Dagsorden til møde i Byrådet\n\n171.   Salg\n\nFraværende\nHelle Bo (V)\n\n172.   Køb\n\nIndstilling\n"
    assert told(printed, "absent", "decision") == [(["Helle Bo"], None), ([], None)]


def test_the_years_of_an_archive_are_no_part_of_the_body():
    printed = "År 2014-2017 Integrationsrådet - Referat\n\nDato: 7. september 2016\n\n1. Valg\n\nBeslutning\n\nUdsat.\n"
    assert label_of(printed)["body"] == "Integrationsrådet"


AGENDA = """\
    Dagsorden til møde i Socialudvalget

    Den 10.01.2022 kl. 16:30 i Byrådssalen

    1.   Godkendelse af dagsordenTil toppen

    2.   Valg af formand?

    3.   Eventuelt.

    4.   Orientering

    Økonomi
    Ingen.
    Beslutning
    Taget til efterretning.

    Til toppen
"""


def test_an_agenda_may_tell_what_was_decided_already():
    assert told(AGENDA, "title", "section_headings", "decision") == [
        ("Godkendelse af dagsorden", [], None),
        ("Valg af formand?", [], None),
        ("Eventuelt.", [], None),
        ("Orientering", ["Økonomi", "Beslutning"], "Taget til efterretning."),
    ]


def test_what_a_proposal_would_decide_is_text():
    printed = """\
        Punkt
        Titel

        1

        Forslag fra V

        EMN-2025-000517

        Beslutninger

        Godkendt.

        BESLUTNINGSFORSLAG FRA V

        Beslutning:

        Byrådet beslutter at bygge.
        """
    assert told(printed, "section_headings", "decision") == [(["Beslutninger"], "Godkendt.")]


@pytest.mark.parametrize(
    "unnamed",
    [
        ("Sagen handler om et hegn.", "Resume"),
        (".", "Sagsforløb"),
        ("BESLUTNINGSFORSLAG FRA V, KF og RV", "Byrådet bygger.", "Det koster.", "Resume"),
        ("9 Et hegn om parken S", "10 Flere bænke V og KF", "11 En ny sti M", "Sagsforløb"),
    ],
)
def test_what_stands_without_a_heading_below_aarhus_decisions_is_a_section_of_its_own(unnamed):
    lines = ["Punkt", "Titel", "1", "Hegn", "EMN-2025-000517", "Beslutninger", "Udsat.", "Vi ser på det.", *unnamed]
    document = READERS["text"]("\n\n".join([*lines, "Tekst."]).encode(), "")
    (item,) = parse_minutes(document).items
    assert [(one.heading, one.text) for one in item.sections] == [
        ("Beslutninger", "Udsat.\nVi ser på det."),
        (None, "\n".join(unnamed[:-1])),
        (unnamed[-1], "Tekst."),
    ]
    assert item.decision == "Udsat.\nVi ser på det."


def test_who_was_away_from_aarhus_decisions_is_told_above_the_resume():
    lines = ["Punkt", "Titel", "1", "Hegn", "EMN-2025-000517", "Beslutninger", "Godkendt.", "Ida Holm tog forbehold."]
    lines += ["Bo Lund deltog ikke i sagens behandling.", "Resume", "Tekst."]
    assert told("\n\n".join(lines), "decision", "absent") == [("Godkendt.\nIda Holm tog forbehold.", ["Bo Lund"])]


def test_a_document_that_decides_nothing_is_an_agenda():
    index = (
        "Skoleudvalget 27. maj 2020\n\nÅben\n\nFulde pdf for åben dagsorden.\n1. Valg\n2. Køb\n\nLukket\n\n3. Salg\n"
    )
    assert label_of(index)["document_type"] == "dagsorden"
    assert told(index, "title", "is_open") == [("Valg", True), ("Køb", True), ("Salg", False)]


def test_where_people_are_from_may_read_like_a_name():
    printed = """\
        Referat

        Deltagere ÆLDRERÅDET
        Eva Holm
        Lars Bo, Dansk Industri
        Ida Fog, Røde Kors, næstformand
        Per Lund, A.F. Byg ApS (formand)

        Repræsentant fra LO
        Åse Juul, 3F

        Afbud Eva Holm, Lars Bo og Per Lund

        1. 16:30 Godkendelse af dagsorden
        """
    people = [(one["name"], one["status"], one["role"], one["affiliation"]) for one in label_of(printed)["attendees"]]
    assert people == [
        ("Eva Holm", "absent", None, None),
        ("Lars Bo", "absent", None, "Dansk Industri"),
        ("Ida Fog", "present", "næstformand", "Røde Kors"),
        ("Per Lund", "absent", "formand", "A.F. Byg ApS"),
        ("Åse Juul", "present", None, "3F"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "Mødedeltagere   Eva Holm, Lars Bo, Ida\n                Fog, Åse Juul (Fravær)",
        "Mødedeltagere Eva Holm, Lars Bo,\nIda Fog,\nÅse Juul (Fravær)",
        "Mødedeltagere Eva Holm, Lars Bo, Ida Fog, Åse Juul (Fravær)",
    ],
)
def test_a_list_of_people_may_be_broken_over_lines(printed):
    told_people = label_of(f"{printed}\n\nIndholdsfortegnelse\n\nPunkt 1: Valg\n\nBeslutning\n")["attendees"]
    assert [(one["name"], one["status"]) for one in told_people] == [
        ("Eva Holm", "present"),
        ("Lars Bo", "present"),
        ("Ida Fog", "present"),
        ("Åse Juul", "absent"),
    ]


@pytest.mark.parametrize("time", ["16:30", "kl. 16.30", "16:30-16:45", "16.30 – 16.45", "16:30:"])
def test_the_time_an_item_is_planned_for_is_no_part_of_its_title(time):
    printed = f"Referat\n\n1. {time} Oplæg: hvad nu?\n\nDrøftet.\n\n2. {time}\n\nEventuelt\n\nIntet.\n"
    assert told(printed, "number", "title", "planned_time") == [
        ("1", "Oplæg: hvad nu?", "16:30"),
        ("2", "Eventuelt", "16:30"),
    ]


@pytest.mark.parametrize("page", ["..... 3", "   3", ""])
def test_a_list_of_contents_may_name_items_as_their_titles_do(page):
    contents = f"Indholdsfortegnelse\nPunkt 1: Valg{page}\nPunkt 2: Køb{page}\n"
    printed = f"{contents}Punkt 1: Valg\n21/1\nPunkt 2: Køb\n21/2\n"
    assert told(printed, "number", "title", "case_number") == [("1", "Valg", "21/1"), ("2", "Køb", "21/2")]


def test_the_first_item_may_be_glued_to_the_heading_of_the_contents():
    printed = "Byrådet - Referat\n\nIndholdsfortegnelse1. 2. behandling af budget\n\nBeslutning\n\nGodkendt.\n"
    assert told(printed, "number", "title", "outcome") == [("1", "2. behandling af budget", "approved")]


def test_the_heading_of_a_decision_may_lack_its_colon():
    printed = KALUNDBORG.replace("2019:", "2019")
    assert told(printed, "decision", "outcome")[1] == ("Afvist.", "rejected")


def test_below_the_heading_of_the_decision_nothing_else_is_a_heading():
    heading = "Rådets møde d. 14. marts 2019:"
    printed = f"""\
        REFERAT Rådet d. 14-03-2019

        Punkt 1: Valg

        Sagsfremstilling

        1. Valg

        Resumé og sagens baggrund

        Valget er frit.

        {heading}

        Drøftet.

        Økonomi

        Rådet spurgte til prisen.

        Bilag

        Økonomi
        """
    assert told(printed, "section_headings", "decision", "attachments") == [
        (
            ["Sagsfremstilling", "Resumé og sagens baggrund", heading, "Bilag"],
            "Drøftet.\nØkonomi\nRådet spurgte til prisen.",
            ["Økonomi"],
        )
    ]


def test_headings_of_koebenhavn_stand_together_or_are_text():
    printed = "1. Valg\n\nIndstilling\n\nAt der vælges.\n\nProblemstilling\n\nIngen.\n\n{}\n\nVi vælger.\n"
    apart = told(printed.format("Løsning"), "section_headings", "recommendation")
    assert apart == [(["Indstilling", "Problemstilling", "Løsning"], "At der vælges.")]
    alone = told(printed.format("Motivation"), "section_headings")
    assert alone == [(["Indstilling"],)]


AALBORG_PDF = """\
    Referat

    Aalborg Byråd

    Kulturudvalget

    Mødet den 24.04.2017, kl. 9.00

    Biblioteket, Havnegade 2

    Indholdsfortegnelse

    Åben

    1 Godkendelse af dagsorden      2
    2 Eventuelt      3

    Lukket

    3 Salg af grund      4

    Punkt 1.

    Godkendelse af dagsorden

    Beslutning:
    Godkendt
    Ida Holm var fraværende.

    Punkt 2.

    Eventuelt

    Beslutning:
    Intet

    Punkt 3.

    Salg af grund på
    Havnen

    Beslutning:
    Godkendt
"""


def test_a_number_may_stand_above_its_title_and_the_contents_tell_what_is_open():
    assert told(AALBORG_PDF, "number", "title", "is_open", "decision", "absent") == [
        ("1", "Godkendelse af dagsorden", True, "Godkendt", ["Ida Holm"]),
        ("2", "Eventuelt", True, "Intet", []),
        ("3", "Salg af grund på Havnen", False, "Godkendt", []),
    ]
    label = label_of(AALBORG_PDF)
    assert (label["body"], label["date"], label["start_time"], label["place"]) == (
        "Kulturudvalget",
        "2017-04-24",
        "09:00",
        "Biblioteket, Havnegade 2",
    )


def test_a_council_may_be_named_in_capitals():
    label = label_of(AALBORG_PDF.replace("Aalborg Byråd\n\n    Kulturudvalget", "AALBORG BYRÅD"))
    assert (label["body"], label["start_time"]) == ("AALBORG BYRÅD", "09:00")


def test_a_planned_time_is_written_as_a_meetings():
    printed = "1. 9.30 Velkomst\n\nIntet.\n\n2. 10.00-10.30 - Budget\n\nDrøftet.\n"
    assert told(printed, "title", "planned_time") == [("Velkomst", "09:30"), ("Budget", "10:00")]


def test_the_part_of_a_page_for_papers_is_no_heading_of_a_closed_item():
    printed = "Lukket: Salg\n\n25-014001 -\n\nBilag\n\nEventuelt\n\n25-014002 -\n\nBilag\n\nBeslutning\n\nIntet.\n"
    assert told(printed, "title", "section_headings") == [("Lukket: Salg", []), ("Eventuelt", ["Beslutning"])]


@pytest.mark.parametrize("told_of", ["Punkt 2: Godkendt.", "Punkt 7: Udsættes til næste møde.", "Pkt. 3. Udgår."])
def test_what_a_decision_says_of_a_point_begins_no_item(told_of):
    printed = f"Punkt 1: Budget\n\nBeslutning\n\n{told_of}\n\nPunkt 2: Valg\n\nBeslutning\n\nGodkendt.\n"
    assert told(printed, "title", "decision") == [("Budget", told_of), ("Valg", "Godkendt.")]


def test_a_title_may_end_in_the_word_that_tells_it_open():
    item = "{}.         {}                                 {}\n\nSagsnr.: 326-2010-57347  J.nr.: 00.01.00\n\nTekst.\n\n"
    printed = item.format(1, "Salg", "Åbent") + item.format(2, "Personsag", "Lukket")
    assert told(printed, "title", "is_open", "case_number") == [
        ("Salg", True, "326-2010-57347"),
        ("Personsag", False, "326-2010-57347"),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "Planen har tre dele:/1. Boliger/2. Erhverv/3. Natur",
        "Punkt 4: Erhverv handler om butikker.",
        "Nr. 1 - Boliger/Nr. 2 - Erhverv",
        "Kontakt/Ring til forvaltningen.",
        "33. Natur/Der skal være natur.",
    ],
)
@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("Åben", "Åben/Sagsbeskrivelse", "Åben"),
        ("31.   Valg", "32.   Køb/Baggrund og vurdering", "33.   Eventuelt"),
        ("Punkt 1: Valg", "Punkt 2: Køb/Sagsfremstilling", "Punkt 3: Eventuelt"),
        ("Valg/24-031190 -", "Køb/24-031191 -/Sagsfremstilling", "Eventuelt/24-031192 -"),
    ],
)
def test_what_stands_inside_an_item_begins_none(first, second, third, inside):
    printed = f"{first}/Beslutning/Godkendt./{second}/{inside}/Beslutning/Udsat./{third}/Beslutning/Intet."
    assert told(printed.replace("/", "\n\n"), "decision") == [("Godkendt.",), ("Udsat.",), ("Intet.",)]
