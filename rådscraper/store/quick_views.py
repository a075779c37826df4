"""Steps of the schema: views that begin with what narrows them, so that a page of them reads no more than it shows."""

from __future__ import annotations

from sqlite_utils import Database

from rådscraper.store.revisions import CHANGED_AFTER_PUBLICATION
from rådscraper.store.views import ITEM_ATTENDANCE

PUBLISHED_ATTENDANCE = f"""
select * from ({ITEM_ATTENDANCE}) where meeting_id not in (select id from meetings where removed_at >= '')
"""  # noqa: S608
"""Few meetings are withdrawn; all others need not be gathered first."""

LATEST_CHANGES = CHANGED_AFTER_PUBLICATION.replace("and revisions.table_name in", "and +revisions.table_name in")
"""By the index of its order, not by that of the tables, which nearly all revisions are of."""


def narrow_views_first(db: Database) -> None:
    """Make ``item_attendance`` and ``changed_after_publication`` anew, the same rows in the same order."""
    db.execute(
        "create index serve_revisions_of_minutes on revisions (changed_at desc, row_id)"
        " where is_after_minutes = 1 and cause = 'site'"
    )
    db.create_view("item_attendance", PUBLISHED_ATTENDANCE, replace=True)
    db.create_view("changed_after_publication", LATEST_CHANGES, replace=True)
