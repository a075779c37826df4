"""Danish words brought to the forms they are searched by. Pure: text in, words out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from Stemmer import Stemmer

from rådscraper.search.families import FAMILIES

WORD = re.compile(r"[^\W_]+")
"""A word as FTS5's tokenizer unicode61 parts text: letters and digits."""

UNKNOWN_TO_SNOWBALL = (
    (re.compile(r"(?<=\w{3})edes?$"), "e"),  # besluttede, anbefaledes
    (re.compile(r"(?<=\w{3}hed)ernes?$"), ""),  # virksomhederne
    (re.compile(r"(?<=\w[aiouyæøå])e(?:ns?|rs?|rnes?|ts?)$"), ""),  # byen, broer, miljøets
)
"""Endings the stemmer leaves, brought to one it takes away."""

INFLECTION = re.compile(r"(?<=\w\w)e(?:de|des|n|ns|ne|nes|r|rs|re|res|ren|rens|rne|rnes|s|t|ts)?$")
TYPED_ENDINGS = ("", "e", "er")
"""The endings of the words as people type them: bolig, kommun-e, borg-er."""

WITHOUT_E = re.compile(r"(?:ing|hed|ion|skab|dom|er|et|ig|isk|or|um|an|ist|ør|en)e$")
NO_WORD = re.compile(r"([bdfgklmnprst])\1$|els$")
"""What is no word by itself: a doubled consonant waits for an ending (beslutt-er), and so does -els."""

SHORTEST = 4
CACHED_RUNS = 50_000

_snowball = Stemmer("danish")


def stem(word: str) -> str:
    """Give the form that stands for all inflections of a lower-case word, and for its family where it has one.

    >>> stem("beslutningerne"), stem("besluttede"), stem("børnene")
    ('beslutning', 'beslutning', 'barn')
    """
    stemmed = _stem_alone(word)
    family = _FAMILIES.get(stemmed)
    return family[0] if family else stemmed


def search_forms(texts: Iterable[str | None]) -> str | None:
    """Give the forms by which texts are to be found besides their own words, or None where there are none.

    They are the stems, and for those who ask without stemming what they type the usual forms of the words. Each form
    once, in order of the alphabet: how often and where is told by the words themselves.
    """
    # Parted at blanks first, which is quick, and then each different run once.
    runs = set("\n".join(text for text in texts if text).lower().split())
    parts = [_parted(run) for run in runs]
    found = {word for words, _ in parts for word in words}
    forms = {form for _, forms in parts for form in forms}
    return " ".join(sorted(forms - found)) or None


def forms_of(word: str) -> tuple[str, ...]:
    """Give the forms by which one lower-case word is found, itself not among them."""
    return _parted(word)[1]


@lru_cache(CACHED_RUNS)
def _parted(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a run of letters and signs into its words, and give the further forms they are found by."""
    words = tuple(WORD.findall(run))
    return words, tuple({form for word in words for form in _forms(word)})


def _forms(word: str) -> set[str]:
    if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
        return {stem(word)} - {word}
    return {stem(word), *_FAMILIES.get(_stem_alone(word), ()), *_usual_forms(word)} - {word}


def _stem_alone(word: str) -> str:
    for ending, known in UNKNOWN_TO_SNOWBALL:
        word = ending.sub(known, word)
    stemmed: str = _snowball.stemWord(word)
    return stemmed


def _usual_forms(word: str) -> Iterator[str]:
    """Guess the forms people type for an inflected word: borger for borgernes, indstille for indstiller."""
    ending = INFLECTION.search(word)
    if not ending:
        return
    base = word[: ending.start()]
    for typed in TYPED_ENDINGS:
        form = base + typed
        if form != word and word.startswith(form) and not (NO_WORD if form == base else WITHOUT_E).search(form):
            yield form


def _families() -> dict[str, tuple[str, ...]]:
    """Lay out the families by the stems of their words: the first word's stem, then the words themselves."""
    families: dict[str, tuple[str, ...]] = {}
    for family in FAMILIES:
        members = family.split()
        head = _stem_alone(members[0])
        for member in map(_stem_alone, members):
            if families.setdefault(member, (head, *members))[0] != head:
                raise ValueError(f"{member} stands in two families")
    return families


_FAMILIES = _families()
