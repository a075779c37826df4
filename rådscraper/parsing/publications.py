"""Publications of one meeting: what each is by its printed title, and from which the meeting's items are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rådscraper.items import DocumentType, Publication
from rådscraper.parsing import vocabulary

_ORDER = (DocumentType.MINUTES, DocumentType.AGENDA, DocumentType.SUPPLEMENTARY_AGENDA)


def classify_title(printed: str | None) -> DocumentType | None:
    """Tell what a publication is by the words of its printed title (``Lukket referat``); None where they don't say."""
    folded = (printed or "").casefold()
    return next((DocumentType(kind) for word, kind in vocabulary.DOCUMENT_TITLES.items() if word in folded), None)


def choose_current(publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """Choose the publications to read, in reading order.

    Minutes take over from agendas; without minutes the agenda is read first and supplementary agendas after it. Of
    several with one title (a meeting published anew) the newest counts, the first listed where no time tells.
    """
    listed = list(publications)
    has_minutes = any(publication.document_type is DocumentType.MINUTES for publication in listed)
    newest: dict[str, Publication] = {}
    for publication in listed:
        if (publication.document_type is DocumentType.MINUTES) is not has_minutes:
            continue
        title = " ".join(publication.title.casefold().split())
        if title not in newest or _published(publication) > _published(newest[title]):
            newest[title] = publication
    return tuple(sorted(newest.values(), key=lambda one: (_ORDER.index(one.document_type), _published(one), one.id)))


def _published(publication: Publication) -> datetime:
    return publication.published_at or datetime.min.replace(tzinfo=UTC)
