"""A meeting on FirstAgenda Publication: its sections as each municipality heads them, in every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

import docx

from rådscraper.items import AttendanceStatus, DocumentType
from rådscraper.parsing.case_numbers import is_case_number
from rådscraper.parsing.vocabulary import is_standing_heading
from tests.generated.meetings import Item, Meeting
from tests.generated.people import Person
from tests.generated.told import Facts, meant, text
from tests.generated.wording import Paragraphs, seen
from tests.layouts.word import saved, type_lines
from tests.sites import markup
from tests.sites.shapes import Body, Json, attendee, guid, item, publication
from tests.sites.typeset import BIG, HEADING, LEADER, TEXT, TITLE, Style, typeset

HOST = "dagsordener.example.dk"
URL = f"https://{HOST}/api/agenda/dagsorden/1"
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905
WEEKDAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()  # noqa: SIM905

KINDS = {
    DocumentType.MINUTES: "Referat",
    DocumentType.AGENDA: "Dagsorden",
    DocumentType.SUPPLEMENTARY_AGENDA: "Tillægsdagsorden",
}
OPEN_WORDS = ("Åben", "Åbent", "Åben sag", "Åbent punkt")
CLOSED = ("Lukket: {}", "Lukket - {}", "{} (lukket)", "{} - Lukket punkt", "Lukket punkt: {}", "{} (Lukket)")
AWAY = {AttendanceStatus.ABSENT: " (Fravær)", AttendanceStatus.EXCUSED: " (Afbud)"}

Section = tuple[str, Paragraphs]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a municipality heads the sections of an item, and what those say that are read."""

    sections: Callable[[Meeting, int, Item], list[Section]]
    facts: Callable[[Meeting, int, Item], Facts]


