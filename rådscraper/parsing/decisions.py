"""Whose decision a text is: the meeting's own, or an earlier body's that the case quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rådscraper.body_names import same_body
from rådscraper.document import Block
from rådscraper.items import Attendance, Decision, SectionKind
from rådscraper.parsing.attendance import cut_absence
from rådscraper.parsing.bodies import parse_body_name
from rådscraper.parsing.dates import find_date
from rådscraper.parsing.head import Head
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.parted import part_decision
from rådscraper.parsing.remarks import parse_remarks
from rådscraper.parsing.sections import DECISION_OF, Part, part_of, split_sections, text_of
from rådscraper.parsing.steps import opened_step, split_steps
from rådscraper.parsing.vocabulary import OPEN_WORD
from rådscraper.parsing.votes import parse_votes

_FILED_FOR = re.compile(rf"Sagsnr\. \d+ (?P<body>[A-ZÆØÅ][^:\d]{{3,80}}?) (?i:{OPEN_WORD})")  # Roskilde
_NOTHING = ("-", "–")
_INTRODUCES = re.compile(r".{1,60} indleder\.")
_TELLING = (SectionKind.DECISION, SectionKind.CASE, SectionKind.RECOMMENDATION, SectionKind.SUMMARY)


@dataclass(frozen=True, slots=True)
class Held:
    """Which meeting the document is of: what tells its own decisions from quoted ones, and as which publication."""

    body_name: str | None
    date: date | None
    has_minutes: bool = False
    publication_id: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What an item's sections say was decided: the meeting's own decision (None where there is none) and the quoted.

    ``parts`` is the own decision, or those it falls into where its points came to different things.
    """

    own: Decision | None
    quoted: tuple[Decision, ...]
    attendances: tuple[Attendance, ...]
    parts: tuple[Decision, ...] = ()


def parse_decisions(parts: Sequence[Part], held: Held) -> Decided:
    """Read the decisions of an item's sections.

    A decision's heading that names another body or day is an earlier one's. Where the proceedings repeat the meeting's
    own decision (Køge, recorded 2021-04-12) it counts once; where they alone tell it, it is taken from them. Of several
    under the bare heading one is the meeting's, see ``_of_others``.
    """
    own: list[Part] = []
    repeated: Part | None = None
    quoted: list[Part] = []
    remarks: list[Decision] = []
    beside_bare = has_bare_decision(part.heading for part in parts)
    for part in (told for one in parts for told in _by_body(one, held)):
        if part.kind is SectionKind.DECISION:
            (own if is_own_part(part, held, beside_bare=beside_bare) else quoted).append(part)
        elif part.kind in (SectionKind.RECOMMENDATION, SectionKind.PROCEEDINGS):
            before, steps = split_steps(part.blocks)
            remarks += parse_remarks(before) if part.kind is SectionKind.RECOMMENDATION else ()
            for step in steps:
                if not (step.decided_on == held.date and is_own_part(step, held)):
                    quoted.append(step)
                else:
                    repeated = step
    earlier = _of_others(own, [part.kind for part in parts], repeated)
    quoted += [part for part in earlier if part.text not in {other.text for other in quoted}]
    own = [part for part in own if part.blocks and part not in earlier] or ([repeated] if repeated else [])
    if len(own) > 1:  # what is said twice counts once
        own = list({part.text: part for part in own}.values())
    told = tuple(remark for remark in remarks if not _is_of_meeting(remark, held))
    told += tuple(decision for part in quoted if (decision := _decision(part, is_own=False)[0]))
    blocks = tuple(block for part in own for block in part.blocks)
    whole = Part(None, SectionKind.DECISION, blocks, held.body_name, held.date)
    decision, people = _decision(whole, is_own=True)
    return Decided(decision, told, people, part_decision(decision).decisions if decision else ())


def _of_others(own: Sequence[Part], kinds: Sequence[SectionKind], repeated: Part | None) -> list[Part]:
    """Tell which of several decisions under the bare heading are earlier bodies': all but one, where they differ.

    The meeting's own is the one that the proceedings repeat. Else bodies are told in the order they met, so that it is
    the last; where a layout tells the decision before the case (Kalundborg, since 2025) it is the first.
    """
    unnamed = [part for part in own if part.blocks and part.decided_on is None]
    if len(unnamed) > 1:  # one that only tells who was absent decides nothing
        unnamed = [part for part in unnamed if cut_absence(part.blocks)[0]]
    if len(unnamed) < 2 or len({part.text for part in unnamed}) < 2:
        return []
    told = [kind for kind in kinds if kind in _TELLING]
    is_first = told[0] is SectionKind.DECISION and any(kind is not SectionKind.DECISION for kind in told)
    text = repeated.text if repeated else None
    if text not in {part.text for part in unnamed}:
        text = unnamed[0 if is_first else -1].text
    return [part for part in unnamed if part.text != text]


