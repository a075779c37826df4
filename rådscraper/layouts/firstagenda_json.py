"""The JSON of FirstAgenda Publication, read key by key: what is missing, unknown or odd becomes a problem.

A recorded answer is ``recorded/firstagenda/hvidovre_dagsorden.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from rådscraper.document import UnreadableDocument
from rådscraper.items import Problem
from rådscraper.layouts.folding import fold, replace_surrogates

ANSWER = "the answer"
KNOWN_KEYS = {
    ANSWER: "Dagsordenpunkter Udvalg Moede TillaegsDagsorden Id Lydfiler LiveIntegrationEnabled",
    "Udvalg": "Id OrganisationId Navn Historisk",
    "Moede": "Id MeetingBeginUtc MeetingEndUtc ReleasedDate Dato Sted Afsluttet Moededeltagere Navn Description "
    "ElasticSearchResults SourceId IsSupplementaryAgenda",
    "Moededeltagere": "Name Absent ParticipationCancelled AttendanceType",
    "Dagsordenpunkter": "Lydfiler Ressourcer Felter Presentations ItemDecision SagsNummer Navn Punktnummer Bilag "
    "Documents Id IntegrationUid CorporationUid AgendaUid Number Sorting IsOpen CaseNumber SourceId Caption "
    "CasePresentationUid ExternalAgendaItemAttendees",
    "Felter": "Navn Html Tekst Id Link DocumentId",
    "Bilag": "HarPdfVersion Order Navn Id",
}
"""What stands under a key -> the keys recorded there, all of which were always there."""

_KEYS = {name: dict.fromkeys(keys.split()) for name, keys in KNOWN_KEYS.items()}
_ZERO_GUID = "00000000-0000-0000-0000-000000000000"
_LITERALS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")


def load_answer(body: bytes) -> dict[str, Any]:
    """The answer as an object; ``UnreadableDocument`` says why it is none."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"not UTF-8 at byte {error.start}") from error
    start = text.lstrip()[:1]
    if not start:
        raise UnreadableDocument("the answer is empty")
    if start == "<":
        raise UnreadableDocument("HTML came where JSON was expected, as when a session has run out")
    try:
        # Not strict: control characters in a text are cleaned away later.
        answer = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if _is_cut_off(text, error):
            raise UnreadableDocument(f"the JSON is cut off at character {len(text)}") from error
        raise UnreadableDocument(f"not JSON at character {error.pos}: {error.msg}") from error
    except RecursionError as error:
        raise UnreadableDocument("the JSON is nested too deeply") from error
    except ValueError as error:
        raise UnreadableDocument(f"the JSON holds a number that can't be read: {error}") from error
    if not isinstance(answer, dict) or not answer.keys() & {"Dagsordenpunkter", "Moede", "Udvalg"}:
        raise UnreadableDocument("JSON of another shape: not an object with Dagsordenpunkter, Moede or Udvalg")
    return answer


def _is_cut_off(text: str, error: json.JSONDecodeError) -> bool:
    rest = text[error.pos :].strip()
    return error.msg != "Extra data" and (
        error.msg.startswith("Unterminated string")
        or (error.msg.startswith("Invalid \\uXXXX escape") and len(rest) < len("uXXXX"))
        or any(literal.startswith(rest) for literal in _LITERALS)
    )


class Findings:
    """What was not understood in one document, each thing said once."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self.place = "the document"
        self.url: str | None = None
        self._problems: dict[tuple[str, str], Problem] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was found, in the order it was found."""
        return tuple(self._problems.values())

    def go_to(self, place: str, url: str | None) -> None:
        """Say what is being read from now on, and where a person finds it."""
        self.place, self.url = place, url or None

    def add(self, kind: str, message: str) -> None:
        """Note a problem at the place that is being read, unless it has been noted."""
        self._problems.setdefault((kind, message), Problem(kind, message, self.url))

    def clean(self, text: str) -> str:
        """The text without what no database holds: NUL characters and lone surrogates."""
        if text.isprintable():  # neither of them is, and most texts are
            return text
        if "\0" in text:
            self.add("nul_in_text", "a text holds NUL characters; they were left out")
            text = text.replace("\0", "")
        try:
            text.encode()
        except UnicodeEncodeError:
            self.add("bad_text", "a text holds half of a surrogate pair; U+FFFD stands in its place")
            text = replace_surrogates(text)
        return text


class Record:
    """One object of the answer; its readers never raise, they note what is odd and give None."""

    def __init__(self, values: Mapping[str, Any], name: str, findings: Findings) -> None:
        """Take the object that stands under the key ``name``, and note the keys it lacks and those nobody knows."""
        self._values = values
        self._name = name
        self._findings = findings
        known = _KEYS[name]
        if values.keys() == known.keys():
            return
        for key in known:
            if key not in values:
                self.missing(key)
        for key in values:
            if key not in known:
                findings.add("unknown_key", f"{key[:80]!r} in {name} is a key nobody has seen")

    def __getitem__(self, key: str) -> Any:
        """The value as it came, None where there is none."""
        return self._values.get(key)

    def odd(self, key: str) -> None:
        """Note that what stands under a key has a shape nobody knows."""
        self._findings.add("unknown_shape", f"{key} of {self._findings.place} ({self._name}) has an unknown shape")

    def missing(self, key: str) -> None:
        """Note that a key which was always there is not."""
        self._findings.add("missing_key", f"{key} is missing in {self._name}")

    def text(self, *keys: str) -> str | None:
        """The first of these keys that holds a text, on one line; a number counts as the text it prints."""
        for key in keys:
            if text := fold(self.raw_text(key)):
                return text
        return None

    def raw_text(self, key: str) -> str:
        """The text under a key with its lines and tags, "" where there is none."""
        value = self._values.get(key)
        if isinstance(value, str):
            return self._findings.clean(value)
        if isinstance(value, float) and math.isfinite(value):
            return str(int(value)) if value.is_integer() else str(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None:
            self.odd(key)
        return ""

    def guid(self, key: str) -> str | None:
        """The id under a key; the zero GUID is none."""
        text = self.text(key)
        return None if text == _ZERO_GUID else text

    def flag(self, key: str) -> bool | None:
        """Whether it is so, told by a bool or by the text ``true`` or ``false``."""
        value = self._values.get(key)
        if value is None or isinstance(value, bool):
            return value
        word = value.strip().lower() if isinstance(value, str) else None
        if word in ("true", "false"):
            return word == "true"
        if word != "":
            self.odd(key)
        return None

    def record(self, key: str) -> Record:
        """The object under a key; an empty one where there is none, without noting its keys as missing too."""
        value = self._values.get(key)
        if isinstance(value, dict):
            return Record(value, key, self._findings)
        if value is None:
            self.missing(key)
        else:
            self.odd(key)
        return Record(_KEYS[key], key, self._findings)

    def records(self, key: str, order: str | None = None) -> Iterator[Record]:
        """The objects in the list under a key, by the number each holds under ``order``.

        One without a number stays behind the one it follows.
        """
        value = self._values.get(key)
        if value is not None and not isinstance(value, list):
            self.odd(key)
            return
        ranked = []
        rank = -math.inf
        for element in value or ():
            if not isinstance(element, dict):
                self.odd(key)
                continue
            rank = _rank(element.get(order), rank) if order else rank
            ranked.append((rank, element))
        for _, element in sorted(ranked, key=lambda pair: pair[0]):
            yield Record(element, key, self._findings)


def _rank(value: object, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return otherwise
    try:
        rank = float(value)
    except (ValueError, OverflowError):
        return otherwise
    return rank if math.isfinite(rank) else otherwise
