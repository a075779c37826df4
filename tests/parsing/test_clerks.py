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
