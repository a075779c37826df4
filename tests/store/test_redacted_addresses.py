"""An address that names somebody who was taken away is not told; others are."""

from __future__ import annotations

import pytest

from rådscraper.store.cells import Rows
from rådscraper.store.hidden_names import fingerprint
from rådscraper.store.redactions import Action, Redaction, Redactions
from rådscraper.store.rows import TABLES

NAME = "Karla Kvist Madsen"
PERSON = Redaction("people", f"koege:{fingerprint(NAME)}", Action.REDACT, fingerprint(NAME), 3)


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("https://site.example/bilag/Brev%20fra%20Karla%20Kvist%20Madsen.pdf", False),
        ("https://site.example/bilag/karla_kvist_madsen.pdf", False),
        ("https://site.example/bilag/Klage-Karla-Kvist-Madsen-2021.pdf", False),
        ("https://site.example/bilag?navn=Karla+Kvist+Madsen", False),
        ("https://site.example/bilag/Karla%20Kvist.pdf", True),
        ("https://site.example/bilag/93d2752b-1d0f-5f76", True),
    ],
)
def test_a_name_in_an_address_is_found_however_it_is_written(address, is_told):
    rows: Rows = {table: {} for table in TABLES}
    rows["municipalities"]["koege"] = {"id": "koege"}
    rows["attachments"]["koege:a1"] = {"id": "koege:a1", "title": "Brev", "url": address, "file_sha256": None}
    Redactions((PERSON,)).apply(rows)
    assert rows["attachments"]["koege:a1"]["url"] == (address if is_told else None)
    assert rows["attachments"]["koege:a1"]["title"] == "Brev"


def test_names_are_those_of_one_municipality():
    rows: Rows = {table: {} for table in TABLES}
    rows["municipalities"]["aalborg"] = {"id": "aalborg"}
    address = "https://site.example/karla_kvist_madsen.pdf"
    rows["attachments"]["a1"] = {"id": "a1", "title": f"Brev fra {NAME}", "url": address}
    Redactions((PERSON,)).apply(rows)
    assert rows["attachments"]["a1"] == {"id": "a1", "title": f"Brev fra {NAME}", "url": address}
