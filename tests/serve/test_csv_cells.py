"""Cells of CSV are text in every spreadsheet, in whatever pieces they pass by, and say otherwise what they said."""

from __future__ import annotations

import csv
import io

import pytest

from rådscraper.serve.csv_cells import PlainCells, plain_cell


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("\t=1", "'\t=1"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("＝1＋1", "'＝1＋1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("Godkendt; =1+1", "Godkendt; '=1+1"),
        ("Godkendt\n=1+1\n\n+2", "Godkendt\n'=1+1\n\n'+2"),
        ("a;-2+3", "a;'-2+3"),
        ("Indstilles:\n- at sagen godkendes\n- at det siges", "Indstilles:\n- at sagen godkendes\n- at det siges"),
        ("Anlæg: 5 + 3 = 8; vedtaget", "Anlæg: 5 + 3 = 8; vedtaget"),
        ("-12,5", "-12,5"),
        ("+45", "+45"),
        (-12, -12),
        (None, None),
    ],
)  # fmt: skip
def test_what_a_sheet_would_take_for_a_formula_is_text(told, plain):
    assert plain_cell(told) == plain


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_rows_pass_in_pieces_of_any_size_and_cells_may_be_long(size):
    rows = [["nr", "tekst"], ["1", "=farlig"], ["2", 'Linje, "citat"\nny linje'], ["3", "å" * 50_000], ["4", ""]]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    text, cells = written.getvalue(), PlainCells()
    told = "".join(cells.feed(text[start : start + size]) for start in range(0, len(text), size)) + cells.rest()
    assert list(csv.reader(io.StringIO(told, newline=""))) == [[plain_cell(cell) for cell in row] for row in rows]


def test_a_cell_of_blank_lines_alone_passes_like_any_other():
    # Two million of them took a way of the square of their number.
    blank = "\n" * 2_000_000
    assert plain_cell(f"{blank}=1") == f"{blank}'=1"


def test_a_cell_longer_than_python_reads_by_itself_passes():
    cells = PlainCells()
    told = cells.feed(f'a\r\n"{"x" * 300_000}"\r\n') + cells.rest()
    assert told == f"a\r\n{'x' * 300_000}\r\n"