def _by_body(part: Part, held: Held) -> Iterator[Part]:
    """Part a decision under the bare heading where lines name body and day, as steps or in words (København)."""
    if part.kind is not SectionKind.DECISION or part.decided_on is not None:
        yield part
        return
    told = [part._replace(blocks=())]
    for block in part.blocks:
        step, said = opened_step(block.text), DECISION_OF.fullmatch(block.text)
        if said:
            step = part._replace(body_name=said["body"], decided_on=find_date(said["date"]), blocks=())
        if step:
            told.append(step)
        if not step or (said and is_own_part(step, held)):
            told[-1] = told[-1]._replace(blocks=(*told[-1].blocks, block))
    yield from told


def has_bare_decision(headings: Iterable[str | None]) -> bool:
    """Whether one of an item's headings is that of a decision and names neither body nor day."""
    parts = [part_of(heading) for heading in headings if heading]
    return any(part.kind is SectionKind.DECISION and part.decided_on is None for part in parts)


def is_own_part(part: Part, held: Held, *, beside_bare: bool = False) -> bool:
    """Whether a section is the meeting's own: its heading names no other body and no other day.

    In a text that does not say when the meeting was, what stands ``beside_bare`` headings (``Beslutning``) and names a
    day is an earlier one's.
    """
    if part.decided_on is not None and held.date is None and beside_bare:
        return False
    if part.decided_on is not None and held.date is not None and part.decided_on != held.date:
        return False
    return part.body_name is None or held.body_name is None or same_body(part.body_name, held.body_name)


def told_by_headings(head: Head, items: Sequence[Sequence[Block]]) -> Head:
    """Fill in body and day where the head does not tell them and each decision is headed with both.

    Pages of a single item have no head (Fredensborg, Odsherred, København), and some heads name no body (Roskilde).
    The newest decision is the meeting's own. In an agenda the line of a case's number may name the body (Roskilde).
    """
    if head.body_name and head.date:
        return head
    told: list[tuple[date, str]] = []
    for item in items:
        for part in split_sections(item[1:]):
            if part.heading is None or part.kind is not SectionKind.DECISION:
                continue
            if part.decided_on is None:
                lines = (DECISION_OF.fullmatch(block.text) for block in part.blocks)
                if found := next((line for line in lines if line), None):
                    part = part._replace(body_name=found["body"], decided_on=find_date(found["date"]))
            if part.decided_on is None or part.body_name is None:
                return head
            told.append((part.decided_on, part.body_name))
    own = [body for day, body in told if day == (head.date or max(told)[0])]
    own = own or [found["body"] for item in items for block in item if (found := _FILED_FOR.fullmatch(block.text))]
    if not own:
        return head
    name = parse_body_name(own[-1]).name
    return replace(head, body_name=head.body_name or name, date=head.date or (max(told)[0] if told else None))


def take_text_as_decision(parts: Sequence[Part]) -> list[Part]:
    """Take the last text without a heading for the decision; what introduces the item for the agenda stays text.

    The free-form minutes of Aalborg's boards (recorded 2019-04-09) print the agenda's words and then the minutes'; the
    list of papers, or ``X indleder.``, is all that parts them, and often nothing does.
    """
    place = next((at for at in reversed(range(len(parts))) if parts[at].heading is None and parts[at].blocks), None)
    if place is None:
        return list(parts)
    blocks = parts[place].blocks
    opened = next((at + 1 for at, block in enumerate(blocks) if _INTRODUCES.fullmatch(block.text)), 0)
    decision = parts[place]._replace(kind=SectionKind.DECISION, blocks=blocks[opened:])
    said = [parts[place]._replace(blocks=blocks[:opened])] if opened else []
    return [*parts[:place], *said, decision, *parts[place + 1 :]]


def _is_of_meeting(remark: Decision, held: Held) -> bool:
    """Whether a remark is of the body that meets: what it would come to, not what it came to before."""
    return remark.decided_on is None and same_body(remark.body_name, held.body_name)


def _decision(part: Part, *, is_own: bool) -> tuple[Decision | None, tuple[Attendance, ...]]:
    """Read a decision and who was away; when an earlier body's was taken, that is told with it, and of nobody here."""
    blocks, people = cut_absence(part.blocks)
    away = tuple(people)
    text = text_of(blocks)
    if text is None or text in _NOTHING:
        return None, away
    votes = parse_votes(text).votes
    told = (part.body_name, part.decided_on, votes)
    return Decision(text, classify_decision(text), is_own, *told, attendances=() if is_own else away), away
