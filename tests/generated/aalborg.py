"""A meeting at Aalborg: a board's free-form minutes (2019), the text of a page (2023), the application and its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rådscraper.items import AttendanceStatus, DocumentType, Outcome
from tests.generated.firstagenda import OPEN_WORDS, WEEKDAYS, spelled
from tests.generated.meetings import Item, Meeting
from tests.generated.told import Facts, meant, text
from tests.generated.wording import Paragraphs, seen
from tests.sites import aalborg_markup as web

CLOSED_WORDS = ("Lukket", "Lukket sag", "Lukket punkt")


def free_form(meeting: Meeting) -> bytes:
    """Minutes as the boards' secretaries wrote them: no headings but ``Bilag``, a time before each title."""
    lines = ["Referat", f"Møde Møde i {meeting.body}", f"Tid {spelled(meeting.day)} kl. {meeting.time}"]
    lines.append(f"Sted {meeting.place}")
    lines += _people("Deltagere", [person.printed for person in meeting.people])
    for label, status in (("Afbud", AttendanceStatus.EXCUSED), ("Fraværende", AttendanceStatus.ABSENT)):
        lines += _people(label, [person.name for person in meeting.people if person.status is status])
    for number, item in meeting.numbered():
        lines += _free_form_item(number, item)
    return "\n\n".join(lines).encode()


def _people(label: str, names: list[str]) -> list[str]:
    return ["\n".join([f"{label} {names[0]}", *names[1:]])] if names else []


def _free_form_item(number: int, item: Item) -> Iterator[str]:
    yield f"{number}. {_time(number)} {item.title}"
    if item.case:
        yield from item.case
        yield "Åse Ørsted indleder."
    if item.papers and item.decision:
        yield "Bilag"
        yield from item.papers
    yield from item.decision


def _time(number: int) -> str:
    return f"{16 + number % 7}:{number % 6}0"


def free_form_facts(meeting: Meeting) -> Facts:
    """Where nothing parts papers from the agenda's text, the text before them is told as such."""
    facts = meant(meeting)
    for told, (number, item) in zip(facts["items"], meeting.numbered(), strict=True):
        has_papers = bool(item.papers and item.decision)
        introduced = (*item.case, "Åse Ørsted indleder.") if item.case else ()
        told |= {
            "planned_time": _time(number),
            "papers": [seen(paper) for paper in item.papers] if has_papers else [],
            "sections": [
                *([(None, text(introduced))] if introduced else []),
                *([(None, text(item.decision))] if item.decision else []),
            ],
        }
    return facts


def page_text(meeting: Meeting) -> bytes:
    """The text of a board's page: titles, numbers and papers are lost with the marks around them."""
    day = spelled(meeting.day)
    kind = f"referat fra {meeting.body}" if meeting.is_held else f"dagsorden for {meeting.body}"
    lines = [
        "Skip til hoved indholdet",
        f"{day} - {kind}",
        f"{meeting.body} {day}" if meeting.is_held else _invited(meeting),
    ]
    for item in meeting.items:
        lines.append(_openness(item))
        for heading, said in _sections(item, meeting):
            lines += [heading, *said]
        lines += ["Bilag"] if item.papers else []
    return "\n\n".join([*lines, "Kontakt", "Boulevarden 13", "Genveje"]).encode()


def _openness(item: Item) -> str:
    words = OPEN_WORDS if item.is_open else CLOSED_WORDS
    return words[len(item.title) % len(words)]


def _invited(meeting: Meeting) -> str:
    weekday = WEEKDAYS[meeting.day.weekday()]
    return f"{meeting.body}s møde {weekday} den {spelled(meeting.day)}, kl. {meeting.time} i {meeting.place}"


def _sections(item: Item, meeting: Meeting) -> list[tuple[str, Paragraphs]]:
    absent = item.absence.lines if item.decision else ()
    told = (("Indstilling", item.recommendation), ("Sagsbeskrivelse", item.case))
    return [
        *((heading, said) for heading, said in told if said),
        *([("Beslutning", (*item.decision, *absent))] if item.decision else []),
    ]


def page_text_facts(meeting: Meeting) -> Facts:
    """Without numbers nothing tells which item another one means."""
    facts = _web_facts(meeting)
    for told, item in zip(facts["items"], meeting.items, strict=True):
        told |= {"outcome": item.outcome if item.decision else Outcome.NONE, "away_elsewhere": []}
    return facts


def _web_facts(meeting: Meeting) -> Facts:
    facts = meant(meeting)
    if meeting.is_held:
        facts |= {"time": None, "place": None}
    for told, item in zip(facts["items"], meeting.items, strict=True):
        told["sections"] = [(heading, text(said)) for heading, said in _sections(item, meeting)]
        told["away"] = list(item.absence.told) if item.decision else []
    return facts


def _web_meeting(meeting: Meeting) -> web.Meeting:
    items = [
        web.Item(item.title, _sections(item, meeting), is_open=item.is_open, papers=item.papers)
        for item in meeting.items
    ]
    return web.Meeting(
        f"{meeting.day} {meeting.time.replace(':', '.')}",
        meeting.body,
        f"{'Referat fra' if meeting.is_held else 'Dagsorden for'} {meeting.body} {spelled(meeting.day)}",
        f"{meeting.body} {spelled(meeting.day)}" if meeting.is_held else _invited(meeting),
        application=items,
        page=items,
    )


def application(meeting: Meeting) -> bytes:
    return web.application_answer(_web_meeting(meeting)).encode()


def page(meeting: Meeting) -> bytes:
    return web.meeting_page(_web_meeting(meeting)).encode()


def committee_index(meeting: Meeting) -> bytes:
    """The text of a committee's index page: numbers and titles, ``Åben`` and ``Lukket`` over runs of items."""
    lines = [meeting.body, "", f"{meeting.body} {spelled(meeting.day)}", ""]
    opened: bool | None = None
    for number, item in meeting.numbered():
        if item.is_open is not opened:
            opened = item.is_open
            lines += ["Åben" if opened else "Lukket", ""]
        lines.append(f"{number}. {item.title}")
        if item.papers:
            lines.append(f"Bilag til punkt {number}")
        if item.decision:
            lines.append(f"Beslutning: {item.decision[0]}")
            lines += item.decision[1:]
    return "\n".join(lines).encode()


def committee_index_facts(meeting: Meeting) -> Facts:
    facts = meant(meeting)
    for told, item in zip(facts["items"], meeting.items, strict=True):
        told["sections"] = [("Beslutning", text(item.decision))] if item.decision else []
    return facts


def web_facts(meeting: Meeting) -> Facts:
    return _web_facts(meeting)


def from_one(meeting: Meeting) -> Meeting:
    """Aalborg numbers the items of each meeting from 1 on, and so does what one item says of another."""
    first, *others = meeting.items
    *said, last = first.decision or ("",)
    named = r"(?:(?<=unkt )|(?<=pkt\. ))(?<!Ad pkt\. )\d+"
    told = re.sub(named, lambda found: str(int(found[0]) - meeting.first_number + 1), last)
    first = replace(first, decision=(*said, told)) if first.decision else first
    return replace(as_published(meeting), first_number=1, items=(first, *others))


def as_published(meeting: Meeting) -> Meeting:
    """Aalborg publishes no supplementary agendas."""
    return meeting if meeting.is_held else replace(meeting, kind=DocumentType.AGENDA)


def as_held(meeting: Meeting) -> Meeting:
    return replace(meeting, kind=DocumentType.MINUTES)
