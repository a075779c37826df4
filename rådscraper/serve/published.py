"""Which rows are still public, as SQL conditions by table: what a municipality has withdrawn is shown by no page.

SQL that people write sees the tables as they are, with ``removed_at`` in them.
"""

from __future__ import annotations

_WITHDRAWN = "(select id from meetings where removed_at >= '')"
_OF_MEETING = f"meeting_id not in {_WITHDRAWN}"
_OF_DECISION = f"decision_id not in (select id from decisions where meeting_id in {_WITHDRAWN})"  # noqa: S608

_ATTENDED = (
    f"exists (select 1 from attendances where attendances.person_id = people.id and {_OF_MEETING})"  # noqa: S608
    " or exists (select 1 from decision_attendances"
    f" where decision_attendances.person_id = people.id and {_OF_DECISION})"
)
"""Whether a person is named by anything that is still public."""

PUBLISHED = {
    "meetings": "removed_at is null",
    "documents": f"removed_at is null and {_OF_MEETING}",
    "agenda_items": _OF_MEETING,
    "decisions": _OF_MEETING,
    "attendances": _OF_MEETING,
    "attachments": f"removed_at is null and {_OF_MEETING}",
    "people": _ATTENDED,
    "people_suggestions": f"""not exists (
        select 1 from people where people.id in (person_id, other_person_id) and not ({_ATTENDED})
    )""",  # noqa: S608
    "changed_after_publication": _OF_MEETING,
    # True of every item; but for it SQLite would read them all to find the newest.
    "published_items": "date >= ''",
    "sections": f"agenda_item_id not in (select id from agenda_items where meeting_id in {_WITHDRAWN})",  # noqa: S608
    "votes": _OF_DECISION,
    "decision_attendances": _OF_DECISION,
    "file_pages": f"""exists (
        select 1 from attachments where attachments.file_sha256 = file_pages.file_sha256
            and attachments.removed_at is null and attachments.meeting_id not in {_WITHDRAWN}
    )""",  # noqa: S608
    "file_page_links": f"{_OF_MEETING} and attachment_id not in (select id from attachments where removed_at >= '')",  # noqa: S608
    "revisions": f"""case when revisions.meeting_id is not null then {_OF_MEETING} else not exists (
        select 1 from meetings
        where meetings.removed_at >= '' and instr(revisions.row_id || ':', meetings.id || ':') = 1
    ) end and row_id not in (select id from attachments where removed_at >= '')
    and row_id not in (select id from documents where removed_at >= '')
    and row_id not in (select id from documents where meeting_id in {_WITHDRAWN})""",  # noqa: S608
}
"""A row's id begins with its meeting's, but for those of documents."""
