"""Numbers for all municipalities, one of them or one body: charts, each with the table of what it shows."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from urllib.parse import urlencode

from rådscraper.serve.asking import Asked, Page, Row, one, rows
from rådscraper.serve.charts.chart import Chart
from rådscraper.serve.charts.charts import CHARTS
from rådscraper.serve.pages.bodies import BODY, MUNICIPALITY, body_title
from rådscraper.serve.pages.searching import MUNICIPALITIES
from rådscraper.serve.paths import path_of


def numbers(db: sqlite3.Connection, asked: Asked) -> Page | None:
    """Show the charts of a municipality (``kommune``), of a body (``organ``) or of all."""
    scope = _scope(db, asked)
    if scope is None:
        return None
    told = [_told(db, chart, scope) for chart in CHARTS]
    values = [{"diagram": chart["title"], **value} for chart in told for value in chart["values"]]
    data = {**scope, "charts": told, "municipalities": rows(db, MUNICIPALITIES)}
    return Page(f"Tal: {scope['name']}", data, values)


def drawing(db: sqlite3.Connection, asked: Asked) -> dict[str, object] | None:
    """Give the specification of one chart (``chart``), of the same; None where it has nothing to show."""
    scope = _scope(db, asked)
    chart = next((chart for chart in CHARTS if chart.name == asked.parts["chart"]), None)
    if scope is None or chart is None:
        return None
    values = chart.values(_rows(db, chart, scope))
    return chart.drawn(values) if values else None


def _scope(db: sqlite3.Connection, asked: Asked) -> dict[str, str] | None:
    """Say whose numbers are asked for, or None where there is no such municipality or body."""
    municipality, body = asked.text("kommune"), asked.text("organ")
    if body:
        found = one(db, BODY, id=body)
        return found and _named(found["municipality_id"], body, body_title(found), path_of("organ", body))
    if municipality:
        found = one(db, MUNICIPALITY, id=municipality)
        return found and _named(municipality, "", found["name"], path_of("kommune", municipality))
    return _named("", "", "alle kommuner", "/")


def _named(municipality: str, body: str, name: str, page: str) -> dict[str, str]:
    return {"kommune": municipality, "organ": body, "name": name, "page": page}


def _rows(db: sqlite3.Connection, chart: Chart, scope: dict[str, str]) -> list[Row]:
    return rows(db, chart.sql, kommune=scope["kommune"], organ=scope["organ"])


def _told(db: sqlite3.Connection, chart: Chart, scope: dict[str, str]) -> Row:
    found = _rows(db, chart, scope)
    values = chart.values(found)
    narrowed = {name: scope[name] for name in ("kommune", "organ") if scope[name]}
    query = f"?{urlencode(narrowed)}" if narrowed else ""
    return {
        "name": chart.name,
        "title": chart.title,
        "explanation": chart.explanation,
        "told": chart.told(values) if values else None,
        "headings": chart.headings,
        "rows": found,
        "values": [asdict(value) for value in values],
        "svg": f"/tal/{chart.name}.svg{query}",
        "sql": chart.sql_address(scope["kommune"], scope["organ"]),
        "table": chart.table,
        "is_wide": chart.is_wide,
    }
