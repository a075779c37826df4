"""The same minutes as other clerks would print them: with other marks, letters and words, they say the same."""

from __future__ import annotations

import pytest

from tests.parsing.test_site_pages import minutes, told

PRINTED = """\
    REFERAT Teknisk Udvalg d. 03-06-2021

    Mødedato {day}

    Mødested Rådhuset

    {mark1}Godkendelse af dagsorden

    {heading}

    Godkendt.

    {mark2}Hegn ved havnen

    Indstilling

    Vi indstiller, at hegnet rejses.

    {heading}

    Udsat.
    """

CLERK = {
    "day": "Torsdag d. 3. juni 2021 kl. 16:00",
    "mark1": "Punkt 7: ",
    "mark2": "Punkt 8: ",
    "heading": "Beslutning",
}


@pytest.mark.parametrize(
    "other",
    [
        {"day": "Torsdag, den 3/6 2021 Kl. 16"},
        {"day": "d. 3/6-2021 kl 16.00"},
        {"day": "3. Juni 2021, klokken 16:00"},
        {"mark1": "PUNKT 7: ", "mark2": "PUNKT 8: "},
        {"mark1": "Punkt 7 - ", "mark2": "Punkt 8 - "},
        {"mark1": "Punkt 7 – ", "mark2": "Punkt 8 – "},
        {"heading": "Udvalgets beslutning:"},
        {"heading": "MØDETS BESLUTNING"},
    ],
)
def test_another_clerks_print_says_the_same(other):
    printed = PRINTED.format(**CLERK | other)
    read = minutes(printed)
    assert (str(read.date), read.start_time, read.place) == ("2021-06-03", "16:00", "Rådhuset")
    assert told(printed, "number", "title", "decision", "outcome") == [
        ("7", "Godkendelse af dagsorden", "Godkendt.", "approved"),
        ("8", "Hegn ved havnen", "Udsat.", "postponed"),
    ]


@pytest.mark.parametrize("time", ["kl. 18:00", "Kl. 18:00", "kl. 18", "kl 18.00", "klokken 18"])
def test_the_room_may_stand_before_the_time(time):
    read = minutes(f"Byrådet, 4. maj 2022\n\nByrådssalen, {time}\n\n1. Valg\n\nBeslutning\n\nGodkendt.\n")
    assert (read.start_time, read.place) == ("18:00", "Byrådssalen")


def test_a_title_with_a_capital_month_begins_no_item():
    read = minutes("9. Juni 2022 - referat fra byrådet\n\nByrådet 9. Juni 2022\n\nÅben\n\nBeslutning\n\nGodkendt.\n")
    assert [(item.number, item.decision) for item in read.items] == [(None, "Godkendt.")]


def test_a_numbered_list_of_people_begins_no_items():
    people = ["Formand Ida Holm (A)", "Per Lund (A)", "Eva Fog (Ø)"]
    listed = "\n\n".join(f"{number}. {name}" for number, name in enumerate(people, 1))
    printed = f"1. Godkendelse af dagsorden\n\nBeslutning\n\nDeltagere:\n\n{listed}\n\nDagsordenen blev godkendt.\n"
    assert told(printed, "number", "outcome") == [("1", "approved")]


def test_links_to_the_parts_of_an_item_are_left_out():
    printed = """\
        UDVALG

        Handicaprådet

        MØDE

        Referat

        STARTTIDSPUNKT

        03-11-2015 16:30:00

        1. Rundvisning

        Beslutning i Handicaprådet den 03-11-2015
        Rådet så huset.

        Referat
        Sagsfremstilling2. Valg

        Sagsfremstilling
        Rådet vælger en formand.

        Beslutning i Handicaprådet den 03-11-2015
        Udsat.

        Referat
        Sagsfremstilling
        """
    decision = "Beslutning i Handicaprådet den 03-11-2015"
    assert told(printed, "title", "section_headings", "decision") == [
        ("Rundvisning", [decision], "Rådet så huset."),
        ("Valg", ["Sagsfremstilling", decision], "Udsat."),
    ]


