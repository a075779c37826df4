"""``python -m tests.bench`` measures every bar, ``python -m tests.bench 4 5`` those; it measures and does not judge."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.table import Table

import tests.bench
from tests.bench.timing import Row

PREFIX = "bar_"


def main() -> None:
    """Measure and print one table."""
    known = sorted(
        int(module.name.removeprefix(PREFIX))
        for module in pkgutil.iter_modules(tests.bench.__path__)
        if module.name.startswith(PREFIX)
    )
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    arguments.add_argument("bars", nargs="*", type=int, metavar="BAR", help=f"of {', '.join(map(str, known))}")
    asked = arguments.parse_args().bars or known
    unknown = sorted(set(asked) - set(known))
    if unknown:
        arguments.error(f"there is no bar {unknown[0]}; there are {', '.join(map(str, known))}")
    measured: list[Row] = []
    for bar in asked:
        print(f"measuring bar {bar} …", file=sys.stderr, flush=True)
        measure: Callable[[], Iterable[Row]] = importlib.import_module(f"tests.bench.{PREFIX}{bar}").rows
        measured += measure()
    show(measured)


def show(rows: Iterable[Row]) -> None:
    """Print what was measured, and once more in words which bars are not held."""
    rows = list(rows)
    console = Console(width=140)
    table = Table("bar", "this", "compared with", title="Medians of pairs measured in turn", title_justify="left")
    for heading in ("seen", "least–most", "at most", ""):
        table.add_column(heading, justify="right" if heading else "left")
    for row in rows:
        seen, unit = row.seen, row.unit
        table.add_row(
            str(row.bar),
            row.ours,
            row.theirs,
            f"{seen.median:.3g}{unit}",
            f"{seen.least:.3g}–{seen.most:.3g}",
            f"{row.limit:g}{unit}",
            "held" if row.is_held else "[bold red]NOT HELD[/]",
        )
    console.print(table)
    for row in rows:
        if not row.is_held:
            missed = f"bar {row.bar} is not held: {row.ours}: {row.seen.median:.3g}{row.unit}, at most {row.limit:g}"
            console.print(missed, style="bold red")


if __name__ == "__main__":
    main()
