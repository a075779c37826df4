"""Who asks: the User-Agent of every request, in the crawl and outside it."""

from __future__ import annotations


class BadContact(ValueError):
    """The contact can't be sent in a header; the message says what is wanted."""


def user_agent(version: str, contact: str) -> str:
    """Name the program and who runs it; raises ``BadContact``.

    >>> user_agent("0.1.0", "you@example.org")
    'raadscraper/0.1.0 (+you@example.org)'
    """
    contact = contact.strip()
    if not contact.isascii() or not contact.isprintable():
        raise BadContact(f"RAAD_CONTACT={contact!r} must be plain ASCII: it is sent in a header")
    return f"raadscraper/{version} ({f'+{contact}' if contact else 'no contact given'})"
