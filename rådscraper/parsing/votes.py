"""How an item was voted on, as its decision tells it: printed totals, and who voted how.

A reservation (``tog forbehold``) is a choice of its own, and dissent on one point of an item tells the point. Votes on
another motion (``ændringsforslaget``) stay text. What somebody had entered in the minutes is quoted and tells no vote.
A list that can't be read whole is told as a problem and gives no voters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rådscraper.items import Vote, VoteChoice
from rådscraper.parsing.outcome import AD_POINT, QUOTED
from rådscraper.parsing.points import points_named
from rådscraper.parsing.vote_sentences import split_sentences
from rådscraper.parsing.vote_wording import NUMBER, NUMBERS, OPENERS, STEMS, TOTALS, UNIT, VERBS, WORDS
from rådscraper.parsing.voters import Voter, parse_voters, part_total
from rådscraper.parsing.wording import holds_any

_IN_BRACKETS = r"(?: ?\((?P<{}>(?:[^()]|\([^()]*\))*)\))?"
_WORDS = re.compile(rf"\b(?:{WORDS})")
_RATIO = re.compile(
    rf"(?P<n>{NUMBER})(?P<unit> stemmer?)?{_IN_BRACKETS.format('ours')}"
    rf",? i?mod (?P<m>{NUMBER})(?P<units> stemmer?)?{_IN_BRACKETS.format('theirs')}",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(?:stemmerne|(?:godkendt|vedtaget|tiltrådt|forkastet|afvist) med) $", re.IGNORECASE)
_STEMS_FROM = re.compile(
    r"\b(?P<how>med|i?mod) stemme(?:r|rne)? fra (?P<who>[^.]{1,400}?)(?=,? (?:med|i?mod) stemme|[.)]? ?$)",
    re.IGNORECASE,
)
_OPENERS = tuple((choice, re.compile(rf"(?:{words}) ?(?P<colon>:)?", re.IGNORECASE)) for choice, words in OPENERS)
_VERBS = tuple((choice, re.compile(rf"(?:^|\s)(?:{words})")) for choice, words in VERBS)
_TOTALS = tuple((choice, re.compile(words, re.IGNORECASE)) for choice, words in TOTALS)
_COUNTED = re.compile(rf"(?P<n>{NUMBER})(?: {UNIT})?(?: ?\((?P<inside>.*)\)| ?: ?(?P<list>.+))?", re.IGNORECASE)
_COUNTED_SUBJECT = re.compile(rf"(?P<n>{NUMBER}) {UNIT} \((?P<list>[^()]*)\)", re.IGNORECASE)
_BEHIND = re.compile(r" ?\((?P<who>(?:[^()]|\([^()]*\))*)\)")
_BEFORE_VOTERS = re.compile(
    r"(?:herefter|heraf|dog|et (?:mindretal|flertal)(?: i \w+)?(?: bestående af| udgjort af)?)[:,]? ", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:[,;]| og| men| mens| medens)+ ")
_WHY = re.compile(r",? (?:idet|da|fordi|men|jf\.|med den begrundelse)\b")
_CLAUSE = re.compile(r",? (?:idet|mens|medens|hvor) ")
_OTHER_MOTION = re.compile(
    r"ændringsforslag|ændringsindstilling|modforslag|mindretalsindstilling|mindretalsudtalelse"
    r"|\bstemte (?:for|imod) at\b",
    re.IGNORECASE,
)
_THIS_MOTION = re.compile(r"\b(?:(?:flertals)?indstillingen|(?:hoved)?forslaget|sagen|punktet)\b", re.IGNORECASE)
_DECIDED = re.compile(r"(?:herefter )?(?:godkendt|vedtaget|tiltrådt)\b", re.IGNORECASE)
_REJECTED = re.compile(r"\b(?:forkastet|afvist|faldt|bortfaldt|nedstemt|ikke (?:godkendt|vedtaget))\b", re.IGNORECASE)
_STOPS = (".", "!", "?")
_UNCLOSED = re.compile(r":\s*[\"”“„»].*\Z", re.DOTALL)
_LONGEST_SUBJECT = 600


@dataclass(frozen=True, slots=True)
class VotesRead:
    """What a decision tells of votes; ``problems`` are sentences on what could not be made out."""

    votes: tuple[Vote, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence tells; ``opens`` where its voters follow on lines of their own."""

    votes: tuple[Vote, ...] = ()
    problem: str | None = None
    opens: VoteChoice | None = None


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
    points = AD_POINT.split(plain)
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
            votes += [] if is_aside else _rows(opened, listed)
            continue
        is_aside = _is_aside(sentence, before=is_aside)
        told = _read(sentence) if _WORDS.search(sentence.casefold()) else _Told()
        opened = told.opens
        if told.problem:
            problems.append(told.problem)
        if told.votes and is_aside:
            problems.append(f"votes on another motion: {_short(sentence)}")
        else:
            votes += told.votes
    read = tuple(dict.fromkeys(votes))
    return VotesRead(read, (*problems, *_contradictions(read)))


def _is_aside(sentence: str, *, before: bool) -> bool:
    """Whether a sentence's votes are on another motion than the item's: it says so, or goes on from one that does."""
    if _DECIDED.match(sentence):
        return False
    if _OTHER_MOTION.search(_WHY.split(sentence, maxsplit=1)[0]):
        return True
    return before and not _THIS_MOTION.search(sentence)


