"""What of the database goes into a release, as data: every table is exported or left out with a reason.

Nothing goes out but what is named here, so that a new table or column stays inside until somebody decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rådscraper.export.columns import COLUMNS


@dataclass(frozen=True, slots=True)
class Exported:
    """A table that goes out.

    ``rows`` is the condition for a row of the table ``source.<name>``; it may ask what has already been taken into
    ``main``. ``instead`` gives SQL for columns that are not copied as they are. ``without`` are the columns left out,
    each with the reason. ``columns`` are the others, each with what it holds.
    """

    name: str
    about: str
    rows: str = "1"
    instead: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that go out, in their order, with a description each."""
        return COLUMNS[self.name]


_OF_ITEM = "agenda_item_id in (select id from main.agenda_items)"
_OF_MEETING = "meeting_id in (select id from main.meetings)"
_OF_DECISION = "decision_id in (select id from main.decisions)"
_ONLY_HELD = {"removed_at": "what was removed at the source is not in a release"}
_PUBLIC_PAPER = f"removed_at is null and title is not '[fjernet]' and {_OF_ITEM}"
_HELD_BACK = (
    "title is '[fjernet]' or file_sha256 in (select sha256 from source.files where text_status is 'quarantined')"
)

EXPORTED = (
    Exported("municipalities", "The municipalities whose sites were read."),
    Exported("bodies", "Councils, committees and boards, as the sites list them."),
    Exported(
        "meetings",
        "Meetings held or planned, one row each however often they were published.",
        rows="removed_at is null",
        without=_ONLY_HELD,
    ),
    Exported(
        "documents",
        "Publications of a meeting: agenda, supplementary agenda, minutes.",
        rows=f"removed_at is null and {_OF_MEETING}",
        without=_ONLY_HELD,
    ),
    Exported(
        "agenda_items",
        "The items of each meeting's current documents.",
        rows=f"{_OF_MEETING} and (document_id is null or document_id in (select id from main.documents))",  # noqa: S608
    ),
    Exported("sections", "The parts of an item under their printed headings.", rows=_OF_ITEM),
    Exported("decisions", "Decisions on an item: the meeting's own, and those of earlier bodies it quotes.", _OF_ITEM),
    Exported("votes", "Votes and reservations told in a decision.", rows=_OF_DECISION),
    Exported(
        "people",
        "Names of those who took part, one row a name and municipality; nobody is merged or told apart by more.",
        rows="id in (select person_id from source.attendances"  # noqa: S608
        f" where {_OF_MEETING} and (agenda_item_id is null or {_OF_ITEM}))"
        f" or id in (select person_id from source.decision_attendances where {_OF_DECISION})",
    ),
    Exported(
        "attendances",
        "Who was present, absent, excused or disqualified, at a meeting or for one item.",
        rows=f"{_OF_MEETING} and (agenda_item_id is null or {_OF_ITEM})",
    ),
    Exported("decision_attendances", "Who was away when a quoted decision was taken.", rows=_OF_DECISION),
    Exported(
        "files",
        "Papers by the hash of their content; the bytes are at the source, not in the release.",
        rows="text_status is not 'quarantined' and sha256 in"  # noqa: S608
        f" (select file_sha256 from source.attachments where {_PUBLIC_PAPER})",
        without={
            "path": "where the operator keeps the bytes, which are not in a release",
            "error": "told to the operator",
        },
    ),
    Exported(
        "file_pages",
        "The text of papers, a row a page, sheet or slide.",
        rows="file_sha256 in (select sha256 from main.files)",
    ),
    Exported(
        "attachments",
        "Papers of an item. One that is held back (quarantined or taken away) has neither address nor file.",
        rows=f"removed_at is null and {_OF_ITEM}",
        instead={name: f"case when {_HELD_BACK} then null else {name} end" for name in ("url", "file_sha256")},
        without={
            **_ONLY_HELD,
            "missed_on": "bookkeeping of what may have been removed",
            "missed_days": "bookkeeping of what may have been removed",
            "is_name_masked": "bookkeeping of what was masked",
        },
    ),
    Exported(
        "coverage",
        "How many meetings a site lists for a body and year, and how many of them are held.",
        rows="body_id in (select id from main.bodies)",
    ),
)
"""In the order they are filled, each after those its condition asks about."""

LEFT_OUT = {
    "crawls": "bookkeeping of the operator; the README tells when each site was last read",
    "yearly_meetings": "counts of rows that are in the release",
    "yearly_items": "counts of rows that are in the release",
    "problems": "messages to the operator that quote documents; the README tells how many there are",
    "listed_meetings": "bookkeeping of what a site lists and when it was read",
    "revisions": "earlier contents of rows, also of what has been corrected or removed since",
    "people_suggestions": "guesses about persons, for the operator's eyes",
    "redactions": "what was taken away and why",
    "listings": "bookkeeping of what the sites list",
    "absences_from_listing": "bookkeeping of what may have been removed",
    "originals": "the archive of answers as served, which is not in a release",
    "original_fetches": "the archive of answers as served, which is not in a release",
    "document_originals": "the archive of answers as served, which is not in a release",
    "file_fetches": "addresses files were fetched from, also of papers removed since",
    "meeting_sources": "what is needed to read an original again",
    "unread_sources": "what was fetched and is not understood yet",
    "site_states": "bookkeeping of how the sites stand",
    "findings": "bookkeeping of how the sites stand",
    "oversized_files": "bookkeeping of papers that were too large to fetch",
}
"""Tables that stay inside, each with the reason."""

VIEWS_LEFT_OUT = {"changed_after_publication": "it tells of revisions, which are left out"}
VIEWS = frozenset({"cases", "file_page_links", "item_attendance", "published_items", "quoted_decisions"})
"""The views that go out, which ask nothing but the exported tables."""

OF_SEARCH = ("agenda_items_fts", "file_pages_fts", "searchable_items", "searchable_pages")


def is_of_search(name: str) -> bool:
    """Whether a table or view belongs to the full-text search, which a release's database has made anew."""
    return name.startswith(OF_SEARCH)
