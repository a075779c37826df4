"""What one sentence tells of votes: who stands behind ``For stemte``, who is its subject, and printed totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rådscraper.items import Vote, VoteChoice
from rådscraper.parsing.points import points_named
from rådscraper.parsing.vote_wording import CAMPS, NUMBER, NUMBERS, OPENERS, TOTALS, UNIT, VERBS
from rådscraper.parsing.voters import Voter, parse_voters, part_total

_IN_BRACKETS = r"(?: ?\((?P<{}>(?:[^()]|\([^()]*\))*)\))?"
_RATIO = re.compile(
    rf"(?P<n>{NUMBER})(?P<unit> stemmer?)?{_IN_BRACKETS.format('ours')}"
    rf"(?:,? i?mod | ?[-–] ?(?=\d))(?P<m>{NUMBER})(?P<units> stemmer?)?{_IN_BRACKETS.format('theirs')}",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(?:stemmerne|(?:godkendt|vedtaget|tiltrådt|forkastet|afvist) med) $", re.IGNORECASE)
_STEMS_FROM = re.compile(
    r"\b(?P<how>med|i?mod) stemme(?:r|rne)? fra (?P<who>[^.]{1,400}?)(?=,? (?:med|i?mod) stemme|[.)]? ?$)",
    re.IGNORECASE,
)
_OPENERS = tuple((choice, re.compile(rf"(?:{words}) ?(?P<colon>:)?", re.IGNORECASE)) for choice, words in OPENERS)
_VERBS, _CAMP_VERBS = (
    tuple((choice, re.compile(rf"(?:^|\s)(?:{words})")) for choice, words in rows) for rows in (VERBS, CAMPS)
)
_TOTALS = tuple((choice, re.compile(words, re.IGNORECASE)) for choice, words in TOTALS)
_COUNTED = re.compile(rf"(?P<n>{NUMBER})(?: {UNIT})?(?: ?\((?P<inside>.*)\)| ?[:,] ?(?P<list>.+))?", re.IGNORECASE)
_COUNTED_SUBJECT = re.compile(rf"(?P<n>{NUMBER}) {UNIT} \((?P<list>[^()]*)\)", re.IGNORECASE)
_BEHIND = re.compile(r" ?\((?P<who>(?:[^()]|\([^()]*\))*)\)| ?: (?P<list>[^:]+)$")
_CAMP = re.compile(
    r"(?:et (?:mindretal|flertal)|(?:mindre|fler)tallet)(?: i \w+)?(?:,? bestående af|,? udgjort af|,? dvs\.)?[:,]? ",
    re.IGNORECASE,
)
_BEFORE_VOTERS = re.compile(
    rf"(?:herefter|heraf|dog)[:,]? |(?:godkendt|vedtaget|tiltrådt|anbefales), |{_CAMP.pattern}", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?: indstillingen| forslaget)?(?:[,;]| og| men| mens| medens)+ ")
_REMARK = re.compile(r",? med (?:følgende|den) (?:bemærkning|begrundelse)\b.*", re.DOTALL)  # Lejre
WHY = re.compile(r",? (?:idet|da|fordi|men|jf\.|med den begrundelse)\b")
_CLAUSE = re.compile(r",? (?:idet|mens|medens|hvor) ")
_REJECTED = re.compile(r"\b(?:forkastet|afvist|faldt|bortfaldt|nedstemt|ikke (?:godkendt|vedtaget))\b", re.IGNORECASE)
_LONGEST_SUBJECT = 600


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells; ``opens`` where its voters follow on lines of their own."""

    votes: tuple[Vote, ...] = ()
    problem: str | None = None
    opens: VoteChoice | None = None


def read_sentence(sentence: str) -> Told:
    """Read the votes one sentence tells, or that a list of voters begins below it."""
    text = sentence.removeprefix("- ")
    for choice, pattern in _OPENERS:
        if found := pattern.match(text):
            listed = _read_list(choice, text[found.end() :], text, is_certain="stem" in found[0].casefold())
            return replace(listed, votes=_limited(listed.votes, points_named(found[0])))
    if (votes := _read_subject(text)) is not None:
        return Told(tuple(votes))
    told = [vote for clause in _CLAUSE.split(text)[1:] for vote in _read_subject(clause) or _read_totals(clause)]
    return Told((*_read_totals(_CLAUSE.split(text)[0]), *told))


