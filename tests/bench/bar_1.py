"""Bar 1: the lines of a PDF with their type against its bare text, and reading in the guarded child against here."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from rådscraper.layouts.guarded import read_guarded
from rådscraper.layouts.pdf import read_pdf
from rådscraper.layouts.pdf_pages import read_pages
from tests.bench.timing import Clock, Row, Spread, Work, ratio_in_turn
from tests.layouts.test_pdf import AARHUS, FIXTURES, MINUTES
from tests.recorded import FOLDER

MOST_FOR_FONTS = 1.3
MOST_FOR_CHILD = 1.2
URL = "https://example.dk/vis/pdf"


def minutes() -> dict[str, dict[str, Path]]:
    """The typeset minutes by what to call them: those in the checkout, and the recorded one where it is at hand."""
    committed = {name: FIXTURES / f"{name}.pdf" for name, _ in MINUTES if name != AARHUS}
    found = {f"{len(committed)} committed PDFs": committed}
    recorded = FOLDER / "firstagenda_aarhus" / "byraad_2025-08-27_referat.pdf"
    if recorded.is_file():
        found["recorded Aarhus"] = {AARHUS: recorded}
    return found


def rows() -> Iterator[Row]:
    """Both comparisons; the spread of the committed files is that of their medians."""
    for told, files in minutes().items():
        bodies = [path.read_bytes() for path in files.values()]
        fonts = _spread([(partial(read_pages, body), partial(_bare_text, body)) for body in bodies])
        in_child = [(partial(read_guarded, "pdf", body, URL), partial(read_pdf, body, URL)) for body in bodies]
        child = _spread(in_child, time.perf_counter)
        yield Row(1, "PDF lines with their fonts", f"pypdfium2's bare text of {told}", fonts, MOST_FOR_FONTS)
        yield Row(1, "reading PDFs in the kept child", f"reading {told} in-process", child, MOST_FOR_CHILD)


def _spread(contests: Sequence[tuple[Work, Work]], clock: Clock = time.process_time) -> Spread:
    spreads = [ratio_in_turn(ours, theirs, clock=clock) for ours, theirs in contests]
    return spreads[0] if len(spreads) == 1 else Spread.of(spread.median for spread in spreads)


def _bare_text(body: bytes) -> None:
    document = pypdfium2.PdfDocument(body)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
