"""Full-text search as tables: what is searched, the index over it, and the triggers that keep the two in step.

For ``agenda_items`` and for ``file_pages`` there are three things, named for ``agenda_items`` here:

``agenda_items_fts_stems``  a row for each item that is in the index, with the further forms of its words
``searchable_items``        the view of those items with all their text; the index reads from it
``agenda_items_fts``        the FTS5 index itself, which holds no copy of the text

For the items ``search_order`` adds a table of what hits are put in order by.

A row of stems puts its item into the index, its going takes the item out, and any change of the item's text takes the
row away first, while the old text can still be read: an index that is asked to forget another text than it was told
is broken. So whoever writes can make the index forget an item, never make it wrong. Only Python makes stems, so
putting items back is left to ``rådscraper.store.search``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from rådscraper.store.search_order import TRIGGERS, create_order, drop_order

OTHER_TEXT = """
    (select group_concat(told, char(10)) from (
        select
            case when kind = 'other' and heading is not null then heading || char(10) else '' end
            || coalesce(text, '') as told
        from sections
        where sections.agenda_item_id = agenda_items.id and (text is null or (
            text is not agenda_items.summary
            and text is not agenda_items.recommendation
            and text is not agenda_items.decision
        ))
        order by position, sections.id
    ) where told <> '')
"""
"""An item's sections but for those that are its summary, recommendation or decision. Standing headings stand in every
item, so that they tell none from another; a heading of no known kind says what its section is about."""

ITEM_COLUMNS = ("title", "summary", "recommendation", "decision", "text")
ITEM_TEXTS = ", ".join((*(f"agenda_items.{name}" for name in ITEM_COLUMNS[:-1]), f"{OTHER_TEXT} as text"))
PAGE_LINK = """
    case when files.media_type = 'application/pdf'
        then substr(attachments.url, 1, instr(attachments.url || '#', '#') - 1) || '#page=' || file_pages.page
        else attachments.url
    end
"""
"""Where a browser opens a PDF at the page; other files have no pages one could point at."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A change by which rows of another table leave the search: what happens, when it counts, and to which rows."""

    event: str
    when: str
    which: str


@dataclass(frozen=True, slots=True)
class Index:
    """A table that is searched.

    ``key`` are the columns that name a row; ``texts`` gives ``columns`` of it as SQL; ``may_be_found`` is the condition
    for its being searched at all, and ``leaves`` are the changes elsewhere by which rows stop fulfilling it.
    """

    table: str
    view: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    texts: str
    may_be_found: str
    leaves: tuple[Leave, ...]
    also_found_on: tuple[str, ...] = ()

    @property
    def fts(self) -> str:
        """The FTS5 table."""
        return f"{self.table}_fts"

    @property
    def stems(self) -> str:
        """The table of stems; Datasette hides it, since its name begins like the index's."""
        return f"{self.table}_fts_stems"

    @property
    def same_key(self) -> str:
        """The condition that a row of stems is that of a row of the table."""
        return " and ".join(f"{self.stems}.{name} = {self.table}.{name}" for name in self.key)


ITEMS = Index(
    "agenda_items",
    "searchable_items",
    ("id",),
    ITEM_COLUMNS,
    ITEM_TEXTS,
    "exists (select 1 from meetings where meetings.id = agenda_items.meeting_id and removed_at is null)",
    (
        Leave(
            "update of removed_at on meetings",
            "new.removed_at is not null",
            "id in (select id from agenda_items where meeting_id = new.id)",
        ),
    ),
)
_PUBLISHED = """exists (
    select 1 from attachments join meetings on meetings.id = attachments.meeting_id
    where attachments.file_sha256 = {file} and attachments.removed_at is null and meetings.removed_at is null
)"""
"""Whether a file is a paper of any item that is still published."""

_READABLE = "exists (select 1 from files where sha256 = file_pages.file_sha256 and text_status is not 'quarantined')"
_WITHDRAWN = f"not {_PUBLISHED.format(file='file_pages_fts_stems.file_sha256')}"
PAGES = Index(
    "file_pages",
    "searchable_pages",
    ("file_sha256", "page"),
    ("text",),
    "file_pages.text",
    f"{_READABLE} and {_PUBLISHED.format(file='file_pages.file_sha256')}",
    (
        Leave("update of text_status on files", "new.text_status = 'quarantined'", "file_sha256 = new.sha256"),
        Leave(
            "update of removed_at, file_sha256 on attachments",
            "new.removed_at is not null or old.file_sha256 is not new.file_sha256",
            f"file_sha256 = old.file_sha256 and {_WITHDRAWN}",
        ),
        Leave(
            "delete on attachments", "old.file_sha256 is not null", f"file_sha256 = old.file_sha256 and {_WITHDRAWN}"
        ),
        Leave(
            "update of removed_at on meetings",
            "new.removed_at is not null",
            f"file_sha256 in (select file_sha256 from attachments where meeting_id = new.id) and {_WITHDRAWN}",  # noqa: S608
        ),
    ),
    ("file_page_links",),
)
INDEXES = (ITEMS, PAGES)

