"""Answers kept as fixtures: ``FOLDER/<layout>/<site>_<name>/source.json`` and ``meta.json``, nothing overwritten."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rådscraper.doctor.asking import Answer, Hop
from rådscraper.doctor.findings import Examination, Kept
from rådscraper.media import media_type_of

HEADERS = (
    *("content-type", "content-length", "content-encoding", "content-disposition", "cache-control", "expires"),
    *("etag", "last-modified", "retry-after", "server", "date", "vary"),
)
"""Headers that say something of how a site serves; the values of cookies are nobody's business."""

PERSONAL_DATA = (
    "These answers hold names of people, and may hold more of them than the municipality meant to publish. Look "
    "through each before it is committed or handed on, and delete what is not needed."
)


class UnusableFolder(Exception):
    """Answers can't be kept in the folder named; the message says why."""


def check_folder(folder: Path) -> None:
    """Make the folder where it is missing; raises ``UnusableFolder``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UnusableFolder(f"--save {folder}: can't be made or written ({error.strerror or error})") from error


def save(examination: Examination, folder: Path) -> list[Path]:
    """Write every answer kept, each into a folder of its own that did not exist before, and name these folders."""
    return [_write(examination, kept, folder) for kept in examination.kept]


def _write(examination: Examination, kept: Kept, folder: Path) -> Path:
    case = _new_folder(folder / kept.layout, f"{examination.site}_{kept.name}")
    source = case / f"source.{_ending(kept.answer)}"
    source.write_bytes(kept.answer.body)
    meta = json.dumps(_meta(examination, kept, source.name), ensure_ascii=False, indent=2)
    (case / "meta.json").write_text(f"{meta}\n", encoding="utf-8")
    return case


def _new_folder(parent: Path, name: str) -> Path:
    parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        case = parent / (name if number == 1 else f"{name}_{number}")
        try:
            case.mkdir()
        except FileExistsError:
            number += 1
        else:
            return case


def _meta(examination: Examination, kept: Kept, source: str) -> dict[str, Any]:
    answer = kept.answer
    return {
        "site": examination.site,
        "municipality": examination.municipality,
        "layout": kept.layout,
        "source": source,
        "url": answer.asked,
        "reached_at": examination.reached_at,
        "asked_at": answer.asked_at,
        "seconds": answer.seconds,
        "status": answer.status,
        "sha256": hashlib.sha256(answer.body).hexdigest(),
        "size": len(answer.body),
        "is_cut": answer.is_cut,
        "hops": [_hop(hop) for hop in answer.hops],
        "headers": {name: answer.headers[name] for name in HEADERS if name in answer.headers},
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "url": _unsigned(hop.url),
        "status": hop.status,
        "location": _unsigned(hop.location) if hop.location else None,
        "cookies_set": list(hop.cookies),
    }


def _unsigned(url: str) -> str:
    """An address without the signature that a paper's has, which differs at every request and lets its holder in."""
    parts = urlsplit(url)
    is_signed = "signature" in parts.query.lower() or "/signed/" in parts.path
    return parts._replace(query="…").geturl() if is_signed else url


def _ending(answer: Answer) -> str:
    if media_type_of(answer.body) == "application/pdf":
        return "pdf"
    start = answer.body.lstrip()[:1]
    if start in (b"{", b"["):
        return "json"
    return "html" if start == b"<" else "txt"
