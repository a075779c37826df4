"""How an item was voted on, as its decision tells it: printed totals, and who voted how.

A reservation (``tog forbehold``) is a choice of its own, and dissent on one point of an item tells the point. Votes on
another motion (``ændringsforslaget``) stay text. What somebody had entered in the minutes is quoted and tells no vote.
A list that can't be read whole is told as a problem and gives no voters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rådscraper.items import Vote, VoteChoice
from rådscraper.parsing.outcome import QUOTED, point_pattern
from rådscraper.parsing.vote_reading import WHY, Told, read_sentence, rows_of, short
from rådscraper.parsing.vote_sentences import split_sentences
from rådscraper.parsing.vote_wording import STEMS, WORDS
from rådscraper.parsing.voters import parse_voters
from rådscraper.parsing.wording import holds_any

_WORDS = re.compile(rf"\b(?:{WORDS})")
_OTHER_MOTION = re.compile(
    r"ændringsforslag|ændringsindstilling|modforslag|mindretalsindstilling|mindretalsudtalelse"
    r"|\bstemte (?:for|imod) at\b",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:stillede|stiller|fremsatte|fremsætter|fremsat) (?:\w+ )?forslag(?:et)? om\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:(?:flertals)?indstillingen|hovedforslaget|sagen)\b", re.IGNORECASE)
_THIS_MOTION = re.compile(r"\b(?:(?:flertals)?indstillingen|(?:hoved)?forslaget|sagen|punktet)\b", re.IGNORECASE)
_DECIDED = re.compile(r"(?:herefter )?(?:godkendt|vedtaget|tiltrådt)\b", re.IGNORECASE)
_STOPS = (".", "!", "?")
_UNCLOSED = re.compile(r":\s*[\"”“„»].*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class VotesRead:
    """What a decision tells of votes; ``problems`` are sentences on what could not be made out."""

    votes: tuple[Vote, ...] = ()
    problems: tuple[str, ...] = ()


def parse_votes(text: str) -> VotesRead:
    """Read the votes a decision tells, in the order told: a total has no voter, a voter seldom a number.

    Where a decision has several points (``Ad 1.``), votes count only when every point tells the same.

    >>> [(str(vote.choice), vote.count) for vote in parse_votes("Godkendt med 4 stemmer for og 2 imod.").votes]
    [('for', 4), ('against', 2)]
    """
    folded = text.casefold()
    if not (holds_any(folded, STEMS) and _WORDS.search(folded)):
        return VotesRead()
    # A quotation that ends in a full stop ends the sentence it stands in.
    plain = _UNCLOSED.sub("", QUOTED.sub(lambda quoted: "\n" if quoted[0][-2:-1] in _STOPS else " ", text))
    points = point_pattern(plain).split(plain)
    if len(points) <= 2:
        return _read_ballot(" ".join(points))
    before, *read = [_read_ballot(point) for point in points]
    told, problems = (read[0].votes, before.problems + read[0].problems)
    if len({one.votes for one in read}) > 1:
        told, problems = (), (f"votes on single points of {len(read)} are not told apart",)
    return VotesRead(tuple(dict.fromkeys(before.votes + told)), problems)


def _read_ballot(text: str) -> VotesRead:
    votes: list[Vote] = []
    problems: list[str] = []
    aside: re.Pattern[str] | None = None
    opened: VoteChoice | None = None
    for sentence in split_sentences(text):
        if opened and (listed := parse_voters(sentence.removeprefix("- "))):
            if aside:
                problems.append(f"votes on another motion: {short(sentence)}")
            else:
                votes += rows_of(opened, listed)
            continue
        aside = _aside(sentence, aside)
        told = read_sentence(sentence) if _WORDS.search(sentence.casefold()) else Told()
        opened = told.opens
        if told.problem:
            problems.append(told.problem)
        if told.votes and aside:
            problems.append(f"votes on another motion: {short(sentence)}")
        else:
            votes += told.votes
    read = tuple(dict.fromkeys(votes))
    return VotesRead(read, (*problems, *_contradictions(read)))


def _aside(sentence: str, before: re.Pattern[str] | None) -> re.Pattern[str] | None:
    """What a sentence that votes on another motion than the item's goes on to be about; None where it is the item's.

    It says so, or goes on from one that does: up to words that come back to the item. ``Forslaget`` comes back after
    an amendment; after a motion that somebody made (``stillede forslag om``) it is that motion.
    """
    if _DECIDED.match(sentence):
        return None
    if _OTHER_MOTION.search(WHY.split(sentence, maxsplit=1)[0]):
        return _THIS_MOTION
    if _MOVED.search(sentence):
        return _BACK
    return None if before is None or before.search(sentence) else before


def _contradictions(votes: Iterable[Vote]) -> Iterator[str]:
    totals: dict[tuple[VoteChoice, str | None], int | None] = {}
    choices: dict[tuple[str, str | None], VoteChoice] = {}
    for vote in votes:
        if vote.voter is None and (total := totals.setdefault((vote.choice, vote.point), vote.count)) != vote.count:
            yield f"two totals of votes {vote.choice}: {total} and {vote.count}"
        if vote.voter is None or vote.choice is VoteChoice.RESERVED:
            continue
        if (choice := choices.setdefault((vote.voter, vote.point), vote.choice)) is not vote.choice:
            yield f"{vote.voter} is told to have voted {choice} and {vote.choice}"
