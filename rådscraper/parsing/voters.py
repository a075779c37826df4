"""Who voted, as minutes list them: party letters, parties, lists, persons, and parties whose members parted ways."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rådscraper.parsing.names import NAME

PARTIES: tuple[str, ...] = (
    r"[A-ZÆØÅ]{1,4}",
    r"(?:[Ll]iste|[Pp]arti|[Gg]ruppe) [A-ZÆØÅ]{1,3}",
    r"Socialdemokrat(?:iet|erne)|Danmarks ?[Dd]emokraterne|Kristendemokraterne|Centrumdemokraterne|Moderaterne",
    r"Venstre|(?:[Dd]et )?Radikale(?: Venstre)?|Socialistisk Folkeparti|Dansk Folkeparti|Alternativet",
    r"(?:[Dd]et |[Dd]e )?Konservative(?: Folkeparti)?|Liberal Alliance|Nye Borgerlige|Frie Liberale|Frie Grønne",
    r"Enhedslisten(?:,? [Dd]e [Rr]ød-[Gg]rønne)?",
    r"[A-ZÆØÅ]\w*?(?:listen|partiet)(?: (?:for )?[A-ZÆØÅ]\w*?)?|Borgernes Parti|Slesvigsk Parti",
    r"(?:Vice)?[Bb]orgmesteren|(?:Næstf|F)ormanden",
)
"""A voter that is no full name, as printed; an unknown party of one word is not taken for a voter."""

BODIES = r"\w*(?:udvalg|råd|nævn|magistrat|bestyrelse|kommission|forvaltning|afdeling|kommune)(?:et|en)?"
"""A word that makes a capitalised name that of a body, which casts no vote here."""

_PARTY = rf"(?P<party>{'|'.join(PARTIES)})"
_PARTY_ALONE = re.compile(_PARTY)
_PARTY_GROUP = re.compile(rf"{_PARTY}(?:['’]?s)?(?: \w*gruppe\w*)?")
_GROUP = re.compile(r"\b\w*gruppe(?:r|n|rne)?\b")
_BODY = re.compile(rf"\b{BODIES}\b", re.IGNORECASE)
_PERSON = re.compile(rf"(?:(?:[Ll]øsgænger|rådmand|borgmester|viceborgmester|formand|næstformand) )?{NAME}")
_MEMBER = re.compile(rf"{NAME}|[A-ZÆØÅ]\w+")
_ENTRY = re.compile(r"(?P<name>[^()]*?)(?:,? ?\((?P<inside>.*)\))?")
_CUT = re.compile(r"[()]|,(?!\s*\()|;|\+|\s(?:og|samt)\s|(?<=\))\s(?=[A-ZÆØÅ])")
_TOTAL = re.compile(
    r"(?P<list>[^()]+(?:,|\sog)\s[^()]+?) \((?P<count>\d{1,3})(?: \w+)?\)|(?P<all>.+?),? ?[–-]? ?i alt (?P<sum>\d{1,3})"
)
_NOBODY = re.compile(r"ingen(?: medlemmer)?|-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voter:
    """One entry of a list of voters: ``count`` where a number of votes is printed for it, ``party`` for a person."""

    name: str
    count: int | None = None
    is_person: bool = False
    party: str | None = None


def part_total(text: str) -> tuple[str, int | None]:
    """Part a list of parties from the number behind its last that counts them all.

    >>> part_total("A, C og V (6)"), part_total("C og Bo Lund (F) – i alt 5"), part_total("A (5) og V (1)")
    (('A, C og V', 6), ('C og Bo Lund (F)', 5), ('A (5) og V (1)', None))
    """
    found = _TOTAL.fullmatch(text.strip(" .:"))
    if found is None:
        return text, None
    return found["list"] or found["all"], int(found["count"] or found["sum"])


def parse_voters(text: str) -> list[Voter] | None:
    """Read a list of voters; None where any entry of it is none, so that nothing is half read.

    A party whose members are told (``Ø (X, Y)``) gives its members, each with the party. The genitive of a group is
    cut off.

    >>> [voter.name for voter in parse_voters("A, Liste B, Venstres gruppe og Ø (Ida Holm, Bo Lund)")]
    ['A', 'Liste B', 'Venstre', 'Ida Holm', 'Bo Lund']
    """
    folded = " ".join(text.split()).strip(" .:")
    if _NOBODY.fullmatch(folded):
        return []
    entries = _split(folded)
    if not entries:
        return None
    is_group = _GROUP.search(folded) is not None
    voters: list[Voter] = []
    for entry in entries:
        found = _voters_of(entry, is_group=is_group)
        if found is None:
            return None
        voters += found
    return voters


def _split(text: str) -> list[str] | None:
    """Part a list at its commas and ``og`` outside brackets; None where brackets do not close."""
    entries: list[str] = []
    depth = start = 0
    for cut in _CUT.finditer(text):
        depth += {"(": 1, ")": -1}.get(cut[0], 0)
        if depth < 0:
            return None
        if depth == 0 and cut[0] != ")":
            entries.append(text[start : cut.start()])
            start = cut.end()
    entries.append(text[start:])
    stripped = (entry.strip().removeprefix("og ") for entry in entries)
    return [entry for entry in stripped if entry] if depth == 0 else None


def _voters_of(entry: str, *, is_group: bool) -> list[Voter] | None:
    parted = _ENTRY.fullmatch(entry)
    if parted is None:
        return None
    inside = parted["inside"]
    party = (_PARTY_GROUP if is_group else _PARTY_ALONE).fullmatch(parted["name"].strip())
    if party is None:
        is_person = _PERSON.fullmatch(entry) and not _BODY.search(parted["name"])
        letter = inside if inside and _PARTY_ALONE.fullmatch(inside) else None
        return [Voter(entry, is_person=True, party=letter)] if is_person else None
    if inside is None:
        return [Voter(party["party"])]
    if inside.isdecimal() and len(inside) < 4:
        return [Voter(party["party"], int(inside))]
    if _PARTY_ALONE.fullmatch(inside):
        return [Voter(entry)]
    members = _split(inside)
    if members and all(_MEMBER.fullmatch(member) for member in members):
        return [Voter(member, is_person=True, party=party["party"]) for member in members]
    return None
