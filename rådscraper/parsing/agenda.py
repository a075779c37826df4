"""An agenda item: the blocks from its heading to the next become number, title, sections and decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rådscraper.document import ITEM_LEVEL, SECTION_LEVEL, Block, BlockKind
from rådscraper.items import (
    AgendaItem,
    Attachment,
    Attendance,
    AttendanceStatus,
    ItemType,
    Outcome,
    Section,
    SectionKind,
)
from rådscraper.kle import journal_number_in
from rådscraper.parsing import vocabulary
from rådscraper.parsing.attendance import cut_absence, opens_list
from rådscraper.parsing.decisions import Held, parse_decisions, take_text_as_decision
from rådscraper.parsing.names import lists_people, parse_person, split_names
from rådscraper.parsing.sections import Part, part_of, split_sections, unwrap
from rådscraper.parsing.under_title import take_numbers

_CLOSED_TITLE = re.compile(
    r"lukket(?: (?:sag|punkt))?\b\s*(?:[:–-]|$)|.*(?:\(lukket\)|[-–] lukket punkt)$", re.IGNORECASE
)
_OPEN_TITLE = re.compile(
    r"\(?åbent?(?: (?:sag|punkt))?(?:\)|\s*[:–-] )|.*(?:\(åbent?(?: punkt)?\)|[-–] åbent?(?: punkt)?)$", re.IGNORECASE
)
_SAID_CLOSED = re.compile(  # Halsnæs
    r"^Offentlig beslutning der skal udfyldes, hvis punktet er lukket$"
    r"|\b(?:Punktet|Sagen)\b[^.]{0,80} ?(?:er lukket af hensyn til|behandles (?:derfor )?som (?:et )?lukket punkt)\b"
)
_SAYING = (SectionKind.DECISION, SectionKind.RECOMMENDATION, SectionKind.CASE, SectionKind.SUMMARY)
_CLOSED_LABEL = re.compile(r"lukket\s*[:–-]\s*", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:(?:Punkt|Pkt\.?|Sag|Nr\.)\s*)?(?P<number>\d+)\s*[.:)–-]\s*(?P<title>[^\sa-zæøå].*)", re.DOTALL
)

# Before Python 3.12 reading a member of an enum takes longer than all else that is asked of a block.
_FIELD, _LINK = BlockKind.FIELD, BlockKind.LINK
_STATUSES = {status.value: status for status in AttendanceStatus}


def split_items(blocks: Iterable[Block]) -> tuple[list[Block], list[list[Block]]]:
    """Part a document's blocks into its head and one list an item, each beginning with the item's heading."""
    head: list[Block] = []
    items: list[list[Block]] = []
    for block in blocks:
        if block.level == ITEM_LEVEL:
            items.append([block])
        elif items:
            items[-1].append(block)
        else:
            head.append(block)
    return head, items


def titles_carry_numbers(items: Sequence[Sequence[Block]]) -> bool:
    """Whether this document prints each item's number in its title, as Sønderborg does (``8. Godkendelse af …``).

    All do or none, but for closed items, whose titles may be printed otherwise: a title such as ``2. behandling af
    budgettet`` begins with a number of its own.
    """
    is_any_open = False
    for item in items:
        facts = {block.name: block.text for block in item if block.kind is _FIELD}
        if facts.get("is_open") == "false":
            continue
        found = _NUMBERED.fullmatch(item[0].text)
        if found is None or found["number"] != (facts.get("number") or found["number"]):
            return False
        is_any_open = True
    return is_any_open


def is_free_form(items: Sequence[Sequence[Block]]) -> bool:
    """Whether no item has sections for what it says, as in the minutes Aalborg's boards wrote until 2019."""
    headings = [block for item in items for block in item if block.level == SECTION_LEVEL]
    return all(part_of(block.text or None, block.name).kind not in _SAYING for block in headings)


def parse_item(blocks: Sequence[Block], held: Held, *, numbered_title: bool, is_free_form: bool = False) -> AgendaItem:
    """Read one item; ``held`` tells its own decision from those of earlier bodies it quotes.

    In free-form minutes, and in closed items of all minutes, text without a heading is what was decided.
    """
    heading, (facts, people, papers, text) = blocks[0], _sorted(blocks[1:])
    number, title = facts.get("number"), heading.text or None
    if numbered_title and (found := _NUMBERED.fullmatch(heading.text)) and number in (None, found["number"]):
        number, title = found["number"], found["title"]
    parts, is_open, numbers = _parts(text, number, title)
    is_open = _is_open(facts.get("is_open"), is_open, title)
    if is_open is None and any(_SAID_CLOSED.search(block.text) for block in blocks):
        is_open = False
    if is_free_form or (is_open is False and held.has_minutes and all(part.heading is None for part in parts)):
        parts = take_text_as_decision(parts)
    if not papers:
        parts, papers = _listed_papers(parts)
    decided = parse_decisions(parts, held)
    apart = [part for part in parts if _tells_attendance(part)]
    told = [person for part in apart for person in cut_absence(part.blocks)[1]]
    own = decided.own
    told += _listed_first(parts) if held.has_minutes or own else ()
    sections = [Section(part.heading, part.kind, part.text) for part in parts]
    case_number = facts.get("case_number") or numbers.get("case_number")
    return AgendaItem(
        title=title,
        number=number,
        is_open=is_open,
        case_number=case_number,
        journal_number=numbers.get("journal_number") or journal_number_in(case_number),
        document_number=numbers.get("document_number"),
        planned_time=facts.get("planned_time"),
        item_type=_item_type(title, sections),
        url=facts.get("item_url"),
        summary=_first_text(sections, SectionKind.SUMMARY),
        recommendation=_first_text(sections, SectionKind.RECOMMENDATION),
        decision=own.text if own else None,
        outcome=own.outcome if own else Outcome.NONE,
        sections=tuple(section for section in sections if section.heading or section.text),
        decisions=(*decided.quoted, *decided.parts),
        attendances=_merge(people, (*decided.attendances, *told)),
        attachments=tuple(papers),
        publication_id=held.publication_id,
    )


