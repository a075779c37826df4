"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods): a sheet a page, a row a line, its filled cells parted by `` | ``.

Values are read as they were stored when the file was saved: no formula is worked out, no macro is run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO

import python_calamine as calamine

from rådscraper.filetext.piece import Piece
from rådscraper.layouts.containers import check_locked, check_zip, is_zip
from rådscraper.layouts.folding import fold
from rådscraper.layouts.unreadable import FileStatus, UnreadableFile

_Value = object


def read_table(body: bytes) -> Iterator[Piece]:
    """Read the sheets a person sees, each with its name as the first line; those hidden are told, not read."""
    check_locked(body)
    if is_zip(body):
        check_zip(body)
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(body)) as book:
            for number, sheet in enumerate(book.sheets_metadata, 1):
                yield Piece(number, pages=len(book.sheets_metadata))
                yield from _sheet(book, number, sheet)
    except calamine.PasswordError as error:
        raise UnreadableFile("the workbook is locked with a password", FileStatus.ENCRYPTED) from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError) as error:
        raise UnreadableFile(f"the workbook is broken: {error}", FileStatus.FAILED) from error


def hidden_sheets(body: bytes) -> Iterator[tuple[str, str]]:
    """Give the rows of the sheets that nobody is shown, each behind the sheet's number."""
    with calamine.CalamineWorkbook.from_filelike(BytesIO(body)) as book:
        for number, sheet in enumerate(book.sheets_metadata, 1):
            if sheet.visible is not calamine.SheetVisibleEnum.Visible and sheet.typ is calamine.SheetTypeEnum.WorkSheet:
                for row in book.get_sheet_by_name(sheet.name).iter_rows():
                    yield f"sheet {number}, which is hidden", _line(row)


def _sheet(book: calamine.CalamineWorkbook, number: int, sheet: calamine.SheetMetadata) -> Iterator[Piece]:
    if sheet.visible is not calamine.SheetVisibleEnum.Visible:
        yield Piece(number, trouble=f"sheet {number} is hidden and was left out")
        return
    if sheet.typ is not calamine.SheetTypeEnum.WorkSheet:
        yield Piece(number, trouble=f"sheet {number} holds no cells but a chart, a dialogue or macros")
        return
    is_first = True
    for row in book.get_sheet_by_name(sheet.name).iter_rows():
        line = _line(row)
        if line and is_first:
            yield Piece(number, fold(sheet.name))
            is_first = False
        yield Piece(number, line)


def _line(row: Iterable[_Value]) -> str:
    return " | ".join(text for value in row if (text := _printed(value)))


def _printed(value: _Value) -> str:
    """Print a cell's value: whole numbers without a decimal point, moments as ISO 8601."""
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
