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
    is_aside = False
    opened: VoteChoice | None = None
    for sentence in split_sentences(text):
        if opened and (listed := parse_voters(sentence.removeprefix("- "))):
            votes += [] if is_aside else rows_of(opened, listed)
            continue
        is_aside = _is_aside(sentence, before=is_aside)
        told = read_sentence(sentence) if _WORDS.search(sentence.casefold()) else Told()
        opened = told.opens
        if told.problem:
            problems.append(told.problem)
        if told.votes and is_aside:
            problems.append(f"votes on another motion: {short(sentence)}")
        else:
            votes += told.votes
    read = tuple(dict.fromkeys(votes))
    return VotesRead(read, (*problems, *_contradictions(read)))


def _is_aside(sentence: str, *, before: bool) -> bool:
    """Whether a sentence's votes are on another motion than the item's: it says so, or goes on from one that does."""
    if _DECIDED.match(sentence):
        return False
    if _OTHER_MOTION.search(WHY.split(sentence, maxsplit=1)[0]):
        return True
    return before and not _THIS_MOTION.search(sentence)


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
