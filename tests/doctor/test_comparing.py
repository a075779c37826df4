from __future__ import annotations

import json

import pytest

from rådscraper.doctor.comparing import compare, kinds_of
from rådscraper.doctor.findings import Verdict
from rådscraper.doctor.questions import FIRSTAGENDA, by_key
from rådscraper.doctor.questions_aalborg import AALBORG
from rådscraper.doctor.shapes import SHAPES, shape_of
from rådscraper.layouts.firstagenda_json import ANSWER, KNOWN_KEYS
from rådscraper.platforms.firstagenda_listing import COMMITTEE_KEYS, LISTING_KEYS, MEETING_KEYS
from tests.recorded import recorded
from tests.test_imports import ROOT

GUID = "42846e2a-cedd-492d-883e-e85922357039"
COMMITTEE = {"Id": GUID, "Navn": "Byrådet", "Moeder": []}


def _differences(name: str, value: object) -> list[tuple[str, str, str]]:
    return [(one.where, one.verdict, one.what) for one in compare(name, value, name) if one.verdict != "as expected"]


@pytest.mark.parametrize(
    ("value", "narrowest"),
    [
        (None, "null"),
        (False, "false"),
        (0, "0"),
        (30, "number"),
        (1.5, "number"),
        ("", '""'),
        ("true", '"true"'),
        ("Byrådet", "text"),
        (GUID, "guid"),
        ("00000000-0000-0000-0000-000000000000", "zero-guid"),
        ("2026-04-07T14:00:00+02:00", "time"),
        ("2026-03-25T10:54:40.6525021+01:00", "time"),
        ("2026-13-45T14:00:00", "text"),
        ([], "[]"),
        ([1], "list"),
        ({}, "object"),
    ],
)
def test_a_value_is_of_its_narrowest_kind(value, narrowest):
    assert kinds_of(value)[0] == narrowest


@pytest.mark.parametrize(
    ("committee", "difference"),
    [
        ({"Id": GUID, "Moeder": []}, ("committee.Navn", Verdict.DIFFERS, "missing in 1 of 1")),
        (
            COMMITTEE | {"Navn": None},
            ("committee.Navn", Verdict.DIFFERS, "null where text was recorded, as None"),
        ),
        (
            COMMITTEE | {"Moeder": {}},
            ("committee.Moeder", Verdict.DIFFERS, "object where list was recorded, as {}"),
        ),
        (
            COMMITTEE | {"Kode": 7},
            ("committee.Kode", Verdict.NEW, "a key nobody has seen: number, as 7"),
        ),
        (
            COMMITTEE | {"Moeder": ["x", "y"]},
            ("committee.Moeder[]", Verdict.DIFFERS, "text (2 times) where an object was recorded, as 'x'"),
        ),
    ],
)
def test_each_way_to_be_otherwise_is_told_once(committee, difference):
    assert _differences("committee", committee) == [difference]


@pytest.mark.parametrize("value", [None, [], "x", 7, {}, {"Udvalg": None}, {"Udvalg": []}, {"Udvalg": {"a": 1}}])
def test_a_list_of_another_shape_differs_and_breaks_nothing(value):
    assert _differences("listing", value)


def test_the_recorded_answers_have_the_recorded_shapes():
    listing = json.loads(recorded("firstagenda/hvidovre_udvalgsliste.json").read_bytes())
    agenda = json.loads(recorded("firstagenda/hvidovre_dagsorden.json").read_bytes())
    assert _differences("listing", listing) == []
    assert _differences("agenda", agenda) == []


def test_the_shapes_have_the_keys_the_readers_know():
    assert set(shape_of("agenda")) == set(KNOWN_KEYS[ANSWER].split())
    for name in KNOWN_KEYS.keys() - {ANSWER}:
        assert set(shape_of(name)) == set(KNOWN_KEYS[name].split()), name
    assert set(shape_of("listing")) == LISTING_KEYS
    assert set(shape_of("committee")) == COMMITTEE_KEYS
    assert set(shape_of("meeting")) == MEETING_KEYS


def test_every_question_a_shape_names_is_asked():
    named = {expected.question for name in SHAPES for expected in shape_of(name).values()} - {None}
    assert named <= by_key(FIRSTAGENDA).keys()


def test_every_module_a_question_names_is_there():
    for question in (*FIRSTAGENDA, *AALBORG):
        paths = [word.strip(",") for word in question.module.split() if "/" in word]
        assert paths
        assert all((ROOT / path).exists() for path in paths), question.module
