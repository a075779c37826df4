"""From a Source to a Meeting: read each publication by its layout, parse it, join it with what the listing says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from rådscraper.document import UnreadableDocument
from rådscraper.items import (
    AgendaItem,
    Content,
    DocumentType,
    KeptSource,
    Meeting,
    MeetingStatus,
    Minutes,
    Problem,
    Publication,
    Source,
)
from rådscraper.layouts import READERS
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.parsing.merging import complete

_T = TypeVar("_T")


def extract(source: Source, now: datetime) -> Meeting:
    """Read a meeting's publications into one Meeting; ``now`` (aware) parts planned meetings from held ones.

    A publication that can't be read is named in ``unread`` and in ``problems``. Raises ``UnreadableDocument`` when
    none can be read: a meeting without any content is never stored.
    """
    kept = KeptSource.of(source)
    told: dict[str, list[tuple[Content, Minutes]]] = {}
    problems: list[Problem] = []
    for content in source.contents:
        try:
            minutes = parse_minutes(READERS[content.layout](content.body, content.url), content.publication_id)
        except UnreadableDocument as error:
            problems.append(Problem("unreadable_document", str(error), content.url))
        else:
            told.setdefault(content.publication_id, []).append((content, minutes))
    for contents in told.values():
        problems.extend(_leave_out_others(contents, source.starts_at.date()))
    read = [_complete(contents) for contents in told.values()]
    if not read:
        raise UnreadableDocument("; ".join(problem.message for problem in problems) or "no content was fetched")
    by_id = {publication.id: publication for publication in source.publications}
    main, last = by_id[read[0][0].publication_id], by_id[read[-1][0].publication_id]
    for content, minutes in read:
        problems.extend(minutes.problems)
        problems.extend(_disagreement(source, content, minutes))
    failed = {content.publication_id for content in source.contents} - {content.publication_id for content, _ in read}
    return Meeting(
        municipality=source.municipality,
        body=replace(source.body, is_historic=_first(minutes.body_is_historic for _, minutes in read)),
        starts_at=source.starts_at,
        ends_at=last.ends_at,
        place=main.place or read[0][1].place,
        status=_status(source.publications, source.starts_at, now),
        url=main.url,
        pdf_url=main.pdf_url,
        publications=source.publications,
        current=tuple((content.publication_id, hashlib.sha256(content.body).hexdigest()) for content, _ in read),
        items=_join(read),
        attendances=next((minutes.attendances for _, minutes in reversed(read) if minutes.attendances), ()),
        description=_first(minutes.description for _, minutes in read),
        case_number=_first(minutes.case_number for _, minutes in read),
        document_number=_first(minutes.document_number for _, minutes in read),
        unread=(*source.unread, *sorted(failed)),
        missed=source.missed,
        problems=tuple(problems),
        source=kept,
    )


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


def _leave_out_others(contents: list[tuple[Content, Minutes]], day: date) -> Iterator[Problem]:
    """Leave out contents of a publication that are dated otherwise, where others remain: they tell another meeting."""
    wrong = [one for one in contents if one[1].date not in (None, day)]
    for content, minutes in wrong if len(wrong) < len(contents) else ():
        contents.remove((content, minutes))
        yield Problem("date_mismatch", f"the listing says {day}, the document {minutes.date}", content.url)


def _complete(contents: Sequence[tuple[Content, Minutes]]) -> tuple[Content, Minutes]:
    """Join the contents of one publication; the first that has items stands for it."""
    main = next((content for content, minutes in contents if minutes.items), contents[0][0])
    minutes = complete([minutes for _, minutes in contents])
    named = (replace(problem, url=problem.url or main.url) for problem in minutes.problems)
    return main, replace(minutes, problems=tuple(named))


def _join(read: Iterable[tuple[Content, Minutes]]) -> tuple[AgendaItem, ...]:
    """Join the items of an agenda and its supplements: an item told twice is one, as the later tells it."""
    joined: dict[tuple[str | None, ...], AgendaItem] = {}
    for content, minutes in read:
        for place, item in enumerate(minutes.items):
            title = " ".join((item.title or "").casefold().split())
            key = (item.number, title) if item.number else (content.publication_id, str(place))
            joined[key] = item
    return tuple(joined.values())


def _disagreement(source: Source, content: Content, minutes: Minutes) -> Iterable[Problem]:
    if minutes.date is not None and minutes.date != source.starts_at.date():
        message = f"the listing says {source.starts_at.date()}, the document {minutes.date}"
        yield Problem("date_mismatch", message, content.url)


def _status(publications: Iterable[Publication], starts_at: datetime, now: datetime) -> MeetingStatus:
    if any(publication.document_type is DocumentType.MINUTES for publication in publications):
        return MeetingStatus.MINUTES
    return MeetingStatus.PLANNED if starts_at > now else MeetingStatus.AGENDA_ONLY
