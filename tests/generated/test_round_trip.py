"""Whatever meeting is written in whatever layout, reading it gives the same meeting back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from hypothesis import given

from rådscraper.layouts import READERS
from rådscraper.parsing.meeting import parse_minutes
from tests.conftest import examples
from tests.generated import aalborg, firstagenda
from tests.generated.firstagenda import DIALECTS, URL
from tests.generated.meetings import Meeting, meetings
from tests.generated.told import Facts, differences, told
from tests.sites.rendered import rendered_page
from tests.sites.shapes import as_served

NO_OPENNESS = {"is_open": "it prints no word on whether an item is open"}
NO_QUOTES = {"quoted": "earlier bodies' decisions are not quoted there"}
NO_NUMBERS = dict.fromkeys(("case_number", "journal_number"), "no numbers of cases are printed")
NO_PEOPLE = {"people": "it has no list of members"}

# Structure tells what JSON and HTML mean; most is left to find where lines of type or of text must tell it.
FEW = {"short": 8, "long": 1_500}
OF_TEXT = {"short": 8, "long": 8_000}
OF_WORD = {"short": 3, "long": 4_000}
OF_PDF = {"short": 3, "long": 20_000}
"""How many meetings are written in a layout."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a meeting is written and what it then tells; ``lacks`` says what it can't hold, and why."""

    reader: str
    write: Callable[[Meeting], bytes]
    expect: Callable[[Meeting], Facts]
    lacks: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, int] = field(default_factory=lambda: FEW)
    breaks_lines: bool = False


def _json(dialect: str, *, is_word: bool) -> Callable[[Meeting], bytes]:
    return lambda meeting: as_served(firstagenda.answer(meeting, DIALECTS[dialect], is_word=is_word))


def _page(dialect: str) -> Callable[[Meeting], bytes]:
    return lambda meeting: rendered_page(firstagenda.answer(meeting, DIALECTS[dialect], is_word=False))


def _layouts() -> dict[str, Layout]:
    found: dict[str, Layout] = {}
    for name, dialect in DIALECTS.items():
        expect = partial(firstagenda.expected, dialect=dialect)
        found |= {
            f"{name} json, word's html": Layout("firstagenda", _json(name, is_word=True), expect),
            f"{name} json, plain html": Layout("firstagenda", _json(name, is_word=False), expect),
            f"{name} page": Layout("firstagenda_page", _page(name), expect, NO_OPENNESS),
            f"{name} text": Layout("text", partial(firstagenda.as_text, dialect=dialect), expect, NO_OPENNESS, OF_TEXT),
            f"{name} word, styles": Layout(
                "docx", partial(firstagenda.as_word, dialect=dialect, with_styles=True), expect, NO_OPENNESS, OF_WORD
            ),
            f"{name} word, bold": Layout(
                "docx", partial(firstagenda.as_word, dialect=dialect, with_styles=False), expect, NO_OPENNESS, OF_WORD
            ),
            f"{name} pdf": Layout(
                "pdf", partial(firstagenda.as_pdf, dialect=dialect), expect, NO_OPENNESS, OF_PDF, breaks_lines=True
            ),
        }
    return found


LAYOUTS = {
    **_layouts(),
    "aalborg free form": Layout(
        "text",
        lambda meeting: aalborg.free_form(aalborg.as_held(meeting)),
        lambda meeting: aalborg.free_form_facts(aalborg.as_held(meeting)),
        NO_OPENNESS
        | NO_NUMBERS
        | NO_QUOTES
        | {
            "summary": "free form has no sections",
            "recommendation": "free form has no sections",
            "away": "who is away is told of the meeting alone",
        },
        OF_TEXT,
    ),
    "aalborg page's text": Layout(
        "text",
        lambda meeting: aalborg.page_text(aalborg.as_published(meeting)),
        lambda meeting: aalborg.page_text_facts(aalborg.as_published(meeting)),
        NO_NUMBERS
        | NO_QUOTES
        | NO_PEOPLE
        | {
            "number": "numbers and titles are lost with the marks around them",
            "title": "numbers and titles are lost with the marks around them",
            "papers": "names of papers are lost with the marks around them",
            "summary": "there is no such section",
        },
        OF_TEXT,
    ),
    "aalborg application": Layout(
        "aalborg_application",
        lambda meeting: aalborg.application(aalborg.from_one(meeting)),
        lambda meeting: aalborg.web_facts(aalborg.from_one(meeting)),
        NO_NUMBERS
        | NO_QUOTES
        | NO_PEOPLE
        | {
            "time": "its address tells the time",
            "date": "its address tells the date",
            "place": "it has no head",
            "summary": "there is no such section",
        },
    ),
    "aalborg page": Layout(
        "aalborg_page",
        lambda meeting: aalborg.page(aalborg.from_one(meeting)),
        lambda meeting: aalborg.web_facts(aalborg.from_one(meeting)),
        NO_NUMBERS | NO_QUOTES | NO_PEOPLE | {"summary": "there is no such section"},
    ),
    "aalborg index's text": Layout(
        "text",
        aalborg.committee_index,
        aalborg.committee_index_facts,
        NO_NUMBERS
        | NO_QUOTES
        | NO_PEOPLE
        | {
            "time": "it prints the date alone",
            "place": "it prints the date alone",
            "kind": "nothing but decisions tells minutes",
            "summary": "it has decisions alone",
            "recommendation": "it has decisions alone",
            "papers": "it tells that there are papers and not which",
            "away": "it has decisions alone",
        },
        OF_TEXT,
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_written_meeting_is_read_back(name):
    layout = LAYOUTS[name]

    @examples(**layout.examples)
    @given(meetings())
    def check(meeting: Meeting) -> None:
        body = layout.write(meeting)
        read = told(parse_minutes(READERS[layout.reader](body, URL)))
        wrong = differences(_held(read, layout), _held(layout.expect(meeting), layout))
        assert wrong == [], body.decode(errors="replace")
        if layout.breaks_lines and meeting.setting.hyphen != "-":
            # Where the typesetter's hyphens can be told from the words' own, none gets into the text.
            assert _hyphened(read) <= _hyphened(layout.expect(meeting))

    check()


def _held(facts: Facts, layout: Layout) -> Facts:
    kept = {key: value for key, value in facts.items() if key not in layout.lacks}
    kept["items"] = [{key: value for key, value in item.items() if key not in layout.lacks} for item in facts["items"]]
    return _unbroken(kept) if layout.breaks_lines else kept


def _hyphened(value: Any) -> set[str]:
    """What stands before hyphens, wherever in the facts."""
    if isinstance(value, str):
        return set(re.findall(r"[^\W\d_]+-", value))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return set().union(*map(_hyphened, inner))


def _unbroken(value: Any) -> Any:
    """A page breaks paragraphs into lines: nothing tells one that ends on a full line, nor whose a hyphen there is."""
    if isinstance(value, str):
        return re.sub(r"(?<=[^\W\d])-", "", re.sub(r" ?[-–] ?", "-", " ".join(value.split())))
    if isinstance(value, dict):
        return {key: _unbroken(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_unbroken(inner) for inner in value)
    return value
