"""Who was not there, as the text of an item says it: lists under ``Fraværende:`` and sentences after the decision.

Absence told about other items (``deltog ikke under punkterne 12-15``) is no absence from this one and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rådscraper.document import Block
from rådscraper.items import Attendance, AttendanceStatus
from rådscraper.parsing.attendance_wording import AFTER_SENTENCE, DEPUTIES, LIST_LABELS, REASONS, SAID, SENTENCES
from rådscraper.parsing.names import NAME, NAMES, is_name, parse_person, split_names
from rådscraper.parsing.wording import holds_any

_INSTEAD_SAID = ("i stedet", "deltog for", "deltager for", "mødte for", "stedfortræder", "suppleant")
_AWAY_SAID = ("afbud", "fravær")

_SUMMONED = re.compile(rf"(?P<who>{NAMES}), (?P<deputy>{NAME}) (?P<came>deltog|mødte|indkaldt)")  # København
_STOOD_IN = re.compile(  # Brønderslev, København's local committees
    rf"({NAME}) \(({NAME}) (?:mødt|mødte|deltog|deltager)\)"
    rf"|({NAME}) ?[-–] ({NAME}) (?:deltager|deltog|mødte) som (?:suppleant|stedfortræder)"
    rf"|({NAME})\. I stedet (?:deltog|mødte) ({NAME})\.?"
)
_REASONED = re.compile(rf"(?P<who>{NAME})(?:, (?P<party>[A-ZÆØÅ]{{1,2}}))?,? (?:\((?:{REASONS})\)|(?:{REASONS}))\.?")
_NOBODY = re.compile(r"ingen\.?|-|0", re.IGNORECASE)
_NOBODY_AWAY = re.compile(r"ingen (?:fraværende|afbud)\.?", re.IGNORECASE)
_BECAUSE = re.compile(rf"(?<=[\w)]) (?:på grund af|grundet|pga\.?) (?:{REASONS})\b")
_BEGINS = re.compile("|".join(words for _, words in LIST_LABELS), re.IGNORECASE)
_LABELS = tuple((status, re.compile(rf"(?:{pattern})\s*:?", re.IGNORECASE)) for status, pattern in LIST_LABELS)
_INLINE = tuple(
    (status, re.compile(rf"(?:{pattern})\s*[:–-]?\s+(?P<who>.+)", re.IGNORECASE)) for status, pattern in LIST_LABELS
)
_STARTS = re.compile(
    r"^(?:Der (?:er|var)(?: meldt| modtaget)? )?(?P<label>[Aa]fbud(?: modtaget)? fra):?\s+"
    rf"(?P<who>{NAMES})(?:\.(?= |$)|$)"
)
# What follows a body's name and a colon is of that body's meeting: ``Økonomiudvalget: X var fraværende.``
_LABELLED = "(?<=: )" + "".join(
    rf"(?<!{kind}{ending}: )"
    for kind, endings in {
        "dvalg": ("", "et"),
        "åd": ("", "et"),
        "ævn": ("", "et"),
        "agistrat": ("en",),
        "estyrelse": ("n",),
    }.items()
    for ending in endings
)
# Names may follow a decision of one word at once, its full stop forgotten (Brønderslev).
_DECIDED = ("Godkendt", "Vedtaget", "Drøftet", "Udsat", "Anbefales", "Afvist", "Intet", "Ingen")
_FIRST = rf"^(?!(?:{'|'.join(_DECIDED)}) )|{'|'.join(f'(?<=^{word} )' for word in _DECIDED)}|{AFTER_SENTENCE}"
_TOLD = tuple(
    (status, re.compile(rf"(?:{_FIRST}|{_LABELLED})(?P<who>{NAMES}) (?:{pattern})\s*(?:\.|$)(?=\s|$)"))
    for status, pattern in SENTENCES
)
_UNEXCUSED = re.compile(r"\.\s+uden afbud:?\s+", re.IGNORECASE)
_INSTEAD = tuple(re.compile(rf"(?:^|{AFTER_SENTENCE})(?:{pattern})\s*(?:\.|$)(?=\s|$)") for pattern in DEPUTIES)
_WRAPPED = re.compile(r"\((?P<said>(?:Fraværende|Afbud)\b[^()]*)\)\.?")
_LAST = re.compile(rf"{AFTER_SENTENCE}(?:Fraværende|Afbud|Ikke til stede)\b.*$")


def cut_absence(blocks: Iterable[Block]) -> tuple[list[Block], list[Attendance]]:
    """Part a decision's blocks into what was decided and who was not there.

    A list of names ends at the first line that is no name. A block that holds nothing but absence is dropped; one
    that ends in it is shortened. Who came instead is dropped with the absence it is told with; a sentence of its own
    (``X (C) stedfortræder for Y (C)``, Køge) says more than who was absent and stays.
    """
    kept: list[Block] = []
    people: list[Attendance] = []
    listing: AttendanceStatus | None = None
    is_after = False  # right after absence that was dropped
    for block in blocks:
        text = block.text.strip()
        bare = _without_reason(text.removeprefix("- ")) if listing else text
        if listing and (stood_in := _STOOD_IN.fullmatch(bare)):
            who, deputy = filter(None, stood_in.groups())
            people.extend(_stand_in(who, deputy, listing))
            continue
        if listing and (_NOBODY.fullmatch(bare) or all(is_name(name) for name in split_names(bare) or [bare])):
            people.extend(_persons(bare, listing))
            is_after = True
            continue
        if listing and (summoned := _SUMMONED.fullmatch(bare)):
            people.extend(_persons(summoned["who"], listing))
            if summoned["came"] != "indkaldt":
                people.extend(_persons(summoned["deputy"], AttendanceStatus.PRESENT))
            continue
        listing = None
        if text[:1] in ("I", "i") and _NOBODY_AWAY.fullmatch(text):
            continue
        if wrapped := _WRAPPED.fullmatch(text):
            text = wrapped["said"]
        if _BEGINS.match(text):
            listing = _label(text)
            if listing:
                continue
            if (found := _inline(text)) is not None:
                people.extend(found)
                listing = found[-1].status if found else None
                is_after = bool(found)
                continue
        rest, told = _cut_sentences(text, is_after=is_after)
        if rest != text and (found := _inline(rest)) is not None:
            rest, told = "", [*found, *told]
        people.extend(told)
        is_after = bool(told) and not rest
        if rest:
            kept.append(block if rest == text else block._replace(text=rest))
    return kept, _once(people)


def _without_reason(listed: str) -> str:
    """Cut off why somebody on a list was not there; a party between commas is put in brackets."""
    found = _REASONED.fullmatch(listed)
    if found is None:
        return listed
    return f"{found['who']} ({found['party']})" if found["party"] else found["who"]


def opens_list(text: str) -> bool:
    """Whether a line is nothing but the label of a list of people who were not there (``Fraværende:``)."""
    return _label(text.strip()) is not None


def _label(text: str) -> AttendanceStatus | None:
    return next((status for status, pattern in _LABELS if pattern.fullmatch(text)), None)


def _inline(text: str) -> list[Attendance] | None:
    for status, pattern in _INLINE:
        if found := pattern.fullmatch(text):
            who, *unexcused = _UNEXCUSED.split(_BECAUSE.sub("", found["who"].rstrip(". ")))
            if _NOBODY.fullmatch(who):
                return []
            if all(is_name(name) for names in (who, *unexcused) for name in split_names(names)):
                away = (_persons(names, AttendanceStatus.ABSENT) for names in unexcused)
                return [*_persons(who, status), *(person for people in away for person in people)]
    return None


def _cut_sentences(text: str, *, is_after: bool) -> tuple[str, list[Attendance]]:
    folded = text.casefold()
    if not holds_any(folded, SAID):
        return text, []
    rows = [row for row in _INSTEAD if row.search(text)] if holds_any(folded, _INSTEAD_SAID) else []
    text, people = _take_deputies(text, rows, with_absence=True)
    for status, pattern in _TOLD:
        while found := pattern.search(text):
            people.extend(_persons(found["who"], status))
            text = _without(text, found)
    if found := _STARTS.match(text):
        people.extend(_persons(found["who"], AttendanceStatus.EXCUSED))
        text = text[found.end() :].lstrip()
    text, deputies = _take_deputies(text, rows, is_cut=is_after or bool(people))
    people += deputies
    if (found := _LAST.search(text)) and (listed := _inline(found[0])) is not None:
        people.extend(listed)
        text = text[: found.start()]
    text = text.strip()
    return "" if people and _label(text) else text, people  # a label whose people a sentence told (Faxe)


def _take_deputies(
    text: str, rows: Iterable[re.Pattern[str]], *, with_absence: bool = False, is_cut: bool = True
) -> tuple[str, list[Attendance]]:
    """Read who came instead: only what tells absence itself, or all; what is not cut, but for a list, stays text."""
    people: list[Attendance] = []
    for row in rows:
        place = 0
        while found := row.search(text, place):
            is_read = not with_absence or holds_any(found[0].casefold(), _AWAY_SAID)
            if is_read:
                people += _deputies(found[0], found.groupdict())
            if is_read and (is_cut or ":" in found[0]):
                text = _without(text, found)
            else:
                place = found.end()
    return text, people


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def _deputies(said: str, told: dict[str, str]) -> list[Attendance]:
    if told.get("deputies"):
        return _persons(told["deputies"], AttendanceStatus.PRESENT)
    status = AttendanceStatus.EXCUSED if "afbud" in said.casefold() else AttendanceStatus.ABSENT
    return _stand_in(told["who"], told["deputy"], status)


def _stand_in(who: str, deputy: str, status: AttendanceStatus) -> list[Attendance]:
    absent = _persons(who, status)
    deputies = _persons(deputy, AttendanceStatus.PRESENT)
    return [*absent, *(replace(person, substitute_for=absent[0].name) for person in deputies)]


def _persons(printed: str, status: AttendanceStatus) -> list[Attendance]:
    if _NOBODY.fullmatch(printed):
        return []
    return [parse_person(name, status) for name in split_names(printed)]


def _once(people: list[Attendance]) -> list[Attendance]:
    return list({person.name: person for person in reversed(people)}.values())[::-1]
