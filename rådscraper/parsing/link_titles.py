"""What the link to a meeting is titled: ``Referat fra Integrationsrådet 24. april 2023``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rådscraper.items import DocumentType
from rådscraper.parsing.dates import DATE
from rådscraper.parsing.publications import classify_title

_DAY = r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag )?(?:den |d\. )?"
_TITLE = re.compile(
    rf"(?:{DATE}\s*[-–]\s*)?(?P<kind>[\w ]*?(?:referat|dagsorden)\w*)\s+(?:fra|for|til|af|over|i)\s+"
    rf"(?:(?:et )?møde(?:t)? i )?(?P<body>.+?)"
    rf"(?:[’']?s møde)?(?:[\s,]+{_DAY}{DATE}.*)?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class LinkTitle:
    """A link's title taken apart; ``document_type`` and ``body_name`` are None where it does not say them."""

    printed: str
    document_type: DocumentType | None
    body_name: str | None


def parse_link_title(printed: str) -> LinkTitle:
    """Read the title of a link to a meeting.

    >>> parse_link_title("Dagsorden for Aalborg Byråds møde mandag den 11. december 2023").body_name
    'Aalborg Byråd'
    """
    text = " ".join(printed.split())
    found = _TITLE.fullmatch(text)
    if found is None:
        return LinkTitle(text, classify_title(text), None)
    body = found["body"].strip(" ,-–")
    return LinkTitle(text, classify_title(found["kind"]), body[:1].upper() + body[1:] or None)
