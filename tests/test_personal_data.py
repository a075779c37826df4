"""CPR numbers in text: what is one, what only looks like one, and that looking fast finds the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.personal_data import find_cpr, mask, mask_address, mask_line, may_hold_cpr
from tests.plain_cpr import find_plainly

NUMBERS = [
    ("010190-1234", "******-****"),
    ("Borgeren (010190-1234) klager.", "Borgeren (******-****) klager."),
    ("CPR: 010190 1234", "CPR: ****** ****"),
    ("cpr-nr. 0101901234.", "cpr-nr. **********."),
    ("CPR010190-1234", "CPR******-****"),
    ("cprnr.:010190-1234", "cprnr.:******-****"),
    ("010190 - 1234", "****** - ****"),
    ("010190–1234", "******–****"),
    ("010190-\n1234", "******-\n****"),
    ("010190\u00a01234", "******\u00a0****"),
    ("010190-1234/020290-4321", "******-****/******-****"),
    ("010190-1234,020290-4321", "******-****,******-****"),
    ("brev_010190-1234_underskrevet.pdf", "brev_******-****_underskrevet.pdf"),
    ("290200-1234", "******-****"),
    ("311299-0000", "******-****"),
    ("Sagen om 010190-1234", "Sagen om ******-****"),
    ("Sagsbehandler 010190-1234", "Sagsbehandler ******-****"),
    ("se 010190-1234", "se ******-****"),
    ("æøå 😀\ud800 010190-1234", "æøå 😀\ud800 ******-****"),
    ("Slut.\n010190-1234\nStart", "Slut.\n******-****\nStart"),
    ("０１０１９０－１２３４", "******－****"),
    ("010190—1234", "******—****"),
    ("010190\u2011\u20091234", "******\u2011\u2009****"),
    ("010190-\r\n1234", "******-\r\n****"),
    ("Brev010190-1234.pdf", "Brev******-****.pdf"),
    ("født010190-1234og", "født******-****og"),
    ("010190-1234²", "******-****²"),
    ("Brev%20010190-1234.pdf", "Brev%20******-****.pdf"),
    ("Brev%20010190%2D1234%20%C3%A6.pdf", "Brev%20******%2D****%20%C3%A6.pdf"),
    ("Br%C3%A60101901234", "Br%C3%A6**********"),
    ("Brev+010190+1234.pdf", "Brev+******+****.pdf"),
    ("Se https://a.example/Brev%20010190-1234.pdf.", "Se https://a.example/Brev%20******-****.pdf."),
]


@pytest.mark.parametrize(("text", "masked"), NUMBERS)
def test_a_number_is_masked(text, masked):
    assert mask(text) == masked
    assert find_cpr(text) == find_plainly(text)
    assert may_hold_cpr(["", text])


OTHERS = [
    "",
    "010190-123",
    "010190-12345",
    "1010190-1234",
    "320190-1234",
    "000190-1234",
    "011390-1234",
    "300290-1234",
    "310490-1234",
    "290201-1234",
    "010190--1234",
    "010190\n1234",
    "010190/1234",
    "01 01 90-1234",
    "010190-1234-5678",
    "010190-1234.56",
    "20-010190-1234",
    "12.010190-1234",
    "ab010190-1234-5678-9abc-def012345678",
    "c0ffee0101901234c0ffee",
    "0101901234abc",
    "0101901234m2x",
    "ab010190-1234-a678-9abc",
    "x9k0101901234",
    "%200101901234567",
    "sag010190-1234",
    "Kontonr.0101901234",
    "Sag 010190-1234",
    "Sagsnr. 010190-1234",
    "sagsnr.: 0101901234",
    "Sagsnummer:\n010190-1234",
    "Journalnr. 010190-1234",
    "Dok.nr. 010190-1234",
    "dok. 010190-1234",
    "Dokumentnummer 010190-1234",
    "EAN 0101901234",
    "EAN-nr.: 0101901234",
    "CVR-nr. 0101901234",
    "SE-nr. 0101901234",
    "P-nummer: 0101901234",
    "Kontonr. 1234 0101901234",
    "bankkonto 0101901234",
    "Mobiltlf. 0101901234",
    "konto 1234-0101901234",
    "Matrikel 010190-1234",
    "tlf. 010190 1234",
    "Tlf.: 010190 1234",
    "2021-04-12T18:00:00+02:00",
    "koege:7:2021-04-12T18:00",
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_looks_like_a_number_stays(text):
    assert mask(text) == text
    assert find_plainly(text) == []


PIECES = ["010190", "1234", "-", " ", "0", "4", "\n", "sagsnr. ", "cpr", "é", "😀", ".", "310490", "tlf", "a", "–", "_"]
PIECES += ["%20", "%2D", "%", "１", "０１０１９０", "t", "+"]


@given(st.lists(st.sampled_from(PIECES) | st.text("0123-. ", max_size=12), max_size=12).map("".join))
def test_looking_fast_finds_what_the_plain_regex_finds(text):
    assert find_cpr(text) == find_plainly(text)
    assert not find_cpr(text) or may_hold_cpr([text])
    masked = mask(text)
    assert len(masked) == len(text)
    assert [one for one in masked if not one.isdigit() and one != "*"] == [one for one in text if not one.isdigit()]


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://a.example/010190-1234.pdf?x=1", "https://a.example/******-****.pdf?x=1"),
        ("https://a.example/B%20010190-1234.pdf", "https://a.example/B%20******-****.pdf"),
        ("https://a.example/B%20010190%2D1234%20%C3%A6.pdf", "https://a.example/B%20******-****%20%C3%A6.pdf"),
        ("https://a.example/?navn=B+010190+1234", "https://a.example/?navn=B%20******%20****"),
        ("https://a.example/B%20010190-123.pdf", "https://a.example/B%20010190-123.pdf"),
        ("https://a.example/vis?id=ab010190-1234-4abc-9abc-0123456789ab",) * 2,
    ],
)
def test_an_address_is_masked_however_it_is_written(url, masked):
    assert mask_address(url) == masked
    assert mask_line(f"GET <{url}> (200), 1 %") == f"GET <{masked}> (200), 1 %"
