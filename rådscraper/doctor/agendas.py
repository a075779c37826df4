"""What FirstAgenda agendas and minutes tell beyond their keys: decisions, closed items, people, the HTML of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from parsel import Selector

from rådscraper.doctor.findings import Verdict
from rådscraper.parsing.dates import parse_api_time

CLOSED_TITLE = "Lukket: "
CONTAINER = "sagsfremstillingContainer"
KNOWN_CLASSES = ("", "beslutningstema", "indstilling", "ukendt", "resume")
"""Classes of the spans that hold a section, in the two dialects recorded."""

Told = tuple[Verdict, str]


def items_of(agenda: Any) -> list[dict[str, Any]]:
    """The items that are objects; whatever else stands there is told by the comparison of shapes."""
    items = agenda.get("Dagsordenpunkter") if isinstance(agenda, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def fields_of(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The text fields of an item that are objects."""
    fields = item.get("Felter")
    return [field for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []


def judge_identity(agenda: Any, named: str, publication_id: str, starts_at: datetime) -> Iterator[Told]:
    """Whether an answer is the publication that was listed: its id and its meeting's start."""
    meeting = agenda.get("Moede") if isinstance(agenda, dict) else None
    answered = str(agenda.get("Id") if isinstance(agenda, dict) else None)
    starts = parse_api_time(meeting.get("MeetingBeginUtc")) if isinstance(meeting, dict) else None
    if answered.lower() != publication_id:
        yield Verdict.DIFFERS, f"{named}: listed as {publication_id}, answered with Id {answered[:80]}"
    if starts != starts_at:
        yield Verdict.DIFFERS, f"{named}: listed to begin at {starts_at}, answered with {starts}"


def judge_minutes(agenda: Any, named: str) -> Iterator[Told]:
    """How minutes tell what was decided: one field an item, and the meeting marked as ended."""
    meeting = agenda.get("Moede") if isinstance(agenda, dict) else None
    ended = meeting.get("Afsluttet") if isinstance(meeting, dict) else None
    verdict = Verdict.AS_EXPECTED if ended is True else Verdict.DIFFERS
    yield verdict, f"{named}: Afsluttet is {ended!r}"
    counts = Counter(len(fields_of(item)) for item in items_of(agenda))
    usual = set(counts) <= {1}
    told = ", ".join(f"{number} items have {fields}" for fields, number in sorted(counts.items()))
    yield Verdict.AS_EXPECTED if usual else Verdict.DIFFERS, f"{named}: Felter: {told or 'no items'}"


def judge_closed(agenda: Any, named: str) -> Iterator[Told]:
    """How closed items look; nothing where there is none."""
    closed = [item for item in items_of(agenda) if item.get("IsOpen") is False]
    if not closed:
        return
    prefixed = sum(str(item.get("Navn") or "").startswith(CLOSED_TITLE) for item in closed)
    verdict = Verdict.AS_EXPECTED if prefixed == len(closed) else Verdict.DIFFERS
    yield verdict, f"{named}: {len(closed)} closed items, {prefixed} with a title that begins {CLOSED_TITLE!r}"
    talking = [item for item in closed if item.get("Bilag") or any(field.get("Html") for field in fields_of(item))]
    if talking:
        yield Verdict.DIFFERS, f"{named}: {len(talking)} closed items have a text or attachments"


def judge_html(agenda: Any, named: str) -> Iterator[Told]:
    """Whether the texts are built as recorded: one container each, known classes of spans, no script."""
    texts = [str(field["Html"]) for item in items_of(agenda) for field in fields_of(item) if field.get("Html")]
    pages = [Selector(text=text, type="html") for text in texts]
    contained = sum(len(page.css(f"#{CONTAINER}")) == 1 for page in pages)
    headings = sum(len(page.css("h3")) for page in pages)
    verdict = Verdict.AS_EXPECTED if contained == len(pages) else Verdict.DIFFERS
    told = f"{contained} of {len(pages)} texts are one #{CONTAINER}, with {headings} h3"
    if pages:
        yield verdict, f"{named}: {told}"
    classes = Counter(
        (span.attrib.get("class") or "").strip()
        for page in pages
        for span in page.xpath(f"//*[@id='{CONTAINER}']//h3/following-sibling::*[1][self::span]")
    )
    for name, number in classes.items():
        if name not in KNOWN_CLASSES:
            yield Verdict.NEW, f"{named}: {number} sections have the class {name!r}"
    odd = Counter(tag for page in pages for tag in ("script", "img", "iframe", "object", "svg") if page.css(tag))
    for tag, number in odd.items():
        yield Verdict.NEW, f"{named}: {number} texts hold <{tag}>"


def first_attachment(agenda: Any) -> str | None:
    """The id of the first attachment that has a PDF."""
    for item in items_of(agenda):
        papers = item.get("Bilag")
        for paper in papers if isinstance(papers, list) else ():
            if isinstance(paper, dict) and paper.get("Id") and str(paper.get("HarPdfVersion")).lower() != "false":
                return str(paper["Id"])
    return None
