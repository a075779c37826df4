"""The meetings of Aalborg: what the application and the overview pages list, joined, and how each is to be read.

A meeting is its body and its local start. A body is the application's number where that is known, else the overview
page it is listed on (its slug); bodies of one name are one body, under the number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from rådscraper.body_names import same_body
from rådscraper.items import Body, Content, DocumentType, Problem, Publication
from rådscraper.parsing.bodies import parse_body_name
from rådscraper.platforms.aalborg_pages import (
    Listing,
    MeetingLink,
    find_pdf,
    seen_in_application,
    seen_in_page,
)

APPLICATION, PAGE, PDF = "aalborg_application", "aalborg_page", "pdf"
"""Layouts, in order of trust."""

KINDS = {
    DocumentType.MINUTES: "referat",
    DocumentType.AGENDA: "dagsorden",
    DocumentType.SUPPLEMENTARY_AGENDA: "tillaegsdagsorden",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of meetings as asked for: a body's ``number`` in the application, or an overview's ``page``.

    ``name`` is the body's as the spider knows it, for links that do not say it.
    """

    listing: Listing
    url: str
    number: str | None = None
    name: str | None = None

    @property
    def slug(self) -> str:
        """The last part of an overview's address."""
        return urlsplit(self.url).path.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where one publication can be read: the application's answer, the page for people."""

    application: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """One meeting with all its publications and where each is read."""

    body: Body
    starts_at: datetime
    publications: tuple[Publication, ...]
    ways: tuple[Ways, ...]

    def ways_of(self, publication: Publication) -> Ways:
        """Where a publication is read."""
        return self.ways[[one.id for one in self.publications].index(publication.id)]


@dataclass(frozen=True, slots=True)
class Joined:
    """All meetings, in the order they were listed, and what their lists left unsaid."""

    meetings: tuple[ListedMeeting, ...]
    problems: tuple[Problem, ...]


def join_lists(lists: Sequence[Listed], application: str, now: datetime) -> Joined:
    """Join what the lists say; ``application`` is the address of ``visreferat``, ``now`` parts agendas from minutes
    where a title does not say which it is.
    """
    joining = _Joining(application, now)
    for listed in sorted(lists, key=lambda one: one.number is None):
        joining.add(listed)
    joining.add_pages()
    return Joined(tuple(joining.meetings.values()), tuple(joining.problems))


def next_step(
    meeting: ListedMeeting, publication: Publication, read: Sequence[Content], tried: Collection[str]
) -> tuple[str, str] | None:
    """The layout and address to ask for next, None when enough is read or nothing is left to ask.

    The application comes first; the page when that has no items or no texts of them; the PDF when titles or texts are
    missing from both.
    """
    ways = meeting.ways_of(publication)
    bodies = {content.layout: content.body for content in read}
    if ways.application and APPLICATION not in tried:
        return APPLICATION, ways.application
    is_complete = (APPLICATION in bodies and seen_in_application(bodies[APPLICATION]).is_complete) or (
        PAGE in bodies and seen_in_page(bodies[PAGE]).is_complete
    )
    if is_complete:
        return None
    if ways.page and PAGE not in tried:
        return PAGE, ways.page
    pdf = pdf_of(meeting, read)
    return (PDF, pdf) if pdf and PDF not in tried else None


def pdf_of(meeting: ListedMeeting, read: Sequence[Content]) -> str | None:
    """The address of the meeting's PDF, as far as what is read names it."""
    found = (find_pdf(content.body, content.url, meeting.starts_at) for content in read if content.layout != PDF)
    return next((address for address in found if address), None)


