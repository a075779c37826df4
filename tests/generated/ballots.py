"""How an item was voted on: sentences below the operative words of its decision."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from rådscraper.items import VoteChoice
from tests.generated.people import PARTIES, listed

_FOR, _AGAINST, _ABSTAINED = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED

Votes = tuple[tuple[VoteChoice, str | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The sentences that tell of votes, and what they tell."""

    sentences: tuple[str, ...] = ()
    votes: Votes = ()


TOTALS = (
    "Indstillingen blev godkendt med {} stemmer imod {}. {} undlod.",
    "Godkendt med {} stemmer mod {}. {} medlemmer undlod at stemme.",
    "Vedtaget med {} stemmer for, {} stemmer imod og {} blanke.",
    "For stemte {}. Imod stemte {}. Undlod at stemme {}.",
    "{} medlemmer stemte for, {} medlemmer stemte imod. {} undlod.",
)
OPENERS = (
    ("For stemte: {}.", "Imod stemte: {}.", "Følgende undlod at stemme: {}."),
    ("For stemte {}.", "Imod stemte {}.", "Undlod at stemme: {}."),
    ("{} stemte for.", "{} stemte imod.", "{} undlod at stemme."),
)
DISSENTS = (
    (_AGAINST, "{} kunne ikke tiltræde indstillingen."),
    (VoteChoice.RESERVED, "{} tog forbehold."),
    (VoteChoice.RESERVED, "{} tager forbehold for sagen."),
    (_AGAINST, "{} stemmer imod."),
)


def _ballot(
    wording: str,
    told: tuple[int, int, int] | None,
    openers: tuple[str, str, str],
    voters: tuple[list[str], list[str], list[str]] | None,
    dissent: tuple[VoteChoice, str, list[str]] | None,
) -> Ballot:
    lines: list[str] = []
    votes: list[tuple[VoteChoice, str | None, int | None]] = []
    choices = (_FOR, _AGAINST, _ABSTAINED)
    if told:
        lines.append(wording.format(*told))
        votes += [(choice, None, count) for choice, count in zip(choices, told, strict=True)]
    for opener, choice, names in zip(openers, choices, voters or (), strict=False):
        if names:
            lines.append(opener.format(listed(names)))
            votes += [(choice, voter, None) for printed in names for voter in _PARTED.get(printed, [printed])]
    if dissent and not voters:
        choice, sentence, names = dissent
        lines.append(sentence.format(listed(names)))
        votes += [(choice, voter, None) for printed in names for voter in _PARTED.get(printed, [printed])]
    return Ballot(tuple(lines), tuple(votes))


_PARTED = {"B (Åse Lund, Per B. Sæther)": ("Åse Lund", "Per B. Sæther"), "C (Lis Al Hussain)": ("Lis Al Hussain",)}
"""Parties whose members parted ways, and who of them is named."""
_VOTERS = [*PARTIES, "Liste Ø", "Venstre", "Åse Ørsted (løsgænger)", "Det Konservative Folkeparti", *_PARTED]
_voters = st.lists(st.sampled_from(_VOTERS), max_size=6, unique=True).flatmap(
    lambda drawn: st.integers(0, len(drawn)).flatmap(
        lambda one: st.integers(one, len(drawn)).map(lambda two: (drawn[:one], drawn[one:two], drawn[two:]))
    )
)
_counts = st.tuples(st.integers(2, 55), st.integers(2, 55), st.integers(2, 9))
_dissents = st.builds(
    lambda form, names: (*form, names),
    st.sampled_from(DISSENTS),
    st.lists(st.sampled_from(_VOTERS), min_size=1, max_size=3, unique=True),
)
ballots = st.just(Ballot()) | st.builds(
    _ballot,
    st.sampled_from(TOTALS),
    st.none() | _counts,
    st.sampled_from(OPENERS),
    st.none() | _voters,
    st.none() | _dissents,
)
