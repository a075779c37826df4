"""What travels through a crawl: a Source of bytes becomes a Meeting of facts.

Everything is frozen: a step makes a new object with ``dataclasses.replace``. A missing value is None. Times are aware
datetimes in Danish local time (Europe/Copenhagen). Terms follow Popolo and Open Civic Data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256


class DocumentType(StrEnum):
    """What a publication is."""

    AGENDA = "agenda"
    SUPPLEMENTARY_AGENDA = "supplementary_agenda"
    MINUTES = "minutes"


class Classification(StrEnum):
    """What a body is."""

    COUNCIL = "council"
    COMMITTEE = "committee"
    BOARD = "board"


class MeetingStatus(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    MINUTES = "minutes"
    AGENDA_ONLY = "agenda_only"
    REMOVED = "removed"


class Outcome(StrEnum):
    """What a decision came to; the operative first words decide."""

    APPROVED = "approved"
    NOTED = "noted"
    DISCUSSED = "discussed"
    POSTPONED = "postponed"
    RECOMMENDED = "recommended"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NONE = "none"
    OTHER = "other"


class SectionKind(StrEnum):
    """What a section of an agenda item is about."""

    SUMMARY = "summary"
    RECOMMENDATION = "recommendation"
    CASE = "case"
    PROCEEDINGS = "proceedings"
    DECISION = "decision"
    ECONOMY = "economy"
    LEGAL = "legal"
    HEARING = "hearing"
    COMMUNICATION = "communication"
    ATTACHMENTS = "attachments"
    OTHER = "other"


class ItemType(StrEnum):
    """What the body is asked to do with an item."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"


class AttendanceStatus(StrEnum):
    """Whether a person took part."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    RECUSED = "recused"


class VoteChoice(StrEnum):
    """How a vote was cast."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    RESERVED = "reserved"


class FileStatus(StrEnum):
    """What came of reading a file."""

    OK = "ok"
    EMPTY = "empty"
    """There is nothing in it to read."""
    SCANNED = "scanned"
    """Only pictures; their text is had by OCR or not at all."""
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    QUARANTINED = "quarantined"
    """It asked for more memory, time or room than a file may, or is made to hurt; it is not opened again."""
    FAILED = "failed"
    """It is broken, or nobody understands it."""


