"""The tables as migrations: each step is appended to STEPS and never edited, since databases out there have run it.

The columns others rely on are in the README; ids are text made from the sites' own identifiers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlite_utils import Database, Migrations

from rådscraper.store.chain import add_chain
from rådscraper.store.counting import create_yearly_counts
from rådscraper.store.coverage import add_missing_since
from rådscraper.store.file_text import add_text_source
from rådscraper.store.heads import add_heads
from rådscraper.store.health import create_health
from rådscraper.store.listed import create_listed_meetings
from rådscraper.store.listings import add_removal_of_papers, create_listings
from rådscraper.store.original_tables import create_originals
from rådscraper.store.quarantine import add_masked_names
from rådscraper.store.quick_views import narrow_views_first
from rådscraper.store.redactions import create_redactions, empty_taken_addresses
from rådscraper.store.revisions import extend_revisions
from rådscraper.store.search import create_search
from rådscraper.store.search_order import add_search_order
from rådscraper.store.serving_indexes import (
    add_serving_indexes,
    index_files_of_meetings,
    index_outcomes_in_order,
    index_outcomes_of_meetings,
    index_statuses_of_meetings,
    leave_nulls_out_of_indexes,
)
from rådscraper.store.usual import add_meetings_read
from rådscraper.store.views import create_views

APPLICATION_ID = 0x52C3A564
"""``PRAGMA application_id`` of our databases: "Råd" in UTF-8, so that no other program's file is taken for ours."""

MIGRATIONS = Migrations("raadscraper")


def create_tables(db: Database) -> None:
    """Make every table of the contract, without full-text search."""
    _create(db, "municipalities", "id! name code website")
    _create(
        db,
        "bodies",
        "id! municipality_id! name printed_name classification period is_historic:int",
        {"municipality_id": "municipalities"},
    )
    _create(
        db,
        "meetings",
        "id! municipality_id! body_id! date! starts_at! ends_at place description status! url pdf_url"
        " first_seen_at! last_seen_at! changed_at! removed_at",
        {"municipality_id": "municipalities", "body_id": "bodies"},
    )
    _create(
        db,
        "documents",
        "id! meeting_id! document_type! title is_current:int! url pdf_url source_url published_at"
        " first_seen_at! last_seen_at! removed_at content_sha256 extractor_version:int",
        {"meeting_id": "meetings"},
    )
    _create_items(db)
    _create(db, "people", "id! municipality_id! name", {"municipality_id": "municipalities"})
    _create(
        db,
        "attendances",
        "id! meeting_id! agenda_item_id person_id name status! role affiliation party substitute_for",
        {"meeting_id": "meetings", "agenda_item_id": "agenda_items", "person_id": "people"},
    )
    _create_files(db)
    _create_bookkeeping(db)
    _create_indexes(db)


def _create_items(db: Database) -> None:
    _create(
        db,
        "agenda_items",
        "id! meeting_id! document_id position:int! number title is_open:int case_number journal_number"
        " document_number item_type planned_time url summary recommendation decision outcome!",
        {"meeting_id": "meetings", "document_id": "documents"},
    )
    _create(
        db,
        "sections",
        "id! agenda_item_id! position:int! heading kind! text",
        {"agenda_item_id": "agenda_items"},
    )
    _create(
        db,
        "decisions",
        "id! agenda_item_id! meeting_id! position:int! body_name decided_on text outcome! is_own:int!",
        {"agenda_item_id": "agenda_items", "meeting_id": "meetings"},
    )
    _create(db, "votes", "id! decision_id! choice! voter count:int", {"decision_id": "decisions"})


def _create_files(db: Database) -> None:
    _create(
        db,
        "files",
        "sha256! path size:int media_type pages:int text_status error fetched_at",
        pk="sha256",
    )
    _create(db, "file_pages", "file_sha256! page:int! text", {"file_sha256": "files"}, pk=("file_sha256", "page"))
    _create(
        db,
        "attachments",
        "id! meeting_id! agenda_item_id! position:int! title url file_sha256",
        {"meeting_id": "meetings", "agenda_item_id": "agenda_items", "file_sha256": "files"},
    )


def _create_bookkeeping(db: Database) -> None:
    _create(
        db,
        "crawls",
        "id! municipality_id! started_at! finished_at finish_reason requests:int bytes:int meetings_listed:int"
        " meetings_new:int meetings_changed:int errors:int exit_status:int",
        {"municipality_id": "municipalities"},
    )
    _create(
        db,
        "coverage",
        "municipality_id! body_id! year:int! listed:int held:int missing:int",
        {"municipality_id": "municipalities", "body_id": "bodies"},
        pk=("body_id", "year"),
    )
    _create(db, "problems", "id! crawl_id! url kind! message", {"crawl_id": "crawls"})
    _create(db, "revisions", "id! crawl_id table_name! row_id! changed_at! before after", {"crawl_id": "crawls"})


def _create_indexes(db: Database) -> None:
    """Index what people ask by, and each reference that does not lead its table's key."""
    for table, column in (
        ("meetings", "date"),
        ("meetings", "starts_at"),
        ("documents", "published_at"),
        ("agenda_items", "case_number"),
        ("agenda_items", "outcome"),
        ("decisions", "outcome"),
        ("attachments", "url"),
        ("problems", "kind"),
    ):
        db.table(table).create_index([column])
    for indexed in db.tables:
        led = {index.columns[0] for index in indexed.indexes}
        for reference in indexed.foreign_keys:
            if reference.column and reference.column not in led:
                indexed.create_index([reference.column])


def _create(
    db: Database,
    name: str,
    columns: str,
    references: Mapping[str, str] | None = None,
    pk: str | tuple[str, ...] = "id",
) -> None:
    """Make a table of text columns but for those marked ``:int``; a column marked ``!`` is never NULL."""
    marked = [column.removesuffix("!").partition(":") for column in columns.split()]
    db.create_table(
        name,
        {column: int if mark == "int" else str for column, _, mark in marked},
        pk=pk,
        foreign_keys=[
            (column, other, "sha256" if other == "files" else "id") for column, other in (references or {}).items()
        ],
        not_null={column[:-1].partition(":")[0] for column in columns.split() if column.endswith("!")},
    )


STEPS: tuple[Callable[[Database], None], ...] = (
    create_tables,
    create_views,
    add_chain,
    create_redactions,
    create_listings,
    add_removal_of_papers,
    create_originals,
    add_text_source,
    create_search,
    create_health,
    add_serving_indexes,
    add_masked_names,
    add_heads,
    create_listed_meetings,
    add_missing_since,
    extend_revisions,
    leave_nulls_out_of_indexes,
    create_yearly_counts,
    empty_taken_addresses,
    index_outcomes_of_meetings,
    add_meetings_read,
    index_outcomes_in_order,
    add_search_order,
    index_files_of_meetings,
    narrow_views_first,
    index_statuses_of_meetings,
)
KNOWN_STEPS = frozenset(step.__name__ for step in STEPS)

for _step in STEPS:
    MIGRATIONS()(_step)