ITEMS = "1. Godkendelse af dagsorden\n\nBeslutning\n\nGodkendt.\n\n2. Eventuelt\n\nBeslutning\n\nIntet.\n"


@pytest.mark.parametrize(
    ("head", "told_of"),
    [
        (
            "Referat fra møde i Ældrerådet\nTirsdag den 3. marts 2020 kl. 10-12 i lokale 2",
            ("Ældrerådet", "10:00", "12:00", "lokale 2"),
        ),
        (
            "Handicaprådet\nReferat\nMødedato: 3/3 2020\nMødet startede kl.: 16:00\nMødet sluttede kl.: 18:15",
            ("Handicaprådet", "16:00", "18:15", None),
        ),
        (
            "Udskrift af beslutningsprotokollen for Byrådets møde den 3. marts 2020",
            ("Byrådet", None, None, None),
        ),
        (
            "Referat af møde i Økonomiudvalget, tirsdag den 3. marts 2020, kl. 08:00, mødelokale 3",
            ("Økonomiudvalget", "08:00", None, "mødelokale 3"),
        ),
        (
            "Økonomiudvalget\nReferat af møde tirsdag d. 3. marts 2020\nMødetid: 8.00-9.30",
            ("Økonomiudvalget", "08:00", "09:30", None),
        ),
        ("Kulturudvalget – Referat\nDato: 3. marts 2020", ("Kulturudvalget", None, None, None)),
        (
            "Kulturudvalget den 3. marts 2020\nEkstraordinært møde – Mødelokale F7 kl. 12.00",
            ("Kulturudvalget", "12:00", None, "Mødelokale F7"),
        ),
        ("Kulturudvalget | Referat | 3. marts 2020", ("Kulturudvalget", None, None, None)),
        (
            "Byrådet (2018-2021)\nReferat - 03. marts 2020 kl. 17:00\nByrådssalen",
            ("Byrådet", "17:00", None, "Byrådssalen"),
        ),
        (
            "Referat Byrådet's møde Tirsdag den 03-03-2020 Kl. 17:00 Byrådssalen",
            ("Byrådet", "17:00", None, "Byrådssalen"),
        ),
        (
            "Referat af ældrerådsmøde\nReferat af ældrerådsmøde tirsdag den 3. marts 2020 Kl. 10 i Salen",
            ("ældreråd", "10:00", None, "Salen"),
        ),
        (
            "Referat fra møde i Ældrerådet\nTirsdag d.03.03.20 kl. 15-17",
            ("Ældrerådet", "15:00", "17:00", None),
        ),
        ("Ældrerådet\nReferat\nDato: 3/3-20\nMødetid: kl. 9", ("Ældrerådet", "09:00", None, None)),
        (
            "Referat\nMøde i Ældrerådet\nTid\n3. marts 2020 kl. 16:30\nSted\nSalen",
            ("Ældrerådet", "16:30", None, "Salen"),
        ),
    ],
)
def test_a_head_may_be_laid_out_otherwise(head, told_of):
    read = minutes(head.replace("\n", "\n\n") + "\n\n" + ITEMS)
    assert (read.body_name, read.start_time, read.end_time, read.place) == told_of
    assert str(read.date) == "2020-03-03"


PEOPLE = [("Ida Holm", "formand", "A"), ("Per Lund", None, "V"), ("Eva Fog", None, "Ø")]


