"""What a FirstAgenda list of meetings tells: its history, which publications to ask for, whose ids changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from rådscraper.doctor.findings import Verdict
from rådscraper.items import DocumentType, Publication
from rådscraper.parsing.publications import classify_title
from rådscraper.platforms.firstagenda_listing import Listing, UnreadableListing, parse_listing

Told = tuple[Verdict, str]


class Chosen(NamedTuple):
    """A publication to ask for: why (``referat``, ``aeldste_referat``), what it is, when its meeting begins."""

    why: str
    publication: Publication
    starts_at: datetime


def history(answer: Any, listing: Listing) -> Iterator[Told]:
    """Groups, counts per name, earliest and latest meeting; names and entries the crawler can't place."""
    groups = answer["Udvalg"] if isinstance(answer, dict) else {}
    for name, committees in groups.items():
        meetings = sum(len(one["Moeder"]) for one in committees if isinstance(one, dict) and _listed(one))
        yield Verdict.TOLD, f"group {name!r}: {len(committees)} committees, {meetings} meetings"
    names = Counter(one.title for meeting in listing.meetings for one in meeting.publications)
    for name, number in names.most_common():
        kind = classify_title(name)
        if kind is None:
            yield Verdict.NEW, f"{number} publications are named {name!r}, which says no kind of document"
        else:
            yield Verdict.TOLD, f"{number} publications are named {name!r} (taken for {kind})"
    starts = sorted(meeting.starts_at for meeting in listing.meetings)
    if starts:
        again = sum(len(meeting.publications) > 1 for meeting in listing.meetings)
        told = (
            f"{len(starts)} meetings from {starts[0].date()} to {starts[-1].date()}, {again} published more than once"
        )
        yield Verdict.AS_EXPECTED, told
    else:
        yield Verdict.DIFFERS, "no meeting is listed"
    for problem in listing.problems:
        if problem.kind not in ("unknown_key", "missing_key", "unknown_document_title"):
            yield Verdict.DIFFERS, f"{problem.kind}: {problem.message}"


def choose(listing: Listing) -> list[Chosen]:
    """One publication of each kind, the newest; the oldest minutes too, since imported ones look different."""
    every = [(meeting.starts_at, one) for meeting in listing.meetings for one in meeting.publications]
    every.sort(key=lambda pair: pair[0], reverse=True)
    minutes = [(at, one) for at, one in every if one.document_type is DocumentType.MINUTES and not _is_closed(one)]
    wanted = {
        "referat": minutes[:1],
        "dagsorden": _of_kind(every, DocumentType.AGENDA),
        "tillaegsdagsorden": _of_kind(every, DocumentType.SUPPLEMENTARY_AGENDA),
        "lukket_referat": [(at, one) for at, one in every if _is_closed(one)][:1],
        "aeldste_referat": minutes[1:][-1:],
    }
    return [Chosen(why, one, at) for why, found in wanted.items() for at, one in found]


def more_minutes(listing: Listing, chosen: list[Chosen], number: int) -> list[Chosen]:
    """Further minutes, the newest that are not chosen yet: where no closed item has been seen."""
    known = {one.publication.id for one in chosen}
    every = [
        Chosen("referat_mere", one, meeting.starts_at)
        for meeting in listing.meetings
        for one in meeting.publications
        if one.document_type is DocumentType.MINUTES and one.id not in known
    ]
    return sorted(every, key=lambda one: one.starts_at, reverse=True)[:number]


def changed_ids(earlier: bytes, today: Listing, site: str) -> Iterator[Told]:
    """Hold today's list against an earlier one; raises ``UnreadableListing`` where that is none."""
    before, after = _ids(parse_listing(earlier, site)), _ids(today)
    both = before.keys() & after.keys()
    changed = [key for key in both if before[key] != after[key]]
    replaced = [key for key in both if before[key] - after[key]]
    vanished = sorted(before.keys() - after.keys(), key=lambda key: key[1])
    told = f"{len(both)} meetings are in both lists: {len(changed)} have other ids, {len(replaced)} lost one"
    yield Verdict.AS_EXPECTED, f"{told}; {len(after.keys() - before.keys())} meetings are new"
    for committee, starts_at in vanished:
        kept = {one for key, ids in after.items() if key != (committee, starts_at) for one in ids}
        moved = "its id stands at another committee or time" if before[committee, starts_at] & kept else "its ids too"
        yield Verdict.DIFFERS, f"the meeting of committee {committee} at {starts_at:%Y-%m-%d %H:%M} is gone ({moved})"


def earlier_list(folder: Path, site: str) -> Path | None:
    """The newest list of a site kept in a folder by an earlier visit."""
    kept: list[tuple[str, Path]] = []
    for meta in folder.glob(f"firstagenda_listing/{site}_*/meta.json"):
        told = json.loads(meta.read_text(encoding="utf-8"))
        kept.append((told["asked_at"], meta.with_name("source.json")))
    return max(kept)[1] if kept else None


def _ids(listing: Listing) -> dict[tuple[str, datetime], frozenset[str]]:
    return {(one.body.id, one.starts_at): frozenset(each.id for each in one.publications) for one in listing.meetings}


def _of_kind(every: list[tuple[datetime, Publication]], kind: DocumentType) -> list[tuple[datetime, Publication]]:
    return [(at, one) for at, one in every if one.document_type is kind][:1]


def _is_closed(publication: Publication) -> bool:
    return "lukket" in publication.title.casefold()


def _listed(committee: dict[str, Any]) -> bool:
    return isinstance(committee.get("Moeder"), list)


__all__ = ["UnreadableListing", "changed_ids", "choose", "earlier_list", "history", "more_minutes"]
