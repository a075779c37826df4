"""What is measured with: meetings as served, and as many more made from them as are wanted."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from rådscraper import items
from rådscraper.parsing.bodies import parse_body_name
from rådscraper.parsing.dates import parse_api_time
from tests.recorded import FOLDER
from tests.sites import shapes
from tests.sites.shapes import DANISH_TIME, Json, Publication, as_served, guid
from tests.sites.wire import FIXTURES, KOEGE

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDED = FOLDER / "firstagenda" / "hvidovre_dagsorden.json"

SITE = "https://dagsordener.koege.dk"
NOW = datetime(2026, 3, 2, 6, 0, tzinfo=DANISH_TIME)
_FIRST_DAY = datetime(2001, 1, 1, 18, 0)  # noqa: DTZ001 - local time, as the shapes want it


def inputs() -> dict[str, list[bytes]]:
    """The meetings there are, by what to call them: those in the checkout, and the recorded one where it is at hand."""
    committed = [path.read_bytes() for path in sorted(FIXTURES.glob("*/dagsorden.json"))]
    found = {f"{len(committed)} fixtures": committed}
    if RECORDED.is_file():
        found["recorded Hvidovre"] = [RECORDED.read_bytes()]
    return found


def fields_of(agenda: bytes) -> list[str]:
    """The HTML of a meeting's fields, without the empty ones."""
    return [
        field["Html"] for item in json.loads(agenda)["Dagsordenpunkter"] for field in item["Felter"] if field["Html"]
    ]


def source_of(agenda: bytes) -> items.Source:
    """A meeting as a spider hands it on, once its listing is read."""
    answer = json.loads(agenda)
    body, meeting_id = answer["Udvalg"], answer["Id"]
    name = parse_body_name(body["Navn"])
    starts_at = parse_api_time(answer["Moede"]["MeetingBeginUtc"])
    if starts_at is None:
        raise ValueError(f"the meeting {meeting_id} has no start")
    publication = items.Publication(
        id=meeting_id,
        document_type=items.DocumentType.MINUTES,
        title=answer["Moede"]["Navn"],
        url=f"{SITE}/vis?id={meeting_id}",
        source_url=f"{SITE}/api/agenda/dagsorden/{meeting_id}",
        pdf_url=f"{SITE}/vis/pdf/dagsorden/{meeting_id}",
    )
    return items.Source(
        municipality=items.Municipality("koege", "Køge Kommune", "0259", "https://www.koege.dk"),
        body=items.Body(body["Id"], name.name, body["Navn"], name.classification, name.period),
        starts_at=starts_at,
        publications=(publication,),
        contents=(items.Content(meeting_id, "firstagenda", publication.source_url, agenda),),
    )


def new_meetings(count: int, items_each: int, *, attachments: bool = True) -> list[Publication]:
    """Meetings of the same size, one a day, with the fixtures' items in turn; their ids are their own."""
    return [new_meeting(number, items_each, attachments=attachments) for number in range(count)]


def new_meeting(number: int, items_each: int, *, attachments: bool = False) -> Publication:
    """One of them; the same number gives the same meeting."""
    known, attendees = _of_fixtures()
    items_in_turn = islice(cycle(known), number * items_each % len(known), None)
    return shapes.publication(
        KOEGE.body,
        guid("bench", number),
        _FIRST_DAY + timedelta(days=number),
        [_renamed(item, number, place, attachments) for place, item in enumerate(islice(items_in_turn, items_each), 1)],
        attendees=attendees,
    )


@cache
def _of_fixtures() -> tuple[list[Json], list[Json]]:
    """The items of all fixtures and the longest list of attendees."""
    agendas = [json.loads(path.read_bytes()) for path in sorted(FIXTURES.glob("*/dagsorden.json"))]
    attendees = max((agenda["Moede"]["Moededeltagere"] for agenda in agendas), key=len)
    return [item for agenda in agendas for item in agenda["Dagsordenpunkter"]], attendees


def served(publication: Publication) -> bytes:
    """A made meeting as its site answers with it."""
    return as_served(publication.agenda)


def _renamed(item: Json, meeting: int, place: int, attachments: bool) -> Json:
    papers = [paper | {"Id": guid("bench", meeting, place, paper["Id"])} for paper in item["Bilag"] if attachments]
    place_keys = {"Punktnummer": str(place), "Number": str(place), "Sorting": place}
    return item | place_keys | {"Id": guid("bench", meeting, place), "Bilag": papers}