@pytest.mark.parametrize(
    "printed",
    [
        "Deltagere: Ida Holm (formand) (A), Per Lund (V), Eva Fog (Ø)",
        "Til stede: Ida Holm (A), formand, Per Lund (V), Eva Fog (Ø)",
        "Tilstede: Formand Ida Holm (A) Per Lund (V) Eva Fog (Ø)",
        "Fremmødte:\nFormand: Ida Holm [A]\nPer Lund [V]\nEva Fog [Ø]",
        "Deltagere:\n1. Ida Holm (A) Formand\n2. Per Lund (V)\n3. Eva Fog (Ø)",
        "Deltagere:\nFormand Ida Holm - A\nPer Lund - V\nEva Fog – Ø",
        "Deltagere: Formand Ida Holm A, Per Lund V og Eva Fog Ø",
        "Deltagere: Formand Ida Holm (A)/Per Lund (V)/Eva Fog (Ø)",
        "Deltagere:\nPolitikere: Formand Ida Holm (A), Per Lund (V)\nGæster: Eva Fog (Ø)",
    ],
)
def test_people_may_be_listed_otherwise(printed):
    read = minutes(f"Referat\n\nÆldrerådet\n\nDato: 3. marts 2020\n\n{printed}\n\nForfald: Bo Bech\n\n{ITEMS}")
    assert [(one.name, one.role, one.party) for one in read.attendances] == [*PEOPLE, ("Bo Bech", None, None)]
    assert [str(one.status) for one in read.attendances] == ["present"] * 3 + ["excused"]
    assert [item.title for item in read.items] == ["Godkendelse af dagsorden", "Eventuelt"]


def test_numbered_names_without_parties_are_no_items():
    read = minutes(f"Referat\n\nÆldrerådet\n\nDeltagere:\n\n1. Ida Holm\n\n2. Per Lund\n\n{ITEMS}")
    assert [one.name for one in read.attendances] == ["Ida Holm", "Per Lund"]
    assert [item.number for item in read.items] == ["1", "2"]


def test_long_remarks_behind_names_lose_nobody_and_who_is_not_there_is_absent():
    people = ["Ida Holm (A) (deltog til kl. 18)", "Per Lund (V), afbud", "Eva Fog fra skolen"]
    head = "\n\n".join(["Referat", "Ældrerådet", "Deltagere:", *people, "Ikke til stede:", "Bo Bech"])
    read = minutes(f"{head}\n\n{ITEMS}")
    assert [(one.name, str(one.status), one.affiliation) for one in read.attendances] == [
        ("Ida Holm", "present", "deltog til kl. 18"),
        ("Per Lund", "excused", None),
        ("Eva Fog", "present", "skolen"),
        ("Bo Bech", "absent", None),
    ]


BOARD = """\
    Referat fra møde i Handicaprådet

    Dato: 4. maj 2021

    {0}

    {1}

    2. Høring om stier.
    {2}

    Rådet så på planen:
    1. Rampen er for stejl.
    2. Døren er for smal.

    Taget til efterretning.

    3. Næste møde:
    {3}

    Den 1. juni.
    """


def test_titles_of_free_form_minutes_may_end_as_sentences_do():
    printed = BOARD.format("1. Godkendelse af dagsorden.", "Godkendt.", "", "")
    assert told(printed, "number", "title", "outcome") == [
        ("1", "Godkendelse af dagsorden.", "approved"),
        ("2", "Høring om stier.", "noted"),
        ("3", "Næste møde", "other"),
    ]


def test_boards_may_head_what_was_decided_with_another_word():
    printed = BOARD.format(
        *("1. Godkendelse af dagsorden.", "Referat: Godkendt."),
        "Sagsfremstilling: Stien er i høring.\n\n    Indstilling: Rådet drøfter stien.\n\n    Konklusion:",
        "Referat:",
    )
    assert told(printed, "section_headings", "recommendation", "decision") == [
        (["Referat"], None, "Godkendt."),
        (
            ["Sagsfremstilling", "Indstilling", "Konklusion"],
            "Rådet drøfter stien.",
            "Rådet så på planen:\n1. Rampen er for stejl.\n2. Døren er for smal.\nTaget til efterretning.",
        ),
        (["Referat"], None, "Den 1. juni."),
    ]


