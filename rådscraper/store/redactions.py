"""What an operator has decided to take away, and a crawl's rows without it: honoured wherever rows are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

from sqlite_utils import Database

from rådscraper.personal_data import as_read, mask_address
from rådscraper.store.cells import Rows
from rådscraper.store.hidden_names import REMOVED, fingerprint, without_names
from rådscraper.store.twins import take_twins, taken_with_items

WITHOUT: dict[str, dict[str, str | None]] = {
    "meetings": {"description": REMOVED, **dict.fromkeys(("place", "meeting_case_number", "meeting_document_number"))},
    "documents": {"title": REMOVED},
    "agenda_items": {
        "title": REMOVED,
        **dict.fromkeys(("summary", "recommendation", "decision")),
        **dict.fromkeys(("case_number", "journal_number", "document_number")),
    },
    "sections": {"text": REMOVED, "heading": None},
    "decisions": {"text": REMOVED},
    "votes": {"voter": REMOVED, "party": None},
    "decision_attendances": {"name": REMOVED, **dict.fromkeys(("person_id", "party", "substitute_for"))},
    "attendances": {
        "name": REMOVED,
        **dict.fromkeys(("person_id", "role", "other_role", "affiliation", "party", "substitute_for")),
    },
    "attachments": {"title": REMOVED, "file_sha256": None, "url": None},
}
"""What is left in the text columns of a redacted row, by table; the other columns stay."""

FINGERPRINTED = {
    "agenda_items": "title",
    "sections": "text",
    "decisions": "text",
    "attachments": "url",
    **{"votes": "voter", "attendances": "name", "decision_attendances": "name"},
}
"""Columns a redacted row is known by when the rows before it are numbered otherwise, kept as a hash."""

PARENTS = {
    "documents": ("meeting_id",),
    "agenda_items": ("meeting_id",),
    "sections": ("agenda_item_id",),
    "decisions": ("agenda_item_id",),
    "votes": ("decision_id",),
    "decision_attendances": ("decision_id",),
    "attendances": ("meeting_id", "agenda_item_id"),
    "attachments": ("agenda_item_id",),
}
"""The columns that say what a row hangs on."""

ADDRESSES = ("url", "pdf_url", "source_url")


class Action(StrEnum):
    """What was decided of a row or file."""

    REDACT = "redact"
    RELEASE = "release"


class Redaction(NamedTuple):
    """One decision: of a row or file, with what it is known by although its text is gone.

    A person's ``row_id`` is the municipality and the hash of the name, ``words`` how many words that name has.
    """

    table_name: str
    row_id: str
    action: Action
    fingerprint: str | None = None
    words: int | None = None


def create_redactions(db: Database) -> None:
    """Make the table ``redactions``."""
    db.table("redactions").create(
        {
            "id": int,
            "table_name": str,
            "row_id": str,
            "action": str,
            "reason": str,
            "decided_at": str,
            "decided_by": str,
            "fingerprint": str,
            "words": int,
        },
        pk="id",
        not_null={"table_name", "row_id", "action", "reason", "decided_at"},
    )
    db.table("redactions").create_index(["table_name", "row_id"])


def empty_taken_addresses(db: Database) -> None:
    """Schema step: papers that were taken away keep no address, as those that are taken away from now on."""
    db.execute("update attachments set url = null where title = ?", [REMOVED])


@dataclass(frozen=True, slots=True)
class Redactions:
    """The decisions that bear on rows about to be written."""

    decided: tuple[Redaction, ...]

    @classmethod
    def read(cls, db: Database) -> Self:
        """Read all decisions, in the order they were made."""
        columns = "table_name, row_id, action, fingerprint, words"
        rows = db.execute(f"select {columns} from redactions order by id")  # noqa: S608
        return cls(tuple(Redaction(table, key, Action(action), *rest) for table, key, action, *rest in rows))

    def files(self, action: Action) -> set[str]:
        """The files, by hash, whose last decision was this one."""
        last = {one.row_id: one.action for one in self.decided if one.table_name == "files"}
        return {sha256 for sha256, decided in last.items() if decided is action}

    def is_address_removed(self, url: str) -> bool:
        """Whether the paper at an address was taken away."""
        known = fingerprint(mask_address(url))
        return any(one.table_name == "attachments" and one.fingerprint == known for one in self.decided)

    def is_address_hidden(self, url: str, municipality: str | None = None) -> bool:
        """Whether an address must not be told: the paper there was taken away, or it names a person who was."""
        if self.is_address_removed(url):
            return True
        read = as_read(url)
        written = (read, re.sub("[._]", " ", read), re.sub("[._-]", " ", read))
        return any(self.names_in(one, municipality) for one in written)

    def names_in(self, text: str, municipality: str | None = None) -> bool:
        """Whether a text names a person who was taken away."""
        return self.hide_names(text, municipality) != text

    def hide_names(self, text: str, municipality: str | None = None) -> str:
        """Put ``[fjernet]`` for every name that was taken away, in one municipality or all."""
        for words, names in self._names(municipality).items():
            text = without_names(text, words, names)
        return text

    def apply(self, rows: Rows) -> None:
        """Take what was decided out of the rows of one meeting, in place."""
        if not self.decided:
            return
        of_rows = [one for one in self.decided if one.table_name in WITHOUT]
        items = {one.row_id: _redacted(one, rows) for one in of_rows if one.table_name == "agenda_items"}
        # What hung on an item that is numbered otherwise now hangs on it still, and not on what has its number.
        moved = tuple(f"{key}:" for key, found in items.items() if found and key not in found)
        gone: set[tuple[str, str]] = set()
        for one in of_rows:
            found = _redacted(one, rows)
            if found != [one.row_id] or not one.row_id.startswith(moved) or _is_same(one, rows):
                gone |= {(one.table_name, key) for key in found}
        _take_out(rows, gone)
        for sha256 in self.files(Action.REDACT) & rows["files"].keys():
            rows["files"][sha256]["path"] = None
        for municipality in rows["municipalities"]:
            if names := self._names(municipality):
                self._apply_names(rows, municipality, names)

    def _names(self, municipality: str | None) -> dict[int, set[str]]:
        names: dict[int, set[str]] = {}
        for one in self.decided:
            if one.table_name == "people" and municipality in (None, one.row_id.partition(":")[0]):
                names.setdefault(one.words or 1, set()).add(one.fingerprint or "")
        return names

    def _apply_names(self, rows: Rows, municipality: str, names: dict[int, set[str]]) -> None:
        known = set().union(*names.values())
        for key, person in list(rows["people"].items()):
            if fingerprint(person["name"]) in known:
                del rows["people"][key]
        for table in ("attendances", "decision_attendances"):
            for attendance in rows[table].values():
                if fingerprint(" ".join((attendance["name"] or "").split())) in known:
                    attendance |= WITHOUT[table]
        for table, kept in rows.items():
            if table in ("municipalities", "bodies", "files", "people"):
                continue
            for row in kept.values():
                for column, value in row.items():
                    if type(value) is not str:
                        continue
                    if column in ADDRESSES:
                        row[column] = None if self.is_address_hidden(value, municipality) else value
                    elif not _is_reference(column):
                        row[column] = self.hide_names(value, municipality)


def _is_same(one: Redaction, rows: Rows) -> bool:
    """Whether the row of a decision's id is the one that was decided on, as far as that can be told."""
    column, row = FINGERPRINTED.get(one.table_name), rows[one.table_name].get(one.row_id)
    return bool(column and row and one.fingerprint and fingerprint(row[column]) == one.fingerprint)


