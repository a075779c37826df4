"""People as minutes print them: ``Lars Jensen (A)``, ``Birthe Lund, (Ø)``, ``X (V), Suppleant for Y (V)``."""

from __future__ import annotations

import re

from rådscraper.items import Attendance, AttendanceStatus
from rådscraper.parsing import vocabulary

_CAPITAL = "A-ZÆØÅÀ-ÖØ-ÞĀČĐŁŚŠŞŻŽİ"
# Initials (``W.``, ``Chr.``, ``H.S.``) or a whole word.
_WORD = (
    rf"(?:(?:[{_CAPITAL}]\.)*[{_CAPITAL}]\w{{0,2}}\.(?= )|[{_CAPITAL}]\w+-Chr\.(?= )|(?:[dD]['’])?[{_CAPITAL}][\w'’-]*)"
)
_PARTICLE = (
    rf"(?:von|van|de|der|den|af|la|el|al|bin|ibn|abu|da|dos|di|du|le|ter|ten|zu|y|á|'t|(?:al|el)-[{_CAPITAL}][\w'’-]*)"
)
PAREN = r"(?:,? ?\([^()]{1,40}\))"
NAME = rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,6}}(?:,? [Jj]r\.)?{PAREN}{{0,2}}"
"""A full name, two words or more, perhaps with party or role in brackets, as a pattern."""

NAMES = rf"{NAME}(?:(?:, | og | samt |, og ){NAME})*"
"""One or more full names as a sentence lists them, as a pattern."""

_PARENS = re.compile(r",?\s*\(([^()]*)\)")
_PARTY = re.compile(rf"[A-ZÆØÅ]|[A-ZÆØÅ]{{2,4}}|{vocabulary.PARTY_NAMES}", re.IGNORECASE)
_PARTY_LETTERS = re.compile(r"[A-ZÆØÅ]{1,4}")
_ROLE = re.compile(vocabulary.ROLES, re.IGNORECASE)
_POST = re.compile(r"rådm[aæ]nd for (?P<affiliation>.+)", re.IGNORECASE)
_LEADING_ROLE = re.compile(r"((?:Næstf|F)ormand|(?:Vice)?[Bb]orgmester|[Rr]ådmand)\s+(?=[A-ZÆØÅ])")
_TRAILING_ROLE = re.compile(r"(?<=\w)\s+((?:[Nn]æstf|[Ff])ormand)\s*$")
_STATUS = {
    **dict.fromkeys(("fravær", "fraværende", "ikke til stede", "fravær uden afbud"), AttendanceStatus.ABSENT),
    **dict.fromkeys(("afbud", "fravær med afbud", "fraværende med afbud"), AttendanceStatus.EXCUSED),
}
_DASHED = re.compile(r"\s[-–]\s(?P<told>afbud|fravær(?:ende)?|(?:næst)?formand|referent)$", re.IGNORECASE)
_DEPUTY = re.compile(
    rf"[,(]* *(?:(?:deltager|deltog|var) )?(?:som )?(?:stedfortræder|suppleant) for (?P<whom>{NAME})\)?", re.IGNORECASE
)
_FULL_NAME = re.compile(NAME)
_SPLIT = re.compile(
    r",(?!\s*\(|\s*(?:[Ss]tedfortræder|[Ss]uppleant) for\b)\s*(?:(?:og|samt)\s+)?|\s+(?:og|samt|&)\s+|;\s*|\s/\s"
    rf"|(?<=\))/(?=[{_CAPITAL}])|(?<=\))\s+(?={_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,4}} \()"  # nothing between them
)
_WITH_PARTY = re.compile(rf"(?=[^(]+\([^()]+\)$){NAME}")


def is_name(text: str) -> bool:
    """Whether a line is one full name and nothing else.

    >>> is_name("Helle W. Andersen (V)"), is_name("Godkendt."), is_name("Rådet")
    (True, False, False)
    """
    return _FULL_NAME.fullmatch(text.strip()) is not None


