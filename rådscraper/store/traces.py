"""What is told of a row elsewhere: problems that quote it, revisions of it, addresses that name it.

What an operator takes away goes from there as well, and what later crawls would tell of it again stays away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlite_utils import Database

from rådscraper.items import KeptSource, Problem
from rådscraper.store.cells import Row, Rows
from rådscraper.store.hidden_names import REMOVED
from rådscraper.store.redactions import WITHOUT, Redaction, Redactions
from rådscraper.store.rows import document_id
from rådscraper.store.source_json import as_json, from_json

AT_ONCE = 6
"""So many words in a row that are the same make a quotation."""

_WORD = re.compile(r"\w+")
_MEETING = re.compile(r"(.+?:\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::.*)?", re.DOTALL)
_ADDRESSES = """
select url from documents where meeting_id = :id union select pdf_url from documents where meeting_id = :id
union select source_url from documents where meeting_id = :id
union select url from meetings where id = :id union select pdf_url from meetings where id = :id
union select url from agenda_items where meeting_id = :id
union select document_originals.url from document_originals join documents on documents.id = document_id
    where meeting_id = :id
"""


class Quoted:
    """Texts that were taken away, to find out what quotes them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Look for these."""
        self._runs: set[tuple[str, ...]] = set()
        self._whole: set[tuple[str, ...]] = set()
        for text in texts:
            words = _words(text)
            self._whole.add(words)
            self._runs |= set(_runs(words, AT_ONCE))

    def is_in(self, text: str) -> bool:
        """Whether a text is one of them, or has one of them or a piece of one in it."""
        words = _words(text)
        if words in self._whole or not self._runs.isdisjoint(_runs(words, AT_ONCE)):
            return True
        short = {len(one) for one in self._whole if 1 < len(one) < AT_ONCE}
        return any(not self._whole.isdisjoint(_runs(words, size)) for size in short)


def taken_texts(before: Rows, after: Rows) -> list[str]:
    """Give the texts that rows of a meeting had and have no more."""
    return [
        value
        for table, columns in WITHOUT.items()
        for key, row in before[table].items()
        for column in columns
        if isinstance(value := row.get(column), str)
        and column != "person_id"
        and value != after[table].get(key, {}).get(column)
    ]


def addresses_of(db: Database, meeting_id: str) -> set[str]:
    """Name the addresses a meeting is told at."""
    return {url for (url,) in db.execute(_ADDRESSES, {"id": meeting_id}) if url}


def tellable(db: Database, decided: Redactions, problem: Problem) -> Problem:
    """Give a problem without what was taken away; of a meeting of which something was, only kind and address."""
    if not decided.decided:
        return problem
    url = None if problem.url and decided.is_address_hidden(problem.url) else problem.url
    touched = (meeting for one in decided.decided if (meeting := meeting_of(db, one)))
    is_touched = problem.url is not None and any(problem.url in addresses_of(db, one) for one in set(touched))
    message = REMOVED if is_touched else decided.hide_names(problem.message)
    return replace(problem, message=message, url=url)


def meeting_of(db: Database, decision: Redaction) -> str | None:
    """Name the meeting that a decision on a row is of."""
    if decision.table_name == "documents":
        found = db.execute("select meeting_id from documents where id = ?", [decision.row_id]).fetchone()
        return found and str(found[0])
    known = _MEETING.fullmatch(decision.row_id) if decision.table_name in WITHOUT else None
    return known and known[1]


def is_touched(db: Database, decided: Redactions, meeting_id: str) -> bool:
    """Whether something of a meeting was taken away."""
    return any(meeting_of(db, one) == meeting_id for one in decided.decided)


def forget_quotations(db: Database, meeting_id: str, texts: Iterable[str]) -> None:
    """Forget what problems and revisions tell of texts that were taken out of a meeting."""
    quoted, addresses = Quoted(texts), addresses_of(db, meeting_id)
    of_site = "crawl_id in (select id from crawls where municipality_id = ?)"
    for problem in list(db.table("problems").rows_where(of_site, [meeting_id.partition(":")[0]])):
        if problem["url"] in addresses or quoted.is_in(problem["message"] or ""):
            db.table("problems").update(problem["id"], {"message": REMOVED})
    for revision in list(db.table("revisions").rows_where("meeting_id = ?", [meeting_id])):
        if any(quoted.is_in(value) for value in _values(revision)):
            db.table("revisions").delete(revision["id"])


def forget_addresses(db: Database, urls: Iterable[str]) -> None:
    """Forget the addresses of papers that were taken away, wherever they are kept."""
    for url in urls:
        db.table("file_fetches").delete_where("url = ?", [url])
        db.table("oversized_files").delete_where("url = ?", [url])
        db.execute("update problems set url = null where url = ?", [url])


def forget_name(db: Database, municipality_id: str, decided: Redactions) -> None:
    """Take a person's name out of what is told beside the rows of meetings."""
    of_site = "crawl_id in (select id from crawls where municipality_id = ?)"
    for table in ("problems", "findings"):
        for row in list(db.table(table).rows_where(of_site, [municipality_id])):
            told = {"message": decided.hide_names(row["message"] or "") or None}
            if row.get("url") and decided.is_address_hidden(row["url"]):
                told["url"] = None
            if row != row | told:
                db.table(table).update(row["id"], told)
    named = f"{of_site} or substr(row_id, 1, ?) = ?"
    asking = [municipality_id, len(municipality_id) + 1, f"{municipality_id}:"]
    for revision in list(db.table("revisions").rows_where(named, asking)):
        if any(decided.names_in(value) for value in _values(revision)):
            db.table("revisions").delete(revision["id"])
    for table in ("file_fetches", "oversized_files"):
        urls = {str(row["url"]) for row in db.table(table).rows_where(select="url")}
        for url in (url for url in urls if decided.is_address_hidden(url)):
            db.table(table).delete_where("url = ?", [url])


def without(decided: Redactions, source: KeptSource) -> KeptSource:
    """Give a source as it may be kept: what its list told of publications without what was taken away."""
    if not decided.decided:
        return source
    gone = {(one.table_name, one.row_id) for one in decided.decided}
    is_meeting_gone = ("meetings", source.key) in gone
    publications = []
    for one in source.publications:
        place = (
            None if is_meeting_gone or one.place is None else decided.hide_names(one.place, source.municipality.slug)
        )
        is_gone = is_meeting_gone or ("documents", document_id(source.municipality, one.id)) in gone
        title = one.title and (REMOVED if is_gone else decided.hide_names(one.title, source.municipality.slug))
        publications.append(replace(one, title=title, place=place))
    return replace(source, publications=tuple(publications))


def rewrite_sources(db: Database, decided: Redactions, meeting_id: str) -> None:
    """Write what a meeting is read again from as the decisions leave it."""
    for table in ("meeting_sources", "unread_sources"):
        for row in list(db.table(table).rows_where("meeting_id = ?", [meeting_id])):
            told = {"source": as_json(without(decided, from_json(row["source"])))}
            if row.get("error"):
                told["error"] = REMOVED
            if row != row | told:
                db.table(table).update(meeting_id, told)


def _values(revision: Row) -> Iterator[str]:
    for column in ("before", "after"):
        told = json.loads(revision[column]) if revision[column] else {}
        yield from (value for value in told.values() if isinstance(value, str))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _runs(words: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)
