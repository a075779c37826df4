"""The head of a document: which body met when and where, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rådscraper.document import MEETING_LEVEL, Block, BlockKind
from rådscraper.items import Attendance, AttendanceStatus, DocumentType
from rådscraper.parsing import vocabulary
from rådscraper.parsing.attendance import cut_absence
from rådscraper.parsing.bodies import is_body_name, parse_body_name
from rådscraper.parsing.dates import DATE, find_date, find_end_time, find_time, parse_api_time
from rådscraper.parsing.names import NAME, is_member, is_name, parse_person, split_names
from rådscraper.parsing.publications import classify_title

_DAY = rf"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag )?(?:den |d\. ?)?(?P<date>{DATE})"
_AT = r",? (?:kl\.|klokken) ?\d{1,2}(?:[.:]\d{2})?"
_NAMED = r"(?!(?:man|tirs|ons|tors|fre|lør|søn)dag\b|publiceret\b|opdateret\b|fra\b)(?P<body>{})"
_TITLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # FirstAgenda's PDFs; the titles of Aalborg's links
        rf"(?P<kind>referat|dagsorden) til mødet i (?P<body>.+?) {_DAY}{_AT} i (?P<place>.+)",  # Mariagerfjord
        rf"(?P<kind>referat|dagsorden|tillægsdagsorden) (?:fra |for )?(?P<body>.+?)(?:s møde)? {_DAY}(?:{_AT})?",
        r"(?P<kind>referat|dagsorden) (?:af|til|fra) møde i (?P<body>.+?)(?: kl\.? i .+)?",  # Køge's archive
        rf"(?P<body>[^\d]+?)s møde {_DAY}(?:{_AT})?(?: i (?P<place>.+))?",  # Aalborg's agendas
        rf"(?P<body>[^\d]+?) [-–] (?P<kind>referat|dagsorden)(?: fra mødet| –)? {_DAY}",  # Viborg, Slagelse
        rf"{_NAMED.format('[^0-9,]+?')},? (?:møde )?{_DAY}(?:{_AT})?",  # Aalborg's and Kalundborg's pages
        r"(?:år \d{4} ?[-–] ?\d{4} )?(?P<body>[^\d]+?) - (?P<kind>referat|dagsorden)",  # Brønderslev
        rf"(?P<kind>beslutninger fra mødet) {_DAY}{_AT} (?:ekstra)?ordinært møde (?P<body>.+)",  # Hørsholm
        r"(?P<kind>referat) (?P<body>\w+(?:udvalget|rådet|bestyrelsen)|udvalget for [^\d.:]+)",  # Haderslev
    )
)
_LABELS = "|".join(
    re.escape(label) + ("(?=:)" if label in vocabulary.COLON_LABELS else "")
    for label in sorted(vocabulary.FIELD_NAMES, key=len, reverse=True)
)
_LABELLED = re.compile(rf"(?P<label>{_LABELS})(?::\s*|\s+|$)(?P<value>.*)", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\.{4,}|(?:\. ){4,})\s*\d{0,4}$")  # of a list of contents: an item's title is no label
_END = r"(?<![ .][A-ZÆØÅ])(?<!Chr)\. (?=[A-ZÆØÅ])"  # a full stop that is no initial's
_BEGINS = re.compile(rf"{NAME}(?=,|$|{_END}| ved afbud\b|,? [Ss](?:uppleant|tedfortræder) )")
_PLAIN = r"[A-ZÆØÅ][\w'’-]+"
_COLUMNS = re.compile(rf"(?P<one>{_PLAIN} (?:[A-ZÆØÅ]\. )?{_PLAIN}) (?P<other>{_PLAIN} (?:[A-ZÆØÅ]\. )?{_PLAIN})")
_INSTEAD = re.compile(rf"(?P<who>{NAME}),? (?:suppleant|stedfortræder) (?P<deputy>{NAME})(?: deltog| mødte)?\.?")
_PROSE = re.compile(rf"{_END}.*$| ved afbud\b")
_LONGEST_NAME = 6
"""Words of a name and its party; more are several names that lost what parted them."""

_ON_DAY = re.compile(r"^den \d{1,2}\. \w+: ")  # absentees by day, of a meeting of two (Hørsholm)
_GLUED = re.compile(r"(?P<label>Mødested|Udvalg)(?P<value>[A-ZÆØÅ].*)")  # Stevns
_MEETING_IN = re.compile(r"møde i (?P<body>.+)", re.IGNORECASE)  # Aalborg's boards
_BOARD = re.compile(r"(?P<body>[^\d:.]*(?:råd|nævn|udvalg)(?:et)?)(?:s møde)?")
_HELD = re.compile(rf"(?:Den|\w*møde) {_DAY}{_AT}(?: i| på|,) (?P<place>.+)", re.IGNORECASE)
_ALONE = re.compile(rf"(?:fra (?:ekstra)?ordinært møde )?{_DAY}(?:{_AT})?", re.IGNORECASE)
_HALL = re.compile(r"[A-ZÆØÅ][\w., -]*(?:sal|salen|lokale\w*|rådhus\w*)\b[\w., -]*", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:(?:Ekstraordinært|Ordinært) møde - )?(?P<place>[A-ZÆØÅ](?!.*\d{4} ).*?),? kl\. ?\d{1,2}[.:]\d{2}"
)
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
    was_alone = False
    for block in plain:
        if was_alone and not head.place and _HALL.fullmatch(block.text) and not is_body_name(block.text):
            head = replace(head, place=block.text)
        head = _from_title(head, block)
        was_alone = _ALONE.fullmatch(block.text) is not None and head.start_time is not None
    case_number, _, document_number = " ".join(labelled.get("case", [])).partition(" / ")  # Aalborg's boards
    head = replace(head, case_number=case_number.strip() or None, document_number=document_number.strip() or None)
    head = replace(head, body_name=head.body_name or next((b.text for b in plain if is_body_name(b.text)), None))
    people = _people(blocks, labelled)
    return replace(head, attendances=people)


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


def is_title(line: str) -> bool:
    """Whether a line is a title that names body, kind or day and nothing else."""
    return any(pattern.fullmatch(line) for pattern in (*_TITLES, _KIND))


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
        awaited = name is not None and name not in vocabulary.PEOPLE_LABELS and not labelled[name]
        if label and not (awaited and value and block.kind is not BlockKind.FIELD and ":" not in block.text):
            name = label
            labelled.setdefault(name, []).extend([value] if value else [])
        elif block.kind is BlockKind.FIELD:
            name = None
        elif name and (name in vocabulary.PEOPLE_LABELS or not labelled[name]):
            labelled[name].append(block.text)
        else:
            name = None
            plain.append(block)
    return labelled, plain


def _label(block: Block) -> tuple[str | None, str]:
    if block.kind is BlockKind.FIELD:
        known = vocabulary.FIELD_NAMES.get(vocabulary.fold(block.name or ""))
        return known, block.text if known else ""
    if _ENTRY.search(block.text):
        return None, ""
    if found := _GLUED.fullmatch(block.text) or _LABELLED.fullmatch(block.text):
        return vocabulary.FIELD_NAMES[found["label"].casefold()], found["value"].strip()
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
        date=head.date or find_date(held),
        start_time=head.start_time or find_time(time),
        end_time=head.end_time or find_time(ended) or find_end_time(time),
        place=head.place or (" ".join(labelled.get("place", [])).strip(" ,.") or None),
    )


def _from_title(head: Head, block: Block) -> Head:
    text = block.text
    kind = classify_title(text) if block.level == MEETING_LEVEL or _KIND.fullmatch(text) else None
    kind = kind or (classify_title(text) if vocabulary.fold(text) in vocabulary.DOCUMENT_TITLES else None)
    head = replace(head, document_type=head.document_type or kind)
    if held := _HELD.fullmatch(text):
        place = head.place or held["place"]
        return replace(
            head, date=head.date or find_date(text), start_time=head.start_time or find_time(text), place=place
        )
    if _ALONE.fullmatch(text):
        return replace(head, date=head.date or find_date(text), start_time=head.start_time or find_time(text))
    if head.date and not head.start_time and (room := _ROOM.fullmatch(text)):
        return replace(head, start_time=find_time(text), place=head.place or room["place"])
    if head.body_name and head.date:
        return head
    for pattern in _TITLES:
        if (found := pattern.fullmatch(text)) and (found.groupdict().get("date") is None or find_date(found["date"])):
            told = found.groupdict()
            return replace(
                head,
                body_name=head.body_name or parse_body_name(told["body"].strip(" ,")).name,
                document_type=head.document_type or classify_title(told.get("kind")),
                date=head.date or (find_date(text) if told.get("date") else None),
                start_time=head.start_time or find_time(text),
                place=head.place or told.get("place"),
            )
    return head


def _people(blocks: Sequence[Block], labelled: dict[str, list[str]]) -> tuple[Attendance, ...]:
    listed = [
        parse_person(block.text, AttendanceStatus(block.name))
        for block in blocks
        if block.kind is BlockKind.FIELD and block.name in STATUSES
    ]
    listed += _listed(labelled.get("attendees", ()), AttendanceStatus.PRESENT)
    people = {person.name: person for person in listed}
    for label, status in (("absent", AttendanceStatus.ABSENT), ("excused", AttendanceStatus.EXCUSED)):
        for person in _listed(labelled.get(label, ()), status):
            people[person.name] = replace(people.get(person.name, person), status=person.status)
    for person in cut_absence(map(Block, labelled.get("remarks", ())))[1]:
        if person.name in people or person.substitute_for or person.status is not AttendanceStatus.PRESENT:
            people[person.name] = replace(people.get(person.name, person), status=person.status)
    for label, role in (("chair", "mødeleder"), ("secretary", "referent")):
        for person in _listed(labelled.get(label, ()), AttendanceStatus.PRESENT):
            known = people.get(person.name, person)
            others = [one for one in (known.role, known.other_role) if one and one != role]
            people[person.name] = replace(known, role=role, other_role=", ".join(others) or None)
    return tuple(people.values())


def _listed(lines: Iterable[str], status: AttendanceStatus) -> list[Attendance]:
    """Read a list of people: several to a line parted by commas, or one a line with where they are from."""
    texts = [_ON_DAY.sub("", line.removeprefix("- ").strip("* ")) for line in lines]
    alone = _are_alone(texts)
    if texts and not alone and _holds_names(listed := _unbroken(texts)[0]):
        return [parse_person(name, status) for name in split_names(listed)]
    texts = [name for text in texts for name in _in_columns(text, texts)]
    people = [text for text in texts if _begins_with_name(text)]
    if alone:
        return [person for text in people for person in _read_one(text, status)]
    return [person for text in people for person in _read(text, status)]


def _unbroken(texts: Sequence[str]) -> tuple[str, int]:
    """The list that begins in the first line, and how many lines it is broken over: a comma is in each but the last."""
    listed = texts[0]
    for place, text in enumerate(texts[1:], 1):
        if not (("," in text or listed.endswith(",")) and _holds_names(f"{listed} {text}")):
            return listed, place
        listed = f"{listed} {text}"
    return listed, len(texts)


def _are_alone(texts: Sequence[str]) -> bool:
    """Whether people stand one a line: then what follows a name is where they are from, if it reads like a name too."""
    named = [text for text in texts if _begins_with_name(text)]
    return len(named) > 1 and not any(
        text.endswith(",") or (len(split_names(text)) > 2 and _holds_names(text)) for text in named
    )


def _read_one(text: str, status: AttendanceStatus) -> list[Attendance]:
    is_pair = " og " in text or text.count("(") > 1 or _INSTEAD.fullmatch(text) or _PROSE.search(text)
    return _read(text, status) if is_pair else [parse_person(text, status)]


def _in_columns(text: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Part a line of two names with nothing between them, where most lines are such (Gribskov)."""
    found = _COLUMNS.fullmatch(text)
    names = [line for line in lines if is_name(line)]
    parted = sum(_COLUMNS.fullmatch(name) is not None for name in names)
    if found and parted > 1 and 2 * parted > len(names):
        return found["one"], found["other"]
    return (text,)


