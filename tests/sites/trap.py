"""What a trap is, and the shortest way to write one down."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.sites import shapes
from tests.sites.firstagenda import StoredFile
from tests.sites.markup import Section
from tests.sites.shapes import Body, Json, Publication, guid


@dataclass(frozen=True, slots=True)
class Trap:
    """One publication that shows one thing; `files` are served beside the PDFs, or instead of them."""

    name: str
    about: str
    publication: Publication
    files: Mapping[str, StoredFile] = field(default_factory=dict)


def trap(
    name: str, about: str, body: Body, begin: str, items: Sequence[Json], *, end: str | None = None, **facts: Any
) -> Trap:
    """A trap whose publication id follows from its name; `begin` and `end` are local, `2021-03-16 17:00`."""
    made = shapes.publication(
        body,
        guid("trap", body.slug, name),
        datetime.fromisoformat(begin),
        [_with_own_id(item, name) for item in items],
        end=datetime.fromisoformat(end) if end else None,
        **facts,
    )
    return Trap(name, about, made)


def point(body: Body, number: int | str, title: str, html: str, **facts: Any) -> Json:
    """An agenda item of a trap."""
    return shapes.item(body.host, guid("point", body.slug, number, title), str(number), title, html, **facts)


def say(heading: str, *paragraphs: str) -> Section:
    """A section of one-line paragraphs and lists, whose lines are parted by a line feed."""
    return heading, [tuple(paragraph.split("\n")) for paragraph in paragraphs]


def approved(body: Body, html: Callable[..., str], text: str = "Godkendt.") -> Json:
    """The item that opens most meetings."""
    return point(body, 1, "Godkendelse af dagsorden", html(say("Beslutning", text)))


def _with_own_id(item: Json, name: str) -> Json:
    """Ids change with every publication, those of texts and attachments too."""
    renamed = json.dumps(item)
    for known in _ids(item):
        if known != shapes.ZERO_GUID:
            renamed = renamed.replace(known, guid(name, known))
    made: Json = json.loads(renamed)
    return made


def _ids(item: Json) -> list[str]:
    return [item["Id"], *(each["DocumentId"] for each in item["Felter"]), *(each["Id"] for each in item["Bilag"])]
