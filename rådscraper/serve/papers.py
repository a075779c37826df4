"""``/bilag/<sha256>``: a paper's bytes, where it is still public and nothing speaks against it."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, asgi_send_file

from rådscraper.serve.asking import one
from rådscraper.serve.metadata import DATABASE
from rådscraper.serve.published import PUBLISHED
from rådscraper.store.quarantine import NAMES_SOMEBODY

ROUTE = r"^/bilag/(?P<sha256>[0-9a-f]{64})$"
PDF = "application/pdf"
OPENED_BY_BROWSERS = ("html", "xml", "svg", "javascript", "text/")
"""Kinds a browser might run or show as a page of ours; they are handed out as mere bytes."""
BYTES = "application/octet-stream"
SANDBOX = "default-src 'none'; sandbox"
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Browsers show no PDF in a sandbox; scripts of a PDF never reach the page around it."""

IS_SERVED = (
    f"path is not null and ifnull(text_status, '') not in ('', 'quarantined') and error is not '{NAMES_SOMEBODY}'"
)
"""Whether a file's bytes may be handed out: once it was looked through, and where nothing was found. Its text may be
hidden where it names who was taken away, they can't."""

FILE = f"""
select path, media_type from files
where sha256 = :sha256 and {IS_SERVED} and sha256 in (
    select file_sha256 from attachments where file_sha256 = :sha256 and {PUBLISHED["attachments"]}
)
"""  # noqa: S608


async def paper(datasette: Datasette, request: Request, send: Callable[[Any], Awaitable[None]]) -> None:
    """Send a paper; one that is withdrawn, not looked through, held back or taken away is not there."""
    sha256 = request.url_vars["sha256"]

    def read(connection: sqlite3.Connection) -> dict[str, Any] | None:
        return one(connection, FILE, sha256=sha256)

    found = await datasette.get_database(DATABASE).execute_fn(read)
    place = _place(datasette.papers, found["path"]) if found else None
    if not found or place is None:
        raise NotFound("no such paper")
    media_type = str(found["media_type"] or BYTES)
    is_pdf = media_type == PDF
    if any(kind in media_type for kind in OPENED_BY_BROWSERS):
        media_type = BYTES
    headers = {
        "content-disposition": f'{"inline" if is_pdf else "attachment"}; filename="bilag-{sha256[:12]}{place.suffix}"',
        "content-security-policy": PDF_POLICY if is_pdf else SANDBOX,
        "x-robots-tag": "noindex, nofollow",
    }
    await asgi_send_file(send, place, content_type=media_type, headers=headers)


def _place(folder: Path, path: str) -> Path | None:
    """Find a file in the folder of the papers; nothing outside it is ever served."""
    place = (folder / path).resolve()
    return place if place.is_relative_to(folder.resolve()) and place.is_file() else None