def is_member(text: str) -> bool:
    """Whether an entry of a list of members is one full name, with what is told in brackets and whose deputy it is.

    >>> is_member("Ida Holm (A), Suppleant for Bo Lund (V)"), is_member("Bo Lund (V) (Formand) (Fravær)")
    (True, True)
    """
    return is_name(_PARENS.sub("", _DEPUTY.sub("", _DASHED.sub("", text), count=1)))


def lists_people(text: str) -> bool:
    """Whether a line is a list of people, each with a party, and nothing else.

    >>> lists_people("Lars Bo (V), Ida Holm (A)"), lists_people("Lars Bo og Ida Holm")
    (True, False)
    """
    people = split_names(text)
    return bool(people) and all(_WITH_PARTY.fullmatch(person) for person in people)


def parse_person(printed: str, status: AttendanceStatus) -> Attendance:
    """Read one person: party, role and ``(Fravær)`` are cut off the name; blanks are folded.

    Who is told to be somebody's deputy (``X (C) stedfortræder for Y (C)``) was present.
    """
    text = _DASHED.sub(r" (\g<told>)", " ".join(printed.split()))
    facts: dict[str, str] = {}
    if (deputy := _DEPUTY.search(text)) and deputy.start():
        facts["substitute_for"] = _PARENS.sub("", deputy["whom"]).strip(" ,.;")
        status = AttendanceStatus.PRESENT
        text = text[: deputy.start()] + text[deputy.end() :]
    for remark in (remark for inside in _PARENS.findall(text) for remark in _remarks(inside)):
        if told := _STATUS.get(remark.casefold()):
            status = told
        elif _ROLE.fullmatch(remark):
            _add_role(facts, remark)
        else:
            facts |= _fact(remark)
    text, *posts = _PARENS.sub("", text).split(", ")
    for post in posts:
        _add_post(facts, post.strip(" ,.;"))
    if role := _TRAILING_ROLE.search(text):
        _add_role(facts, role[1])
        text = text[: role.start()]
    if role := _LEADING_ROLE.match(text):
        _add_role(facts, role[1])
        text = text[role.end() :]
    return Attendance(
        name=text.strip(" ,.;:"),
        status=status,
        role=facts.get("role"),
        other_role=facts.get("other_role"),
        affiliation=facts.get("affiliation") or None,
        party=facts.get("party"),
        substitute_for=facts.get("substitute_for"),
    )


def split_names(text: str) -> list[str]:
    """Part a printed list of people: ``X, Y (A) og Z``."""
    return [name for part in _SPLIT.split(text) if (name := part.strip(" ,.;"))]


def _remarks(inside: str) -> list[str]:
    """What stands in brackets: one remark, or several where one of them is a role (``formand, A``)."""
    remarks = [remark.strip() for remark in inside.split(",")]
    return remarks if any(_ROLE.fullmatch(remark) for remark in remarks) else [inside.strip()]


def _fact(remark: str) -> dict[str, str]:
    """Tell what stands in brackets behind a name."""
    if _PARTY_LETTERS.fullmatch(remark) or (len(remark) > 4 and _PARTY.fullmatch(remark)):
        return {"party": remark}
    return {"affiliation": remark}


def _add_post(facts: dict[str, str], told: str) -> None:
    """Read what stands behind a name and a comma: a role, or where the person is from."""
    if post := _POST.fullmatch(told):
        told = post["affiliation"]
    elif _ROLE.fullmatch(told):
        _add_role(facts, told)
        return
    facts["affiliation"] = ", ".join(filter(None, (facts.get("affiliation"), told)))


def _add_role(facts: dict[str, str], printed: str) -> None:
    """Take a role; what else the person is told to be is kept beside the first."""
    role = _role(printed)
    if facts.setdefault("role", role) != role:
        facts["other_role"] = ", ".join(filter(None, (facts.get("other_role"), role)))


def _role(printed: str) -> str:
    role = printed.casefold()
    return "referent" if role == "ref." else role
