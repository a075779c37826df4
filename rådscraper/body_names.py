"""Whether two printed names are of one body: folded alike, whatever their ending, prefix or period."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = re.compile(r"(?:(?<=[dg])smøde(?:ts?)?|ets|ens|et|en|s)$")
_PERIOD = re.compile(r"^\d{2}-\d{2} |\s*\(\d{2}-\d{2}\)|,?\s*\(?(?:19|20)\d{2}\s*[-–]\s*(?:(?:19|20)?\d{2})\)?")


@lru_cache(maxsize=1024)  # a site has few bodies, and every decision of an item is asked whose it is
def fold_body_name(name: str) -> str:
    """Fold a body's printed name to what stays the same of it.

    >>> fold_body_name("R&N, 2018-21: Integrationsrådet"), fold_body_name("Økonomiudvalget 2018-2021")
    ('integrationsråd', 'økonomiudvalg')
    """
    bare = _PERIOD.sub("", name.rpartition(": ")[2])
    return _ENDINGS.sub("", " ".join(bare.casefold().split()))


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two printed names are of one body; the municipality's name may stand before either.

    >>> same_body("R&N, 2018-21: Integrationsråd", "Integrationsrådet"), same_body("Byrådet", "Køge Byråd")
    (True, True)
    """
    if one is None or other is None:
        return False
    first, second = fold_body_name(one), fold_body_name(other)
    return first == second or first.endswith(f" {second}") or second.endswith(f" {first}")
