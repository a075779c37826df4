"""A name that is taken away, in the text of the papers of its municipality."""

from __future__ import annotations

import re

from sqlite_utils import Database

from rådscraper.store.quarantine import NAMES_SOMEBODY
from rådscraper.store.redactions import Redactions
from rådscraper.store.search import index_file_pages


def hide_in_papers(db: Database, name: str, municipality: str, decided: Redactions) -> None:
    """Hide a name in the text of papers; their bytes are served no more."""
    # A word of it that SQL can look for without minding case finds the pages worth a closer look.
    piece = max(re.findall(r"[ -~]+", name.replace(" ", "\n")), key=len, default="")
    pages = db.query(
        "select file_sha256, page, text from file_pages where text like ? and file_sha256 in ("
        " select file_sha256 from attachments join meetings on meetings.id = meeting_id where municipality_id = ?)",
        [f"%{piece}%", municipality],
    )
    named = [(row, hidden) for row in pages if (hidden := decided.hide_names(row["text"])) != row["text"]]
    for row, hidden in named:
        db.table("file_pages").update((row["file_sha256"], row["page"]), {"text": hidden})
    for sha256 in {row["file_sha256"] for row, _ in named}:
        db.table("files").update(sha256, {"error": NAMES_SOMEBODY})
        index_file_pages(db, sha256)