def _listed_first(parts: Sequence[Part]) -> list[Attendance]:
    """Who was not there by a list above an item's first section, labelled or of names with their parties alone."""
    if len(parts) < 2 or parts[0].heading is not None:
        return []
    people = cut_absence(block for block in parts[0].blocks if not lists_people(block.text))[1]
    bare = [name for block in parts[0].blocks if lists_people(block.text) for name in split_names(block.text)]
    return people or [parse_person(name, AttendanceStatus.ABSENT) for name in bare]


def _sorted(blocks: Iterable[Block]) -> tuple[dict[str, str], list[Attendance], list[Attachment], list[Block]]:
    """Part an item's blocks into the facts the layout itself names, people, papers, and what is text."""
    facts: dict[str, str] = {}
    people: list[Attendance] = []
    papers: list[Attachment] = []
    text: list[Block] = []
    for block in blocks:
        if block.kind is _FIELD:
            if status := _STATUSES.get(block.name or ""):
                people.append(parse_person(block.text, status))
            elif block.name:
                facts[block.name] = block.text
        elif block.kind is _LINK:
            papers.append(Attachment(block.text, block.href))
        else:
            text.append(block)
    return facts, people, papers, text


def _parts(text: list[Block], number: str | None, title: str | None) -> tuple[list[Part], bool | None, dict[str, str]]:
    parts: list[Part] = []
    text, numbers, is_open = take_numbers(text)
    for part in split_sections(text):
        if opened := unwrap(part, number, title):
            parts.extend(opened.parts)
            is_open = opened.is_open if is_open is None else is_open
            numbers = opened.numbers | numbers
        else:
            parts.append(part)
    return parts, is_open, numbers


def _listed_papers(parts: Sequence[Part]) -> tuple[list[Part], list[Attachment]]:
    """Take the papers out of a section that lists them as text (Word); a sentence there stays text."""
    papers: list[Attachment] = []
    kept = []
    for part in parts:
        if part.kind is SectionKind.ATTACHMENTS:
            said = tuple(block for block in part.blocks if block.text.endswith((".", ":")))
            titles = (block.text.strip().removeprefix("- ") for block in part.blocks if block not in said)
            papers += [Attachment(title) for title in titles if title != "-"]
            part = part._replace(blocks=said)
        kept.append(part)
    return kept, papers


def _tells_attendance(part: Part) -> bool:
    """Whether a part tells who was away without deciding: København's section, and a list right below the title."""
    if part.heading:
        return vocabulary.fold_heading(part.heading) in vocabulary.ATTENDANCE_HEADINGS
    return part.kind is SectionKind.OTHER and any(opens_list(block.text) for block in part.blocks)


def _is_open(named: str | None, printed: bool | None, title: str | None) -> bool | None:
    if named in ("true", "false"):
        return named == "true"
    if printed is None and title and _CLOSED_TITLE.match(title):
        return False
    if printed is None and title and _OPEN_TITLE.match(title):
        return True
    return printed


def _item_type(title: str | None, sections: Iterable[Section]) -> ItemType | None:
    printed = next(
        (
            one.text
            for one in sections
            if one.heading and vocabulary.fold_heading(one.heading) in vocabulary.TYPE_HEADINGS
        ),
        None,
    )
    told = vocabulary.classify_item_type(printed) if printed else None
    return told or (vocabulary.classify_item_type(_CLOSED_LABEL.sub("", title, 1)) if title else None)


def _first_text(sections: Iterable[Section], kind: SectionKind) -> str | None:
    return next((one.text for one in sections if one.kind is kind and one.text and one.text != "-"), None)


def _merge(listed: Iterable[Attendance], told: Iterable[Attendance]) -> tuple[Attendance, ...]:
    people = {person.name: person for person in listed}
    for person in told:
        known = people.get(person.name)
        people[person.name] = replace(person, role=person.role or known.role) if known else person
    return tuple(people.values())