def _read_list(choice: VoteChoice, rest: str, sentence: str, *, is_certain: bool) -> Told:
    """Read what follows an opener: a number, a list, or a number and a list in brackets or after a colon."""
    rest = _REMARK.sub("", rest).strip(" .")
    if not rest:
        return Told(opens=choice)
    if rest.endswith(")") and rest.count(")") > rest.count("("):
        rest = rest[:-1]
    counted = _COUNTED.fullmatch(rest)
    printed, total = part_total(counted["inside"] or counted["list"] or "" if counted else rest)
    voters = parse_voters(printed) if printed else []
    count = _number(counted["n"]) if counted else total
    if voters is None:
        is_vote = is_certain or count is not None
        problem = f"voters not understood: {short(sentence)}" if is_vote else None
        return Told(_total(choice, count), problem)
    return Told((*_total(choice, count), *rows_of(choice, voters)), _miscount(count, voters, sentence))


def _read_subject(sentence: str, before: Sequence[Voter] = ()) -> list[Vote] | None:
    """Read ``Liste B stemte imod og Liste F undlod at stemme``; None where no voters are the subject.

    What begins with the verb (``…, men stemte imod punkt 2``) goes on about the voters ``before``.
    """
    is_camp = _CAMP.match(sentence) is not None
    found = [
        (verb.start(), row, choice, verb)
        for row, (choice, pattern) in enumerate((*_VERBS, *_CAMP_VERBS) if is_camp else _VERBS)
        if (verb := pattern.search(sentence[:_LONGEST_SUBJECT]))
    ]
    if not found:
        return None
    start, _, choice, verb = min(found, key=lambda one: one[:2])
    who = _BEFORE_VOTERS.sub("", f"{sentence[:start]} ", count=1).strip(" ,")
    counted = _COUNTED_SUBJECT.fullmatch(who)
    count = _number(counted["n"]) if counted else None
    if counted:
        who = counted["list"]
    elif who.startswith("(") and who.endswith(")"):
        who = who[1:-1]
    else:
        who, count = part_total(who)
    if count is None and choice is VoteChoice.FOR and "anbefaler" in verb[0] and not is_camp:
        return None  # without a count of votes it is what a body recommends
    voters = parse_voters(who) if who else before
    if not voters:
        return None
    tail = sentence[verb.end() :]
    goes_on = _GOES_ON.match(tail)
    more = _read_subject(tail[goes_on.end() :], voters) if goes_on else None
    said = verb[0] if more is not None else verb[0] + WHY.split(tail, maxsplit=1)[0]
    return [*_limited((*_total(choice, count), *rows_of(choice, voters)), points_named(said)), *(more or ())]


def _read_totals(sentence: str) -> list[Vote]:
    votes: list[Vote] = []
    ratio = _RATIO.search(sentence)
    if ratio and ("stemme" in ratio[0] or _COUNTS.search(sentence[: ratio.start()])):
        winners, losers = (_number(ratio["n"]), ratio["ours"]), (_number(ratio["m"]), ratio["theirs"])
        if _REJECTED.search(sentence[: ratio.start()]) and (winners[0] or 0) > (losers[0] or 0):
            winners, losers = losers, winners
        for choice, (count, who) in ((VoteChoice.FOR, winners), (VoteChoice.AGAINST, losers)):
            votes += [*_total(choice, count), *rows_of(choice, parse_voters(who or "-") or ())]
        sentence = sentence[: ratio.start()] + sentence[ratio.end() :]
    for found in _STEMS_FROM.finditer(sentence):
        choice = VoteChoice.FOR if found["how"].casefold() == "med" else VoteChoice.AGAINST
        votes += rows_of(choice, parse_voters(found["who"]) or ())
    for choice, pattern in _TOTALS:
        for total in pattern.finditer(sentence):
            votes += _total(choice, _number(total["n"]))
            if inside := _BEHIND.match(sentence, total.end()):
                votes += rows_of(choice, parse_voters(inside["who"] or inside["list"] or "-") or ())
    return votes


def rows_of(choice: VoteChoice, voters: Iterable[Voter]) -> list[Vote]:
    """The votes of a list of voters."""
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
    return None if listed == count else f"{count} votes are told and {listed} listed: {short(sentence)}"


def short(text: str) -> str:
    """A sentence as a problem quotes it."""
    return text if len(text) <= 120 else f"{text[:119]}…"
