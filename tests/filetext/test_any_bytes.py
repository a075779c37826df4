"""Any bytes to the reader of any kind of paper end in text, or in a status that says why there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rådscraper.filetext.reading import PICTURES
from rådscraper.items import FileStatus, FileText
from rådscraper.layouts.guarded import ReaderPool
from rådscraper.papers import READER
from tests.conftest import examples
from tests.damage import any_bytes, damaged_inside
from tests.filetext import makers
from tests.filetext.reading_as import KINDS

AS = "tests.filetext.reading_as:read_as"
PLAIN = ("Godkendt.\fTaget til efterretning.\n- Æble".encode(), "Økonomi".encode("utf-16"))
PAGE = b"<html><head><meta charset='utf-8'></head><body><h1>Bilag</h1><p>Kr.</p></body></html>"
SLIDES = makers.pptx_of(("Titel", "Tekst"), ("Anden", "Mere"), notes="Noter", table=[["Kr.", "1"], ["Kr.", "2"]])
WORD = makers.docx_of("Godkendt.", "Taget til efterretning.")

WHOLE: dict[str, tuple[bytes, ...]] = {
    "pdf": (makers.pdf_of("Godkendt.", "", "Drøftet."),),
    "wordprocessingml": (WORD,),
    "ms-word": (makers.with_macros(WORD),),
    "presentationml": (SLIDES,),
    "ms-powerpoint": (makers.with_macros(SLIDES),),
    "ms-excel": (makers.xls(), makers.xlsx(), makers.with_macros(makers.xlsx())),
    "spreadsheetml": (makers.xlsx(),),
    "opendocument": (makers.ods(),),
    "html": (PAGE,),
    "plain": PLAIN,
}
"""Papers to damage, by what the media type holds."""
LIKELY = {"word": "word/document", "presentationml": "ppt/slides/", "powerpoint": "ppt/slides/", "sheet": "sheet"}
READ = [kind for kind in KINDS if kind not in PICTURES]
OTHERS = [body for kept in WHOLE.values() for body in kept]


def whole(kind: str) -> tuple[bytes, ...]:
    return next(kept for name, kept in WHOLE.items() if name in kind)


def bodies(kind: str) -> st.SearchStrategy[bytes]:
    found = any_bytes(whole(kind), OTHERS)
    zipped = [body for body in whole(kind) if body.startswith(b"PK")]
    likely = next((part for name, part in LIKELY.items() if name in kind), "")
    return found | damaged_inside(zipped, likely) if zipped else found


def check_text(text: FileText) -> None:
    assert isinstance(text.status, FileStatus)
    assert "stumbled" not in (text.error or "")
    assert bool(text.texts) is (text.status is FileStatus.OK)
    assert text.texts or text.error or text.status in (FileStatus.EMPTY, FileStatus.SCANNED)
    assert not any(set(words) & set("\0\ufeff\ud800") for _, words in text.texts)


@pytest.fixture(scope="module")
def pool():
    pool = ReaderPool(1)
    yield pool
    pool.close()


@pytest.mark.parametrize("kind", READ)
def test_any_bytes_give_text_or_say_why_not(pool, tmp_path_factory, kind):
    paper = tmp_path_factory.mktemp("papers") / "paper"

    @examples(short=30, long=1_500)
    @given(bodies(kind))
    def check(body: bytes) -> None:
        paper.write_bytes(body)
        check_text(pool.read_text(AS, paper, kind=KINDS.index(kind)))
        check_text(pool.read_text(READER, paper, most_pages=50, most_characters=100_000))

    check()


def test_every_reader_has_papers_to_damage(pool, tmp_path):
    for kind in READ:
        for body in whole(kind):
            (tmp_path / "paper").write_bytes(body)
            text = pool.read_text(AS, tmp_path / "paper", kind=KINDS.index(kind))
            assert text.status is FileStatus.OK, (kind, text.error)
