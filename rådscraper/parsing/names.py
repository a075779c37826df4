"""People as minutes print them: ``Lars Jensen (A)``, ``Birthe Lund, (Ø)``, ``X (V), Suppleant for Y (V)``."""

from __future__ import annotations

import re
from dataclasses import replace

from rådscraper.items import Attendance, AttendanceStatus
from rådscraper.parsing import vocabulary

_CAPITAL = "A-ZÆØÅÀ-ÖØ-ÞĀČĐŁŚŠŞŻŽİ"
_WORD = rf"(?:[{_CAPITAL}]\w{{0,2}}\.(?= )|[{_CAPITAL}][\w'’-]*)"  # an initial (``W.``, ``Chr.``) or a whole word
_PARTICLE = r"(?:von|van|de|der|den|af|la|el|al|bin|ibn|da|dos|di)"
PAREN = r"(?:,? ?\([^()]{1,40}\))"
NAME = rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,6}}{PAREN}{{0,2}}"
"""A full name, two words or more, perhaps with party or role in brackets, as a pattern."""

NAMES = rf"{NAME}(?:(?:, | og | samt |, og ){NAME})*"
"""One or more full names as a sentence lists them, as a pattern."""

_PARENS = re.compile(r",?\s*\(([^()]*)\)")
_PARTY = re.compile(rf"[A-ZÆØÅ]|[A-ZÆØÅ]{{2,4}}|{vocabulary.PARTY_NAMES}", re.IGNORECASE)
_PARTY_LETTERS = re.compile(r"[A-ZÆØÅ]{1,4}")
_ROLE = re.compile(vocabulary.ROLES, re.IGNORECASE)
_POST = re.compile(r"rådm[aæ]nd for (?P<affiliation>.+)", re.IGNORECASE)
_LEADING_ROLE = re.compile(r"((?:Næstf|F)ormand|(?:Vice)?[Bb]orgmester)\s+(?=[A-ZÆØÅ])")
_STATUS = {"fravær": AttendanceStatus.ABSENT, "fraværende": AttendanceStatus.ABSENT, "afbud": AttendanceStatus.EXCUSED}
_DEPUTY = re.compile(
    rf"[,(]* *(?:(?:deltager|deltog|var) )?(?:som )?(?:stedfortræder|suppleant) for (?P<whom>{NAME})\)?", re.IGNORECASE
)
_SPLIT = re.compile(r",(?!\s*\()\s*(?:og\s+)?|\s+og\s+|\s+samt\s+|;\s*")
_FULL_NAME = re.compile(NAME)


def is_name(text: str) -> bool:
    """Whether a line is one full name and nothing else.

    >>> is_name("Helle W. Andersen (V)"), is_name("Godkendt."), is_name("Rådet")
    (True, False, False)
    """
    return _FULL_NAME.fullmatch(text.strip()) is not None


def parse_person(printed: str, status: AttendanceStatus) -> Attendance:
    """Read one person: party, role and ``(Fravær)`` are cut off the name; blanks are folded.

    Who is told to be somebody's deputy (``X (C) stedfortræder for Y (C)``) was present.
    """
    text = " ".join(printed.split())
    person = Attendance(name="", status=status)
    if (deputy := _DEPUTY.search(text)) and deputy.start():
        whom = _PARENS.sub("", deputy["whom"]).strip(" ,.;")
        person = replace(person, status=AttendanceStatus.PRESENT, substitute_for=whom)
        text = text[: deputy.start()] + text[deputy.end() :]
    for inside in _PARENS.findall(text):
        person = _with_remark(person, inside.strip())
    text = _PARENS.sub("", text)
    text, *told = text.split(", ")
    for remark in told:
        person = _with_post(person, remark.strip(" ,.;"))
    if role := _LEADING_ROLE.match(text):
        person, text = replace(person, role=_role(role[1])), text[role.end() :]
    return replace(person, name=text.strip(" ,.;:"))


def split_names(text: str) -> list[str]:
    """Part a printed list of people: ``X, Y (A) og Z``."""
    return [name for part in _SPLIT.split(text) if (name := part.strip(" ,.;"))]


def _with_remark(person: Attendance, remark: str) -> Attendance:
    if status := _STATUS.get(remark.casefold()):
        return replace(person, status=status)
    if _ROLE.fullmatch(remark):
        return replace(person, role=_role(remark))
    if _PARTY_LETTERS.fullmatch(remark) or (len(remark) > 4 and _PARTY.fullmatch(remark)):
        return replace(person, party=remark)
    return replace(person, affiliation=remark)


def _with_post(person: Attendance, told: str) -> Attendance:
    """Read what stands behind a name and a comma: a role, or where the person is from."""
    if post := _POST.fullmatch(told):
        told = post["affiliation"]
    elif _ROLE.fullmatch(told):
        return replace(person, role=person.role or _role(told))
    return replace(person, affiliation=", ".join(filter(None, (person.affiliation, told))) or None)


def _role(printed: str) -> str:
    role = printed.casefold()
    return "referent" if role == "ref." else role
