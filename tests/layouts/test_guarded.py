"""Hostile files end in a status: the child that read them may die, the next file finds another."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rådscraper.document import Block, Document, UnreadableDocument
from rådscraper.layouts.guarded import Limits, ReaderPool, read_guarded
from rådscraper.layouts.pdf import read_pdf
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "pdf"
KOEGE = FIXTURES / "koege_integrationsraadet_2021-04-12.pdf"
URL = "https://example.dk/vis/pdf"
FLATE = b"/Filter/FlateDecode"
HERE = "tests.layouts.test_guarded"


# Readers for a child to run.


def who(_body: bytes, _url: str) -> Document:
    return Document((Block(str(os.getpid())),))


def spin(_body: bytes, _url: str) -> Document:
    while True:
        pass


def doze(_body: bytes, _url: str) -> Document:
    time.sleep(60)
    return Document(())


def swell(_body: bytes, _url: str) -> Document:
    return Document((Block(str(len(bytearray(3 << 30)))),))


def burn_a_little(_body: bytes, _url: str) -> Document:
    end = time.process_time() + 0.7
    while time.process_time() < end:
        pass
    return who(b"", "")


def fall(_body: bytes, _url: str) -> Document:
    os.abort()


def stumble(_body: bytes, _url: str) -> Document:
    raise LookupError("no such thing")


def shout(_body: bytes, _url: str) -> Document:
    os.write(1, b"not an answer\n")
    return Document((Block("æøå"),))


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool(1)
    yield pool
    pool.close()


def pid(pool: ReaderPool) -> str:
    return pool.read(f"{HERE}:who", b"", URL).blocks[0].text


def status_of(pool: ReaderPool, reader: str) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        pool.read(f"{HERE}:{reader}", b"", URL)
    return caught.value


def test_a_guarded_file_is_read_as_an_unguarded_one():
    body = KOEGE.read_bytes()
    assert read_guarded("pdf", body, URL) == read_pdf(body, URL)


@pytest.mark.parametrize(
    ("name", "status"),
    [("scan", FileStatus.SCANNED), ("adgangskode", FileStatus.ENCRYPTED), ("afkortet", FileStatus.FAILED)],
)
def test_a_reason_comes_through(name, status):
    with pytest.raises(UnreadableFile) as caught:
        read_guarded("pdf", KOEGE.with_stem(f"{KOEGE.stem}_{name}").read_bytes(), URL)
    assert caught.value.status is status
    assert isinstance(caught.value, UnreadableDocument)


def test_a_child_is_kept_for_the_next_file(pool):
    assert pid(pool) == pid(pool) != str(os.getpid())


def test_a_child_that_fell_is_replaced_and_its_file_put_in_quarantine(pool):
    before = pid(pool)
    error = status_of(pool, "fall")
    assert error.status is FileStatus.QUARANTINED
    assert "SIGABRT" in str(error)
    assert pid(pool) != before


def test_memory_is_limited(pool):
    assert status_of(pool, "swell").status is FileStatus.QUARANTINED
    assert pid(pool)


def test_a_reader_that_stumbles_is_a_status(pool):
    error = status_of(pool, "stumble")
    assert error.status is FileStatus.FAILED
    assert "LookupError" in str(error)
    assert pid(pool)


def test_cpu_time_is_limited_for_each_file():
    pool = ReaderPool(1, Limits(cpu_seconds=2))
    try:
        pids = {pool.read(f"{HERE}:burn_a_little", b"", URL).blocks[0].text for _ in range(4)}
        assert len(pids) == 1
        error = status_of(pool, "spin")
        assert error.status is FileStatus.QUARANTINED
        assert "CPU" in str(error)
    finally:
        pool.close()


def test_the_whole_time_is_limited():
    pool = ReaderPool(1, Limits(wall_seconds=1.5))
    try:
        error = status_of(pool, "doze")
        assert error.status is FileStatus.QUARANTINED
        assert "longer than" in str(error)
    finally:
        pool.close()


def test_what_a_library_prints_is_no_answer(pool):
    assert pool.read(f"{HERE}:shout", b"", URL).blocks[0].text == "æøå"
    assert pid(pool)


def test_many_threads_share_the_children():
    body = KOEGE.read_bytes()
    expected = read_pdf(body, URL)
    pool = ReaderPool(2)
    try:
        with ThreadPoolExecutor(6) as threads:
            read = list(threads.map(lambda _: pool.read("rådscraper.layouts.pdf:read_pdf", body, URL), range(24)))
        assert all(document == expected for document in read)
    finally:
        pool.close()


def test_closing_ends_the_children():
    before = threading.active_count()
    pool = ReaderPool(1)
    number = int(pid(pool))
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert threading.active_count() <= before


def test_the_child_starts_in_a_locale_without_danish_letters():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import importlib; "
        "read = importlib.import_module('r\\u00e5dscraper.layouts.guarded').read_guarded; "
        "print(len(read('pdf', open(sys.argv[2], 'rb').read(), 'u').blocks))"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(KOEGE)],
        env=environment | {"LC_ALL": "C"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return body + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), more, data)


def page(content: bytes, filters: bytes = b"", count: int = 1, resources: bytes = b"", *objects: bytes) -> bytes:
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b>>>>"
            % resources,
            stream(content, filters),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *objects,
        ]
    )


def packed(unit: bytes, times: int, layers: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    # After a full flush each part stands by itself, so that one packed part can be repeated.
    head, part = (packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    data = head + part * (times - 1) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return data


def forms(depth: int, each: int) -> list[bytes]:
    """Drawings that draw each other many times over."""
    kind = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</G%d %d 0 R>>>>"
    tower = [stream(b"/G%d Do " % (i + 1) * each, kind % (i + 1, 7 + i)) for i in range(depth)]
    return [*tower, stream(b"BT /F1 9 Tf (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")]


TEXT = b"BT /F1 12 Tf 72 700 Td (Godkendt.) Tj ET"
SELF = stream(b"/G0 Do /G0 Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</G0 6 0 R>>>>")
PICTURE = stream(
    zlib.compress(b"\0" * 1_000_000),
    b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode",
)

HOSTILE = {
    "a thousand million pages": lambda: page(TEXT, count=10**9),
    "a page tree that holds itself": lambda: pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999>>"]
    ),
    "two million brackets": lambda: pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/X %b%b>>" % (b"[" * 2_000_000, b"]" * 2_000_000),
            b"<</Type/Pages/Kids[]/Count 0>>",
        ]
    ),
    "nested dictionaries": lambda: page(b"/A " + b"<<" * 1_000_000 + b" BDC"),
    "three gigabytes of blanks": lambda: page(packed(b" " * 1_000_000, 3000), FLATE),
    "the same packed twice": lambda: page(packed(b" " * 1_000_000, 3000, 2), b"/Filter[/FlateDecode/FlateDecode]"),
    "a hundred million letters": lambda: page(
        packed(b"BT /F1 1 Tf 0 0 Td (%b) Tj ET " % (b"a" * 40) * 10_000, 300), FLATE
    ),
    "ten million lines drawn": lambda: page(packed(b"0 0 m 1 1 l S " * 10_000, 1000), FLATE),
    "a picture of ten gigabytes": lambda: page(
        b"q 500 0 0 500 0 0 cm /I Do Q", b"", 1, b"/XObject<</I 6 0 R>>", PICTURE
    ),
    "drawings in drawings": lambda: page(b"/G0 Do", b"", 1, b"/XObject<</G0 6 0 R>>", *forms(8, 20)),
    "a drawing of itself": lambda: page(b"/G0 Do", b"", 1, b"/XObject<</G0 6 0 R>>", SELF),
    "a table of two thousand million objects": lambda: page(TEXT).replace(b"/Size 6", b"/Size 2147483647"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_and_the_next_is_read(name):
    try:
        assert isinstance(read_guarded("pdf", HOSTILE[name](), URL), Document)
    except UnreadableFile as error:
        assert error.status in (FileStatus.QUARANTINED, FileStatus.FAILED, FileStatus.SCANNED)  # noqa: PT017
    assert read_guarded("pdf", page(TEXT), URL).blocks[0].text == "Godkendt."
