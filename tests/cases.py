"""Answers that ``scrapy doctor --save`` kept: ``<layout>/<case>/source.*`` beside its ``meta.json``."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from rådscraper.items import Minutes
from rådscraper.layouts import READERS
from rådscraper.layouts.detect import detect
from rådscraper.media import pdf_behind_viewer
from rådscraper.parsing.meeting import parse_minutes
from rådscraper.platforms.aalborg_pages import Listing as AalborgListing
from rådscraper.platforms.aalborg_pages import read_listing
from rådscraper.platforms.firstagenda_listing import Listing, parse_listing


def cases_in(folder: Path) -> list[Path]:
    """The folders of all cases kept under a folder."""
    return sorted(meta.parent for meta in folder.glob("*/*/meta.json"))


def meta_of(case: Path) -> dict[str, Any]:
    """What is known of a case's source."""
    meta: dict[str, Any] = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    return meta


def read_case(case: Path) -> Minutes | Listing | AalborgListing | str | None:
    """Read a case's source with the product's reader of its layout; fails where the bytes are not those asked for."""
    meta = meta_of(case)
    source = (case / str(meta["source"])).read_bytes()
    assert hashlib.sha256(source).hexdigest() == meta["sha256"], "the source is not as it was served"
    assert meta["layout"] == case.parent.name
    url, layout = str(meta["url"]), str(meta["layout"])
    if layout in READERS:
        assert layout not in ("firstagenda", "pdf") or detect(source) == layout
        return parse_minutes(READERS[layout](source, url))
    match layout:
        case "firstagenda_listing":
            return parse_listing(source, url.partition("/api/")[0])
        case "aalborg_list":
            return read_listing(source, url)
        case "firstagenda_viewer":
            return pdf_behind_viewer(source)
        case "firstagenda_front" | "robots":
            return source.decode("utf-8")
        case _:
            raise AssertionError(f"nobody knows the layout {layout}")
