"""Numbers of a workbook as a person sees them where a format prints ten digits: ``101901234`` as ``0101901234``.

The reader of sheets gives values as they were stored, and those have lost the nought they begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
"""The parts of a workbook that hold its cells."""

_STYLES = "xl/styles.xml"
_SHOWS_TEN = re.compile(r"0{6}-?0{4}")
_QUOTING = re.compile(r"[\\\" ]")


def numbered_cells(body: bytes) -> Iterator[tuple[str, str]]:
    """Give each row's numbers that are printed with ten digits, behind the part of the workbook they stand in."""
    with ZipFile(BytesIO(body)) as archive:
        names = archive.namelist()
        styles = _styles(archive.read(_STYLES)) if _STYLES in names else frozenset()
        for name in filter(SHEET.fullmatch, names) if styles else ():
            with archive.open(name) as sheet:
                for _, row in etree.iterparse(sheet, tag=f"{_MAIN}row", resolve_entities=False, no_network=True):
                    cells = (cell for cell in row.iter(f"{_MAIN}c") if cell.get("s") in styles)
                    values = (cell.findtext(f"{_MAIN}v") or "" for cell in cells)
                    yield name, " | ".join(f"{value:0>10}" for value in values if value.isdigit())
                    row.clear()


def _styles(styles: bytes) -> frozenset[str]:
    """Name the styles of cells whose format prints ten digits."""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    formats = {
        one.get("numFmtId")
        for one in root.iter(f"{_MAIN}numFmt")
        if _SHOWS_TEN.fullmatch(_QUOTING.sub("", (one.get("formatCode") or "").partition(";")[0]))
    }
    cells = root.find(f"{_MAIN}cellXfs")
    return frozenset(
        str(place) for place, one in enumerate(cells if cells is not None else ()) if one.get("numFmtId") in formats
    )
