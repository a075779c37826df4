"""Documents of one publication, joined: matched by number, else by order and text, nothing invented."""

from __future__ import annotations

from typing import Any

import pytest

from rådscraper.items import (
    AgendaItem,
    Attachment,
    Attendance,
    AttendanceStatus,
    Decision,
    DocumentType,
    Minutes,
    Outcome,
    Problem,
)
from rådscraper.parsing.merging import complete


def minutes(*items: AgendaItem, **facts: Any) -> Minutes:
    empty: dict[str, Any] = dict.fromkeys(("body_name", "document_type", "date", "start_time", "end_time", "place"))
    return Minutes(**(empty | {"attendances": (), "items": items} | facts))


def said(decision: str | None, title: str | None = None, number: str | None = None, **facts: Any) -> AgendaItem:
    if decision:
        facts["decisions"] = (Decision(decision, Outcome.APPROVED, is_own=True),)
        facts["outcome"] = Outcome.APPROVED
    return AgendaItem(title=title, number=number, decision=decision, **facts)


APPROVED, TALKED = said("Godkendt."), said("Drøftet ved bor-\ndet.")
TITLED = (said("Godkendt.", "Dagsorden", "1"), said("Drøftet ved bordet.", "Eventuelt", "2"))


@pytest.mark.parametrize(
    ("base", "other", "titles"),
    [
        # By order and text.
        ((APPROVED, TALKED), TITLED, ["Dagsorden", "Eventuelt"]),
        # Two that say the same are told apart by their order.
        (
            (APPROVED, APPROVED, TALKED),
            (TITLED[0], said("Godkendt.", "Referat", "2"), TITLED[1]),
            ["Dagsorden", "Referat", "Eventuelt"],
        ),
        # Of another number of items only those whose text stands once on either side.
        ((APPROVED, TALKED, said("Andet.")), TITLED, ["Dagsorden", "Eventuelt", None]),
        ((APPROVED, APPROVED, TALKED), TITLED, [None, None, "Eventuelt"]),
        # In another order, or with another text: not the same items.
        ((TALKED, APPROVED, said("Andet.")), TITLED, [None, None, None]),
        ((APPROVED, said("Noget andet.")), TITLED, [None, None]),
        # Order alone is not enough.
        ((said(None), said(None)), TITLED, [None, None]),
        # By number.
        ((said(None, None, "2"), said(None, "Dagsorden", "1")), TITLED, ["Eventuelt", "Dagsorden"]),
    ],
)
def test_titles_come_from_the_items_that_say_the_same(base, other, titles):
    read = complete([minutes(*base), minutes(*other)])
    assert [item.title for item in read.items] == titles
    missing = [problem for problem in read.problems if problem.kind == "missing_title"]
    assert len(missing) == (None in titles)


def test_what_is_missing_is_filled_in_and_nothing_is_replaced():
    absent = (Attendance("Kåre Bendixen", AttendanceStatus.ABSENT),)
    whole = said(
        "Godkendt.", "Salg", "1", attendances=absent, attachments=(Attachment("Kort"),), recommendation="Sælg."
    )
    (item,) = complete([minutes(said(None, "Salg", "1", is_open=False)), minutes(whole)]).items
    assert (item.decision, item.outcome, item.recommendation) == ("Godkendt.", Outcome.APPROVED, "Sælg.")
    assert (item.is_open, item.attendances, item.attachments) == (False, absent, (Attachment("Kort"),))
    assert [decision.is_own for decision in item.decisions] == [True]
    (kept,) = complete([minutes(said("Udsat.", "Salg", "1")), minutes(whole)]).items
    assert (kept.decision, len(kept.decisions)) == ("Udsat.", 1)


def test_one_number_with_two_titles_is_two_items():
    (item,) = complete([minutes(said(None, "Salg", "1")), minutes(said("Godkendt.", "Køb", "1"))]).items
    assert item.decision is None


def test_texts_that_nothing_joins_with_their_items_are_told():
    read = complete([minutes(said(None, "Salg", "1")), minutes(APPROVED)])
    assert [problem.kind for problem in read.problems] == ["unmatched_items"]


def test_the_first_that_has_items_is_the_base():
    head = minutes(document_type=DocumentType.MINUTES, place="Teams", problems=(Problem("odd", "odd"),))
    read = complete([head, minutes(*TITLED)])
    assert (read.items, read.place, read.document_type) == (TITLED, "Teams", DocumentType.MINUTES)
    assert [problem.kind for problem in read.problems] == ["odd"]


def test_one_document_stays_as_it_is():
    assert complete([minutes(*TITLED, place="Teams")]) == minutes(*TITLED, place="Teams")


def test_nothing_can_not_be_joined():
    with pytest.raises(ValueError):
        complete([])
