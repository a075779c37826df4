"""An operator's decisions carried out: a row's text or a file taken away, or a file let out of quarantine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils.db import NotFoundError

from rådscraper.personal_data import mask
from rådscraper.store.cells import Row, Rows, cell
from rådscraper.store.changes import compare
from rådscraper.store.hidden_names import REMOVED, fingerprint
from rådscraper.store.named_papers import hide_in_papers
from rådscraper.store.quarantine import QUARANTINED, TAKEN_AWAY
from rådscraper.store.redactions import FINGERPRINTED, WITHOUT, Action, Redaction, Redactions
from rådscraper.store.revisions import TOLD, forget_revisions
from rådscraper.store.rows import TABLES
from rådscraper.store.search import index_meeting
from rådscraper.store.stored import read_stored
from rådscraper.store.traces import (
    forget_addresses,
    forget_name,
    forget_quotations,
    meeting_of,
    rewrite_sources,
    taken_texts,
)
from rådscraper.store.writer import Store
from rådscraper.store.writing import write_changes

SHA256 = re.compile(r"[0-9a-f]{64}")
NAMED = (*WITHOUT, "people")
PAPERS_OF = {"meetings": "meeting_id", "agenda_items": "agenda_item_id", "attachments": "id"}
MEETING_OF = {
    "sections": "select meeting_id from agenda_items where id = :agenda_item_id",
    "votes": "select meeting_id from decisions where id = :decision_id",
    "decision_attendances": "select meeting_id from decisions where id = :decision_id",
}
NAMING = ("attendances", "decision_attendances")


class NothingSuch(Exception):
    """No row or file is called that, or nothing is left to decide of it; the message is one sentence."""


class NotDeleted(OSError):
    """A file's bytes can't be deleted, so that nothing was decided; the message is one sentence."""


class Operator:
    """Carries decisions out; ``files`` is where the attachments lie, ``by`` who decides, where that is told."""

    def __init__(self, store: Store, files: Path, now: datetime, reason: str, by: str | None = None) -> None:
        """Decide with a reason, at a moment."""
        self.store, self.db, self.files, self.now = store, store.db, files, cell(now)
        self._decision = {"reason": mask(reason), "decided_at": self.now, "decided_by": by}

    def redact(self, name: str) -> list[str]:
        """Take away a row's text and all that hangs on it, or a file with its bytes; tells in lines what that was.

        A person is taken away wherever the name stands. Raises ``NothingSuch`` and ``NotDeleted``.
        """
        table, row = self._find(name)
        # What is deleted is overwritten, so that the database's bytes hold it no longer.
        self.db.execute("PRAGMA secure_delete = ON")
        made = [one for one in self._decisions(table, row) if not self._is_taken(one)]
        if not made:
            self._sweep()  # which a full disk may have prevented
            raise NothingSuch(f"{name} is taken away already")
        with self.db.atomic():
            self._keep(made)
            if table == "people":
                self._take_person(row, Redactions(tuple(made)))
            elif table != "files":
                self._rewrite(self._meeting_of(table, row), Redactions(tuple(made)))
            taken = [one.row_id for one in made if one.table_name == "files"]
            self._delete(taken)
        self._sweep()
        return [f"taken away: {one.table_name} {name if table == 'people' else one.row_id}" for one in made]

    def carry_out(self, made: Sequence[Redaction]) -> None:
        """Carry decisions out that are noted already, but were made after this database was copied."""
        self.db.execute("PRAGMA secure_delete = ON")
        files = [one.row_id for one in made if one.table_name == "files"]
        noted = Redactions.read(self.db)
        with self.db.atomic():
            of_rows = Redactions(tuple(one for one in made if one.table_name in WITHOUT))
            for meeting in {known for one in of_rows.decided if (known := meeting_of(self.db, one))}:
                if self.db.table("meetings").count_where("id = ?", [meeting]):
                    self._rewrite(meeting, of_rows)
            for one in made:
                if one.table_name == "people":
                    self._take_person(self._person_of(one), Redactions((one,)))
            taken = [sha256 for sha256 in files if sha256 in noted.files(Action.REDACT)]
            self._delete(taken)
            for sha256 in noted.files(Action.RELEASE) & set(files):
                self._read_again(sha256)
        self._sweep()

    def release(self, name: str) -> list[str]:
        """Let a file out of quarantine for ever: its text is read again. Raises ``NothingSuch``."""
        table, row = self._find(name)
        if table != "files" or row["text_status"] != QUARANTINED or row["path"] is None:
            raise NothingSuch(f"{name} is no file in quarantine")
        with self.db.atomic():
            self._read_again(row["sha256"])
            self._keep([Redaction("files", row["sha256"], Action.RELEASE)])
        return [f"released: files {row['sha256']}"]

    def _read_again(self, sha256: str) -> None:
        where = "sha256 = ? and text_status = ?"
        self.db.execute(f"update files set text_status = null, error = null where {where}", [sha256, QUARANTINED])  # noqa: S608

    def _person_of(self, one: Redaction) -> Row:
        """Find whom a decision means by the hash of the name; where there is no row, the name may stand in texts."""
        municipality = one.row_id.partition(":")[0]
        of_site = self.db.table("people").rows_where("municipality_id = ?", [municipality])
        found = (row for row in of_site if fingerprint(str(row["name"])) == one.fingerprint)
        return next(found, {"id": "", "municipality_id": municipality, "name": ""})

    def _find(self, name: str) -> tuple[str, Row]:
        sha256 = Path(name).name  # a file may be named by its path, too
        for table, key in [("files", sha256)] if SHA256.fullmatch(sha256) else [(table, name) for table in NAMED]:
            try:
                return table, self.db.table(table).get(key)
            except NotFoundError:
                continue
        raise NothingSuch(f"there is no row or file {name!r}")

    def _decisions(self, table: str, row: Row) -> list[Redaction]:
        """The decision on a row, on its papers, and on those of their files that hang on nothing else."""
        if table == "files":
            return [Redaction(table, row["sha256"], Action.REDACT)]
        if table == "people":
            name = str(row["name"])
            key = f"{row['municipality_id']}:{fingerprint(name)}"
            return [Redaction(table, key, Action.REDACT, fingerprint(name), len(name.split()))]
        papers: list[Row] = []
        if column := PAPERS_OF.get(table):
            papers = list(self.db.table("attachments").rows_where(f"{column} = ?", [row["id"]]))
        made = [_decision("attachments", paper) for paper in papers]
        if table != "attachments":
            made.insert(0, _decision(table, row))
        ids = {paper["id"] for paper in papers}
        for sha256 in dict.fromkeys(paper["file_sha256"] for paper in papers if paper["file_sha256"]):
            hung = self.db.table("attachments").rows_where("file_sha256 = ?", [sha256], select="id")
            if {one["id"] for one in hung} <= ids:
                made.append(Redaction("files", sha256, Action.REDACT))
        return made

    def _is_taken(self, one: Redaction) -> bool:
        """Whether that is decided already and the row still shows it."""
        decided = Redactions.read(self.db)
        if one.table_name == "files":
            return one.row_id in decided.files(Action.REDACT)
        if one.fingerprint is None:  # a paper has no address when it is taken away
            return any(known[:3] == one[:3] for known in decided.decided)
        is_shown = one.table_name in ("people", "attachments")
        return one in decided.decided if is_shown else one.fingerprint == fingerprint(REMOVED)

    def _keep(self, made: list[Redaction]) -> None:
        rows = ({**one._asdict(), "action": str(one.action), **self._decision} for one in made)
        self.db.table("redactions").insert_all(rows, pk="id")

    def _meeting_of(self, table: str, row: Row) -> str:
        if table == "meetings":
            return str(row["id"])
        if table in MEETING_OF:
            (row,) = self.db.query(MEETING_OF[table], row)
        return str(row["meeting_id"])

    def _rewrite(self, meeting_id: str, decided: Redactions) -> None:
        """Write a meeting's rows as the decisions leave them, and forget how they were."""
        asked: Rows = {table: {} for table in TABLES}
        asked["meetings"][meeting_id] = asked["municipalities"][meeting_id.partition(":")[0]] = {}
        stored = read_stored(self.db, asked)
        wanted = {table: {key: dict(row) for key, row in rows.items()} for table, rows in stored.items()}
        decided.apply(wanted)
        changes = compare(wanted, stored)
        rewrite_sources(self.db, Redactions.read(self.db), meeting_id)
        if not changes.visible:
            return
        people = {row["person_id"] for table in NAMING for row in stored[table].values()}
        people -= {row["person_id"] for table in NAMING for row in wanted[table].values()}
        write_changes(self.store.db, changes, str(self.now))
        index_meeting(self.db, meeting_id)
        self.db.table("meetings").update(meeting_id, {"changed_at": self.now})
        forget_revisions(self.db, [row for table in TOLD for row in changes.writes.get(table, ())])
        forget_addresses(self.db, _lost_addresses(stored, wanted))
        if not any(one.table_name == "people" for one in decided.decided):
            forget_quotations(self.db, meeting_id, taken_texts(stored, wanted))
        for person in people - {None}:
            if not any(self.db.table(table).count_where("person_id = ?", [person]) for table in NAMING):
                self._forget_person(person)

    def _forget_person(self, person: str) -> None:
        self.db.table("people_suggestions").delete_where("? in (person_id, other_person_id)", [person])
        self.db.table("people").delete_where("id = ?", [person])

    def _take_person(self, person: Row, decided: Redactions) -> None:
        municipality = person["municipality_id"]
        for meeting in list(self.db.table("meetings").rows_where("municipality_id = ?", [municipality], select="id")):
            self._rewrite(meeting["id"], decided)
        self._forget_person(person["id"])
        forget_name(self.db, municipality, decided)
        hide_in_papers(self.db, str(person["name"]), municipality, decided)

    def _delete(self, files: Sequence[str]) -> None:
        """Delete the pages of files and, once that went well for all, their bytes; raises ``NotDeleted``."""
        paths = []
        for row in [row for sha256 in files for row in self.db.table("files").rows_where("sha256 = ?", [sha256])]:
            self.db.table("file_pages").delete_where("file_sha256 = ?", [row["sha256"]])
            taken = {"path": None, "text_status": QUARANTINED, "error": TAKEN_AWAY}
            self.db.table("files").update(row["sha256"], taken)
            paths += [row["path"]] if row["path"] else []
        for place in (self.files / path for path in paths):
            try:
                place.unlink(missing_ok=True)
            except OSError as error:
                told = f"{place} could not be deleted ({error.strerror}); nothing was decided"
                raise NotDeleted(told) from error

    def _sweep(self) -> None:
        """Leave nothing behind in indexes for search and in the log of writes."""
        for (table,) in self.db.execute("select name from sqlite_master where sql like '%using fts5%'").fetchall():
            with self.db.atomic():
                self.db.execute(f"insert into [{table}]([{table}]) values ('optimize')")  # noqa: S608
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _decision(table: str, row: Row) -> Redaction:
    column = FINGERPRINTED.get(table)
    return Redaction(table, row["id"], Action.REDACT, fingerprint(row[column]) if column else None)


def _lost_addresses(stored: Rows, wanted: Rows) -> list[str]:
    """The addresses of papers that are told no more."""
    of_papers = ((row["url"], wanted["attachments"][key]["url"]) for key, row in stored["attachments"].items())
    return [before for before, after in of_papers if before and after is None]