def test_a_title_in_the_contents_decides_nothing():
    contents = "Indhold\n\nBeslutning: Valg af formand\n\nEventuelt\n\n"
    printed = (
        f"Referat\n\n{contents}Punkt 1: Beslutning: Valg af formand\n\nBeslutning: Eva Fog.\n\nPunkt 2: Eventuelt\n"
    )
    assert told(printed, "number", "title", "decision") == [
        ("1", "Beslutning: Valg af formand", "Eva Fog."),
        ("2", "Eventuelt", None),
    ]


COUNCIL = """\
    Integrationsudvalget

    BESLUTNINGSPROTOKOL

    fra møde mandag den 2. maj 2005

    Fraværende med afbud:

    Per Lund (Ø)        Ida Holm (C)        Bjarne Fog (B)

    Manu Dam (B)               Pia Holst (V)

    Åbne punkter

    1.      Møde med rådet

    INDSTILLING OG BESLUTNING

    Forvaltningen indstiller, at rådet høres.

    Integrationsudvalgets beslutning i mødet den 2. maj 2005

    Udsat.

    RESUME

    Rådet holder møder.

    Lukkede punkter

    2.      Køb

    INDSTILLING OG BESLUTNING

    Forvaltningen indstiller, at huset købes.

    Integrationsudvalgets beslutning i mødet den 2. maj 2005

    Godkendt.
    """


def test_koebenhavn_headed_proposal_and_decision_together():
    read = minutes(COUNCIL)
    assert [(one.name, one.party) for one in read.attendances] == [
        *[("Per Lund", "Ø"), ("Ida Holm", "C"), ("Bjarne Fog", "B")],
        *[("Manu Dam", "B"), ("Pia Holst", "V")],
    ]
    assert told(COUNCIL, "title", "is_open", "recommendation", "decision") == [
        ("Møde med rådet", True, "Forvaltningen indstiller, at rådet høres.", "Udsat."),
        ("Køb", False, "Forvaltningen indstiller, at huset købes.", "Godkendt."),
    ]


def test_a_number_and_its_word_may_stand_alone_above_the_title():
    printed = (
        "Referat fra møde i Ældrerådet\n\nPkt. 1\n\nValg\n\nEva Fog blev valgt.\n\nPkt. 2\n\nEventuelt\n\nIntet.\n"
    )
    assert told(printed, "number", "title", "decision") == [
        ("1", "Valg", "Eva Fog blev valgt."),
        ("2", "Eventuelt", "Intet."),
    ]


TRANSCRIPT = """\
    Referat Byrådet's møde Tirsdag den Kl. 17:00 Byrådssalen

    Download "Referat Byrådet's møde Tirsdag den 05-05-2015 Kl. 17:00 Byrådssalen"

    Transkript

    1 Referat Byrådet's møde Tirsdag den Kl. 17:00 Byrådssalen Deltagere: Ida Holm, Per Lund Indholdsfortegnelse Sag \
Tekst Sidenr. 1. Godkendelse af dagsorden Ny bro over åen Lukket - Køb...7

    2 1. Godkendelse af dagsorden Beslutning i Byrådet den : Godkendt. 2. Ny bro over åen 15/8495 Sagsfremstilling: \
Broen er ny. Beslutning i Byrådet den : Udsat.
    """


def test_titles_of_the_contents_begin_items_in_a_transcript():
    read = minutes(TRANSCRIPT)
    assert (read.body_name, str(read.date), read.start_time, read.place) == (
        *("Byrådet", "2015-05-05", "17:00"),
        "Byrådssalen",
    )
    assert [one.name for one in read.attendances] == ["Ida Holm", "Per Lund"]
    assert told(TRANSCRIPT, "number", "title", "case_number", "decision") == [
        ("1", "Godkendelse af dagsorden", None, "Godkendt."),
        ("2", "Ny bro over åen", "15/8495", "Udsat."),
    ]


