"""Danish words put together at random: sentences, lists, titles, and the odd blanks and letters of real files."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import normalize

from hypothesis import strategies as st

from rådscraper.parsing import vocabulary

LETTERS = "abcdefghijklmnoprstuvyæøå"
WORDS = (
    *("og", "i", "på", "der", "åen", "østre", "ældre", "kommunens", "børnehaven", "lokalplan", "støj", "for", "vej"),
    *("medlemmerne", "årlig", "grønne", "haveforeningen", "budget", "københavnske", "skoleåret", "æresrelaterede"),
)
MARKS = (
    *("bl.a.", "kl. 16.30", "d. 7. juni 2018", "12-04-2021", "§ 5, stk. 2", "2.500 kr.", "(Østergade 9)", "2021/22"),
    *('"Tryg Ærø"', "”Åben by”", "A/S", "nr. 12", "m²", "CO2", "50 %", "ca.", "J.nr. 00.22.04", "21/6904", "Ad 2."),
    *("– som", "www.ærø.dk", "pkt. 3", "punkt 4", "integrations- og", "og/eller", "<5", "&", "1) og 2)", "Ølby"),
    "Århus Å",
)
LOADED = (
    *("beslutning", "indstilling", "bilag", "åben", "lukket", "sagsfremstilling", "punkt", "dagsorden", "referat"),
    *("møde", "udvalg", "resume", "Byrådet", "Økonomiudvalget", "orientering", "formand", "økonomi", "høring"),
)

OPENING = (
    *("godkendelse af", "orientering om", "møde med", "information om", "udvalg om", "sted for", "dato for", "afbud"),
    *("referat fra møde i", "dagsorden for", "beslutning om", "bilag til", "referent", "deltagere i", "åben", "lukket"),
    *("høring om", "økonomi i", "indstilling af", "resume af", "valg af formand for", "fraværende", "punkt om", "nr."),
    *(
        "2. behandling af",
        "2021-2025 for",
        "12-04-2021",
        "7. juni",
        "§ 17, stk. 4, om",
        "25 år med",
        "3 nye",
        "4.000 kr. til",
    ),
    *("beslutning:", "orientering -", "til drøftelse:", "temadrøftelse:", "SAG OM", "LOKALPLAN 2.07 FOR", "ad 1"),
)
"""How titles begin, many as labels and headings do, some as numbers and dates."""

Paragraphs = tuple[str, ...]

ODDITIES: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace(" ", "\N{NO-BREAK SPACE}", 1),
    lambda text: text.replace(" ", "  ", 2),
    lambda text: text.replace(" ", " \N{NO-BREAK SPACE}", 1) + " ",
    lambda text: normalize("NFD", text),
    lambda text: f"{text[:3]}\N{SOFT HYPHEN}{text[3:]}",
    lambda text: text.replace(" ", "\N{ZERO WIDTH SPACE} ", 1),
)
"""What stands in files and is not seen; it is not stored either."""


def seen(text: str) -> str:
    """A text as it is seen, and stored: single blanks, composed letters, nothing invisible."""
    bare = text.replace("\N{SOFT HYPHEN}", "").replace("\N{ZERO WIDTH SPACE}", "")
    return normalize("NFC", " ".join(bare.split()))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _sentence(first: str, middle: list[str], last: str) -> str:
    return _capital(" ".join([first, *middle, last])) + "."


def _list(sentences: list[str], is_numbered: bool) -> Paragraphs:
    return tuple(f"{number}. {text}" if is_numbered else f"- {text}" for number, text in enumerate(sentences, 1))


plain_words = st.sampled_from(WORDS) | st.text(LETTERS, min_size=2, max_size=9)
words = plain_words | st.sampled_from(MARKS) | st.sampled_from(LOADED)
oddities = st.just(str) | st.sampled_from(ODDITIES)

_sentences = st.builds(_sentence, plain_words, st.lists(words, min_size=2, max_size=14), plain_words)
sentences = st.builds(lambda text, oddly: oddly(text), _sentences, oddities)
long_sentences = st.builds(_sentence, plain_words, st.lists(words, min_size=30, max_size=45), plain_words)
neutral_sentences = st.builds(
    _sentence, st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), st.sampled_from(WORDS)
)
lists = st.builds(_list, st.lists(_sentences, min_size=2, max_size=4), st.booleans())
paragraphs = st.lists(st.builds(lambda text: (text,), sentences | long_sentences) | lists, max_size=3).map(
    lambda blocks: tuple(line for block in blocks for line in block)
)
_subheadings = st.lists(st.sampled_from(WORDS), min_size=3, max_size=6).map(lambda drawn: _capital(" ".join(drawn)))
cases = st.builds(
    lambda before, heading, below: (*before, heading, *below) if below else before,
    paragraphs,
    _subheadings,
    st.just(()) | paragraphs,
)
"""Paragraphs, perhaps with a sub-heading over the last of them."""
remarks = st.builds(
    "{} ønskede følgende bemærkning tilført {}: {}".format,
    st.sampled_from(["Venstre", "Liste Ø", "V og SF", "Åse Ørsted (A)"]),
    st.sampled_from(["beslutningsprotokollen", "protokollen", "referatet"]),
    st.sampled_from(['"Sagen burde være afvist."', "”Vi stemte imod og kan ikke tiltræde forslaget.”", "»Godkendt.«"]),
)
_said = neutral_sentences | neutral_sentences | remarks
said = st.lists(_said, max_size=2).map(tuple)
something_said = st.lists(_said, min_size=1, max_size=2).map(tuple)

_titles = st.builds(
    lambda first, rest, end: " ".join([_capital(first), *rest, end]),
    plain_words | plain_words | st.sampled_from(OPENING),
    st.lists(words, max_size=6) | st.lists(words, min_size=10, max_size=25),
    plain_words | st.sampled_from(["- april møde", "2021-2025", "(B)", "v/ Ærø Å"]),
).filter(lambda title: not vocabulary.is_standing_heading(title))
titles = st.builds(lambda text, oddly: oddly(text), _titles, oddities)
# A paper so named can't be told from the decision in a text whose headings stand in the line of their text.
_papers = titles.filter(lambda title: not seen(title).startswith("Beslutning:"))
papers = (st.lists(_papers, max_size=4, unique_by=seen) | st.lists(_papers, max_size=9, unique_by=seen)).map(tuple)
