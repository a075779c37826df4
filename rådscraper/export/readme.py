"""The README of a release, in Danish and English: what it holds, of when, from where, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rådscraper.export.facts import Covered, Facts

FILES = {
    "sqlite": ("`raad.db`", "SQLite-databasen, med fuldtekstsøgning", "the SQLite database, with full-text search"),
    "csv": (
        "`csv/`, `csv-excel/`, `datapackage.json`",
        "hver tabel som CSV. `csv/` er til programmer: teksten står, som den er, og `datapackage.json` beskriver den."
        " `csv-excel/` er til regneark: semikolon, og et `'` foran tekst, som ellers ville blive regnet for en formel"
        " (`=`, `+`, `-`, `@`). Excel klipper celler over 32.767 tegn",
        "each table as CSV. `csv/` is for programs: text is as it is, `datapackage.json` describes it. `csv-excel/` is"
        " for spreadsheets: semicolons, and a `'` before text that would be taken for a formula (`=`, `+`, `-`, `@`)."
        " Excel cuts cells above 32,767 characters",
    ),
    "parquet": ("`parquet/`", "hver tabel som Parquet, med typer", "each table as Parquet, with types"),
    "ndjson": (
        "`ndjson/`",
        "et møde pr. linje med begreberne fra Popolo og Open Civic Data, og skemaet for linjerne",
        "a meeting a line in the terms of Popolo and Open Civic Data, and the schema of the lines",
    ),
    "oparl": (
        "`oparl/`",
        "objekter efter OParl 1.1, et pr. linje, en fil pr. type",
        "objects by OParl 1.1, one a line, a file a type",
    ),
}
DANISH_LEFT_OUT = {
    "meetings removed at the source": "møder, som kilden har taget ned",
    "publications removed at the source": "publiceringer, som kilden har taget ned",
    "papers removed at the source": "bilag, som kilden har taget ned",
    "files held back or taken away": "filer, der er holdt tilbage (CPR-nummer, farlig fil) eller fjernet",
    "decisions to take something away": "afgørelser om at fjerne noget; teksten er væk eller står som `[fjernet]`",
}


def readme(
    name: str, made_at: datetime, version: str, formats: Iterable[str], facts: Facts, rows: Mapping[str, int], base: str
) -> str:
    """Write the README; ``rows`` has the number of rows of each table, ``base`` the address OParl's ids are under."""
    kept = list(formats)
    return "\n".join(
        [
            f"# {name}",
            "",
            f"Lavet / made {made_at:%Y-%m-%d %H:%M %z} af / by rådscraper {version}.",
            "",
            *_danish(kept, facts, base),
            *_english(kept, facts, base),
            "## Dækning / Coverage",
            "",
            *_coverage(facts.covered),
            "",
            "## Rækker / Rows",
            "",
            "| tabel / table | rækker / rows |",
            "| --- | ---: |",
            *(f"| `{table}` | {number} |" for table, number in rows.items()),
            "",
        ]
    )


def _danish(formats: Sequence[str], facts: Facts, base: str) -> list[str]:
    lines = ["## På dansk", "", "Dagsordener og referater fra danske kommuner, læst af kommunernes egne sider.", ""]
    lines += [f"* {FILES[one][0]}: {FILES[one][1]}." for one in formats]
    if "oparl" in formats:
        lines += ["", f"OParl-objekternes id'er ligger under {base}; de er navne, og behøver ikke at kunne åbnes."]
    return [
        *lines,
        "",
        "Tjek filerne med `sha256sum -c SHA256SUMS`.",
        "",
        "**Rettigheder.** Dokumenterne er myndighedernes egne. Ophavsretslovens § 9 undtager love, administrative"
        " forskrifter, retsafgørelser og lignende offentlige aktstykker fra ophavsret; dagsordener og referater må i"
        " almindelighed regnes dertil. Værker, der indgår i dem for sig selv (kort, tegninger, rapporter, billeder"
        " blandt bilagene), er ikke nødvendigvis undtaget. Kommunerne angiver ingen licens, som dette program læser."
        " Vi ved ikke mere end det, og giver derfor ingen licens på andres vegne.",
        "",
        "**Personoplysninger.** Her er navne på politikere, ansatte og borgere. Den, der henter og bruger kopien, er"
        " selv dataansvarlig (GDPR) og skal have et formål og et grundlag. CPR-numre er sløret, hvor de er fundet; et"
        " nummer skrevet på en anden måde kan være overset. Ret og slet, når kilden gør det: hent den nyeste udgave.",
        "",
        "**Ikke med.** Det, som driften alene har brug for, og:",
        "",
        *(f"* {DANISH_LEFT_OUT[what]}: {number}" for what, number in facts.left_out.items()),
        "",
    ]


def _english(formats: Sequence[str], facts: Facts, base: str) -> list[str]:
    lines = ["## In English", "", "Agendas and minutes of Danish municipalities, read from their own sites.", ""]
    lines += [f"* {FILES[one][0]}: {FILES[one][2]}." for one in formats]
    if "oparl" in formats:
        lines += ["", f"The ids of OParl's objects are under {base}; they are names and need not open."]
    return [
        *lines,
        "",
        "Check the files with `sha256sum -c SHA256SUMS`.",
        "",
        "**Rights.** The documents are the authorities' own. Section 9 of the Danish copyright act exempts acts,"
        " administrative orders, legal decisions and similar official documents from copyright; agendas and minutes may"
        " generally be counted among them. Works that stand in them by themselves (maps, drawings, reports, pictures"
        " among the papers) are not necessarily exempt. The municipalities name no licence that this program reads. We"
        " know no more than that, and so give no licence in others' names.",
        "",
        "**Personal data.** There are names of politicians, staff and citizens here. Whoever takes and uses the copy is"
        " its controller (GDPR) and needs a purpose and a legal basis. CPR numbers are masked where they were found;"
        " one written otherwise may have been missed. Correct and delete as the source does: take the newest release.",
        "",
        "**Left out.** What only the operator needs, and:",
        "",
        *(f"* {what}: {number}" for what, number in facts.left_out.items()),
        "",
    ]


def _coverage(covered: Sequence[Covered]) -> list[str]:
    lines = [
        "| kommune / municipality | kilde / source | læst / read | møder / meetings | fra / from | til / to"
        " | på siden / listed | mangler / missing | problemer / problems |",
        "| --- | --- | --- | ---: | --- | --- | ---: | ---: | ---: |",
    ]
    for one in covered:
        told = (
            *(one.name or one.id, one.website, one.read_at, one.meetings, one.first_date, one.last_date),
            *(one.listed, one.missing, one.problems),
        )
        lines.append(f"| {' | '.join('–' if value is None else str(value) for value in told)} |")
    return lines