class TextSource(StrEnum):
    """Where a file's text is from."""

    FILE = "file"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file: ``texts`` are pairs of page (sheet, slide; from 1) and text, pages without text left out.

    ``pages`` is how many the file has, None where that can't be told. ``error`` says why there is no text, or what of
    it is missing. ``unseen`` names the places beside its text that hold a CPR number, such as its properties.
    """

    status: FileStatus
    texts: tuple[tuple[int, str], ...] = ()
    pages: int | None = None
    error: str | None = None
    media_type: str | None = None
    source: TextSource = TextSource.FILE
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not understood or could not be had.

    ``kind`` is a snake_case word people filter on, ``message`` a sentence that names what was wrong,
    ``url`` the address it concerns.
    """

    kind: str
    message: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: ``slug`` is its id here (``koege``), ``code`` the official four digits."""

    slug: str
    name: str
    code: str
    website: str


@dataclass(frozen=True, slots=True)
class Body:
    """A council, committee or board in one election period; ``id`` is the site's own."""

    id: str
    name: str
    printed_name: str
    classification: Classification
    period: str | None = None
    is_historic: bool | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication of a meeting: its agenda, a supplementary agenda or its minutes.

    ``id`` is the site's own, ``title`` as printed (``Lukket referat``), ``url`` the page for people, ``source_url``
    where its content is fetched.
    """

    id: str
    document_type: DocumentType
    title: str
    url: str
    source_url: str
    pdf_url: str | None = None
    published_at: datetime | None = None
    ends_at: datetime | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """A meeting as a site lists it; ``current`` are the ids of the publications its items are to be read from."""

    body: Body
    starts_at: datetime
    publications: tuple[Publication, ...]
    current: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteListing:
    """All that a site lists, whatever of it is wanted; ``is_whole`` when nothing of it can be missing.

    It is not whole when a list failed, an entry could not be read, or arguments narrow the crawl. ``unreadable`` is the
    number of entries that could not be read.
    """

    municipality: Municipality
    entries: tuple[ListedEntry, ...]
    is_whole: bool
    unreadable: int = 0

    def key(self, entry: ListedEntry) -> str:
        """The id of an entry's meeting in the database: the one that ``Meeting.key`` gives."""
        return meeting_key(self.municipality, entry.body, entry.starts_at)

    def meeting_keys(self) -> set[str]:
        """The ids of the meetings in the database."""
        return {self.key(one) for one in self.entries}

    def document_keys(self) -> set[str]:
        """The ids of the publications in the database."""
        return {f"{self.municipality.slug}:{one.id}" for entry in self.entries for one in entry.publications}


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes as served, the layout they are in (a key of ``layouts.READERS``), where they came from and when."""

    publication_id: str
    layout: str
    url: str
    body: bytes
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One meeting as a spider hands it on.

    ``publications`` is every publication the site lists for the meeting; ``contents`` those whose text is to be read,
    in reading order; ``unread`` the ids of those that should have been but could not be fetched; ``missed`` the
    addresses of further contents of the others that could not be had.
    """

    municipality: Municipality
    body: Body
    starts_at: datetime
    publications: tuple[Publication, ...]
    contents: tuple[Content, ...]
    unread: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """A content without its bytes, which lie in the archive under their SHA-256."""

    publication_id: str
    layout: str
    url: str
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source as it is kept: with the originals and without their bytes, so that it can be read again."""

    municipality: Municipality
    body: Body
    starts_at: datetime
    publications: tuple[Publication, ...]
    originals: tuple[Original, ...]
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: Source) -> KeptSource:
        """Take the bytes out of a source."""
        originals = tuple(
            Original(content.publication_id, content.layout, content.url, sha256(content.body).hexdigest())
            for content in source.contents
        )
        facts = (source.municipality, source.body, source.starts_at, source.publications)
        return cls(*facts, originals, source.unread)

    @property
    def key(self) -> str:
        """The id in the database of the meeting that is read from it."""
        return meeting_key(self.municipality, self.body, self.starts_at)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper of an item; ``url`` is the site's lasting address, None where the site has no file for it."""

    title: str
    url: str | None = None
    file_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A fetched file, stored under ``path`` (relative to the file store) by the hash of its content.

    ``url`` is the address asked for it, where it was asked for.
    """

    sha256: str
    path: str
    size: int
    media_type: str
    fetched_at: datetime
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of an item: ``heading`` as printed, None where none is."""

    heading: str | None
    kind: SectionKind
    text: str | None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote: ``voter`` as printed (None for a printed total), ``count`` None where no number is printed.

    ``party`` is a person's, where it is printed with the name; ``point`` the point of the item the vote is on, None
    where it is on the whole: its number, or the words that name it.
    """

    choice: VoteChoice
    voter: str | None = None
    count: int | None = None
    party: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided on an item: this meeting's own, or an earlier body's that is quoted.

    ``point`` is the number of the item's point this decides, None where it decides the whole. ``attendances`` tells who
    was away when a quoted decision was taken, and who came instead; the own decision's are the item's.
    """

    text: str
    outcome: Outcome
    is_own: bool
    body_name: str | None = None
    decided_on: date | None = None
    votes: tuple[Vote, ...] = ()
    point: str | None = None
    attendances: tuple[Attendance, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether a person took part, in the whole meeting or in the item that holds this. ``name`` as printed.

    ``other_role`` is what else the person is told to be (``Praktikant`` of one who is ``Referent``),
    ``told_elsewhere`` where another item, or the head, tells it of the item that holds this.
    """

    name: str
    status: AttendanceStatus
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    substitute_for: str | None = None
    other_role: str | None = None
    told_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One numbered item as one publication tells it.

    ``number`` and ``title`` as printed, the title without its number; ``decision`` is the meeting's own;
    ``planned_time`` is ``HH:MM``.
    """

    title: str | None
    number: str | None = None
    is_open: bool | None = None
    case_number: str | None = None
    journal_number: str | None = None
    document_number: str | None = None
    item_type: ItemType | None = None
    planned_time: str | None = None
    url: str | None = None
    summary: str | None = None
    recommendation: str | None = None
    decision: str | None = None
    outcome: Outcome = Outcome.NONE
    sections: tuple[Section, ...] = ()
    decisions: tuple[Decision, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    publication_id: str | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What one document says by itself, before it is joined with what the site's listing says.

    ``date`` and ``start_time`` (``HH:MM``) as printed in Danish local time.
    """

    body_name: str | None
    document_type: DocumentType | None
    date: date | None
    start_time: str | None
    end_time: str | None
    place: str | None
    attendances: tuple[Attendance, ...]
    items: tuple[AgendaItem, ...]
    description: str | None = None
    case_number: str | None = None
    document_number: str | None = None
    body_is_historic: bool | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting ready to be stored: the listing's facts and what its current publications say.

    ``description`` is what site and document say of the meeting besides its facts, ``case_number`` and
    ``document_number`` are the meeting's own. ``current`` maps the ids of the publications the
    items are read from to the SHA-256 of their content; ``unread`` names current publications whose content could not
    be had: what is stored of them stays. ``missed`` are addresses of contents that could not be had beside those that
    were. ``source`` is what it was read from.
    """

    municipality: Municipality
    body: Body
    starts_at: datetime
    ends_at: datetime | None
    place: str | None
    status: MeetingStatus
    url: str
    pdf_url: str | None
    publications: tuple[Publication, ...]
    current: tuple[tuple[str, str], ...]
    items: tuple[AgendaItem, ...]
    attendances: tuple[Attendance, ...]
    description: str | None = None
    case_number: str | None = None
    document_number: str | None = None
    unread: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: KeptSource | None = None

    @property
    def body_key(self) -> str:
        """The body's id in the database: ``koege:<the site's own id>``."""
        return f"{self.municipality.slug}:{self.body.id}"

    @property
    def key(self) -> str:
        """The meeting's id in the database: its body and local start, the same however often it is published."""
        return meeting_key(self.municipality, self.body, self.starts_at)


def meeting_key(municipality: Municipality, body: Body, starts_at: datetime) -> str:
    """Name a meeting as the database does: ``koege:<the site's id of the body>:2021-04-12T18:00``."""
    return f"{municipality.slug}:{body.id}:{starts_at:%Y-%m-%dT%H:%M}"