def _redacted(one: Redaction, rows: Rows) -> list[str]:
    """The rows a decision means: the one of its id, or where another stands there now, those of the same content."""
    column, kept = FINGERPRINTED.get(one.table_name), rows[one.table_name]
    is_of_meeting = any(one.row_id.startswith(f"{meeting}:") for meeting in rows["meetings"])
    if column and one.fingerprint and is_of_meeting:
        same = [key for key, row in kept.items() if fingerprint(row[column]) == one.fingerprint]
        if one.row_id in same:
            return [one.row_id]
        beside = [key for key in same if key.rpartition(":")[0] == one.row_id.rpartition(":")[0]]
        if same:
            return beside or same
    return [one.row_id] if one.row_id in kept else []


def _take_out(rows: Rows, gone: set[tuple[str, str]]) -> None:
    """Empty the texts of rows and of all that hangs on them."""
    hidden = {key for table, key in gone if table != "documents"}
    told_twice = taken_with_items(rows, gone)
    for table, without in WITHOUT.items():
        for key, row in rows[table].items():
            if (table, key) in gone or any(row.get(column) in hidden for column in PARENTS.get(table, ())):
                hidden.add(key)
                row |= {column: value for column, value in without.items() if row.get(column) is not None}
    take_twins(rows, told_twice, REMOVED)
    if gone:
        kept = {row["file_sha256"] for row in rows["attachments"].values()}
        rows["files"] = {sha256: row for sha256, row in rows["files"].items() if sha256 in kept}
        people = {row["person_id"] for table in ("attendances", "decision_attendances") for row in rows[table].values()}
        rows["people"] = {key: row for key, row in rows["people"].items() if key in people}


def _is_reference(column: str) -> bool:
    return column in ("id", "path") or column.endswith(("_id", "_at", "sha256"))
