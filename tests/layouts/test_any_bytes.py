"""Any bytes to any reader end in a ``Document``, which parses, or in ``UnreadableDocument``; nothing else is raised."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.document import Document, UnreadableDocument
from rådscraper.layouts import READERS
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile
from rådscraper.parsing.meeting import parse_minutes
from tests.conftest import few
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

SIGNATURES = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b'{"Moede": ',
    b"<html>",
    b"<h3>1. A</h3>",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
)
GUARDED = ("docx", "pdf")
URLS = ("", "https://dagsordener.example.dk/vis?id=1", "http://[", "a.html")


@st.composite
def damaged(draw: st.DrawFn, whole: tuple[bytes, ...]) -> bytes:
    """A document with bits turned, pieces cut out, repeated or put in from another, and perhaps cut off."""
    body = bytearray(draw(st.sampled_from(whole)))
    for kind in draw(st.lists(st.sampled_from(["turn", "write", "cut", "repeat", "splice"]), min_size=1, max_size=6)):
        place = draw(st.integers(0, max(len(body) - 1, 0)))
        end = place + draw(st.integers(1, 400))
        if kind == "turn" and body:
            body[place] ^= 1 << draw(st.integers(0, 7))
        elif kind == "write":
            body[place:end] = draw(st.binary(max_size=20))
        elif kind == "cut":
            del body[place:end]
        elif kind == "repeat":
            body[place:place] = body[place:end] * draw(st.integers(1, 5))
        else:
            other = draw(st.sampled_from([one for kept in WHOLE.values() for one in kept]))
            start = draw(st.integers(0, len(other) - 1))
            body[place:place] = other[start : start + draw(st.integers(1, 400))]
    return bytes(body[: draw(st.integers(len(body) // 2, len(body)))] if draw(st.booleans()) else body)


@st.composite
def damaged_inside(draw: st.DrawFn, whole: tuple[bytes, ...]) -> bytes:
    """A zip file that is sound, with a part in it that is not: outside, checksums stop what is damaged."""
    with zipfile.ZipFile(BytesIO(draw(st.sampled_from(whole)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = draw(st.sampled_from(["word/document.xml", *parts]))
    parts[chosen] = draw(damaged((parts[chosen],)))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def bodies(name: str) -> st.SearchStrategy[bytes]:
    """Bytes for a reader: none of any kind, of another kind than it reads, and damaged ones of its own."""
    start = st.builds(lambda signature, rest: signature + rest, st.sampled_from(SIGNATURES), st.binary(max_size=400))
    others = st.sampled_from([one for kept in WHOLE.values() for one in kept])
    found = start | others | damaged(WHOLE[name]) | damaged(WHOLE[name])
    return found | damaged_inside(WHOLE[name]) if name == "docx" else found


@pytest.mark.parametrize("name", READERS)
def test_any_bytes_are_a_document_or_unreadable(name):
    @few(40 if name in GUARDED else 80)
    @given(bodies(name), st.sampled_from(URLS))
    def check(body: bytes, url: str) -> None:
        try:
            document = READERS[name](body, url)
        except UnreadableDocument as error:
            assert str(error)  # noqa: PT017
            assert name not in GUARDED or isinstance(error, UnreadableFile)  # noqa: PT017
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
