"""``scrapy score FOLDER …``: precision, recall and F1 per field over labelled documents, against committed floors."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from rådscraper.commands.extract import read_minutes
from rådscraper.document import UnreadableDocument
from rådscraper.labels import as_label
from rådscraper.scoring import Score

FLOORS = "floors.json"
LABEL = ".gold.json"
DOCUMENTS = (".json", ".html", ".pdf", ".docx", ".txt")
BELOW = 1


class Command(ScrapyCommand):
    """Hold extraction against labels; exit status 1 when a field falls below its floor."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Say how it is called."""
        return "[--json] [--write FILE] FOLDER …"

    def short_desc(self) -> str:
        """Say what the command does."""
        return "Score extraction against labelled documents, field by field"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Take the form of what is printed."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument("--write", metavar="FILE", help="write the table as Markdown, too")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Score every label file in the folders and every document beside it."""
        if not args:
            raise UsageError("name a folder of labelled documents, as in: scrapy score tests/gold", print_help=False)
        folders = [Path(name) for name in args]
        floors = _floors(folders)
        score = score_folders(folders, tuple(floors.get("free_form", ())))
        if not score.documents:
            sys.stderr.write(f"scrapy score: no labelled documents in {', '.join(args)}\n")
            self.exitcode = BELOW
            return
        below = _below(score, floors.get("fields", {}), floors.get("macro", 0.0))
        if opts.write:
            Path(opts.write).write_text(as_markdown(score, args), encoding="utf-8")
        if opts.json:
            sys.stdout.write(json.dumps(_as_json(score), ensure_ascii=False, indent=2) + "\n")
        else:
            _print(score)
        for line in (*score.differences, *below):
            sys.stderr.write(f"{line}\n")
        self.exitcode = BELOW if below else 0


def score_folders(folders: list[Path], free_form: tuple[str, ...] = ()) -> Score:
    """Score all labelled documents of some folders; ``free_form`` names those whose papers part no decision."""
    score = Score()
    for folder in folders:
        for label_file in sorted(folder.glob(f"*{LABEL}")):
            stem = label_file.name.removesuffix(LABEL)
            label = json.loads(label_file.read_text(encoding="utf-8"))
            for document in _beside(folder, stem):
                try:
                    read = as_label(read_minutes(document.read_bytes(), label.get("url") or ""))
                except UnreadableDocument as error:
                    score.differences.append(f"{document.name}: {error}")
                    read = {"attendees": [], "items": []}
                score.add(document.name, read, label, is_free_form=stem in free_form)
    return score


def as_markdown(score: Score, folders: list[str]) -> str:
    """Lay a score out as the page ``docs/accuracy.md``."""
    lines = [
        "# Accuracy",
        "",
        f"Extraction held against {score.documents} documents labelled by hand in {', '.join(folders)}.",
        "Written by `make score`; the tests fail when it is out of date. `tests/gold/README.md` says how labels are",
        "made. Texts are compared after folding white space, names exactly. `decision_sentences` are those of",
        "free-form minutes, whose paper does not part the agenda's words from the minutes': every labelled sentence",
        "must be found, and how many were read beyond them is told.",
        "",
        "| field | precision | recall | F1 | found | wrong | missed | beyond |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in _rows(score)),
        "",
        f"Macro F1: {score.macro_f1:.4f}",
        "",
    ]
    return "\n".join(lines)


def _beside(folder: Path, stem: str) -> Iterator[Path]:
    return (path for ending in DOCUMENTS if (path := folder / f"{stem}{ending}").is_file())


def _floors(folders: list[Path]) -> dict[str, Any]:
    for folder in folders:
        if (file := folder / FLOORS).is_file():
            floors: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            return floors
    return {}


def _below(score: Score, fields: dict[str, float], macro: float) -> list[str]:
    low = [
        f"{name} is at {tally.f1:.4f}, below its floor of {fields[name]}"
        for name, tally in score.tallies.items()
        if tally.f1 < fields.get(name, 0.0)
    ]
    return [
        *low,
        *([f"the macro F1 is at {score.macro_f1:.4f}, below its floor of {macro}"] if score.macro_f1 < macro else []),
    ]


def _rows(score: Score) -> Iterator[tuple[str, ...]]:
    for name, tally in score.tallies.items():
        if tally.found + tally.wrong + tally.missed + tally.beyond:
            shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
            yield (name, *shares, str(tally.found), str(tally.wrong), str(tally.missed), str(tally.beyond))


def _print(score: Score) -> None:
    table = Table(title=f"{score.documents} labelled documents, macro F1 {score.macro_f1:.4f}", title_justify="left")
    table.add_column("field", no_wrap=True, min_width=len("attendance_changes"))
    for name in ("precision", "recall", "F1", "found", "wrong", "missed", "beyond"):
        table.add_column(name, justify="right")
    for row in _rows(score):
        table.add_row(*row)
    Console().print(table)


def _as_json(score: Score) -> dict[str, Any]:
    fields = {
        name: {
            **{"precision": tally.precision, "recall": tally.recall, "f1": tally.f1},
            **{"found": tally.found, "wrong": tally.wrong, "missed": tally.missed, "beyond": tally.beyond},
        }
        for name, tally in score.tallies.items()
    }
    return {"documents": score.documents, "macro_f1": score.macro_f1, "fields": fields}
