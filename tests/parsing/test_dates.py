"""Danish dates and times: found, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.parsing.dates import find_date, find_end_time, find_time, parse_api_time


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9. april 2019 kl. 16:30", date(2019, 4, 9)),
        ("d. 09.04.2019 kl. 16.30", date(2019, 4, 9)),
        ("Torsdag d. 25. februar 2021 kl. 17:15", date(2021, 2, 25)),
        ("d. 07. juni 2018", date(2018, 6, 7)),
        ("12-04-2021 Integrationsrådet", date(2021, 4, 12)),
        ("den 7. juni 2018:", date(2018, 6, 7)),
        ("Onsdag d. 01. feb. 2023 kl. 16:00", date(2023, 2, 1)),
        ("15-maj-2002", date(2002, 5, 15)),
        ("3.OKT.2012", date(2012, 10, 3)),
        ("5maj 2023", date(2023, 5, 5)),
        ("29-06-2016 17:30:00", date(2016, 6, 29)),
        ("Onsdag, April 3, 2019 - 18:00", date(2019, 4, 3)),  # Roskilde
        ("Torsdag, Oktober 3, 2019 - 07:30", date(2019, 10, 3)),
        ("d. 3/4-2020 kl. 16", date(2020, 4, 3)),
        ("Tirsdag, den 13/4 2021", date(2021, 4, 13)),
        ("D. 3/12 - 2020", date(2020, 12, 3)),
        ("9. September 2024", date(2024, 9, 9)),
        ("1/2 2000000 kr.", None),
        ("Kapitel 3, 2019", None),
        ("12", None),
        ("21/6904", None),
        ("J.nr.: 00.22.04", None),
        ("326-2018-1498", None),
        ("31-02-2021", None),
        ("04-13-2021", None),
        ("31. februar 2021", None),
        ("12. april", None),
        ("01-01-1800", None),
    ],
)
def test_a_date_is_whole_or_none(text, day):
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("kl. 16.30", "16:30"),
        ("klokken 16:30", "16:30"),
        ("d. 09.04.2019 kl. 16.30", "16:30"),
        ("29-06-2016 17:30:00", "17:30"),
        ("Onsdag, April 3, 2019 - 18:00", "18:00"),
        ("09.04.2019", None),
        ("kl. 25.00", None),
        ("kl. 9", "09:00"),
    ],
)
def test_a_time_is_found_beside_a_date(text, time):
    assert find_time(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("kl. 16-18", "18:00"),
        ("Kl. 16:00 til 18.30", "18:30"),
        ("16.30 – 19.00", "19:00"),
        ("kl. 10 til kl. 12", "12:00"),
        ("kl. 16", None),
        ("kl. 16 - 18-årige", None),
        ("16-18", None),
    ],
)
def test_the_end_of_a_span_may_be_a_whole_hour(text, time):
    assert find_end_time(text) == time


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-04-07T14:00:00+02:00", "2026-04-07T14:00:00+02:00"),
        ("2025-12-01T08:00:00+01:00", "2025-12-01T08:00:00+01:00"),
        ("2026-03-25T10:54:40.6525021+01:00", "2026-03-25T10:54:40.652502+01:00"),
        ("2026-04-07T12:00:00Z", "2026-04-07T14:00:00+02:00"),
        ("2021-07-01T18:00:00", "2021-07-01T18:00:00+02:00"),
    ],
)
def test_api_times_are_danish_local_time(text, told):
    moment = parse_api_time(text)
    assert moment is not None
    assert moment.isoformat() == told


@pytest.mark.parametrize("text", [None, "", "i morgen", 5, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_no_time_is_none(text):
    assert parse_api_time(text) is None


@given(st.text())
def test_any_text_is_a_date_or_none(text):
    find_date(text)
    find_time(text)
    parse_api_time(text)