def _read(text: str, status: AttendanceStatus) -> list[Attendance]:
    """Read one line of such a list, which may name a deputy besides, or go on in prose after the names."""
    if found := _INSTEAD.fullmatch(text):
        who = parse_person(found["who"], status)
        deputy = parse_person(found["deputy"], AttendanceStatus.PRESENT)
        return [who, replace(deputy, substitute_for=who.name)]
    names = _PROSE.sub("", text)
    if _holds_names(names):
        return [parse_person(name, status) for name in split_names(names)]
    return [parse_person(names, status)]


def unlisted(lines: Sequence[str]) -> list[str]:
    """Name the lines of such a list that are nobody: labels of groups, or a list of contents below it."""
    texts = [line.removeprefix("- ").strip("* ") for line in lines]
    if texts and not _are_alone(texts):
        listed, length = _unbroken(texts)
        if _holds_names(listed):
            return list(lines[length:])
    return [line for line, text in zip(lines, texts, strict=True) if not _begins_with_name(text)]


def _holds_names(text: str) -> bool:
    names = split_names(text)
    return len(names) > 1 and all(is_member(name) for name in names)


def _begins_with_name(text: str) -> bool:
    found = _BEGINS.match(text)
    if text.isupper() or (found and len(found[0].split()) > _LONGEST_NAME):
        return False
    return found is not None or is_member(text)


STATUSES = tuple(status.value for status in AttendanceStatus)
