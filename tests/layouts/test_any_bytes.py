"""Any bytes to any reader end in a ``Document``, which parses, or in ``UnreadableDocument``; nothing else is raised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import Document, UnreadableDocument
from rådscraper.layouts import READERS
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile
from rådscraper.parsing.meeting import parse_minutes
from tests.conftest import examples
from tests.damage import any_bytes, damaged_inside
from tests.labelled import GOLD
from tests.layouts.word import typed
from tests.sites.aalborg_content import COUNCIL
from tests.sites.aalborg_markup import application_answer, meeting_page
from tests.sites.rendered import rendered_page
from tests.sites.typeset import BIG, HEADING, TEXT, TITLE, typeset

FIXTURES = Path(__file__).parents[1] / "fixtures"
STEM = "koege_integrationsraadet_2021-04-12"
ANSWER = (FIXTURES / "firstagenda" / "koege" / "dagsorden.json").read_bytes()
SHORT = [("REFERAT Byrådet d. 02-03-2021", BIG), ("Punkt 1: Hegn", TITLE), ("Beslutning", HEADING), ("Udsat.", TEXT)]

WHOLE: dict[str, tuple[bytes, ...]] = {
    "aalborg_application": (application_answer(COUNCIL).encode(),),
    "aalborg_page": (meeting_page(COUNCIL).encode(),),
    "docx": (typed(STEM, with_styles=True), typed(STEM, with_styles=False)),
    "firstagenda": (ANSWER,),
    "firstagenda_page": (rendered_page(json.loads(ANSWER)),),
    "pdf": ((FIXTURES / "pdf" / f"{STEM}.pdf").read_bytes(), typeset(SHORT)),
    "text": ((GOLD / f"{STEM}.txt").read_bytes(), (GOLD / "aalborg_integrationsraadet_2019-04-09.txt").read_bytes()),
}
"""Documents to damage, for every reader."""

STUMBLED = "the reader stumbled"
"""What a guarded child says of an error that its reader should have declared."""
GUARDED = ("docx", "pdf")
URLS = ("", "https://dagsordener.example.dk/vis?id=1", "http://[", "a.html")


def bodies(name: str) -> st.SearchStrategy[bytes]:
    found = any_bytes(WHOLE[name], [one for kept in WHOLE.values() for one in kept])
    return found | damaged_inside(WHOLE[name], "word/document.xml") if name == "docx" else found


@pytest.mark.parametrize("name", READERS)
def test_any_bytes_are_a_document_or_unreadable(name):
    @examples(short=40 if name in GUARDED else 80, long=4_000)
    @given(bodies(name), st.sampled_from(URLS))
    def check(body: bytes, url: str) -> None:
        try:
            document = READERS[name](body, url)
        except UnreadableDocument as error:
            assert str(error)  # noqa: PT017
            assert name not in GUARDED or isinstance(error, UnreadableFile)  # noqa: PT017
            assert STUMBLED not in str(error)  # noqa: PT017
            assert not isinstance(error, UnreadableFile) or isinstance(error.status, FileStatus)  # noqa: PT017
            return
        assert isinstance(document, Document)
        assert not any(set(block.text) & set("\0\ufeff\ud800") for block in document.blocks)
        parse_minutes(document)

    check()


def test_every_reader_has_documents_to_damage():
    assert WHOLE.keys() == READERS.keys()
    for name, kept in WHOLE.items():
        for body in kept:
            assert parse_minutes(READERS[name](body, "")).items