class _Joining:
    """The lists joined so far; those of the application come first."""

    def __init__(self, application: str, now: datetime) -> None:
        self.meetings: dict[tuple[str, datetime], ListedMeeting] = {}
        self.problems: list[Problem] = []
        self._application = application
        self._now = now
        self._bodies: dict[str, Body] = {}
        self._pages: dict[str, str] = {}

    def add(self, listed: Listed) -> None:
        names = [link.title.body_name or listed.name for link in listed.listing.links]
        unsaid = [link for link in listed.listing.links if link.title.document_type is None]
        for link, name in zip(listed.listing.links, names, strict=True):
            self._add_link(self._body(listed, name or next(filter(None, names), None)), listed, link)
        if unsaid:
            message = (
                f"{len(unsaid)} links do not say whether they lead to agenda or minutes; "
                f"taken for minutes where the meeting has begun; the first is titled {unsaid[0].title.printed[:80]!r}"
            )
            self.problems.append(Problem("unknown_document_title", message, listed.url))

    def add_pages(self) -> None:
        """Give meetings that only the application lists their page, where their body's overview page is known."""
        for key, meeting in self.meetings.items():
            page = self._pages.get(meeting.body.id)
            if page is None or all(ways.page for ways in meeting.ways):
                continue
            ways = tuple(replace(one, page=one.page or _page_of(page, meeting.starts_at)) for one in meeting.ways)
            publications = tuple(map(_reached, meeting.publications, ways))
            self.meetings[key] = replace(meeting, publications=publications, ways=ways)

    def _body(self, listed: Listed, name: str | None) -> Body:
        known = self._bodies.get(listed.number or "")
        if known is None and listed.number is None:
            known = next((body for body in self._bodies.values() if same_body(body.name, name)), None)
            known = known or self._bodies.get(listed.slug)
        if known:
            return known
        if name is None:
            message = f"the links of {listed.number or listed.slug} do not name their body"
            self.problems.append(Problem("body_without_name", message, listed.url))
        printed = name or listed.number or listed.slug
        parsed = parse_body_name(printed)
        body = Body(listed.number or listed.slug, parsed.name, printed, parsed.classification, parsed.period)
        self._bodies[body.id] = body
        return body

    def _add_link(self, body: Body, listed: Listed, link: MeetingLink) -> None:
        if listed.number is None:
            self._pages.setdefault(body.id, listed.url)
        key = (body.id, link.starts_at)
        meeting = self.meetings.get(key, ListedMeeting(body, link.starts_at, (), ()))
        kind = link.title.document_type or self._kind(meeting)
        ways = self._ways(listed, link)
        publication_id = f"{body.id}:{link.starts_at:%Y-%m-%d %H.%M}:{KINDS[kind]}"
        places = {one.id: place for place, one in enumerate(meeting.publications)}
        if publication_id in places:
            at = places[publication_id]
            known = meeting.ways[at]
            both = Ways(known.application or ways.application, known.page or ways.page)
            publications, all_ways = list(meeting.publications), list(meeting.ways)
            publications[at], all_ways[at] = _reached(publications[at], both), both
            joined = replace(meeting, publications=tuple(publications), ways=tuple(all_ways))
        else:
            title = link.title.printed or f"{KINDS[kind]} {link.starts_at:%Y-%m-%d %H.%M}"
            publication = _reached(Publication(publication_id, kind, title, "", ""), ways)
            joined = replace(meeting, publications=(*meeting.publications, publication), ways=(*meeting.ways, ways))
        self.meetings[key] = joined

    def _kind(self, meeting: ListedMeeting) -> DocumentType:
        if meeting.publications:
            return meeting.publications[0].document_type
        return DocumentType.AGENDA if meeting.starts_at > self._now else DocumentType.MINUTES

    def _ways(self, listed: Listed, link: MeetingLink) -> Ways:
        if listed.number is not None:
            return Ways(application=f"{self._application}?{link.query}")
        return Ways(page=link.page or _page_of(listed.url, link.starts_at))


def _page_of(overview: str, starts_at: datetime) -> str:
    return f"{overview.partition('?')[0]}?moedetitel={quote(f'{starts_at:%Y-%m-%d %H.%M}')}"


def _reached(publication: Publication, ways: Ways) -> Publication:
    """Give a publication its addresses: the page is for people, the application's answer is what is read."""
    url = ways.page or ways.application or ""
    return replace(publication, url=url, source_url=ways.application or url)
