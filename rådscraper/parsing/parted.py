"""A decision told point by point: where its points came to different things, each is a decision of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rådscraper.items import AgendaItem, Decision, Outcome, Problem
from rådscraper.parsing.outcome import classify_decision
from rådscraper.parsing.points import Point, split_points
from rådscraper.parsing.votes import parse_votes


@dataclass(frozen=True, slots=True)
class Parted:
    """The decisions a text holds, and in a sentence each what could not be made out of its votes."""

    decisions: tuple[Decision, ...]
    problems: tuple[str, ...] = ()


def part_decision(whole: Decision) -> Parted:
    """Part a decision at its points (``Ad 1``) where they differ in outcome or votes; else it stays one.

    What stands before the points is a decision besides when it decides something. Votes told in a paragraph after the
    last of points that have a paragraph each may be on that point or on all: they are told as a problem.
    """
    before, points = split_points(whole.text)
    if len(points) < 2 or len({point.number for point in points}) < len(points):
        return Parted((whole,), parse_votes(whole.text).problems)
    last, after = _trailing(points)
    points = (*points[:-1], last)
    read = [parse_votes(point.text) for point in points]
    outcomes = [classify_decision(point.text) for point in points]
    if len({(outcome, votes.votes) for outcome, votes in zip(outcomes, read, strict=True)}) == 1:
        return Parted((whole,), parse_votes(whole.text).problems)
    problems = [problem for votes in read for problem in votes.problems]
    if parse_votes(after).votes:
        problems.append(f"votes told after the last of {len(points)} points may be on it or on all of them")
    texts = [*(point.text for point in points[:-1]), "\n".join(filter(None, (last.text, after)))]
    decisions = [
        replace(
            whole,
            text=text,
            outcome=outcome,
            point=point.number,
            votes=tuple(replace(vote, point=vote.point or point.number) for vote in votes.votes),
        )
        for point, text, outcome, votes in zip(points, texts, outcomes, read, strict=True)
    ]
    first = parse_votes(before)
    if first.votes or classify_decision(before) not in (Outcome.NONE, Outcome.OTHER):
        decisions.insert(0, replace(whole, text=before, outcome=classify_decision(before), votes=first.votes))
    return Parted(tuple(decisions), (*first.problems, *problems))


def vote_problems(items: Iterable[AgendaItem]) -> tuple[Problem, ...]:
    """Tell what could not be made out of the votes on each item, and of those in decisions that it quotes."""
    return tuple(
        Problem("unclear_votes", f"item {item.number or place}{whose}: {message}")
        for place, item in enumerate(items, 1)
        for whose, message in _vote_problems_of(item)
    )


def _vote_problems_of(item: AgendaItem) -> Iterator[tuple[str, str]]:
    if item.decision:
        for message in part_decision(Decision(item.decision, item.outcome, is_own=True)).problems:
            yield "", message
    for decision in item.decisions:
        if not decision.is_own:
            for message in parse_votes(decision.text).problems:
                yield f", decision of {decision.body_name or 'an earlier body'}", message


def _trailing(points: Sequence[Point]) -> tuple[Point, str]:
    """Cut the later paragraphs off the last point where no other point has more than one."""
    last = points[-1]
    if any("\n" in point.text for point in points[:-1]):
        return last, ""
    first, _, after = last.text.partition("\n")
    return replace(last, text=first), after.strip()