HJOERRING = """\
    Download "Åben referat Integrationsrådet Forvaltningen, Administration"

    Transkript

    1 Åben referat Side 1. Mødedato: Mødet påbegyndt: kl. 17:00 Mødet afsluttet: kl. 18:50 Mødested: Fraværende: \
Onsdag den 6. maj 2015 Lokale 2 Følgende sager behandles: Pkt. Tekst Side 1 Godkendelse af dagsorden 2 2 Skole i byen 3

    2 Side A Godkendelse af dagsorden Resumé Rådet skal godkende. Beslutning Godkendt. Ida Holm deltog ikke i mødet.

    3 Side A Skole i byen Resumé Rådet skal drøfte. Beslutning Drøftet.
    """


def test_a_transcript_may_print_its_day_among_people_and_its_titles_without_numbers():
    read = minutes(HJOERRING)
    assert (read.body_name, str(read.date), read.start_time, read.end_time) == (
        *("Integrationsrådet", "2015-05-06"),
        *("17:00", "18:50"),
    )
    assert told(HJOERRING, "number", "title", "decision", "absent") == [
        ("1", "Godkendelse af dagsorden", "Godkendt.", ["Ida Holm"]),
        ("2", "Skole i byen", "Drøftet.", []),
    ]


def test_a_list_of_contents_that_is_all_there_is_tells_the_items():
    head = "Referat\n\ntil\n\nmødet i Byrådet\n\nden 16. maj 2017 kl. 18:30"
    printed = f"{head}\n\nPkt. Tekst\n\n8 Valg\n\n9 Spørgetid\n\n10 Lån"
    assert told(printed, "number", "title") == [("8", "Valg"), ("9", "Spørgetid"), ("10", "Lån")]


def test_an_agenda_that_asks_nothing_has_an_item_for_each_case():
    cases = "Sagsfremstilling\n\nEt hus.\n\nSagsfremstilling\n\nTo huse."
    printed = f"Dagsorden\n\nKulturudvalget onsdag den 7. maj 2025 kl. 19.00\n\n{cases}"
    assert [item.sections[0].text for item in minutes(printed).items] == ["Et hus.", "To huse."]


@pytest.mark.parametrize(
    ("above", "body"),
    [
        ("Økonomi og Erhverv", "Økonomi og Erhverv"),
        ("Ordinært møde", None),
        ("Byrådssalen", None),
        ("Odder Kommune", None),
    ],
)
def test_a_body_without_a_word_of_one_stands_above_its_day(above, body):
    read = minutes(f"{above}\n\nPubliceret 03-02-2021\n\nMandag den 01-02-2021 kl. 17:30\n\n{ITEMS}")
    assert (read.body_name, str(read.date)) == (body, "2021-02-01")


def test_a_day_whose_numbers_are_lost_is_taken_from_the_title_of_a_transcript():
    head = 'Download "Byrådet REFERAT. Mødedato: Torsdag den 26-03-2009"\n\nTranskript'
    read = minutes(
        f"{head}\n\n1 REFERAT Byrådet Mødedato: Torsdag den Mødested: Salen Starttidspunkt: Kl. 17:00 Afbud:"
    )
    assert (read.body_name, str(read.date), read.start_time) == ("Byrådet", "2009-03-26", "17:00")


MARKED = "Referat\n\nKulturudvalget\n\nDato: 3. marts 2020\n\n{0}\n\nBeslutning\n\nGodkendt.\n\n{1}\n\n{number}\n\n" + (
    "Indstilling\n\nDet indstilles, at\n\n1. Budgettet godkendes\n\n2. Planen vedtages\n\nBeslutning\n\nUdsat.\n"
)


@pytest.mark.parametrize(
    "mark",
    [
        *("Punkt {} {}", "pkt. {}: {}", "PKT. {} {}", "{}: {}", "{} - {}", "{}.0 {}", "Sag nr. {}: {}", "Sag {}: {}"),
        *("Dagsordenspunkt {}: {}", "Dagsordenens punkt {}: {}", "Nr. {}. {}", "Nr. {} {}", "Punkt nr. {} {}"),
        *("Emne {}: {}", "{}.\n\n{}", "{}\n\n{}"),
    ],
)
def test_items_may_be_marked_otherwise(mark):
    printed = MARKED.format(mark.format(7, "Valg"), mark.format(8, "Budget"), number="Sagsnr.: 21/4567")
    assert told(printed, "number", "title", "case_number", "decision") == [
        ("7", "Valg", None, "Godkendt."),
        ("8", "Budget", "21/4567", "Udsat."),
    ]


