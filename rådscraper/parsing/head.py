"""The head of a document: which body met when and where, and who was there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from rådscraper.document import MEETING_LEVEL, Block, BlockKind
from rådscraper.items import Attendance, DocumentType
from rådscraper.parsing import head_labels, vocabulary
from rådscraper.parsing.bodies import is_body_name, parse_body_name, without_archive
from rådscraper.parsing.dates import DATE, find_date, find_end_time, find_short_date, find_time, parse_api_time
from rådscraper.parsing.head_people import listed_people
from rådscraper.parsing.publications import classify_title
from rådscraper.parsing.title_lines import AT, CLOCK, DAY, TITLES, plainer

_LABELS = "|".join(
    re.escape(label) + ("(?=:)" if label in head_labels.COLON_LABELS else "")
    for label in sorted(head_labels.FIELD_NAMES, key=len, reverse=True)
)
_LABELLED = re.compile(rf"(?P<label>{_LABELS})(?::\s*|\s+|$)(?P<value>.*)", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\.{4,}|(?:\. ){4,})\s*\d{0,4}$")  # of a list of contents: an item's title is no label
_GLUED = re.compile(r"(?P<label>Mødested|Udvalg)(?P<value>[A-ZÆØÅ].*)")  # Stevns
_MEETING_IN = re.compile(
    rf"(?:(?:(?:ekstra)?ordinært )?møde )?i (?P<body>\D+?)(?:,? {DAY}.*)?", re.IGNORECASE
)  # Aalborg's boards
_ITS_MEETING = re.compile(r"(?:(?:ekstra)?ordinært )?(?P<body>.*\w(?:råd|udvalg|bestyrelse|nævn))smøde", re.IGNORECASE)
_BODY_ALONE = re.compile(r"(?!.*\b[Kk]ommune)[A-ZÆØÅ][^\d.:;?!/]{3,60}(?<![ ,])")
_PUBLISHED = re.compile(r"(?:Publiceret|Opdateret)\b", re.IGNORECASE)
_BOARD = re.compile(r"(?P<body>[^\d:.]*(?:råd|nævn|udvalg)(?:et)?)(?:s møde)?")
_HELD = re.compile(rf"(?:(?:Den|\w*møde) )?{DAY}{AT}(?: i| på|,) (?P<place>.+)", re.IGNORECASE)
_ALONE = re.compile(rf"(?:fra (?:ekstra)?ordinært møde |mødet )?{DAY}(?:{AT})?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:man|tirs|ons|tors|fre|lør|søn)dag (?:den |d\.? ?)(?P<date>{DATE})", re.IGNORECASE)
_SHORT_DAY = re.compile(  # Lyngby-Taarbæk's boards
    rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,? )?(?:den |d\.? ?)?(?:\d{{1,2}}[./-]){{2}}\d\d(?P<at>{AT})?\.?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-ZÆØÅ][^.:]{3,80}")
_HALL = re.compile(r"[A-ZÆØÅ][\w., -]*(?:sal|salen|lokale\w*|rådhus\w*)\b[\w., -]*", re.IGNORECASE)
_COUNCIL = re.compile(r"(?:\w+ )?byråd(?:et)?", re.IGNORECASE)
_ROOM = re.compile(rf"(?:(?:Ekstraordinært|Ordinært) møde [-–] )?(?P<place>[A-ZÆØÅ](?!.*\d{{4}} ).*?),? (?i:{CLOCK})")
_KIND = re.compile(rf".*\b(?:referat|dagsorden)\b.*{DATE}.*|{DATE} - (?:referat|dagsorden)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; ``case_number`` and ``document_number`` are the meeting's, not an item's."""

    body_name: str | None = None
    document_type: DocumentType | None = None
    date: date | None = None
    start_time: str | None = None
    end_time: str | None = None
    place: str | None = None
    case_number: str | None = None
    document_number: str | None = None
    attendances: tuple[Attendance, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


def parse_head(blocks: Sequence[Block]) -> Head:
    """Read the head: what the layout names, then labels, then title lines; the first to say a thing is believed."""
    named = {block.name: block.text for block in blocks if block.kind is BlockKind.FIELD and block.name}
    labelled, plain = part_labelled(blocks)
    head = _from_names(Head(fields=named), named)
    head = _from_labels(head, labelled)
    above = over_body = ""
    for block in plain:
        is_room = is_place(block.text, above) or (_HALL.fullmatch(block.text) and is_place(block.text, over_body))
        if head.start_time and not head.place and is_room:
            head = replace(head, place=block.text.removeprefix("i "))
        head = _from_title(head, block)
        over_body = above if is_body_name(block.text) else ""  # Kolding names the body below the day
        above = block.text
    case_number, _, document_number = " ".join(labelled.get("case", [])).partition(" / ")  # Aalborg's boards
    head = replace(head, case_number=case_number.strip() or None, document_number=document_number.strip() or None)
    head = replace(head, body_name=head.body_name or _named_alone(plain) or _named_above_day(plain))
    people = listed_people(blocks, labelled)
    return replace(head, date=head.date or _moved_date(labelled), attendances=people)


def _moved_date(labelled: dict[str, list[str]]) -> date | None:
    """The meeting's weekday and day among people: a transcript may print values below all labels (Egebjerg)."""
    lines = (line for label in head_labels.PEOPLE_LABELS for line in labelled.get(label, ()))
    return next((find_date(found["date"]) for line in lines if (found := _WEEKDAY.search(line))), None)


def _from_names(head: Head, named: dict[str, str]) -> Head:
    starts_at, ends_at = parse_api_time(named.get("starts_at")), parse_api_time(named.get("ends_at"))
    return replace(
        head,
        body_name=parse_body_name(named["body"]).name if "body" in named else None,
        date=starts_at.date() if starts_at else None,
        start_time=f"{starts_at:%H:%M}" if starts_at else None,
        end_time=f"{ends_at:%H:%M}" if ends_at else None,
        place=named.get("place"),
    )


def _tells_time(line: str) -> bool:
    """Whether a line is the meeting's day, or its title with the time: the place may be the next (Ishøj)."""
    return _ALONE.fullmatch(line) is not None or (find_time(line) is not None and is_title(line))


def is_place(line: str, above: str) -> bool:
    """Whether the line below the meeting's day or time names its place.

    Below ``Mødet den …, kl. …`` (Aalborg's PDFs) any name does.
    """
    if not _tells_time(above) or is_body_name(line):
        return False
    if vocabulary.CONTENTS.fullmatch(line) or vocabulary.open_word(line) is not None:
        return False
    return (_PLACE if above.casefold().startswith("mødet ") else _HALL).fullmatch(line) is not None


def _named_alone(plain: Sequence[Block]) -> str | None:
    """The first line that is a body's name; below the council's, its committee's (Aalborg's PDFs)."""
    names = [name if is_body_name(_titled(name := without_archive(block.text).strip())) else None for block in plain]
    first = next((place for place, name in enumerate(names) if name), None)
    if first is None:
        return None
    below = names[first + 1] if first + 1 < len(names) else None
    is_council = _COUNCIL.fullmatch(names[first] or "") is not None
    return below if is_council and below else names[first]


def _body_named(printed: str) -> str:
    """The body that a title names, perhaps by its meeting alone (``Ældrerådsmøde``)."""
    met = _ITS_MEETING.fullmatch(printed)
    return parse_body_name(met["body"] if met else printed).name


def _named_above_day(plain: Sequence[Block]) -> str | None:
    """What stands right above the meeting's day: a body whose name has no word of a body (Gribskov, Kolding)."""
    lines = [block.text for block in plain if not _PUBLISHED.match(block.text)]
    above = next((one for one, below in pairwise(lines) if is_day(below)), "")
    words = set(re.findall(r"\w+", above.casefold()))
    others = (vocabulary.CONTENTS, _HALL)
    is_said = not words - vocabulary.HEAD_WORDS or names_fact(above) or any(one.fullmatch(above) for one in others)
    return None if is_said or not _BODY_ALONE.fullmatch(above) else parse_body_name(above).name


def _titled(line: str) -> str:
    return line.title() if line.isupper() else line


def is_title(line: str) -> bool:
    """Whether a line is a title that names body, kind or day and nothing else."""
    return any(pattern.fullmatch(line) for pattern in (*TITLES, _KIND))


def is_day(line: str) -> bool:
    """Whether a line is a day and nothing else, perhaps with its time (``Onsdag den 24. april 2019``)."""
    return _ALONE.fullmatch(line) is not None


def names_fact(line: str) -> bool:
    """Whether a line is a labelled fact of a head (``Mødested: Teams``)."""
    return _LABELLED.fullmatch(line) is not None


def part_labelled(blocks: Sequence[Block]) -> tuple[dict[str, list[str]], list[Block]]:
    """Part labelled facts (``Mødested Teams``, ``Sted:`` and the next line) from the other lines."""
    labelled: dict[str, list[str]] = {}
    plain: list[Block] = []
    name: str | None = None
    for block in blocks:
        label, value = _label(block)
        awaited = name is not None and name not in head_labels.PEOPLE_LABELS and not labelled[name]
        if label and not (awaited and value and block.kind is not BlockKind.FIELD and ":" not in block.text):
            name = label
            labelled.setdefault(name, []).extend([value] if value else [])
        elif block.kind is BlockKind.FIELD:
            name = None
        elif name and (name in head_labels.PEOPLE_LABELS or not labelled[name]):
            labelled[name].append(block.text)
        else:
            name = None
            plain.append(block)
    return labelled, plain


def _label(block: Block) -> tuple[str | None, str]:
    if block.kind is BlockKind.FIELD:
        known = head_labels.FIELD_NAMES.get(vocabulary.fold(block.name or ""))
        return known, block.text if known else ""
    if _ENTRY.search(block.text):
        return None, ""
    if found := _GLUED.fullmatch(block.text) or _LABELLED.fullmatch(block.text):
        return head_labels.FIELD_NAMES[found["label"].casefold()], found["value"].strip()
    return None, ""


def _from_labels(head: Head, labelled: dict[str, list[str]]) -> Head:
    held = " ".join(labelled.get("held", []))
    time = " ".join(labelled.get("time", [])) or held
    ended = " ".join(labelled.get("ended", []))
    body = " ".join(labelled.get("body", []))
    kind = " ".join(labelled.get("kind", []))
    if not body and (met := _MEETING_IN.fullmatch(kind) or _BOARD.fullmatch(kind)):
        body = met["body"]
    return replace(
        head,
        body_name=head.body_name or (parse_body_name(body).name if body else None),
        document_type=classify_title(kind),
        date=head.date or find_short_date(held) or find_date(kind),
        start_time=head.start_time or find_time(time) or find_time(kind),
        end_time=head.end_time or find_time(ended) or find_end_time(time),
        place=head.place or (" ".join(labelled.get("place", [])).strip(" ,.") or None),
    )


def _from_title(head: Head, block: Block) -> Head:
    text = block.text
    kind = classify_title(text) if block.level == MEETING_LEVEL or _KIND.fullmatch(text) else None
    kind = kind or (classify_title(text) if vocabulary.fold(text) in vocabulary.DOCUMENT_TITLES else None)
    is_said_alone = kind is DocumentType.MINUTES and vocabulary.fold(text) in vocabulary.DOCUMENT_TITLES
    head = replace(head, document_type=kind if is_said_alone else head.document_type or kind)
    if held := _HELD.fullmatch(text):
        head = replace(head, date=head.date or find_date(text), start_time=head.start_time or find_time(text))
        return replace(head, end_time=head.end_time or find_end_time(text), place=head.place or held["place"])
    if _ALONE.fullmatch(text):
        head = replace(head, date=head.date or find_date(text), start_time=head.start_time or find_time(text))
        return replace(head, end_time=head.end_time or find_end_time(text))
    if not head.date and (short := _SHORT_DAY.fullmatch(text)):
        at = short["at"] or ""
        head = replace(head, date=find_short_date(text), start_time=head.start_time or find_time(at))
        return replace(head, end_time=head.end_time or find_end_time(at))
    if head.date and not head.start_time and (room := _ROOM.fullmatch(text)):
        return replace(head, start_time=find_time(text), place=head.place or room["place"])
    if head.body_name and head.date and (head.start_time or find_date(text) != head.date):
        return head
    title = plainer(text)
    for pattern in TITLES:
        if (found := pattern.fullmatch(title)) and (found.groupdict().get("date") is None or find_date(found["date"])):
            told = found.groupdict()
            body, place = told.get("body"), told.get("place")
            if place and not body and is_body_name(place):
                body, place = place, None
            return replace(
                head,
                body_name=head.body_name or (_body_named(body.strip(" ,")) if body else None),
                document_type=head.document_type or classify_title(told.get("kind")),
                date=head.date or (find_date(text) if told.get("date") else None),
                start_time=head.start_time or find_time(text),
                end_time=head.end_time or find_end_time(text),
                place=head.place or place,
            )
    return head