def dashed(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def spelled(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def _read(sections: Iterable[Section]) -> list[tuple[str, str | None]]:
    return [(heading, text(paragraphs)) for heading, paragraphs in sections]


def _filled(*sections: Section) -> list[Section]:
    return [section for section in sections if section[1]]


def _soenderborg(meeting: Meeting, number: int, item: Item) -> list[Section]:
    sections = [("Sagsresumé", item.summary or ("-",))]
    sections += _filled(("Indstilling", item.recommendation), ("Sagsfremstilling", item.case))
    of = ("", "i ", "fra ")[number % 3]
    sections += [(f"Beslutning {of}{step.body} den {dashed(step.day)}", step.lines) for step in item.quoted]
    if meeting.is_held:
        sections.append((f"Beslutning {meeting.body} den {dashed(meeting.day)}", (*item.decision, *item.absence.lines)))
    return sections


def _soenderborg_facts(meeting: Meeting, number: int, item: Item) -> Facts:
    return {"sections": _read(_soenderborg(meeting, number, item))}


def _koege(meeting: Meeting, number: int, item: Item) -> list[Section]:
    proceedings = tuple(line for one in item.quoted for line in (_step(number, one.body, one.day), *one.lines))
    if item.decision:
        proceedings += (_step(number, meeting.body, meeting.day), *item.decision)
    return _filled(
        ("Indstilling", item.recommendation),
        ("Baggrund og vurdering", item.case),
        ("Økonomi", item.economy),
        ("Sagens forløb", proceedings),
        ("Beslutning", (*item.decision, *item.absence.lines)),
    )


def _step(number: int, body: str, day: date) -> str:
    """How Køge prints whose decision is quoted: since 2021, and in its archive."""
    return (f"{dashed(day)} {body}", f"{body} {dashed(day)}", f"{body} den {dashed(day)}, punkt {number}")[number % 3]


def _koege_facts(meeting: Meeting, number: int, item: Item) -> Facts:
    return {"sections": _read(_koege(meeting, number, item)), "summary": None}


def _kalundborg_parts(meeting: Meeting, item: Item) -> list[Section]:
    return [
        *_filled(
            ("Sagstype", ("Orientering.",)),
            ("Resume og sagens baggrund", item.summary),
            ("Indstillinger", item.recommendation),
            ("Økonomiske konsekvenser", item.economy),
            *((f"{step.body}s møde den {spelled(step.day)}:", step.lines) for step in item.quoted),
        ),
        *_filled((f"{meeting.body}s møde den {spelled(meeting.day)}:", (*item.decision, *item.absence.lines))),
    ]


def _kalundborg(meeting: Meeting, number: int, item: Item) -> list[Section]:
    identifiers = (f"Sagsnr.: 326-2018-{number}", "J.nr.: 00.22.04", f"Dokumentnr.: 326-2018-{number}8")
    printed = identifiers if number % 2 else (" ".join(identifiers),)
    head = (f"{number}. {item.title}", OPEN_WORDS[number % len(OPEN_WORDS)], *printed)
    parts = (line for heading, said in _kalundborg_parts(meeting, item) for line in (heading, *said))
    return [("Sagsfremstilling", (*head, *parts))]


def _kalundborg_facts(meeting: Meeting, number: int, item: Item) -> Facts:
    return {
        "sections": [("Sagsfremstilling", None), *_read(_kalundborg_parts(meeting, item))],
        "case_number": f"326-2018-{number}",
        "journal_number": "00.22.04",
        "document_number": f"326-2018-{number}8",
        "is_open": True,
    }


DIALECTS = {
    "soenderborg": Dialect(_soenderborg, _soenderborg_facts),
    "koege": Dialect(_koege, _koege_facts),
    "kalundborg": Dialect(_kalundborg, _kalundborg_facts),
}


def _sections(meeting: Meeting, number: int, item: Item, dialect: Dialect) -> list[Section]:
    return dialect.sections(meeting, number, item) if item.is_open else []


def expected(meeting: Meeting, dialect: Dialect) -> Facts:
    """What a document of the dialect tells; closed items have a title and a case number, and no text."""
    facts = meant(meeting)
    for told, (number, each) in zip(facts["items"], meeting.numbered(), strict=True):
        told["title"] = seen(_title(each))
        if each.is_open:
            told |= dialect.facts(meeting, number, each)
    return facts


def _title(item: Item) -> str:
    return item.title if item.is_open else CLOSED[len(item.title) % len(CLOSED)].format(item.title)


def _case_number(item: Item, dialect: Dialect) -> str:
    return "" if dialect is DIALECTS["kalundborg"] and item.is_open else item.case_number.printed or ""


def answer(meeting: Meeting, dialect: Dialect, *, is_word: bool) -> Json:
    """The API's answer, in the dialect of HTML that Word makes or in the plain one."""
    items = []
    for number, each in meeting.numbered():
        sections = [(heading, _blocks(lines)) for heading, lines in _sections(meeting, number, each, dialect)]
        html = markup.word(*sections) if is_word else markup.plain(sections)
        items.append(
            item(
                HOST,
                guid("item", number),
                str(number),
                _title(each),
                html,
                case_number=_case_number(each, dialect),
                is_open=each.is_open,
                attachments=each.papers,
            )
        )
    begin = datetime(meeting.day.year, meeting.day.month, meeting.day.day, meeting.hour, meeting.minute)  # noqa: DTZ001
    return publication(
        Body("koege", HOST, meeting.body, "Udvalg"),
        guid("meeting"),
        begin,
        items,
        kind=KINDS[meeting.kind],
        place=meeting.place,
        attendees=[_attendee(person) for person in meeting.people],
    ).agenda


def _attendee(person: Person) -> Json:
    status = person.status
    return attendee(
        person.printed, absent=status is AttendanceStatus.ABSENT, cancelled=status is AttendanceStatus.EXCUSED
    )


def _blocks(lines: Paragraphs) -> list[markup.Block]:
    """A paragraph a block, and list items one under another in one."""
    blocks: list[markup.Block] = []
    for kind, group in groupby(lines, _kind_of_list):
        together = tuple(group)
        if kind == "1.":
            starts = [place for place, line in enumerate(together) if line.startswith("1. ")]
            blocks += [together[one:end] for one, end in pairwise([*starts, len(together)])]
        else:
            blocks += [together] if kind else [(line,) for line in together]
    return blocks


def _kind_of_list(line: str) -> str:
    return "-" if line.startswith("- ") else "1." if re.match(r"\d\. ", line) else ""


def head_lines(meeting: Meeting) -> Iterator[str]:
    """The head as FirstAgenda's PDFs print it."""
    yield f"{KINDS[meeting.kind].upper()} {meeting.body} d. {dashed(meeting.day)}"
    weekday = WEEKDAYS[meeting.day.weekday()].capitalize()
    day = f"{meeting.day.day:02}. {MONTHS[meeting.day.month - 1]} {meeting.day.year}"
    yield f"Mødedato {weekday} d. {day} kl. {meeting.time}"
    yield f"Mødested {meeting.place}"
    if meeting.people:
        people = (person.printed + AWAY.get(person.status, "") for person in meeting.people)
        yield f"Mødedeltagere {', '.join(people)}"


def item_lines(meeting: Meeting, number: int, each: Item, dialect: Dialect) -> Iterator[str]:
    """An item as it is printed, a paragraph a line."""
    yield f"Punkt {number}: {_title(each)}"
    if case_number := _case_number(each, dialect):
        yield case_number
    for heading, lines in _sections(meeting, number, each, dialect):
        yield heading
        yield from lines
    if each.papers:
        yield "Bilag"
        yield from each.papers


def contents_lines(meeting: Meeting) -> Iterator[str]:
    yield "Indholdsfortegnelse"
    for page, each in enumerate(meeting.items, 3):
        yield f"{_title(each)}.....{page}"


def printed(meeting: Meeting, dialect: Dialect) -> list[str]:
    """All lines, with the contents list between head and items."""
    items = (line for number, each in meeting.numbered() for line in item_lines(meeting, number, each, dialect))
    return [*head_lines(meeting), *contents_lines(meeting), *items]


def as_text(meeting: Meeting, dialect: Dialect) -> bytes:
    lines = printed(meeting, dialect)
    if meeting.breaks_titles:
        lines = [part for line, below in pairwise([*lines, ""]) for part in _on_two_lines(line, below)]
    return "\n\n".join(lines).encode()


def _on_two_lines(line: str, below: str) -> list[str]:
    """A long title as pages break it, where what stands below tells that it is no text."""
    first, second = line[: len(line) // 2].rpartition(" ")[0], line[len(line) // 2 :].partition(" ")[2]
    first = line.removesuffix(second).rstrip() if second else first
    is_title = line.startswith("Punkt ") and (is_case_number(below) or is_standing_heading(below))
    is_part = not (is_case_number(second) or is_standing_heading(second) or re.match(r"[-–]|\d+[.)] ", second))
    is_broken = is_title and second and len(line) > 60 and is_part and not re.search(r"[-–:]$", first)
    return [first, second] if is_broken else [line]


def headings(meeting: Meeting, dialect: Dialect) -> set[str]:
    """The lines that are headings of sections."""
    told = (heading for number, each in meeting.numbered() for heading, _ in _sections(meeting, number, each, dialect))
    return {*told, "Bilag"}


def as_word(meeting: Meeting, dialect: Dialect, *, with_styles: bool) -> bytes:
    word = docx.Document()
    type_lines(word, printed(meeting, dialect), headings(meeting, dialect), with_styles=with_styles)
    return saved(word)


def as_pdf(meeting: Meeting, dialect: Dialect) -> bytes:
    """Set as FirstAgenda's exports are: labels and headings bold, titles larger.

    Two blanks of Courier are as wide as the gap between columns, so there is one.
    """
    sections = headings(meeting, dialect)
    title, *head = head_lines(meeting)
    lines = [(title, BIG), *((line.replace(" ", "\t", 1), TEXT) for line in head)]
    entries = (f"{_title(each)}{LEADER}{page}" for page, each in enumerate(meeting.items, 3))
    lines += [("Indholdsfortegnelse", TITLE), *((line, TEXT) for line in entries)]
    for number, each in meeting.numbered():
        point, *rest = item_lines(meeting, number, each, dialect)
        lines.append((point, TITLE))
        lines += [(line, HEADING if line in sections else TEXT) for line in rest]
    over, under = meeting.running
    shown = [(text if "\t" in text else seen(text), style) for text, style in lines]
    if meeting.setting.hangs:
        shown = list(_nested(shown))
    return typeset(shown, over=over, under=under, setting=meeting.setting)


def _nested(lines: Sequence[tuple[str, Style]]) -> Iterator[tuple[str, Style]]:
    """Every other item of a list set below the one before it: how deep it stands is no fact of a meeting."""
    is_outer = False
    for line, style in lines:
        is_item = line.startswith("- ")
        yield (f"  {line}" if is_item and is_outer else line), style
        is_outer = is_item and not is_outer
