"""What stands in words on Datasette's pages of tables: conditions, order, values, and our page of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from datasette.app import Datasette
from datasette.filters import Filters
from markupsafe import Markup, escape

from rådscraper.serve.asking import DAY
from rådscraper.serve.descriptions import described
from rådscraper.serve.labels import ANSWER_COLUMNS, LABELS, LOOKUPS, OUTCOMES
from rådscraper.serve.metadata import DATABASE
from rådscraper.serve.paths import path_of
from rådscraper.serve.published import PUBLISHED

PAGES = {"meetings": "moede", "bodies": "organ", "municipalities": "kommune", "people": "person"}
"""Tables whose rows have a page of ours."""

DAYS = ("fra", "til", "dag", "siden")
"""Fields of questions that ask for a day."""

WITHOUT_VALUE = ("isnull", "notnull", "isblank", "notblank")


def chosen(table: str, filters: Filters, search: str | None, sort: str | None, sort_desc: str | None) -> str:
    """Say which rows are shown, and in which order; a blank text where nothing was chosen."""
    conditions = [_condition(*told) for told in filters.selections()]
    parts = [f"med »{search}«"] if search else []
    parts += [f"hvor {' og '.join(conditions)}"] if conditions else []
    parts += [f"sorteret efter {sort or sort_desc}{', faldende' if sort_desc else ''}"] if sort or sort_desc else []
    parts += ["uden det, kommunen har trukket tilbage"] if table.lower() in PUBLISHED else []
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _condition(column: str, lookup: str, value: str) -> str:
    told = f"{column} {LOOKUPS.get(lookup, lookup)}"
    return told if lookup in WITHOUT_VALUE else f"{told} »{value}«"


def own_page(table: str, key: str) -> str | None:
    """Give the address of our page of a row, where there is one."""
    return path_of(PAGES[table], key) if table in PAGES else None


def table_title(table: str) -> str:
    """Name a table in Danish."""
    return described()[table].title if table in described() else table


def value_label(table: str, column: str, value: Any, label: Any) -> str:
    """Name a value that was counted."""
    known = LABELS.get((table, column), {}).get(str(value))
    return known or str(label or "(ikke udfyldt)")


def answer_column(name: str) -> str:
    """Name a column of an answer to a question ready made."""
    told = ANSWER_COLUMNS.get(name) or name.replace("_", " ")
    return told[:1].upper() + told[1:]


async def choices(datasette: Datasette) -> dict[str, dict[str, str]]:
    """Give what can be chosen in the fields of questions, by the field's name: what is asked with, and its words."""
    found = await datasette.get_database(DATABASE).execute("select id, name from municipalities order by name")
    return {
        "kommune": {row["id"]: row["name"] for row in found.rows},
        "udfald": {label: label for label in OUTCOMES.values()},
    }


def is_day_field(value: str, name: str) -> bool:
    """Whether a field of a question is one for days, and a browser's own can hold what is asked with.

    >>> is_day_field("2021-04-12", "fra"), is_day_field("", "siden"), is_day_field("2021", "fra")
    (True, True, False)
    """
    return name in DAYS and (not value or bool(DAY.fullmatch(value)))


def written_rows(rows: Iterable[Iterable[dict[str, Any]]]) -> Markup:
    """Write rows of cells; a template would take twice as long for the two thousand cells of a page."""
    written = (
        "".join(f'<td class="type-{cell["value_type"]}">{escape(cell["value"])}</td>' for cell in row) for row in rows
    )
    return Markup("".join(f"<tr>{cells}</tr>" for cells in written))  # noqa: S704


FILTERS: dict[str, Callable[..., Any]] = {
    "udvalgte": chosen,
    "svarkolonne": answer_column,
    "forhold": lambda lookup: LOOKUPS.get(lookup, lookup),
    "egen_side": own_page,
    "er_dag": is_day_field,
    "tabeltitel": table_title,
    "vaerdi": value_label,
    "raekker": written_rows,
}
