"""Items whose text a FirstAgenda answer leaves out, and the PDFs that hold it.

An open item may come with a bare container for ``Html`` and a real ``DocumentId`` (recorded: items 1, 2 and 31 of
``hvidovre_dagsorden.json``).
"""

from __future__ import annotations

import json
import re
from typing import Any

from rådscraper.items import Publication
from rådscraper.platforms.firstagenda_listing import ZERO_GUID

_NO_TEXT = re.compile(r"<title\b.*?</title>|<[^>]*>|&nbsp;|\s", re.DOTALL | re.IGNORECASE)


def papers_with_text(answer: bytes, publication: Publication, site: str) -> tuple[str, ...]:
    """Name the PDFs to read besides an answer: the whole meeting's where no open item has text, else one an item.

    An answer that is no JSON of a meeting names none; whoever reads it says what is wrong with it.
    """
    try:
        items = json.loads(answer)["Dagsordenpunkter"]
        documents = [_document(item) for item in items if item.get("IsOpen") is not False]
    except (ValueError, LookupError, TypeError, AttributeError):
        return ()
    missing = [document for document in documents if document]
    if len(missing) > 1 and len(missing) == len(documents) and publication.pdf_url:
        return (publication.pdf_url,)
    return tuple(f"{site}/vis/pdf/bilag/{document}/?redirectDirectlyToPdf=true" for document in missing)


def _document(item: dict[str, Any]) -> str | None:
    """The id of the PDF of an item without text; None where it has text or no PDF."""
    fields = item.get("Felter") or []
    told = "".join(str(field.get("Html") or "") + str(field.get("Tekst") or "") for field in fields)
    if _NO_TEXT.sub("", told) or item.get("ItemDecision"):
        return None
    ids = (str(field.get("DocumentId") or "").lower() for field in fields)
    return next((one for one in ids if one not in ("", ZERO_GUID)), None)
