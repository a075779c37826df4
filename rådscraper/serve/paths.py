"""The addresses of our pages: ids stand in them as they are, but for what an address can't hold."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

READABLE = ":,'"
"""Signs of ids that a path may hold unescaped (RFC 3986), and that people can read there."""


def path_of(kind: str, *ids: str) -> str:
    """Give the address of a page: ``path_of("moede", "koege:ab:2021-04-12T18:00")``.

    Only a case number, which is the last part of its address, keeps its slashes.
    """
    *first, last = ids
    safe = READABLE + ("/" if kind == "sag" else "")
    return "/".join(["", kind, *(quote(part, safe=READABLE) for part in first), quote(last, safe=safe)])


PAGES_OF_PAPER = 50
"""So many pages of a paper are shown together."""


def paper_page(sha256: str, page: int, typed: str | None = None) -> str:
    """Give the address of a page of a paper's text, where words that were typed are marked."""
    first = (page - 1) // PAGES_OF_PAPER * PAGES_OF_PAPER + 1
    asked = urlencode({name: value for name, value in (("q", typed), ("fra", first if first > 1 else None)) if value})
    return f"/bilag/{sha256}/tekst{f'?{asked}' if asked else ''}{f'#side-{page}' if page > 1 else ''}"


def web_address(url: object) -> str | None:
    """Give an address if a browser may be sent there: what a site calls a link may be a script."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None
