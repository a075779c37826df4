"""Bar 10: looking for CPR numbers against the plain regex of the same rules, on the same text with the same hits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rådscraper.personal_data import find_cpr
from tests.bench.timing import Row, ratio_in_turn
from tests.plain_cpr import find_plainly

GOLD = Path(__file__).parent.parent / "gold"
REPEATED = 3
"""Times the labelled documents are read one after the other: some two megabytes."""

EVERY = 20_000
"""Characters between the numbers strewn into one of the texts."""

MOST = 0.1


def rows() -> Iterator[Row]:
    """Texts of meetings as they are, the same with numbers in them, and a table of nothing but figures."""
    told = "\n".join(file.read_text(encoding="utf-8") for file in sorted(GOLD.glob("*.txt"))) * REPEATED
    pieces = [told[start : start + EVERY] for start in range(0, len(told), EVERY)]
    chance = random.Random(10)
    figures = "\n".join(" ".join(f"{chance.randrange(10**8):,}" for _ in range(8)) for _ in range(10_000))
    texts = {
        "minutes": told,
        "minutes with numbers": " 010190-1234 ".join(pieces),
        "a table of figures": figures.replace(",", "."),
    }
    for name, text in texts.items():
        if find_cpr(text) != find_plainly(text):
            raise RuntimeError(f"the two do not find the same in {name}")
        seen = ratio_in_turn(partial(find_cpr, text), partial(find_plainly, text), pairs=9)
        yield Row(10, f"looking for CPR numbers in {name}", "the plain regex", seen, MOST)