OWN_COLUMNS = {
    "agenda_items": ("id", "title", "summary", "recommendation", "decision"),
    "file_pages": ("file_sha256", "page", "text"),
}
"""The columns of a table itself that the text of its index comes from, and those that name its rows."""

SECTION_CHANGES = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}

FILE_PAGE_LINKS = f"""
select
    file_pages.rowid as rowid,
    attachments.title as attachment_title,
    file_pages.page,
    {PAGE_LINK} as page_url,
    meetings.date,
    bodies.name as body_name,
    agenda_items.number as item_number,
    agenda_items.title as item_title,
    file_pages.text,
    agenda_items.id as agenda_item_id,
    meetings.id as meeting_id,
    attachments.id as attachment_id,
    file_pages.file_sha256
from file_pages
join files on files.sha256 = file_pages.file_sha256
join attachments on attachments.file_sha256 = file_pages.file_sha256
join agenda_items on agenda_items.id = attachments.agenda_item_id
join meetings on meetings.id = agenda_items.meeting_id
join bodies on bodies.id = meetings.body_id
"""  # noqa: S608
"""Each page of a paper with where to open it, its item and its meeting; once for each item it is a paper of."""


def create_index(db: Database, index: Index) -> None:
    """Make an empty index with its stems, its view and its triggers."""
    kinds = {name: int if name == "page" else str for name in index.key}
    db.create_table(
        index.stems,
        {"docid": int, **kinds, "stems": str},
        pk="docid",
        not_null=set(kinds),
    )
    db.table(index.stems).create_index(list(index.key), unique=True)
    db.create_view(
        index.view,
        f"select {index.stems}.docid as rowid, {', '.join(f'{index.table}.{name}' for name in index.key)},"  # noqa: S608
        f" {index.texts}, {index.stems}.stems from {index.stems} join {index.table} on {index.same_key}",
    )
    # Datasette and sqlite-utils find the index of a table by these very words in its definition.
    named = " ".join(f'content="{name}"' for name in (index.table, *index.also_found_on))
    db.execute(
        f'create virtual table {index.fts} using fts5({", ".join(index.columns)}, stems, content="{index.view}",'
        f' tokenize="unicode61 remove_diacritics 0" /* searches {named} */)'
    )
    for trigger in _triggers(index):
        db.execute(trigger)
    if index is ITEMS:
        create_order(db)


def drop_index(db: Database, index: Index) -> None:
    """Take an index away with all that belongs to it, as far as it is there."""
    for name in trigger_names(index):
        db.execute(f"drop trigger if exists {name}")
    if index is ITEMS:
        drop_order(db)
    db.execute(f"drop table if exists {index.fts}")
    db.execute(f"drop view if exists {index.view}")
    db.execute(f"drop table if exists {index.stems}")


def trigger_names(index: Index) -> list[str]:
    """Name the triggers an index needs."""
    return [trigger.split()[2] for trigger in (*_triggers(index), *(TRIGGERS if index is ITEMS else ()))]


def _triggers(index: Index) -> list[str]:
    columns = ", ".join((*index.columns, "stems"))
    forget = (
        f"insert into {index.fts} ({index.fts}, rowid, {columns})"  # noqa: S608
        f" select 'delete', rowid, {columns} from {index.view} where rowid = old.docid"
    )
    learn = (
        f"insert into {index.fts} (rowid, {columns})"  # noqa: S608
        f" select rowid, {columns} from {index.view} where rowid = new.docid"
    )
    changed = " or ".join(f"old.{name} is not new.{name}" for name in OWN_COLUMNS[index.table])
    own = {row: " and ".join(f"{name} = {row}.{name}" for name in index.key) for row in ("old", "new")}
    made = [
        f"in after insert on {index.stems} begin {learn}; end",
        f"out before delete on {index.stems} begin {forget}; end",
        f"out_of_old before update on {index.stems} begin {forget}; end",
        f"in_anew after update on {index.stems} begin {learn}; end",
        # Also before an insert: one that replaces a row deletes the old one without a word.
        f"insert before insert on {index.table} begin {_delete(index, own['new'])}; end",
        f"update before update on {index.table} when {changed} begin {_delete(index, own['old'])}; end",
        f"delete before delete on {index.table} begin {_delete(index, own['old'])}; end",
    ]
    for n, leave in enumerate(index.leaves, 1):
        made.append(f"leave_{n} after {leave.event} when {leave.when} begin {_delete(index, leave.which)}; end")
    if index is ITEMS:
        for verb, rows in SECTION_CHANGES.items():
            deletes = "; ".join(_delete(index, f"id = {row}.agenda_item_id") for row in rows)
            made.append(f"section_{verb} before {verb} on sections begin {deletes}; end")
    return [f"create trigger {index.fts}_{trigger}" for trigger in made]


def _delete(index: Index, where: str) -> str:
    return f"delete from {index.stems} where {where}"  # noqa: S608