def _read(sentence: str) -> _Told:
    text = sentence.removeprefix("- ")
    for choice, pattern in _OPENERS:
        if found := pattern.match(text):
            listed = _read_list(choice, text[found.end() :], text, is_certain="stem" in found[0].casefold())
            return replace(listed, votes=_limited(listed.votes, points_named(found[0])))
    if (votes := _read_subject(text)) is not None:
        return _Told(tuple(votes))
    told = [vote for clause in _CLAUSE.split(text)[1:] for vote in _read_subject(clause) or _read_totals(clause)]
    return _Told((*_read_totals(_CLAUSE.split(text)[0]), *told))


def _read_list(choice: VoteChoice, rest: str, sentence: str, *, is_certain: bool) -> _Told:
    """Read what follows an opener: a number, a list, or a number and a list in brackets or after a colon."""
    rest = rest.strip(" .")
    if not rest:
        return _Told(opens=choice)
    if rest.endswith(")") and rest.count(")") > rest.count("("):
        rest = rest[:-1]
    counted = _COUNTED.fullmatch(rest)
    printed, total = part_total(counted["inside"] or counted["list"] or "" if counted else rest)
    voters = parse_voters(printed) if printed else []
    count = _number(counted["n"]) if counted else total
    if voters is None:
        is_vote = is_certain or count is not None
        problem = f"voters not understood: {_short(sentence)}" if is_vote else None
        return _Told(_total(choice, count), problem)
    return _Told((*_total(choice, count), *_rows(choice, voters)), _miscount(count, voters, sentence))


def _read_subject(sentence: str, before: Sequence[Voter] = ()) -> list[Vote] | None:
    """Read ``Liste B stemte imod og Liste F undlod at stemme``; None where no voters are the subject.

    What begins with the verb (``…, men stemte imod punkt 2``) goes on about the voters ``before``.
    """
    found = [
        (verb.start(), row, choice, verb)
        for row, (choice, pattern) in enumerate(_VERBS)
        if (verb := pattern.search(sentence[:_LONGEST_SUBJECT]))
    ]
    if not found:
        return None
    start, _, choice, verb = min(found, key=lambda one: one[:2])
    who = _BEFORE_VOTERS.sub("", sentence[:start], count=1).strip()
    counted = _COUNTED_SUBJECT.fullmatch(who)
    count = _number(counted["n"]) if counted else None
    if counted:
        who = counted["list"]
    elif who.startswith("(") and who.endswith(")"):
        who = who[1:-1]
    else:
        who, count = part_total(who)
    if count is None and choice is VoteChoice.FOR and "anbefaler" in verb[0]:
        return None  # without a count of votes it is what a body recommends
    voters = parse_voters(who) if who else before
    if not voters:
        return None
    tail = sentence[verb.end() :]
    goes_on = _GOES_ON.match(tail)
    more = _read_subject(tail[goes_on.end() :], voters) if goes_on else None
    said = verb[0] if more is not None else verb[0] + _WHY.split(tail, maxsplit=1)[0]
    return [*_limited((*_total(choice, count), *_rows(choice, voters)), points_named(said)), *(more or ())]


def _read_totals(sentence: str) -> list[Vote]:
    votes: list[Vote] = []
    ratio = _RATIO.search(sentence)
    if ratio and ("stemme" in ratio[0] or _COUNTS.search(sentence[: ratio.start()])):
        winners, losers = (_number(ratio["n"]), ratio["ours"]), (_number(ratio["m"]), ratio["theirs"])
        if _REJECTED.search(sentence[: ratio.start()]) and (winners[0] or 0) > (losers[0] or 0):
            winners, losers = losers, winners
        for choice, (count, who) in ((VoteChoice.FOR, winners), (VoteChoice.AGAINST, losers)):
            votes += [*_total(choice, count), *_rows(choice, parse_voters(who or "-") or ())]
        sentence = sentence[: ratio.start()] + sentence[ratio.end() :]
    for found in _STEMS_FROM.finditer(sentence):
        choice = VoteChoice.FOR if found["how"].casefold() == "med" else VoteChoice.AGAINST
        votes += _rows(choice, parse_voters(found["who"]) or ())
    for choice, pattern in _TOTALS:
        for total in pattern.finditer(sentence):
            votes += _total(choice, _number(total["n"]))
            if inside := _BEHIND.match(sentence, total.end()):
                votes += _rows(choice, parse_voters(inside["who"]) or ())
    return votes


def _rows(choice: VoteChoice, voters: Iterable[Voter]) -> list[Vote]:
    return [Vote(choice, voter.name, voter.count, voter.party) for voter in voters]


def _limited(votes: Iterable[Vote], points: tuple[str, ...]) -> tuple[Vote, ...]:
    """Give each vote once for every point it is limited to; as it is where it is limited to none."""
    return tuple(replace(vote, point=point) for vote in votes for point in points or (None,))


def _total(choice: VoteChoice, count: int | None) -> tuple[Vote, ...]:
    return () if count is None else (Vote(choice, None, count),)


def _number(printed: str) -> int | None:
    if printed.isdecimal():
        return int(printed)
    word = printed.casefold()
    return 1 if word == "et" else NUMBERS.index(word) if word in NUMBERS else None


def _miscount(count: int | None, voters: list[Voter], sentence: str) -> str | None:
    """Tell when a printed total is not the sum of those listed; a party's own number is known only when printed."""
    if count is None or not voters or not all(voter.is_person or voter.count is not None for voter in voters):
        return None
    listed = sum(1 if voter.count is None else voter.count for voter in voters)
    return None if listed == count else f"{count} votes are told and {listed} listed: {_short(sentence)}"


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


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
