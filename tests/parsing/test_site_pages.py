"""Pages of further municipalities' own sites, in short: what each prints in a way of its own."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from rådscraper.items import Minutes
from rådscraper.labels import as_label
from rådscraper.layouts.text import read_text
from rådscraper.parsing.meeting import parse_minutes


def minutes(printed: str) -> Minutes:
    return parse_minutes(read_text(dedent(printed).encode(), "file:///minutes.txt"))


def told(printed: str, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(item[key] for key in keys) for item in as_label(minutes(printed))["items"]]


SVENDBORG = """\
    Erhvervs- og Turismeudvalget
    Referat • 14. maj 2024 kl. 15.30
    Indhold
    Beslutning i Erhvervs- og Turismeudvalget den 14-05-2024
    Afbud fra Kåre Bendixen (A), Eva Fog (V). Som suppleanter deltog Per Lund (A), Sanne Holt (V).
    Dagsorden godkendt.
    Beslutningstema
    Leje af havnens skure.
    Indstilling
    Direktionen indstiller, at
    - lejen fastsættes.
    Sagsfremstilling
    Skurene står tomme.
    Økonomiske og erhvervsmæssige konsekvenser
    Ingen.
    CO2-Konsekvensvurdering
    Ikke relevant
    Lovgrundlag
    Lov om skure
    Beslutning i Erhvervs- og Turismeudvalget den 14-05-2024
    Udsat.
    """


def test_a_page_may_name_the_body_above_kind_and_day():
    read = minutes(SVENDBORG)
    assert (read.body_name, str(read.date), read.start_time) == ("Erhvervs- og Turismeudvalget", "2024-05-14", "15:30")
    assert told(SVENDBORG, "decision", "outcome", "absent") == [
        ("Dagsorden godkendt.", "approved", ["Kåre Bendixen", "Eva Fog"]),
        ("Udsat.", "postponed", []),
    ]
    assert [person.name for person in read.items[0].attendances if person.status == "present"] == [
        "Per Lund",
        "Sanne Holt",
    ]
    assert [str(section.kind) for section in read.items[1].sections][3:6] == ["economy", "other", "legal"]


def test_an_agenda_without_titles_has_its_items():
    agenda = "\n".join(line for line in dedent(SVENDBORG).splitlines() if "14-05-2024" not in line)
    agenda = agenda[: agenda.index("Afbud")] + agenda[agenda.index("Beslutningstema") :]
    agenda = agenda.replace("Referat •", "Dagsorden •").replace("Udsat.", "Beslutningstema\nEn ny sag.")
    items = minutes(agenda).items
    assert [(item.title, item.summary) for item in items] == [
        (None, "Leje af havnens skure."),
        (None, "En ny sag."),
    ]
    (alone,) = minutes(agenda.partition("Beslutningstema\nEn")[0]).items
    assert (alone.title, alone.summary) == (None, "Leje af havnens skure.")


def test_the_title_of_an_item_of_a_known_type_ends_a_list_above_it():
    slagelse = """\
        Økonomiudvalget – Referat – 15. juni 2022

        1. Godkendelse af dagsorden (B)

        Beslutning

        Godkendt.

        Indstilling

        Direktøren indstiller,

          1. at dagsordenen godkendes

        2. Salg af grund (B)

        Beslutning

        Afvist.
        """
    assert told(slagelse, "number", "outcome") == [("1", "approved"), ("2", "rejected")]


def test_a_decision_may_be_headed_with_the_number_of_its_item():
    thisted = """\
        Integrationsrådet

        Referat

        02-11-2011

        1. Velkomst

        J.nr.: 00.10.10

        Sagsbeh.: ABC

        Åbent

        Formanden byder velkommen.

        Besluttet på Integrationsrådet den 02-11-2011 som punkt 1

        Taget til efterretning.
        """
    assert told(thisted, "is_open", "journal_number", "decision") == [(True, "00.10.10", "Taget til efterretning.")]


def test_the_case_of_an_item_may_have_its_year_in_full():
    kk = """\
        Mødedato: 06.04.2000, kl. 17:30

        Borgerrepræsentationen

        BESLUTNINGSPROTOKOL

        Nr. 17 BR 124/2000. Fælles plan for to byer

        Indstilling om, at planen tiltrædes.

        Indstillingen blev godkendt uden afstemning.

        2. Strategi

        Byerne samarbejder.
        """
    assert told(kk, "number", "title", "case_number") == [("17", "Fælles plan for to byer", "BR 124/2000")]


def test_the_council_may_be_named_with_the_meeting_it_decided_in():
    kk = """\
        Mødedato: 04.11.2021, kl. 17:30

        Godkendelse af dagsordenen

        Beslutning

        Borgerrepræsentationens beslutning i mødet den 4. november 2021

        Godkendt.
        """
    assert minutes(kk).body_name == "Borgerrepræsentationen"


def test_who_came_for_somebody_is_told_in_the_remarks_of_a_head():
    hvidovre = """\
        Referat - Økonomiudvalget den 21. januar 2019

        Medlemmer

          • Per Lund (A)

        Fraværende med afbud

          • Kåre Bendixen (O)

        Bemærkninger

        Sanne Holt deltog for Kåre Bendixen.

        1. Godkendelse af dagsorden

        Beslutning i Økonomiudvalget den 21-01-2019

        Godkendt.
        """
    assert [(one.name, str(one.status), one.substitute_for) for one in minutes(hvidovre).attendances] == [
        ("Per Lund", "present", None),
        ("Kåre Bendixen", "excused", None),
        ("Sanne Holt", "present", "Kåre Bendixen"),
    ]


def test_a_page_of_an_archive_is_no_body():
    page = """\
        Mødereferat 22. maj 2016

        Referat fra Ældrerådets møde den 22. maj 2016 i Stuen, Rådhuset kl. 10.00 – 12.00

        1. Godkendelse af referat

        Beslutning

        Godkendt.
        """
    read = minutes(page)
    assert (read.body_name, read.place, read.start_time) == ("Ældrerådet", "Stuen, Rådhuset", "10:00")


ODSHERRED = """\
    1.      Godkendelse af dagsorden

    Sag 306-2013-54199

    Dok. 306-2018-3899

    Initialer: ABC

    Åbent

    Sagsfremstilling

    Dagsordenen skal godkendes.

    Udtalelser og høring

    Ingen.

    Bilag

    Dagsorden til mødet

    Bilagsnr

    Beslutning fra Ungerådet

    Dato: 11. januar 2018

    Sted: Kantinen, Havnegade 1

    Fraværende: Kåre Bendixen, Eva Fog

    Godkendt.

    2.      Velkomst

    Sag 306-2013-54199

    Åbent

    Beslutning fra Ungerådet

    Dato: 11. januar 2018

    Sted: Kantinen, Havnegade 1

    Fraværende: Kåre Bendixen

    Drøftet.
    """


def test_day_and_place_may_be_told_below_the_heading_of_each_decision():
    read = minutes(ODSHERRED)
    assert (read.body_name, str(read.date), read.place) == ("Ungerådet", "2018-01-11", "Kantinen, Havnegade 1")
    assert told(ODSHERRED, "decision", "outcome", "absent", "attachments") == [
        ("Godkendt.", "approved", ["Kåre Bendixen", "Eva Fog"], ["Dagsorden til mødet"]),
        ("Drøftet.", "discussed", ["Kåre Bendixen"], []),
    ]
    assert [str(section.kind) for section in read.items[0].sections if section.heading] == [
        *("case", "hearing", "attachments", "decision"),
    ]


def test_who_sent_word_may_be_told_behind_the_name_of_a_member():
    thisted = """\
        Integrationsrådet

        Referat

        02-11-2011

        Medlemmer:

        Per Lund

        Kåre Bendixen- afbud

        1. Velkomst

        Beslutning

        Drøftet.
        """
    assert [(one.name, str(one.status)) for one in minutes(thisted).attendances] == [
        ("Per Lund", "present"),
        ("Kåre Bendixen", "excused"),
    ]


def test_a_dash_decides_nothing_and_the_type_of_an_item_may_be_told_below_its_title():
    alleroed = """\
        UDVALG

        Planudvalget 2018-2021

        MØDE

        Referat

        STARTTIDSPUNKT

        06-11-2018 07:30:00

        PUNKTER

        1. Meddelelser
        2. Salg

        1. Meddelelser

        Meddelelser

        Punkttype
        Orientering.

        Beslutning Planudvalget 2018-2021 den 06-11-2018
        -

        2. Salg

        Salg

        Punkttype
        Beslutning.

        Alternativ indstilling
        Lovgrundlag – link
        Sagshistorik, henvisninger
        Beslutning Planudvalget 2018-2021 den 06-11-2018
        Godkendt.
        """
    assert told(alleroed, "decision", "outcome") == [(None, "none"), ("Godkendt.", "approved")]
    items = minutes(alleroed).items
    assert [str(item.item_type) for item in items] == ["information", "decision"]
    assert [str(section.kind) for section in items[1].sections] == [
        *("other", "other", "legal"),
        "proceedings",
        "decision",
    ]


def test_a_year_before_a_dash_begins_no_span_of_time():
    faxe = """\
        Plan & Kulturudvalget - 27-08-2019

        Referat
        Dato:
        Tirsdag, 27 august, 2019 - 16:00
        104. Godkendelse af dagsorden

        Sagen afgøres af

        Plan & Kulturudvalget.

        Beslutning

        Godkendt.
        """
    read = minutes(faxe)
    assert (read.start_time, read.end_time) == ("16:00", None)
    assert [str(section.kind) for section in read.items[0].sections] == ["legal", "decision"]


def test_the_place_may_stand_below_a_title_that_tells_the_time():
    ishoj = """\
        Referat
        Teknik- og Bygningsudvalget tirsdag den 16. april 2024 kl. 16.30
        Mødelokale Tårnet, Rådhuset, Store Torv 20, 2635 Ishøj
        Sagsfremstilling
        Der kan sås.
        Beslutning
        Tiltrådt.
        """
    read = minutes(ishoj)
    assert (read.start_time, read.place) == ("16:30", "Mødelokale Tårnet, Rådhuset, Store Torv 20, 2635 Ishøj")


def test_a_kind_of_meeting_is_no_body_and_a_month_may_end_in_a_comma():
    faxe = """\
        Konstituerende møde - 02-12-2021

        Referat
        Dato:
        Torsdag, 2 december, 2021 - 18:30
        1. Godkendelse af dagsorden

        Beslutning

        Godkendt.

        Fraværende: Sanne Holt (A) deltog i mødet i stedet for Kåre Bendixen (A).
        """
    read = minutes(faxe)
    assert (read.body_name, str(read.date), read.start_time) == (None, "2021-12-02", "18:30")
    assert told(faxe, "decision", "absent") == [("Godkendt.", ["Kåre Bendixen"])]
    assert minutes(faxe.replace("Konstituerende møde -", "Konstituerende møde i Byrådet\n\n  ")).body_name == "Byrådet"


def test_a_case_number_may_hold_a_facet_with_a_danish_letter_and_a_contents_list_glued_numbers():
    mariagerfjord = """\
        Referat til mødet i Byrådet den 27. juni 2019 kl. 18:00 i Byrådssalen

        Pkt.Tekst
        Åbne dagsordenspunkter
        117Skema C
        Lukkede dagsordenspunkter
        118Salg

        Åbne dagsordenspunkter

        03.02.10-Ø60-1-16

        117. Skema C

        Beslutning

        Godkendt.

        Lukkede dagsordenspunkter

        13.06.02-G10-2-19

        118. Salg

        Beslutning

        Udsat.
        """
    assert told(mariagerfjord, "number", "case_number", "is_open", "decision") == [
        ("117", "03.02.10-Ø60-1-16", True, "Godkendt."),
        ("118", "13.06.02-G10-2-19", False, "Udsat."),
    ]


def test_a_decision_may_name_body_and_day_below_who_was_there():
    kk = """\
        1. Godkendelse af dagsorden

        Beslutning

        I mødet deltog:

        Per Lund og Sanne Holt.

        Følgende havde meldt afbud:

        Kåre Bendixen og Eva Fog.

        Folkeoplysningsudvalgets beslutning på mødet den 5. april 2019:

        Dagsordenen blev godkendt.
        """
    read = minutes(kk)
    assert (read.body_name, str(read.date)) == ("Folkeoplysningsudvalget", "2019-04-05")
    assert told(kk, "outcome", "absent") == [("approved", ["Kåre Bendixen", "Eva Fog"])]
    assert all(decision.is_own for decision in read.items[0].decisions)


def test_papers_glued_together_are_told_apart_by_their_numbers():
    roedovre = """\
        Økonomiudvalget

        18-09-2024

        Meddelelser
        Sag nr. 162

        Beslutning

        Drøftet.

        Bilag

        Bilag 1: Notat om dialogBilag 2: Plan for dialog
        """
    assert told(roedovre, "attachments") == [(["Bilag 1: Notat om dialog", "Bilag 2: Plan for dialog"],)]


def test_what_is_asked_stands_below_the_decision_where_the_case_is_told_first():
    ishoj = """\
        Referat
        Planudvalget mandag den 20. januar 2025 kl. 16.30

        Sagsfremstilling

        Foreningen ønsker foretræde.

        Beslutning

        Gennemført.

        Beslutningskompetence

        Planudvalget.

        Beslutningstema

        Skal foreningen høres?

        Sagsfremstilling

        En anden sag.

        Beslutning

        Udsat.
        """
    assert [[section.heading for section in item.sections] for item in minutes(ishoj).items] == [
        ["Sagsfremstilling", "Beslutning", "Beslutningskompetence", "Beslutningstema"],
        ["Sagsfremstilling", "Beslutning"],
    ]


def test_a_heading_may_tell_that_its_item_is_closed():
    ishoj = """\
        Referat
        Planudvalget mandag den 20. januar 2025 kl. 16.30

        Offentlig beslutning der skal udfyldes, hvis punktet er lukket

        Tiltrådt.

        Beslutning

        Ingen spørgsmål.
        """
    assert told(ishoj, "is_open", "decision") == [(False, "Tiltrådt."), (None, "Ingen spørgsmål.")]


def test_a_numbered_list_in_the_decision_of_a_page_of_one_item_is_no_item():
    kk = """\
        Mødedato: 12.09.2019, kl. 18:30

        Godkendelse af dagsordenen

        Indstilling

        Formanden indstiller,

        1. at lokaludvalget godkender dagsordenen.

        Beslutning

        Lokaludvalget behandlede også:

          1. Hotel i Nygade
          2. Havnens planer

        Dagsordenen blev godkendt.
        """
    ((title, decision),) = told(kk, "title", "decision")
    assert (title, decision.splitlines()[-1]) == ("Godkendelse af dagsordenen", "Dagsordenen blev godkendt.")


def test_minutes_may_stand_below_the_name_of_the_agenda():
    kolding = """\
        Dagsorden

        Mandag 9. aug 2021 kl. 12:00

        Planudvalget

        Referat

        Resumé

        En plan.

        Beslutning Planudvalget den 09-08-2021

        Godkendt.
        """
    assert str(minutes(kolding).document_type) == "minutes"


def test_thisted_asks_and_tells_the_case_under_headings_of_its_own():
    thisted = """\
        31. maj 2022

        Deltagere:

         • Per Lund (Uden for parti)

        89. Godkendelse af dagsorden

        Udskriv

        Sagstema

        Dagens dagsorden.

        Redegørelse

        Den skal godkendes.

        Høring og sagsgang

        Kommunalbestyrelsen den 31. maj 2022

        Beslutning

        Godkendt.

        Fraværende i Thisted Kommunalbestyrelsen, 31. maj 2022:

        Kåre Bendixen
        """
    read = minutes(thisted)
    assert [str(section.kind) for section in read.items[0].sections] == ["summary", "case", "hearing", "decision"]
    assert told(thisted, "decision", "absent") == [("Godkendt.", ["Kåre Bendixen"])]
    assert [person.party for person in read.attendances] == ["Uden for parti"]


AARHUS = """\
    Referat Magistraten 18-03-2019

        Referat fra Magistratens møde den 11. marts 2019

        Beslutning
        Intet.
        Rådmand Per Lund og Eva Fog var forhindret i at deltage i sagens behandling.

        Sagens forløb 18-03-2019 Magistraten
        Intet.

        Bilag

        Skure ved havnen

        Beslutning Fremsendes til Aarhus Byråd med bemærkning, at Magistraten anbefaler, at byrådet tiltræder.

        Indstilling
        Det indstilles, at skurene males.

        Sagens forløb 18-03-2019 Magistraten
        Fremsendes til Aarhus Byråd.

        Bilag

        Eventuelt

        Beslutning
        Intet.
    """


def test_the_title_of_each_item_may_stand_below_the_bare_papers_of_the_one_above():
    assert told(AARHUS, "title", "outcome", "absent") == [
        ("Referat fra Magistratens møde den 11. marts 2019", "other", ["Per Lund", "Eva Fog"]),
        ("Skure ved havnen", "recommended", []),
        ("Eventuelt", "other", []),
    ]
    assert [[str(section.kind) for section in item.sections] for item in minutes(AARHUS).items] == [
        ["decision", "proceedings", "attachments"],
        ["decision", "recommendation", "proceedings", "attachments"],
        ["decision"],
    ]


def test_papers_below_bilag_are_no_titles_where_an_item_names_several():
    lines = ["Referat Magistraten 18-03-2019", "Skure", "Beslutning", "Intet.", "Bilag", "Kort", "Notat"]
    read = minutes("\n".join([*lines, "Beslutning", "Godkendt."]))
    assert [[paper.title for paper in item.attachments] for item in read.items] == [["Kort", "Notat"], []]


KOLDING = """\
    Dagsorden

    Mandag 22. jun 2015 kl. 17:00

    Byrådet

    Byrådssalen

    Referat

    Resumé

    Skurene ved havnen skal males.

    Sagen behandles i

    Havneudvalget og Byrådet.

    Forslag

    Havnechefen foreslår,

    at skurene males.

    Sagsfremstilling

    Malingen skaller.

    Beslutning Havneudvalget den 09-06-2015

    Forslaget indstilles til godkendelse.

    Beslutning Byrådet den 22-06-2015

    Godkendt.


    Resumé

    Et forslag til farver.

    Beslutning Byrådet den 22-06-2015

    Udsat.
    """


def test_the_decisions_of_several_bodies_stand_below_one_case():
    read = minutes(KOLDING)
    assert (read.body_name, read.place, read.start_time) == ("Byrådet", "Byrådssalen", "17:00")
    assert told(KOLDING, "recommendation", "decision", "outcome") == [
        ("Havnechefen foreslår,\nat skurene males.", "Godkendt.", "approved"),
        (None, "Udsat.", "postponed"),
    ]
    assert [decision.body_name for decision in read.items[0].decisions] == ["Havneudvalget", "Byrådet"]
    assert [str(section.kind) for section in read.items[0].sections] == [
        *("summary", "proceedings", "recommendation", "case"),
        *("decision", "decision"),
    ]


def test_a_body_below_the_day_is_no_heading_of_a_section():
    head = "Dagsorden\nMandag 14. mar 2022 kl. 07:45\nØkonomi og Erhverv\nReferat\nResumé\nSkure.\n"
    read = minutes(f"{head}Beslutning Økonomi og Erhverv den 14-03-2022\nUdsat.\nResumé\nBroer.")
    assert [[str(section.kind) for section in item.sections] for item in read.items] == [
        ["summary", "decision"],
        ["summary"],
    ]


def test_kind_and_day_without_a_body_stand_below_its_name():
    people = "Medlemmer:\nPer Lund (F), Formand\nØvrige deltagere:\nEva Fog , Chef"
    read = minutes(
        f"Udvalget for Skov og Strand\n\nReferat 28.05.2013 kl. 16:30\n\n{people}\n\n5. Skure\nBeslutning\nUdsat."
    )
    assert (read.body_name, str(read.date), read.start_time) == ("Udvalget for Skov og Strand", "2013-05-28", "16:30")
    assert [person.name for person in read.attendances] == ["Per Lund", "Eva Fog"]
