"""What a head says besides its facts is kept, and its facts are not said twice."""

from __future__ import annotations

import pytest

from rådscraper.items import AttendanceStatus
from rådscraper.layouts.text import read_text
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.parsing.names import parse_person

HEAD = "REFERAT Byrådet d. 12-04-2021\nMødedato: Mandag d. 12. april 2021 kl. 18:00\nMødested: Byrådssalen\n"
ITEM = "\nPunkt 1: Budget 2022\nBeslutning\nGodkendt.\n"


def described(head: str) -> str | None:
    return parse_minutes(read_text((HEAD + head + ITEM).encode(), "")).description


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("", None),
        ("Mødet blev holdt for lukkede døre.", "Mødet blev holdt for lukkede døre."),
        ("Sekretariatet\nInit.: NMS", "Sekretariatet\nInit.: NMS"),
        ("Byrådet 12. april 2021 kl. 18.00", None),
        ("Byrådet 19. april 2021", "Byrådet 19. april 2021"),
        ("Budget 2022..... 3", None),
        ("1. Budget 2022", None),
        ("Information: Mødet streames.", "Mødet streames."),
        ("Mødedeltagere:\nBo Bak\nRepræsentanter fra foreninger\nIda Holm, LO", "Repræsentanter fra foreninger"),
        ("Mødedeltagere:\nBo Bak, Ida Holm\nBudget 2022..... 3", None),
        ("Tid: efter aftale", "efter aftale"),
    ],
)
def test_what_is_left_of_a_head_is_its_description(head, told):
    assert described(head) == told


def test_the_numbers_of_a_meeting_are_its_own():
    minutes = parse_minutes(read_text((HEAD + "Sagsnr./Dok.nr. 2019-000658 / 2019-000658-10" + ITEM).encode(), ""))
    assert (minutes.case_number, minutes.document_number) == ("2019-000658", "2019-000658-10")
    assert minutes.description is None
    assert minutes.items[0].case_number is None


def test_a_second_role_is_kept():
    person = parse_person("Bo Bak (Formand), sekretær", AttendanceStatus.PRESENT)
    assert (person.role, person.other_role) == ("formand", "sekretær")
    person = parse_person("Bo Bak (Formand) (borgmester)", AttendanceStatus.PRESENT)
    assert (person.role, person.other_role) == ("formand", "borgmester")
    minutes = parse_minutes(
        read_text((HEAD + "Mødedeltagere:\nBo Bak, Praktikant\nReferent: Bo Bak" + ITEM).encode(), "")
    )
    assert [(one.role, one.other_role) for one in minutes.attendances] == [("referent", "praktikant")]
