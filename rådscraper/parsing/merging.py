"""One publication told by several documents (application, page, PDF): what one lacks the others fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from rådscraper.items import AgendaItem, Minutes, Outcome, Problem, SectionKind

_HEAD = (
    *("body_name", "document_type", "date", "start_time", "end_time", "place", "attendances"),
    *("description", "case_number", "document_number"),
)
_PLAIN = ("title", "number", "is_open", "case_number", "journal_number", "document_number", "item_type")
_MORE = ("planned_time", "url", "summary", "recommendation", "attendances", "attachments", "sections")

_Pairs = list[tuple[int, int]]


def complete(read: Sequence[Minutes]) -> Minutes:
    """Join what documents of one publication say, given in order of trust.

    The first that has items is the base; what it lacks comes from the others. Their items are matched by number, else
    by order and text: the same texts in the same order. What can't be matched is left out, nothing is invented, and
    items without a title are told as a problem. Raises ``ValueError`` when nothing is given.
    """
    if not read:
        raise ValueError("nothing was read")
    base = next((minutes for minutes in read if minutes.items), read[0])
    others = [minutes for minutes in read if minutes is not base]
    items = list(base.items)
    problems = list(base.problems)
    for other in others:
        problems += other.problems
        matches = _matches(items, other.items)
        for place, match in matches:
            items[place] = _filled(items[place], other.items[match])
        problems += _unmatched(items, other.items, matches)
    head = {name: _first(name, [base, *others]) for name in _HEAD}
    return replace(base, **head, items=tuple(items), problems=(*problems, *_untitled(items)))


def _first(name: str, read: Sequence[Minutes]) -> Any:
    return next((value for one in read if (value := getattr(one, name))), getattr(read[0], name))


def _matches(items: Sequence[AgendaItem], others: Sequence[AgendaItem]) -> _Pairs:
    if not items or not others:
        return []
    if all(item.number for item in items) and all(item.number for item in others):
        return _by_number(items, others)
    if len(items) == len(others):
        pairs = [(place, place) for place in range(len(items))]
        alike = [_said(items[place]) == _said(others[place]) for place in range(len(items))]
        # One item that says another thing means that the two do not tell the same items.
        return pairs if all(alike) and any(_said(item) for item in items) else []
    return _by_text(items, others)


def _by_number(items: Sequence[AgendaItem], others: Sequence[AgendaItem]) -> _Pairs:
    counts, theirs = Counter(item.number for item in items), Counter(item.number for item in others)
    by_number = {item.number: place for place, item in enumerate(others)}
    return [
        (place, by_number[item.number])
        for place, item in enumerate(items)
        if counts[item.number] == 1 == theirs[item.number] and not _is_other_title(item, others[by_number[item.number]])
    ]


def _is_other_title(item: AgendaItem, other: AgendaItem) -> bool:
    return bool(item.title and other.title) and _letters(item.title) != _letters(other.title)


def _by_text(items: Sequence[AgendaItem], others: Sequence[AgendaItem]) -> _Pairs:
    """Pair the items whose text stands once on either side, unless their order differs."""
    counts, theirs = Counter(map(_said, items)), Counter(map(_said, others))
    places = {_said(item): place for place, item in enumerate(others)}
    pairs = [
        (place, places[said])
        for place, item in enumerate(items)
        if (said := _said(item)) and counts[said] == 1 == theirs[said]
    ]
    return pairs if all(one[1] < following[1] for one, following in pairwise(pairs)) else []


def _said(item: AgendaItem) -> str:
    """An item's text folded to its letters and digits: typesetting breaks words and lines as it likes."""
    texts = [item.recommendation, item.decision]
    if not any(texts):
        texts = [section.text for section in item.sections if section.kind is not SectionKind.ATTACHMENTS]
    return "|".join(_letters(text) for text in texts if text)


def _letters(text: str | None) -> str:
    return "".join(letter for letter in (text or "").casefold() if letter.isalnum())


def _filled(item: AgendaItem, other: AgendaItem) -> AgendaItem:
    known = {name: getattr(item, name) for name in (*_PLAIN, *_MORE)}
    given = {name: getattr(other, name) for name, value in known.items() if value in (None, ())}
    if item.decision is None and other.decision is not None:
        quoted = item.decisions or tuple(decision for decision in other.decisions if not decision.is_own)
        own = tuple(decision for decision in other.decisions if decision.is_own)
        given |= {"decision": other.decision, "outcome": other.outcome, "decisions": (*quoted, *own)}
        if item.sections:
            told = tuple(section for section in other.sections if section.kind is SectionKind.DECISION)
            given["sections"] = (*item.sections, *told)
    elif item.outcome is Outcome.NONE and not item.decisions:
        given["decisions"] = other.decisions
    return replace(item, **given)


def _unmatched(items: Sequence[AgendaItem], others: Sequence[AgendaItem], matches: _Pairs) -> Iterator[Problem]:
    """Tell of texts that lie in one document and of items without text in the other, when nothing joins the two."""
    ours, theirs = {place for place, _ in matches}, {match for _, match in matches}
    silent = sum(1 for place, item in enumerate(items) if place not in ours and not _said(item))
    told = sum(1 for match, item in enumerate(others) if match not in theirs and _said(item))
    if silent and told:
        message = f"{told} items have texts elsewhere that could not be matched with {silent} items without text here"
        yield Problem("unmatched_items", message)


def _untitled(items: Sequence[AgendaItem]) -> tuple[Problem, ...]:
    untitled = [item.number or f"no. {place}" for place, item in enumerate(items, 1) if item.title is None]
    if not untitled:
        return ()
    message = f"{len(untitled)} of {len(items)} items have no title in any source: {', '.join(untitled[:20])}"
    return (Problem("missing_title", message),)