@pytest.mark.parametrize("word", ["{} (Åben)", "{} - åben", "(Åben) {}", "Åben - {}", "Åbent punkt: {}"])
def test_a_title_may_hold_the_word_that_tells_it_open(word):
    printed = MARKED.format("Punkt 7: Valg", f"Punkt 8: {word.format('Budget')}", number="21/4567")
    assert told(printed, "title", "is_open") == [("Valg", None), (word.format("Budget"), True)]


@pytest.mark.parametrize(
    ("line", "case", "journal"),
    [
        ("Sag nr. 21/4567", "21/4567", None),
        ("Sags-nr.: 21/4567", "21/4567", None),
        ("Sag.nr.: 21/4567", "21/4567", None),
        ("Sags-id: 21/4567", "21/4567", None),
        ("ESDH-sag: 21/4567", "21/4567", None),
        ("Acadre sagsnr. 21/4567", "21/4567", None),
        ("Journalnr.: 00.22.04", None, "00.22.04"),
        ("KLE-nr.: 00.22.04", None, "00.22.04"),
        ("J. nr. 00.22.04", None, "00.22.04"),
    ],
)
def test_numbers_of_a_case_may_have_other_labels(line, case, journal):
    printed = MARKED.format("Punkt 7: Valg", "Punkt 8: Budget", number=line)
    assert told(printed, "case_number", "journal_number")[1] == (case, journal)


HEADED = "Referat\n\nKulturudvalget\n\nDato: 3. marts 2020\n\nPunkt 7: Valg\n\n{decision}\n\nGodkendt.\n\n" + (
    "Punkt 8: Budget\n\nSagsfremstilling\n\nNyt.\n\n{proposal}\n\nPlanen vedtages.\n\n{decision}\n\nUdsat.\n"
)


@pytest.mark.parametrize(
    "heading",
    [
        *("Kulturudvalgets beslutning:", "Beslutning fra mødet", "Beslutning den 3. marts 2020", "Vedtagelse"),
        *("Referat", "Beslutning/referat", "Beslutning fra Kulturudvalget 3. marts 2020", "Politisk beslutning"),
    ],
)
def test_a_decision_may_be_headed_otherwise(heading):
    printed = HEADED.format(decision=heading, proposal="Indstilling")
    assert told(printed, "decision", "section_headings") == [
        ("Godkendt.", [heading]),
        ("Udsat.", ["Sagsfremstilling", "Indstilling", heading]),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        *("Formandens indstilling", "Kulturforvaltningens indstilling", "Indstilling fra administrationen"),
        *("Forslag til beslutning", "Centrets indstilling:"),
    ],
)
def test_a_proposal_may_be_headed_otherwise(heading):
    printed = HEADED.format(decision="Beslutning", proposal=heading)
    assert told(printed, "recommendation", "decision")[1] == ("Planen vedtages.", "Udsat.")


def test_a_proposal_without_a_heading_may_begin_with_who_proposes():
    printed = HEADED.format(decision="Beslutning", proposal="Kulturforvaltningen indstiller, at")
    assert told(printed, "recommendation", "decision")[1] == (
        *("Kulturforvaltningen indstiller, at\nPlanen vedtages.", "Udsat."),
    )
    decided = "Beslutning\n\nUdvalget indstiller, at\n\ndet sker.\n"
    printed = f"Referat\n\nPunkt 8: Budget\n\nSagsfremstilling\n\nNyt.\n\n{decided}"
    assert told(printed, "recommendation", "decision") == [(None, "Udvalget indstiller, at\ndet sker.")]


