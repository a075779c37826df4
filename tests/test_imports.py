"""Imports point one way: spiders -> platforms -> parsing -> items, pipelines -> extract, store -> items."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "rådscraper.body_names": (),
    "rådscraper.items": (),
    "rådscraper.kle": (),
    "rådscraper.document": ("items",),
    "rådscraper.layouts": ("document", "items", "layouts"),
    "rådscraper.parsing": ("body_names", "clock", "document", "items", "kle", "parsing"),
    "rådscraper.extract": ("document", "items", "layouts", "parsing"),
    "rådscraper.personal_data": (),
    "rådscraper.whole_files": (),
    "rådscraper.archive": ("whole_files",),
    "rådscraper.addresses": ("items",),
    "rådscraper.filetext": ("document", "filetext", "items", "layouts", "media", "personal_data"),
    "rådscraper.papers": ("items", "layouts", "store"),
    "rådscraper.scans": ("items", "layouts", "papers", "store"),
    "rådscraper.search": ("search",),
    "rådscraper.monitors": (),
    "rådscraper.store": (
        *("body_names", "clock", "items", "kle", "monitors", "personal_data", "search", "store", "visits"),
    ),
    "rådscraper.export": ("export", "store"),
    "rådscraper.feeds": ("feeds",),
    "rådscraper.digest": ("clock", "search", "store"),
    "rådscraper.mailing": (),
    "rådscraper.serve": ("clock", "feeds", "search", "serve", "store"),
    "rådscraper.reextract": ("archive", "clock", "document", "extract", "items", "store"),
    "rådscraper.verify": ("archive", "whole_files"),
    "rådscraper.visiting": ("clock", "items", "record", "signals", "store", "visits"),
    "rådscraper.visits": (),
    "rådscraper.platforms": ("body_names", "clock", "items", "media", "parsing", "platforms", "signals"),
    "rådscraper.record": ("addresses", "clock", "items", "monitors", "platforms", "signals", "store"),
    "rådscraper.doctor": ("clock", "doctor", "document", "items", "layouts", "media", "parsing", "platforms"),
    "spiders": ("platforms",),
    "pipelines": (
        *("archive", "clock", "document", "extract", "items", "media", "papers", "platforms", "record", "signals"),
        *("store", "whole_files"),
    ),
}
WITHOUT_SCRAPY = (
    "rådscraper.archive",
    "rådscraper.body_names",
    "rådscraper.digest",
    "rådscraper.export",
    "rådscraper.feeds",
    "rådscraper.kle",
    "rådscraper.mailing",
    "rådscraper.reextract",
    "rådscraper.store",
    "rådscraper.verify",
    "rådscraper.items",
    "rådscraper.personal_data",
    "rådscraper.document",
    "rådscraper.layouts",
    "rådscraper.parsing",
    "rådscraper.extract",
    "rådscraper.filetext",
    "rådscraper.papers",
    "rådscraper.scans",
    "rådscraper.search",
    "rådscraper.serve",
    "rådscraper.visits",
)


def _modules(package: str) -> list[Path]:
    place = ROOT / Path(*package.split("."))
    return sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def _imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "rådscraper":
            names |= {f"rådscraper.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package):
    allowed = {f"rådscraper.{part}" for part in MAY_IMPORT[package]}
    for module in _modules(package):
        ours = {name for name in _imported(module) if name.partition(".")[0] in ("rådscraper", "spiders", "pipelines")}
        assert {".".join(name.split(".")[:2]) for name in ours} <= allowed, module


@pytest.mark.parametrize("package", WITHOUT_SCRAPY)
def test_understanding_needs_no_scrapy(package):
    for module in _modules(package):
        assert not {name for name in _imported(module) if name.partition(".")[0] in ("scrapy", "twisted")}, module