def test_what_the_body_decided_before_is_not_joined_to_what_it_decides_now():
    case = "Sagsfremstilling\n\nNyt.\n\nKulturudvalgets beslutning\n\nUdsat i maj.\n\nBeslutning\n\nGodkendt.\n"
    printed = f"Referat\n\nKulturudvalget\n\nDato: 3. marts 2020\n\nPunkt 8: Budget\n\n{case}"
    assert told(printed, "decision", "outcome") == [("Godkendt.", "approved")]


@pytest.mark.parametrize(
    ("papers", "titles"),
    [
        ("Bilag\n\nKort\n\nBudget.pdf", ["Kort", "Budget.pdf"]),
        ("Bilag (2)\n\n• Kort\n\n• Budget.pdf", ["Kort", "Budget.pdf"]),
        ("Vedhæftede filer:\n\nPDF Kort\n\nPDF Budget", ["Kort", "Budget"]),
        ("Bilagsliste\n\nBilag 1 - Kort", ["Bilag 1 - Kort"]),
        ("Bilag: Kort.pdf, Budget.docx", ["Kort.pdf", "Budget.docx"]),
        ("Bilag: Kort, 2. udgave", ["Kort, 2. udgave"]),
        *((f"Bilag\n\n{nothing}", []) for nothing in ("Ingen", "Ingen bilag.", "-")),
    ],
)
@pytest.mark.parametrize("mark", ["Punkt 7: Valg", "7. Valg"])
def test_papers_may_stand_before_the_decision_and_under_other_headings(mark, papers, titles):
    decision = "Beslutning\n\nUdsat."
    economy = "Økonomi\n\nTo mio. kr."
    for parts in ((papers, decision), (decision, papers), (papers, economy, decision), (decision, papers, economy)):
        told_of = "\n\n".join(["Referat", mark, "Indstilling", "Der vælges.", *parts])
        assert told(told_of, "recommendation", "decision", "attachments") == [("Der vælges.", "Udsat.", titles)]


@pytest.mark.parametrize(
    "title",
    [
        "Mødereferat fra Ældrerådet den 3. marts 2020",
        "Beslutningsreferat fra møde i Ældrerådet d. 3. marts 2020",
        "Protokol for møde i Ældrerådet den 3. marts 2020",
        "Referat: Ældrerådet 3. marts 2020",
        "Ældrerådets møde den 3/3 2020 – referat",
        "Udkast til referat af Ældrerådets møde den 3. marts 2020",
        "Ældrerådet - Referat - 3. marts 2020",
        "Ældrerådet – ordinært møde – 3. marts 2020",
        "Møde i Ældrerådet tirsdag den 3. marts 2020 kl. 10.00",
        "Ældrerådet\n\nMøde d. 3. marts 2020",
        "Ældrerådet, møde nr. 4, 3. marts 2020",
        "Ældrerådet (2018-2021) d. 03-03-2020",
        "Referat af møde nr. 4 i Ældrerådet den 3. marts 2020",
        "Dagsorden og referat for Ældrerådet den 3. marts 2020",
        "Ekstraordinært møde i Ældrerådet den 3. marts 2020 kl. 10",
        "Referat fra møde den 3. marts 2020 i Ældrerådet",
        "Referat fra mødet i Ældrerådet, Odder Kommune, den 3. marts 2020",
    ],
)
def test_a_title_may_be_worded_otherwise(title):
    read = minutes(f"{title}\n\n{ITEMS}")
    assert (read.body_name, str(read.document_type), str(read.date)) == ("Ældrerådet", "minutes", "2020-03-03")


def test_planned_times_tell_items_that_are_marked_otherwise():
    items = "1) 16:30 Valg\n\nEva Fog blev valgt.\n\nBilag\n\nListe\n\n2) 17:00 Eventuelt\n\nIntet.\n"
    printed = f"Referat\n\nMøde i Ældrerådet\n\nTid 3. marts 2020 kl. 16:30\n\n{items}"
    assert told(printed, "number", "title", "planned_time") == [
        ("1", "Valg", "16:30"),
        ("2", "Eventuelt", "17:00"),
    ]
